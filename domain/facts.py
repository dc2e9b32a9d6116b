"""The words everything else is said with: events happen, commands ask, refusals say no."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any, ClassVar, Final, Generic, Protocol, Self, TypeVar, final

Subject = TypeVar("Subject")
E = TypeVar("E", bound="Event[Any]")
E_co = TypeVar("E_co", bound="Event[Any]", covariant=True)


@dataclass(frozen=True, order=True)
class Reference:
    """The address of an entry, `stream@version`: known before it is written, one for its whole chain of corrections."""

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
    person's own page, means the stream.
    """

    whom: str


class Stage(StrEnum):
    """The leadership learning loop: assessment, exposure, practice, feedback, and again."""

    ASSESSMENT = "assessment"
    EXPOSURE = "exposure"
    PRACTICE = "practice"
    FEEDBACK = "feedback"


@dataclass(frozen=True, kw_only=True)
class Event(ABC, Generic[Subject]):
    """Something that happened. Written down once; never edited, never deleted."""

    effective_on: date
    """The day it was true, which may be long before the day it was written down."""

    act: ClassVar[bool] = False
    """A fact can be corrected or retracted; an act (a vote, a closing, a decision) is answered only by further acts."""

    stage: ClassVar[Stage | None] = None
    """Its place in the learning loop, if it develops somebody."""

    def concerns(self) -> tuple[str, ...]:
        """The other subjects it touches: entries are found again under each of them."""
        return ()

    def evolve(self, subject: Subject, at: Reference) -> Subject:
        """What later decisions must remember of this; the subject itself if nothing."""
        return subject


@dataclass(frozen=True)
class Noted(Generic[E_co]):
    """An event that stands, under the reference by which it is cited."""

    event: E_co
    at: Reference


@dataclass(frozen=True)
class Line(Generic[E]):
    """One line for the ledger. A decision may return bare events: they go on the command's own page."""

    event: E
    stream: str | None = None
    """Another page than the command's own; written by the same append."""
    supersedes: int | None = None
    """The version, on the same page, of the origin of the chain that this line corrects or retracts."""
    reason: str | None = None
    """Why it supersedes; sealed for the person whom the event is about."""


Decision = tuple[Event[Any] | Line[Any], ...]


class Book(Protocol):
    """What a decision may look up, all as of one position, and guarded: if something of it moves, we decide again."""

    @property
    def basis(self) -> int:
        """The position as of which this book answers; a decision that stores it can be replayed."""

    def recall(self, blank: Subject, stream: str, *, on: date | None = None) -> Subject:
        """A subject as its standing entries left it, those effective after `on` left out."""

    def concerning(self, subject: str, kind: type[E], *, on: date | None = None) -> tuple[Noted[E], ...]:
        """The standing entries of one kind that touch a subject, on whichever page, oldest first."""

    def noted(self, at: Reference) -> Noted[Event[Any]] | None:
        """The entry that stands at a reference; None if there never was one or it has been retracted."""

    def without(self, at: Reference) -> Book:
        """The same book as if that entry had never been written."""


class Command(ABC, Generic[Subject]):
    """Something somebody asks for."""

    @property
    @abstractmethod
    def blank(self) -> Subject:
        """The subject before anything happened to it."""

    @property
    @abstractmethod
    def stream(self) -> str:
        """Whose page of the ledger this belongs on."""

    @abstractmethod
    def decide(self, subject: Subject, book: Book) -> Decision:
        """What happens, given all that happened before; nothing if it is so already. May raise a Refusal."""


class Refusal(Exception):
    """The rules say no. The class names the obstacle; the message is shown to whoever asked."""

    field: ClassVar[str | None] = None
    """The field of the command that stands in the way, where it is one."""


@dataclass(frozen=True, kw_only=True)
class EntryRetracted(Event[Any]):
    """An earlier entry of the same page no longer counts; which one, and why, its line says."""

    act: ClassVar[bool] = True


class Written(Protocol):
    """An entry as far as recalling needs it."""

    @property
    def event(self) -> Event[Any]: ...
    @property
    def stream(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def supersedes(self) -> int | None: ...


def standing(page: Iterable[Written]) -> tuple[Noted[Event[Any]], ...]:
    """The entries of one page that count: superseded ones left out, a correction in its origin's place.

    `page` is in the order of writing. What is returned is in the order of effect: by day, then by origin.
    """
    chains: dict[int, Noted[Event[Any]] | None] = {}
    for entry in page:
        origin = entry.supersedes or entry.version
        retracted = isinstance(entry.event, EntryRetracted)
        chains[origin] = None if retracted else Noted(entry.event, Reference(entry.stream, origin))
    return tuple(sorted((noted for noted in chains.values() if noted), key=order_of_effect))


def order_of_effect(noted: Noted[Event[Any]]) -> tuple[date, int]:
    """By the day of effect, then by origin, so that mending an old entry does not make it the latest."""
    return noted.event.effective_on, noted.at.version


def remembering(subject: Subject, **what: Any) -> Subject:
    """The subject with something more in mind: dataclasses.replace, for subjects, at a fifth of its time."""
    same = object.__new__(type(subject))
    same.__dict__.update(subject.__dict__, **what)
    return same


def recall(blank: Subject, noted: Iterable[Noted[Any]], *, on: date | None = None) -> Subject:
    """The subject as its standing entries left it; those effective after `on` are left out."""
    subject = blank
    for entry in noted:
        if on is None or entry.event.effective_on <= on:
            subject = entry.event.evolve(subject, entry.at)
    return subject
