"""Books with entries in them, and publishers of their trees."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import psycopg
import pytest

from ledger import Ledger, Receipt
from ledger.proofs.leaves import COLUMNS, Leaves
from ledger.proofs.publishing import Publisher
from ledger.proofs.reading import Connection
from ledger.proofs.signing import SigningKey
from ledger.proofs.tree import leaf_hash, root_of
from ledger.storage.connections import in_role, roles_of
from tests.databases import WRAPPING
from tests.ledger.commands_recorded import a_unit, asking

KEY = SigningKey.generate("ledger.example/book")


@dataclass
class Book:
    """A book, and a connection in each of two roles."""

    url: str
    ledger: Ledger
    signer: Connection
    owner: Connection

    def write(self, entries: int) -> None:
        """Record so many more."""
        results = self.ledger.record_many(asking(a_unit()) for _ in range(entries))
        assert all(isinstance(result, Receipt) for result in results)

    def publisher(self, *keys: SigningKey) -> Publisher:
        """One that has begun."""
        publisher = Publisher(self.signer, keys or (KEY,))
        publisher.begin()
        return publisher

    def publish(self, *keys: SigningKey) -> Publisher:
        """Take all there is into the tree, and sign."""
        publisher = self.publisher(*keys)
        while publisher.go_on():
            pass
        publisher.sign()
        return publisher

    def leaves(self) -> list[bytes]:
        """The leaves of all entries."""
        statement = f"SELECT {COLUMNS} FROM ledger.entries ORDER BY position"
        return list(map(Leaves().of, self.owner.cursor(binary=True).execute(statement).fetchall()))

    def root(self, size: int) -> bytes:
        """The root over the first entries, from the book itself."""
        return root_of([leaf_hash(leaf) for leaf in self.leaves()[:size]])

    def forge(self, table: str, statement: str, *parameters: Any) -> None:
        """What the owner of a table can do: switch its triggers off, and on again."""
        with self.owner.transaction():
            self.owner.execute(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
            self.owner.execute(statement, parameters)
            self.owner.execute(f"ALTER TABLE {table} ENABLE TRIGGER ALL")


@contextmanager
def opened(url: str) -> Iterator[Book]:
    """The book in a database."""
    ledger = Ledger.open(url, WRAPPING)
    signer = psycopg.connect(in_role(url, roles_of(url).publisher), autocommit=True)
    owner = psycopg.connect(url, autocommit=True)
    yield Book(url, ledger, signer, owner)
    owner.close()
    signer.close()
    ledger.close()


@pytest.fixture
def book(make_database: Callable[[], str]) -> Iterator[Book]:
    """An empty book of its own."""
    with opened(make_database()) as book:
        yield book
