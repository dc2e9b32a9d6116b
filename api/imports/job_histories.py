"""Job histories that are given as files of people: known by their headings, and by people who have several rows."""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, NamedTuple

from api.imports.columns import Known, by_heading, guessed, place_for
from api.imports.heading_rows import forms
from api.imports.problems import Problem, about_the_file
from api.imports.rows import Rows
from api.imports.spells import SPELLS
from api.imports.words import FILE_WORDS

CHANGES: Final = ("sequence", "action", "started_on")
OF_PEOPLE: Final = by_heading(FILE_WORDS["said"], ("joined_on", "rejoined_on", "left_on", "status"))
OF_CHANGES: Final[dict[str, Known]] = {
    heading: known for heading, known in by_heading(FILE_WORDS["said"], CHANGES).items() if heading not in OF_PEOPLE
}
"""Headings that only a history of changes has."""
LOOKED_AT: Final = 1_000
MANY: Final = 3
EXAMPLES: Final = 3
A_HISTORY: Final = (
    "; where the file has a row for each change, it is a job history: take it to `leadership import spells FILE`"
)
IN_SPELLS: Final = {"joined_on": "started_on", "rejoined_on": "started_on"}
"""What a field of people is in a history."""


def must_be_no_job_history(rows: Rows) -> None:
    """Of people, who have several rows for what changed, none is told here as they stand. Raises CannotBeRead."""
    signs = dict(signs_of_changes(rows))
    left = place_for("left_on", rows.columns)
    if left is not None and not signs.keys() & {"sequence", "action"}:
        return  # rows that begin and end can be stays, or jobs beside each other
    day = signs.get("started_on", place_for("joined_on", rows.columns))
    who = next((place for field in ("identifier", "name") if (place := place_for(field, rows.columns)) is not None), -1)
    if not signs or day is None or who < 0:
        return
    several = {called: own for called, own in rows_of_several_days(rows, who, day).items() if not are_stays(own, left)}
    if several:
        raise about_the_file(as_a_history(rows, signs, day, several))


def as_a_history(rows: Rows, signs: Mapping[str, int], day: int, several: Mapping[str, Sequence[Told]]) -> str:
    """By what a file is taken for a job history, and the command that imports it."""
    named = ", ".join(f"“{rows.columns[place].heading}”" for place in sorted(signs.values()))
    people = "one person stands" if len(several) == 1 else f"{len(several)} people stand"
    who, own = next(iter(several.items()))
    among = ", ".join(str(told.row) for told in own)
    return (
        f"This looks like a job history, one row a change, and not like one row a person as they are today: with"
        f" {named}, {people} in several rows, on different days, as “{who}” in rows {among}. Import it with"
        f" `{command(rows, signs, day)}`; or beside a file of people, with `leadership import people PEOPLE --history"
        f" FILE`."
    )


def command(rows: Rows, signs: Mapping[str, int], day: int) -> str:
    """What imports a file as a history: with what nobody would guess of its columns."""
    sample = [cells for _, cells in islice(rows.table.rows(), LOOKED_AT)]
    headings = [column.heading for column in rows.columns]
    taken = {column.place: column.field for column in guessed(headings, SPELLS.fields, sample, {})}
    meant = {
        column.place: IN_SPELLS.get(column.field, column.field)
        for column in rows.columns
        if column.field and column.why == "as you said"
    }
    meant |= {place: field for field, place in signs.items() if place in meant}
    if "started_on" not in taken.values():
        meant[day] = "started_on"
    columns = (
        f"--column {shlex.quote(f'{field}={headings[place]}')}"
        for place, field in sorted(meant.items())
        if field in SPELLS.fields and taken[place] != field
    )
    return " ".join(("leadership import spells", shlex.quote(str(rows.table.path)), *columns))


def signs_of_changes(rows: Rows) -> Iterator[tuple[str, int]]:
    """The columns that only a history of changes has, by what they are headed."""
    for column in rows.columns:
        found = next((OF_CHANGES[form].field for form in forms(column.heading) if form in OF_CHANGES), None)
        if found and column.field in (None, "joined_on", "rejoined_on", "status"):
            yield found, column.place


class Told(NamedTuple):
    """A row about somebody."""

    row: int
    cells: Sequence[str]


def rows_of_several_days(rows: Rows, who: int, day: int) -> dict[str, list[Told]]:
    """The rows of whoever has rows of different days."""
    found: dict[str, list[Told]] = {}
    spelled: dict[str, str] = {}
    several = set(with_several_days(rows, who, day))
    for number, cells in rows.table.rows() if several else ():
        if who < len(cells) and (called := rows.same(cells[who])) in several:
            found.setdefault(spelled.setdefault(called, cells[who]), []).append(Told(number, cells))
    return found


def with_several_days(rows: Rows, who: int, day: int) -> Iterator[str]:
    """Whoever has rows of different days."""
    first: dict[str, str] = {}
    for _, cells in rows.table.rows():
        if max(who, day) < len(cells) and cells[who] and cells[day]:
            called = rows.same(cells[who])
            if first.setdefault(called, cells[day]) != cells[day]:
                yield called


def are_stays(own: Sequence[Told], left: int | None) -> bool:
    """Whether somebody's rows can be stays: each has a last day of its own, but for one."""
    if left is None:
        return False
    ended = [told.cells[left] for told in own if left < len(told.cells) and told.cells[left]]
    return len(ended) >= len(own) - 1 and len(set(ended)) == len(ended)


def told_once(problems: Sequence[Problem], rows: Rows) -> list[Problem]:
    """The same problems, but where many people have rows of different days, what these look like, once."""
    alike = [one for one in problems if one.what.endswith(A_HISTORY)]
    day = place_for("joined_on", rows.columns)
    if len(alike) < MANY or day is None:
        return list(problems)
    among = ", ".join(f"“{one.value}” (row {one.row})" for one in alike[:EXAMPLES])
    what = (
        f"{len(alike)} people have several rows from different days on, that cannot all be true today, as {among}:"
        f" where the file has a row for each change, it is a job history. Import it with `{command(rows, {}, day)}`"
    )
    return [Problem(0, alike[0].column, "", what), *(one for one in problems if one not in alike)]
