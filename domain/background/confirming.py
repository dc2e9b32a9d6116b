"""Confirming: somebody else vouches for what somebody is said to bring along."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from domain.background.background import BackgroundCommand, BroughtAlong
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
        return changed(background, confirmed=background.confirmed | {self.entry})


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
        if self.entry not in background.brought:
            raise NothingToConfirm(
                f"entry “{self.entry}” is nothing that “{self.person}” is said to bring along by {self.effective_on}:"
                " cite an experience, a language or a qualification of theirs"
            )
        if self.entry in background.confirmed:
            return ()
        return (self.becomes(BackgroundConfirmed),)


class ConfirmedByThemselves(Refusal):
    """Nobody vouches for themselves."""

    instead = "Name somebody else who has seen it."
    field = "confirmed_by"


class NothingToConfirm(Refusal):
    """What is confirmed stands on the page of whom it is about."""

    instead = "Cite an experience, a language or a qualification of theirs that stands by that day."
    field = "entry"
