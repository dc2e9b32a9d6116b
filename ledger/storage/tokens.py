"""Tokens: what a person or a system shows to say who asks. Of their secrets only hashes are kept."""

from __future__ import annotations

import hashlib
import os
import re
import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from psycopg.rows import class_row

from ledger.identifiers import new_id
from ledger.storage.connections import Pool

SECRET_BYTES: Final = 32
TOKEN: Final = re.compile(r"leadership_([0-9a-f]{32})_([0-9A-Za-z_-]{43})")
THE_MACHINE: Final = "command line"
"""What the token is called in whose name whoever holds the machine writes."""
COLUMNS: Final = "id, person, name, scopes, issued_at, expires_at, revoked_at"


@dataclass(frozen=True)
class Token:
    """What is known of a token. It itself is known to whoever was given it."""

    id: str
    """How entries name it: `token-…`."""
    person: str | None
    """Whose it is; None for a system's."""
    name: str | None
    """What it is called; None for a person's."""
    scopes: list[str]
    issued_at: datetime
    expires_at: datetime | None
    revoked_at: datetime | None


class Tokens:
    """The tokens of a ledger, beside its keys."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def issue(
        self, scopes: Iterable[str], expires_at: datetime | None, *, person: str | None = None, name: str | None = None
    ) -> tuple[Token, str]:
        """A new token, and its text, which is never to be had again."""
        identifier, secret = new_id("token"), secrets.token_urlsafe(SECRET_BYTES)
        text = f"leadership_{UUID(identifier.removeprefix('token-')).hex}_{secret}"
        self._ask(
            "INSERT INTO keys.tokens (id, hash, person, name, scopes, expires_at) VALUES (%s, %s, %s, %s, %s, %s)",
            (identifier, hashed(text), person, name, list(scopes), expires_at),
        )
        [token] = self._tokens("WHERE id = %s", (identifier,))
        return token, text

    def presented(self, text: str) -> Token | None:
        """The token that somebody shows; None if there is none, or not any more."""
        spelled = TOKEN.fullmatch(text)
        if spelled is None:
            return None
        identifier = f"token-{UUID(spelled[1])}"
        still = "WHERE id = %s AND hash = %s AND revoked_at IS NULL AND clock_timestamp() < expires_at"
        return next(iter(self._tokens(still, (identifier, hashed(text)))), None)

    def standing(self, texts: Collection[str]) -> set[str]:
        """Those of several tokens that are still good, in one look."""
        found = self._ask(
            "SELECT hash FROM keys.tokens WHERE hash = ANY (%s) AND revoked_at IS NULL"
            " AND clock_timestamp() < expires_at",
            ([hashed(text) for text in texts],),
        )
        good = {bytes(one) for (one,) in found}
        return {text for text in texts if hashed(text) in good}

    def listed(self) -> list[Token]:
        """All that were ever issued, the oldest first."""
        return self._tokens("ORDER BY issued_at, id", ())

    def of(self, person: str, scopes: Iterable[str]) -> list[Token]:
        """Those of a person that are still good, and for just that, the oldest first."""
        still = "WHERE person = %s AND scopes = %s AND revoked_at IS NULL AND clock_timestamp() < expires_at"
        return self._tokens(f"{still} ORDER BY issued_at, id", (person, list(scopes)))

    def revoke(self, identifier: str) -> bool:
        """End a token at once; whether there was one to end."""
        return bool(
            self._ask(
                "UPDATE keys.tokens SET revoked_at = clock_timestamp() WHERE id = %s AND revoked_at IS NULL"
                " RETURNING id",
                (identifier,),
            )
        )

    def of_the_machine(self) -> Token:
        """What entries name where whoever holds the machine writes; made on first use, and shown by nobody."""
        self._ask(
            "INSERT INTO keys.tokens (id, hash, name, scopes) VALUES (%s, %s, %s, '{}') ON CONFLICT DO NOTHING",
            (new_id("token"), os.urandom(SECRET_BYTES), THE_MACHINE),
        )
        [token] = self._tokens("WHERE name = %s AND expires_at IS NULL", (THE_MACHINE,))
        return token

    def _tokens(self, condition: str, parameters: tuple[Any, ...]) -> list[Token]:
        with self._pool.connection() as connection, connection.cursor(row_factory=class_row(Token)) as cursor:
            return cursor.execute(f"SELECT {COLUMNS} FROM keys.tokens {condition}", parameters).fetchall()  # noqa: S608  no part of it comes from outside

    def _ask(self, statement: str, parameters: tuple[Any, ...]) -> list[tuple[Any, ...]]:
        with self._pool.connection() as connection:
            cursor = connection.execute(statement, parameters)
            return cursor.fetchall() if cursor.description else []


def hashed(text: str) -> bytes:
    """What is kept of a token: it holds 256 bits of chance, so nobody can try them all."""
    return hashlib.sha256(text.encode()).digest()
