"""The course of a case at random: it goes as it should, but for whoever meddles with it, and whatever comes up late."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from domain.development.development import Instrument
from domain.frameworks.framework import published
from domain.judging.findings import EvidenceKind, Finding
from domain.kernel.commands import Command
from domain.kernel.facts import Reference
from domain.promotions.appeal_decisions import AppealOutcome, DecideAppeal
from domain.promotions.appeals import LodgeAppeal, WithdrawAppeal
from domain.promotions.candidacies import HearCandidate
from domain.promotions.decisions import ApprovePromotion, DeclinePromotion, DeferPromotion
from domain.promotions.informing import Channel, InformPerson
from domain.promotions.judging.judges import JUDGES, PRESENT
from domain.promotions.override_reviews import HeldUp, ReviewOverride
from domain.promotions.overrides import SetAside
from domain.promotions.panels.convening import ConvenePanel, NameSubstitute
from domain.promotions.panels.panel import Choice
from domain.promotions.panels.recommendations import StateRecommendation
from domain.promotions.panels.recusals import RecuseMember, RetainMember
from domain.promotions.panels.vote_casting import CastVote
from domain.promotions.panels.vote_counting import CloseVote
from domain.promotions.panels.vote_opening import OpenVote
from domain.promotions.promotion_case import AppealGround, PromotionCase
from domain.promotions.promotion_file import CloseFile, FileEvidence
from tests.search.meddling import MEDDLING, is_declared
from tests.search.organisation import SENIORS
from tests.search.situation import Situation

CLOSE_IN_PERCENT: Final = 25
"""Cases in which the closest colleague of the candidate is said to be close."""
PARTS: Final = 8
"""How many of those who stand apart and high enough have one, each time."""
MEDDLED_IN_PERCENT: Final = 18


@dataclass
class Course(Situation):
    """One case from the proposal to what comes after the decision."""

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

    def gives_out_parts(self) -> None:
        """Who convenes, moderates, votes, closes, decides, sets aside and stands in; others each time."""
        parts = [self.senior() for _ in range(PARTS)]
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
                self.act(boss, FileEvidence, "filed_by", case=case, evidence=at, evidence_kind=kind)
        self.is_told()
        self.goes_by(2 if self.chance.in_percent(4) else 9)
        self.is_meddled_with()
        self.act(self.convener, CloseFile, "closed_by", case=case)
        self.is_convened()
        self.is_meddled_with()
        self.is_voted_on()
        if self.strict:
            self.act(self.spare, HearCandidate, "heard_by", case=case, words="Heard")

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
        for _ in range(2):
            self.act(convener, OpenVote, "opened_by", case=case, why_again="A voice was missing")
            for voter in self.voters:
                self.act(voter, CastVote, "voter", case=case, choice=self.chance.of(tuple(Choice)))
            self.is_meddled_with()
            closed = self.act(convener, CloseVote, "closed_by", case=case)
            if closed is not None:
                break
            self.is_mended()
        self.is_meddled_with()
        self.act(convener, StateRecommendation, "stated_by", case=case, rationale="What we saw")
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
                named = self.act(self.convener, NameSubstitute, "named_by", case=case, member=voter, substitute=spare)
                if named is not None:
                    self.voters = (*(one for one in self.voters if one != voter), spare)
                return

    def is_decided(self) -> str | None:
        """What came of it; None where nobody could decide."""
        chance = self.chance
        way = chance.of(("approve",) * 14 + ("decline",) * 3 + ("defer",) * 3)
        self.goes_by(chance.number(0, 5))
        for _ in range(2):  # whoever was refused for the wrong authority asks again
            kind, said = self.decision(way)
            if self.act(self.decider, kind, "decided_by", case=self.case, rationale="As we saw it", **said) is not None:
                return way
        return None

    def decision(self, way: str) -> tuple[Callable[..., Command[Any]], dict[str, Any]]:
        """What is asked for, and what is said in it."""
        if way == "decline":
            return DeclinePromotion, {}
        if way == "defer":
            return DeferPromotion, {"revisit_on": self.day + timedelta(12)}
        authority = self.decider if self.chance.in_percent(8) else self.perhaps_odd(self.authority)
        set_aside = tuple(
            SetAside(finding.criterion, authority, "We need them there")
            for finding in self.findings(self.day)
            if finding.stands_in_the_way
        )
        return ApprovePromotion, {"set_aside": set_aside}

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
        if not chance.in_percent(20):
            self.is_told()
        if not chance.in_percent(50 if decision == "approve" else 80):
            return False
        self.goes_by(40 if chance.in_percent(10) else chance.number(0, 10))
        ground = chance.of(tuple(AppealGround))
        facts = (Reference(self.candidate, 1),)
        by = they.person(chance.of(("candidate", "candidate", "rival"))) if chance.in_percent(80) else self.proposer
        self.act(by, LodgeAppeal, "lodged_by", case=case, ground=ground, words="It was not so", facts=facts)
        if chance.in_percent(8):
            self.act(by, WithdrawAppeal, "withdrawn_by", case=case)
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

    def is_told(self) -> None:
        """The candidate is told of the case as it stands."""
        latest = Reference(self.case, self.organisation.ledger.version(self.case))
        boss, how = self.organisation.person("boss"), Channel.IN_PERSON
        self.act(boss, InformPerson, "informed_by", person=self.candidate, about=latest, how=how)

    def is_reviewed(self) -> None:
        """Whether what was set aside turned out not to matter; half a year later, and perhaps too early."""
        they, facts = self.organisation, (Reference(self.candidate, 1),)
        for one in they.ledger.book().recall(PromotionCase, self.case).reviews[:1]:
            self.day = they.today
            said = {"decision": one.decision, "criterion": one.criterion, "outcome": HeldUp.HELD_UP, "facts": facts}
            self.act(self.spare, ReviewOverride, "reviewed_by", case=self.case, **said)

    def is_meddled_with(self) -> None:
        """Something else comes up, as of today or of long ago."""
        if self.chance.in_percent(MEDDLED_IN_PERCENT):
            lately = max(0, self.taken - PARTS)
            first, last = (lately, lately + PARTS - 1) if self.chance.in_percent(70) else (0, SENIORS - 1)
            someone = f"senior{self.chance.number(first, last) % SENIORS}"
            on = self.day - timedelta(self.chance.of((0, 1, 5, 30, 200)))
            self.chance.of(MEDDLING)(self, someone, on)
