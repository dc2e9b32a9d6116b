"""Aspirations are stated and withdrawn, over GraphQL."""

import strawberry

from api.graphql.commands import asks
from domain.development.aspirations import StateAspiration, WithdrawAspiration


@strawberry.type
class GrowthMutations:
    state_aspiration = asks(StateAspiration)
    withdraw_aspiration = asks(WithdrawAspiration)
