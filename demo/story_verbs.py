"""The verbs in which stories tell how people are seen and develop; each asks for what people would ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from demo.chart import Seat
from demo.organisation import Organisation
from demo.somebody import Somebody
from domain.amendments.corrections import CorrectEntry
from domain.development.assessments import RecordAssessment
from domain.development.assignments import CompleteAssignment, GiveAssignment
from domain.development.development import (
    AssessmentId,
    AssignmentId,
    AssignmentKind,
    Instrument,
    Purpose,
    Rating,
)
from domain.development.feedback import GiveFeedback, RequestFeedback
from domain.development.practice import NoteLesson, RecordCoaching, RecordPractice
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.kernel.facts import Reference

Seen = Mapping[str, tuple[int, str]]
"""What was rated, how high, and on which fact."""


@dataclass
class Telling:
    """Something told of people of the cast, and where to find it afterwards."""

    organisation: Organisation
    found: dict[str, str] = field(default_factory=dict)
    """The ids of its people, roles, cases and pairs, by what the guide calls them."""
    entries: dict[str, Reference] = field(default_factory=dict)
    """Its entries to look at, likewise."""
    cases: dict[str, Somebody] = field(default_factory=dict)
    """Whom each of its cases is about."""
    seen: dict[Somebody, Reference] = field(default_factory=dict)
    """How somebody was assessed last."""

    def person(self, key: str) -> Somebody:
        """One of the cast, who from now on has a part here."""
        somebody = self.organisation.known[key]
        self.found[somebody.name] = somebody.person
        return somebody

    def seat(self, key: str) -> Seat:
        """A seat whose future this story decides."""
        seat = self.organisation.seats[key]
        seat.reserved = True
        if seat.role:
            self.found[seat.title] = seat.role
        return seat

    def on(self, months_ago: int, day: int = 1) -> date:
        return self.organisation.chronicle.months_ago(months_ago, day)

    @property
    def today(self) -> date:
        return self.organisation.on

    # Seeing

    def assess(
        self,
        whom: Somebody,
        by: Somebody | None,
        seen: Seen,
        level: str,
        summary: str | None,
        *,
        on: date | None = None,
        instrument: Instrument = Instrument.LEADERSHIP_ASSESSMENT,
        purpose: Purpose = Purpose.DECISION,
    ) -> Reference:
        """Somebody is seen. `on` is the day on which they were, where it is written down later."""
        command = RecordAssessment(
            whom.person,
            AssessmentId(self.organisation.chronicle.new_id("assessment")),
            instrument,
            purpose,
            DEFAULT_FRAMEWORK,
            self.organisation.edition,
            by.person if by else self.organisation.assessor,
            ratings_of(seen),
            level,
            summary=summary,
            effective_on=on or self.today,
        )
        return self.organisation.chronicle.write(command, by.person if by else self.organisation.partner)

    def see_again(self, at: Reference, by: Somebody, seen: Seen, reason: str) -> Reference:
        """Say what an assessment should have said; it keeps its day."""
        chronicle = self.organisation.chronicle
        said = next(one.request.command for one in reversed(chronicle.asked) if one.at == at)
        if not isinstance(said, RecordAssessment):
            raise TypeError(f"“{at}” is no assessment")
        return chronicle.write(CorrectEntry(at, replace(said, ratings=ratings_of(seen)), reason), by.person)

    # Developing

    def give(
        self,
        whom: Somebody,
        title: str,
        kind: AssignmentKind,
        until: date,
        objectives: tuple[str, ...],
        support: Somebody,
        *,
        stretch: bool = True,
        function: str | None = None,
        builds_on: tuple[Reference, ...] = (),
    ) -> AssignmentId:
        assignment = AssignmentId(self.organisation.chronicle.new_id("assignment"))
        command = GiveAssignment(
            whom.person,
            assignment,
            title,
            kind,
            self.today,
            until,
            stretch,
            function or whom.seat.function,
            objectives,
            support.person,
            builds_on=builds_on,
            effective_on=self.today,
        )
        self.organisation.chronicle.write(command, whom.manager.person if whom.manager else whom.person)
        return assignment

    def complete(self, whom: Somebody, assignment: AssignmentId, outcome: str) -> Reference:
        seen_by = whom.manager.person if whom.manager else None
        command = CompleteAssignment(whom.person, assignment, outcome, seen_by, effective_on=self.today)
        return self.organisation.chronicle.write(command, whom.person)

    def practise(
        self, whom: Somebody, situation: str, hours: float | None = None, assignment: AssignmentId | None = None
    ) -> Reference:
        command = RecordPractice(whom.person, situation, hours, assignment, effective_on=self.today)
        return self.organisation.chronicle.write(command, whom.person)

    def coach(self, whom: Somebody, coach: Somebody | None, topic: str, hours: float = 1.0) -> Reference:
        """`coach` is None where they come from outside."""
        command = RecordCoaching(whom.person, coach.person if coach else None, topic, hours, effective_on=self.today)
        return self.organisation.chronicle.write(command, coach.person if coach else whom.person)

    def note(self, whom: Somebody, lesson: str) -> Reference:
        """A protected note of their own."""
        return self.organisation.chronicle.write(NoteLesson(whom.person, lesson, effective_on=self.today), whom.person)

    def ask(self, whom: Somebody, asked: Somebody, topic: str) -> Reference:
        command = RequestFeedback(whom.person, asked.person, topic, effective_on=self.today)
        return self.organisation.chronicle.write(command, whom.person)

    def tell(
        self,
        whom: Somebody,
        giver: Somebody,
        well: str,
        better: str,
        *about: str,
        requested: Reference | None = None,
    ) -> Reference:
        command = GiveFeedback(
            whom.person,
            giver.person,
            Purpose.DEVELOPMENT,
            well,
            better,
            about,
            requested,
            effective_on=self.today,
        )
        return self.organisation.chronicle.write(command, giver.person)


def ratings_of(seen: Seen) -> tuple[Rating, ...]:
    return tuple(Rating(of, value, (fact,)) for of, (value, fact) in seen.items())
