"""The risk and the impact of losing somebody are judged, over GraphQL."""

import strawberry

from api.graphql.commands import asks
from domain.succession.retention import AssessImpactOfLoss, AssessRetentionRisk


@strawberry.type
class RetentionMutations:
    assess_retention_risk = asks(AssessRetentionRisk)
    assess_impact_of_loss = asks(AssessImpactOfLoss)
