"""A few hundred promotion cases that went every way that the rules leave open, for the judge named second to decide."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from typing import Any

from domain.development.assessments import RecordAssessment
from domain.development.development import AssessmentId, Instrument, Purpose, Rating
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.framework import published
from domain.judging.findings import EvidenceKind, Finding
from domain.kernel.commands import Command
from domain.kernel.facts import Reference
from domain.kernel.ids import PersonId
from domain.organisation.profiles import CloseRole
from domain.promotions.appeal_decisions import AppealOutcome, DecideAppeal
from domain.promotions.appeals import LodgeAppeal, WithdrawAppeal
from domain.promotions.candidacies import HearCandidate, WithdrawCandidacy
from domain.promotions.decisions import ApprovePromotion, DeclinePromotion, DeferPromotion, PromotionDecision
from domain.promotions.informing import Channel, InformPerson
from domain.promotions.judging.judges import JUDGES, SECOND
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
from ledger import Ledger, new_id
from tests.compatibility.second.candidate import Candidate
from tests.compatibility.second.house import EDITIONS, STEP, House
from tests.ledger.commands_recorded import past_the_rules


@dataclass
class Life(Candidate):
    """One case, from the first assessment to what comes to light after the decision."""

    decision: Reference | None = None

    def run(self) -> None:
        random = self.house.random
        self.lower, self.upper = random.choice(list(pairwise(DEFAULT_EDITION.ladder[:4])))
        self.edition = random.choice(list(EDITIONS))
        self.day = STEP if self.edition == 1 else EDITIONS[self.edition] + timedelta(28)
        self.manager = random.choice((*self.house.heads, *self.house.peers))
        self.candidate = self.house.joins(self.lower, self.manager)
        self.grows()
        self.has_a_role()
        if not self.is_proposed():
            return
        for _ in range(3):
            self.is_filed()
            self.is_meddled_with()
            self.is_recommended()
            self.is_meddled_with()
            decided = self.is_decided()
            self.day += timedelta(7)
            if decided == "DeferPromotion" or (decided and self.is_remitted()):
                continue
            break
        for _ in range(random.randint(0, 4)):
            self.is_meddled_with()
        self.is_reviewed()

    def is_reviewed(self) -> None:
        """Months after an override, whether it was right; and the role goes with the last of its holders."""
        house, on = self.house, self.day + timedelta(400)
        awaited = house.ledger.book().recall(PromotionCase, self.case).reviews
        if awaited:
            first, outcome = min(awaited, key=lambda one: one.due_on), house.random.choice(tuple(HeldUp))
            seen = house.must(self.seen_since(first.due_on)).references
            house.must(
                ReviewOverride(
                    self.case, first.decision, first.criterion, outcome, seen, house.auditor, effective_on=first.due_on
                )
            )
        if self.role is not None and house.random.random() < 0.1:
            house.ask(CloseRole(self.role, "No line, no planner", effective_on=on))

    def seen_since(self, on: date) -> RecordAssessment:
        """What shows on a day how the candidate does."""
        return RecordAssessment(
            self.candidate, AssessmentId(new_id("assessment")), Instrument.LEADERSHIP_ASSESSMENT, Purpose.DECISION,
            DEFAULT_FRAMEWORK, 1, self.manager, (Rating("direction", 4, ("seen",)),), self.upper, effective_on=on,
        )  # fmt: skip

    def second(self) -> PersonId | None:
        """Who decides with whoever decides, where the edition asks for one; at times without a seat that counts."""
        return self.house.random.choice((*self.house.outside, self.house.outside[-1])) if self.edition == 3 else None

    def is_proposed(self) -> bool:
        random = self.house.random
        direction = random.choices(tuple(Direction), (6, 2, 1, 2))[0]
        levels = {Direction.LATERAL: self.lower, Direction.DOWN: DEFAULT_EDITION.ladder[0]}
        to_level = levels.get(direction, self.upper)
        proposer = random.choice((self.manager, self.candidate, self.house.anybody()))
        return self.house.ask(
            ProposePromotion(
                self.case, self.candidate, self.role, direction, self.lower, to_level, DEFAULT_FRAMEWORK, self.edition,
                proposer, "Leads already", effective_on=self.day,
            )
        ) is not None  # fmt: skip

    def is_filed(self) -> None:
        random, house = self.house.random, self.house
        for at in self.words:
            if random.random() < 0.9:
                results = self.words[at].instrument is Instrument.PERFORMANCE_EVALUATION
                kind = EvidenceKind.PERFORMANCE if results else EvidenceKind.POTENTIAL
                house.ask(FileEvidence(self.case, at, kind, self.manager, effective_on=self.day))
        self.first(lambda by: CloseFile(self.case, by, effective_on=self.day))

    def is_recommended(self) -> None:
        """By a panel, where there is one, or without anybody asking for it."""
        house, random, day = self.house, self.house.random, self.day
        if random.random() < (0.4 if self.edition == 1 else 0.0):
            return
        if (panel := house.ledger.book().recall(PromotionCase, self.case).panel) is not None:
            self.is_voted_on(panel.seated)
            return
        for _ in range(20):
            members = tuple(random.sample((*house.heads, *house.peers, *house.outside), random.choice((3, 4))))
            convener = house.anybody()
            if house.ask(ConvenePanel(self.case, members, convener, effective_on=day)):
                break
        else:
            return
        if random.random() < 0.3:
            self.is_said_to_know(members[0], convener)
        self.is_voted_on(members)

    def is_voted_on(self, members: tuple[PersonId, ...]) -> None:
        """By whoever of them may; anew, if it was deferred or sent back."""
        house, random, day = self.house, self.house.random, self.day
        house.ask(OpenVote(self.case, members[1], "A fuller file", effective_on=day))
        house.ask(OpenVote(self.case, members[1], effective_on=day))
        for member in members:
            house.ask(CastVote(self.case, member, random.choice(tuple(Choice)), effective_on=day))
        house.ask(CloseVote(self.case, members[1], effective_on=day))
        house.ask(StateRecommendation(self.case, members[1], "What we saw", effective_on=day))

    def is_said_to_know(self, member: PersonId, convener: PersonId) -> None:
        """Of a member a conflict is declared, and decided on; in the place of some, others sit."""
        house, day = self.house, self.day
        by, conflict = house.random.choice(((member, Conflict.CLOSE_RELATION), (convener, Conflict.OTHER)))
        said = DeclareConflict(self.case, member, conflict, by, "A cousin", effective_on=day)
        house.ask(said)
        if house.random.random() < 0.5:
            house.ask(RetainMember(self.case, member, (convener,), "Long ago", effective_on=day))
        house.ask(RecuseMember(self.case, member, (convener,), "Close", effective_on=day))
        self.first(lambda by: NameSubstitute(self.case, member, by, convener, effective_on=day))

    def is_decided(self) -> str | None:
        """By somebody for whom the rules take it; once in a while, past them."""
        random, house = self.house.random, self.house
        if random.random() < 0.05:
            house.ask(WithdrawCandidacy(self.case, self.candidate, effective_on=self.day))
        house.ask(HearCandidate(self.case, house.anybody(), "I am ready", effective_on=self.day))
        in_the_way = [finding.criterion for finding in self.findings() if finding.stands_in_the_way]
        kind = random.choices((ApprovePromotion, DeclinePromotion, DeferPromotion), (4, 4, 2))[0]
        for _ in range(16):
            by, authority, second = house.anybody(), house.anybody(), self.second()
            why, until = "What it rests on", self.day + timedelta(90)
            set_aside = tuple(SetAside(criterion, authority, "We need them there") for criterion in in_the_way)
            command: Command[Any] = (
                ApprovePromotion(self.case, by, why, set_aside, decided_with=second, effective_on=self.day)
                if kind is ApprovePromotion
                else DeclinePromotion(self.case, by, why, decided_with=second, effective_on=self.day)
                if kind is DeclinePromotion
                else DeferPromotion(self.case, by, why, until, decided_with=second, effective_on=self.day)
            )
            if receipt := house.ask(command):
                self.decision = receipt.references[0]
                return kind.__name__
        return None

    def findings(self) -> tuple[Finding, ...]:
        book = self.house.ledger.book()
        case = book.recall(PromotionCase, self.case)
        if case.proposal is None:
            return ()
        edition = published(DEFAULT_FRAMEWORK, case.proposal.edition, book)
        return JUDGES[SECOND].finds(edition, case, case.proposal, self.day, book)

    def is_remitted(self) -> bool:
        """Whether the candidate is told, appeals, and an appeal sends it back."""
        house, random = self.house, self.house.random
        if self.decision is None or random.random() < 0.4:
            return False
        told = InformPerson(self.candidate, self.decision, Channel.IN_PERSON, house.anybody(), effective_on=self.day)
        house.ask(told)
        self.day += timedelta(7)
        ground = random.choice(tuple(AppealGround))
        facts = tuple(self.words)[:1]
        if not house.ask(
            LodgeAppeal(self.case, ground, self.candidate, "Not all was seen", facts, effective_on=self.day)
        ):
            return False
        self.day += timedelta(7)
        if random.random() < 0.1:
            house.ask(WithdrawAppeal(self.case, self.candidate, effective_on=self.day))
        outcome = random.choices(tuple(AppealOutcome), (1, 3))[0]
        answered = self.first(
            lambda by: DecideAppeal(self.case, outcome, self.answers(by), "What it comes to", effective_on=self.day)
        )
        return answered is not None and outcome is AppealOutcome.REMITTED

    def answers(self, by: PersonId) -> tuple[PersonId, ...]:
        """Who answers an appeal together."""
        return tuple(dict.fromkeys(one for one in (by, self.second()) if one))


def write(ledger: Ledger, seed: int, count: int) -> None:
    """So many cases of one house, and a few decisions that no rule would have let through."""
    house = House(ledger, Random(seed))
    house.open()
    lives: list[Life] = []
    for _ in range(count):
        lives.append(Life(house, lives[-1].role if lives else None))
        lives[-1].run()
    write_past_the_rules(ledger, house)


def write_past_the_rules(ledger: Ledger, house: House) -> None:
    """Decisions again, by people who had a stake, with other findings, or on another basis."""
    decisions = [e for e in ledger.entries() if isinstance(e.event, PromotionDecision)]
    for entry in house.random.sample(decisions, 15):
        event = entry.event
        others: tuple[dict[str, Any], ...] = (
            {"decided_by": event.candidate, "basis": event.basis},
            {"findings": event.found[1:]},
            {"basis": 3},
            {"to_level": "enterprise"},
            {"edition": 9},
            {"decided_with": event.candidate},
        )
        past_the_rules(ledger, entry.stream, replace(event, **house.random.choice(others)))
