"""Several columns that say one thing together, as division and section do: read as one more column, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from api.imports.records import Record, said
from api.imports.tables import Table
from api.imports.units_meant import BETWEEN

PLUS: Final = " + "
"""Between the headings of columns that say one thing together."""
OF_UNITS: Final = frozenset({"unit", "unit_before"})
"""Fields of which the parts are a path; those of others are words that follow each other."""


def with_joined(file: Table, asked: Mapping[str, str]) -> Table:
    """The table with a column for each field that is to be taken from several: --column unit='Division + Section'."""
    for field, heading in asked.items():
        parts = heading.split(PLUS)
        if len(parts) > 1 and heading not in file.headings and {*parts} <= {*file.headings}:
            places = [file.headings.index(part) for part in parts]
            file = with_parts(file, heading, places, BETWEEN if field in OF_UNITS else " ")
    return file


def with_parts(file: Table, heading: str, places: Sequence[int], between: str) -> Table:
    """The table with one more column, in which stands what stands in these."""
    headings = (*file.headings, heading)
    return replace(file, records=lambda: joined(file, places, between), headings=headings)


def joined(file: Table, places: Sequence[int], between: str) -> Iterator[Record]:
    """The records, each with its parts put together; a part that is blank, or says the part before again, is none."""
    width = len(file.headings)
    for one in file.records():
        if one.wrong or one.number <= file.headings_in or not any(one.cells):
            yield one
            continue
        own = [*one.cells, *[""] * (width - len(one.cells))]
        parts = dict.fromkeys(part for place in places if (part := said(own[place])))
        yield Record(one.number, [*own[:width], between.join(parts), *own[width:]])
