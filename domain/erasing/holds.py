"""Legal holds: as long as one stands, nothing of a person is erased."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, ClassVar

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.commands import Said
from domain.kernel.facts import ORGANISATION, About, Erased, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.memories import changed
from domain.kernel.refusals import ReasonMissing, Refusal
from domain.offices.mandates import must_be_steward
from domain.offices.offices import Mandate
from domain.people.employment import KnownPersonCommand
from domain.people.named import Known


@dataclass(frozen=True)
class Preservation:
    """What stands in the way of somebody's erasure."""

    holds: Mapping[Reference, date] = field(default_factory=dict)
    """The legal holds that stand: since when, by the reference of each."""


@dataclass(frozen=True)
class HoldPlaced(Event[Preservation]):
    """Somebody's data must be kept, whoever asks for their erasure: for proceedings, or as the law asks."""

    act: ClassVar[bool] = True

    reason: Annotated[str | Erased, About(ORGANISATION)]
    """Why; it goes with no erasure, and so says nothing of the person."""
    placed_by: PersonId
    """The steward who placed it."""

    def concerns(self) -> tuple[str, ...]:
        return (ORGANISATION, self.placed_by)

    def evolve(self, kept: Preservation, at: Reference) -> Preservation:
        return changed(kept, holds={**kept.holds, at: self.effective_on})


@dataclass(frozen=True)
class HoldReleased(Event[Preservation]):
    """A hold is over: it stands in the way of no erasure any more."""

    act: ClassVar[bool] = True

    hold: Reference
    """Reference of the hold."""
    released_by: PersonId
    """The steward who released it."""

    def concerns(self) -> tuple[str, ...]:
        return (ORGANISATION, self.released_by)

    def evolve(self, kept: Preservation, at: Reference) -> Preservation:
        return changed(kept, holds={one: since for one, since in kept.holds.items() if one != self.hold})


@dataclass(frozen=True)
class PlaceHold(KnownPersonCommand[Preservation]):
    """Keep somebody's data from being erased. Several holds can stand, each for a reason of its own."""

    records = (HoldPlaced,)

    reason: Annotated[str, Said("say what they are kept for", ReasonMissing)]
    placed_by: Annotated[PersonId, Known(), Acts(in_person=True, by_mandate=(Mandate.STEWARD,))]

    def decide(self, kept: Preservation, book: Book) -> Decision:
        must_be_another_steward("placed_by", self.placed_by, self.person, self.effective_on, book)
        return (self.becomes(HoldPlaced),)


@dataclass(frozen=True)
class ReleaseHold(KnownPersonCommand[Preservation]):
    """End a hold on somebody's data; others go on standing."""

    records = (HoldReleased,)

    hold: Reference
    released_by: Annotated[PersonId, Known(), Acts(in_person=True, by_mandate=(Mandate.STEWARD,))]

    def decide(self, kept: Preservation, book: Book) -> Decision:
        must_be_another_steward("released_by", self.released_by, self.person, self.effective_on, book)
        if (since := kept.holds.get(self.hold)) is None:
            stand = ", ".join(map(str, kept.holds)) or "none"
            raise HoldNotStanding(f"hold “{self.hold}” does not stand on “{self.person}”: {stand} does")
        if self.effective_on < since:
            raise HoldNotStanding(f"effective_on “{self.effective_on}” is before the hold: give a day from {since} on")
        return (self.becomes(HoldReleased),)


def must_be_another_steward(name: str, steward: PersonId, person: PersonId, on: date, book: Book) -> None:
    """Refuses whoever is no steward on a day, and the person themselves."""
    if steward == person:
        raise OwnData(f"{name} is “{steward}”, whose data it is about: another steward does it", field=name)
    must_be_steward(name, steward, on, book)


class HoldNotStanding(Refusal):
    """Only a hold that stands is released, from its day on."""

    instead = "Name a hold that stands, by the reference under which it was placed."
    field = "hold"


class OwnData(Refusal):
    """Nobody erases themselves, or holds their own data."""

    instead = "Have another steward do it."
