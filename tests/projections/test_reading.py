"""Readings: which moment is meant, how far the read models are, and who may do what with them."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest

from domain.people.joining import PersonJoined
from ledger import AsOf, Ledger
from ledger.storage.connections import in_role, roles_of
from ledger.storage.migrations import migrate
from projections import registry as told
from projections.engine import storing
from projections.engine.folding import FoldsByKind
from projections.engine.reading import ReadModels
from projections.engine.seeing import EVERYTHING
from projections.registry import READ_MODELS
from tests.projections.streams_written import Streams, a_person
from tests.projections.test_development_history import on

Ask = Callable[..., Any]


async def moment(url: str, ledger: Ledger, zone: str, as_of: AsOf) -> tuple[int, Any]:
    async with (
        ReadModels(url, ledger.form, ZoneInfo(zone)) as read_models,
        read_models.reading(as_of, seeing=EVERYTHING) as reading,
    ):
        return reading.position, reading.on


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Etc/GMT+12"])
def test_the_day_is_that_of_the_instant_where_the_organisation_is(
    streams: Streams, url: str, ledger: Ledger, follow: Ask, zone: str
) -> None:
    streams.put(a_person(), on(PersonJoined, 0))
    now = follow()
    written_at = next(ledger.entries(after=now - 1)).recorded_at

    def day(as_of: AsOf) -> Any:
        return asyncio.run(moment(url, ledger, zone, as_of))[1]

    assert day(AsOf()) == datetime.now(ZoneInfo(zone)).date()
    assert day(AsOf(position=now)) == written_at.astimezone(ZoneInfo(zone)).date()
    instant = datetime(2024, 6, 1, 12, tzinfo=UTC)
    assert day(AsOf(recorded_at=instant)) == instant.astimezone(ZoneInfo(zone)).date()
    assert day(AsOf(recorded_at=instant, effective_on=instant.date())) == instant.date()


def test_an_instant_means_the_position_reached_by_then(streams: Streams, url: str, ledger: Ledger, follow: Ask) -> None:
    streams.put(a_person(), on(PersonJoined, 0))
    first = follow()
    written_at = next(ledger.entries(after=first - 1)).recorded_at
    streams.put(a_person(), on(PersonJoined, 0))
    follow()

    def position(instant: datetime) -> int:
        return asyncio.run(moment(url, ledger, "UTC", AsOf(recorded_at=instant)))[0]

    assert position(written_at) == first
    assert position(written_at - timedelta(microseconds=1)) == first - 1
    assert position(datetime.now(UTC) + timedelta(days=1)) == streams.last


def test_how_far_behind_and_what_is_parked(streams: Streams, url: str, ledger: Ledger, follow: Ask) -> None:
    follow()
    streams.put_stored(a_person(), "PersonCloned", b'{"open": {}}')
    streams.put(a_person(), on(PersonJoined, 0))

    async def behind() -> tuple[int, int]:
        async with ReadModels(url, ledger.form, UTC) as read_models:
            found = await read_models.behind()
            return found.behind, found.parked

    assert asyncio.run(behind()) == (2, 0)
    follow()
    assert asyncio.run(behind()) == (0, 1)


def test_tables_made_by_another_version_are_made_anew_and_filled_again(streams: Streams, url: str, follow: Ask) -> None:
    person = a_person()
    streams.put(person, on(PersonJoined, 0))
    reached = follow()
    before = FoldsByKind(tuple(replace(model, tables=model.tables[:1]) for model in READ_MODELS.read_models), ())
    migrate(url, lambda connection: storing.migrate(connection, before, roles_of(url)))
    migrate(url, told.migrate)
    migrate(url, told.migrate)
    with psycopg.connect(url) as connection:
        [(position,)] = connection.execute("SELECT position FROM read_models.bookmark").fetchall()
        assert position == 0
        assert follow() == reached
        [(stays,)] = connection.execute(
            "SELECT count(*) FROM read_models.stays WHERE person = %s", (person,)
        ).fetchall()
    assert stays == 1


@pytest.mark.parametrize(
    "statement", ["DELETE FROM read_models.names", "INSERT INTO read_models.bookmark VALUES (1, '')"]
)
def test_the_reader_may_only_read(url: str, statement: str) -> None:
    with (
        psycopg.connect(in_role(url, roles_of(url).reader)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)


@pytest.mark.parametrize("part", ["keys.data_keys", "ledger.receipts"])
def test_the_projector_reads_neither_keys_nor_receipts(url: str, part: str) -> None:
    with (
        psycopg.connect(in_role(url, roles_of(url).projector)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(f"SELECT * FROM {part}")
