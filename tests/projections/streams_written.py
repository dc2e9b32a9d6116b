"""Writing on streams of the ledger without asking the rules: whatever order and nonsense a test needs."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar
from uuid import UUID

import psycopg

from domain.kernel.facts import EntryRetracted, Event, Reference
from ledger import Ledger, new_id
from ledger.storage.forms import holders_of

COMMAND = UUID(int=7)
INSERT = """
    INSERT INTO ledger.entries
    SELECT last + 1, %(stream)s, %(version)s, %(kind)s, %(stored)b, coalesce(%(origin)s, last + 1), %(supersedes)s,
           greatest(clock_timestamp(), at), 'person-hr', %(command)s, uuid_send(gen_random_uuid())
    FROM (SELECT coalesce(max(position), 0) AS last, max(recorded_at) AS at FROM ledger.entries) book
    RETURNING position"""


@dataclass
class Streams:
    """The ledger as somebody with the rights of its owner would write in it."""

    url: str
    ledger: Ledger
    versions: dict[str, int] = field(default_factory=dict, repr=False)
    origins: dict[tuple[str, int], int] = field(default_factory=dict, repr=False)
    last: int = 0
    """The position of the entry written last."""

    def write(self, stream: str, *events: Event[Any]) -> int:
        """One entry each; the version of the last."""
        return [self.put(stream, event) for event in events][-1]

    def put(
        self,
        stream: str,
        event: Event[Any],
        *,
        supersedes: int | None = None,
        quietly: bool = False,
        command: UUID = COMMAND,
    ) -> int:
        """One entry, which may correct or retract the one of that version; its own version."""
        version = self.versions.get(stream, 0) + 1
        about = holders_of(event, stream)
        self.ledger.keys.ensure(about)
        reason = None if supersedes is None else "a slip"
        stored = self.ledger.form.encode(event, stream, COMMAND, reason=reason, about=next(iter(about), None))
        self.put_stored(
            stream,
            type(event).__name__,
            stored,
            event.concerns(),
            supersedes=supersedes,
            quietly=quietly,
            command=command,
        )
        return version

    def fill(self, stream: str, event: Event[Any], times: int) -> int:
        """The same entry many times over; the last position."""
        self.put(stream, event)
        with psycopg.connect(self.url) as connection:
            connection.execute(
                "INSERT INTO ledger.entries SELECT position + n, stream, version + n, kind, stored, position + n, NULL,"
                " greatest(statement_timestamp(), recorded_at), recorded_by, command_id, salt"
                " FROM ledger.entries CROSS JOIN generate_series(1, %s) n WHERE position = %s",
                (times - 1, self.last),
            )
        self.versions[stream] += times - 1
        self.last += times - 1
        return self.last

    def put_stored(
        self,
        stream: str,
        kind: str,
        stored: bytes,
        concerns: tuple[str, ...] = (),
        *,
        supersedes: int | None = None,
        quietly: bool = False,
        command: UUID = COMMAND,
    ) -> int:
        """An entry in its stored form; its position. `quietly`: nobody who listens is told."""
        version = self.versions[stream] = self.versions.get(stream, 0) + 1
        entry = {
            "stream": stream,
            "version": version,
            "kind": kind,
            "stored": stored,
            "origin": self.origins.get((stream, supersedes or 0)),
            "supersedes": supersedes,
            "command": command,
        }
        with psycopg.connect(self.url) as connection:
            [(self.last,)] = connection.execute(INSERT, entry).fetchall()
            for subject in dict.fromkeys(concerns):
                connection.execute("INSERT INTO ledger.concerns VALUES (%s, %s, %s)", (subject, kind, self.last))
            if not quietly:
                connection.execute("NOTIFY ledger")
        if supersedes is None:
            self.origins[stream, version] = self.last
        return self.last


def a_person() -> str:
    """The stream of a person nobody has written about yet."""
    return new_id("person")


def a_role() -> str:
    """The stream of a role nobody has written about yet."""
    return new_id("role")


class Told(Protocol):
    """Something that is written on somebody's page; where it supersedes, it is of the kind of what it supersedes."""

    @property
    def kind(self) -> type[Event[Any]]: ...
    @property
    def day(self) -> date: ...
    @property
    def cites(self) -> tuple[int, ...]:
        """Which entries of before it cites, counted round."""

    @property
    def supersedes(self) -> int | None:
        """Which entry of before it supersedes, counted round."""

    @property
    def retracts(self) -> bool: ...


T = TypeVar("T", bound=Told)


def write_story(
    streams: Streams,
    person: str,
    story: Iterable[T],
    said: Callable[[type[Event[Any]], T, tuple[Reference, ...]], Event[Any]],
) -> None:
    """A story on one page, with slips that are corrected or retracted; `said` makes each event, with what it cites."""
    written: list[tuple[int, type[Event[Any]]]] = []
    addresses: list[Reference] = []
    for one in story:
        supersedes, kind = None, one.kind
        if one.supersedes is not None and written:
            supersedes, kind = written[one.supersedes % len(written)]
        cited = tuple(addresses[number % len(addresses)] for number in one.cites) if addresses else ()
        if supersedes and one.retracts:
            streams.put(person, EntryRetracted(effective_on=one.day), supersedes=supersedes)
            continue  # nobody cites what retracts
        version = streams.put(person, said(kind, one, cited), supersedes=supersedes)
        addresses.append(Reference(person, version))
        if supersedes is None:
            written.append((version, kind))
