"""Moving: up, down or to the side."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, Protocol

from domain.kernel.book import Book, Decision
from domain.kernel.dates import Dated
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.people.employment import Employment, Placement, PresentPersonCommand
from domain.people.named import Known


@dataclass(frozen=True)
class PersonMoved(Event[Employment]):
    """They stand elsewhere in the organisation. The whole new placement, also what stayed the same."""

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
        return changed(employment, placements=(*employment.placements, Dated(self.effective_on, placement_in(self))))


@dataclass(frozen=True)
class MovePerson(PresentPersonCommand[Employment]):
    """Put them elsewhere in the organisation: up, down or to the side. Give the whole placement."""

    records = (PersonMoved,)
    may_lie_ahead = True

    unit: str
    function: str | None = None
    level: str | None = None
    job_title: str | None = None
    manager: Annotated[PersonId, Known()] | None = None

    def decide(self, employment: Employment, book: Book) -> Decision:
        must_not_be_their_own_manager(self.person, self.manager)
        if employment.placement_on(self.effective_on) == placement_in(self):
            return ()
        return (self.becomes(PersonMoved),)


class Placed(Protocol):
    """Whatever says a whole placement: joining and moving, as asked for and as it happened."""

    @property
    def unit(self) -> str: ...
    @property
    def function(self) -> str | None: ...
    @property
    def level(self) -> str | None: ...
    @property
    def job_title(self) -> str | Erased | None: ...
    @property
    def manager(self) -> PersonId | None: ...


def placement_in(placed: Placed) -> Placement:
    """The placement that something says."""
    return Placement(placed.unit, placed.function, placed.level, placed.job_title, placed.manager)


def must_not_be_their_own_manager(person: PersonId, manager: PersonId | None) -> None:
    if manager == person:
        raise OwnManager(f"manager is “{manager}”, the person themselves: give another person, or none")


class OwnManager(Refusal):
    """Nobody reports to themselves."""

    instead = "Name another manager, or none."
    field = "manager"
