"""Positions follow each other without gaps, times never go back, and whoever reads along misses nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from dataclasses import dataclass
from datetime import date
from threading import Event as Signal
from threading import Timer
from typing import Any
from uuid import UUID, uuid4

import pytest
from psycopg import conninfo

from domain.kernel.facts import Reference
from domain.kernel.ids import PersonId
from domain.people.leaving import LeavePerson
from ledger import Entry, Ledger, Receipt
from tests.databases import WRAPPING
from tests.ledger.by_hand import append, connect
from tests.ledger.commands_recorded import BY, ROOT, somebody
from tests.ledger.writers import Acknowledged, write_in_threads

THREADS = 4
COMMANDS = 9
ENTRIES_BETWEEN_KILLS = 4
PATIENCE = 100.0
"""Seconds after which something has gone missing."""
THE_END = date(2030, 1, 1)


@pytest.fixture(scope="module")
def everybody(ledger: Ledger) -> list[PersonId]:
    """Two streams on which all writers write."""
    return [somebody(ledger, name) for name in ("Ada", "Ben")]


@dataclass(frozen=True)
class Uproar:
    """What came of it."""

    acknowledged: list[Acknowledged]
    read: dict[str, list[int]]


@pytest.fixture(scope="module")
def uproar(database_url: str, ledger: Ledger, everybody: list[PersonId]) -> Uproar:
    """Sixteen writers over four ledgers in three processes, while connections are killed and appends rolled back."""
    over = Signal()
    url = conninfo.make_conninfo(database_url, application_name="writer")
    with ExitStack() as stack:
        books = [stack.enter_context(closing(Ledger.open(url, WRAPPING))) for _ in range(2)]
        others = [stack.enter_context(another_process(url, everybody)) for _ in range(2)]
        pool = stack.enter_context(ThreadPoolExecutor())
        stack.callback(over.set)
        readers = {read.__name__: pool.submit(read, ledger) for read in (by_subscription, by_entries)}
        mischief = [pool.submit(do, database_url, over) for do in (kill_writers, roll_back)]
        here = [pool.submit(write_in_threads, book, THREADS, COMMANDS, everybody) for book in books]
        there = [pool.submit(other.communicate, "write\n") for other in others]
        told = [parsed(line) for other in there for line in other.result(PATIENCE)[0].splitlines()]
        acknowledged = [*(line for writer in here for line in writer.result(PATIENCE)), *told]
        over.set()
        ledger.record(LeavePerson(everybody[0], effective_on=THE_END), by=BY)
        assert all(done.result(PATIENCE) > 3 for done in mischief), "too little went wrong to show anything"
        return Uproar(acknowledged, {name: reader.result(PATIENCE) for name, reader in readers.items()})


@contextmanager
def another_process(url: str, everybody: list[PersonId]) -> Iterator[subprocess.Popen[str]]:
    """Writers in another process, which have opened the book and wait for a word."""
    command = [sys.executable, "-m", "tests.ledger.writers", url, str(THREADS), str(COMMANDS), *everybody]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "open\n"
        yield process
        process.kill()


def parsed(line: str) -> Acknowledged:
    command_id, position, *references = line.split()
    return Acknowledged(UUID(command_id), Receipt(int(position), tuple(map(Reference.parse, references)), None))


def by_subscription(ledger: Ledger) -> list[int]:
    """The positions that the library's subscription delivers until somebody leaves, one by one."""
    read: list[int] = []
    with ledger.recorder.subscribe(gt=0) as subscription:
        too_late = Timer(PATIENCE, subscription.stop)
        too_late.start()
        for notification in subscription:
            read.append(int(notification.id or 0))
            if notification.topic == "PersonLeft":
                break
        too_late.cancel()
    return read


def by_entries(ledger: Ledger) -> list[int]:
    """The positions that somebody sees who asks for what is new as fast as they can, until somebody leaves."""
    read: list[int] = []
    patient_until = time.monotonic() + PATIENCE
    while time.monotonic() < patient_until:
        for entry in ledger.entries(after=read[-1] if read else 0, opened=False):
            read.append(entry.position)
            if entry.kind == "PersonLeft":
                return read
    return read


def kill_writers(url: str, over: Signal) -> int:
    """Terminate a connection of the writers, whatever it is doing, whenever they have got on a little; how many."""
    killed = reached = 0
    with connect(url) as connection:
        while not over.wait(0.01):
            row = connection.execute("SELECT max(position) FROM ledger.entries").fetchone()
            if row is not None and row[0] >= reached:
                reached = row[0] + ENTRIES_BETWEEN_KILLS
                killed += connection.execute(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'writer'"
                    " AND datname = current_database() ORDER BY random() LIMIT 1"
                ).rowcount
    return killed


def roll_back(url: str, over: Signal) -> int:
    """Append and take it back, again and again; how often."""
    times = 0
    with connect(url, "writer") as connection:
        while not over.wait(0.02):
            with connection.transaction(force_rollback=True):
                assert append(connection, f"person-{uuid4()}", 1)[0] == "recorded"
            times += 1
    return times


def test_positions_have_no_gaps_and_times_never_go_back(uproar: Uproar, ledger: Ledger) -> None:
    entries = list(ledger.entries(opened=False))
    assert [entry.position for entry in entries] == list(range(1, len(entries) + 1))
    times = [entry.recorded_at for entry in entries]
    assert times == sorted(times)
    streams: dict[str, int] = {}
    for entry in entries:
        assert entry.version == streams.get(entry.stream, 0) + 1
        streams[entry.stream] = entry.version


def test_everything_acknowledged_stands_there_once_and_nothing_else(uproar: Uproar, ledger: Ledger) -> None:
    assert len(uproar.acknowledged) == 4 * THREADS * (COMMANDS + 1)
    written: dict[UUID, list[Entry[Any]]] = {}
    for entry in ledger.entries(opened=False):
        written.setdefault(entry.command_id, []).append(entry)
    for line in uproar.acknowledged:
        entries = written.pop(line.command_id)
        assert line.receipt.position == entries[-1].position
        assert line.receipt.references == tuple(entry.at for entry in entries)
    others = (entry.kind for entries in written.values() for entry in entries)
    before_and_after = sorted(kind for kind in others if kind != "UnitEstablished")
    assert before_and_after == ["PersonJoined", "PersonJoined", "PersonLeft"]


@pytest.mark.parametrize("reader", [by_subscription, by_entries])
def test_whoever_reads_along_misses_nothing(uproar: Uproar, reader: Callable[[Ledger], list[int]]) -> None:
    read = uproar.read[reader.__name__]
    assert read == list(range(1, len(read) + 1))
    assert read[-1] > max(line.receipt.position for line in uproar.acknowledged)
