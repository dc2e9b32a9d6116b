"""Panels vote and recommend, over GraphQL."""

import strawberry

from api.graphql.commands import asks
from domain.recommendations import StateRecommendation
from domain.vote_rounds import CloseVote, OpenVote
from domain.voting import CastVote


@strawberry.type
class VotingMutations:
    open_vote = asks(OpenVote)
    cast_vote = asks(CastVote)
    close_vote = asks(CloseVote)
    state_recommendation = asks(StateRecommendation)
