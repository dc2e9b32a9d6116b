"""What is asked about the columns of a file before it is read: headings that come twice, and say different things."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from api.imports.columns import Column, cells_of
from api.imports.problems import Problem
from api.imports.words import squeezed


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


def says_two_things(row: Sequence[str], places: Sequence[int]) -> bool:
    """Whether a row says different things in these places."""
    return max(places) < len(row) and len({row[place] for place in places}) > 1
