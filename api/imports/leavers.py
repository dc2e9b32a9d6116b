"""People of whom a file says no more than that they have left: their last day, and those whom the ledger never knew."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from api.imports.histories import History
from api.imports.history_updates import Contradiction
from api.imports.ids import KnownPeople
from api.imports.people_file import PersonRow
from api.imports.problems import Problem
from api.imports.who import Sources


def gone_before(sources: Sources, known: KnownPeople) -> Iterator[Problem]:
    """The rows of people who have left, on a day that nothing tells, and who are not in the ledger."""
    system = sources.system
    for row in sources.people or ():
        if row.gone is None or row.left_on is not None:
            continue
        if known.find_any(system, row.identifier) or known.alike(system, row.identifier):
            continue
        if not (sources.spells and sources.spells.mentions(row.identifier)):
            what = "has left by their status, nobody knows when, and the ledger does not know them: left out"
            yield sources.problem(
                row.number, "identifier", row.identifier, f"{what}; give their last day to record them"
            )


def last_day(row: PersonRow, history: History, on: date) -> date | None:
    """The last day, if there is one. Where only a status says that they are gone, it is the day of the export."""
    if row.left_on is not None or row.gone is None:
        return row.left_on
    if not history.stays:
        raise Contradiction("is no longer here, by their status: give their last day")
    return history.stays[-1].left_on or on
