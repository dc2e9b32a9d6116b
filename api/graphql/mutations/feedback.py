"""Feedback is asked for and given, over GraphQL."""

import strawberry

from api.graphql.commands import asks
from domain.development.feedback import GiveFeedback, RequestFeedback


@strawberry.type
class FeedbackMutations:
    request_feedback = asks(RequestFeedback)
    give_feedback = asks(GiveFeedback)
