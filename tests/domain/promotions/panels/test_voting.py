"""Votes are cast once each while a round is open, counted when it closes, and come to a recommendation."""

from dataclasses import replace
from datetime import timedelta
from typing import Any, cast

import pytest

from domain.amendments.corrections import ActsStand, CorrectEntry, RetractEntry
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK, EDITION_WITH_PANELS
from domain.frameworks.publishing import FrameworkPublished
from domain.judging.findings import EvidenceKind
from domain.kernel.book import Line
from domain.kernel.facts import ERASED, Reference
from domain.kernel.refusals import ReasonMissing
from domain.people.employment import NotHere
from domain.people.leaving import LeavingReason, PersonLeft
from domain.people.moving import PersonMoved
from domain.people.reporting_lines import LineKind, ReportingLineSet, SecondmentAgreed
from domain.people.seats import Seat, SeatTaken
from domain.promotions.acts import VoterWasGone
from domain.promotions.conflicts import ConflictedMember, ConflictUndecided
from domain.promotions.decisions import ApprovePromotion, DeferPromotion, PromotionDeclined
from domain.promotions.due_process import AnotherStep, DeciderVoted, NotYetVoted, RecommendationMissing, VoteStillOpen
from domain.promotions.independence import DecidesAbove
from domain.promotions.overrides import CriterionNotMet, SetAside
from domain.promotions.panels.declarations import DeclareConflict
from domain.promotions.panels.panel import Advice, Ballot, Choice, Conflict, Panel, Tally
from domain.promotions.panels.panel_command import NotOfThePanel, NoVoteOpen, QuorumNotMet
from domain.promotions.panels.recommendations import AlreadyRecommended, PanelRecommended, VotesErased
from domain.promotions.panels.recusals import RecuseMember
from domain.promotions.panels.vote_casting import AlreadyVoted, MayNotVote, VoteCast, is_withheld
from domain.promotions.panels.vote_counting import VoteClosed
from domain.promotions.panels.vote_opening import HasRecommended, VoteOpened
from domain.promotions.promotion_case import Direction, FileStillOpen, PromotionCase
from domain.promotions.promotion_file import FileClosed, FileEvidence, FileIsClosed
from domain.promotions.proposals import PromotionProposed, ProposalActedOn
from tests.domain.promotions.panel_room import (
    AGREED,
    BOSS,
    CLOSE,
    CLOSE_FILE,
    CONVENE,
    CONVENED,
    DECLINE,
    DECLINED,
    EVERY_CRITERION,
    GONE,
    HAL,
    MAY,
    OLA,
    OPEN,
    PROPOSE,
    RECOMMENDED,
    STATE,
    VOTED,
    after,
    house,
    vote,
)
from tests.examples import ADA, BEN, CAI, CASE, DEE, EVE, FAY, GUS, PLANNER
from tests.spec import BookInMemory, When
from tests.units import ASSEMBLY

JUNE = MAY + timedelta(days=28)
AGAIN = replace(OPEN, why_again="A letter had gone astray")
MENTORED = replace(AGREED, mentor=GUS)
"""What comes to light late: that Gus mentors Ada, and has for long."""


def panel(book: BookInMemory) -> Panel:
    remembered = book.recall(PromotionCase, CASE).panel
    assert remembered is not None
    return remembered


def in_the_open(book: BookInMemory) -> BookInMemory:
    return book.with_lines("mentorship-gus", (MENTORED,))


def test_a_round_opens_on_a_closed_file_by_those_of_the_panel() -> None:
    When(after(PROPOSE, CONVENE), OPEN).refused(FileStillOpen, CASE)
    When(after(*CONVENED), OPEN).then(VoteOpened(ADA, 1, DEE, effective_on=MAY))
    When(after(*CONVENED), replace(OPEN, opened_by=FAY)).then(VoteOpened(ADA, 1, FAY, effective_on=MAY))
    When(after(*CONVENED), replace(OPEN, opened_by=HAL)).refused(NotOfThePanel, HAL)
    for stake in (ADA, BEN, CAI):
        When(after(*CONVENED), replace(OPEN, opened_by=stake)).refused(ConflictedMember, stake)
    When(after(*CONVENED, OPEN), OPEN).refused(VoteStillOpen, "round 1")
    When(in_the_open(after(*CONVENED)), OPEN).refused(ConflictedMember, GUS)


def test_members_alone_vote_once_each_while_a_round_is_open() -> None:
    opened = after(*CONVENED, OPEN)
    words = "One good shift is one good shift"
    When(opened, vote(GUS, Choice.AGAINST, words)).then(VoteCast(ADA, GUS, 1, Choice.AGAINST, words, effective_on=MAY))
    for stranger in (FAY, HAL, BOSS):
        When(opened, vote(stranger)).refused(MayNotVote, stranger)
    for stake in (ADA, BEN, CAI):
        When(opened, vote(stake)).refused(ConflictedMember, stake)
    When(opened, vote(GONE)).refused(NotHere, GONE)
    for choice in Choice:
        When(after(*VOTED), vote(GUS, choice)).refused(AlreadyVoted, GUS, "round 1")
    When(after(*CONVENED), vote(GUS)).refused(NoVoteOpen, CASE)
    When(after(*VOTED, CLOSE), vote(GUS)).refused(NoVoteOpen)
    When(in_the_open(opened), vote(GUS)).refused(ConflictedMember, GUS, "mentor")


def test_a_recused_member_does_not_vote() -> None:
    declare = DeclareConflict(CASE, GUS, Conflict.OTHER, EVE, "They row together", effective_on=MAY)
    recuse = RecuseMember(CASE, GUS, (DEE,), "They do", effective_on=MAY)
    When(after(*CONVENED, OPEN, declare, recuse), vote(GUS)).refused(ConflictedMember, GUS)


def test_a_round_is_counted_when_it_closes() -> None:
    When(after(*VOTED), CLOSE).then(VoteClosed(ADA, 1, Tally(2, 1, 0), (DEE, EVE, GUS), DEE, effective_on=MAY))
    When(after(*VOTED[:-1]), CLOSE).refused(QuorumNotMet, "3 votes", "has 2")
    When(after(*CONVENED), CLOSE).refused(NoVoteOpen)
    When(after(*VOTED), replace(CLOSE, closed_by=HAL)).refused(NotOfThePanel, HAL)
    When(in_the_open(after(*VOTED)), CLOSE).refused(ConflictedMember, GUS)
    abstained = after(*VOTED[:-1], vote(GUS, Choice.ABSTAINED), CLOSE)
    assert panel(abstained).tally == Tally(2, 0, 1)


def test_a_vote_that_was_made_unreadable_is_not_counted() -> None:
    erased = VoteCast(ADA, GUS, 1, ERASED, ERASED, effective_on=MAY)
    book = after(*VOTED[:-1]).with_lines(CASE, (erased,))
    assert panel(book).ballots[-1] == Ballot(GUS, ERASED, MAY)
    When(book, CLOSE).refused(QuorumNotMet, "has 2")


def test_how_somebody_voted_is_withheld_until_the_round_closes() -> None:
    cast = VoteCast(ADA, GUS, 1, Choice.AGAINST, effective_on=MAY)
    second = replace(cast, round=2)

    def withheld(book: BookInMemory, vote: VoteCast) -> bool:
        return is_withheld(vote, book.recall(PromotionCase, CASE))

    assert withheld(after(*VOTED), cast)
    assert not withheld(after(*VOTED, CLOSE), cast)
    again = after(*VOTED, CLOSE, AGAIN)
    assert not withheld(again, cast)
    assert withheld(again, second)
    assert not withheld(house(), cast)
    of_an_earlier_panel = replace(cast, voter=HAL)
    assert not withheld(after(*VOTED), of_an_earlier_panel)


def test_a_further_round_is_recorded_as_such_with_its_reason() -> None:
    closed = after(*VOTED, CLOSE)
    When(closed, OPEN).refused(ReasonMissing, "round 1")
    When(closed, AGAIN).then(VoteOpened(ADA, 2, DEE, "A letter had gone astray", effective_on=MAY))
    When(after(*CONVENED), AGAIN).then(VoteOpened(ADA, 1, DEE, effective_on=MAY))
    second = after(AGAIN, vote(DEE), vote(EVE, Choice.AGAINST), vote(GUS, Choice.AGAINST), CLOSE, book=closed)
    assert (panel(second).round, panel(second).tally) == (2, Tally(1, 2, 0))
    When(after(*RECOMMENDED), AGAIN).refused(HasRecommended, f"{CASE}@9")


def test_a_panel_recommends_what_it_voted() -> None:
    recommended = PanelRecommended(
        ADA,
        PLANNER,
        Direction.UP,
        "others",
        DEFAULT_FRAMEWORK,
        2,
        1,
        Advice.IN_FAVOUR,
        Tally(2, 1, 0),
        DEE,
        "The shift plans itself",
        effective_on=MAY,
    )
    closed = after(*VOTED, CLOSE)
    When(closed, STATE).then(recommended)
    When(after(*VOTED), STATE).refused(VoteStillOpen, "round 1")
    When(after(*CONVENED), STATE).refused(NotYetVoted, CASE)
    When(closed, replace(STATE, rationale=" ")).refused(ReasonMissing)
    When(closed, replace(STATE, stated_by=HAL)).refused(NotOfThePanel, HAL)
    When(after(*RECOMMENDED), STATE).refused(AlreadyRecommended, f"{CASE}@9")
    erased = after(*VOTED).with_lines(CASE, (VoteClosed(ADA, 1, ERASED, (DEE, EVE, GUS), DEE, effective_on=MAY),))
    When(erased, STATE).refused(VotesErased, CASE)
    When(in_the_open(closed), STATE).refused(ConflictedMember, GUS)


@pytest.mark.parametrize(
    ("tally", "advice"),
    [
        (Tally(2, 1, 0), Advice.IN_FAVOUR),
        (Tally(0, 1, 4), Advice.AGAINST),
        (Tally(2, 2, 1), Advice.DIVIDED),
        (Tally(0, 0, 3), Advice.DIVIDED),
    ],
)
def test_more_votes_for_than_against_are_in_favour(tally: Tally, advice: Advice) -> None:
    assert tally.advice is advice


def test_a_named_executive_decides_once_the_panel_has_recommended_and_is_not_bound_by_it() -> None:
    (declined,) = after(*RECOMMENDED).decide(DECLINE)
    assert isinstance(declined, PromotionDeclined)
    assert declined.recommendation == Reference(CASE, 9)
    When(after(PROPOSE, CLOSE_FILE), DECLINE).refused(RecommendationMissing, "convene")
    When(after(*CONVENED), DECLINE).refused(NotYetVoted)
    When(after(*VOTED), DECLINE).refused(VoteStillOpen)
    When(after(*VOTED, CLOSE), DECLINE).refused(RecommendationMissing, "state it")
    When(after(*RECOMMENDED), replace(DECLINE, decided_by=DEE)).refused(DeciderVoted, DEE)


def test_a_criterion_may_be_overridden_and_procedure_never() -> None:
    set_aside = tuple(SetAside(one, FAY, "Known to us") for one in EVERY_CRITERION)
    approve = ApprovePromotion(CASE, HAL, "The shift is behind her", effective_on=MAY)
    unmet = (
        "performance_sustained",
        "potential_evidence",
        "evidence_at_target_level",
        "work_values",
    )
    enough = tuple(one for one in set_aside if one.criterion in unmet)
    When(after(*RECOMMENDED), approve).refused(CriterionNotMet)
    assert after(*RECOMMENDED, replace(approve, set_aside=enough)).recall(PromotionCase, CASE).decided_on == MAY
    for kept_from, refusal in (
        (after(PROPOSE, CLOSE_FILE), RecommendationMissing),
        (after(*CONVENED), NotYetVoted),
        (after(*VOTED), VoteStillOpen),
        (in_the_open(after(*RECOMMENDED)), ConflictedMember),
    ):
        for overridden in (enough, set_aside):
            When(kept_from, replace(approve, set_aside=overridden)).refused(refusal)


def test_a_conflict_that_comes_to_light_after_the_recommendation_is_dealt_with_first() -> None:
    shown = in_the_open(after(*RECOMMENDED))
    When(shown, DECLINE).refused(ConflictedMember, GUS, "mentor")
    recuse = RecuseMember(CASE, GUS, (DEE, EVE), "He mentors her", effective_on=MAY)
    When(after(recuse, book=shown), DECLINE).refused(NotYetVoted)
    declare = DeclareConflict(CASE, GUS, Conflict.OTHER, EVE, "They row together", effective_on=MAY)
    When(after(*RECOMMENDED, declare), DECLINE).refused(ConflictUndecided, GUS)


def test_a_line_that_ended_before_the_day_of_the_vote_keeps_from_it_if_it_was_since_the_proposal() -> None:
    later: list[Any] = [replace(cast("Any", command), effective_on=MAY + timedelta(days=9)) for command in VOTED[1:]]
    project = ReportingLineSet(
        LineKind.PROJECT, GUS, MAY + timedelta(days=4), effective_on=MAY + timedelta(days=2)
    )  # fmt: skip
    away = SecondmentAgreed(ASSEMBLY, MAY + timedelta(days=4), GUS, effective_on=MAY + timedelta(days=2))
    close = replace(CLOSE, effective_on=MAY + timedelta(days=9))
    after(PROPOSE, *later, close)
    for led in (project, away):
        with pytest.raises(ConflictedMember, match="line_manager"):
            after(*later, book=after(PROPOSE).with_lines(ADA, (led,)))
        for course, ask in (((PROPOSE, *later), close), ((PROPOSE, *later[:2]), later[2])):
            shown = after(*course).with_lines(ADA, (led,))
            When(shown, ask).refused(ConflictedMember, GUS, "line_manager")
            recuse = RecuseMember(CASE, GUS, (DEE, EVE), "He led her", effective_on=MAY + timedelta(days=9))
            after(recuse, book=shown)


def test_nobody_decides_by_a_level_on_which_they_stood_before_they_left() -> None:
    procedure = replace(EDITION_WITH_PANELS.procedure, decider_at_target_level=True)
    third = FrameworkPublished(replace(EDITION_WITH_PANELS, number=3, procedure=procedure), effective_on=MAY)
    book = house().with_lines(DEFAULT_FRAMEWORK, (third,))
    book = book.with_lines(HAL, (PersonMoved("Assembly", level="others", effective_on=MAY - timedelta(days=9)),))
    course = (replace(PROPOSE, edition=3), *RECOMMENDED[1:])
    after(*course, DECLINE, book=book)
    left = PersonLeft(LeavingReason.RETIRED, effective_on=MAY - timedelta(days=2))
    seated = book.with_lines(HAL, (left, SeatTaken(Seat.COACH, effective_on=MAY - timedelta(days=1))))
    When(after(*course, book=seated), DECLINE).refused(DecidesAbove, HAL)


def test_who_turns_out_to_have_left_before_they_voted_makes_another_panel_necessary() -> None:
    gone = PersonLeft(LeavingReason.RESIGNED, effective_on=MAY - timedelta(days=1))
    shown = after(*RECOMMENDED).with_lines(GUS, (gone,))
    When(shown, DECLINE).refused(VoterWasGone, GUS)
    When(after(*VOTED).with_lines(GUS, (gone,)), CLOSE).refused(VoterWasGone, GUS)
    anew = replace(CONVENE, members=(DEE, EVE, OLA))
    again = replace(OPEN, why_again="One of us had left")
    after(anew, book=after(*VOTED).with_lines(GUS, (gone,)))
    after(anew, again, vote(DEE), vote(EVE), vote(OLA), CLOSE, STATE, DECLINE, book=shown)
    leaving = PersonLeft(LeavingReason.RESIGNED, effective_on=MAY)
    after(DECLINE, book=after(*RECOMMENDED).with_lines(GUS, (leaving,)))


def test_what_changed_after_the_vote_does_not_touch_it() -> None:
    later = after(*RECOMMENDED).with_lines("mentorship-gus", (replace(MENTORED, effective_on=JUNE),))
    after(replace(DECLINE, effective_on=JUNE), book=later)


@pytest.mark.parametrize(
    ("direction", "to_level", "needed"),
    [
        (Direction.UP, "others", True),
        (Direction.ACTING, "others", True),
        (Direction.LATERAL, "self", False),
    ],
)
def test_steps_up_and_acting_wait_for_a_panel_where_the_edition_says_so(
    direction: Direction, to_level: str, needed: bool
) -> None:
    proposed = replace(PROPOSE, direction=direction, to_level=to_level)
    without = When(after(proposed, CLOSE_FILE), DECLINE)
    if needed:
        without.refused(RecommendationMissing)
    else:
        assert without.decided()
    older = replace(proposed, edition=1)
    (declined,) = after(older, CLOSE_FILE, book=house(edition=1)).decide(DECLINE)
    assert isinstance(declined, PromotionDeclined)
    assert declined.recommendation is None


def test_a_panel_that_was_convened_is_heard_also_where_none_was_asked_for() -> None:
    When(after(replace(PROPOSE, edition=1), CLOSE_FILE, CONVENE, book=house(edition=1)), DECLINE).refused(NotYetVoted)


def test_late_evidence_is_not_filed_and_closing_freezes_the_file_at_a_position() -> None:
    late = FileEvidence(CASE, Reference(ADA, 1), EvidenceKind.POTENTIAL, CAI, effective_on=MAY)
    for book in (after(*CONVENED), after(*VOTED), after(*RECOMMENDED)):
        When(book, late).refused(FileIsClosed, CASE)
    proposed = after(PROPOSE)
    When(proposed, CLOSE_FILE).then(FileClosed(ADA, FAY, proposed.basis, effective_on=MAY))


def test_after_a_deferral_the_panel_votes_anew() -> None:
    defer = DeferPromotion(CASE, HAL, "Another source is on its way", revisit_on=JUNE, effective_on=MAY)
    deferred = after(*RECOMMENDED, defer)
    When(deferred, AGAIN).refused(FileStillOpen)
    closed = after(CLOSE_FILE, book=deferred)
    When(closed, DECLINE).refused(NotYetVoted)
    assert panel(after(AGAIN, book=closed)).round == 2


def test_what_a_panel_did_is_never_corrected_and_it_recommended_on_one_step() -> None:
    book = after(*DECLINED)
    for version in range(2, 11):
        with pytest.raises(ActsStand):
            book.decide(RetractEntry(Reference(CASE, version), "a slip"))
    recommended = after(*RECOMMENDED)
    elsewhere = CorrectEntry(Reference(CASE, 1), replace(PROPOSE, to_level="leaders"), "meant a larger step")
    When(recommended, elsewhere).refused(ProposalActedOn, CASE)
    proposed = recommended.noted(Reference(CASE, 1))
    assert proposed is not None
    assert isinstance(proposed.event, PromotionProposed)
    before = Line(replace(proposed.event, to_level="leaders"), supersedes=1, reason="it was allowed once")
    When(recommended.with_lines(CASE, (before,)), DECLINE).refused(AnotherStep, CASE)
    theirs = CorrectEntry(Reference(CASE, 1), replace(PROPOSE, proposed_by=GUS), "Gus wrote it")
    When(recommended, theirs).refused(ProposalActedOn, GUS)
