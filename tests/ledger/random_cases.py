"""Promotion cases that went every which way: filed, corrected, voted on, deferred, decided, and corrected again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any, Final
from uuid import uuid4

from domain.amendments.corrections import CorrectEntry, RetractEntry
from domain.development.assessments import RecordAssessment
from domain.development.development import AssessmentId, Instrument, Purpose, Rating
from domain.frameworks.default_pack import DEFAULT_EDITIONS, DEFAULT_FRAMEWORK
from domain.frameworks.framework import Framework
from domain.frameworks.publishing import PublishFramework
from domain.judging.findings import EvidenceKind, Finding
from domain.kernel.commands import Command
from domain.kernel.facts import Reference
from domain.kernel.ids import CaseId, PersonId, RoleId
from domain.kernel.refusals import Refusal
from domain.organisation.appointments import AppointToRole, EstablishRole
from domain.organisation.role import AppointmentKind, AppointmentSource
from domain.people.joining import JoinPerson
from domain.promotions.decisions import ApprovePromotion, DeclinePromotion, DeferPromotion
from domain.promotions.judging.judges import JUDGES, PRESENT
from domain.promotions.overrides import SetAside
from domain.promotions.panels.convening import ConvenePanel
from domain.promotions.panels.panel import Choice
from domain.promotions.panels.recommendations import StateRecommendation
from domain.promotions.panels.vote_casting import CastVote
from domain.promotions.panels.vote_counting import CloseVote
from domain.promotions.panels.vote_opening import OpenVote
from domain.promotions.promotion_case import Direction, PromotionCase
from domain.promotions.promotion_file import CloseFile, FileEvidence
from domain.promotions.proposals import ProposePromotion
from ledger import Ledger, Receipt, Request, new_id
from tests.ledger.commands_recorded import BY
from tests.units import ASSEMBLY, establish

BEGIN: Final = date(2020, 1, 6)
DAYS: Final = {1: BEGIN + timedelta(days=700), 2: BEGIN + timedelta(days=900)}
"""When cases are proposed under each edition."""
SECOND_EDITION: Final = BEGIN + timedelta(days=800)
RATED: Final = ("performance", "work_values", "skills", "integrity", "direction", "expertise", "potential")
LEVELS: Final = ("self", "others", "leaders", "function")


@dataclass
class Office:
    """A ledger in which promotions are decided, and the few who decide them."""

    ledger: Ledger
    random: Random
    people: list[PersonId] = field(default_factory=list)
    boss: PersonId = field(init=False)

    def ask(self, command: Command[Any]) -> Receipt | None:
        """What becomes of a command, one by one or in bulk; None if the rules say no."""
        if self.random.random() < 0.1:
            [result] = self.ledger.record_many([Request(command, BY, uuid4())])
            return result if isinstance(result, Receipt) else None
        try:
            return self.ledger.record(command, by=BY)
        except Refusal:
            return None

    def open(self) -> None:
        """Publish both editions, in a unit that stands, and let those join who propose, recommend and decide."""
        with suppress(Refusal):  # it may stand already
            self.ledger.record(establish("Assembly"), by=BY)
        for edition, on in zip(DEFAULT_EDITIONS, (BEGIN, SECOND_EDITION), strict=True):
            assert self.ask(PublishFramework(DEFAULT_FRAMEWORK, edition, effective_on=on, imported=True))
        self.boss = self.somebody()
        self.people = [self.somebody(self.boss) for _ in range(8)]

    def somebody(self, manager: PersonId | None = None, level: str | None = None) -> PersonId:
        person = PersonId(new_id("person"))
        assert self.ask(JoinPerson(person, "Somebody", ASSEMBLY, level=level, manager=manager, effective_on=BEGIN))
        return person

    def assessed(self, candidate: PersonId, on: date) -> RecordAssessment:
        """Somebody's word on the candidate."""
        random = self.random
        of = random.sample(RATED, random.randint(1, 4))
        return RecordAssessment(
            candidate,
            AssessmentId(f"assessment-{uuid4()}"),
            random.choice((Instrument.PERFORMANCE_EVALUATION, Instrument.LEADERSHIP_ASSESSMENT)),
            random.choices((Purpose.DECISION, Purpose.DEVELOPMENT), (9, 1))[0],
            DEFAULT_FRAMEWORK,
            1,
            random.choice((None, self.people[3], self.boss)),
            tuple(Rating(each, random.choice((None, 1, 2, 3, 4, 5)), ("seen",)) for each in of),
            random.choice((None, *LEVELS)),
            random.choice((None, str(on.year))),
            effective_on=on,
        )


@dataclass
class Life:
    """One case, and what is known of it so far."""

    office: Office
    case: CaseId = field(default_factory=lambda: CaseId(new_id("case")))
    words: dict[Reference, RecordAssessment] = field(default_factory=dict)

    def run(self) -> CaseId:
        """From the first assessment to what comes to light after the decision."""
        office, random = self.office, self.office.random
        edition, (lower, upper) = random.choice((1, 2)), random.choice(list(pairwise(LEVELS)))
        self.candidate, self.role, self.day = office.somebody(office.boss, lower), self.some_role(), DAYS[edition]
        for _ in range(random.randint(1, 6)):
            self.is_assessed()
        propose = ProposePromotion(
            self.case, self.candidate, self.role, Direction.UP, lower, upper, DEFAULT_FRAMEWORK, edition,
            office.people[0], "Leads already", effective_on=self.day,
        )  # fmt: skip
        assert office.ask(propose)
        for _ in range(random.randint(1, 2)):
            self.is_filed()
            self.is_meddled_with()
            self.is_recommended()
            self.is_meddled_with()
            self.is_decided()
            for _ in range(random.randint(0, 3)):
                self.is_meddled_with()
        return self.case

    def some_role(self) -> RoleId | None:
        """A role, with a holder or without; or none."""
        office, random = self.office, self.office.random
        if random.random() < 0.3:
            return None
        role = RoleId(new_id("role"))
        office.ask(EstablishRole(role, "Planner", ASSEMBLY, "Production", "others", effective_on=BEGIN))
        if random.random() < 0.3:
            self.is_held(role)
        return role

    def is_held(self, role: RoleId) -> None:
        """Somebody holds the role, which may be written down late."""
        held = AppointToRole(
            role, self.office.people[7], AppointmentKind.SUBSTANTIVE, AppointmentSource.INTERNAL, effective_on=BEGIN
        )
        self.office.ask(held)

    def is_assessed(self) -> None:
        """Somebody speaks, today or long ago."""
        on = BEGIN + timedelta(days=self.office.random.randint(1, 700))
        command = self.office.assessed(self.candidate, on)
        if receipt := self.office.ask(command):
            self.words[receipt.references[0]] = command

    def is_filed(self) -> None:
        random = self.office.random
        for at in self.words:
            if random.random() < 0.8:
                kind = random.choice(tuple(EvidenceKind))
                self.office.ask(FileEvidence(self.case, at, kind, self.office.people[0], effective_on=self.day))
        self.office.ask(CloseFile(self.case, self.office.people[6], effective_on=self.day))

    def is_recommended(self) -> None:
        """By a panel, where there is one, or without anybody asking for it."""
        office, day, members = self.office, self.day, tuple(self.office.people[2:5])
        chosen = [CastVote(self.case, m, office.random.choice(tuple(Choice)), effective_on=day) for m in members]
        for command in (
            ConvenePanel(self.case, members, office.people[5], effective_on=day),
            OpenVote(self.case, members[0], "A fuller file", effective_on=day),
            *chosen,
            CloseVote(self.case, members[0], effective_on=day),
            StateRecommendation(self.case, members[0], "What we saw", effective_on=day),
        ):
            office.ask(command)

    def is_meddled_with(self) -> None:
        """Something is corrected, taken back, or written down late."""
        office, random = self.office, self.office.random
        match random.choice(("correct", "retract", "late", "appoint", "nothing")):
            case "correct" if self.words:
                at = random.choice(list(self.words))
                instead = office.assessed(self.candidate, self.words[at].effective_on)
                office.ask(CorrectEntry(at, instead, "Copied from the wrong line"))
            case "retract" if self.words:
                office.ask(RetractEntry(random.choice(list(self.words)), "About somebody else"))
            case "late":
                self.is_assessed()
            case "appoint" if self.role:
                self.is_held(self.role)

    def is_decided(self) -> None:
        office, random, executive = self.office, self.office.random, self.office.people[1]
        set_aside = tuple(
            SetAside(finding.criterion, office.people[5], "We need her there")
            for finding in self.findings()
            if finding.stands_in_the_way
        )
        command = random.choice((
            ApprovePromotion(self.case, executive, "The shift is hers", set_aside, effective_on=self.day),
            DeclinePromotion(self.case, executive, "Another year", effective_on=self.day),
            DeferPromotion(self.case, executive, "A voice is missing", self.day + timedelta(90), effective_on=self.day),
        ))  # fmt: skip
        office.ask(command)

    def findings(self) -> tuple[Finding, ...]:
        book = self.office.ledger.book()
        case = book.recall(PromotionCase, self.case)
        if case.proposal is None:
            return ()
        edition = book.recall(Framework, DEFAULT_FRAMEWORK).editions[case.proposal.edition]
        return JUDGES[PRESENT].finds(edition, case, case.proposal, self.day, book)


def decided_cases(ledger: Ledger, seed: int, count: int) -> Iterator[CaseId]:
    """So many cases of one office; nearly all of them are decided."""
    office = Office(ledger, Random(seed))
    office.open()
    return (Life(office).run() for _ in range(count))
