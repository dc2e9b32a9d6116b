"""Whatever is written in whatever order: followed, rebuilt, and replayed in Python, the read models say the same."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import psycopg
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.people.erased import PersonalDataErased
from domain.people.joining import PersonJoined
from ledger import Ledger
from projections.registry import READ_MODELS, rebuild
from tests.databases import WRAPPING
from tests.projections.lives import DAYS, FIRST_DAY, ONE_OF_EACH, STEPS, Cast, Step, kinds
from tests.projections.oracle import everything, facts_in, facts_shown, standing
from tests.projections.streams_written import Streams

SETTINGS = settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])


@SETTINGS
@given(steps=STEPS, follows_after=st.integers(1, 9), back=st.integers(0, 30), on=DAYS)
def test_followed_equals_replayed_at_any_position_and_day(
    streams: Streams,
    url: str,
    ledger: Ledger,
    follow: Callable[..., int],
    steps: list[Step],
    follows_after: int,
    back: int,
    on: date,
) -> None:
    cast = Cast(streams)
    for number, step in enumerate(steps, start=1):
        cast.take(step)
        if number % follows_after == 0:
            follow()
    now = follow()
    assert now == streams.last
    with psycopg.connect(url) as connection:
        for position in {now, max(now - back, 0)}:
            entries = standing(ledger, position)
            for table in READ_MODELS.tables:
                assert facts_shown(connection, table, position, on) == facts_in(table, entries, on), table.name


@pytest.mark.parametrize("processes", [1, 2])
def test_rebuilt_equals_followed(streams: Streams, url: str, follow: Callable[..., int], processes: int) -> None:
    cast = Cast(streams)
    for number, kind in enumerate(kinds() * 2):
        cast.take(Step(kind, number % 2, number % 3, FIRST_DAY + timedelta(number % 40), None, False))
    for number in range(40):
        cast.take(Step(PersonJoined, 0, number % 3, FIRST_DAY + timedelta(number), number // 2, number % 5 == 0))
    follow()
    with psycopg.connect(url) as connection:
        followed = everything(connection)
    assert sum(map(len, followed.values())) > 100
    told: list[tuple[int, int]] = []
    position = rebuild(url, WRAPPING, processes=processes, progress=lambda done, of: told.append((done, of)))
    assert position == streams.last
    assert told[-1] == (position, position)
    with psycopg.connect(url) as connection:
        assert everything(connection) == followed
        [(bookmark,)] = connection.execute("SELECT position FROM read_models.bookmark").fetchall()
    assert bookmark == position


@pytest.mark.parametrize("once", [True, False], ids=["with what came before", "when all else was followed"])
def test_of_whoever_is_erased_all_three_tell_the_same(
    streams: Streams, url: str, ledger: Ledger, follow: Callable[..., int], once: bool
) -> None:
    """At every position: nothing by which they could be told from others, and as many facts as before."""
    cast = Cast(streams)
    for number, kind in enumerate(kinds() * 2):
        cast.take(Step(kind, number % 2, number % 3, FIRST_DAY + timedelta(number % 40), None, False))
    before = streams.last if once else follow()
    person = cast.people[0]
    streams.put(person, ONE_OF_EACH[PersonalDataErased])
    late = Step(PersonJoined, 0, 1, FIRST_DAY, None, False)
    cast.take(late)  # which no rule lets anybody record
    ledger.keys.destroy(person)
    follow()
    erased = {entry.stream for entry in ledger.entries(kinds=(PersonalDataErased.__name__,))}
    with psycopg.connect(url) as connection:
        for position in (before, streams.last):
            entries = standing(ledger, position)
            for table in READ_MODELS.tables:
                told = facts_in(table, entries, date(2030, 1, 1), erased)
                assert facts_shown(connection, table, position, date(2030, 1, 1)) == told, table.name
        followed = everything(connection)
        unit = "SELECT count(*), count(unit), count(level) FROM read_models.placements WHERE person = %s"
        [(facts, *told_of_them)] = connection.execute(unit, (person,)).fetchall()
    assert (facts > 1, told_of_them) == (True, [0, 0])
    rebuild(url, WRAPPING)
    with psycopg.connect(url) as connection:
        assert everything(connection) == followed
