"""Destroying the keys of whoever was erased: every other data key is wrapped anew, and what wrapped them is destroyed.

What is left of wrapped keys in old files of the database, in dumps and in base backups opens no more then. Each step is
durable before the next, and done again by whoever comes next where it was interrupted:

1. the erasure is on record;
2. a new key-encryption key stands in the key file, before the present one;
3. in one transaction, keys of the erased are gone and all others are wrapped by the new one;
4. the new one stands in the key file alone.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Any, Final

import psycopg

from domain.catalogue import EVENTS
from domain.kernel.facts import ORGANISATION
from domain.people.erasure import Erasure
from ledger.embedded_postgres.locks import exclusive
from ledger.identifiers import PERSON
from ledger.storage.connections import in_role, keeper_of, roles_of
from ledger.storage.key_ring import KeyRing
from ledger.storage.keys import KEPT_FOR_EVER, KEY_BYTES, LEDGER, Wrapping, WrongKeyEncryptionKey, unwrapped

ON_RECORD: Final = """
    SELECT DISTINCT e.stream FROM ledger.entries e JOIN ledger.concerns c USING (position)
    WHERE c.subject = %s AND c.kind = ANY (%s)
"""
ERASING: Final = tuple(kind for kind, event in EVENTS.items() if event.memory is Erasure)
"""The kinds with which somebody is erased."""
STILL_THERE: Final = "SELECT person FROM keys.data_keys WHERE person = ANY (%s) AND wrapped IS NOT NULL"
GONE: Final = "SELECT person FROM keys.data_keys WHERE wrapped IS NULL AND starts_with(person, %s)"
OF_ANOTHER: Final = (
    "SELECT person, wrapped, wrapped_by FROM keys.data_keys WHERE wrapped IS NOT NULL AND wrapped_by <> %s"
)
ANEW: Final = """
    UPDATE keys.data_keys k SET wrapped = n.wrapped, wrapped_by = %s
    FROM unnest(%s::text[], %s::bytea[]) AS n (person, wrapped) WHERE k.person = n.person
"""
DESTROYED: Final = (
    "UPDATE keys.data_keys SET wrapped = NULL WHERE person = ANY (%s)",
    "UPDATE keys.tokens SET revoked_at = clock_timestamp() WHERE person = ANY (%s) AND revoked_at IS NULL",
    "DELETE FROM keys.sessions WHERE person = ANY (%s)",
)
"""What goes with somebody who is erased: their key, and whatever lets them in."""
ROTATING: Final = "SELECT pg_advisory_lock(hashtextextended('keys.rotating', 0))"
Connection = psycopg.Connection[Any]


def erased_on_record(url: str) -> set[str]:
    """Everybody of whom the book says that they were erased."""
    with psycopg.connect(in_role(url, roles_of(url).writer)) as writer:
        return {person for (person,) in writer.execute(ON_RECORD, (ORGANISATION, [*ERASING]))} - KEPT_FOR_EVER


def still_to_erase(url: str, keys_url: str | None = None) -> set[str]:
    """Those of them whose key is still there."""
    if not (erased := erased_on_record(url)):
        return set()
    with psycopg.connect(keeper_of(url, keys_url)) as keeper:
        return {person for (person,) in keeper.execute(STILL_THERE, (list(erased),))}


def erased_off_record(url: str, keys_url: str | None = None) -> set[str]:
    """Those whose key was destroyed although the book, which is older than the keys, does not say so."""
    with psycopg.connect(keeper_of(url, keys_url)) as keeper:
        gone = {person for (person,) in keeper.execute(GONE, (PERSON,))}  # what else had a key is over in its own way
    if not (off_record := gone - erased_on_record(url)):
        return set()
    with psycopg.connect(in_role(url, roles_of(url).writer)) as writer:
        begun = "SELECT stream FROM ledger.entries WHERE version = 1 AND stream = ANY (%s)"
        return {person for (person,) in writer.execute(begun, (list(off_record),))}


def carry_out(
    url: str, ring: KeyRing, beside: Callable[[], Iterable[str]] = lambda: (), keys_url: str | None = None
) -> set[str]:
    """Destroy the keys of whoever was erased, and finish what was interrupted; whose keys these were.

    `beside` tells the databases of other ledgers that may be wrapped by the same key: theirs are wrapped anew, too.
    Raises NotAKey, OSError where the key file cannot be written, and WrongKeyEncryptionKey where the present key is
    neither there nor in the environment.
    """
    if not still_to_erase(url, keys_url) and len(ring.file.keys()) < 2:
        return set()
    ring.file.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with (
        exclusive(Path(f"{ring.file.path}.lock")),
        psycopg.connect(keeper_of(url, keys_url), autocommit=True) as keeper,
    ):
        keeper.execute(ROTATING)
        erased, before = still_to_erase(url, keys_url), ring.file.keys()
        if not erased and len(before) < 2:
            return set()
        present = wrapped_now(keeper)
        if ring.of(present) is None:
            raise WrongKeyEncryptionKey(f"data keys are wrapped by {present}, which is not in {ring.file.path}")
        new = before[0] if len(before) > 1 else os.urandom(KEY_BYTES)
        ring.file.write(new, *(key for key in before if key != new))
        wrap_anew(keeper, Wrapping(new), ring, erased)
        for other in beside():
            with psycopg.connect(keeper_of(other), autocommit=True) as neighbour:
                wrap_anew(neighbour, Wrapping(new), ring, ())
        ring.file.write(new)
    return erased


def wrapped_now(keeper: Connection) -> str:
    """Which key wraps the ledger's own data key, by its fingerprint."""
    [(present,)] = keeper.execute("SELECT wrapped_by FROM keys.data_keys WHERE person = %s", (LEDGER,)).fetchall()
    return str(present)


def wrap_anew(keeper: Connection, new: Wrapping, ring: KeyRing, erased: Collection[str]) -> None:
    """Destroy some data keys, let nobody in as whose they were, and wrap all others of the ring by its new key.

    All of it, or nothing.

    What another ledger's key wraps stays as it is.
    """
    known = {one.fingerprint: one for one in ring.all()}
    with keeper.transaction():
        keeper.execute("LOCK TABLE keys.data_keys IN EXCLUSIVE MODE")
        for statement in DESTROYED:
            keeper.execute(statement, (list(erased),))
        anew: dict[str, bytes] = {}
        for person, wrapped, by in keeper.execute(OF_ANOTHER, (new.fingerprint,)).fetchall():
            if by in known:
                anew[person] = new.wrap(person, unwrapped(known[by], person, wrapped, by))
        keeper.execute(ANEW, (new.fingerprint, list(anew), list(anew.values())))
        keeper.execute("UPDATE keys.data_keys SET wrapped_by = %s WHERE wrapped IS NULL", (new.fingerprint,))
