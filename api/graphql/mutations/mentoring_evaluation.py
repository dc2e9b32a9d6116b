"""Mentorships are looked back on, over GraphQL."""

import strawberry

from api.graphql.commands import asks
from domain.mentoring.evaluation import EvaluateMentoring


@strawberry.type
class MentoringEvaluationMutations:
    evaluate_mentoring = asks(EvaluateMentoring)
