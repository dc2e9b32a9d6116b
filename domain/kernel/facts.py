"""The words everything else is said with: events happen, and are cited by reference for ever."""

from __future__ import annotations

from abc import ABC
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar, Final, Generic, Self, final

from domain.kernel.memories import Memory, Nothing, memory_in

if TYPE_CHECKING:
    from domain.kernel.book import Book


@dataclass(frozen=True, order=True)
class Reference:
    """The address of an entry, `stream@version`: one for its whole chain of corrections."""

    stream: str
    version: int

    def __str__(self) -> str:
        return f"{self.stream}@{self.version}"

    @classmethod
    def parse(cls, text: str) -> Self:
        """The reference that `text` spells; ValueError says what it should look like."""
        stream, _, version = text.rpartition("@")
        if not stream or not version.isascii() or not version.isdecimal() or int(version) < 1:
            raise ValueError(f"“{text}” is no reference: write stream@version, as in person-0198c0de@7")
        return cls(stream, int(version))


@final
class Erased:
    """What a sealed field reads as once its person's key has been destroyed."""

    def __repr__(self) -> str:
        return "ERASED"


ERASED: Final = Erased()


@dataclass(frozen=True)
class About:
    """Marks a field that is sealed with a person's key: `Annotated[str | Erased, About("mentor")]`.

    `whom` names the field of the same event that holds the person; a name that is no field, as "person" on a
    person's own stream, means the stream; ORGANISATION means the organisation.
    """

    whom: str


NAME_OF_AN_EDITION: Final = "name of an edition"
"""Marks a text that is one of the names that an edition gives, and nobody's own words: `Annotated[str, …]`."""

ORGANISATION: Final = "organisation"
"""Whose secrets are not one person's: `About(ORGANISATION)` seals with a key of the organisation."""


class Stage(StrEnum):
    """The leadership learning loop: assessment, exposure, practice, feedback, and again."""

    ASSESSMENT = "assessment"
    EXPOSURE = "exposure"
    PRACTICE = "practice"
    FEEDBACK = "feedback"


@dataclass(frozen=True, kw_only=True)
class Event(ABC, Generic[Memory]):
    """Something that happened. Written down once; never edited, never deleted."""

    effective_on: date
    """The day it was true, or true from."""

    act: ClassVar[bool] = False
    """A fact can be corrected or retracted; an act (a vote, a closing, a decision) is answered only by further acts."""

    for_good: ClassVar[tuple[str, ...]] = ()
    """Fields that a correction leaves as they are: others have relied on what they say since it was said."""

    stage: ClassVar[Stage | None] = None
    """Its place in the learning loop, if it develops somebody."""

    memory: ClassVar[type] = Nothing
    """The memory that it is part of, as its class names it."""

    abstract: ClassVar[bool] = True
    """Whether it is a base of events, and never happens itself."""

    earlier_keys: ClassVar[tuple[Callable[[Any], tuple[str, ...]], ...]] = ()
    """How `concerns` answered before, the first way first. A kind that gets further keys keeps here which it had.

    Entries are found under the keys of when they were written. Migrating a ledger finds those of a kind whose keys have
    changed under the keys of today as well; so a key may be added, and one that is dropped is no longer written.
    """

    def __init_subclass__(cls, *, abstract: bool = False, **others: Any) -> None:
        super().__init_subclass__(**others)
        cls.abstract = abstract
        cls.memory = memory_in(cls) or cls.memory

    def concerns(self) -> tuple[str, ...]:
        """The other subjects it touches: entries are found again under each of them. Never sealed, in no form.

        If this changes once there are entries, `earlier_keys` keeps how it was.
        """
        return ()

    def secret_words(self) -> tuple[str, str] | None:
        """The sealed words by which it is found under a key that takes the ledger's secret; None where there are none.

        See `Book.key_of`. A kind with such words writes the key down, and names it in `concerns`.
        """
        return None

    def evolve(self, memory: Memory, at: Reference) -> Memory:
        """What later decisions must remember of this; the memory itself if nothing."""
        return memory

    def missed(self, at: Reference, book: Book) -> None:
        """Refuses to be retracted where others rest on it. In `book` it was never written."""

    def rests_on(self, at: Reference, book: Book) -> tuple[Reference, ...]:
        """The entries that have to stand as they are, as long as this one counts; none once it no longer does."""
        return ()


@dataclass(frozen=True, kw_only=True)
class EntryRetracted(Event[Nothing]):
    """An earlier entry of the same stream no longer counts; which one, and why, its line says."""

    act: ClassVar[bool] = True
