"""Sessions: who is signed in, and until when. A browser shows a secret, of which only a hash is kept."""

from __future__ import annotations

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from psycopg.rows import class_row

from ledger.identifiers import new_id
from ledger.storage.connections import Pool
from ledger.storage.tokens import SECRET_BYTES, hashed

COLUMNS: Final = "id, person, began_at, ends_at, seen_at, clock_timestamp() - seen_at AS idle"
STANDS: Final = "clock_timestamp() < least(ends_at, seen_at + idle_for)"
FORGET: Final = f"DELETE FROM keys.sessions WHERE NOT {STANDS}"  # noqa: S608  no part of it comes from outside
SEEN: Final = "UPDATE keys.sessions SET seen_at = clock_timestamp() WHERE id = %s"
SEEN_EVERY: Final = timedelta(minutes=1)
"""As often, at most, it is written down that somebody still asks."""
LONGEST_SHOWN: Final = 100
"""What is longer is none of ours, and is not even hashed."""


@dataclass(frozen=True)
class Session:
    """Somebody who is signed in."""

    id: str
    person: str
    began_at: datetime
    ends_at: datetime
    seen_at: datetime
    """When they last asked, to a minute."""
    idle: timedelta
    """For how long they had not asked then."""


class Sessions:
    """The sessions of a ledger, beside its keys."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def begin(self, person: str, lasting: timedelta, idle_for: timedelta) -> str:
        """Sign somebody in; the secret that their browser is to show. Forgets the sessions that are over.

        It is over after all its time, and sooner where nobody asks with it for a while.
        """
        secret = secrets.token_urlsafe(SECRET_BYTES)
        self._ask(FORGET, ())
        self._ask(
            "INSERT INTO keys.sessions (id, hash, person, ends_at, idle_for)"
            " VALUES (%s, %s, %s, clock_timestamp() + %s, %s)",
            (new_id("session"), hashed(secret), person, lasting, idle_for),
        )
        return secret

    def presented(self, secret: str) -> Session | None:
        """The session whose secret somebody shows; None if there is none, or not any more."""
        if len(secret) > LONGEST_SHOWN:
            return None
        session = next(iter(self._sessions(f"WHERE hash = %s AND {STANDS}", (hashed(secret),))), None)
        if session is not None and session.idle >= SEEN_EVERY:
            self._ask(SEEN, (session.id,))
        return session

    def standing(self, secrets_shown: Collection[str]) -> set[str]:
        """The secrets of several sessions that are not over, in one look; nobody is taken to have asked by it."""
        found = self._ask(
            f"SELECT hash FROM keys.sessions WHERE hash = ANY (%s) AND {STANDS}",  # noqa: S608  the same
            ([hashed(secret) for secret in secrets_shown],),
        )
        stand = {bytes(one) for (one,) in found}
        return {secret for secret in secrets_shown if hashed(secret) in stand}

    def listed(self) -> list[Session]:
        """All that are not over, the oldest first."""
        return self._sessions(f"WHERE {STANDS} ORDER BY began_at, id", ())

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
