"""People: they join, move, change their name, leave, and may come back. One page for life."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated

from domain.facts import About, Erased, Event, Reference
from domain.person import Dated, Employment, Person, PersonId, Placement


class LeavingReason(StrEnum):
    """Why somebody left, as far as it is to be told."""

    RESIGNED = "resigned"
    RETIRED = "retired"
    CONTRACT_ENDED = "contract_ended"
    MADE_REDUNDANT = "made_redundant"
    DISMISSED = "dismissed"
    DIED = "died"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class PersonJoined(Event[Person]):
    """Somebody became one of us. Their record begins, and everyone's does: nobody is gated."""

    name: Annotated[str | Erased, About("person")]
    unit: str
    function: str | None = None
    level: str | None = None
    job_title: Annotated[str | Erased | None, About("person")] = None
    manager: PersonId | None = None

    def concerns(self) -> tuple[str, ...]:
        return (self.manager,) if self.manager else ()

    def evolve(self, person: Person, at: Reference) -> Person:
        placement = Placement(self.unit, self.function, self.level, self.job_title, self.manager)
        return replace(
            person,
            employments=(*person.employments, Employment(self.effective_on)),
            names=(*person.names, Dated(self.effective_on, self.name)),
            placements=(*person.placements, Dated(self.effective_on, placement)),
        )


@dataclass(frozen=True)
class PersonIdentified(Event[Person]):
    """A system outside knows them by this."""

    system: str
    identifier: Annotated[str | Erased, About("person")]

    def evolve(self, person: Person, at: Reference) -> Person:
        if isinstance(self.identifier, Erased):
            return person
        return replace(person, identities=person.identities | {(self.system, self.identifier)})


@dataclass(frozen=True)
class PersonRenamed(Event[Person]):
    """They go by another name."""

    name: Annotated[str | Erased, About("person")]

    def evolve(self, person: Person, at: Reference) -> Person:
        return replace(person, names=(*person.names, Dated(self.effective_on, self.name)))


@dataclass(frozen=True)
class PersonMoved(Event[Person]):
    """They stand elsewhere in the organisation. The whole new placement, also what stayed the same."""

    unit: str
    function: str | None = None
    level: str | None = None
    job_title: Annotated[str | Erased | None, About("person")] = None
    manager: PersonId | None = None

    def concerns(self) -> tuple[str, ...]:
        return (self.manager,) if self.manager else ()

    def evolve(self, person: Person, at: Reference) -> Person:
        placement = Placement(self.unit, self.function, self.level, self.job_title, self.manager)
        return replace(person, placements=(*person.placements, Dated(self.effective_on, placement)))


@dataclass(frozen=True)
class PersonLeft(Event[Person]):
    """Their last day. Their record stays open to history, and to their coming back."""

    reason: LeavingReason

    def evolve(self, person: Person, at: Reference) -> Person:
        if not person.employments:
            return person
        *earlier, last = person.employments
        return replace(person, employments=(*earlier, replace(last, left_on=self.effective_on)))
