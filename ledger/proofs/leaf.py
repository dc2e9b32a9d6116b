"""The leaf of an entry: what is proved about it, as canonical bytes that show nothing of what is sealed.

ASCII JSON, keys in the order below, no spaces, no floats: for each entry there is one such text and no other. Leaf
number `position - 1` of the tree belongs to it.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from json.encoder import encode_basestring_ascii as quoted
from typing import Any, Final

import msgspec

from ledger.entry import Entry

COLUMNS: Final = (
    "position, stream, version, kind, stored, supersedes,"
    """ to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'), recorded_by, command_id::text"""
)
"""Of ledger.entries, in the order in which leaf_of() takes them; times and ids as the text that they are there."""


class LeafRefused(ValueError):
    """These bytes are not the leaf of an entry as we write it."""


def leaf_of(
    position: int,
    stream: str,
    version: int,
    kind: str,
    stored: bytes,
    supersedes: int | None,
    recorded_at: str,
    recorded_by: str,
    command_id: str,
) -> bytes:
    """The leaf of an entry, from its columns; `recorded_at` as instant() has it."""
    return (
        f'{{"position":{position},"stream":{quoted(stream)},"version":{version},"kind":{quoted(kind)}'
        f',"supersedes":{"null" if supersedes is None else supersedes},"recorded_at":"{recorded_at}"'
        f',"recorded_by":{quoted(recorded_by)},"command_id":"{command_id}","sha256":"{sha256(stored).hexdigest()}"}}'
    ).encode("ascii")


def leaf_of_entry(entry: Entry[Any]) -> bytes:
    """The leaf of an entry of the book."""
    return leaf_of(
        entry.position,
        entry.stream,
        entry.version,
        entry.kind,
        entry.stored,
        entry.supersedes,
        instant(entry.recorded_at),
        entry.recorded_by,
        str(entry.command_id),
    )


def instant(at: datetime) -> str:
    """RFC 3339 in UTC, always with microseconds: PostgreSQL keeps no more and no less."""
    return f"{at.astimezone(UTC).isoformat(timespec='microseconds')[:-6]}Z"


@dataclass(frozen=True)
class Leaf:
    """What a leaf says."""

    position: int
    stream: str
    version: int
    kind: str
    supersedes: int | None
    recorded_at: str
    """RFC 3339 in UTC, with microseconds."""
    recorded_by: str
    command_id: str
    sha256: str
    """Of the stored bytes, in hexadecimal."""

    @property
    def index(self) -> int:
        """Its number in the tree."""
        return self.position - 1

    def encode(self) -> bytes:
        """The leaf itself."""
        return json.dumps(vars(self), ensure_ascii=True, separators=(",", ":")).encode("ascii")

    @staticmethod
    def parse(data: bytes) -> Leaf:
        """What a leaf says; LeafRefused unless these are exactly the bytes in which we would say it."""
        try:
            leaf = msgspec.json.decode(data, type=Leaf)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise LeafRefused(f"{data!r} is not the leaf of an entry: {error}") from None
        if leaf.encode() != data:
            raise LeafRefused(f"{data!r} is not how the leaf of an entry is written: that is {leaf.encode()!r}")
        return leaf
