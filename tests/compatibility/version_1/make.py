"""Made the data in this folder, with the code of version 0.1.0; kept to show how they came about, never run again."""

from __future__ import annotations

import gzip
import hashlib
import json
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final
from uuid import UUID, uuid5

import psycopg
from psycopg import conninfo
from psycopg.sql import SQL, Identifier

from api.auditing import replayed, said_at
from api.imports.exporting import Exported
from api.replay_told import in_json
from domain.appeal_decisions import AppealOutcome, DecideAppeal
from domain.appeals import LodgeAppeal
from domain.appointments import AppointToRole, EstablishRole, VacateRole
from domain.assessments import RecordAssessment
from domain.assignments import CompleteAssignment, CutAssignmentShort, GiveAssignment
from domain.corrections import CorrectEntry, RetractEntry
from domain.criteria import Requirement
from domain.declarations import DeclareConflict
from domain.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK, EDITION_WITH_PANELS
from domain.development import (
    AssessmentId,
    AssignmentId,
    AssignmentKind,
    Instrument,
    Purpose,
    Rating,
    Source,
)
from domain.development import (
    Path as Aim,
)
from domain.facts import Command, Reference
from domain.feedback import GiveFeedback, RequestFeedback
from domain.framework import Framework, Readiness
from domain.frameworks import PublishFramework
from domain.growth import StateAspiration, WithdrawAspiration
from domain.judges import JUDGES, PRESENT
from domain.mentoring import AgreeMentorship, EndMentorship, HoldMentoringSession, WhyEnded
from domain.mentoring_evaluation import Answer, EvaluateMentoring, Extent, Question
from domain.mentorship import MentorshipId
from domain.overrides import SetAside
from domain.panels import ConvenePanel, NameSubstitute
from domain.people import IdentifyPerson, JoinPerson, LeavePerson, LeavingReason, MovePerson, RenamePerson
from domain.person import Identity, PersonId
from domain.practice import NoteLesson, RecordCoaching, RecordPractice
from domain.promotion_case import AppealGround, CaseId, Direction, EvidenceKind, PromotionCase
from domain.promotion_decisions import ApprovePromotion, DeclinePromotion, DeferPromotion
from domain.promotion_file import CloseFile, FileEvidence
from domain.promotion_panel import Choice, Conflict
from domain.promotions import ProposePromotion
from domain.readiness import AssessReadiness
from domain.recommendations import StateRecommendation
from domain.recusals import RecuseMember, RetainMember
from domain.remarks import AnswerRectification, AttachStatement, RectificationOutcome, RequestRectification
from domain.retention import AssessImpactOfLoss, AssessRetentionRisk, Grade
from domain.role import AppointmentKind, AppointmentSource, RoleId, WhyVacated
from domain.succession import ConfirmSlate, NominateSuccessor, RemoveSuccessor, WhyRemoved
from domain.vote_rounds import CloseVote, OpenVote
from domain.voting import CastVote
from ledger import Ledger, Receipt, Request, Wrapping
from ledger.audits.bundling import bundled_case
from ledger.connections import in_role, roles_of
from ledger.embedded_postgres import start
from ledger.migrations import migrate
from ledger.proofs import reading
from ledger.proofs.checkpoint import open_checkpoint
from ledger.proofs.published import Published
from ledger.proofs.publishing import Publisher
from ledger.proofs.signing import Algorithm, SigningKey
from ledger.proofs.verifying import verify
from ledger.replay import Replay, all_decisions, replays
from tests.examples import EXAMPLES

FOLDER: Final = Path(__file__).parent
DATABASE: Final = "version_1"
WRAPPING: Final = Wrapping(bytes(range(32)))
ORIGIN: Final = "ledger.example/book"
FIRST_KEY: Final = SigningKey(ORIGIN, Algorithm.ED25519, hashlib.sha256(b"the first key of version 1").digest())
KEY: Final = SigningKey(ORIGIN, Algorithm.ED25519, hashlib.sha256(b"the second key of version 1").digest())
WITNESS: Final = SigningKey("witness.example", Algorithm.COSIGNATURE, hashlib.sha256(b"a witness").digest())
COMMANDS: Final = UUID("0190a000-0000-7000-8000-000000000000")
TABLES: Final = {
    "ledger.entries": "position",
    "ledger.concerns": "position, subject, kind",
    "ledger.receipts": "first_position",
    "keys.data_keys": "person",
    "proofs.hashes": "level, first",
    "proofs.checkpoints": "size, signed_at",
    "proofs.verifier_keys": "since",
    "proofs.cosignatures": "size, witness",
}
STEWARD: Final = "steward"


def id_of(kind: str, number: int) -> str:
    """The id of a subject: always the same."""
    return f"{kind}-0190a000-0000-7000-8000-{number:012d}"


def person(number: int) -> PersonId:
    return PersonId(id_of("person", number))


def role(number: int) -> RoleId:
    return RoleId(id_of("role", number))


def case(number: int) -> CaseId:
    return CaseId(id_of("case", number))


# Who is there: Ada and others who are proposed, those who judge, and one holder for each role from 101 on.

ADA, BEN, CAI, DEE, EVE, FAY, GUS, HAL, INA, JOE = map(person, range(1, 11))
KIM, LEA, MIA, NED, OLA, PIA, XIA, YAN, ZOE, RIA = map(person, range(11, 21))
NAMES: Final = {
    ADA: "Ada Okafor", BEN: "Ben Sato", CAI: "Cai Moreau", DEE: "Dee Novak", EVE: "Eve Lindqvist", FAY: "Fay Adeyemi",
    GUS: "Gus Ferreira", HAL: "Hal Brandt", INA: "Ina Kowalska", JOE: "Joe Takács", KIM: "Kim Rossi", LEA: "Lea Dubois",
    MIA: "Mia Hansen", NED: "Ned Farkas", OLA: "Ola Berg", PIA: "Pia Costa", XIA: "Xia Wen", YAN: "Yan Petrov",
    ZOE: "Zoe Marchetti", RIA: "Ria Steiner",
}  # fmt: skip
MANAGERS: Final = {ADA: BEN, BEN: HAL, KIM: BEN, LEA: BEN, YAN: BEN, ZOE: INA, XIA: INA}
PLANNER, SETTER = role(1), role(2)
PAIR, LATE_PAIR, PAIR_OF_XIA = (MentorshipId(id_of("mentorship", number)) for number in (1, 2, 3))
LONG_AGO: Final = date(2019, 1, 7)
PANELS_FROM: Final = date(2023, 1, 2)
DAY: Final = timedelta(days=1)


@dataclass
class Book:
    """The ledger, written in under ids that are the same each time."""

    ledger: Ledger
    asked: int = 0

    def __call__(self, command: Command[Any], by: str = STEWARD) -> Reference:
        """Record one; where its first entry stands."""
        return self.all_of(command, by=by)[0]

    def all_of(self, command: Command[Any], by: str = STEWARD) -> tuple[Reference, ...]:
        """Record one; where all of its entries stand."""
        receipt = self.ledger.record(command, by=by, command_id=self.next_id())
        assert receipt.references, command
        return receipt.references

    def at_once(self, commands: Iterable[Command[Any]]) -> None:
        """Record many with one commit."""
        for result in self.ledger.record_many(Request(command, STEWARD, self.next_id()) for command in commands):
            assert isinstance(result, Receipt), result

    def next_id(self) -> UUID:
        self.asked += 1
        return uuid5(COMMANDS, str(self.asked))

    def correct(self, entry: Reference, instead: Command[Any], why: str) -> Reference:
        return self(CorrectEntry(entry, instead, why))

    def retract(self, entry: Reference, why: str, instead: Command[Any] | None = None) -> Reference:
        return self(RetractEntry(entry, why, instead))


@dataclass
class Case:
    """A promotion case on its way; every act on its day, which moves on."""

    book: Book
    number: int
    candidate: PersonId
    role: RoleId | None
    day: date
    step: tuple[Direction, str, str] = (Direction.UP, "self", "others")
    proposed_by: PersonId = CAI
    members: tuple[PersonId, ...] = field(default=(), init=False)

    def __post_init__(self) -> None:
        self.proposed = self.book(self.propose(), by=self.proposed_by)

    @property
    def case(self) -> CaseId:
        return case(self.number)

    def propose(self, **otherwise: Any) -> ProposePromotion:
        direction, lower, upper = self.step
        edition = 1 if self.day < PANELS_FROM else 2
        told: dict[str, Any] = {
            "case": self.case, "candidate": self.candidate, "role": self.role, "direction": direction,
            "from_level": lower, "to_level": upper, "framework": DEFAULT_FRAMEWORK, "edition": edition,
            "proposed_by": self.proposed_by, "grounds": "Does the work already", "effective_on": self.day,
        }  # fmt: skip
        return ProposePromotion(**told | otherwise)

    def filed(self, *evidence: Reference, kind: EvidenceKind = EvidenceKind.POTENTIAL, closed: bool = False) -> Case:
        for at in evidence:
            self.book(FileEvidence(self.case, at, kind, self.proposed_by, effective_on=self.day))
        return self.closed() if closed else self

    def closed(self) -> Case:
        self.book(CloseFile(self.case, FAY, effective_on=self.day))
        return self

    def convened(self, *members: PersonId, presented_by: PersonId | None = None) -> Case:
        self.members = members
        self.book(ConvenePanel(self.case, members, FAY, presented_by, effective_on=self.day), by=FAY)
        return self

    def opened(self, why_again: str | None = None) -> Case:
        self.day += DAY
        self.book(OpenVote(self.case, FAY, why_again, effective_on=self.day), by=FAY)
        return self

    def voted(self, votes: Mapping[PersonId, Choice], words: str | None = None) -> Case:
        for voter, choice in votes.items():
            said = words if choice is Choice.AGAINST else None
            self.book(CastVote(self.case, voter, choice, said, effective_on=self.day), by=voter)
        return self

    def counted(self) -> Case:
        self.book(CloseVote(self.case, FAY, effective_on=self.day), by=FAY)
        return self

    def recommended(self, why: str) -> Case:
        self.book(StateRecommendation(self.case, FAY, why, effective_on=self.day), by=FAY)
        return self

    def in_the_way(self) -> tuple[Requirement, ...]:
        """What would have to be set aside today."""
        now = self.book.ledger.book()
        known = now.recall(PromotionCase(), self.case)
        assert known.proposal is not None
        edition = now.recall(Framework(), DEFAULT_FRAMEWORK).editions[known.proposal.edition]
        findings = JUDGES[PRESENT].finds(edition, known, known.proposal, self.day, now)
        return tuple(finding.criterion for finding in findings if finding.stands_in_the_way)

    def approved(self, why: str) -> Reference:
        aside = tuple(SetAside(criterion, JOE, "We need them there") for criterion in self.in_the_way())
        return self.book(ApprovePromotion(self.case, HAL, why, aside, effective_on=self.day), by=HAL)

    def declined(self, why: str = "Not this year") -> Reference:
        return self.book(DeclinePromotion(self.case, HAL, why, effective_on=self.day), by=HAL)

    def deferred(self, why: str) -> Reference:
        later = self.day + timedelta(days=60)
        return self.book(DeferPromotion(self.case, HAL, why, later, effective_on=self.day), by=HAL)


def joining(who: PersonId, on: date = LONG_AGO, **more: Any) -> JoinPerson:
    name = NAMES.get(who, f"Holder {int(who[-12:])}")
    return JoinPerson(who, name, "Assembly", "Production", "self", manager=MANAGERS.get(who), effective_on=on, **more)


def assessing(
    who: PersonId,
    name: str,
    source: Source,
    by: PersonId | None,
    on: date,
    ratings: Mapping[str, int | None],
    **more: Any,
) -> RecordAssessment:
    """An assessment: of performance, if that alone is rated, and of leadership otherwise."""
    results = list(ratings) == ["performance"]
    instrument = Instrument.PERFORMANCE_EVALUATION if results else Instrument.LEADERSHIP_ASSESSMENT
    told: dict[str, Any] = {"purpose": Purpose.DECISION, "level": "others", "cycle": str(on.year) if results else None}
    return RecordAssessment(
        person=who,
        assessment=AssessmentId(f"assessment-{name}"),
        instrument=instrument,
        framework=DEFAULT_FRAMEWORK,
        edition=1,
        source=source,
        assessor=by,
        ratings=tuple(Rating(of, value, ("seen on the shift",)) for of, value in ratings.items()),
        effective_on=on,
        **told | more,
    )


# The beginning


def rules_and_people(book: Book) -> None:
    """Both editions, and everybody who is there from the beginning."""
    book(PublishFramework(DEFAULT_FRAMEWORK, DEFAULT_EDITION, effective_on=LONG_AGO))
    book(PublishFramework(DEFAULT_FRAMEWORK, EDITION_WITH_PANELS, effective_on=PANELS_FROM))
    book(joining(ADA, date(2019, 3, 4), job_title="Tool designer", identities=(Identity("hr", "E-1042"),)))
    book.at_once(joining(who) for who in NAMES if who != ADA)
    book(IdentifyPerson(BEN, "email", "ben.sato@plant.example", effective_on=LONG_AGO))
    book(RenamePerson(ADA, "Ada Okafor-Lind", effective_on=date(2022, 6, 18)))
    moved = book(MovePerson(ADA, "Assembly", "Production", "self", "Setter", BEN, effective_on=date(2021, 1, 11)))
    instead = MovePerson(ADA, "Assembly", "Production", "self", "Lead setter", BEN, effective_on=date(2021, 2, 1))
    book.correct(moved, instead, "The contract says February")
    instead = MovePerson(ADA, "Assembly", "Production", "self", "Shift setter", BEN, effective_on=date(2021, 2, 8))
    book.correct(moved, instead, "And the second Monday, as a shift setter")
    named = book(IdentifyPerson(CAI, "hr", "E-2001", effective_on=LONG_AGO))
    book.retract(named, "That is Dee's number", IdentifyPerson(DEE, "hr", "E-2001", effective_on=LONG_AGO))
    wed = date(2021, 5, 8)
    named = book(RenamePerson(GUS, "Gus Ferreira-Lind", effective_on=wed))
    book.correct(named, RenamePerson(GUS, "Gus Ferreira Lind", effective_on=wed), "Without the hyphen")
    book.retract(named, "He kept his name")
    book(LeavePerson(MIA, LeavingReason.RESIGNED, effective_on=date(2020, 5, 29)))
    book(joining(MIA, date(2021, 9, 6)))


# Lives


def loop_of_ada(book: Book) -> dict[str, Reference]:
    """How Ada grew; the entries that others cite later."""
    at = {
        "2022": book(assessing(ADA, "2022", Source.LINE_MANAGER, BEN, date(2022, 12, 12), {"performance": 4})),
        "2023": book(assessing(ADA, "2023", Source.LINE_MANAGER, BEN, date(2023, 12, 11), {"performance": 3})),
    }
    seen = {"work_values": 4, "direction": 3, "courage": None}
    at["peer"] = book(assessing(ADA, "peer", Source.PEER, CAI, date(2023, 11, 20), seen, summary="Leads the shift"))
    centre = {"work_values": 3, "empowering": 5}
    at["centre"] = book(
        assessing(ADA, "centre", Source.ASSESSOR, None, date(2024, 2, 5), centre, builds_on=(at["peer"],))
    )
    shift, merger = AssignmentId("assignment-shift"), AssignmentId("assignment-merger")
    start_on, end_on = date(2023, 2, 1), date(2023, 7, 31)
    given = GiveAssignment(
        ADA, shift, "Lead the night shift", AssignmentKind.ACTING_UP, start_on, end_on, True, "Production",
        ("keep the hand-over short",), INA, effective_on=date(2023, 1, 16),
    )  # fmt: skip
    at["shift"] = book(given)
    book(GiveAssignment(ADA, merger, "Two lines into one", AssignmentKind.PROJECT_LEAD, end_on, effective_on=end_on))
    practised = RecordPractice(ADA, "Chaired the hand-over", 1.5, shift, effective_on=date(2023, 2, 13))
    at["practice"] = book(practised, by=ADA)
    book(RecordCoaching(ADA, INA, "Asking before telling", 1.0, shift, effective_on=date(2023, 2, 20)))
    book(NoteLesson(ADA, "I fixed the press and nobody learned how", shift, effective_on=date(2023, 2, 21)), by=ADA)
    book(CompleteAssignment(ADA, shift, "Hand-overs at eight minutes", effective_on=end_on))
    book(CutAssignmentShort(ADA, merger, "The merger was called off", effective_on=date(2023, 10, 4)))
    asked = book(RequestFeedback(ADA, CAI, "How I hand over", effective_on=date(2023, 3, 1)), by=ADA)
    told = GiveFeedback(
        ADA, CAI, Source.PEER, Purpose.DEVELOPMENT, "We know why", "Leave the silence be", ("direction",), asked,
        effective_on=date(2023, 3, 8),
    )  # fmt: skip
    at["feedback"] = book(told, by=CAI)
    book(StateAspiration(ADA, Aim.LEADERSHIP, False, "I want to run a plant", effective_on=date(2023, 12, 1)))
    wish = book(StateAspiration(KIM, Aim.SPECIALIST, True, effective_on=date(2023, 12, 1)))
    book(WithdrawAspiration(KIM, "Not while my children are small", effective_on=date(2024, 1, 8)))
    book.retract(wish, "Kim had only been asked")
    return at


def bench(book: Book, at: Mapping[str, Reference]) -> None:
    """The role that Ada is to have: who held it, and who might come after them."""
    for each, title in ((PLANNER, "Planner of the night shift"), (SETTER, "Head setter")):
        book(EstablishRole(each, title, "Assembly", "Production", "others", each == PLANNER, effective_on=LONG_AGO))
    book(AppointToRole(PLANNER, BEN, effective_on=date(2019, 4, 1)))
    book(VacateRole(PLANNER, BEN, WhyVacated.PROMOTED, effective_on=date(2024, 1, 31)))
    acting = AppointmentKind.ACTING_UP
    book(AppointToRole(PLANNER, RIA, acting, AppointmentSource.EXTERNAL, effective_on=date(2024, 2, 1)))
    book(NominateSuccessor(PLANNER, ADA, "I have planned every hand-over", ADA, effective_on=date(2023, 12, 4)), by=ADA)
    book(NominateSuccessor(PLANNER, CAI, "Knows every press", BEN, effective_on=date(2023, 12, 4)))
    book(ConfirmSlate(PLANNER, (ADA, CAI), BEN, effective_on=date(2024, 1, 10)))
    judged = date(2024, 1, 12)
    ready = AssessReadiness(
        PLANNER, ADA, Readiness.NOW, True, (at["peer"], at["shift"]), DEFAULT_FRAMEWORK, 2, "Holds the shift",
        effective_on=judged,
    )  # fmt: skip
    book(ready)
    withdrew = WhyRemoved.WITHDREW_FOR_SPECIALIST_TRACK
    book(RemoveSuccessor(PLANNER, CAI, withdrew, "The presses it is", effective_on=date(2024, 1, 20)))
    book(AssessRetentionRisk(ADA, Grade.MEDIUM, DEFAULT_FRAMEWORK, 2, "Was asked elsewhere", effective_on=judged))
    book(AssessImpactOfLoss(ADA, Grade.HIGH, DEFAULT_FRAMEWORK, 2, "Plans both lines", effective_on=judged))


def mentorships(book: Book, at: Mapping[str, Reference]) -> None:
    """One pair that reached its goals, and one of somebody who will be erased."""
    ends_on = date(2023, 12, 29)
    agreed = AgreeMentorship(PAIR, INA, ADA, "Let others answer", 12.0, 30, ends_on, effective_on=date(2023, 1, 9))
    first = book(agreed)
    longer = AgreeMentorship(PAIR, INA, ADA, "Let others answer", 16.0, 21, ends_on, effective_on=date(2023, 1, 9))
    book.correct(first, longer, "They had agreed on more")
    book(HoldMentoringSession(PAIR, 1.5, "Silence is a question", "How four in the morning feels",
                              effective_on=date(2023, 2, 6)), by=INA)  # fmt: skip
    extents = zip(Question, Extent, ("shift", "practice", "feedback"), strict=True)
    answers = tuple(Answer(question, extent, (at[cited],)) for question, extent, cited in extents)
    book(EvaluateMentoring(PAIR, ADA, answers, "I ask first now", effective_on=date(2023, 12, 4)), by=ADA)
    book(EndMentorship(PAIR, WhyEnded.GOALS_REACHED, effective_on=date(2023, 12, 20)))
    book(AgreeMentorship(PAIR_OF_XIA, XIA, YAN, "Reading drawings", 6.0, 14, effective_on=date(2021, 3, 1)))
    book(HoldMentoringSession(PAIR_OF_XIA, 1.0, "Start at the title block", "Patience", effective_on=date(2021, 3, 15)))


# Cases


def two_rounds(book: Book, at: Mapping[str, Reference]) -> None:
    """1: approved on the recommendation of a panel that voted twice; a member was recused, and another retained."""
    one = Case(book, 1, ADA, PLANNER, date(2024, 5, 6))
    one.filed(at["2022"], at["2023"], kind=EvidenceKind.PERFORMANCE).filed(at["peer"], at["centre"], closed=True)
    one.convened(DEE, EVE, GUS, presented_by=BEN)
    on, close = one.day, Conflict.CLOSE_RELATION
    book(DeclareConflict(one.case, GUS, close, GUS, "Our children are married", effective_on=on), by=GUS)
    book(DeclareConflict(one.case, DEE, Conflict.OTHER, EVE, "They share a car", effective_on=on), by=EVE)
    book(RetainMember(one.case, DEE, (EVE, FAY), "A shared car is no conflict", effective_on=on))
    book(RecuseMember(one.case, GUS, (DEE, EVE), "He said so himself", effective_on=on))
    book(NameSubstitute(one.case, GUS, JOE, DEE, effective_on=on))
    divided = {DEE: Choice.IN_FAVOUR, EVE: Choice.AGAINST, JOE: Choice.ABSTAINED}
    one.opened().voted(divided, "One good shift is one good shift").counted()
    agreed = {DEE: Choice.IN_FAVOUR, EVE: Choice.AGAINST, JOE: Choice.IN_FAVOUR}
    one.opened("Joe had not seen the shift").voted(agreed, "Still one shift").counted()
    one.recommended("The shift plans itself, and she let it").approved("The shift stands behind her")
    book(AppointToRole(PLANNER, ADA, effective_on=date(2024, 6, 3)))

    centre = {"work_values": 2, "empowering": 5}
    mended = assessing(ADA, "centre", Source.ASSESSOR, None, date(2024, 2, 5), centre)
    book.correct(at["centre"], mended, "Copied from the wrong line")
    centre = {"work_values": 2, "empowering": 4}
    mended = assessing(ADA, "centre", Source.ASSESSOR, None, date(2024, 2, 5), centre)
    corrected = Reference(ADA, book.ledger.page(ADA)[-1].version)
    book.correct(corrected, mended, "And the second figure, too")
    book(assessing(ADA, "late", Source.DIRECT_REPORT, None, date(2024, 3, 4), {"integrity": 1, "judgement": 4}))
    book(AttachStatement(ADA, Reference(one.case, 4), "The rate was the day shift's", effective_on=date(2024, 6, 5)))
    asked = RequestRectification(ADA, at["centre"], "I was not there that week", effective_on=date(2024, 6, 5))
    wants = book(asked, by=ADA)
    mended_now = RectificationOutcome.MENDED
    book(AnswerRectification(ADA, wants, mended_now, BEN, "It reads as it was now", effective_on=date(2024, 6, 12)))
    book(RequestRectification(ADA, at["peer"], "It was two shifts", effective_on=date(2024, 6, 14)))


def small_cases(book: Book) -> None:
    """2 to 6: overridden, declined with its appeal dismissed, deferred, remitted, acting."""
    Case(book, 2, KIM, SETTER, date(2022, 3, 7)).closed().approved("There is nobody else")

    word = book(assessing(LEA, "lea", Source.PEER, CAI, date(2022, 2, 1), {"work_values": 3, "direction": 4}))
    declined = Case(book, 3, LEA, None, date(2022, 3, 14)).filed(word, closed=True)
    declined.declined("The file speaks of one peer alone")
    day = declined.day + 7 * DAY
    book(LodgeAppeal(case(3), AppealGround.PROCEDURE, LEA, "I was not heard", effective_on=day), by=LEA)
    dismissed = AppealOutcome.DISMISSED
    book(DecideAppeal(case(3), dismissed, (INA, JOE), "She was, twice", effective_on=day + 7 * DAY))
    facts = (book(RecordPractice(LEA, "Ran the audit of the line", 6.0, effective_on=date(2022, 4, 4))),)
    itself = case(7)
    again = ProposePromotion(
        itself, LEA, None, Direction.UP, "self", "others", DEFAULT_FRAMEWORK, 1, LEA, "There is more now", facts,
        effective_on=date(2022, 5, 2),
    )  # fmt: skip
    book(again, by=LEA)

    lateral = Case(book, 4, MIA, None, date(2023, 3, 6), (Direction.LATERAL, "others", "others"))
    lateral.closed().deferred("Nobody has spoken yet")
    lateral.day += 30 * DAY
    seen = {"work_values": 4, "skills": 4, "expertise": 5}
    word = book(assessing(MIA, "mia", Source.HIGHER_MANAGER, HAL, lateral.day, seen))
    lateral.filed(word, closed=True).approved("She has run such a shift before")
    book.correct(lateral.proposed, replaced(lateral, to_level="leaders"), "The wrong rung")

    remitted = Case(book, 5, YAN, SETTER, date(2024, 3, 4))
    wrong = book(assessing(YAN, "yan", Source.LINE_MANAGER, BEN, date(2024, 2, 1), {"work_values": 1}))
    remitted.filed(wrong, closed=True).convened(DEE, EVE, GUS)
    against = dict.fromkeys((DEE, EVE, GUS), Choice.AGAINST)
    remitted.opened().voted(against, "The values are not there").counted().recommended("We saw no values")
    remitted.declined("As the panel has it")
    day = remitted.day + 3 * DAY
    error = LodgeAppeal(case(5), AppealGround.ERROR_OF_FACT, YAN, "That was not me", (wrong,), effective_on=day)
    book(error, by=YAN)
    remitted.day = day + 4 * DAY
    book.retract(wrong, "Rated somebody else")
    answered = DecideAppeal(case(5), AppealOutcome.REMITTED, (OLA, PIA), "It was not", effective_on=remitted.day)
    book(answered)
    right = book(assessing(YAN, "right", Source.LINE_MANAGER, BEN, date(2024, 2, 1), {"work_values": 4}))
    remitted.filed(right, closed=True).convened(INA, JOE, NED)
    in_favour = dict.fromkeys((INA, JOE, NED), Choice.IN_FAVOUR)
    remitted.opened().voted(in_favour).counted().recommended("We saw them").approved("As the new panel has it")

    acting = Case(book, 6, RIA, SETTER, date(2022, 6, 6), (Direction.ACTING, "self", "others"))
    acting.closed().approved("Until autumn")


def replaced(of: Case, **otherwise: Any) -> ProposePromotion:
    """The proposal as it should have been."""
    day = next(entry.event.effective_on for entry in of.book.ledger.page(of.case))
    return of.propose(effective_on=day, direction=Direction.UP, **otherwise)


def erased_case(book: Book) -> None:
    """8: the case of somebody whose key is destroyed in the end."""
    word = book(assessing(XIA, "xia", Source.PEER, YAN, date(2022, 1, 17), {"work_values": 4, "courage": 3}))
    Case(book, 8, XIA, None, date(2022, 2, 7)).filed(word, closed=True).declined()
    wrong = book(RenamePerson(XIA, "Xia Wu", effective_on=date(2022, 3, 1)))
    book.correct(wrong, RenamePerson(XIA, "Xia Woo", effective_on=date(2022, 3, 1)), "As in the passport")


def open_case(book: Book) -> None:
    """9: a second round is open; two of three have voted, and nobody may see how."""
    zoe = Case(book, 9, ZOE, None, date(2024, 9, 2)).closed().convened(DEE, EVE, GUS)
    first = {DEE: Choice.IN_FAVOUR, EVE: Choice.AGAINST, GUS: Choice.ABSTAINED}
    zoe.opened().voted(first, "Seen when the first round closed").counted()
    zoe.opened("One of us abstained").voted({DEE: Choice.AGAINST, EVE: Choice.AGAINST}, "Withheld while it is open")


# Roles whose holders read otherwise later: 101 and on, each with a case of the same number


class Roles:
    """Roles, each with a holder of its own, and a decision about somebody who is to follow."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.candidates = (OLA, PIA, NED)
        self.days = dict.fromkeys(self.candidates, date(2022, 5, 2))

    def established(self, number: int) -> tuple[RoleId, PersonId]:
        title = f"Role {number}"
        self.book(EstablishRole(role(number), title, "Assembly", "Production", "others", effective_on=LONG_AGO))
        self.book(joining(person(number)))
        return role(number), person(number)

    def held(self, number: int) -> tuple[RoleId, PersonId, Reference]:
        there, holder = self.established(number)
        return there, holder, self.appointed(there, holder)

    def appointed(self, there: RoleId, holder: PersonId, on: date = date(2020, 2, 3)) -> Reference:
        return self.book(AppointToRole(there, holder, effective_on=on))

    def left(self, holder: PersonId, on: date) -> tuple[Reference, ...]:
        """The leaving, and every role vacated by it."""
        return self.book.all_of(LeavePerson(holder, LeavingReason.RESIGNED, effective_on=on))

    def decided(self, number: int, *, approved: bool = False) -> date:
        """A case of the next candidate, decided on its day; a month later comes the next one."""
        candidate = self.candidates[number % len(self.candidates)]
        day = self.days[candidate]
        self.days[candidate] = day + 28 * DAY
        one = Case(self.book, number, candidate, role(number), day).closed()
        if approved:
            one.approved("The role needs somebody")
        else:
            one.declined()
        return day


MARCH: Final = date(2022, 3, 31)
"""Before every decision about these roles."""
DECEMBER: Final = date(2022, 12, 30)
"""After every one of them."""


def holders_leave(roles: Roles) -> None:
    """101 to 103: known before, told after with a day after, told after with a day before. The first held 120, too."""
    _, holder, _ = roles.held(101)
    title = "Role 120"
    roles.book(EstablishRole(role(120), title, "Assembly", "Production", "others", effective_on=LONG_AGO))
    roles.appointed(role(120), holder, date(2021, 2, 1))
    [gone, _, _] = roles.left(holder, MARCH)
    roles.decided(101, approved=True)
    roles.book.correct(gone, LeavePerson(holder, LeavingReason.RETIRED, effective_on=MARCH), "She retired")

    _, holder, _ = roles.held(102)
    roles.decided(102)
    roles.left(holder, DECEMBER)

    _, holder, _ = roles.held(103)
    roles.decided(103, approved=True)
    roles.left(holder, MARCH)


def appointments_come_late(roles: Roles) -> None:
    """104 to 106: told after the decision; and of somebody who had left, after it and before it."""
    there, holder = roles.established(104)
    roles.decided(104, approved=True)
    roles.appointed(there, holder)

    there, holder = roles.established(105)
    roles.left(holder, MARCH)
    roles.decided(105)
    roles.appointed(there, holder)

    there, holder = roles.established(106)
    roles.left(holder, MARCH)
    roles.appointed(there, holder)
    roles.decided(106)


def appointments_change(roles: Roles) -> None:
    """107 to 109: retracted, corrected to acting up, and retracted with another instead, after the decision."""
    _, _, made = roles.held(107)
    roles.decided(107)
    roles.book.retract(made, "It never came to that")

    there, holder, made = roles.held(108)
    roles.decided(108, approved=True)
    acting = AppointToRole(there, holder, AppointmentKind.ACTING_UP, effective_on=date(2020, 2, 3))
    roles.book.correct(made, acting, "Acting up, the contract says")

    there, _, made = roles.held(109)
    roles.decided(109)
    roles.book.retract(made, "It was Gus", AppointToRole(there, GUS, effective_on=date(2020, 2, 3)))


def leavings_are_taken_back(roles: Roles) -> None:
    """110 to 113: the leaving alone, the leaving and the vacating, the vacating alone; and the leaving before."""
    _, holder, _ = roles.held(110)
    [gone, _] = roles.left(holder, MARCH)
    roles.decided(110)
    roles.book.retract(gone, "She stayed")

    _, holder, _ = roles.held(111)
    [gone, vacated] = roles.left(holder, MARCH)
    roles.decided(111, approved=True)
    roles.book.retract(gone, "He stayed")
    roles.book.retract(vacated, "And kept the role")

    _, holder, _ = roles.held(112)
    [_, vacated] = roles.left(holder, MARCH)
    roles.decided(112)
    roles.book.retract(vacated, "Kept the role for a while")

    _, holder, _ = roles.held(113)
    [gone, _] = roles.left(holder, MARCH)
    roles.book.retract(gone, "She stayed")
    roles.decided(113)


def leavings_are_moved(roles: Roles) -> None:
    """114 to 116: to after the decision, to before it; and the vacating alone, to after it."""
    _, holder, _ = roles.held(114)
    [gone, _] = roles.left(holder, MARCH)
    roles.decided(114)
    roles.book.correct(gone, LeavePerson(holder, LeavingReason.RESIGNED, effective_on=DECEMBER), "At the year's end")

    _, holder, _ = roles.held(115)
    [gone, _] = roles.left(holder, DECEMBER)
    roles.decided(115)
    roles.book.correct(gone, LeavePerson(holder, LeavingReason.RESIGNED, effective_on=MARCH), "In spring already")

    there, holder, _ = roles.held(116)
    [_, vacated] = roles.left(holder, MARCH)
    roles.decided(116)
    later = VacateRole(there, holder, WhyVacated.STEPPED_DOWN, effective_on=DECEMBER)
    roles.book.correct(vacated, later, "Stayed on as an adviser")


def holders_come_back(roles: Roles) -> None:
    """117 to 119: back without the role, back and appointed late; and gone before the appointment began."""
    _, holder, _ = roles.held(117)
    roles.left(holder, date(2021, 6, 30))
    roles.book(joining(holder, date(2022, 1, 10)))
    roles.decided(117)

    there, holder, _ = roles.held(118)
    roles.left(holder, date(2021, 6, 30))
    roles.book(joining(holder, date(2022, 1, 10)))
    roles.decided(118)
    roles.appointed(there, holder, date(2022, 1, 17))

    there, holder = roles.established(119)
    roles.appointed(there, holder, date(2022, 6, 1))
    roles.left(holder, MARCH)
    roles.decided(119)


def conflicts_come_to_light(book: Book) -> None:
    """10: a member of the panel turns out to hold the role for an interim, and another to mentor the candidate."""
    there = role(10)
    book(EstablishRole(there, "Head of stores", "Assembly", "Production", "others", effective_on=LONG_AGO))
    one = Case(book, 10, CAI, there, date(2023, 5, 8), proposed_by=BEN).closed().convened(DEE, EVE, GUS)
    one.opened().voted(dict.fromkeys((DEE, EVE, GUS), Choice.IN_FAVOUR)).counted()
    one.recommended("We would have her").declined("Not with this file")
    interim = AppointmentKind.INTERIM
    book(AppointToRole(there, EVE, interim, AppointmentSource.EXTERNAL, effective_on=date(2023, 4, 3)))
    book(AgreeMentorship(LATE_PAIR, GUS, CAI, "Fewer words", 8.0, 30, effective_on=date(2023, 1, 9)))


# Writing it all down


def signed(url: str, *keys: SigningKey) -> None:
    """Take all there is into the tree, and sign a checkpoint over it."""
    with psycopg.connect(in_role(url, roles_of(url).projector), autocommit=True) as connection:
        publisher = Publisher(connection, keys)
        publisher.begin()
        while publisher.go_on():
            pass
        publisher.sign()


def cosigned(url: str) -> None:
    """Have the last checkpoint cosigned by a witness, and keep what it signed."""
    with psycopg.connect(in_role(url, roles_of(url).projector), autocommit=True) as connection:
        note, size = reading.last_checkpoint(connection) or (None, 0)
        assert note is not None
        [(at,)] = connection.execute("SELECT extract(epoch FROM now())::bigint").fetchall()
        line = WITNESS.sign(note.text, at=at).line
        kept = "INSERT INTO proofs.cosignatures (size, witness, line) VALUES (%s, %s, %s)"
        connection.execute(kept, (size, str(WITNESS.verifier), line))


def told(ledger: Ledger, url: str) -> None:
    """Everything, from the first entry to the last checkpoint but one."""
    book = Book(ledger)
    rules_and_people(book)
    signed(url, FIRST_KEY)
    at = loop_of_ada(book)
    bench(book, at)
    mentorships(book, at)
    signed(url, FIRST_KEY, KEY)
    small_cases(book)
    erased_case(book)
    roles = Roles(book)
    for what in (holders_leave, appointments_come_late, appointments_change):
        what(roles)
    signed(url, KEY)
    for what in (leavings_are_taken_back, leavings_are_moved, holders_come_back):
        what(roles)
    conflicts_come_to_light(book)
    two_rounds(book, at)
    open_case(book)
    kinds = {entry.kind for entry in ledger.entries(opened=False)}
    missing = {type(event).__name__ for event in EXAMPLES} - kinds
    assert not missing, missing


def fresh_database(url: str) -> str:
    """An empty database of our name on that server, in the form of this version."""
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(Identifier(DATABASE)))
        connection.execute(SQL("CREATE DATABASE {}").format(Identifier(DATABASE)))
    made = conninfo.make_conninfo(url, dbname=DATABASE)
    migrate(made)
    return made


def compressed(name: str, content: bytes) -> None:
    """A file of this folder, always the same for the same content."""
    (FOLDER / f"{name}.gz").write_bytes(gzip.compress(content, mtime=0))


def write_rows(url: str) -> None:
    """All tables, as COPY writes them."""
    (FOLDER / "rows").mkdir(exist_ok=True)
    with psycopg.connect(url) as connection:
        connection.execute("SET TIME ZONE 'UTC'")
        for table, order in TABLES.items():
            rows = SQL("COPY (SELECT * FROM {} ORDER BY {}) TO STDOUT").format(
                Identifier(*table.split(".")), SQL(order)
            )
            with connection.cursor().copy(rows) as copy:
                text = b"".join(map(bytes, copy))
            compressed(f"rows/{table}.copy", text)


def write_replays(ledger: Ledger) -> None:
    """What this version says of every decision."""
    said = [in_json(one) for one in replays(ledger, all_decisions(ledger)) if isinstance(one, Replay)]
    compressed("replays.json", (json.dumps(said, ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode())


def write_proofs(ledger: Ledger, url: str, of: CaseId) -> None:
    """Bundles of a case, an earlier checkpoint and the last one, and the keys."""

    def opened(positions: Sequence[int]) -> dict[int, Any]:
        return said_at(ledger, positions)

    with Published(url) as log:
        [(size,), *_] = log.read(lambda c: c.execute("SELECT size FROM proofs.checkpoints ORDER BY size").fetchall())
        earlier, _ = log.read(lambda c: reading.last_checkpoint(c, at_most=size)) or (None, 0)
        assert earlier is not None
        replay, since = replayed(ledger, of), bytes(earlier)
        bundle = log.read(lambda c: bundled_case(c, of, since=since, replay=replay))
        (FOLDER / "case.zip").write_bytes(bundle)
        bundle = log.read(lambda c: bundled_case(c, of, opened=opened, replay=replay))
        (FOLDER / "case-opened.zip").write_bytes(bundle)
        (FOLDER / "checkpoint-earlier").write_bytes(since)
        (FOLDER / "checkpoint").write_bytes(log.checkpoint())
        (FOLDER / "verifier-keys").write_bytes(log.verifier_keys())
        held = open_checkpoint(log.checkpoint(), log.read(reading.verifier_keys)).checkpoint
        found = log.read(lambda c: verify(c, held, index=True))
        assert found.disagreement is None, found
    (FOLDER / "witness-keys").write_text(f"{WITNESS.verifier}\n")
    (FOLDER / "signing.key").write_text(f"{KEY.text}\n")


def main() -> None:
    """Write the ledger, then everything that can be made of it."""
    with start(Path(tempfile.gettempdir()) / "leadership-ledger-version-1") as running:
        url = fresh_database(running.url)
        with closing(Ledger.open(url, WRAPPING)) as ledger:
            told(ledger, url)
            ledger.keys.destroy(XIA)
        signed(url, KEY)
        cosigned(url)
        with closing(Ledger.open(url, WRAPPING)) as ledger:
            write_replays(ledger)
            compressed("export.ndjson", b"".join(Exported(ledger)))
            write_proofs(ledger, url, case(5))
        write_rows(url)


if __name__ == "__main__":
    main()
