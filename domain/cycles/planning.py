"""Planning a cycle: about whom, on what, to what end; said before anybody is asked, and for good."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, ClassVar

from domain.cycles.cycle import CycleCommand, FeedbackCycle, Planned, runs
from domain.development.development import Purpose
from domain.frameworks.adopting import active_edition
from domain.frameworks.edition import Edition
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.facts import Event, Reference
from domain.kernel.ids import FrameworkId, PersonId
from domain.kernel.refusals import Refusal
from domain.kernel.words import listed
from domain.offices.offices import units_of
from domain.people.named import Employed, Here


@dataclass(frozen=True)
class FeedbackCyclePlanned(Event[FeedbackCycle]):
    """It was said about whom others will be asked, on what, and what the answers will be used for."""

    act: ClassVar[bool] = True

    person: PersonId
    """About whom others are asked."""
    purpose: Purpose
    """What the result may be used for; said before anybody is asked, and for good."""
    framework: FrameworkId
    edition: int
    """The edition that holds where the person stands; its numbers are those of the cycle."""
    competencies: tuple[str, ...]
    """What is asked about, by the names of the edition."""
    closes_on: date
    """The last day on which answers are taken."""
    planned_by: PersonId
    """Who plans it: the person, whoever leads them, or a talent partner."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.person, self.planned_by)))

    def evolve(self, cycle: FeedbackCycle, at: Reference) -> FeedbackCycle:
        planned = Planned(self.person, self.purpose, self.framework, self.edition, self.competencies)
        return replace(cycle, planned=planned, planned_on=self.effective_on, closes_on=self.closes_on)


@dataclass(frozen=True)
class PlanFeedbackCycle(CycleCommand):
    """Say about whom others will be asked, on what, and what for. Raters are nominated next, and then approved."""

    records = (FeedbackCyclePlanned,)
    creates = "cycle"

    person: Annotated[PersonId, Employed()]
    purpose: Purpose
    closes_on: date
    planned_by: Annotated[PersonId, Here(), Acts()]
    competencies: tuple[str, ...] = ()
    """What is asked about; left out, all competencies of leadership that the edition has."""

    def decide(self, cycle: FeedbackCycle, book: Book) -> Decision:
        if cycle.planned is not None:
            raise CyclePlanned(f"“{self.cycle}” is planned since {cycle.planned_on}: another is another cycle")
        if self.planned_by != self.person and not runs(self.planned_by, self.person, self.effective_on, book):
            raise NotTheirsToPlan(
                f"planned_by “{self.planned_by}” is neither “{self.person}” nor leads them nor is their talent partner"
            )
        must_close_later(self.closes_on, self.effective_on)
        active = active_edition(units_of(self.person, self.effective_on, book), self.effective_on, book)
        if active is None:
            raise NothingToAskBy(f"no framework is in force on {self.effective_on}: publish one first")
        competencies = self.competencies or tuple(one.name for one in active.edition.competencies if one.leadership)
        must_be_asked_once_each(competencies, active.edition)
        edition = active.edition.number
        return (
            self.becomes(FeedbackCyclePlanned, framework=active.framework, edition=edition, competencies=competencies),
        )


def must_close_later(closes_on: date, on: date) -> None:
    """Refuses a last day that leaves no time to answer."""
    if closes_on <= on:
        raise NoTimeToAnswer(f"closes_on “{closes_on}” is not after {on}: give a later day")


def must_be_asked_once_each(competencies: tuple[str, ...], edition: Edition) -> None:
    """Refuses what the edition has no competency of, and one that is named twice."""
    known = [one.name for one in edition.competencies]
    for name in competencies:
        if name not in known:
            raise NotAskedAbout(f"competencies: “{name}” is none of the edition: name of {listed(known)}")
        if competencies.count(name) > 1:
            raise NotAskedAbout(f"competencies: “{name}” is named twice: name each once")


class CyclePlanned(Refusal):
    """A cycle is planned once: its purpose and what it asks never change."""

    instead = "Plan another cycle."
    field = "cycle"


class NotTheirsToPlan(Refusal):
    """A cycle about somebody is planned by them, by whoever leads them, or by a talent partner."""

    instead = "Have one of those plan it."
    field = "planned_by"


class NoTimeToAnswer(Refusal):
    """Raters have time to answer."""

    instead = "Give a later day."
    field = "closes_on"


class NothingToAskBy(Refusal):
    """A cycle asks about competencies of an edition."""

    instead = "Publish a framework first."
    field = "effective_on"


class NotAskedAbout(Refusal):
    """A cycle asks about competencies of the edition that holds where the person stands, each once."""

    instead = "Name competencies of the edition, each once."
    field = "competencies"
