"""Assessments: what somebody's leadership looks like, by whichever instrument, resting on facts."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Final

from domain.development.development import (
    Assessment,
    AssessmentId,
    Development,
    Instrument,
    LeadershipContext,
    Purpose,
    Rating,
    Source,
)
from domain.development.learning_loop import DevelopmentCommand, DevelopmentEvent, NotTheirView
from domain.frameworks.edition import Dial, Edition
from domain.frameworks.framework import LevelUnknown, published
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.facts import About, Erased, Reference, Stage
from domain.kernel.ids import FrameworkId, PersonId
from domain.kernel.later import LATER
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.kernel.words import listed, says_something
from domain.people.named import Known

DIALS: Final = frozenset(Dial)


@dataclass(frozen=True)
class AssessmentRecorded(DevelopmentEvent):
    """Somebody's leadership was assessed, under one edition of a framework."""

    stage: ClassVar[Stage | None] = Stage.ASSESSMENT
    for_good: ClassVar[tuple[str, ...]] = ("purpose",)

    assessment: AssessmentId
    instrument: Instrument
    """How it came about."""
    purpose: Purpose
    """What it may be used for; said beforehand, and for good."""
    framework: FrameworkId
    edition: int
    """The number of the framework's edition that it was made under."""
    source: Source
    """From where whoever assessed sees the person's leadership."""
    assessor: PersonId | None
    """Who assessed; None where they are no person of this ledger."""
    ratings: Annotated[tuple[Rating, ...] | Erased, About("person")]
    """What was rated, each with the facts it rests on."""
    level: str | None = None
    """The level whose behaviour it shows, where it is one."""
    cycle: str | None = None
    """The round of evaluation it belongs to, as “2025”."""
    summary: Annotated[str | Erased | None, About("person")] = None
    """The assessment as a whole, in words."""
    facts_unknown: bool = False
    """It was brought over from a record that did not say what its ratings rest on."""
    context: LeadershipContext | None = field(default=None, metadata=LATER)
    """In what they were seen to lead, where that was one thing."""

    def concerns(self) -> tuple[str, ...]:
        return (self.assessor,) if self.assessor else ()

    def evolve(self, development: Development, at: Reference) -> Development:
        assessed = Assessment(
            at,
            self.effective_on,
            self.assessment,
            self.instrument,
            self.purpose,
            self.source,
            self.assessor,
            self.framework,
            self.edition,
            self.level,
            self.cycle,
            () if isinstance(self.ratings, Erased) else self.ratings,
            self.facts_unknown,
        )
        return changed(development, assessments=(*development.assessments, assessed))


@dataclass(frozen=True)
class RecordAssessment(DevelopmentCommand):
    """Record how somebody's leadership was assessed, and on which facts."""

    records = (AssessmentRecorded,)
    for_the_record = True
    creates = "assessment"

    assessment: AssessmentId
    instrument: Instrument
    purpose: Purpose
    framework: FrameworkId
    edition: int
    source: Source | None = field(default=None, kw_only=True)
    """Left out, it follows from where both stood that day; given, it may not contradict that."""
    assessor: Annotated[PersonId, Known(), Acts()] | None
    ratings: tuple[Rating, ...]
    level: str | None = None
    cycle: str | None = None
    summary: str | None = None
    context: LeadershipContext | None = field(default=None, metadata=LATER)

    def decide(self, development: Development, book: Book) -> Decision:
        if any(earlier.assessment == self.assessment for earlier in development.assessments):
            raise AssessmentRecordedBefore(f"assessment “{self.assessment}” is recorded: correct it, or give a new id")
        source = self.shown_source(self.assessor, self.source, book, self.instrument)
        if self.instrument is Instrument.SELF_ASSESSMENT and source is not Source.SELF:
            raise NotTheirView(f"assessor “{self.assessor}” does not fit a self-assessment: name “{self.person}”")
        edition = published(self.framework, self.edition, book)
        self.must_be_on(edition)
        self.must_leave_aspects_apart(edition, book)
        unfounded = self.without_facts(edition)
        if unfounded and not self.is_brought_over(book):
            raise AssessmentWithoutFacts(
                f"the rating of “{unfounded[0].of}” rests on nothing: cite what was seen, or rate it as not observed"
            )
        return (self.becomes(AssessmentRecorded, source=source, facts_unknown=bool(unfounded)),)

    def must_be_on(self, edition: Edition) -> None:
        """Refuses what the edition has no word or no number for."""
        if self.level is not None and self.level not in edition.ladder:
            raise LevelUnknown(f"level “{self.level}” is none of this edition: name one of {listed(edition.ladder)}")
        if not self.ratings:
            raise NothingRated("ratings are empty: rate at least one thing, or say that it was not observed")
        rated = [rating.of for rating in self.ratings]
        if len(set(rated)) < len(rated):
            twice = next(of for of in rated if rated.count(of) > 1)
            raise RatedTwice(f"“{twice}” is rated {rated.count(twice)} times: rate it once")
        for rating in self.ratings:
            if rating.of not in edition.ratable:
                raise UnknownCompetency(
                    f"“{rating.of}” is nothing to rate here: name one of {listed(sorted(edition.ratable))}"
                )
            scale = edition.scale_of(rating.of)
            if rating.value is not None and not scale.has(rating.value):
                raise RatingOffTheScale(
                    f"“{rating.of}” is rated {rating.value}: give one of {listed(scale.values)}, or none"
                )
            if rating.of in DIALS and self.level is None:
                raise LevelMissing(f"“{rating.of}” is a dial of a level: say which level was shown")

    def must_leave_aspects_apart(self, edition: Edition, book: Book) -> None:
        """Refuses to rate what potential is made of: each is judged on a basis of its own, and runs out.

        What an earlier record rated so is kept.
        """
        aspects = {aspect.name for aspect in edition.potential_model}
        rated = next((rating.of for rating in self.ratings if rating.of in aspects), None)
        if rated is not None and not self.is_brought_over(book):
            raise AspectOfPotentialRated(
                f"“{rated}” is an aspect of potential: judge it on its basis (AssessPotential), or rate “potential”"
            )

    def without_facts(self, edition: Edition) -> tuple[Rating, ...]:
        """The ratings that had to say what they rest on, and do not. Raters of a 360 say it at the extremes only."""
        observed = [rating for rating in self.ratings if rating.value is not None]
        if self.instrument is Instrument.THREE_SIXTY:
            observed = [rating for rating in observed if edition.scale_of(rating.of).is_extreme(rating.value)]
        return tuple(rating for rating in observed if not any(map(says_something, rating.facts)))


class AssessmentRecordedBefore(Refusal):
    """An assessment is recorded once."""

    instead = "Correct the assessment on record, or give a new one its own id."
    field = "assessment"


class LevelMissing(Refusal):
    """A dial is rated against a level."""

    instead = "Say which level the behaviour belongs to."
    field = "level"


class NothingRated(Refusal):
    """An assessment rates something; “not observed” is an answer."""

    instead = "Rate at least one thing, or say that it was not observed."
    field = "ratings"


class RatedTwice(Refusal):
    """One assessment has one opinion of one thing."""

    instead = "Rate each thing once."
    field = "ratings"


class UnknownCompetency(Refusal):
    """What is rated is a competency, a dial or a measure of the edition."""

    instead = "Name a competency, a dial or an overall measure of the edition."
    field = "ratings"


class RatingOffTheScale(Refusal):
    """Ratings are on the scale of what they measure: results, leadership or potential."""

    instead = "Give a rating that is on the scale, or none where it was not observed."
    field = "ratings"


class AspectOfPotentialRated(Refusal):
    """What potential is made of is judged apart, each aspect on its basis; an assessment rates potential as a whole."""

    instead = "Judge the aspects of potential on their own, and cite what each rests on."
    field = "ratings"


class AssessmentWithoutFacts(Refusal):
    """A rating says what it rests on, or that it was not observed."""

    instead = "Say what was seen, or rate it as not observed."
    field = "ratings"
