"""The leaf of an entry: what is proved about it, as canonical bytes; here the first form, in which it tells of itself.

ASCII JSON, keys in the order below, no spaces, no floats: for each entry there is one such text and no other. Leaf
number `position - 1` of the tree belongs to it. Entries with a salt have the second form: see `salted_leaf`.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import sha256
from json.encoder import encode_basestring_ascii as quoted
from typing import Any, TypeVar

import msgspec

Form = TypeVar("Form")


class LeafRefused(ValueError):
    """These bytes are not the leaf of an entry as we write it, or its header."""


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
    """The leaf of an entry without a salt, from its columns; the time in RFC 3339, in UTC, with microseconds."""
    return (
        f'{{"position":{position},"stream":{quoted(stream)},"version":{version},"kind":{quoted(kind)}'
        f',"supersedes":{"null" if supersedes is None else supersedes},"recorded_at":"{recorded_at}"'
        f',"recorded_by":{quoted(recorded_by)},"command_id":"{command_id}","sha256":"{sha256(stored).hexdigest()}"}}'
    ).encode("ascii")


@dataclass(frozen=True)
class Leaf:
    """What a leaf of the first form says."""

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
        return in_one_way(vars(self))


def in_one_way(said: dict[str, Any]) -> bytes:
    """The one text of these fields in this order."""
    return json.dumps(said, ensure_ascii=True, separators=(",", ":")).encode("ascii")


def read_as(form: type[Form], data: bytes) -> Form:
    """What a text says in some form; LeafRefused unless these are exactly the bytes in which we would say it."""
    try:
        said = msgspec.json.decode(data, type=form)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise LeafRefused(f"{data!r} is not the leaf of an entry: {error}") from None
    written = in_one_way(vars(said))
    if written != data:
        raise LeafRefused(f"{data!r} is not how the leaf of an entry is written: that is {written!r}")
    return said
