"""Moving: up, down or to the side."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Final, Protocol

from domain.kernel.book import Book, Decision
from domain.kernel.dates import Dated
from domain.kernel.facts import About, Erased, Reference
from domain.kernel.ids import CaseId, PersonId, UnitId
from domain.kernel.later import LATER
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.people.employment import Employment, Placement, PresentPersonCommand
from domain.people.levels import level_must_be_in_force, rung
from domain.people.managers import must_not_go_round
from domain.people.named import Known
from domain.people.steps_up import Exemption, StepUp
from domain.units.adopting_frameworks import edition_for
from domain.units.citing import CitesUnit, unit_of
from domain.units.unit import unit_must_stand

WHOLE_TIME: Final = 100
"""Full time, in percent."""


def manager_of(placed: Placed) -> tuple[str, ...]:
    """Under whom something that says a placement is found again."""
    return (placed.manager,) if placed.manager else ()


@dataclass(frozen=True)
class PersonMoved(CitesUnit[Employment]):
    """They stand elsewhere in the organisation. The whole new placement, also what stayed the same."""

    unit: str
    """The organisational unit; in old entries the word for it."""
    function: str | None = None
    """The function, as “Finance”."""
    level: str | None = None
    """The level of leadership, as the framework names it."""
    job_title: Annotated[str | Erased | None, About("person")] = None
    """The job title."""
    manager: PersonId | None = None
    """The line manager; None for whoever has nobody above."""
    site: str | None = field(default=None, metadata=LATER)
    """Where they work, as the site is called; None where nobody has said."""
    employer: str | None = field(default=None, metadata=LATER)
    """The company that employs them, as it is called; None where nobody has said."""
    share_of_full_time: int | None = field(default=None, metadata=LATER)
    """How much they work, in percent of full time; None where nobody has said."""
    case: CaseId | None = field(default=None, metadata=LATER)
    """The promotion case that granted the step, where they went up; None where none did."""
    exempt: Exemption | None = field(default=None, metadata=LATER)
    """Why the step needed no case, where it had none; None where it needs none, or nobody has said."""

    earlier_keys = (manager_of,)

    def concerns(self) -> tuple[str, ...]:
        return (*manager_of(self), self.in_unit, *((self.case,) if self.case else ()))

    def evolve(self, employment: Employment, at: Reference) -> Employment:
        return changed(employment, placements=(*employment.placements, Dated(self.effective_on, placement_in(self))))


@dataclass(frozen=True)
class MovePerson(PresentPersonCommand[Employment]):
    """Put them elsewhere in the organisation: up, down or to the side."""

    records = (PersonMoved,)
    replaces = Placement
    for_the_record = True
    may_lie_ahead = True

    unit: UnitId
    function: str | None = None
    level: str | None = None
    job_title: str | None = None
    manager: Annotated[PersonId, Known()] | None = None
    site: str | None = field(default=None, metadata=LATER)
    employer: str | None = field(default=None, metadata=LATER)
    share_of_full_time: int | None = field(default=None, metadata=LATER)
    case: CaseId | None = field(default=None, metadata=LATER)
    exempt: Exemption | None = field(default=None, metadata=LATER)
    """Why a step up to a level of leadership needed no case; of no account where it is none."""

    def stands(self, employment: Employment, book: Book) -> Placement | None:
        return employment.placement_on(self.effective_on)

    def decide(self, employment: Employment, book: Book) -> Decision:
        must_be_placed_well(self.person, self, self.effective_on, book)
        if employment.placement_on(self.effective_on) == placement_in(self):
            return ()
        placed = Dated(self.effective_on, placement_in(self))
        must_not_go_round(self.person, employment.placements, placed, book)
        steps_up = comes_higher(self, self.effective_on, employment, book)
        if steps_up or self.case:
            step = StepUp(self.person, None, self.unit, self.level or "", self.effective_on, self.case, self.exempt)
            step.must_be_granted(PersonMoved, book)
        return (self.becomes(PersonMoved, exempt=self.exempt if steps_up else None),)


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
    @property
    def site(self) -> str | None: ...
    @property
    def employer(self) -> str | None: ...
    @property
    def share_of_full_time(self) -> int | None: ...


def placement_in(placed: Placed) -> Placement:
    """The placement that something says."""
    return Placement(
        unit_of(placed.unit),
        placed.function,
        placed.level,
        placed.job_title,
        placed.manager,
        placed.site,
        placed.employer,
        placed.share_of_full_time,
    )


def comes_higher(placed: Placed, on: date, employment: Employment, book: Book) -> bool:
    """Whether somebody comes to a level above the one that they were last said to be on; before any, on the lowest."""
    new = rung(placed.level, placed.unit, on, book) if placed.level else -1
    if new <= 0:
        return False
    stood_on = (rung_stood_on(one, on, book) for one in reversed(employment.placements) if one.on <= on)
    return next((known for known in stood_on if known >= 0), -1 if employment.placements else new) < new


def rung_stood_on(placed: Dated[Placement], on: date, book: Book) -> int:
    """How high somebody so placed stands on a day; -1 where there is no telling.

    A level that an edition no longer has is as high as it was when they came to it; and where another framework has
    come to hold there, nobody stands higher by that alone.
    """
    level, unit = placed.what.level, placed.what.unit
    then, now = (rung(level, unit, day, book) for day in (placed.on, on))
    if now < 0 or then < 0:
        return max(then, now)
    was, is_held = (edition_for(unit_of(unit), day, book) for day in (placed.on, on))
    return now if was and is_held and was.framework == is_held.framework else min(then, now)


def must_be_placed_well(person: PersonId, placed: Placed, on: date, book: Book) -> None:
    """Refuses a placement in a unit or on a level that there is not on that day, or in a circle of one."""
    must_not_be_their_own_manager(person, placed.manager)
    unit_must_stand("unit", placed.unit, on, book)
    level_must_be_in_force(placed.level, placed.unit, on, book)
    share = placed.share_of_full_time
    if share is not None and not 1 <= share <= WHOLE_TIME:
        raise ShareOutOfRange(f"share_of_full_time is {share}: give a percentage from 1 to {WHOLE_TIME}, or none")


def must_not_be_their_own_manager(person: PersonId, manager: PersonId | None, field: str = "manager") -> None:
    if manager == person:
        raise OwnManager(f"{field} is “{manager}”, the person themselves: give another person, or none", field=field)


class OwnManager(Refusal):
    """Nobody reports to themselves."""

    instead = "Name another manager, or none."
    field = "manager"


class ShareOutOfRange(Refusal):
    """Whoever works here works for some of the time, and for no more than all of it."""

    instead = "Give a percentage from 1 to 100, or leave it out."
    field = "share_of_full_time"
