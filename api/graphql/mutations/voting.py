"""Panels vote and recommend, over GraphQL."""

import strawberry

from api.graphql.commands import asks
from domain.promotions.panels.recommendations import StateRecommendation
from domain.promotions.panels.vote_casting import CastVote
from domain.promotions.panels.vote_counting import CloseVote
from domain.promotions.panels.vote_opening import OpenVote


@strawberry.type
class VotingMutations:
    open_vote = asks(OpenVote)
    cast_vote = asks(CastVote)
    close_vote = asks(CloseVote)
    state_recommendation = asks(StateRecommendation)
