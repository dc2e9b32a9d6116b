"""What a decision may look up, and what it comes to: lines for the ledger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from domain.kernel.facts import Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.memories import Memory
from domain.kernel.refusals import Refusal
from domain.kernel.standing import Folds, Noted

E = TypeVar("E", bound=Event[Any])


@dataclass(frozen=True)
class Line(Generic[E]):
    """One line for the ledger. A decision may return bare events: they go on the command's own stream."""

    event: E
    stream: str | None = None
    """Another stream than the command's own; written by the same append."""
    supersedes: int | None = None
    """The version, on the same stream, of the origin of the chain that this line corrects or retracts."""
    reason: str | None = None
    """Why it supersedes; sealed for the person whom the event is about."""


Decision = tuple[Event[Any] | Line[Any], ...]


class Book(Protocol):
    """What a decision may look up, all as of one position, and guarded: if something of it moves, we decide again."""

    @property
    def basis(self) -> int:
        """The position as of which this book answers; a decision that stores it can be replayed."""

    @property
    def today(self) -> date:
        """Which day it is where the organisation is, by the one clock that there is: the database's."""

    def recall(
        self, memory: type[Memory], stream: str, *, on: date | None = None, folds: Folds | None = None
    ) -> Memory:
        """A memory of a stream as its standing entries left it, those effective after `on` left out."""

    def concerning(self, subject: str, kind: type[E], *, on: date | None = None) -> tuple[Noted[E], ...]:
        """The standing entries of one kind that touch a subject, on whichever stream, oldest first."""

    def key_of(self, system: str, identifier: str) -> str:
        """An open key for what a system outside calls somebody, from which nobody can tell what that is.

        In one ledger it is the same for the same words; blanks around them make no difference, and neither does case,
        but in a system that tells it apart.
        """

    def noted(self, at: Reference) -> Noted[Event[Any]] | None:
        """The entry that stands at a reference; None if there never was one or it has been retracted."""

    def written_with(self, at: Reference, kind: type[E], stream: str) -> bool:
        """Whether the command that wrote what stands at a reference also wrote such an entry on that stream.

        It did, whether or not that entry still stands.
        """

    def without(self, at: Reference) -> Book:
        """The same book as if that entry had never been written."""

    def as_known_with(self, at: Reference) -> Book:
        """The same book as it stood once that entry had been written, whatever has come since.

        What is not written yet, and what stands nowhere, leave the book as it is.
        """

    def whole(self) -> Book:
        """The same book with nothing left out."""


def entry_about(person: PersonId, at: Reference, by: date, book: Book) -> Noted[Event[Any]] | None:
    """The entry that stands there, if it is effective by that day and the person is among those whom it is about."""
    noted = book.noted(at)
    if noted is None or noted.event.effective_on > by or person not in (at.stream, *noted.event.concerns()):
        return None
    return noted


def must_be_about(person: PersonId, at: Reference, by: date, book: Book, refusal: Refusal) -> None:
    """Refuses to cite what is no entry about the person from up to a day; of one that is later, says that it is."""
    if entry_about(person, at, by, book) is not None:
        return
    if entry_about(person, at, date.max, book) is not None:
        raise type(refusal)(f"“{at}” is later than {by}: cite an entry from up to that day", field=refusal.field)
    raise refusal
