"""Whose promotion is decided: what is known of them before, and what is corrected, taken back or written down late."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid4

from domain.amendments.corrections import CorrectEntry, RetractEntry
from domain.development.assessments import RecordAssessment
from domain.development.assignments import CompleteAssignment, CutAssignmentShort, GiveAssignment
from domain.development.development import AssessmentId, AssignmentId, AssignmentKind, Instrument, Purpose, Rating
from domain.development.feedback import GiveFeedback, RequestFeedback
from domain.development.practice import NoteLesson
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.judging.integrity import CloseIntegrityProcedure
from domain.kernel.facts import Reference
from domain.kernel.ids import CaseId, MentorshipId, PersonId, RoleId
from domain.mentoring.agreements import AgreeMentorship, EndMentorship, HoldMentoringSession, WhyEnded
from domain.organisation.appointments import AppointToRole, EstablishRole, VacateRole
from domain.organisation.profiles import DefineRoleProfile
from domain.organisation.role import WhyVacated
from domain.people.leaving import LeavePerson
from domain.people.moving import MovePerson
from domain.people.naming import IdentifyPerson, RenamePerson
from domain.people.reporting_lines import AgreeSecondment, LineKind, SetReportingLine
from domain.people.steps_up import Exemption
from ledger import new_id
from tests.compatibility.second.house import BEGIN, STEP, House
from tests.units import ASSEMBLY, PAINT, TOOLING

RATED: Final = (
    *("performance", "potential", "work_values", "skills", "time_application"),
    *("integrity", "direction", "developing_leaders", "expertise"),
)
DECISION: Final = Purpose.DECISION


@dataclass
class Candidate:
    """Somebody, and the case about them."""

    house: House
    rivalled: RoleId | None = None
    """A role that somebody else wants, too."""
    case: CaseId = field(default_factory=lambda: CaseId(new_id("case")))
    words: dict[Reference, RecordAssessment] = field(default_factory=dict)
    """What was said of them, by where it stands."""
    day: date = STEP
    role: RoleId | None = None
    lower: str = field(init=False)
    upper: str = field(init=False)
    edition: int = field(init=False)
    manager: PersonId = field(init=False)
    candidate: PersonId = field(init=False)
    reports: list[PersonId] = field(default_factory=list)
    mentor: PersonId = field(init=False)

    def grows(self) -> None:
        """What is known of the candidate before."""
        house, random = self.house, self.house.random
        self.reports = [house.joins("self", self.candidate) for _ in range(random.choice((0, 1, 2)))]
        self.mentor = house.anybody()
        for year in random.sample((2019, 2020, 2021), random.randint(1, 3)):
            self.is_evaluated(year)
        for _ in range(random.randint(1, 6)):
            self.is_assessed()
        if random.random() < 0.5:
            self.is_on_an_assignment()
        if random.random() < 0.2:
            self.learns()
        if random.random() < 0.2:
            self.is_cleared_or_not(random.choice((date(2019, 5, 6), date(2021, 5, 3))))
        if random.random() < 0.3:
            self.works_for_others(date(2021, 6, 7))
        if random.random() < 0.15:
            self.is_mentored()
        if self.reports and random.random() < 0.6:
            self.grows_a_leader()

    def is_cleared_or_not(self, on: date) -> None:
        """A procedure about a concern of integrity is closed."""
        house = self.house
        upheld = house.random.random() < 0.7
        house.must(CloseIntegrityProcedure(self.candidate, upheld, True, house.auditor, effective_on=on))

    def works_for_others(self, on: date) -> None:
        """Beside the line manager somebody leads the candidate who may vote or decide; or is led by the candidate."""
        random, house = self.house.random, self.house
        other = random.choice((*house.heads, *house.peers))
        led, leads = random.choice(((self.candidate, other), (other, self.candidate)))
        until = random.choice((on + timedelta(90), self.day + timedelta(365)))
        match random.choice(("function", "project", "host")):
            case "function":
                house.must(SetReportingLine(led, LineKind.FUNCTIONAL, leads, effective_on=on))
            case "project":
                house.must(SetReportingLine(led, LineKind.PROJECT, leads, until, effective_on=on))
            case "host":
                house.must(AgreeSecondment(led, PAINT, until, leads, share=1, effective_on=on))

    def is_on_an_assignment(self) -> None:
        """Until it is over, or for good."""
        assignment, starts, over = AssignmentId(new_id("assignment")), date(2021, 9, 6), date(2022, 1, 28)
        given = GiveAssignment(
            self.candidate, assignment, "A line of its own", AssignmentKind.STRETCH_WORK, starts, effective_on=starts
        )
        self.house.ask(given)
        match self.house.random.choice(("completed", "cut short", "live", "live")):
            case "completed":
                self.house.ask(CompleteAssignment(self.candidate, assignment, "It runs", effective_on=over))
            case "cut short":
                self.house.ask(CutAssignmentShort(self.candidate, assignment, "Closed", effective_on=over))

    def learns(self) -> None:
        """What is told of people beside that, and shows nothing to a judge."""
        on, who, peer = date(2021, 10, 4), self.candidate, self.house.peers[3]
        for command in (
            RequestFeedback(who, peer, "How I plan", effective_on=on),
            GiveFeedback(who, peer, Purpose.DEVELOPMENT, "Clear", "Slower", effective_on=on),
            NoteLesson(who, "Ask first", effective_on=on),
            IdentifyPerson(who, "hr", new_id("person"), effective_on=on),
            RenamePerson(who, "Somebody else", effective_on=on),
        ):
            self.house.ask(command)

    def grows_a_leader(self) -> None:
        """One of those who report to the candidate steps up, and stays there."""
        step = MovePerson(
            self.reports[0], ASSEMBLY, "Production", "others", manager=self.candidate,
            exempt=Exemption.REORGANISATION, effective_on=date(2020, 9, 7),
        )  # fmt: skip
        self.house.ask(step)

    def is_mentored(self) -> None:
        pair, since = MentorshipId(new_id("mentorship")), date(2021, 2, 1)
        ends = self.house.random.choice((None, date(2021, 12, 3)))
        agreed = AgreeMentorship(
            pair, self.mentor, self.candidate, "Let others answer", 12.0, 30, ends, effective_on=since
        )
        if self.house.ask(agreed):
            for month in range(2, 10):
                self.house.ask(HoldMentoringSession(pair, 1.0, effective_on=date(2021, month, 8)))
            if self.house.random.random() < 0.4:
                self.house.ask(EndMentorship(pair, WhyEnded.GOALS_REACHED, effective_on=date(2021, 10, 11)))

    def is_evaluated(self, year: int) -> None:
        """Results of a year, by the line manager as a rule."""
        random = self.house.random
        by = random.choice((self.manager, self.manager, self.manager, self.house.anybody(), None))
        ratings = (Rating("performance", random.choice((2, 3, 3, 4, 5)), random.choice((("seen",), ("seen",), ()))),)
        self.says(
            Instrument.PERFORMANCE_EVALUATION, by, ratings, None, date(year, 12, random.randint(1, 20)), str(year)
        )

    def is_assessed(self) -> None:
        """Leadership, as somebody saw it."""
        random, house = self.house.random, self.house
        speakers = (self.manager, *self.reports, *house.peers, *house.outside, *house.heads[:2], self.candidate, None)
        rated = (Rating(of, random.choice((None, 1, 2, 3, 4, 4, 5)), ("seen",)) for of in random.sample(RATED[1:], 4))
        instruments = (Instrument.LEADERSHIP_ASSESSMENT, Instrument.ASSESSMENT_CENTRE, Instrument.THREE_SIXTY)
        level = random.choice((None, self.lower, self.upper, self.upper))
        on = BEGIN + timedelta(random.randint(400, 1500))
        self.says(random.choice(instruments), random.choice(speakers), tuple(rated), level, on, None)

    def says(
        self,
        instrument: Instrument,
        by: PersonId | None,
        ratings: tuple[Rating, ...],
        level: str | None,
        on: date,
        cycle: str | None,
    ) -> None:
        purpose = self.house.random.choices((DECISION, Purpose.DEVELOPMENT), (9, 1))[0]
        command = RecordAssessment(
            self.candidate, AssessmentId(f"assessment-{uuid4()}"), instrument, purpose, DEFAULT_FRAMEWORK, 1, by,
            ratings, level, cycle, effective_on=on,
        )  # fmt: skip
        if receipt := self.house.ask(command):
            self.words[receipt.references[0]] = command

    def has_a_role(self) -> None:
        """None, a role of its own, one that is held, or one that somebody else wants, too."""
        random = self.house.random
        if self.rivalled and random.random() < 0.5:
            self.role = self.rivalled
        elif random.random() < 0.7:
            self.role = RoleId(new_id("role"))
            self.house.ask(EstablishRole(self.role, "Planner", ASSEMBLY, "Production", self.upper, effective_on=BEGIN))
            if random.random() < 0.3:
                self.is_held()

    def is_held(self) -> None:
        """Somebody holds the role, which may be written down late; and may have left."""
        if self.role is None:
            return
        holder = self.house.joins(self.upper, self.house.heads[0])
        self.house.ask(AppointToRole(self.role, holder, exempt=Exemption.BEFORE_LEDGER, effective_on=BEGIN))
        self.house.ask(AppointToRole(self.role, holder, exempt=Exemption.REORGANISATION, effective_on=BEGIN))
        if self.house.random.random() < 0.4:
            self.house.ask(LeavePerson(holder, effective_on=self.day - timedelta(30)))
        elif self.house.random.random() < 0.3:
            before = self.day - timedelta(30)
            self.house.ask(VacateRole(self.role, holder, WhyVacated.STEPPED_DOWN, effective_on=before))
        if self.house.random.random() < 0.4:
            places = DefineRoleProfile(
                self.role, "Planner", ASSEMBLY, "Production", self.upper, places=2, effective_on=self.day
            )
            self.house.ask(places)

    def is_meddled_with(self) -> None:
        """Something is corrected, taken back, or written down late."""
        house, random = self.house, self.house.random
        match random.choice(
            ("correct", "retract", "late", "role", "mentor", "mover", "line", "procedure", "nothing", "nothing")
        ):
            case "correct" if self.words:
                at = random.choice(list(self.words))
                ratings = tuple(replace(one, value=random.choice((1, 3, 5))) for one in self.words[at].ratings)
                house.ask(CorrectEntry(at, replace(self.words[at], ratings=ratings), "Copied from the wrong line"))
            case "retract" if self.words:
                house.ask(RetractEntry(random.choice(list(self.words)), "About somebody else"))
            case "late":
                self.is_assessed()
            case "role":
                self.is_held()
            case "mentor":
                self.mentor = random.choice((self.mentor, house.outside[-1]))
                self.is_mentored()
            case "mover":
                self.somebody_stood_elsewhere()
            case "line":
                self.works_for_others(self.day - timedelta(60))
            case "procedure":
                self.is_cleared_or_not(self.day - timedelta(30))

    def somebody_stood_elsewhere(self) -> None:
        """It is written down late that somebody who may have voted or decided stood under the candidate, or lower."""
        random = self.house.random
        who = random.choice(self.house.peers)
        boss = random.choice((self.candidate, self.house.heads[0]))
        for on in (self.day - timedelta(30), self.day + timedelta(60)):
            level = random.choice(("others", "leaders"))
            manager = boss if on < self.day else self.house.heads[1]
            self.house.ask(
                MovePerson(
                    who, TOOLING, "Production", level, manager=manager, exempt=Exemption.REORGANISATION, effective_on=on
                )
            )

    def first(self, command: Any) -> PersonId | None:
        """Somebody for whom the rules take it, out of a dozen."""
        return next((by for by in (self.house.anybody() for _ in range(12)) if self.house.ask(command(by))), None)
