"""The second form of leaf: where an entry stands, when it was written, and hashes that tell nothing to whoever guesses.

What the first form says in the open stands in a header here, which only those get to see who are given the entry: the
hash of the stored bytes, too, as some of these can be guessed. It is hashed with the entry's salt: 16 random bytes that
stand in its row and in no leaf. Two marks let those who have one entry find the next of its stream, and the next in its
chain of corrections; to everybody else they are random.

Leaves of this form say since which position there is no other, so that the change is signed with them.
"""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from json.encoder import encode_basestring_ascii as quoted
from typing import Final, Literal

from ledger.proofs.leaf import in_one_way

SALT_BYTES: Final = 16
BEGINS: Final = b'{"leaf":'
"""How leaves of this form begin, and those of the first do not."""


@dataclass(frozen=True)
class SaltedLeaf:
    """What a leaf of the second form says."""

    leaf: Literal[2]
    since: int
    """Position of the first entry with a leaf of this form: all later ones have it, too."""
    position: int
    recorded_at: str
    """RFC 3339 in UTC, with microseconds."""
    header: str
    """SHA-256 of the header, in hexadecimal, as all hashes here."""
    follows: str
    """The mark of whatever follows the entry before it on its stream."""
    amends: str
    """The mark of whatever corrects or retracts what it corrects or retracts."""

    @property
    def index(self) -> int:
        """Its number in the tree."""
        return self.position - 1

    def encode(self) -> bytes:
        """The leaf itself."""
        return in_one_way(vars(self))


@dataclass(frozen=True)
class Header:
    """What an entry is: told to those who are given it."""

    salt: str
    """In hexadecimal."""
    stream: str
    version: int
    kind: str
    supersedes: int | None
    recorded_by: str
    command_id: str
    sha256: str
    """Of the stored bytes."""

    def encode(self) -> bytes:
        """The header itself, as it is hashed."""
        return in_one_way(vars(self))


def header_of(
    salt: str,
    stream: str,
    version: int,
    kind: str,
    stored: bytes,
    supersedes: int | None,
    recorded_by: str,
    command_id: str,
) -> bytes:
    """The header of an entry, from its columns; salts in hexadecimal, here and below."""
    return (
        f'{{"salt":"{salt}","stream":{quoted(stream)},"version":{version},"kind":{quoted(kind)}'
        f',"supersedes":{"null" if supersedes is None else supersedes},"recorded_by":{quoted(recorded_by)}'
        f',"command_id":"{command_id}","sha256":"{sha256(stored).hexdigest()}"}}'
    ).encode("ascii")


def salted_leaf_of(
    since: int,
    position: int,
    stream: str,
    version: int,
    kind: str,
    stored: bytes,
    supersedes: int | None,
    recorded_at: str,
    recorded_by: str,
    command_id: str,
    salt: str,
    follows: str | None,
    amends: str | None,
) -> bytes:
    """The leaf of an entry with a salt, from its columns."""
    header = header_of(salt, stream, version, kind, stored, supersedes, recorded_by, command_id)
    return (
        f'{{"leaf":2,"since":{since},"position":{position},"recorded_at":"{recorded_at}"'
        f',"header":"{sha256(header).hexdigest()}"'
        f',"follows":"{first_on_stream(salt) if follows is None else follows_mark(follows)}"'
        f',"amends":"{amends_nothing(salt) if amends is None else amends_mark(amends)}"}}'
    ).encode("ascii")


def follows_mark(secret: str) -> str:
    """In the leaf of whatever follows, on its stream, the entry that has this salt."""
    return sha256(b"follows " + secret.encode()).hexdigest()


def amends_mark(secret: str) -> str:
    """In the leaf of whatever corrects or retracts the entry that has this salt."""
    return sha256(b"amends " + secret.encode()).hexdigest()


def first_on_stream(salt: str) -> str:
    """In the leaf of an entry that follows none: nothing else has it, and nobody can tell."""
    return sha256(b"follows nothing " + salt.encode()).hexdigest()


def amends_nothing(salt: str) -> str:
    """In the leaf of an entry that is no correction and no retraction."""
    return sha256(b"amends nothing " + salt.encode()).hexdigest()


def secret_of_unsalted(stored: bytes) -> str:
    """What stands for the salt of an entry that has none: of its leaf's hash, nothing of this can be told."""
    return sha256(b"unsalted " + stored).digest()[:SALT_BYTES].hex()
