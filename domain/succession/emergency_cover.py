"""Emergency cover: who could hold a role for a while. That alone makes nobody a successor."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.facts import Event
from domain.kernel.ids import PersonId
from domain.kernel.memories import Nothing
from domain.kernel.refusals import BeginsAfterItEnds, Refusal
from domain.organisation.role import EstablishedRoleCommand
from domain.people.named import Employed, Here
from domain.succession.slates import own_holders


@dataclass(frozen=True)
class EmergencyCoverNamed(Event[Nothing]):
    """Somebody was named who could hold this role for a while, until a day."""

    person: PersonId
    """Who could hold it."""
    until: date
    """The last day on which it counts."""
    can_hold_days: int
    """For how many days they could hold it."""
    named_by: PersonId
    """Who named them."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.person, self.named_by)))


@dataclass(frozen=True)
class NameEmergencyCover(EstablishedRoleCommand[Nothing]):
    """Name somebody who could hold this role for a while, until a day. Named anew, it counts from then on."""

    records = (EmergencyCoverNamed,)

    person: Annotated[PersonId, Employed()]
    until: date
    can_hold_days: int
    named_by: Annotated[PersonId, Here(), Acts()]

    def decide(self, nothing: Nothing, book: Book) -> Decision:
        if self.named_by == self.person:
            raise CoverNamedThemselves(f"named_by is “{self.named_by}”, who is named: let somebody else name them")
        if self.person in own_holders(self.role, self.effective_on, book):
            raise CoversThemselves(f"person “{self.person}” holds “{self.role}”: name somebody who could stand in")
        if self.until < self.effective_on:
            raise BeginsAfterItEnds(
                f"until “{self.until}” is before effective_on “{self.effective_on}”: give a later day", field="until"
            )
        if self.can_hold_days < 1:
            raise HoldsForNoTime(f"can_hold_days is {self.can_hold_days}: give 1 or more")
        return (self.becomes(EmergencyCoverNamed),)


class CoverNamedThemselves(Refusal):
    """Nobody names themselves as emergency cover."""

    instead = "Let somebody else name them."
    field = "named_by"


class CoversThemselves(Refusal):
    """Nobody stands in for themselves."""

    instead = "Name somebody who does not hold the role."
    field = "person"


class HoldsForNoTime(Refusal):
    """Emergency cover holds a role for some days at least."""

    instead = "Give 1 or more days."
    field = "can_hold_days"
