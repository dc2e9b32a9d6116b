"""A feedback cycle: what is remembered of it, who runs it, and what is asked on its stream."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final, NewType

from domain.cycles.rater_groups import GroupTold, RaterGroup
from domain.development.development import Purpose
from domain.development.viewpoints import managers_above
from domain.kernel.book import Book
from domain.kernel.commands import Command, precondition
from domain.kernel.ids import FrameworkId, PersonId
from domain.kernel.refusals import Refusal
from domain.offices.offices import Mandate, holds_mandate
from domain.people.employment import Employment, is_here

CycleId = NewType("CycleId", str)
"""The feedback cycle."""

APART: Final = timedelta(days=90)
"""Two results about one person that are nearer than this could be subtracted from each other."""


@dataclass(frozen=True)
class Planned:
    """What was said of a cycle before anybody was asked."""

    person: PersonId
    purpose: Purpose
    framework: FrameworkId
    edition: int
    competencies: tuple[str, ...]


@dataclass(frozen=True)
class FeedbackCycle:
    """What later decisions must remember of a feedback cycle. Who rates in it, the ledger does not know."""

    planned: Planned | None = None
    planned_on: date | None = None
    closes_on: date | None = None
    """The last day on which answers are taken."""
    opened_on: date | None = None
    groups: tuple[GroupTold, ...] = ()
    """The groups as they are told, from when it opened."""
    told_as: Mapping[RaterGroup, RaterGroup] = field(default_factory=dict, hash=False)
    """By the group in which somebody rates, the one in which that is told."""
    cancelled_on: date | None = None
    closed_on: date | None = None
    debriefed_on: date | None = None
    shared_with: tuple[PersonId, ...] = ()
    """Whom the person has shown their result."""

    @property
    def takes_answers(self) -> bool:
        """Whether it has opened, and is neither closed nor cancelled."""
        return self.opened_on is not None and not self.is_over

    @property
    def is_over(self) -> bool:
        """Whether it is closed or cancelled, and nothing of its raters is kept anywhere."""
        return self.closed_on is not None or self.cancelled_on is not None

    @property
    def latest_on(self) -> date | None:
        """The day of what happened in it last."""
        days = (self.planned_on, self.opened_on, self.closed_on, self.cancelled_on, self.debriefed_on)
        return max((day for day in days if day is not None), default=None)


@dataclass(frozen=True)
class CycleCommand(Command[FeedbackCycle], abstract=True):
    """Something asked on a feedback cycle's stream."""

    subject = "cycle"

    cycle: CycleId
    effective_on: date = field(kw_only=True)


@dataclass(frozen=True)
class PlannedCycleCommand(CycleCommand, abstract=True):
    """Something asked of a cycle that was planned."""

    @precondition
    def must_be_planned(self, book: Book) -> None:
        """Refuses what is asked of no cycle, and what would lie before what happened in it last."""
        self.planned(book)
        latest = book.recall(FeedbackCycle, self.cycle).latest_on
        if latest is not None and self.effective_on < latest:
            raise OutOfTurn(f"effective_on “{self.effective_on}” is before {latest}: give a day from then on")

    def planned(self, book: Book) -> Planned:
        """What was said of it before anybody was asked."""
        planned = book.recall(FeedbackCycle, self.cycle).planned
        if planned is None:
            raise CycleUnknown(f"“{self.cycle}” was not planned: plan it first")
        return planned

    def must_not_be_over(self, cycle: FeedbackCycle) -> None:
        """Refuses what comes after the end."""
        if cycle.closed_on is not None:
            raise CycleIsOver(f"“{self.cycle}” closed on {cycle.closed_on}: plan another")
        if cycle.cancelled_on is not None:
            raise CycleIsOver(f"“{self.cycle}” was cancelled on {cycle.cancelled_on}: plan another")

    def must_be_here_still(self, person: PersonId, book: Book) -> None:
        """Refuses to go on once the person has left: nothing is asked or told of whoever is gone."""
        if not is_here(person, self.effective_on, book):
            raise PersonHasLeft(f"“{person}” is not here on {self.effective_on}: cancel “{self.cycle}”")


def runs(who: PersonId, person: PersonId, on: date, book: Book) -> bool:
    """Whether somebody approves and runs cycles about a person: leads them, or is talent partner where they stand."""
    if who == person:
        return False
    return who in managers_above(person, on, book) or holds_mandate(who, Mandate.TALENT_PARTNER, on, book, person)


def last_day_here(person: PersonId, on: date, book: Book) -> date:
    """The day itself, or the last one before it on which somebody was here."""
    stays = book.recall(Employment, person).stays
    return on if is_here(person, on, book) else max((one.left_on for one in stays if one.left_on), default=on)


def must_run_it(field: str, who: PersonId, person: PersonId, on: date, book: Book) -> None:
    """Refuses whoever does not run cycles about a person; the person themselves does not."""
    if not runs(who, person, on, book):
        raise NotTheirsToRun(
            f"{field} “{who}” neither leads “{person}” on {on} nor is talent partner where they stand: have one of"
            " those do it",
            field=field,
        )


def may_see(who: PersonId, cycle: FeedbackCycle, on: date, book: Book) -> bool:
    """Whether somebody sees the result beside the person, as was said before it opened.

    A talent partner where the person stands, whoever leads them where it serves a decision, and whom they showed it.
    """
    if cycle.planned is None or who == cycle.planned.person:
        return False
    person = cycle.planned.person
    leads = cycle.planned.purpose is Purpose.DECISION and who in managers_above(person, on, book)
    return leads or who in cycle.shared_with or holds_mandate(who, Mandate.TALENT_PARTNER, on, book, person)


class CycleUnknown(Refusal):
    """A cycle is planned before anything else of it."""

    instead = "Plan the cycle first."
    field = "cycle"


class CycleIsOver(Refusal):
    """Results are released once: a cycle that is closed or cancelled is never opened again."""

    instead = "Plan another cycle."
    field = "cycle"


class OutOfTurn(Refusal):
    """What happens in a cycle happens one after the other."""

    instead = "Give a day from the last one in the cycle on."
    field = "effective_on"


class PersonHasLeft(Refusal):
    """Nobody is asked about, or told of, somebody who is no longer here."""

    instead = "Cancel the cycle: what was answered is destroyed."
    field = "cycle"


class NotTheirsToRun(Refusal):
    """A cycle is approved and run by whoever leads the person, or by a talent partner where they stand."""

    instead = "Have somebody who leads them do it, or a talent partner."
