"""Confirming: somebody else vouches for what somebody is said to bring along."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any, Final

from domain.background.background import BackgroundCommand, BroughtAlong
from domain.background.qualifications import QualificationRecorded
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.people.named import Here


@dataclass(frozen=True)
class BackgroundConfirmed(Event[BroughtAlong]):
    """Somebody else has seen to it that it is so: a certificate, a former colleague, a conversation in Portuguese."""

    entry: Reference
    """The entry that says it."""
    confirmed_by: PersonId
    """Who vouches for it."""
    how: Annotated[str | Erased | None, About("person")] = None
    """What they went by."""

    def concerns(self) -> tuple[str, ...]:
        return (self.confirmed_by,)

    def evolve(self, background: BroughtAlong, at: Reference) -> BroughtAlong:
        return changed(background, confirmed={**background.confirmed, self.entry: at})


@dataclass(frozen=True)
class ConfirmBackground(BackgroundCommand):
    """Vouch for something that somebody else is said to bring along."""

    records = (BackgroundConfirmed,)

    entry: Reference
    confirmed_by: Annotated[PersonId, Here(), Acts()]
    how: str | None = None

    def decide(self, background: BroughtAlong, book: Book) -> Decision:
        if self.confirmed_by == self.person:
            raise ConfirmedByThemselves(f"confirmed_by is “{self.confirmed_by}”, the person themselves: name another")
        then = book.recall(BroughtAlong, self.person, on=self.effective_on)
        if self.entry not in then.brought:
            raise self.nothing_there()
        if (vouched := then.confirmed.get(self.entry)) is not None and self.says_the_same_since(vouched, book):
            return ()
        return (self.becomes(BackgroundConfirmed),)

    def cited(self) -> Iterator[tuple[Reference, Refusal]]:
        """What is vouched for: by whoever is told it."""
        yield self.entry, self.nothing_there()

    def nothing_there(self) -> NothingToConfirm:
        """The refusal, whatever it is that stands there."""
        return NothingToConfirm(
            f"entry “{self.entry}” is nothing that “{self.person}” is said to bring along by {self.effective_on}:"
            " cite an experience, a language or a qualification of theirs"
        )

    def says_the_same_since(self, vouched: Reference, book: Book) -> bool:
        """Whether the entry says what it said when it was vouched for last."""
        before, now = book.as_known_with(vouched).noted(self.entry), book.noted(self.entry)
        return before is not None and now is not None and what_is_said(before.event) == what_is_said(now.event)


VOUCHED_FOR: Final = ("experience", "language", "proficiency")
"""The fields of what is vouched for: whoever corrects one of them says something that nobody has vouched for yet."""


def what_is_said(event: Event[Any]) -> object:
    """What somebody vouches for who vouches for it: of a qualification all, as its title is sealed to read models."""
    if isinstance(event, QualificationRecorded):
        return event
    return tuple(getattr(event, name, None) for name in VOUCHED_FOR)


class ConfirmedByThemselves(Refusal):
    """Nobody vouches for themselves."""

    instead = "Name somebody else who has seen it."
    field = "confirmed_by"


class NothingToConfirm(Refusal):
    """What is confirmed stands on the page of whom it is about."""

    instead = "Cite an experience, a language or a qualification of theirs that stands by that day."
    field = "entry"
