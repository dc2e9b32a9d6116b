"""Managers who are named by the position that they hold: whether a file does so, and who holds each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from shlex import quote
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace as with_other

from api.imports.alike_ids import loosened
from api.imports.column_contents import cells_of
from api.imports.columns import Column, is_apart, place_for
from api.imports.problems import Problem
from api.imports.words import squeezed

if TYPE_CHECKING:
    from api.imports.people_file import PeopleRead, PersonRow
    from api.imports.tables import Table

SHOWN: Final = 3
SHORTEST: Final = 4
"""A heading of fewer letters stands in others by chance."""


def positions_meant(
    file: Table, columns: Sequence[Column], sample: Sequence[Sequence[str]]
) -> tuple[tuple[Column, ...], tuple[Problem, ...]]:
    """The columns, that of positions only where managers are named by these; and what has to be asked about that."""
    own, above = place_for("identifier", columns), place_for("manager", columns)
    given = next((column for column in columns if column.field == "position"), None)
    if given and given.why == "as you said":
        return tuple(columns), ()
    managers = frozenset(alike(cell) for cell in cells_of(above, sample) if cell) if above is not None else frozenset()
    if own is None or above is None or not are_numbers(managers):
        return without(given, columns), ()
    others = [column for column in columns if may_number(column, columns, sample)]
    found = found_among(managers, [own, *(column.place for column in others)], file, sample, bool(others))
    for column in others:
        better = found[column.place] > found[own]
        same = found[column.place] == found[own] and names_it(columns[above].heading, column.heading)
        if (better or same) and 2 * found[column.place] > len(managers):
            if column == given:
                return tuple(columns), ()
            return without(given, columns), (asked(columns[above], columns[own], column, found, len(managers)),)
    return without(given, columns), ()


def asked(above: Column, own: Column, other: Column, found: Mapping[int, int], of: int) -> Problem:
    """What has to be said where managers fit another column better than the identifiers."""
    what = (
        f"names managers by what stands in “{other.heading}” ({found[other.place]} of {of}) rather than in"
        f" “{own.heading}” ({found[own.place]}): if they are named by the position that they hold, say --column"
        f" position='{other.heading}'; if that is the identifier, --column identifier='{other.heading}'; if it is"
        f" neither, --column position=unused"
    )
    return Problem(0, above.heading, "", what)


def without(given: Column | None, columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns without that of positions, as managers are not named by these."""
    why = "managers are not named by it"
    return tuple(replace(one, field=None, why=why) if one == given else one for one in columns)


def alike(cell: str) -> str:
    """A number as it is compared."""
    return loosened(cell.casefold())


def are_numbers(managers: frozenset[str]) -> bool:
    """Whether managers are named by numbers, and not by names or addresses."""
    numbers = sum(any(map(str.isdigit, one)) and not {" ", "@"} & {*one} for one in managers)
    return bool(managers) and numbers >= 0.9 * len(managers)


def may_number(column: Column, columns: Sequence[Column], sample: Sequence[Sequence[str]]) -> bool:
    """Whether a column can number positions: nothing else is taken from it, and most of its cells differ."""
    if column.field not in (None, "position", "job_title") or is_apart(column.heading):
        return False
    cells = [cell for cell in cells_of(column.place, sample) if cell]
    return are_numbers(frozenset(cells)) and 2 * len(set(cells)) > len(cells)


def found_among(
    managers: frozenset[str],
    places: Sequence[int],
    file: Table,
    sample: Sequence[Sequence[str]],
    matters: bool,
) -> dict[int, int]:
    """How many of those who are named as managers stand in each of these columns."""
    met: dict[int, set[str]] = {place: set() for place in places}
    rows: Iterator[Sequence[str]] = (cells for _, cells in file.rows()) if matters else iter(sample)
    for cells in rows:
        for place in places:
            if place < len(cells) and (number := alike(cells[place])) in managers:
                met[place].add(number)
    return {place: len(found) for place, found in met.items()}


def names_it(heading: str, other: str) -> bool:
    """Whether a heading has another in it: “Reports to pos.no.” that of “Pos.no.”."""
    return len(squeezed(other)) >= SHORTEST and squeezed(other) in squeezed(heading)


def held(read: PeopleRead, rows: Sequence[PersonRow], on: date) -> dict[str, set[str]]:
    """The identifiers of those who hold each position on a day."""
    holders: dict[str, set[str]] = {position: set() for position in read.vacant}
    for row in rows:
        if row.position:
            here = row.gone is None and row.joined_on <= on and (row.left_on is None or on <= row.left_on)
            holders.setdefault(read.same(row.position), set()).update({row.identifier} if here else ())
    return holders


def with_holders(read: PeopleRead, row: PersonRow, holders: Mapping[str, set[str]]) -> PersonRow:
    """A row whose manager is named by their identifier, instead of by the position that they hold; or by nothing.

    Whom somebody has said with --who is a person, unless no person is called that, and a position is.
    """
    if not row.manager:
        return row
    found = holders.get(read.same(row.manager))
    if row.is_said and (found is None or read.place(row.manager) is not None):
        return row
    if found is not None and len(found) == 1:
        return with_other(row, manager=next(iter(found)))
    of, own = "ID", ""
    if found:
        of, *_ = named = sorted(found)
        own = f" ({' and '.join(f'“{one}”' for one in named[:SHOWN])}{' …' if len(named) > SHOWN else ''})"
    what = (
        "is no position in the file"
        if found is None
        else "is a position that nobody holds"
        if not found
        else f"is a position that {len(found)} people hold{own}"
    )
    right = (
        f"recorded without a manager; say which person it is, by identifier, with --who {quote(f'{row.manager}={of}')}"
    )
    read.notices.append(Problem(row.number, read.headings.get("manager", "manager"), row.manager, f"{what}: {right}"))
    return with_other(row, manager="")
