"""Several days of one reading: a question of one moment, asked at all of them by one statement.

The statement is the same, word for word: what it says of one moment it says of each, and no rule is written twice.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any, Final, NamedTuple

from projections.engine.reading import Reading

POSITIONS: Final = """
    SELECT least(ledger.position_at(ends), %(position)s)
    FROM unnest(%(ends)s::timestamptz[]) WITH ORDINALITY AS day (ends, number) ORDER BY number"""


class Point(NamedTuple):
    """A day that is asked about, and what was known of it: the ledger up to a position."""

    on: date
    position: int


async def points_on(reading: Reading, days: Sequence[date], *, known_then: bool) -> tuple[Point, ...]:
    """The days, as the reading knows them; or each as it was known when it ended, if the reading knows as much.

    A day that has not ended is known as far as the reading knows it.
    """
    if not known_then:
        return tuple(Point(day, reading.position) for day in days)
    ends = [datetime.combine(day, time.max, reading.time_zone) for day in days]
    rows = await reading.rows(POSITIONS, {"ends": ends}, prepare=False)
    return tuple(Point(day, position) for day, (position,) in zip(days, rows, strict=True))


async def rows_at_each(
    reading: Reading,
    points: Sequence[Point],
    statement: str,
    parameters: Mapping[str, Any] | None = None,
    *,
    about: Collection[str] = (),
    by: str | None = None,
) -> Mapping[Point, list[tuple[Any, ...]]]:
    """The rows of one statement at each point, in its order: what `Reading.rows` would answer at each of them."""
    given = {"days": [point.on for point in points], "positions": [point.position for point in points]}
    rows = await reading.rows(at_each(statement), {**given, **(parameters or {})}, about=about, by=by, prepare=False)
    found: dict[Point, list[tuple[Any, ...]]] = {point: [] for point in points}
    for number, *row in rows:
        found[points[number - 1]].append(tuple(row))
    return found


def at_each(statement: str) -> str:
    """SQL: a statement of one moment at each of %(days)s and %(positions)s, its rows led by the number of the point.

    A lateral join asks for one point after the other, so that rows stay in the order that the statement puts them in.
    """
    of_the_point = statement.replace("%(on)s", "point.day").replace("%(position)s", "point.position")
    return f"""
        SELECT point.number, answer.*
        FROM unnest(%(days)s::date[], %(positions)s::bigint[]) WITH ORDINALITY AS point (day, position, number)
        CROSS JOIN LATERAL ({of_the_point}) answer"""
