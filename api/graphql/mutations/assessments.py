"""Assessments are recorded, over GraphQL."""

import strawberry

from api.graphql.commands import asks
from domain.development.assessments import RecordAssessment


@strawberry.type
class AssessmentMutations:
    record_assessment = asks(RecordAssessment)
