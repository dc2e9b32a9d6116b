"""Managers whom a history names from a day on which they were not here: before they joined, or after they had left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import date
from typing import Final

from api.imports.actions import Act
from api.imports.histories import Stay
from api.imports.ids import SeveralPeople
from api.imports.problems import Problem
from api.imports.spell_order import stays_in
from api.imports.spells import SpellRow, SpellsRead
from api.imports.who import Who
from domain.kernel.ids import PersonId

EXAMPLES: Final = 3
Here = tuple[date, date]
"""The first and the last day of a stay."""
AWAY: Final = (
    "names managers who were not here on the first day of the row, in {count} ({examples}): recorded as the file says,"
    " and nobody counts as above them for as long as that is so; name whoever managed them then"
)


def managers_away(who: Who, stays_of: Callable[[PersonId], Sequence[Stay]]) -> Iterator[Problem]:
    """One sentence on all rows of a history whose manager was not here yet, or no longer, with the first examples.

    `stays_of` has the stays of somebody of whom the file does not tell.
    """
    spells = who.sources.spells
    if spells is None:
        return
    told = dict[str, list[Here]]()
    for one in (one for one in spells.packed if one not in who.left_out):
        with suppress(SeveralPeople):  # told where they are asked for
            told[who.person(one)] = here_by(spells.of(one))
    count, examples = 0, list[str]()
    for row in standing_under_somebody(who, spells):
        manager = found(who, row.manager)
        if manager is None:
            continue
        if manager not in told:
            told[manager] = here_in(stays_of(manager))
        if says := away_on(row.started_on, told[manager]):
            count += 1
            if len(examples) < EXAMPLES:
                examples.append(f"row {row.number}: “{row.manager}”, who {says}")
    if count:
        rows = f"{count} row{'s' if count > 1 else ''}"
        heading = spells.headings.get("manager", "manager")
        yield Problem(0, heading, "", AWAY.format(count=rows, examples="; ".join(examples)))


def standing_under_somebody(who: Who, spells: SpellsRead) -> Iterator[SpellRow]:
    """The rows that name a manager, but for those that nobody records."""
    for identifier in spells.packed:
        if identifier not in who.left_out:
            yield from (row for row in spells.of(identifier) if row.manager and row.act is not Act.ENDS)


def found(who: Who, called: str) -> PersonId | None:
    """Whom a cell names, if that is one person."""
    with suppress(SeveralPeople):
        return who.found(called)
    return None


def here_by(rows: Sequence[SpellRow]) -> list[Here]:
    """When somebody was here, by their rows."""
    return [
        (stay[0].started_on, stay[-1].started_on if stay[-1].act is Act.ENDS else date.max) for stay in stays_in(rows)
    ]


def here_in(stays: Sequence[Stay]) -> list[Here]:
    """The same by the ledger."""
    return [(stay.joined_on, stay.left_on or date.max) for stay in stays]


def away_on(day: date, here: Sequence[Here]) -> str:
    """Why somebody was not here on a day, in words; nothing where they were."""
    if not here or any(begins <= day <= ends for begins, ends in here):
        return ""
    joins = min((begins for begins, _ in here if begins > day), default=None)
    return f"joined on {joins}" if joins else f"left on {max(ends for _, ends in here)}"
