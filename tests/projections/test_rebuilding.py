"""Rebuilding: beside what is read, swapped without a moment of absence, stoppable, and one at a time."""

from __future__ import annotations

import asyncio
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest

from domain.development.practice import PracticeRecorded
from domain.organisation.appointments import RoleEstablished
from domain.people.joining import PersonJoined
from ledger import Ledger
from ledger.storage.connections import in_role, roles_of
from projections.development_history import development_history, milestones_counted
from projections.engine import storing
from projections.engine.following import BookmarkMoved, Follower
from projections.engine.following_supervision import Following
from projections.engine.reading import ReadModels
from projections.engine.rebuilding import FORMER, RebuildRunning, Stopped, drop, swap, sweep
from projections.engine.seeing import EVERYTHING
from projections.engine.storing import NEXT
from projections.engine.stretches import STRETCH, HelperFailed, connected
from projections.people import listed
from projections.registry import READ_MODELS, rebuild
from projections.succession_bench import succession_bench
from tests.databases import WRAPPING
from tests.projections.conftest import ZURICH
from tests.projections.streams_written import Streams, a_person, a_role
from tests.projections.test_development_history import on

Ask = Callable[..., Any]


def schemas(url: str) -> set[str]:
    with psycopg.connect(url) as connection:
        rows = connection.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'read_models%'").fetchall()
    return {name for (name,) in rows}


def test_nobody_who_reads_notices_a_rebuild(streams: Streams, url: str, ledger: Ledger) -> None:
    person = a_person()
    streams.put(person, on(PersonJoined, 0, name="Ada Okafor"))
    over = threading.Event()
    counts: list[int] = []

    async def reads() -> None:
        async with ReadModels(url, ledger.form, ZURICH) as read_models:
            await read_models.wait_for(streams.last)
            while not over.is_set():
                async with read_models.reading(seeing=EVERYTHING) as reading:
                    timeline = await development_history(reading, person, first=10_000)
                    assert (await listed(reading, [person]))[person].name == "Ada Okafor"
                    counts.append(len(timeline.milestones))

    def writes() -> None:
        while not over.is_set():
            streams.put(person, on(PracticeRecorded, 1))

    with Following(url, READ_MODELS, streams.ledger.form):
        reader, writer = threading.Thread(target=lambda: asyncio.run(reads())), threading.Thread(target=writes)
        reader.start()
        writer.start()
        try:
            for processes in (1, 2, 1):
                rebuild(url, WRAPPING, processes=processes)
        finally:
            over.set()
            reader.join()
            writer.join()
    assert len(counts) > 20
    assert counts == sorted(counts), "nothing that was there is ever missing"
    assert schemas(url) == {"read_models"}


def test_whoever_begins_to_follow_keeps_nobody_from_rebuilding(url: str) -> None:
    """Where nothing was left behind, there is nothing for which the lock of whoever rebuilds would be needed."""
    asked: list[str] = []

    class Heard(psycopg.Connection[Any]):
        def execute(self, query: Any, *given: Any, **said: Any) -> Any:
            asked.append(str(query))
            return super().execute(query, *given, **said)

    with Heard.connect(in_role(url, roles_of(url).projector), autocommit=True) as connection:
        sweep(connection)
    assert len(asked) == 1
    assert "lock" not in asked[0]


def test_following_goes_on_where_the_rebuild_stopped(streams: Streams, url: str, follow: Ask, ask: Ask) -> None:
    person = a_person()
    streams.put(person, on(PersonJoined, 0))
    assert rebuild(url, WRAPPING) == streams.last
    streams.put(person, on(PracticeRecorded, 1))
    assert follow() == streams.last
    assert len(ask(lambda reading: development_history(reading, person)).milestones) == 2


def test_a_rebuild_that_is_stopped_leaves_all_as_it_was(streams: Streams, url: str, follow: Ask, ask: Ask) -> None:
    person = a_person()
    streams.fill(person, on(PracticeRecorded, 1), 2 * STRETCH)
    follow()
    told: list[int] = []
    with pytest.raises(Stopped):
        rebuild(url, WRAPPING, progress=lambda done, of: told.append(done), stopped=lambda: len(told) > 0)
    assert told == [STRETCH]
    assert schemas(url) == {"read_models"}
    assert ask(lambda reading: milestones_counted(reading, [person])) == {person: 2 * STRETCH}


def test_a_rebuild_whose_helper_fails_leaves_everything_as_it_was(
    streams: Streams, url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    streams.put(a_person(), on(PersonJoined, 0))
    failing = tmp_path / "python"
    failing.write_text("#!/bin/sh\ncat > /dev/null\nexit 3\n")
    failing.chmod(0o700)
    monkeypatch.setattr(sys, "executable", str(failing))
    with pytest.raises(HelperFailed):
        rebuild(url, WRAPPING, processes=2)
    assert schemas(url) == {"read_models"}


def test_what_a_killed_rebuild_left_behind_is_cleared_away(streams: Streams, url: str) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        database = connection.info.dbname
        connection.execute(f'SET ROLE "{database}_projector"')
        connection.execute(f"CREATE SCHEMA {NEXT}")
        connection.execute(f"CREATE TABLE {NEXT}.milestones ()")
    rebuild(url, WRAPPING)
    assert schemas(url) == {"read_models"}


def test_two_do_not_rebuild_at_once(url: str, streams: Streams) -> None:
    streams.put(a_person(), on(PersonJoined, 0))

    def another(done: int, of: int) -> None:
        with pytest.raises(RebuildRunning):
            rebuild(url, WRAPPING)

    rebuild(url, WRAPPING, progress=another)


def test_a_rebuild_parks_what_cannot_be_stored(streams: Streams, url: str, follow: Ask, ask: Ask) -> None:
    bad, good = a_role(), a_role()
    mended = streams.put(bad, on(RoleEstablished, 0, title="\0"))
    streams.put(good, on(RoleEstablished, 0))
    streams.put(bad, on(RoleEstablished, 0, title="\0"))
    poison = streams.last
    streams.put(bad, on(RoleEstablished, 0, title="Planner"), supersedes=mended)
    rebuild(url, WRAPPING)
    bench = ask(lambda reading: succession_bench(reading, roles=[bad, good]))
    assert {role.role for role in bench.roles} == {bad, good}
    assert bench.parked == (poison,)


class Slow(Follower):
    """A rebuild that takes its time to catch up for the last time."""

    def go_on(self, until: int = 2**62) -> int:
        time.sleep(0.5)
        return super().go_on(until)


def test_who_would_write_during_the_swap_finds_other_tables(streams: Streams, url: str, follow: Ask) -> None:
    streams.put(a_person(), on(PersonJoined, 0))
    followed = follow()
    streams.put(a_person(), on(PersonJoined, 0))
    roles = roles_of(url)
    with connected(in_role(url, roles.projector)) as building, connected(in_role(url, roles.projector)) as beside:
        storing.make_schema(building, NEXT, READ_MODELS, roles.reader)
        swapping = threading.Thread(
            target=swap, args=(building, Slow(building, READ_MODELS, streams.ledger.form, NEXT, followed - 1))
        )
        building.execute(f"UPDATE {NEXT}.bookmark SET position = {followed - 1}")
        swapping.start()
        time.sleep(0.2)
        live = Follower(beside, READ_MODELS, streams.ledger.form, position=followed)
        with pytest.raises(BookmarkMoved):
            live.go_on()
        swapping.join()
        assert live.find_bookmark() == followed
        drop(building, FORMER)
    rebuild(url, WRAPPING)  # what was put in place here knew only the last entry
