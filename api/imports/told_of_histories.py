"""What a job history may mean that it does not say: blanks where nothing has changed, and names that have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from api.imports.columns import place_for
from api.imports.names import words_of
from api.imports.rows import Rows

TOLD_OF: Final = ("unit", "job_title", "manager", "level", "function")


def names_in_a_history(rows: Rows) -> Iterator[str]:
    """That rows of one person give two names: a history says where people stood, and renames nobody."""
    whose, name = (place_for(field, rows.columns) for field in ("identifier", "name"))
    if whose is None or name is None or place_for("started_on", rows.columns) is None:
        return
    called: dict[str, str] = {}
    renamed: dict[str, tuple[str, str]] = {}
    for _, cells in rows.table.rows():
        if max(whose, name) < len(cells) and (now := cells[name]):
            before = called.setdefault(cells[whose], now)
            if now != before and sorted(words_of(before)) != sorted(words_of(now)):
                renamed[cells[whose]] = before, now
    if renamed:
        identifier, (before, now) = next(iter(renamed.items()))
        people = "1 person has" if len(renamed) == 1 else f"{len(renamed)} people have"
        yield (
            f"{people} another name in later rows, as “{identifier}” (“{before}”, then “{now}”): a history renames"
            " nobody; import a file of people as of the day on which the new name was taken."
        )


def blanks_in_a_history(rows: Rows) -> Iterator[str]:
    """What is told of each column that has such blanks, and with which option they would be filled."""
    whose = place_for("identifier", rows.columns)
    if whose is None or place_for("started_on", rows.columns) is None:
        return
    places = {
        field: place
        for field in TOLD_OF
        if field not in rows.fill_down and (place := place_for(field, rows.columns)) is not None
    }
    said: dict[int, set[str]] = {place: set() for place in places.values()}
    blank = Counter[int]()
    for _, cells in rows.table.rows():
        for place in places.values():
            if max(place, whose) < len(cells):
                if cells[place]:
                    said[place].add(cells[whose])
                elif cells[whose] in said[place]:
                    blank[place] += 1
    for field, place in places.items():
        if blank[place]:
            counted = "1 row" if blank[place] == 1 else f"{blank[place]} rows"
            yield (
                f"“{rows.heading(field)}” is blank in {counted} of people of whom a row above says it: taken"
                f" as nothing; where a blank means that nothing has changed, say --fill-down {field}."
            )
