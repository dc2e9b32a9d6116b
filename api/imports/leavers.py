"""People of whom a file says no more than that they have left, and whom the ledger never knew."""

from __future__ import annotations

from collections.abc import Iterator

from api.imports.ids import KnownPeople
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
