"""Columns with words of readiness of which nothing is taken, where no column says how ready successors are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final

from api.imports.column_contents import cells_of
from api.imports.columns import NOT_ASKED_FOR, as_said, place_for
from api.imports.readiness_meant import means_none, readiness_meant
from api.imports.rows import Rows
from api.imports.side_by_side import RANK

LOOKED_AT: Final = 1_000
SHOWN: Final = 3


def readiness_unused(rows: Rows) -> Iterator[str]:
    """What is told of them: with which option their words would be taken; each of its own where they are several."""
    if "readiness" not in rows.wanted.fields or place_for("readiness", rows.columns) is not None:
        return
    sample = [cells for _, cells in islice(rows.table.rows(), LOOKED_AT)]
    several = any(column.heading == RANK for column in rows.columns)
    places = [column.place for column in rows.columns if column.field is None and column.why == NOT_ASKED_FOR]
    found = {place: words for place in places if (words := words_of_readiness(cells_of(place, sample)))}
    for number, (place, words) in enumerate(found.items(), start=1):
        heading, field = rows.columns[place].heading, f"readiness_{number}" if several else "readiness"
        named = f"“{heading}”" if heading else f"Column {place + 1}, which has no heading,"
        such_as = ", ".join(f"“{word}”" for word in words[:SHOWN])
        yield (
            f"{named} holds words of readiness, as {such_as}, and is not used: if it says how ready they are, say"
            f" --column {field}='{as_said(place, rows.columns)}'."
        )


def words_of_readiness(cells: Iterable[str]) -> list[str]:
    """The different words for readiness in a column, where most of its words are that; else none."""
    words = list(dict.fromkeys(filter(None, cells)))
    known = [word for word in words if readiness_meant(word) and any(map(str.isalpha, word))]
    fits = len(known) + sum(means_none(word) for word in words)
    return known if 2 * fits > len(words) else []
