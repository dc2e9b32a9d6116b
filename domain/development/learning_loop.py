"""The learning loop: assessment, exposure, practice, feedback, and again. What all its steps have in common."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from domain.development.development import AssignmentId, Development, Instrument, Source
from domain.development.viewpoints import source_of
from domain.kernel.book import Book, must_be_about
from domain.kernel.commands import precondition
from domain.kernel.facts import Event, Reference
from domain.kernel.history import is_brought_over
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.people.employment import PresentPersonCommand


@dataclass(frozen=True, kw_only=True)
class DevelopmentEvent(Event[Development], abstract=True):
    """A step of the learning loop."""

    builds_on: tuple[Reference, ...] = ()
    """The entries that it takes further, as an assignment does an assessment, and an assessment earlier feedback."""


@dataclass(frozen=True)
class DevelopmentCommand(PresentPersonCommand[Development], abstract=True):
    """Something asked that develops a person. Nobody needs a title, a level or a nomination for it."""

    builds_on: tuple[Reference, ...] = field(default=(), kw_only=True)
    imported: bool = field(default=False, kw_only=True)
    """Brought over from an earlier record: it may be older than their time here, and say less."""

    @precondition
    def must_be_present(self, book: Book) -> None:
        """Refuses what lies outside their time here, but for what an earlier record says of the time before."""
        stays = self.employment(book).stays
        if not (self.imported and stays and self.effective_on < stays[0].joined_on):
            super().must_be_present(book)

    @precondition
    def must_build_on_what_stands(self, book: Book) -> None:
        """Refuses to build on what does not stand by that day, or is about somebody else."""
        for at, refusal in self.cited():
            must_be_about(self.person, at, self.effective_on, book, refusal)

    def cited(self) -> Iterator[tuple[Reference, Refusal]]:
        """What it builds on."""
        for at in self.builds_on:
            yield (
                at,
                NothingToBuildOn(
                    f"builds_on “{at}” is no entry about “{self.person}” from up to {self.effective_on}: cite one"
                ),
            )

    def shown_source(
        self, speaker: PersonId | None, claimed: Source | None, book: Book, instrument: Instrument | None = None
    ) -> Source:
        """From where the speaker sees them that day, as the ledger shows it; refuses a claim that it contradicts.

        What an earlier record claims is not refused, and counts for nothing either.
        """
        shown = source_of(speaker, self.person, self.effective_on, book, instrument)
        if claimed in (None, shown, Source.UNKNOWN) or self.is_brought_over(book):
            return shown
        who = f"“{speaker}”" if speaker else "somebody who is not named"
        raise NotTheirView(
            f"source “{claimed}” does not fit {who}: as they stood on {self.effective_on} it is “{shown}”: leave it out"
        )

    def is_brought_over(self, book: Book) -> bool:
        """Whether it is of an earlier record. From the ledger's first day on, saying so makes no difference."""
        return is_brought_over(self.effective_on, book, imported=self.imported)

    def must_have_begun(self, assignment: AssignmentId, development: Development) -> None:
        """Refuses an assignment that they were never given, or not yet."""
        given = development.assignment(assignment)
        if given is None:
            raise AssignmentUnknown(f"assignment “{assignment}” was never given to “{self.person}”: give it first")
        if self.effective_on < given.begins_on:
            raise AssignmentNotBegun(
                f"assignment “{assignment}” began on {given.begins_on}: effective_on “{self.effective_on}” is too early"
            )


class NothingToBuildOn(Refusal):
    """A step of the loop cites entries that stand."""

    instead = "Cite entries about the person that stand by that day."
    field = "builds_on"


class NotTheirView(Refusal):
    """The source follows from where both stood that day, never from what is claimed."""

    instead = "Leave the source out: it follows from where both stood that day."
    field = "source"


class AssignmentUnknown(Refusal):
    """Only an assignment that was given can be worked on, completed or cut short."""

    instead = "Give them the assignment first, or name one that they were given."
    field = "assignment"


class AssignmentNotBegun(Refusal):
    """Nothing happens on an assignment before it is given or begins."""

    instead = "Give a day from the beginning of the assignment on, or mend that day."
    field = "effective_on"
