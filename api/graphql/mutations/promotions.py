"""Promotions are proposed, over GraphQL."""

import strawberry

from api.graphql.commands import asks
from domain.promotions.proposals import ProposePromotion


@strawberry.type
class PromotionMutations:
    propose_promotion = asks(ProposePromotion)
