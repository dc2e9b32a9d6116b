"""What is asked about the columns of a file before it is read: headings that come twice, and say different things."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from api.imports.belonging import Belongings
from api.imports.column_contents import cells_of
from api.imports.columns import NOT_ASKED_FOR, Column, as_said, place_for
from api.imports.file_survey import Survey
from api.imports.footing import held_for_a_time
from api.imports.leaving_columns import Held, last_days_asked
from api.imports.problems import Problem
from api.imports.tables import Table
from api.imports.wanted import Overruled, Wanted
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


def who_has_left(file: Table, fields: Sequence[str], columns: Sequence[Column], survey: Survey) -> Iterator[Problem]:
    """Columns of days that may be last days, in a file about people of which no column is known to say those."""
    if "left_on" not in fields or place_for("left_on", columns) is not None:
        return
    unknown = [one for one in columns if one.field is None and one.why == NOT_ASKED_FOR]
    dated = [one for one in unknown if one.place in survey.ways and survey.ways[one.place].are_dates]
    if not dated:
        return
    first = place_for("joined_on", columns)
    held = [Held(one.place, as_said(one.place, columns), []) for one in dated]
    first_days: list[str] = []
    for _, cells in file.rows():
        for one in held:
            one.cells.append(cell_in(cells, one.place))
        first_days.append(cell_in(cells, first))
    yield from last_days_asked(held, first_days)


def footings_elsewhere(file: Table, wanted: Wanted, columns: Sequence[Column], said: Overruled) -> Iterator[Problem]:
    """Columns with words for how a role is held, in a file of roles of which no column is known to say that."""
    if "footing" not in wanted.fields or "footing" in said.columns or place_for("footing", columns) is not None:
        return
    unknown = {one.place: one.heading for one in columns if one.field in (None, "why") and one.heading}
    for number, cells in file.rows():
        for place, cell in enumerate(cells):
            if place in unknown and held_for_a_time(cell):
                heading = unknown.pop(place)
                yield Problem(
                    number, heading, cell,
                    f"is a word for how a role is held: say --column footing='{heading}', or --column footing=unused",
                )  # fmt: skip


def belongings_elsewhere(
    file: Table, sample: Sequence[Sequence[str]], wanted: Wanted, columns: Sequence[Column], said: Overruled
) -> Iterator[Problem]:
    """Columns of which every cell is a word for a way of belonging, where no other column tells who is not employed.

    Only where somebody is employed elsewhere: whoever is employed here counts as that also where nobody says it. What
    is headed as if it told these may tell hours alone, as “full time” and “part time”.
    """
    if "belonging" not in wanted.fields or "belonging" in said.columns:
        return
    words = Belongings(stated=said.belongings)
    place = place_for("belonging", columns)
    taken = {words.meaning(cell) for cell in cells_of(place, sample)} if place is not None else set()
    if any(way is not None and not way.counts for way in taken):
        return
    for one in columns:
        if one.why != NOT_ASKED_FOR or not one.heading or not ways_alone(cells_of(one.place, sample), words):
            continue
        ways = {cell: words.meaning(cell) for _, cells in file.rows() if (cell := cell_in(cells, one.place))}
        elsewhere = next((cell for cell, way in ways.items() if way and not way.counts), None)
        if elsewhere is not None and None not in ways.values():
            yield Problem(
                0, one.heading, elsewhere,
                f"is a word for a way of belonging, as all there are: say --column belonging='{one.heading}', or"
                " --column belonging=unused",
            )  # fmt: skip


def ways_alone(cells: Iterable[str], words: Belongings) -> bool:
    """Whether nothing stands there but words for ways of belonging."""
    filled = {cell for cell in cells if cell}
    return bool(filled) and all(words.meaning(cell) for cell in filled)


def cell_in(cells: Sequence[str], place: int | None) -> str:
    """What a row says in a place; nothing where it ends before it."""
    return cells[place] if place is not None and place < len(cells) else ""


def says_two_things(row: Sequence[str], places: Sequence[int]) -> bool:
    """Whether a row says different things in these places."""
    return max(places) < len(row) and len({row[place] for place in places}) > 1
