"""Three people of a system of a test's own, and the headings of tables about them."""

from __future__ import annotations

from typing import Any

from ledger import Entry, Ledger
from tests.api.imports.conftest import CommandLine

PEOPLE = "id,name,department,hired_on,manager,left_on"
ROLES = "Role,Unit,Level,Critical,Incumbent ID,Since"
SLATES = "Position,Incumbent ID,Successor ID,Readiness,Rank,Date,Confirmed by"
REVIEWS = "Employee ID,Employee Name,Review Period,Performance,Leadership,Potential,Nine Box,Reviewer"
A_DAY_BEFORE = "2023-06-30"


def name(leadership: CommandLine, given: str) -> str:
    """What one of them is called."""
    return f"{given} {leadership.system.title()}"


def after(ledger: Ledger, leadership: CommandLine, *names: str) -> list[Entry[Any]]:
    """What a test recorded of some kinds."""
    return list(ledger.entries(after=leadership.since, kinds=names))


def title(leadership: CommandLine, of: str = "Head") -> str:
    """A title of a role that no other test has."""
    return f"{of} of {leadership.system}"
