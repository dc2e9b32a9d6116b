"""Keeping up: one follower for all processes, woken by each append, outlives kills, cuts and bad entries."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing import get_context
from typing import Any

import psycopg
import pytest

from domain.organisation.appointments import RoleEstablished
from domain.people.joining import PersonJoined
from ledger import AsOf, Ledger
from projections import development_history as history
from projections.development_history import development_history
from projections.engine.following import BATCH
from projections.engine.following_supervision import Following
from projections.engine.opening import form_over
from projections.engine.reading import NotYetFollowed, ReadModels
from projections.engine.seeing import EVERYTHING
from projections.registry import READ_MODELS
from projections.succession_bench import succession_bench
from tests.databases import WRAPPING
from tests.projections.conftest import ZURICH
from tests.projections.streams_written import Streams, a_person, a_role
from tests.projections.test_development_history import on

Ask = Callable[..., Any]


def following_elsewhere(url: str) -> None:
    """Another process that follows, until it is killed."""
    with form_over(url, WRAPPING) as form, Following(url, READ_MODELS, form):
        time.sleep(600)


def eventually(holds: Callable[[], bool], within: float = 10.0) -> None:
    until = time.monotonic() + within
    while not holds():
        assert time.monotonic() < until, f"not within {within} s"
        time.sleep(0.02)


def bookmark(url: str) -> int:
    with psycopg.connect(url) as connection:
        [(position,)] = connection.execute("SELECT position FROM read_models.bookmark").fetchall()
    return int(position)


@contextmanager
def following_in_another_process(url: str) -> Iterator[Any]:
    process = get_context("spawn").Process(target=following_elsewhere, args=(url,), daemon=True)
    process.start()
    try:
        yield process
    finally:
        process.kill()
        process.join()


def test_a_second_process_takes_over_within_seconds_when_the_first_is_killed(streams: Streams, url: str) -> None:
    with following_in_another_process(url) as first:
        streams.put(a_person(), on(PersonJoined, 0))
        eventually(lambda: bookmark(url) == streams.last, within=60)  # it has to begin first
        with Following(url, READ_MODELS, streams.ledger.form) as second:
            time.sleep(1)
            standing_by = not second.leading
            first.kill()
            streams.put(a_person(), on(PersonJoined, 0))
            eventually(lambda: bookmark(url) == streams.last, within=5)
            assert (standing_by, second.leading) == (True, True)


def test_one_of_two_follows_and_the_other_stands_by(streams: Streams, url: str) -> None:
    with ExitStack() as until_it_stops:
        first = until_it_stops.enter_context(Following(url, READ_MODELS, streams.ledger.form))
        eventually(lambda: first.leading)
        with Following(url, READ_MODELS, streams.ledger.form) as second:
            streams.put(a_person(), on(PersonJoined, 0))
            eventually(lambda: bookmark(url) == streams.last)
            standing_by = not second.leading
            until_it_stops.close()
            eventually(lambda: second.leading)
    assert standing_by


def test_a_killed_connection_is_made_again(streams: Streams, url: str) -> None:
    with Following(url, READ_MODELS, streams.ledger.form) as following:
        eventually(lambda: following.leading)
        streams.put(a_person(), on(PersonJoined, 0))
        eventually(lambda: bookmark(url) == streams.last)
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND pid <> pg_backend_pid()"
                " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
            )
        streams.put(a_person(), on(PersonJoined, 0))
        eventually(lambda: bookmark(url) == streams.last)


def test_what_no_notification_told_is_found_by_looking(streams: Streams, url: str) -> None:
    with Following(url, READ_MODELS, streams.ledger.form) as following:
        eventually(lambda: following.leading)
        streams.put(a_person(), on(PersonJoined, 0), quietly=True)
        eventually(lambda: bookmark(url) == streams.last, within=4)


def test_readers_are_woken_as_soon_as_their_own_write_is_followed(streams: Streams, url: str, ledger: Ledger) -> None:
    async def waits() -> list[float]:
        async with ReadModels(url, ledger.form, ZURICH) as read_models:
            took = []
            for _ in range(20):
                streams.put(a_person(), on(PersonJoined, 0))
                began = time.perf_counter()
                await read_models.wait_for(streams.last)
                took.append(time.perf_counter() - began)
                assert await read_models.followed() >= streams.last
            return took

    with Following(url, READ_MODELS, streams.ledger.form) as following:
        eventually(lambda: following.leading)
        took = sorted(asyncio.run(waits()))
    assert took[10] < 0.05, "woken, not polling"


def test_readers_whose_ears_were_cut_off_hear_again(streams: Streams, url: str, ledger: Ledger) -> None:
    async def waits() -> None:
        async with ReadModels(url, ledger.form, ZURICH) as read_models:
            with psycopg.connect(url, autocommit=True) as connection:
                connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    " WHERE query = 'SELECT position FROM read_models.bookmark' AND pid <> pg_backend_pid()"
                )
            streams.put(a_person(), on(PersonJoined, 0))
            await read_models.wait_for(streams.last)

    with Following(url, READ_MODELS, streams.ledger.form):
        asyncio.run(waits())


def test_beyond_what_has_been_followed_a_reading_waits_then_says_how_far_it_is(
    streams: Streams, url: str, ledger: Ledger, follow: Ask
) -> None:
    streams.put(a_person(), on(PersonJoined, 0))
    followed = follow()

    async def reads(position: int) -> None:
        as_of = AsOf(position=position)
        async with (
            ReadModels(url, ledger.form, ZURICH) as door,
            door.reading(as_of, seeing=EVERYTHING, within=0.2) as reading,
        ):
            assert reading.position == position

    asyncio.run(reads(followed))
    with pytest.raises(NotYetFollowed, match=f"position {followed + 1} .* followed the ledger to {followed}"):
        asyncio.run(reads(followed + 1))


def test_many_batches_are_followed_one_after_another(streams: Streams, url: str, follow: Ask) -> None:
    last = streams.fill(a_person(), on(PersonJoined, 0), BATCH + 7)
    assert follow() == last
    with psycopg.connect(url) as connection:
        [(told,)] = connection.execute("SELECT count(*) FROM read_models.names").fetchall()
    assert told >= BATCH + 7


def test_an_entry_whose_fold_fails_is_parked_and_named_and_stops_nobody(
    streams: Streams, follow: Ask, ask: Ask, monkeypatch: pytest.MonkeyPatch
) -> None:
    person, other, manager = a_person(), a_person(), a_person()
    fold = history.MILESTONES.folds[PersonJoined]

    def failing(entry: Any) -> Any:
        if entry.stream == person:
            raise ArithmeticError("out of order")
        return fold(entry)

    number = READ_MODELS.tables.index(history.MILESTONES)
    monkeypatch.setattr(READ_MODELS, "_by_kind", {**READ_MODELS._by_kind, "PersonJoined": ((number, failing),)})
    streams.put(person, on(PersonJoined, 0, manager=manager))
    poison = streams.last
    streams.put(other, on(PersonJoined, 0, manager=None))
    follow()
    assert ask(lambda reading: development_history(reading, person)).parked == (poison,)
    assert ask(lambda reading: development_history(reading, manager)).parked == (poison,), "it touches them too"
    told = ask(lambda reading: development_history(reading, other))
    assert (len(told.milestones), told.parked) == (1, ())
    assert ask(lambda reading: development_history(reading, person), AsOf(position=poison - 1)).parked == ()


def test_what_cannot_be_stored_is_parked_until_it_is_corrected(streams: Streams, follow: Ask, ask: Ask) -> None:
    role = a_role()
    before = a_role()
    streams.put(before, on(RoleEstablished, 0))
    bad = streams.put(role, on(RoleEstablished, 0, title="No text of PostgreSQL's: \0"))
    poison = streams.last
    streams.put(before, on(RoleEstablished, 1, title="Told all the same"))
    follow()
    bench = ask(lambda reading: succession_bench(reading, roles=[role, before]))
    assert [r.title for r in bench.roles] == ["Told all the same"]
    assert ask(succession_bench).parked == (poison,)
    streams.put(role, on(RoleEstablished, 0, title="Planner"), supersedes=bad)
    follow()
    mended = ask(lambda reading: succession_bench(reading, roles=[role]))
    assert ([r.title for r in mended.roles], mended.parked) == (["Planner"], ())
    assert ask(succession_bench, AsOf(position=poison)).parked == (poison,)


def test_an_entry_of_a_newer_version_is_parked_for_all(streams: Streams, follow: Ask, ask: Ask, url: str) -> None:
    person = a_person()
    unknown = streams.put_stored(person, "PersonCloned", b'{"open": {"effective_on": "2024-01-01"}}')
    follow()
    with psycopg.connect(url) as connection:
        rows = connection.execute(
            "SELECT read_model, subject FROM read_models.parked WHERE position = %s", (unknown,)
        ).fetchall()
    assert sorted(rows) == sorted((read_model.name, person) for read_model in READ_MODELS.read_models)
    assert ask(lambda reading: reading.parked([person])) == (unknown,)
