"""Assignments are given and come to their end, over GraphQL."""

import strawberry

from api.graphql.commands import asks
from domain.development.assignments import CompleteAssignment, CutAssignmentShort, GiveAssignment


@strawberry.type
class AssignmentMutations:
    give_assignment = asks(GiveAssignment)
    complete_assignment = asks(CompleteAssignment)
    cut_assignment_short = asks(CutAssignmentShort)
