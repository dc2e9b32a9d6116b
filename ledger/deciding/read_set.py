"""What a decision has read: it stands only as long as nothing is written that would have been read as well."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

Kinds = frozenset[str] | None
"""The kinds of entries that were read of a stream; None if it was all of them."""
Key = tuple[str, str]
"""Of the index: a subject, and the kind of the entries that touch it."""
Token = tuple[str, ...]
"""Something that is read or written. What writes a token gets in the way of whatever reads it."""

NO_KINDS: frozenset[str] = frozenset()
ANYTHING = "*"
SUPERSEDING = "superseding"


class StreamRead(NamedTuple):
    """How far a stream went when it was read, and which kinds of its entries were looked at.

    What supersedes another entry is minded always: whatever kind it is of, it may take away what was read.
    """

    version: int
    kinds: Kinds

    def minds(self, kind: str, supersedes: int | None) -> bool:
        """Whether a further entry on that stream would have been read as well."""
        return self.kinds is None or supersedes is not None or kind in self.kinds


@dataclass(frozen=True)
class ReadSet:
    """All that a decision has read, and as of when."""

    streams: Mapping[str, StreamRead] = field(default_factory=dict)
    keys: Mapping[Key, int] = field(default_factory=dict)
    """Keys of the index, each with the position as of which it was looked up."""

    def tokens(self) -> Iterator[Token]:
        """Everything that must not be written meanwhile."""
        for stream, read in self.streams.items():
            if read.kinds is None:
                yield (stream, ANYTHING, "")
            else:
                yield (stream, SUPERSEDING, "")
                for kind in read.kinds:
                    yield (stream, "kind", kind)
        yield from self.keys


def tokens_written(stream: str, kind: str, supersedes: int | None, concerns: tuple[Key, ...]) -> Iterator[Token]:
    """Everything in a read set that an entry would get in the way of."""
    yield (stream, ANYTHING, "")
    yield (stream, "kind", kind)
    if supersedes is not None:
        yield (stream, SUPERSEDING, "")
    yield from concerns


def either(kinds: Kinds, others: Kinds) -> Kinds:
    """The kinds that are among these or among those."""
    if kinds is None or others is None:
        return None
    return kinds if others <= kinds else kinds | others
