"""Whatever is tried, in whatever order: no vote, evidence, override or answer gets past the procedure."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from domain.development.development import Purpose, Source
from domain.development.feedback import FeedbackGiven
from domain.judging.findings import EvidenceKind
from domain.kernel.commands import Command
from domain.kernel.facts import Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.mentoring.agreements import MentorshipAgreed
from domain.people.employment import is_here
from domain.people.leaving import LeavingReason, PersonLeft
from domain.promotions.appeal_decisions import AppealOutcome, DecideAppeal
from domain.promotions.decisions import ApprovePromotion, DeferPromotion
from domain.promotions.overrides import SetAside
from domain.promotions.panels.convening import NameSubstitute
from domain.promotions.panels.declarations import DeclareConflict
from domain.promotions.panels.panel import Choice, Conflict, Panel
from domain.promotions.panels.recusals import RecuseMember, RetainMember
from domain.promotions.panels.vote_casting import VoteCast
from domain.promotions.promotion_case import AppealGround, PromotionCase
from domain.promotions.promotion_file import FileEvidence
from tests.domain.promotions.course_of_a_case import NEVER, Course
from tests.domain.promotions.panel_room import (
    ANSWER,
    APPEAL,
    BOSS,
    CLOSE,
    CLOSE_FILE,
    CONVENE,
    DECLINE,
    DECLINED,
    EVERY_CRITERION,
    HAL,
    HERE,
    MAY,
    OPEN,
    QUY,
    REX,
    STATE,
    house,
    vote,
)
from tests.examples import ADA, BEN, CASE, DEE, EVE, FAY, GUS
from tests.spec import BookInMemory

UNMET = ("performance_sustained", "potential_evidence", "evidence_at_target_level", "work_values")
"""What an empty file shows nothing of."""
NEW_CONVENER, NEW_DECIDER = PersonId("person-new-convener"), PersonId("person-new-decider")
NO_OVERRIDES: tuple[SetAside, ...] = ()
ALL_OVERRIDES = tuple(SetAside(one, FAY, "Known to us") for one in EVERY_CRITERION)
ENOUGH_OVERRIDES = tuple(one for one in ALL_OVERRIDES if one.criterion in UNMET)
WHOLE: tuple[Command[Any], ...] = (*DECLINED, APPEAL)
anybody = st.sampled_from(HERE)
some = st.lists(anybody, max_size=3, unique=True).map(tuple)


class CaseUnderPressure(RuleBasedStateMachine):
    """A case that goes on as it should, while people try what they may not do."""

    def __init__(self) -> None:
        super().__init__()
        self.book: BookInMemory = house()
        self.day = MAY
        self.mentors: set[PersonId] = set()
        """Whoever turned out, late, to have mentored Ada all along."""

    @initialize(so_far=st.integers(1, len(WHOLE)))
    def begin(self, so_far: int) -> None:
        """Anywhere on the way from the proposal to the appeal."""
        for command in WHOLE[:so_far]:
            assert self.goes(command)

    @property
    def case(self) -> PromotionCase:
        return self.book.recall(PromotionCase, CASE)

    @property
    def panel(self) -> Panel | None:
        return self.case.panel

    @property
    def runner(self) -> PersonId:
        return self.panel.convened_by if self.panel else FAY

    def events(self) -> tuple[Event[Any], ...]:
        return tuple(entry.event for entry in self.book.entries if entry.stream == CASE)

    def goes(self, command: Command[Any]) -> bool:
        """Whether a command is taken today, and changes something."""
        before = self.book.basis
        try:
            self.book = self.book.with_decided(self.today(command))
        except Refusal:
            return False
        return self.book.basis > before

    def must_fail(self, command: Command[Any]) -> None:
        with pytest.raises(Refusal):
            self.book.decide(self.today(command))

    def today(self, command: Any) -> Command[Any]:
        asked: Command[Any] = replace(command, effective_on=self.day)
        return asked

    # What should happen

    @rule(
        times=st.integers(1, 6),
        choice=st.sampled_from(Choice),
        ground=st.sampled_from(AppealGround),
        approve=st.booleans(),
    )
    def go_on(self, times: int, choice: Choice, ground: AppealGround, approve: bool) -> None:
        for _ in range(times):
            self.take_a_step(choice, ground, approve)

    def take_a_step(self, choice: Choice, ground: AppealGround, approve: bool) -> None:
        """The next thing that ought to happen and can."""
        members, convener, decider, overrides = (DEE, EVE, GUS), FAY, HAL, ENOUGH_OVERRIDES
        if self.case.remitted:
            members, convener, decider = (BOSS, QUY, REX), NEW_CONVENER, NEW_DECIDER
            overrides = tuple(replace(one, authorised_by=NEW_CONVENER) for one in ENOUGH_OVERRIDES)
        granted = ApprovePromotion(CASE, decider, "Go", set_aside=overrides, effective_on=self.day)
        again = "Somebody was missing" if self.panel and self.panel.round else None
        moves = tuple(Reference(ADA, noted.at.version) for noted in self.book.stream(ADA)[1:])
        steps: tuple[Command[Any], ...] = (
            replace(CLOSE_FILE, closed_by=convener),
            replace(CONVENE, members=members, convened_by=convener),
            *(vote(member, choice) for member in (self.panel.seated if self.panel else ())),
            replace(CLOSE, closed_by=self.runner),
            replace(STATE, stated_by=self.runner),
            granted if approve else replace(DECLINE, decided_by=decider),
            replace(OPEN, opened_by=self.runner, why_again=again),
            replace(APPEAL, ground=ground, facts=moves[-1:]),
        )
        any(self.goes(step) for step in steps)

    @rule(days=st.integers(0, 3))
    def let_time_pass(self, days: int) -> None:
        self.day += timedelta(days=days)

    @precondition(lambda self: self.panel is not None)
    @rule(seat=st.integers(0, 2), by=anybody, conflict=st.sampled_from(Conflict))
    def declare(self, seat: int, by: PersonId, conflict: Conflict) -> None:
        member = self.panel.members[-seat] if self.panel else by
        self.goes(DeclareConflict(CASE, member, conflict, by, "There is something", effective_on=self.day))

    @precondition(lambda self: self.panel is not None)
    @rule(kind=st.sampled_from((RecuseMember, RetainMember)))
    def settle(self, kind: type[RecuseMember | RetainMember]) -> None:
        """Whoever convened decides on what was declared, or came to light."""
        for member in self.panel.seated if self.panel else ():
            if self.goes(kind(CASE, member, (self.runner,), "We looked into it", effective_on=self.day)):
                return

    @precondition(lambda self: self.panel is not None)
    @rule(substitute=anybody)
    def restore_the_quorum(self, substitute: PersonId) -> None:
        for member in self.panel.members if self.panel else ():
            self.goes(NameSubstitute(CASE, member, substitute, self.runner, effective_on=self.day))

    @rule()
    def defer(self) -> None:
        later = self.day + timedelta(days=1)
        self.goes(DeferPromotion(CASE, HAL, "Not yet", revisit_on=later, effective_on=self.day))

    @rule(member=st.sampled_from((DEE, EVE, GUS, BOSS)))
    def find_out_about_a_mentor(self, member: PersonId) -> None:
        agreed = MentorshipAgreed(member, ADA, "Learn", 12.0, 30, None, effective_on=MAY - timedelta(days=400))
        self.book = self.book.with_lines(f"mentorship-{member}", (agreed,))
        self.mentors.add(member)

    @rule(member=st.sampled_from((DEE, EVE, GUS)))
    def leave(self, member: PersonId) -> None:
        if len(self.book.stream(member)) == 1:
            self.book = self.book.with_lines(member, (PersonLeft(LeavingReason.RESIGNED, effective_on=self.day),))

    @rule()
    def send_to_a_new_panel(self) -> None:
        self.goes(ANSWER)

    # What is tried

    @rule(member=st.sampled_from(sorted(NEVER)), seat=anybody)
    def smuggle_in_a_conflicted_member(self, member: PersonId, seat: PersonId) -> None:
        self.must_fail(replace(CONVENE, members=(BOSS, QUY, REX, member), presented_by=None))
        self.must_fail(NameSubstitute(CASE, seat, member, self.runner, effective_on=self.day))
        self.must_fail(vote(member))

    @rule(voter=anybody, choice=st.sampled_from(Choice))
    def smuggle_in_a_vote(self, voter: PersonId, choice: Choice) -> None:
        panel = self.panel
        if panel is None or not panel.vote_open or voter not in panel.seated or voter in self.mentors:
            self.must_fail(vote(voter, choice))
        elif self.goes(vote(voter, choice)):
            for again in Choice:
                self.must_fail(vote(voter, again))

    @rule(by=anybody)
    def smuggle_in_evidence(self, by: PersonId) -> None:
        said = FeedbackGiven(BEN, Source.LINE_MANAGER, Purpose.DECISION, "Asks", "Waits", effective_on=self.day)
        self.book = self.book.with_lines(ADA, (said,))
        latest = Reference(ADA, len(self.book.stream(ADA)))
        late = FileEvidence(CASE, latest, EvidenceKind.POTENTIAL, by, effective_on=self.day)
        if self.case.file_open and self.case.decided_on is None and is_here(by, self.day, self.book):
            assert self.goes(late)
        else:
            self.must_fail(late)

    @rule(member=anybody, by=some, kind=st.sampled_from((RecuseMember, RetainMember)))
    def decide_on_themselves(
        self, member: PersonId, by: tuple[PersonId, ...], kind: type[RecuseMember | RetainMember]
    ) -> None:
        self.must_fail(kind(CASE, member, (*by, member), "I looked into it", effective_on=self.day))
        self.must_fail(kind(CASE, member, (), "Nobody looked into it", effective_on=self.day))

    @rule(by=anybody, overrides=st.sampled_from((NO_OVERRIDES, ENOUGH_OVERRIDES, ALL_OVERRIDES)))
    def override_procedure(self, by: PersonId, overrides: tuple[SetAside, ...]) -> None:
        counted = {*self.panel.counted} if self.panel else set()
        if self.case.recommendation is None or self.mentors & counted or by in counted:
            self.must_fail(ApprovePromotion(CASE, by, "Urgent", set_aside=overrides, effective_on=self.day))
            self.must_fail(replace(DECLINE, decided_by=by))

    @precondition(lambda self: self.case.appeal is not None)
    @rule(by=some, outcome=st.sampled_from(AppealOutcome))
    def answer_an_appeal(self, by: tuple[PersonId, ...], outcome: AppealOutcome) -> None:
        answer = DecideAppeal(CASE, outcome, by, "We looked into it", effective_on=self.day)
        voted = {event.voter for event in self.events() if isinstance(event, VoteCast)}
        if not by or {*by} & (voted | NEVER | {HAL, FAY}):
            self.must_fail(answer)
        else:
            self.goes(answer)

    @precondition(lambda self: self.case.appeal is not None)
    @rule(outcome=st.sampled_from(AppealOutcome))
    def answer_beside_people_who_are_free_to(self, outcome: AppealOutcome) -> None:
        for took_part in sorted(self.case.took_part - NEVER):
            answer = DecideAppeal(CASE, outcome, (QUY, REX, took_part), "We looked into it", effective_on=self.day)
            self.must_fail(answer)

    # What holds whatever was tried

    @invariant()
    def the_page_keeps_the_procedure(self) -> None:
        course = Course()
        for event in self.events():
            course.hears(event)


CaseUnderPressure.TestCase.settings = settings(max_examples=35, stateful_step_count=40)


TestProcedureIsKept = CaseUnderPressure.TestCase
