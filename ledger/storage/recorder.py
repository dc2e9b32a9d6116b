"""The book in PostgreSQL: the eventsourcing library's recorder, with an append and reads of our own."""

from __future__ import annotations

import os
import time
from collections.abc import Collection, Iterator, Sequence
from datetime import UTC, datetime, tzinfo
from functools import lru_cache
from threading import Lock
from typing import Any, Final, LiteralString, cast
from uuid import uuid4

import psycopg
import structlog
from eventsourcing.persistence import IntegrityError, Notification, StoredEvent
from eventsourcing.postgres import PostgresApplicationRecorder, PostgresDatastore
from psycopg.errors import CheckViolation
from psycopg.rows import dict_row, tuple_row

from domain.safeguards.own_streams import OWN
from ledger.clock import JUMP, Clock, ClockJumped
from ledger.entry import Entry
from ledger.storage import arrays
from ledger.storage.arrays import Array
from ledger.storage.connections import LivingPool, in_role
from ledger.storage.proposals import NewEntry, Outcome, Proposal
from ledger.storage.read_set import Key, Kinds, ReadSet, StreamRead
from ledger.storage.room import room_of
from ledger.storage.stored_form import StoredForm

CHANNEL: Final = "ledger"
COLUMNS: Final = "position, stream, version, kind, stored, origin, supersedes, recorded_at, recorded_by, command_id"
READ_AT_ONCE: Final = 5_000
STREAMS_BEGUN: Final = (
    "SELECT stream FROM ledger.entries WHERE version = 1 AND starts_with(stream, %s) ORDER BY position"
)
SUBJECTS_TOUCHED: Final = "SELECT DISTINCT subject FROM ledger.concerns WHERE starts_with(subject, %s) ORDER BY subject"
POSITIONS_CONCERNING: Final = """
    SELECT subject, kind, array_agg(position ORDER BY position) AS positions
    FROM unnest(%s::text[], %s::text[]) AS k(subject, kind) JOIN ledger.concerns USING (subject, kind)
    WHERE position <= %s GROUP BY subject, kind
"""
SALT_BYTES: Final = 16
"""Random bytes of each entry, which hide what it is where its leaf is handed out."""
RECONNECT_AFTER: Final = (0.0, 0.05, 0.2, 0.5)
"""Seconds to wait before each attempt to append again after the connection was lost; then whoever asked is told."""

ON_OWN_STREAMS: Final = f"starts_with(stream, '{OWN}')"
"""SQL: whether an entry is one that the ledger writes of itself."""
LATEST: Final = "SELECT ledger.moment_at(max(position)) AS moment FROM ledger.entries"
APPEND_TYPES: Final = (
    *("uuid", "bytea", "text"),
    *("int", "text", "text", "bytea", "bigint", "bytea"),
    *("int", "text", "text"),
    *("int", "text", "bigint", "text"),
    *("int", "text", "text", "bigint"),
)
"""Of the arrays that ledger.append() takes: commands, entries, whom these concern, streams and index keys read."""
APPEND: Final = f"SELECT * FROM ledger.append({', '.join(f'%b::{kind}[]' for kind in APPEND_TYPES)}, %s, %s)"  # noqa: S608
CLOCK_JUMPED: Final = "LL001"
"""The code under which ledger.append() says so."""

log = structlog.get_logger("ledger")


class BookDatastore(PostgresDatastore):
    """The library's connections, opened from a URL and in the writer's role."""

    def __init__(self, url: str, role: str) -> None:
        super().__init__(dbname="", host="", port="", user="", password="", originator_id_type="text")
        self.pool = LivingPool(  # type: ignore[assignment]  # the library's own differs in passwords only
            in_role(url, role),
            kwargs={"row_factory": dict_row},
            min_size=0,
            max_size=8,
            open=False,
            configure=self.after_connect_func(),
        )


class BookRecorder(PostgresApplicationRecorder):
    """Appends through ledger.append() and reads entries as they stand."""

    def __init__(self, datastore: PostgresDatastore, url: str, role: str, form: StoredForm, zone: tzinfo = UTC) -> None:
        super().__init__(datastore, events_table_name="entries")
        self.clock = Clock(self._clock_timestamp, zone, self._last_recorded_at)
        self.channel_name = CHANNEL
        self._form = form
        self._conninfo = in_role(url, role)
        self.room = room_of(url)
        self._writer: psycopg.Connection[tuple[Any, ...]] | None = None
        self._told_of_ahead = False
        self._one_at_a_time = Lock()
        """Single commands come one by one already (see SharedCommits), but batches come beside them."""

    def create_table(self) -> None:
        """Nothing: ledger.storage.migrations makes the tables, once."""

    def close(self) -> None:
        """Let go of the writing connection."""
        if self._writer is not None:
            self._writer.close()

    # Writing

    def append(self, proposals: Sequence[Proposal], *, together: bool = False) -> list[Outcome]:
        """Write a group of proposals; an outcome for each. If the reply is lost it asks again: same receipts.

        ValueError where something would be recorded by what is neither a person nor a token. Raises ClockJumped where
        the database's clock has come much further than time has, and DiskFull where it has no room.
        """
        self.room.must_be_there()
        expected = self.clock.expected()
        parameters = (*columns_of(proposals), together, expected + JUMP)
        for attempt, pause in enumerate(RECONNECT_AFTER, start=1):
            if pause:  # sleeping for no time at all still gives the processor away
                time.sleep(pause)
            with self._one_at_a_time:
                try:
                    cursor = self._writing_connection().cursor(binary=True, row_factory=tuple_row)
                    rows = cursor.execute(APPEND, parameters, prepare=True).fetchall()
                    self.room.written()
                    return self._told_of_time([Outcome(*row) for row in rows], expected)
                except CheckViolation as violation:
                    raise ValueError(violation.diag.message_primary) from violation
                except (psycopg.OperationalError, psycopg.InterfaceError) as error:
                    self.room.heard(error)
                    if self._writer is not None and not self._writer.closed:
                        raise
                    if attempt == len(RECONNECT_AFTER):
                        raise
                except psycopg.DatabaseError as error:
                    if error.sqlstate != CLOCK_JUMPED:
                        raise
                    says = f"from {in_utc(expected)} to {error.diag.message_detail}"
                    raise ClockJumped(f"The clock of the database jumped {says} (UTC): nothing is written.") from None
        raise AssertionError("unreachable")

    def _told_of_time(self, outcomes: list[Outcome], expected: datetime) -> list[Outcome]:
        """The same outcomes; an alarm, once, where entries are of a time that has not come yet."""
        latest = max((one.recorded_at for one in outcomes if one.what == "recorded" and one.recorded_at), default=None)
        ahead = latest is not None and latest > expected + JUMP
        if ahead and not self._told_of_ahead:
            log.error("the ledger is ahead of its clock", last_entry=str(latest), clock=str(expected))
        self._told_of_ahead = ahead
        return outcomes

    def _writing_connection(self) -> psycopg.Connection[tuple[Any, ...]]:
        if self._writer is None or self._writer.closed:
            self._writer = psycopg.connect(self._conninfo, autocommit=True)
            arrays.register(self._writer)
        return self._writer

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: Any) -> Sequence[int]:
        """What the library's `save` calls: one command of its own, by whoever is given as `by`."""
        before: dict[str, StreamRead] = {}
        for event in stored_events:
            before.setdefault(str(event.originator_id), StreamRead(event.originator_version - 1, None))
        entries = [NewEntry(str(e.originator_id), e.topic, e.state, None, ()) for e in stored_events]
        [outcome] = self.append([Proposal(uuid4(), b"", str(kwargs.get("by", "")), entries, ReadSet(before))])
        if outcome.what != "recorded" or outcome.first_position is None:
            raise IntegrityError(f"{', '.join(before)}: written by somebody else meanwhile")
        return range(outcome.first_position, outcome.first_position + len(entries))

    # Reading

    def read(self, where: str, *parameters: object, opened: bool = True) -> list[Entry[Any]]:
        """The entries that an SQL condition (and order) selects."""
        with self.datastore.get_connection() as connection:
            cursor = connection.cursor(binary=True, row_factory=tuple_row)
            statement = f"SELECT {COLUMNS} FROM ledger.entries {where}"  # noqa: S608 (our own conditions)
            rows: list[Any] = cursor.execute(cast("Any", statement), parameters, prepare=True).fetchall()
        return self._form.entries(rows, opened=opened)

    def streams_begun(self, kind_of_subject: str) -> list[str]:
        """The streams of all subjects of a kind, as “case”, in the order of writing."""
        return self._subjects(STREAMS_BEGUN, kind_of_subject)

    def subjects_touched(self, kind_of_subject: str) -> list[str]:
        """All subjects of a kind, as “unit”, that entries on other streams touch, whether they have begun or not."""
        return self._subjects(SUBJECTS_TOUCHED, kind_of_subject)

    def _subjects(self, statement: LiteralString, kind_of_subject: str) -> list[str]:
        with self.datastore.get_connection() as connection:
            cursor = connection.cursor(row_factory=tuple_row)
            return [subject for (subject,) in cursor.execute(statement, (f"{kind_of_subject}-",))]

    def stream_entries(
        self,
        after: int,
        until: int | None,
        kinds: Sequence[str],
        *,
        superseding: bool = False,
        opened: bool = True,
        latest_first: bool = False,
    ) -> Iterator[Entry[Any]]:
        """Entries in the order of writing, or the latest first, read a few thousand at a time.

        All, or those that supersede others.
        """
        condition = "WHERE position > %s AND position <= %s" + (" AND kind = ANY (%s)" if kinds else "")
        condition += " AND supersedes IS NOT NULL" if superseding else ""
        order = f"ORDER BY position {'DESC' if latest_first else 'ASC'} LIMIT {READ_AT_ONCE}"
        last = self.max_notification_id() or 0 if until is None else until
        while after < last:
            parameters = (after, last, list(kinds)) if kinds else (after, last)
            batch = self.read(f"{condition} {order}", *parameters, opened=opened)
            if not batch:
                return
            yield from batch
            if latest_first:
                last = batch[-1].position - 1
            else:
                after = batch[-1].position

    def select_events(
        self,
        originator_id: Any,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """One stream of the book, for the library; what it gets are entries already."""
        order = "DESC" if desc else "ASC"
        return cast(
            "Sequence[StoredEvent]",
            self.read(
                f"WHERE stream = %s AND version > %s AND version <= %s ORDER BY version {order} LIMIT %s",
                originator_id,
                gt or 0,
                2**62 if lte is None else lte,
                limit,
            ),
        )

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """Entries in the order of writing, for the library's subscriptions."""
        after = (start or 0) - (1 if inclusive_of_start and start else 0)
        condition = "WHERE position > %s AND position <= %s AND (cardinality(%s::text[]) = 0 OR kind = ANY (%s))"
        entries = self.read(
            f"{condition} ORDER BY position LIMIT %s",
            after,
            2**62 if stop is None else stop,
            list(topics),
            list(topics),
            limit,
        )
        return [Notification(e.stream, e.version, e.kind, e.stored, id=e.position) for e in entries]

    def _clock_timestamp(self) -> datetime:
        with self.datastore.get_connection() as connection:
            row = connection.execute("SELECT clock_timestamp() AS now").fetchone()
        return cast("dict[str, datetime]", row)["now"]

    def _last_recorded_at(self) -> datetime | None:
        with self.datastore.get_connection() as connection:
            row = connection.execute("SELECT recorded_at FROM ledger.entries ORDER BY position DESC LIMIT 1").fetchone()
        return None if row is None else cast("dict[str, datetime]", row)["recorded_at"]

    def last_concerning(self, subject: str, kinds: Sequence[str]) -> int:
        """The last position of an entry of some kinds that concerns a subject; 0 if there is none."""
        last = "SELECT max(position) AS last FROM ledger.concerns WHERE subject = %s AND kind = ANY (%s)"
        with self.datastore.get_connection() as connection:
            row = connection.execute(last, (subject, [*kinds])).fetchone()
        return 0 if row is None else row["last"] or 0

    def positions_concerning(self, keys: Collection[Key], until: int) -> dict[Key, list[int]]:
        """The positions, up to one, of the entries that are found under keys of the index; of no others anything."""
        if not keys:
            return {}
        subjects, kinds = zip(*keys, strict=True)
        with self.datastore.get_connection() as connection:
            cursor = connection.cursor(row_factory=tuple_row)
            rows = cursor.execute(POSITIONS_CONCERNING, (list(subjects), list(kinds), until)).fetchall()
        return {(subject, kind): positions for subject, kind, positions in rows}

    def max_notification_id(self) -> int | None:
        """The last position; None in an empty book."""
        with self.datastore.get_connection() as connection:
            row = connection.execute("SELECT max(position) AS last FROM ledger.entries").fetchone()
        return None if row is None else row["last"]

    def moment(self) -> int:
        """The last position of an entry that is not of the ledger itself; 0 if there is none."""
        with self.datastore.get_connection() as connection:
            row = connection.execute(LATEST).fetchone()
        return 0 if row is None else int(row["moment"])


def in_utc(instant: datetime) -> str:
    """To the minute, as the database says it of itself."""
    return f"{instant.astimezone(UTC):%Y-%m-%d %H:%M}"


def columns_of(proposals: Sequence[Proposal]) -> tuple[Array, ...]:
    """A group of proposals as the arrays that ledger.append() takes."""
    numbered = list(enumerate(proposals, start=1))
    entries = [(number, *entry) for number, proposal in numbered for entry in proposal.entries]
    concerns = [(number, *key) for number, entry in enumerate(entries, start=1) for key in entry[-1]]
    streams = [
        (number, stream, version, one_text(kinds))
        for number, proposal in numbered
        for stream, (version, kinds) in proposal.reads.streams.items()
    ]
    keys = [(number, *key, at) for number, proposal in numbered for key, at in proposal.reads.keys.items()]
    columns: tuple[Sequence[Any], ...] = (
        [proposal.command_id for proposal in proposals],
        [proposal.digest for proposal in proposals],
        [proposal.by for proposal in proposals],
        *transposed(entries, 6)[:5],
        salts(len(entries)),
        *transposed(concerns, 3),
        *transposed(streams, 4),
        *transposed(keys, 4),
    )
    return tuple([Array(kind, values) for kind, values in zip(APPEND_TYPES, columns, strict=True)])


def salts(count: int) -> Sequence[bytes]:
    """So many salts, drawn at once."""
    drawn = os.urandom(SALT_BYTES * count)
    return [drawn[at : at + SALT_BYTES] for at in range(0, len(drawn), SALT_BYTES)]


def transposed(rows: Sequence[tuple[Any, ...]], width: int) -> Sequence[Sequence[Any]]:
    """Rows as columns, so many also where there is no row."""
    return tuple(zip(*rows, strict=True)) or ((),) * width


@lru_cache
def one_text(kinds: Kinds) -> str | None:
    """Kinds as one text, since arrays of arrays would all have to be of one length; null for all."""
    return None if kinds is None else ",".join(kinds)
