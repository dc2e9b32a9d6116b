"""Mentorships are agreed, held and ended, over GraphQL."""

import strawberry

from api.graphql.commands import asks
from domain.mentoring.agreements import AgreeMentorship, EndMentorship, HoldMentoringSession


@strawberry.type
class MentoringMutations:
    agree_mentorship = asks(AgreeMentorship)
    hold_mentoring_session = asks(HoldMentoringSession)
    end_mentorship = asks(EndMentorship)
