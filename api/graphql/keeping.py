"""Answers that are kept in memory: what was told, to whom, on what it hung, and what is written down of it each time.

An answer is kept for one viewer, and told again only to them, once it is known that they would be told the same: gate
and log of looks are passed as by any other. It is let go of as soon as anybody is erased.
"""

from __future__ import annotations

import hashlib
import hmac
from collections import OrderedDict
from typing import Final, NamedTuple

import msgspec

from api.access.relationships import Relationship
from projections.engine.circumstances import Circumstances

MOST_BYTES_KEPT: Final = 64_000_000
MOST_BYTES_OF_ONE: Final = 2_000_000
BESIDE: Final = 200
"""Bytes that each subject takes of whom it is kept how the viewer stands to them; and an answer by itself."""


class Question(NamedTuple):
    """What is asked, by whom, and in which form."""

    digest: str
    operation: str | None
    variables: bytes
    """As JSON, in one order."""
    at: int | None
    media_type: str
    viewer: str
    scopes: tuple[str, ...]


class Ground(NamedTuple):
    """What an answer hangs on beside that, as it was before anything was read for it."""

    circumstances: Circumstances
    erased: int
    """Position of the last erasure."""

    @property
    def is_settled(self) -> bool:
        """Whether the read models have let go of what is erased."""
        return self.circumstances.followed >= self.erased


class Told(msgspec.Struct):
    """An answer, and what it takes to tell it again."""

    body: bytes
    seen: tuple[str, str] | None
    """Who looked, and the line that is written down of it; None where nothing is."""
    grants: dict[str, frozenset[Relationship]]
    """How the viewer stands to those whom it is about."""
    of_one_position: bool
    """Whether it is of a position that was named, so that what is written later changes nothing but grants."""
    may_be_kept: bool
    """Whether all of it comes from the read models as they stood, and nothing is missing from it."""

    def kept_under(self, question: Question, ground: Ground, secret: bytes) -> Kept:
        """The same, with its tag."""
        return Kept(self, ground, tag_of(question, self, ground, secret))


class Kept(msgspec.Struct):
    """An answer on what it hangs on."""

    told: Told
    ground: Ground
    tag: str
    """Its ETag."""

    @property
    def size(self) -> int:
        """Bytes, roughly."""
        line = self.told.seen[1] if self.told.seen else ""
        return len(self.told.body) + len(line) + BESIDE * (len(self.told.grants) + 1)

    def stands_on(self, ground: Ground) -> bool:
        """Whether it would be told again, if whoever asks still stands to all as they did."""
        then, now = self.ground.circumstances, ground.circumstances
        same = (then.today, then.made, self.ground.erased) == (now.today, now.made, ground.erased)
        return same and (self.told.of_one_position or then == now)


class KeptAnswers:
    """As many as there is room for; the one that was not asked for longest goes first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Question, Kept] = OrderedDict()
        self._bytes = 0

    def of(self, question: Question) -> Kept | None:
        """What was answered to just this; None where nothing is kept."""
        if question in self._kept:
            self._kept.move_to_end(question)
        return self._kept.get(question)

    def keep(self, question: Question, kept: Kept) -> None:
        """Keep an answer in the place of the one before."""
        self.drop(question)
        if kept.size > MOST_BYTES_OF_ONE:
            return
        self._kept[question] = kept
        self._bytes += kept.size
        while self._bytes > MOST_BYTES_KEPT:
            self.drop(next(iter(self._kept)))

    def drop(self, question: Question) -> None:
        """Let go of an answer, if there is one."""
        if (gone := self._kept.pop(question, None)) is not None:
            self._bytes -= gone.size


def tag_of(question: Question, told: Told, ground: Ground, secret: bytes) -> str:
    """The ETag of an answer: over all that it hangs on, and over each byte of it.

    By a secret, so that no tag says anything of what was told to whoever finds it in a log.
    """
    at = ground.circumstances
    hangs_on = (
        question,
        None if told.of_one_position else (at.followed, at.written),
        (at.today, at.made, ground.erased),
        sorted((subject, sorted(as_)) for subject, as_ in told.grants.items()),
    )
    tag = hmac.new(secret, msgspec.json.encode(hangs_on), hashlib.sha256)
    tag.update(told.body)
    return f'"{tag.hexdigest()[:40]}"'


def holds(tag: str, if_none_match: str | None) -> bool:
    """Whether a client has that answer already, by what it says that it has."""
    said = [one.strip().removeprefix("W/") for one in (if_none_match or "").split(",")]
    return tag in said or "*" in said
