"""Readiness for a role is judged, over GraphQL."""

import strawberry

from api.graphql.commands import asks
from domain.succession.readiness import AssessReadiness


@strawberry.type
class ReadinessMutations:
    assess_readiness = asks(AssessReadiness)
