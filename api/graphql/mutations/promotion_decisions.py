"""Promotions are approved, declined and deferred, over GraphQL."""

import strawberry

from api.graphql.commands import asks
from domain.promotions.decisions import ApprovePromotion, DeclinePromotion, DeferPromotion


@strawberry.type
class PromotionDecisionMutations:
    approve_promotion = asks(ApprovePromotion)
    decline_promotion = asks(DeclinePromotion)
    defer_promotion = asks(DeferPromotion)
