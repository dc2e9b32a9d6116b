"""Successors are nominated, ranked and removed, over GraphQL."""

import strawberry

from api.graphql.commands import asks
from domain.succession.slates import ConfirmSlate, NominateSuccessor, RemoveSuccessor


@strawberry.type
class SuccessionMutations:
    nominate_successor = asks(NominateSuccessor)
    confirm_slate = asks(ConfirmSlate)
    remove_successor = asks(RemoveSuccessor)
