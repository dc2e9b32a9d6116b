"""A person: what later decisions must remember of somebody, from the first day on and for life."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Generic, NewType, TypeVar

from domain.development import Assessment, Assignment, AssignmentId, Feedback, FeedbackRequest, Path
from domain.facts import Command, Erased, Reference, Refusal, remembering

PersonId = NewType("PersonId", str)
T = TypeVar("T")


@dataclass(frozen=True)
class Employment:
    """One stay with the organisation. Whoever comes back begins another one, on the same page."""

    joined_on: date
    left_on: date | None = None
    """The last day."""

    def includes(self, day: date) -> bool:
        return self.joined_on <= day and (self.left_on is None or day <= self.left_on)


@dataclass(frozen=True)
class Identity:
    """Whom a system outside takes somebody for."""

    system: str
    identifier: str


@dataclass(frozen=True)
class Placement:
    """Where in the organisation somebody stands."""

    unit: str
    function: str | None = None
    level: str | None = None
    """The leadership level, as the organisation's framework names it; None where nobody has said."""
    job_title: str | Erased | None = None
    manager: PersonId | None = None


@dataclass(frozen=True)
class Aspiration:
    """What somebody wants next."""

    path: Path
    mobile: bool


@dataclass(frozen=True)
class Dated(Generic[T]):
    """Something that held from a day on, until the next of its kind."""

    on: date
    what: T


@dataclass(frozen=True)
class Person:
    """Everything is remembered with its day, so that history that arrives late is judged as of then."""

    employments: tuple[Employment, ...] = ()
    names: tuple[Dated[str | Erased], ...] = ()
    identities: frozenset[Identity] = frozenset()
    placements: tuple[Dated[Placement], ...] = ()
    aspirations: tuple[Dated[Aspiration | None], ...] = ()
    assessments: tuple[Assessment, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    closed: Mapping[AssignmentId, date] = field(default_factory=dict, hash=False)
    """When each assignment that is over was completed or cut short."""
    requests: tuple[FeedbackRequest, ...] = ()
    feedback: tuple[Feedback, ...] = ()
    protected: frozenset[Reference] = frozenset()
    """What the person wrote to learn from: no evidence unless they release it."""
    to_be_mended: Mapping[Reference, Reference] = field(default_factory=dict, hash=False)
    """Entries that they asked to have mended, by the requests that wait for an answer."""

    def is_here_on(self, day: date) -> bool:
        """Whether they were with the organisation on that day, their first and last day included."""
        return any(employment.includes(day) for employment in self.employments)

    def name_on(self, day: date) -> str | Erased | None:
        """What they were called on that day."""
        return latest(self.names, day)

    def placement_on(self, day: date) -> Placement | None:
        """Where they stood on that day; None before they joined."""
        return latest(self.placements, day)

    def aspiration_on(self, day: date) -> Aspiration | None:
        """What they wanted on that day; None if they have not said, or taken it back."""
        return latest(self.aspirations, day)

    def assignment(self, assignment: AssignmentId) -> Assignment | None:
        """The assignment of that id, whether open or over."""
        return next((given for given in self.assignments if given.assignment == assignment), None)

    def remember_protected(self, at: Reference) -> Person:
        return remembering(self, protected=self.protected | {at})


def latest(held: Sequence[Dated[T]], day: date) -> T | None:
    """What held on that day, of things in the order of their days."""
    return next((dated.what for dated in reversed(held) if dated.on <= day), None)


@dataclass(frozen=True)
class PersonCommand(Command[Person]):
    """Something asked on a person's own page."""

    person: PersonId
    effective_on: date = field(kw_only=True)

    @property
    def blank(self) -> Person:
        return Person()

    @property
    def stream(self) -> str:
        return self.person

    def must_be_known(self, person: Person) -> None:
        """Refuses what is said of somebody whose joining is not recorded."""
        if not person.employments:
            raise NotYetJoined(f"“{self.person}” has not joined: record the joining first")

    def must_be_here(self, person: Person) -> None:
        """Refuses what is said to have happened before they joined, after they left, or while they were away."""
        self.must_be_known(person)
        day, first = self.effective_on, person.employments[0].joined_on
        if day < first:
            raise NotYetJoined(f"effective_on “{day}” is before “{self.person}” joined: give a day from {first} on")
        if not person.is_here_on(day):
            last = max(stay.left_on for stay in person.employments if stay.left_on and stay.left_on < day)
            raise AlreadyLeft(f"effective_on “{day}” is after “{self.person}” left: give a day up to {last}")


class NotYetJoined(Refusal):
    """Nothing is recorded of somebody's time here before it began."""

    field = "effective_on"


class AlreadyLeft(Refusal):
    """Nothing is recorded of somebody's time here after it ended."""

    field = "effective_on"
