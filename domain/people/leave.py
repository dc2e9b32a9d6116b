"""Leave of absence: from when until when somebody is away, and never why. What is told of their pace subtracts it.

Part time is taken off nothing. Tenures, rhythms and pauses are counted in days, which pass for everybody alike: by the
hour, whoever works less would wait longer for the same, and be treated worse for it (Directive 97/81/EC, clause 4).
Hours that two promise each other are promised by people who know how much either works; and the mix of learning
compares hours of the same people in several modes, and never what one has with what others have.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from domain.kernel.book import Book, Decision
from domain.kernel.facts import Event, Reference
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.people.employment import PresentPersonCommand
from domain.people.reporting_lines import must_not_end_before

SIX_WEEKS: Final = timedelta(weeks=6)
"""What is no longer than that is nobody's business here: holidays, an illness, a few days with a child."""
A_DAY: Final = timedelta(days=1)


@dataclass(frozen=True)
class Leave:
    """An absence: its days, and not its reason."""

    since: date
    """The first day."""
    until: date | None
    """The last day, as it was planned or came about; None as long as nobody has said."""

    def includes(self, day: date) -> bool:
        """Whether it holds on that day, the first and the last included."""
        return self.since <= day and (self.until is None or day <= self.until)

    def overlaps(self, other: Leave) -> bool:
        """Whether there is a day in both."""
        return self.includes(other.since) or other.includes(self.since)

    def days_within(self, since: date, until: date) -> int:
        """How many of the days from one to another are in it, both included."""
        first, last = max(self.since, since), until if self.until is None else min(self.until, until)
        return max(0, (last - first).days + 1)


@dataclass(frozen=True)
class Absences:
    """When somebody is or was away, as far as that is to be known."""

    taken: tuple[Leave, ...] = ()

    def on(self, day: date) -> Leave | None:
        """The leave that they are on that day."""
        return next((leave for leave in self.taken if leave.includes(day)), None)


@dataclass(frozen=True)
class LeaveRecorded(Event[Absences]):
    """Somebody is away for a while. Nobody writes here why."""

    until: date | None = None
    """The last day, as far as it is known."""

    def evolve(self, leaves: Absences, at: Reference) -> Absences:
        return changed(leaves, taken=(*leaves.taken, Leave(self.effective_on, self.until)))


@dataclass(frozen=True)
class LeaveEnded(Event[Absences]):
    """They came back, sooner than was planned or from a leave without a planned end: that day was its last."""

    def evolve(self, leaves: Absences, at: Reference) -> Absences:
        return changed(leaves, taken=tuple(ended_on(self.effective_on, leave) for leave in leaves.taken))


def ended_on(day: date, leave: Leave) -> Leave:
    """A leave after it was said that one ended on that day."""
    return Leave(leave.since, day) if leave.includes(day) else leave


@dataclass(frozen=True)
class RecordLeave(PresentPersonCommand[Absences]):
    """Say that somebody is away from a day on, for more than six weeks or nobody knows how long. Never say why."""

    records = (LeaveRecorded,)
    for_the_record = True
    may_lie_ahead = True

    until: date | None = None

    def decide(self, leaves: Absences, book: Book) -> Decision:
        must_not_end_before(self.effective_on, self.until)
        leave = Leave(self.effective_on, self.until)
        if self.until is not None and self.until - self.effective_on + A_DAY <= SIX_WEEKS:
            raise LeaveTooShort(
                f"until “{self.until}” is within six weeks of {self.effective_on}: only what is longer is recorded"
            )
        if leave in leaves.taken:
            return ()
        for other in leaves.taken:
            if other.overlaps(leave):
                until = f"to {other.until}" if other.until else "on, and nobody has said until when"
                raise AwayAlready(f"“{self.person}” is away from {other.since} {until}: end that leave, or correct it")
        return (self.becomes(LeaveRecorded),)


@dataclass(frozen=True)
class EndLeave(PresentPersonCommand[Absences]):
    """Say which day was the last of a leave: sooner than was planned, or where nobody had said until when."""

    records = (LeaveEnded,)
    for_the_record = True
    may_lie_ahead = True

    def decide(self, leaves: Absences, book: Book) -> Decision:
        leave = leaves.on(self.effective_on)
        if leave is None:
            raise NotOnLeave(f"“{self.person}” is on no leave on {self.effective_on}: give a day of the one to end")
        if leave.until == self.effective_on:
            return ()
        return (self.becomes(LeaveEnded),)


def days_away(leaves: Iterable[Leave], since: date, until: date) -> int:
    """How many of the days from one to another somebody was away, both included."""
    return sum(leave.days_within(since, until) for leave in leaves)


def days_here_between(leaves: Iterable[Leave], day: date, later: date) -> int:
    """How many days lie between two, less those of leave after the first: what has passed of somebody's own time."""
    return (later - day).days - days_away(leaves, day + A_DAY, later)


def due_with_leave(since: date, given: timedelta, leaves: Iterable[Leave], until: date) -> date:
    """The last day of the time given from a day on: later by the days of leave in it, as far as known `until` then.

    Leave that began after that last day moves nothing: what was due then stays due. Leaves may not overlap.
    """
    due = since + given
    for leave in sorted(leaves, key=lambda one: one.since):
        if leave.since <= due:
            due += leave.days_within(since + A_DAY, until) * A_DAY
    return due


def as_if_since(leaves: Iterable[Leave], since: date, on: date) -> date:
    """Since when a tenure would have run that, without any leave, were as long on a day as this one is less leave."""
    return since + days_away(leaves, since, on) * A_DAY


class LeaveTooShort(Refusal):
    """Only leave is recorded that is planned for more than six weeks, or without a planned end."""

    instead = "Leave shorter absences unrecorded, or give the day on which it really ends."
    field = "until"


class AwayAlready(Refusal):
    """Nobody is away twice at once."""

    instead = "End the leave that is on record, or correct its last day."
    field = "effective_on"


class NotOnLeave(Refusal):
    """A leave is ended on a day that is in it."""

    instead = "Give a day of the leave that is to end."
    field = "effective_on"
