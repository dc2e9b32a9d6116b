"""The keys of a log as its book names them: those that ever signed for it, or were let in to do so."""

from __future__ import annotations

from typing import Final

import psycopg

from ledger.proofs import reading
from ledger.proofs.reading import Connection
from ledger.proofs.signing import VerifierKey
from ledger.storage.connections import in_role, roles_of

LET_IN: Final = "INSERT INTO proofs.verifier_keys (vkey) VALUES (%s) ON CONFLICT DO NOTHING"


def let_in(connection: Connection, key: VerifierKey) -> None:
    """Name a key among those of the log; over a connection in the publisher's role."""
    connection.execute(LET_IN, (str(key),))


def known_keys(url: str) -> tuple[VerifierKey, ...]:
    """All keys of the log in a database, oldest first."""
    with psycopg.connect(in_role(url, roles_of(url).reader)) as connection:
        return reading.verifier_keys(connection)


def make_known(url: str, key: VerifierKey) -> None:
    """Let a key sign for the log in a database, beside those that have or in their place."""
    with psycopg.connect(in_role(url, roles_of(url).publisher)) as connection:
        let_in(connection, key)
