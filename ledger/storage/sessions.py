"""Sessions: who is signed in, and until when. A browser shows a secret, of which only a hash is kept."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from psycopg.rows import class_row

from ledger.identifiers import new_id
from ledger.storage.connections import Pool
from ledger.storage.tokens import SECRET_BYTES, hashed

COLUMNS: Final = "id, person, began_at, ends_at"
LONGEST_SHOWN: Final = 100
"""What is longer is none of ours, and is not even hashed."""


@dataclass(frozen=True)
class Session:
    """Somebody who is signed in."""

    id: str
    person: str
    began_at: datetime
    ends_at: datetime


class Sessions:
    """The sessions of a ledger, in its database beside the keys."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def begin(self, person: str, lasting: timedelta) -> str:
        """Sign somebody in; the secret that their browser is to show. Forgets the sessions that are over."""
        secret = secrets.token_urlsafe(SECRET_BYTES)
        self._ask("DELETE FROM keys.sessions WHERE ends_at <= clock_timestamp()", ())
        self._ask(
            "INSERT INTO keys.sessions (id, hash, person, ends_at) VALUES (%s, %s, %s, clock_timestamp() + %s)",
            (new_id("session"), hashed(secret), person, lasting),
        )
        return secret

    def presented(self, secret: str) -> Session | None:
        """The session whose secret somebody shows; None if there is none, or not any more."""
        if len(secret) > LONGEST_SHOWN:
            return None
        still = "WHERE hash = %s AND clock_timestamp() < ends_at"
        return next(iter(self._sessions(still, (hashed(secret),))), None)

    def listed(self) -> list[Session]:
        """All that are not over, the oldest first."""
        return self._sessions("WHERE clock_timestamp() < ends_at ORDER BY began_at, id", ())

    def end(self, secret: str) -> None:
        """Sign out whoever shows this."""
        self._ask("DELETE FROM keys.sessions WHERE hash = %s", (hashed(secret),))

    def end_of(self, whose: str) -> int:
        """End a session by its id, or all of a person by theirs; how many there were to end."""
        return len(self._ask("DELETE FROM keys.sessions WHERE %s IN (id, person) RETURNING id", (whose,)))

    def _sessions(self, condition: str, parameters: tuple[Any, ...]) -> list[Session]:
        with self._pool.connection() as connection, connection.cursor(row_factory=class_row(Session)) as cursor:
            return cursor.execute(f"SELECT {COLUMNS} FROM keys.sessions {condition}", parameters).fetchall()  # noqa: S608  no part of it comes from outside

    def _ask(self, statement: str, parameters: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        with self._pool.connection() as connection:
            cursor = connection.execute(statement, parameters)
            return cursor.fetchall() if cursor.description else []
