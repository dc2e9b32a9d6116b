"""Appeals are lodged and decided, over GraphQL."""

import strawberry

from api.graphql.commands import asks
from domain.promotions.appeal_decisions import DecideAppeal
from domain.promotions.appeals import LodgeAppeal


@strawberry.type
class AppealMutations:
    lodge_appeal = asks(LodgeAppeal)
    decide_appeal = asks(DecideAppeal)
