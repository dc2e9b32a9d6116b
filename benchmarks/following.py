"""How fast the read models come to know: catching up, rebuilding, and from an append to its being seen."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, timedelta
from statistics import quantiles
from typing import Any

import psycopg
from eventsourcing.persistence import Tracking
from eventsourcing.postgres import PostgresTrackingRecorder
from eventsourcing.projection import BaseProjectionRunner, Projection
from rich.progress import track

from benchmarks.figures import TIMES, Bar, Figure, in_pairs, of_pairs
from benchmarks.histories import FIRST_DAY, feedback, people
from benchmarks.recording import written
from benchmarks.server import WRAPPING, database, on_cores, open_ledger
from ledger import Ledger
from ledger.storage.connections import in_role, roles_of
from ledger.storage.recorder import BookDatastore
from ledger.storage.stored_form import StoredForm
from projections import registry
from projections.engine import storing
from projections.engine.following import BATCH, Follower
from projections.engine.following_supervision import Following
from projections.engine.reading import ReadModels
from projections.registry import rebuild

CATCH_UP_PEOPLE = 1_000
ONE_BY_ONE_SECONDS = 3.0
REBUILD_PEOPLE = 10_000
AT_ONCE = 2_500
SEEN = 200


class OneRowEach(Projection[PostgresTrackingRecorder]):
    """What the library's own way does at the least: one transaction an event, one row in one table."""

    def process_event(self, domain_event: Any, tracking: Tracking) -> None:
        """Write the row and move the bookmark."""
        with self.view.datastore.transaction(commit=True) as cursor:
            self.view._insert_tracking(cursor, tracking)  # noqa: SLF001 (as the library's own examples do)
            cursor.execute(
                "INSERT INTO one_row_each VALUES (%s, %s, %s)",
                (domain_event.originator_id, domain_event.originator_version, domain_event.topic),
            )


def catching_up(server_url: str) -> Iterator[Figure]:
    """All read models together beside the library's runner with one transaction an event and one table."""
    with database(server_url) as url, open_ledger(url) as ledger:
        written(ledger, people(CATCH_UP_PEOPLE))
        yield in_pairs(
            "catch-up of all read models",
            "entries/s",
            lambda: caught_up(url, ledger.form),
            "the library's ProjectionRunner",
            lambda: one_by_one(url),
            Bar(30),
        )


def caught_up(url: str, form: StoredForm) -> float:
    """Entries a second of a follower with indexes on its tables, from the first entry to the last."""
    roles = roles_of(url)
    with psycopg.connect(in_role(url, roles.projector), autocommit=True) as connection:
        connection.execute("SET synchronous_commit = off")
        storing.make_schema(connection, storing.NEXT, registry.READ_MODELS, roles.reader)
        for statement in storing.index_statements(storing.NEXT, registry.READ_MODELS):
            connection.execute(statement)
        follower = Follower(connection, registry.READ_MODELS, form, storing.NEXT)
        start = time.perf_counter()
        while follower.go_on() == BATCH:
            pass
        rate = follower.position / (time.perf_counter() - start)
        connection.execute(f"DROP SCHEMA {storing.NEXT} CASCADE")
    return rate


def one_by_one(url: str) -> float:
    """Events a second of the library's runner over the same entries, for a few seconds."""
    login = psycopg.conninfo.conninfo_to_dict(url)["user"]
    datastore = BookDatastore(url, str(login))
    tracking = PostgresTrackingRecorder(datastore, tracking_table_name="one_row_each_tracking")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP TABLE IF EXISTS one_row_each, one_row_each_tracking")
        connection.execute(
            "CREATE TABLE one_row_each (person text, version bigint, kind text, PRIMARY KEY (person, version))"
        )
    tracking.create_table()

    class SameLedger(Ledger):
        name = "ledger"

        def __init__(self, _: Any = None) -> None:
            super().__init__(url, WRAPPING)

    start = time.perf_counter()
    runner = BaseProjectionRunner(
        projection=OneRowEach(tracking), application_class=SameLedger, tracking_recorder=tracking, topics=()
    )
    with runner:
        time.sleep(ONE_BY_ONE_SECONDS)
        rate = (tracking.max_tracking_id("ledger") or 0) / (time.perf_counter() - start)
    runner.app.close()
    datastore.close()
    return rate


def rebuilding(server_url: str) -> Iterator[Figure]:
    """A full rebuild beside draining the same rows by psycopg's binary COPY."""
    with database(server_url) as url:
        with open_ledger(url) as ledger:
            for first in track(range(0, REBUILD_PEOPLE, AT_ONCE), "writing 400,000 entries", transient=True):
                written(ledger, people(min(AT_ONCE, REBUILD_PEOPLE - first)))
            last = ledger.position()
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE ledger.entries")
        for cores, bar in ((1, 0.15), (2, 0.3)):
            with on_cores(url, cores):
                pairs = [
                    (last / rebuilt(url, cores), last / drained(url))
                    for _ in track(range(TIMES), f"rebuilding on {cores} core(s)", transient=True)
                ]
            what = f"rebuild of {last:,} entries, {cores} core(s)"
            yield of_pairs(what, "entries/s", pairs, "draining by binary COPY", Bar(bar))


def rebuilt(url: str, processes: int) -> float:
    """Seconds of a full rebuild of all read models."""
    start = time.perf_counter()
    rebuild(url, WRAPPING, processes=processes)
    return time.perf_counter() - start


def drained(url: str) -> float:
    """Seconds to read every row of the book by binary COPY, each taken apart by psycopg."""
    start = time.perf_counter()
    with psycopg.connect(url) as connection:
        kinds = ["int8", "text", "int8", "text", "bytea", "int8", "int8", "timestamptz", "text", "uuid"]
        with connection.cursor().copy("COPY ledger.entries TO STDOUT (FORMAT BINARY)") as rows:
            rows.set_types(kinds)
            for _ in rows.rows():
                pass
    return time.perf_counter() - start


def seeing(server_url: str) -> Iterator[Figure]:
    """From an append's return to its being visible, beside a notification, insert and commit in another session."""
    with database(server_url) as url, open_ledger(url) as ledger:
        pairs = [
            (asyncio.run(seen(url, ledger)), asyncio.run(heard(url)))
            for _ in track(range(TIMES), "appending and seeing", transient=True)
        ]
    for percent in (50, 99):
        at = [(milliseconds(ours, percent), milliseconds(other, percent)) for ours, other in pairs]
        yield of_pairs(f"append to visible, p{percent}", "ms", at, "NOTIFY, insert, commit", Bar(3, at_most=True))


def milliseconds(seconds: list[float], percent: int) -> float:
    """A percentile, in milliseconds."""
    return 1000 * quantiles(seconds, n=100)[percent - 1]


async def seen(url: str, ledger: Ledger) -> list[float]:
    """Seconds from each receipt to the read models having it."""
    everybody = people(50)
    written(ledger, everybody)
    seconds = []
    with Following(url, registry.READ_MODELS, ledger.form):
        async with ReadModels(url, ledger.form, UTC) as read_models:
            await read_models.wait_for(ledger.position(), within=30)
            for number in range(SEEN):
                person, giver = everybody[number % 50], everybody[(number + 1) % 50]
                day = FIRST_DAY + timedelta(days=2_000 + number)
                receipt = await asyncio.to_thread(ledger.record, feedback(person, giver, day), by="token-benchmark")
                start = time.perf_counter()
                await read_models.wait_for(receipt.position)
                seconds.append(time.perf_counter() - start)
                await asyncio.sleep(0.005)
    return seconds


async def heard(url: str) -> list[float]:
    """Seconds from a notification's commit to another session having heard it, inserted a row and committed."""
    seconds = []
    async with (
        await psycopg.AsyncConnection.connect(url, autocommit=True) as says,
        await psycopg.AsyncConnection.connect(url, autocommit=True) as hears,
    ):
        await hears.execute("DROP TABLE IF EXISTS heard")
        await hears.execute("CREATE TABLE heard (at timestamptz)")
        await hears.execute("LISTEN heard")

        async def hear() -> float:
            async for _ in hears.notifies(stop_after=1):
                pass
            await hears.execute("INSERT INTO heard VALUES (now())")
            return time.perf_counter()

        for _ in range(SEEN):
            hearing = asyncio.create_task(hear())
            await asyncio.sleep(0.005)
            await says.execute("NOTIFY heard")
            start = time.perf_counter()
            seconds.append(await hearing - start)
    return seconds
