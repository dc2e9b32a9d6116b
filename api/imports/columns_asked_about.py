"""What is asked about the columns of a file before it is read: headings that come twice, things told side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from api.imports.columns import Column, cells_of, known_in
from api.imports.problems import Problem
from api.imports.words import squeezed

DIGITS: Final = re.compile(r"[\s_.#-]*\d+\s*")
"""What tells apart headings of one thing: “Successor 2”."""


def asked_about(
    headings: Sequence[str], sample: Sequence[Sequence[str]], columns: Sequence[Column]
) -> Iterator[Problem]:
    """Headings that several columns have and that are taken for something, where these say different things."""
    for column in columns:
        same = [
            place
            for place, heading in enumerate(headings)
            if squeezed(heading) == squeezed(column.heading) and columns[place].why != "as you said"
        ]
        same = [place for place in same if any(cells_of(place, sample))]
        if column.field is None or column.why == "as you said" or len(same) < 2:
            continue
        differ = next((row for row in sample if says_two_things(row, same)), None)
        if differ is None:
            continue
        say = " or ".join(
            f"--column {column.field}='{headings[place]}#{number}' (“{differ[place]}”)"
            for number, place in enumerate(same, start=1)
        )
        yield Problem(0, column.heading, "", f"heads {len(same)} columns that say different things: say {say}")


def told_side_by_side(
    headings: Sequence[str], sample: Sequence[Sequence[str]], fields: Sequence[str]
) -> Iterator[Problem]:
    """Several columns for one thing, numbered, of which a row can name but one."""
    unnumbered = [DIGITS.sub(" ", heading) for heading in headings]
    known = known_in(unnumbered, fields, sample)
    for field in fields:
        places = [place for place, one in known.items() if one.field == field and any(cells_of(place, sample))]
        if len({squeezed(unnumbered[place]) for place in places}) < len(places):
            names = ", ".join(f"“{headings[place]}”" for place in places)
            yield Problem(0, "", "", f"{names} stand in one row: give each a row of its own, and its rank in a column")


def says_two_things(row: Sequence[str], places: Sequence[int]) -> bool:
    """Whether a row says different things in these places."""
    return max(places) < len(row) and len({row[place] for place in places}) > 1
