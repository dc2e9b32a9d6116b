"""The course of a case at random: it goes as it should, but for whoever meddles with it, and whatever comes up late."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from api.access.callers import Caller
from domain.amendments.corrections import CorrectEntry, RetractEntry
from domain.development.assessments import RecordAssessment
from domain.development.development import AssessmentId, Instrument, Purpose, Rating
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.framework import published
from domain.judging.findings import EvidenceKind, Finding
from domain.kernel.acting import actors_of
from domain.kernel.commands import Command
from domain.kernel.facts import Reference
from domain.kernel.ids import CaseId, MentorshipId, PersonId, RoleId
from domain.mentoring.agreements import AgreeMentorship, EndMentorship, WhyEnded
from domain.offices.deputising import NameDeputy
from domain.offices.offices import Matter
from domain.organisation.appointments import AppointToRole, EstablishRole
from domain.organisation.role import AppointmentKind, AppointmentSource
from domain.people.joining import JoinPerson
from domain.people.leaving import LeavePerson
from domain.people.moving import MovePerson
from domain.people.steps_up import Exemption
from domain.promotions.appeal_decisions import AppealOutcome, DecideAppeal
from domain.promotions.appeals import LodgeAppeal, WithdrawAppeal
from domain.promotions.candidacies import HearCandidate, WithdrawCandidacy
from domain.promotions.decisions import ApprovePromotion, DeclinePromotion, DeferPromotion
from domain.promotions.informing import Channel, InformPerson
from domain.promotions.judging.judges import JUDGES, PRESENT
from domain.promotions.override_reviews import HeldUp, ReviewOverride
from domain.promotions.overrides import SetAside
from domain.promotions.panels.convening import ConvenePanel, NameSubstitute
from domain.promotions.panels.declarations import DeclareConflict
from domain.promotions.panels.panel import Choice, Conflict
from domain.promotions.panels.recommendations import StateRecommendation
from domain.promotions.panels.recusals import RecuseMember, RetainMember
from domain.promotions.panels.vote_casting import CastVote
from domain.promotions.panels.vote_counting import CloseVote
from domain.promotions.panels.vote_opening import OpenVote
from domain.promotions.promotion_case import AppealGround, Direction, PromotionCase
from domain.promotions.promotion_file import CloseFile, FileEvidence
from domain.promotions.proposals import ProposePromotion
from tests.search.chance import Chance
from tests.search.organisation import LONG_AGO, SENIORS, STRICT, SYSTEM, Organisation
from tests.units import ASSEMBLY, PAINT

STEPS: Final = (
    (Direction.UP, "self", "others"),
    (Direction.UP, "others", "leaders"),
    (Direction.UP, "leaders", "function"),
    (Direction.ACTING, "others", "leaders"),
    (Direction.LATERAL, "leaders", "leaders"),
    (Direction.DOWN, "leaders", "others"),
)
ODD: Final = (
    *("candidate", "proposer", "boss", "report", "mentor", "former", "rival", "incumbent", "close", "took part"),
    *("junior", "starter", "nobody", "gone", "retired", "acquaintance", "coach", "board", "head", "peer", "clerk"),
)
"""Parts that are drawn for somebody who acts, instead of whoever should: most of them should not."""
ODD_IN_PERCENT: Final = 10
LATE_IN_PERCENT: Final = 3
CLOSE_IN_PERCENT: Final = 25
MEDDLED_IN_PERCENT: Final = 18


@dataclass
class Course:
    """One case, and the people around it."""

    organisation: Organisation
    chance: Chance
    case: CaseId = field(init=False)
    words: dict[Reference, RecordAssessment] = field(default_factory=dict)
    taken: int = 0
    """How many of the seniors have been given a part."""
    mentorships: int = 0
    deputies: dict[PersonId, PersonId] = field(default_factory=dict)
    """Who asks for whom, since they were named for it."""

    def __post_init__(self) -> None:
        self.case = CaseId(f"case-{self.organisation.name}")

    # Who is there

    def begin(self) -> None:
        """Let the people around a case join, and let some of them stand close to it."""
        they, chance = self.organisation, self.chance
        self.direction, self.from_level, self.to_level = chance.of(STEPS)
        self.strict = chance.in_percent(20)
        self.framework, self.unit = (STRICT, PAINT) if self.strict else (DEFAULT_FRAMEWORK, ASSEMBLY)
        self.edition = 1 if self.strict else 3
        self.day = self.proposed_on = they.ago(chance.number(150, 420))
        they.joins("head", "business", "Production", "chief", self.unit)
        they.joins("boss", chance.of(("function", "leaders")), "Production", "head", self.unit)
        self.candidate = they.joins("candidate", self.from_level, "Production", "boss", self.unit)
        they.joins("peer", self.from_level, "Production", "boss", self.unit)
        they.joins("report", "self", "Production", "candidate", self.unit)
        they.joins("mentor", "function", "Sales", "chief")
        they.joins("former", "function", "Finance", "chief")
        they.joins("rival", "function", "People", "chief")
        they.joins("incumbent", "function", "Logistics", "chief")
        they.joins("close", "business", "Sales", "chief")
        self.proposer = they.person(chance.of(("boss", "boss", "head", "candidate", "peer", "senior16")))
        self.convener = self.decider = self.spare = they.person("close")
        self.voters: tuple[PersonId, ...] = (they.person("close"),)
        self.role = None if chance.in_percent(15) else self.some_role()
        self.is_mentored("mentor", self.before(400), None)
        self.is_mentored("former", self.before(900), self.before(chance.number(20, 500)))

    def some_role(self) -> RoleId:
        they, chance = self.organisation, self.chance
        role = RoleId(f"role-{they.name}")
        they.must(EstablishRole(role, "Planner", self.unit, "Production", self.to_level, effective_on=they.ago(1_900)))
        kind = chance.of((AppointmentKind.INTERIM, AppointmentKind.ACTING_UP, AppointmentKind.SUBSTANTIVE))
        self.is_appointed("incumbent", role, kind, self.before(300))
        self.is_proposed_too("rival", role, self.before(chance.number(0, 60)))
        return role

    def before(self, days: int) -> date:
        """So many days before the proposal."""
        return self.proposed_on - timedelta(days)

    def senior(self) -> PersonId:
        """The next of those who stand apart and high enough."""
        self.taken += 1
        return self.organisation.person(f"senior{(self.taken - 1) % SENIORS}")

    def odd(self) -> PersonId:
        """Somebody who perhaps should not act."""
        part = self.chance.of(ODD)
        if part == "proposer":
            return self.proposer
        if part == "took part":
            return self.chance.of((*self.voters, self.spare, self.decider, self.convener))
        return self.organisation.person(part)

    def is_mentored(self, part: str, on: date, ended: date | None) -> None:
        they, self.mentorships = self.organisation, self.mentorships + 1
        pair = MentorshipId(f"mentorship-{they.name}-{self.mentorships}")
        mentor = they.person(part)
        ends = ended if self.chance.in_percent(50) else None
        agree = AgreeMentorship(pair, mentor, self.candidate, "Lead", 12.0, 30, ends_on=ends, effective_on=on)
        if they.ask(agree) and ended and not ends:
            they.ask(EndMentorship(pair, WhyEnded.TIME_UP, effective_on=ended))

    def is_appointed(self, part: str, role: RoleId, kind: AppointmentKind, on: date) -> None:
        they = self.organisation
        held = AppointToRole(
            role, they.person(part), kind, AppointmentSource.INTERNAL, exempt=Exemption.INTERIM, effective_on=on
        )
        they.ask(held)

    def is_proposed_too(self, part: str, role: RoleId, on: date) -> None:
        they = self.organisation
        rival, by = they.person(part), they.person("chief")
        other = CaseId(f"case-{they.name}-{part}")
        they.ask(
            ProposePromotion(
                other, rival, role, Direction.DOWN, "function", self.to_level, DEFAULT_FRAMEWORK, 3,
                by, "Knows the work", effective_on=on,
            ),
            by,
        )  # fmt: skip
        if self.chance.in_percent(15):
            they.ask(
                WithdrawCandidacy(other, rival, effective_on=max(on, self.before(self.chance.number(-60, 5)))), rival
            )

    # What is said of the candidate

    def is_assessed(self) -> None:
        """Results of two years by the boss, what others saw at the new level, and some that is not so good."""
        for years, days in ((2, 500), (1, 140)):
            self.words_of("boss", Instrument.PERFORMANCE_EVALUATION, self.before(days), str(years))
        for _ in range(2 + self.chance.number(0, 1)):
            part = self.chance.of(("head", "peer", "senior17", "assessor", "report", "candidate", "boss", "retired"))
            instrument = self.chance.of((Instrument.LEADERSHIP_ASSESSMENT, Instrument.THREE_SIXTY))
            if self.chance.in_percent(8):
                instrument = self.chance.of(tuple(Instrument))
            self.words_of(part, instrument, self.before(self.chance.number(5, 640)))

    def words_of(self, part: str, instrument: Instrument, on: date, cycle: str | None = None) -> None:
        command = self.assessment(part, self.candidate, instrument, on, cycle)
        if at := self.organisation.ask(command, self.organisation.person(part)):
            self.words[at[0]] = command

    def assessment(
        self, part: str, of: PersonId, instrument: Instrument, on: date, cycle: str | None = None
    ) -> RecordAssessment:
        """What somebody says of somebody."""
        chance, they = self.chance, self.organisation
        good = (3, 4, 5, 4, 3, 4, 3, 5, 3, 2)
        rated = {of: chance.of(good) for of in ("skills", "time_application", "work_values", "direction")}
        if instrument is Instrument.PERFORMANCE_EVALUATION:
            rated["performance"] = chance.of((2, 3, 2, 3, 2, 3, 1))
        if chance.in_percent(6):
            del rated[chance.of(tuple(rated))]
        return RecordAssessment(
            of,
            AssessmentId(f"assessment-{they.name}-{len(self.words)}-{of}"),
            instrument,
            Purpose.DEVELOPMENT if chance.in_percent(5) else Purpose.DECISION,
            self.framework,
            self.edition,
            they.person(part),
            tuple(Rating(name, value, ("seen",)) for name, value in rated.items()),
            chance.of((self.to_level, self.to_level, self.to_level, self.to_level, self.from_level)),
            cycle,
            effective_on=on,
        )

    # How it goes

    def run(self) -> None:
        """From the proposal to what comes after the decision."""
        they = self.organisation
        self.is_assessed()
        self.is_meddled_with()
        if not they.ask(self.proposal(self.proposer, self.role), self.proposer):
            return
        if self.chance.in_percent(CLOSE_IN_PERCENT):
            is_declared(self, they.person("close"), self.chance.of((they.person("close"), they.person("peer"))))
        for _ in range(3):
            self.gives_out_parts()
            self.is_filed_and_voted_on()
            decision = self.is_decided()
            if decision is None or not self.goes_on(decision):
                break
        self.is_reviewed()

    def proposal(self, by: PersonId, role: RoleId | None) -> ProposePromotion:
        return ProposePromotion(
            self.case, self.candidate, role, self.direction, self.from_level, self.to_level,
            self.framework, self.edition, by, "Leads already", effective_on=self.proposed_on,
        )  # fmt: skip

    def gives_out_parts(self) -> None:
        """Who convenes, moderates, votes, closes, decides, sets aside and stands in; others each time."""
        parts = [self.senior() for _ in range(8)]
        self.convener, self.moderator, *voters, self.decider, self.authority, self.spare = parts
        self.voters = (*voters,)

    def is_filed_and_voted_on(self) -> None:
        """What belongs before a decision."""
        they, case = self.organisation, self.case
        boss = they.person("boss")
        for at, words in self.words.items():
            results = words.instrument is Instrument.PERFORMANCE_EVALUATION
            kind = EvidenceKind.PERFORMANCE if results else EvidenceKind.POTENTIAL
            if self.chance.in_percent(4):
                kind = self.chance.of(tuple(EvidenceKind))
            if not self.chance.in_percent(4):
                self.act(boss, lambda who, on, at=at, kind=kind: FileEvidence(case, at, kind, who, effective_on=on))
        latest = Reference(case, self.version())
        self.act(boss, lambda who, on: InformPerson(self.candidate, latest, Channel.IN_PERSON, who, effective_on=on))
        self.goes_by(2 if self.chance.in_percent(4) else 9)
        self.is_meddled_with()
        self.act(self.convener, lambda who, on: CloseFile(case, who, effective_on=on))
        self.is_convened()
        self.is_meddled_with()
        self.is_voted_on()
        if self.strict:
            self.act(self.spare, lambda who, on: HearCandidate(case, who, "Heard", effective_on=on))

    def is_convened(self) -> None:
        """A panel, of which somebody may be the wrong one."""
        they, case, voters = self.organisation, self.case, self.voters
        for odd in (True, False):
            members = tuple(self.perhaps_odd(voter) if odd else voter for voter in voters)
            moderator = self.perhaps_odd(self.moderator) if odd else self.moderator
            for who in dict.fromkeys((self.perhaps_odd(self.convener) if odd else self.convener, self.convener)):
                convene = ConvenePanel(
                    case, members, who, they.person("boss"), moderator, effective_on=self.goes_by(1)
                )  # fmt: skip
                if they.ask(convene, who) is not None:
                    self.convener, self.voters = who, members
                    return

    def is_voted_on(self) -> None:
        case, convener = self.case, self.convener
        again = "A voice was missing"
        for _ in range(2):
            self.act(convener, lambda who, on: OpenVote(case, who, again, effective_on=on))
            for voter in self.voters:
                choice = self.chance.of(tuple(Choice))
                self.act(voter, lambda who, on, choice=choice: CastVote(case, who, choice, effective_on=on))
            self.is_meddled_with()
            closed = self.act(convener, lambda who, on: CloseVote(case, who, effective_on=on))
            if closed is not None:
                break
            self.is_mended()
        self.is_meddled_with()
        self.act(convener, lambda who, on: StateRecommendation(case, who, "What we saw", effective_on=on))
        self.is_meddled_with()

    def is_mended(self) -> None:
        """Whoever stands in the way of the vote is recused or retained by the others, and somebody takes their seat."""
        they, case, spare = self.organisation, self.case, self.spare
        for voter in self.voters:
            others = tuple(other for other in (self.convener, *self.voters) if other != voter)[:2]
            command = self.chance.of((RecuseMember, RetainMember))(
                case, voter, others, "We looked", effective_on=self.day
            )
            if they.ask(command) is not None and isinstance(command, RecuseMember):
                named = self.act(
                    self.convener,
                    lambda who, on, gone=voter: NameSubstitute(case, gone, spare, who, effective_on=on),
                )
                if named is not None:
                    self.voters = (*(one for one in self.voters if one != voter), spare)
                return

    def is_decided(self) -> str | None:
        """What came of it; None where nobody could decide."""
        case, chance = self.case, self.chance
        way = chance.of(("approve",) * 14 + ("decline",) * 3 + ("defer",) * 3)
        self.goes_by(chance.number(0, 5))

        def decision(who: PersonId, on: date) -> Command[Any]:
            if way == "decline":
                return DeclinePromotion(case, who, "Another year", effective_on=on)
            if way == "defer":
                return DeferPromotion(case, who, "A voice is missing", on + timedelta(10), effective_on=on)
            set_aside = tuple(
                SetAside(finding.criterion, self.perhaps_odd(self.authority), "We need them there")
                for finding in self.findings(on)
                if finding.stands_in_the_way
            )
            return ApprovePromotion(case, who, "The shift is theirs", set_aside, effective_on=on)

        for _ in range(2):  # whoever was refused for the wrong authority asks again
            if self.act(self.decider, decision) is not None:
                return way
        return None

    def findings(self, on: date) -> tuple[Finding, ...]:
        book = self.organisation.ledger.book()
        case = book.recall(PromotionCase, self.case)
        if case.proposal is None:
            return ()
        edition = published(case.proposal.framework, case.proposal.edition, book)
        return JUDGES[PRESENT].finds(edition, case, case.proposal, on, book)

    def goes_on(self, decision: str) -> bool:
        """Whether there is another round: after a deferral, or an appeal that is granted."""
        they, chance, case = self.organisation, self.chance, self.case
        if decision == "defer" and not chance.in_percent(20):
            self.goes_by(10)
            return True
        decided = Reference(case, self.version())
        boss = they.person("boss")
        if not chance.in_percent(20):
            self.act(
                boss, lambda who, on: InformPerson(self.candidate, decided, Channel.IN_PERSON, who, effective_on=on)
            )
        if not chance.in_percent(50 if decision == "approve" else 80):
            return False
        self.goes_by(40 if chance.in_percent(10) else chance.number(0, 10))
        ground = chance.of(tuple(AppealGround))
        facts = (Reference(self.candidate, 1),)
        by = they.person(chance.of(("candidate", "candidate", "rival"))) if chance.in_percent(80) else self.proposer
        self.act(by, lambda who, on: LodgeAppeal(case, ground, who, "It was not so", facts, effective_on=on))
        if chance.in_percent(8):
            self.act(by, lambda who, on: WithdrawAppeal(case, who, effective_on=on))
        return self.is_answered()

    def is_answered(self) -> bool:
        """Whether an appeal was granted."""
        they, chance, case = self.organisation, self.chance, self.case
        outcome = chance.of((AppealOutcome.REMITTED, AppealOutcome.REMITTED, AppealOutcome.DISMISSED))
        first = [they.person(f"senior{number}") for number in (9, 10, 11)[: 3 if self.strict else 2]]
        self.taken = max(self.taken, 12) if self.taken < SENIORS else 0
        for odd in (True, False):
            deciders = tuple(self.perhaps_odd(one) if odd else one for one in first)
            if odd and chance.in_percent(5):
                deciders = deciders[:1] * chance.number(1, 2)
            answer = DecideAppeal(case, outcome, deciders, "We looked", effective_on=self.goes_by(chance.number(0, 60)))
            if they.ask(answer) is not None:
                return outcome is AppealOutcome.REMITTED
        return False

    def is_reviewed(self) -> None:
        """Whether what was set aside turned out not to matter; half a year later, and perhaps too early."""
        they, on = self.organisation, self.organisation.today
        for awaited in they.ledger.book().recall(PromotionCase, self.case).reviews[:1]:
            fact = Reference(self.candidate, 1)
            self.day = on
            self.act(
                self.spare,
                lambda who, on, one=awaited: ReviewOverride(
                    self.case, one.decision, one.criterion, HeldUp.HELD_UP, (fact,), who, effective_on=on
                ),
            )

    # Whoever acts, and when

    def version(self) -> int:
        return self.organisation.ledger.version(self.case)

    def goes_by(self, days: int) -> date:
        """Some days later."""
        self.day = min(self.day + timedelta(days), self.organisation.today)
        return self.day

    def perhaps_odd(self, who: PersonId) -> PersonId:
        return self.odd() if self.chance.in_percent(ODD_IN_PERCENT) else who

    def act(self, right: PersonId, command: Callable[[PersonId, date], Command[Any]]) -> tuple[Reference, ...] | None:
        """Somebody acts, perhaps the wrong one or on the wrong day; if that is refused, it is done as it should be."""
        they, chance = self.organisation, self.chance
        who, on = self.perhaps_odd(right), self.goes_by(chance.number(0, 2))
        if chance.in_percent(LATE_IN_PERCENT):
            on += timedelta(chance.of((-1, -30, 1, 800)))
        asked = command(who, on)
        by = self.odd() if chance.in_percent(2) else self.deputies.get(who) or whoever_says(asked, who)
        done = they.ask(asked, by)
        if done is None and (who, on, by) != (right, self.day, right):
            asked = command(right, self.day)
            done = they.ask(asked, whoever_says(asked, right))
        return done

    # Whatever else happens

    def is_meddled_with(self) -> None:
        """Something else comes up: people move, leave, are mentored or hold the role, as of today or of long ago."""
        if not self.chance.in_percent(MEDDLED_IN_PERCENT):
            return
        someone = f"senior{self.chance.number(0, SENIORS - 1)}"
        on = self.day - timedelta(self.chance.of((0, 1, 5, 30, 200)))
        self.chance.of(MEDDLING)(self, someone, on)


def whoever_says(command: Command[Any], who: PersonId) -> Caller | PersonId:
    """They themselves; where several act together, a system writes it down."""
    return who if all(actor.person == who for actor in actors_of(command)) else SYSTEM


Meddling = Callable[[Course, str, date], None]


def declared(course: Course, someone: str, on: date) -> None:
    """Somebody who acts, or may, is said to have a conflict."""
    they, chance = course.organisation, course.chance
    whom = chance.of((*course.voters, they.person(someone), they.person("close")))
    is_declared(course, whom, chance.of((whom, they.person("peer"))))


def is_declared(course: Course, whom: PersonId, by: PersonId) -> None:
    conflict = course.chance.of((Conflict.CLOSE_RELATION, Conflict.OTHER))
    said = DeclareConflict(course.case, whom, conflict, by, "Neighbours", effective_on=course.day)
    course.organisation.ask(said, by)


def mentored(course: Course, someone: str, on: date) -> None:
    course.is_mentored(someone, on, None)


def reporting(course: Course, someone: str, on: date) -> None:
    """Somebody comes under the candidate."""
    moved(course, someone, "function", "candidate", on)


def led(course: Course, someone: str, on: date) -> None:
    """The candidate comes under somebody."""
    they = course.organisation
    manager = they.person(someone)
    they.ask(
        MovePerson(
            course.candidate, course.unit, "Production", course.from_level, manager=manager, effective_on=on
        )
    )  # fmt: skip


def lowered(course: Course, someone: str, on: date) -> None:
    """Somebody stands lower from now on."""
    moved(course, someone, course.chance.of(("self", None)), "chief", on)


def moved(course: Course, someone: str, level: str | None, manager: str, on: date) -> None:
    they = course.organisation
    person, above = they.person(someone), they.person(manager)
    they.ask(
        MovePerson(
            person, ASSEMBLY, "Sales", level, manager=above, exempt=Exemption.REORGANISATION, effective_on=on
        )
    )  # fmt: skip


def left(course: Course, someone: str, on: date) -> None:
    they = course.organisation
    they.ask(LeavePerson(they.person(someone), effective_on=on))


def deputised(course: Course, someone: str, on: date) -> None:
    """Somebody who acts leaves it to another, who perhaps could not do it themselves."""
    they, chance = course.organisation, course.chance
    who = chance.of((course.convener, course.decider, they.person("boss")))
    deputy = course.odd() if chance.in_percent(50) else they.person(someone)
    name = NameDeputy(who, deputy, (Matter.PROMOTIONS,), they.today, effective_on=they.ago(LONG_AGO // 2))
    if deputy != who and they.ask(name, who) is not None:
        course.deputies[who] = deputy


def proposed_otherwise(course: Course, someone: str, on: date) -> None:
    """What was proposed is said to have been proposed by another, or for another role."""
    they, chance = course.organisation, course.chance
    by = chance.of((they.person(someone), they.person("head"), course.voters[0]))
    instead = course.proposal(by, chance.of((course.role, None)))
    they.ask(CorrectEntry(Reference(course.case, 1), instead, "Copied from the wrong line"), by)


def holding(course: Course, someone: str, on: date) -> None:
    if course.role is not None:
        course.is_appointed(someone, course.role, AppointmentKind.INTERIM, on)


def rivalling(course: Course, someone: str, on: date) -> None:
    if course.role is not None:
        course.is_proposed_too(someone, course.role, on)


def corrected(course: Course, someone: str, on: date) -> None:
    """What the ledger said of where somebody stood was wrong."""
    they, chance = course.organisation, course.chance
    manager = they.person(chance.of(("candidate", "chief")))
    person, level = they.person(someone), chance.of(("self", "function", None))
    joined = JoinPerson(
        person, someone, ASSEMBLY, "Sales", level, manager=manager, effective_on=they.ago(LONG_AGO)
    )  # fmt: skip
    they.ask(CorrectEntry(Reference(person, 1), joined, "Copied from the wrong line"))


def taken_back(course: Course, someone: str, on: date) -> None:
    """A word on the candidate was about somebody else."""
    if course.words:
        course.organisation.ask(RetractEntry(course.chance.of(list(course.words)), "About somebody else"))


def withdrawn(course: Course, someone: str, on: date) -> None:
    if course.chance.in_percent(15):
        course.organisation.ask(
            WithdrawCandidacy(course.case, course.candidate, effective_on=course.day), course.candidate
        )


MEDDLING: Final[Sequence[Meddling]] = (
    *(declared, declared, mentored, reporting, led, lowered, left, holding),
    *(rivalling, corrected, taken_back, withdrawn, deputised, proposed_otherwise),
)
