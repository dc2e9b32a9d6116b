"""Joining: somebody's record begins, or goes on where they come back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from domain.kernel.book import Book, Decision
from domain.kernel.commands import Said
from domain.kernel.dates import Dated
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.memories import changed
from domain.kernel.refusals import NameMissing, Refusal
from domain.people.employment import Employment, Identity, PersonCommand, Stay
from domain.people.managers import must_not_go_round
from domain.people.moving import must_not_be_their_own_manager, placement_in
from domain.people.named import Known
from domain.people.naming import PersonIdentified


@dataclass(frozen=True)
class PersonJoined(Event[Employment]):
    """Somebody became one of us. Their record begins, and everyone's does: nobody is gated."""

    name: Annotated[str | Erased, About("person")]
    """What they are called."""
    unit: str
    """The organisational unit."""
    function: str | None = None
    """The function, as “Finance”."""
    level: str | None = None
    """The level of leadership, as the framework names it."""
    job_title: Annotated[str | Erased | None, About("person")] = None
    """The job title."""
    manager: PersonId | None = None
    """The line manager; None for whoever has nobody above."""

    def concerns(self) -> tuple[str, ...]:
        return (self.manager,) if self.manager else ()

    def evolve(self, employment: Employment, at: Reference) -> Employment:
        return changed(
            employment,
            stays=(*employment.stays, Stay(self.effective_on)),
            names=(*employment.names, Dated(self.effective_on, self.name)),
            placements=(*employment.placements, Dated(self.effective_on, placement_in(self))),
        )


@dataclass(frozen=True)
class JoinPerson(PersonCommand[Employment]):
    """Begin somebody's record, or go on with it where they come back."""

    records = (PersonJoined, PersonIdentified)
    may_lie_ahead = True
    creates = "person"

    name: Annotated[str, Said("give the name they go by", NameMissing)]
    unit: str
    function: str | None = None
    level: str | None = None
    job_title: str | None = None
    manager: Annotated[PersonId, Known()] | None = None
    identities: tuple[Identity, ...] = ()
    """What systems outside know them by."""

    def decide(self, employment: Employment, book: Book) -> Decision:
        must_not_be_their_own_manager(self.person, self.manager)
        for stay in employment.stays:
            if stay.left_on is None or self.effective_on <= stay.left_on:
                raise AlreadyJoined(
                    f"“{self.person}” joined on {stay.joined_on}: record that they left before they join again,"
                    " or correct that entry if its day is wrong"
                )
        placed = Dated(self.effective_on, placement_in(self))
        must_not_go_round(self.person, employment.placements, placed, book)
        unknown = [identity for identity in dict.fromkeys(self.identities) if identity not in employment.identities]
        identified = (PersonIdentified(i.system, i.identifier, effective_on=self.effective_on) for i in unknown)
        return (self.becomes(PersonJoined), *identified)


class AlreadyJoined(Refusal):
    """Nobody joins while they are here."""

    instead = "Record that they left before they join again, or correct the day on which they joined."
    field = "effective_on"
