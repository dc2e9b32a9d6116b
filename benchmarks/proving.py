"""What proving costs: taking leaves into the tree, proving one of a million, reading the whole book to verify it."""

from __future__ import annotations

import random
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from hashlib import sha256
from statistics import median
from typing import Any

import psutil
import psycopg
from rich.progress import track

from benchmarks.figures import TIMES, Bar, Figure, in_pairs, of_pairs
from benchmarks.server import database
from ledger.proofs import reading
from ledger.proofs.growing import TreeEdge
from ledger.proofs.publishing import GROW, Publisher
from ledger.proofs.reading import Connection
from ledger.proofs.signing import SigningKey
from ledger.proofs.tiles import tiles_of
from ledger.proofs.tree import HASH_BYTES, check_inclusion
from ledger.proofs.verifying import verify
from ledger.storage.connections import in_role, roles_of

ENTRIES = 1_000_000
BATCH = 1_000
PROOFS = 200
PERSON = "person-0190a000-0000-7000-8000-00000000c1e4"
OPEN = (
    '{"effective_on":"2024-01-15","builds_on":[],"assignment":"assignment-1","assignment_kind":"acting_up",'
    f'"stretch":true,"function":"Production","supported_by":"{PERSON}","starts_on":"2024-02-01","ends_on":null}}'
)
FILLED = f"""
    INSERT INTO ledger.entries
    SELECT n, 'person-0190a000-0000-7000-8000-' || lpad(((n - 1) / 10)::text, 12, '0'), (n - 1) %% 10 + 1,
           'AssignmentGiven',
           convert_to('{{"open":{OPEN},"sealed":{{"person":"' || repeat(md5(n::text), 4) || '"}}}}', 'UTF8'), n, null,
           '2024-01-01'::timestamptz + n * interval '1 ms', '{PERSON}', gen_random_uuid(),
           decode(md5('salt' || n), 'hex'), CASE WHEN n %% 10 <> 1 THEN decode(md5('salt' || n - 1), 'hex') END
    FROM generate_series(1, %s) n
"""
INDEXED = f"INSERT INTO ledger.concerns SELECT '{PERSON}', 'AssignmentGiven', n FROM generate_series(1, %s) n"


def proving(server_url: str) -> Iterator[Figure]:
    """On a book of a million entries of the usual length, without asking the rules."""
    with database(server_url) as url:
        owner = psycopg.connect(url, autocommit=True)
        follower = psycopg.connect(in_role(url, roles_of(url).publisher), autocommit=True)
        with owner, follower:
            follower.execute("SET synchronous_commit = off")  # as the publisher has it
            fill(owner, ENTRIES)
            publish(follower)
            yield from verifying(follower)
            yield from including(owner, follower)
            yield growing(owner, follower)


def fill(owner: Connection, entries: int) -> None:
    """Entries straight into the table; whoever owns it can, and what comes of it is what we are here to measure."""
    with unguarded(owner, "ledger.entries"):
        owner.execute(FILLED, (entries,))
    owner.execute(INDEXED, (entries,))
    owner.execute("VACUUM ANALYZE ledger.entries, ledger.concerns")


@contextmanager
def unguarded(owner: Connection, table: str) -> Iterator[None]:
    """With the table's triggers off."""
    owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
    yield
    for trigger in ("append_only", "in_order"):
        owner.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}")


def publish(follower: Connection) -> None:
    """Take all entries into the tree, and sign."""
    publisher = Publisher(follower, [SigningKey.generate("ledger.example/benchmark")])
    publisher.begin()
    for _ in track(range(ENTRIES // BATCH), f"publishing {ENTRIES:,} entries", transient=True):
        publisher.go_on(BATCH)
    publisher.sign()


def verifying(connection: Connection) -> Iterator[Figure]:
    """A whole pass beside SHA-256 of the same bytes plus draining them by COPY; and the memory that it takes."""
    memory: list[int] = []
    for option, bar in (("", Bar(0.2)), (" --index", Bar(0.1))):
        pairs = [
            (ENTRIES / verified(connection, memory, index=bool(option)), ENTRIES / hashed_and_drained(connection))
            for _ in track(range(TIMES), "verifying", transient=True)
        ]
        what = f"verify --ledger{option} over {ENTRIES:,} entries"
        yield of_pairs(what, "entries/s", pairs, "SHA-256 of the bytes + draining by COPY", bar)
    early, most = max(memory[: len(memory) // 100]), max(memory)
    yield of_pairs(
        "its memory, at most",
        "MB",
        [(most / 1e6, early / 1e6)],
        "after a tenth of the first pass",
        Bar(1.1, at_most=True),
    )


def verified(connection: Connection, memory: list[int], *, index: bool) -> float:
    """Seconds of a pass; beside it, the memory after each batch."""
    process = psutil.Process()
    start = time.perf_counter()
    found = verify(connection, index=index, progress=lambda _: memory.append(process.memory_info().rss))
    seconds = time.perf_counter() - start
    assert (found.proved, found.disagreement) == (ENTRIES, None), found
    return seconds


def hashed_and_drained(connection: Connection) -> float:
    """Seconds to have the rows sent as they are, and then to hash as many stored bytes."""
    [(length,)] = connection.execute("SELECT avg(length(stored))::int FROM ledger.entries").fetchall()
    start = time.perf_counter()
    with connection.cursor().copy("COPY ledger.entries TO STDOUT (FORMAT BINARY)") as rows:
        for _ in rows:
            pass
    stored = b"x" * length
    for _ in range(ENTRIES):
        sha256(stored).digest()
    return time.perf_counter() - start


def including(owner: Connection, connection: Connection) -> Iterator[Figure]:
    """An inclusion proof beside as many index look-ups as it has hashes, one statement each."""
    owner.execute("CREATE TABLE one_by_one (n bigint PRIMARY KEY, hash bytea NOT NULL)")
    owner.execute("GRANT SELECT ON one_by_one TO PUBLIC")
    leaves = leaf_hashes(connection)
    copied(owner, "one_by_one", leaves, ENTRIES)
    owner.execute("VACUUM ANALYZE one_by_one")
    owner.execute("VACUUM ANALYZE proofs.hashes")
    root = reading.root(connection, ENTRIES)
    pairs = []
    for index in random.Random(67).sample(range(ENTRIES), PROOFS):
        start = time.perf_counter()
        proof = reading.inclusion_proof(connection, index, ENTRIES)
        ours = time.perf_counter() - start
        check_inclusion(leaves[index], index, ENTRIES, proof, root)
        pairs.append((1000 * ours, 1000 * looked_up(connection, len(proof))))
    at = [(median(ours for ours, _ in half), median(other for _, other in half)) for half in (pairs[::2], pairs[1::2])]
    what = f"an inclusion proof at {ENTRIES:,} leaves"
    yield of_pairs(what, "ms", at, "as many look-ups as it has hashes", Bar(1.5, at_most=True))


def looked_up(connection: Connection, times: int) -> float:
    """Seconds of look-ups by an index."""
    cursor = connection.cursor(binary=True)
    numbers = random.sample(range(ENTRIES), times)
    start = time.perf_counter()
    for number in numbers:
        cursor.execute("SELECT hash FROM one_by_one WHERE n = %s", (number,), prepare=True).fetchone()
    return time.perf_counter() - start


def leaf_hashes(connection: Connection) -> list[bytes]:
    """The hashes of all leaves, from the tree."""
    leaves = b"".join(reading.tile(connection, tile) for tile in tiles_of(ENTRIES) if tile.level == 0)
    return [leaves[at : at + HASH_BYTES] for at in range(0, len(leaves), HASH_BYTES)]


def growing(owner: Connection, follower: Connection) -> Figure:
    """Leaves with all tiles above them, in batches, beside COPY of the same leaves into a bare table in one go."""
    leaves = leaf_hashes(follower)
    owner.execute("CREATE TABLE bare (n bigint, hash bytea)")
    owner.execute("GRANT INSERT ON bare TO PUBLIC")
    return in_pairs(
        f"appending {ENTRIES:,} leaves with their tiles, batches of {BATCH:,}",
        "leaves/s",
        lambda: ENTRIES / grown(owner, follower, leaves),
        "COPY of the leaves into a bare table",
        partial(bare, owner, follower, leaves),
        Bar(0.2),
    )


def grown(owner: Connection, follower: Connection, leaves: Sequence[bytes]) -> float:
    """Seconds to let an empty tree grow by all leaves."""
    with unguarded(owner, "proofs.hashes"):
        owner.execute("TRUNCATE proofs.hashes")
    edge = TreeEdge()
    start = time.perf_counter()
    for first in range(0, len(leaves), BATCH):
        columns: list[list[Any]] = [
            list(column) for column in zip(*edge.append(b"".join(leaves[first : first + BATCH])), strict=True)
        ]
        follower.execute(GROW, columns, prepare=True)
    return time.perf_counter() - start


def bare(owner: Connection, follower: Connection, leaves: Sequence[bytes]) -> float:
    """Leaves a second into a table without an index."""
    owner.execute("TRUNCATE bare")
    return ENTRIES / copied(follower, "bare", leaves, ENTRIES)


def copied(connection: Connection, table: str, leaves: Sequence[bytes], until: int) -> float:
    """Seconds of one COPY."""
    start = time.perf_counter()
    with connection.cursor().copy(f"COPY {table} FROM STDIN (FORMAT BINARY)") as rows:
        rows.set_types(["int8", "bytea"])
        for number in range(until):
            rows.write_row((number, leaves[number]))
    return time.perf_counter() - start
