"""Lines beside the manager's: a function, a project, and where somebody is seconded to. Home stays where it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated, Final

from domain.kernel.book import Book, Decision
from domain.kernel.facts import Event, Reference
from domain.kernel.ids import PersonId, UnitId
from domain.kernel.memories import changed
from domain.kernel.refusals import BeginsAfterItEnds, Refusal
from domain.people.employment import PresentPersonCommand
from domain.people.moving import WHOLE_TIME, ShareOutOfRange, must_not_be_their_own_manager
from domain.people.named import Here
from domain.units.citing import CitesUnit, unit_of
from domain.units.unit import unit_must_stand


class LineKind(StrEnum):
    """In which way somebody works for a manager who is not their line manager."""

    FUNCTIONAL = "functional"
    PROJECT = "project"
    HOST = "host"
    """Where they are seconded to."""


NOBODY: Final[frozenset[PersonId]] = frozenset()


@dataclass(frozen=True)
class OtherLine:
    """A manager beside the line manager, from a day on and until a day."""

    line: LineKind
    """In which way they lead."""
    manager: PersonId
    """Who leads."""
    since: date
    """The first day."""
    until: date | None
    """The last day; null where there is no end to it."""

    def includes(self, day: date) -> bool:
        """Whether it holds on that day, the first and the last included."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Secondment:
    """Work for another unit for a while, with the place at home kept."""

    unit: UnitId
    """The unit for which they work."""
    manager: PersonId | None
    """Who leads them there; null where nobody has said."""
    since: date
    """The first day."""
    until: date
    """The last day."""
    share: int
    """How much of their time it takes, in percent."""
    right_of_return: bool
    """Whether their place at home is kept for them."""

    def overlaps(self, other: Secondment) -> bool:
        """Whether there is a day in both."""
        return self.since <= other.until and other.since <= self.until


@dataclass(frozen=True)
class Lines:
    """Who leads somebody beside their line manager, in order of days."""

    set: tuple[OtherLine, ...] = ()
    secondments: tuple[Secondment, ...] = ()

    def on(self, day: date) -> tuple[OtherLine, ...]:
        """The lines that hold on a day: of a function the one set last, of each project its own, and the host's."""
        if not self.set and not self.secondments:
            return ()  # as of nearly everybody, and asked of everybody who says something of somebody
        latest = {(one.line, one.manager if one.line is LineKind.PROJECT else None): one for one in self.begun_by(day)}
        hosts = (
            OtherLine(LineKind.HOST, one.manager, one.since, one.until)
            for one in self.secondments
            if one.manager is not None and one.since <= day <= one.until
        )
        return (*(one for one in latest.values() if one.includes(day)), *hosts)

    def begun_by(self, day: date) -> tuple[OtherLine, ...]:
        """The lines that had begun by a day, over or not."""
        return tuple(one for one in self.set if one.since <= day)

    def seconded_on(self, day: date) -> tuple[Secondment, ...]:
        """Where somebody works for a while on a day."""
        return tuple(one for one in self.secondments if one.since <= day <= one.until)


@dataclass(frozen=True)
class ReportingLineSet(Event[Lines]):
    """Somebody works for a manager beside their line manager."""

    line: LineKind
    """In which way."""
    manager: PersonId
    """Who leads them in it."""
    until: date | None = None
    """The last day, if that is known."""

    def concerns(self) -> tuple[str, ...]:
        return (self.manager,)

    def evolve(self, lines: Lines, at: Reference) -> Lines:
        held = OtherLine(self.line, self.manager, self.effective_on, self.until)
        return changed(lines, set=(*lines.set, held))


@dataclass(frozen=True)
class SecondmentAgreed(CitesUnit[Lines]):
    """Somebody works for another unit for a while. They stay placed, led and counted at home."""

    unit: UnitId
    """The unit for which they work."""
    until: date
    """The last day."""
    host_manager: PersonId | None = None
    """Who leads them there; None where nobody has said."""
    share: int = WHOLE_TIME
    """How much of their time it takes, in percent."""
    right_of_return: bool = True
    """Whether their place at home is kept for them."""

    def concerns(self) -> tuple[str, ...]:
        return (self.in_unit, *((self.host_manager,) if self.host_manager else ()))

    def evolve(self, lines: Lines, at: Reference) -> Lines:
        agreed = Secondment(
            self.in_unit, self.host_manager, self.effective_on, self.until, self.share, self.right_of_return
        )
        return changed(lines, secondments=(*lines.secondments, agreed))


@dataclass(frozen=True)
class SetReportingLine(PresentPersonCommand[Lines]):
    """Say for whom somebody works beside their line manager, and until when. To end it sooner, correct its last day."""

    records = (ReportingLineSet,)
    for_the_record = True
    may_lie_ahead = True

    line: LineKind
    manager: Annotated[PersonId, Here()]
    until: date | None = None

    def decide(self, lines: Lines, book: Book) -> Decision:
        must_not_be_their_own_manager(self.person, self.manager)
        must_not_end_before(self.effective_on, self.until)
        if self.line is LineKind.HOST:
            raise HostFollows(f"line is “{self.line}”: agree the secondment, from which it follows")
        if OtherLine(self.line, self.manager, self.effective_on, self.until) in lines.set:
            return ()
        return (self.becomes(ReportingLineSet),)


@dataclass(frozen=True)
class AgreeSecondment(PresentPersonCommand[Lines]):
    """Have somebody work for another unit for a while. To end it sooner, correct its last day."""

    records = (SecondmentAgreed,)
    for_the_record = True
    may_lie_ahead = True

    unit: UnitId
    until: date
    host_manager: Annotated[PersonId, Here()] | None = None
    share: int = WHOLE_TIME
    right_of_return: bool = True

    def decide(self, lines: Lines, book: Book) -> Decision:
        must_not_be_their_own_manager(self.person, self.host_manager, field="host_manager")
        must_not_end_before(self.effective_on, self.until)
        unit_must_stand("unit", self.unit, self.effective_on, book)
        if not 1 <= self.share <= WHOLE_TIME:
            raise ShareOutOfRange(f"share is {self.share}: give a percentage from 1 to {WHOLE_TIME}", field="share")
        placement = self.employment(book).placement_on(self.effective_on)
        if placement is not None and unit_of(placement.unit) == self.unit:
            raise SecondedHome(f"unit “{self.unit}” is where “{self.person}” stands on {self.effective_on}")
        agreed = Secondment(
            self.unit, self.host_manager, self.effective_on, self.until, self.share, self.right_of_return
        )
        if agreed in lines.secondments:
            return ()
        for other in lines.secondments:
            if other.overlaps(agreed) and other.share + agreed.share > WHOLE_TIME:
                raise SecondedTwice(
                    f"“{self.person}” works for “{other.unit}” from {other.since} to {other.until} ({other.share}"
                    f" percent): give other days, or shares of {WHOLE_TIME} percent in all"
                )
        return (self.becomes(SecondmentAgreed),)


def must_not_end_before(since: date, until: date | None) -> None:
    """Refuses a last day before the first."""
    if until is not None and until < since:
        raise BeginsAfterItEnds(f"until “{until}” is before {since}: give a later day", field="until")


def other_managers(person: PersonId, on: date, book: Book) -> frozenset[PersonId]:
    """Who leads somebody on a day beside their line manager."""
    lines = book.recall(Lines, person).on(on)
    return frozenset(one.manager for one in lines) if lines else NOBODY


def days_of_lines(person: PersonId, book: Book) -> frozenset[date]:
    """The days on which somebody came to work for another beside their line manager."""
    lines = book.recall(Lines, person)
    return frozenset((*(one.since for one in lines.set), *(one.since for one in lines.secondments)))


class HostFollows(Refusal):
    """The host's line follows from a secondment."""

    instead = "Agree the secondment, and name who leads them there."
    field = "line"


class SecondedHome(Refusal):
    """Somebody is seconded to another unit than their own."""

    instead = "Name the unit for which they work, or move them if it is theirs for good."
    field = "unit"


class SecondedTwice(Refusal):
    """Nobody works for others more than all of their time."""

    instead = "Give days that do not overlap, or shares of 100 percent in all at most."
    field = "unit"
