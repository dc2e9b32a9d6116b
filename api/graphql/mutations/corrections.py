"""Entries are corrected and retracted, over GraphQL, by a command that says what should have been asked for."""

import strawberry

from api.graphql.commands import asks
from domain.amendments.corrections import CorrectEntry, RetractEntry


@strawberry.type
class CorrectionMutations:
    correct_entry = asks(CorrectEntry)
    retract_entry = asks(RetractEntry)
