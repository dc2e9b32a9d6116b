"""A book that somebody has tampered with, for as long as it is looked at; and whether that is told."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

from ledger.proofs import reading
from ledger.proofs.checkpoint import Checkpoint, open_checkpoint
from ledger.proofs.publishing import Publisher
from ledger.proofs.reading import Connection
from ledger.proofs.signing import SigningKey
from ledger.proofs.verifying import verify
from tests.ledger.tampering import Statements

LOG: Final = SigningKey.generate("ledger.example/tampered")
WAYS: Final = (None, LOG, SigningKey.generate(LOG.name))
"""The tree is left alone, or made anew with the log's own key, or with another one."""


@contextmanager
def tampered(owner: Connection, statements: Statements) -> Iterator[None]:
    """The book as somebody left it, in a transaction that is rolled back."""
    with owner.transaction(force_rollback=True):
        for table in ("entries", "concerns"):
            owner.execute(f"ALTER TABLE ledger.{table} DISABLE TRIGGER USER".encode())
        for statement, parameters in statements or ():
            owner.execute(statement.encode(), parameters)
        yield


def made_anew(owner: Connection, key: SigningKey) -> None:
    """The tree and its checkpoints, over the book as it is, signed with a key that the owner has got hold of."""
    for table in ("hashes", "checkpoints", "verifier_keys"):
        owner.execute(f"ALTER TABLE proofs.{table} DISABLE TRIGGER USER".encode())
        owner.execute(f"DELETE FROM proofs.{table}".encode())
    publish(owner, key)


def publish(owner: Connection, key: SigningKey) -> None:
    """Take all there is into the tree, and sign."""
    publisher = Publisher(owner, [key])
    publisher.begin()
    while publisher.go_on():
        pass
    publisher.sign()


def signed(owner: Connection) -> Checkpoint:
    """The checkpoint over all there is, kept elsewhere."""
    publish(owner, LOG)
    note, _ = reading.last_checkpoint(owner) or (None, 0)
    assert note is not None
    return open_checkpoint(note, [LOG.verifier]).checkpoint


def is_told(owner: Connection, held: Checkpoint, statements: Statements, key: SigningKey | None) -> bool:
    """Whether passes over the whole book tell of it, under a checkpoint that is held elsewhere."""
    with tampered(owner, statements):
        if key is not None:
            made_anew(owner, key)
        return verify(owner, held, [LOG.verifier], index=True).disagreement is not None
