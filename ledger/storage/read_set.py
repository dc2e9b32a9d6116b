"""What a decision has read: it stands only as long as nothing is written that would have been read as well."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple

Kinds = frozenset[str] | None
"""The kinds of entries that were read of a stream; None if it was all of them."""
Key = tuple[str, str]
"""Of the index: a subject, and the kind of the entries that touch it."""
Read = tuple[str, Kinds]
"""A stream, and what was looked at there."""

NO_KINDS: frozenset[str] = frozenset()


class StreamRead(NamedTuple):
    """How far a stream went when it was read, and which kinds of its entries were looked at.

    What supersedes another entry always counts: whatever kind it is of, it may take away what was read.
    """

    version: int
    kinds: Kinds

    def would_include(self, kind: str, supersedes: int | None) -> bool:
        """Whether a further entry on that stream would have been read as well."""
        return self.kinds is None or supersedes is not None or kind in self.kinds


@dataclass(frozen=True)
class ReadSet:
    """All that a decision has read, and as of when."""

    streams: Mapping[str, StreamRead] = field(default_factory=dict)
    keys: Mapping[Key, int] = field(default_factory=dict)
    """Keys of the index, each with the position as of which it was looked up."""


NOTHING_READ: Final = ReadSet()


def all_of(read: Iterable[Read]) -> Iterator[Read]:
    """Readings of the same stream in one: all the kinds that were looked at in any of them."""
    found: dict[str, Kinds] = {}
    for stream, kinds in read:
        known = found.get(stream, kinds)
        found[stream] = None if kinds is None or known is None else kinds if known is kinds else both(known, kinds)
    yield from found.items()


@lru_cache(maxsize=1_000)
def both(some: frozenset[str], others: frozenset[str]) -> frozenset[str]:
    """The kinds of both. Decisions of a kind read the same again and again: their unions are made once."""
    return some if others <= some else some | others
