"""Frameworks are published, edition by edition, over GraphQL."""

import strawberry

from api.graphql.commands import asks
from domain.frameworks.publishing import PublishFramework


@strawberry.type
class FrameworkMutations:
    publish_framework = asks(PublishFramework)
