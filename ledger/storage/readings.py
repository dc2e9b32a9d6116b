"""Who looked: every look at what is told of people is a line of a log of its own, on disk before the answer leaves."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from ledger.storage.connections import Pool
from ledger.storage.writing_down import NOTE

OF: Final = """
    SELECT number, at, reader, seen FROM ledger.readings WHERE number IN (
        SELECT DISTINCT number FROM ledger.readings_of WHERE subject = ANY (%s) AND number < %s AND number > %s
        ORDER BY number {} LIMIT %s)
    ORDER BY number DESC"""
CHAIN: Final = """
    SELECT number FROM (
        SELECT number, hash, number - row_number() OVER in_order AS missing,
               ledger.hash_of_reading(lag(hash, 1, ''::bytea) OVER in_order, number, at, reader, seen) AS again
        FROM ledger.readings WINDOW in_order AS (ORDER BY number)) chained
    WHERE hash <> again OR missing <> 0 ORDER BY number LIMIT 1"""

EXPORTED: Final = """
    SELECT r.number, r.at, r.reader, r.seen, coalesce(b.hash, ''::bytea),
           concat_ws(E'\\n', r.number, extract(epoch FROM r.at), r.reader, r.seen), r.hash
    FROM ledger.readings r LEFT JOIN ledger.readings b ON b.number = r.number - 1
    WHERE r.number > %(after)s AND (%(since)s::timestamptz IS NULL OR r.at >= %(since)s)
      AND (%(subjects)s::text[] IS NULL
           OR r.number IN (SELECT number FROM ledger.readings_of WHERE subject = ANY (%(subjects)s)))
    ORDER BY r.number LIMIT %(first)s"""
SIGNED: Final = "SELECT DISTINCT ON (number) note FROM proofs.readings_signed ORDER BY number, signed_at DESC"
AT_ONCE: Final = 1_000


@dataclass(frozen=True)
class Chained:
    """One look with what chains it to the one before: the hash is SHA-256 over that of before, and what is hashed."""

    number: int
    at: datetime
    reader: str
    seen: Mapping[str, Mapping[str, list[str]]]
    before: bytes
    """The hash of the line before it; nothing of the first."""
    hashed: str
    """Number, seconds since 1970, reader and what was seen, each on a line of its own."""
    hash: bytes


@dataclass(frozen=True)
class Reading:
    """One look."""

    number: int
    at: datetime
    reader: str
    """A person, or a system's token."""
    seen: Mapping[str, Mapping[str, list[str]]]
    """By subject and sort of what was told, as what it was told to them: how they stood to it, or none as a system."""


class Readings:
    """The log of a ledger's readings; `writing_down` writes what is answered."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def write_at_once(self, reader: str, seen: Mapping[str, Mapping[str, Collection[str]]]) -> None:
        """Write a line; returns when it is on disk. For whoever waits for nothing else: a command."""
        with self._pool.connection() as connection:
            connection.execute(NOTE, ([reader], [json.dumps(seen, default=sorted)]))

    def chained(self, subjects: Collection[str] | None = None, since: datetime | None = None) -> Iterator[Chained]:
        """Who looked at what is told of these subjects, or of anybody, since an instant: in the order of writing."""
        asked: dict[str, Any] = {"after": 0, "since": since, "first": AT_ONCE}
        asked["subjects"] = None if subjects is None else [*subjects]
        while rows := self._ask(EXPORTED, asked):
            yield from (Chained(*row) for row in rows)
            asked["after"] = rows[-1][0]

    def last(self) -> tuple[int, bytes] | None:
        """The number and the hash of the last line; None where nobody has looked."""
        rows = self._ask("SELECT number, hash FROM ledger.readings ORDER BY number DESC LIMIT 1", ())
        return rows[0] if rows else None

    def signed(self) -> list[str]:
        """What was signed of this log, the earliest first, as notes."""
        return [note for (note,) in self._ask(SIGNED, ())]

    def of(
        self,
        subjects: Collection[str],
        most: int,
        before: int | None = None,
        since: int | None = None,
        *,
        earliest: bool = False,
    ) -> list[Reading]:
        """Who looked at what is told of these subjects, the latest first, between two lines of the log.

        Those are the latest, or the `earliest` of them.
        """
        statement = OF.format("ASC" if earliest else "DESC")
        rows = self._ask(statement, ([*subjects], 2**62 if before is None else before, since or 0, most))
        return [Reading(*row) for row in rows]

    def counted(self, subjects: Collection[str]) -> int:
        """How often anybody looked at what is told of these subjects."""
        asked = "SELECT count(DISTINCT number) FROM ledger.readings_of WHERE subject = ANY (%s)"
        return int(self._ask(asked, ([*subjects],))[0][0])

    def broken_at(self) -> int | None:
        """The first line that is not what was written there, or before which one is missing; None where all holds."""
        found = self._ask(CHAIN, ())
        return found[0][0] if found else None

    def _ask(self, statement: str, parameters: tuple[Any, ...] | dict[str, Any]) -> list[tuple[Any, ...]]:
        with self._pool.connection() as connection:
            return connection.execute(statement, parameters).fetchall()
