"""Job histories that are given as files of people: known by their headings, and by people who have several rows."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from api.imports.columns import Known, by_heading, place_for
from api.imports.heading_rows import forms
from api.imports.problems import about_the_file
from api.imports.rows import Rows
from api.imports.words import FILE_WORDS

CHANGES: Final = ("sequence", "action", "started_on")
OF_PEOPLE: Final = by_heading(FILE_WORDS["said"], ("joined_on", "rejoined_on", "left_on", "status"))
OF_CHANGES: Final[dict[str, Known]] = {
    heading: known for heading, known in by_heading(FILE_WORDS["said"], CHANGES).items() if heading not in OF_PEOPLE
}
"""Headings that only a history of changes has."""
INSTEAD: Final = (
    "take it to `leadership import spells FILE`, or beside a file of people: `leadership import people PEOPLE --history"
    " FILE`"
)


def must_be_no_job_history(rows: Rows) -> None:
    """Of people, who have several rows for what changed, none is told here as they stand. Raises CannotBeRead."""
    signs = dict(signs_of_changes(rows))
    if "sequence" not in signs and place_for("left_on", rows.columns) is not None:
        signs.clear()  # rows that begin and end can be stays
    if not signs:
        return
    day = signs.get("started_on", place_for("joined_on", rows.columns))
    who = next((place for field in ("identifier", "name") if (place := place_for(field, rows.columns)) is not None), -1)
    if day is None or who < 0:
        return
    if several := len(set(with_several_days(rows, who, day))):
        named = ", ".join(f"“{rows.columns[place].heading}”" for place in sorted(signs.values()))
        people = "one person stands" if several == 1 else f"{several} people stand"
        what = f"{people} in several rows, on different days: with {named} this is a job history, one row a change, and"
        raise about_the_file(f"{what} not one row a person as they are today: {INSTEAD}")


def signs_of_changes(rows: Rows) -> Iterator[tuple[str, int]]:
    """The columns that only a history of changes has, by what they are headed."""
    for column in rows.columns:
        found = next((OF_CHANGES[form].field for form in forms(column.heading) if form in OF_CHANGES), None)
        if found and column.field in (None, "joined_on", "rejoined_on"):
            yield found, column.place


def with_several_days(rows: Rows, who: int, day: int) -> Iterator[str]:
    """Whoever has rows of different days."""
    first: dict[str, str] = {}
    for _, cells in rows.table.rows():
        if max(who, day) < len(cells) and cells[who] and cells[day]:
            called = rows.same(cells[who])
            if first.setdefault(called, cells[day]) != cells[day]:
                yield called
