"""A cycle from plan to debrief: what is recorded, and what is refused; and what happens when somebody leaves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.catalogue import COMMANDS
from domain.cycles.closing import (
    CloseFeedbackCycle,
    FeedbackCycleClosed,
    NotOpened,
    StillOpen,
    ToldOfTooFew,
    must_be_due,
)
from domain.cycles.cycle import (
    APART,
    CycleIsOver,
    CycleUnknown,
    FeedbackCycle,
    NotTheirsToRun,
    OutOfTurn,
    PersonHasLeft,
)
from domain.cycles.debriefing import (
    DebriefFeedbackCycle,
    FeedbackCycleDebriefed,
    FeedbackCycleShared,
    NothingReleased,
    NotTheirResult,
    NotTheirsToDebrief,
    SharedWithOneself,
    ShareFeedbackCycle,
)
from domain.cycles.keeping_open import (
    CancelFeedbackCycle,
    ExtendFeedbackCycle,
    FeedbackCycleCancelled,
    FeedbackCycleExtended,
    NotTheirsToCancel,
    TimeTakenAway,
)
from domain.cycles.opening import CycleOpen, FeedbackCycleOpened, GroupTooSmall, NobodyToAsk, OpenFeedbackCycle
from domain.cycles.planning import (
    CyclePlanned,
    FeedbackCyclePlanned,
    NotAskedAbout,
    NothingToAskBy,
    NoTimeToAnswer,
    NotTheirsToPlan,
    PlanFeedbackCycle,
)
from domain.cycles.rater_groups import GroupAsked, GroupTold
from domain.cycles.releasing import RatingsReleased
from domain.development.development import Purpose
from domain.frameworks.default_pack import DEFAULT_EDITION
from domain.kernel.refusals import ReasonMissing
from domain.offices.mandates import MandateGiven
from domain.offices.offices import Mandate
from domain.people.moving import PersonMoved
from tests.domain.cycles.team import (
    ADA,
    BEN,
    CAI,
    CYCLE,
    JULY,
    JUNE,
    LONG_AGO,
    MANAGER,
    MAY,
    OTHERS,
    PEERS,
    PEERS_OF_ADA,
    PLANNED,
    REPORTS,
    SELF,
    closed,
    for_decisions,
    groups,
    joined,
    left,
    opened,
    team,
)
from tests.spec import given
from tests.units import TOOLING

PLAN = PlanFeedbackCycle(
    CYCLE, ADA, Purpose.DEVELOPMENT, JUNE, planned_by=ADA, competencies=("direction", "courage"), effective_on=MAY
)
ASKED = (GroupAsked(SELF, 1), GroupAsked(MANAGER, 1), GroupAsked(PEERS, 4), GroupAsked(REPORTS, 5))
OPEN = OpenFeedbackCycle(CYCLE, BEN, ASKED, effective_on=MAY + timedelta(days=1))
CLOSE = CloseFeedbackCycle(CYCLE, (), (), effective_on=JUNE + timedelta(days=1))
PARTNER = MandateGiven(Mandate.TALENT_PARTNER, date(2025, 1, 1), PEERS_OF_ADA[0], effective_on=LONG_AGO)


def test_a_cycle_is_planned_about_what_the_edition_knows() -> None:
    team().when(PLAN).then(PLANNED)
    by_left_out = tuple(one.name for one in DEFAULT_EDITION.competencies if one.leadership)
    team().when(replace(PLAN, competencies=())).then(replace(PLANNED, competencies=by_left_out))
    team().when(replace(PLAN, competencies=("charm",))).refused(NotAskedAbout, "charm", "direction")
    team().when(replace(PLAN, competencies=("courage", "courage"))).refused(NotAskedAbout, "twice")
    team().when(replace(PLAN, closes_on=MAY)).refused(NoTimeToAnswer, str(MAY))
    team(PLANNED).when(PLAN).refused(CyclePlanned, str(MAY))
    given().and_on(ADA, joined("Ada")).when(PLAN).refused(NothingToAskBy)


def test_it_is_planned_by_the_person_or_whoever_leads_them_or_their_talent_partner() -> None:
    team().when(replace(PLAN, planned_by=BEN)).then(replace(PLANNED, planned_by=BEN))
    team().when(replace(PLAN, planned_by=CAI)).refused(NotTheirsToPlan, CAI)
    team().and_on(CAI, PARTNER).when(replace(PLAN, planned_by=CAI)).then(replace(PLANNED, planned_by=CAI))


def test_opening_fixes_the_groups_with_the_numbers_of_the_edition() -> None:
    team(PLANNED).when(OPEN).then(opened())
    team(PLANNED, opened()).when(OPEN).refused(CycleOpen)
    team().when(OPEN).refused(CycleUnknown, CYCLE)
    team(PLANNED).when(replace(OPEN, effective_on=MAY - timedelta(days=1))).refused(OutOfTurn)
    team(PLANNED).when(replace(OPEN, effective_on=JUNE)).refused(NoTimeToAnswer)
    team(PLANNED).when(replace(OPEN, opened_by=ADA)).refused(NotTheirsToRun, ADA)
    team(PLANNED).when(replace(OPEN, opened_by=CAI)).refused(NotTheirsToRun, CAI)


def asking(peers: int, reports: int, others: int = 0) -> OpenFeedbackCycle:
    counts = {SELF: 1, MANAGER: 1, PEERS: peers, REPORTS: reports, OTHERS: others}
    return replace(OPEN, raters=tuple(GroupAsked(group, times) for group, times in counts.items() if times))


def test_a_small_group_is_told_with_others_and_that_is_said_before() -> None:
    one_report = asking(peers=4, reports=1)
    team(PLANNED).when(one_report).refused(GroupTooSmall, "1 of “reports”", "4 are needed", "“peers”")
    said = replace(one_report, small_rolled_up=True)
    (event,) = team(PLANNED).when(said).decided()
    assert isinstance(event, FeedbackCycleOpened)
    assert event.groups[2:] == (GroupTold(OTHERS, 5, 4, 9),)
    memory = event.evolve(FeedbackCycle(), None)  # type: ignore[arg-type]  # it is not looked at
    assert memory.told_as == {SELF: SELF, MANAGER: MANAGER, PEERS: OTHERS, REPORTS: OTHERS}


def test_those_who_are_told_together_keep_the_highest_number_that_any_was_promised() -> None:
    (event,) = team(PLANNED).when(replace(asking(peers=4, reports=2, others=3), small_rolled_up=True)).decided()
    assert isinstance(event, FeedbackCycleOpened)
    assert event.groups[2:] == (GroupTold(PEERS, 4, 3, 8), GroupTold(OTHERS, 5, 4, 9))


def test_where_all_together_are_too_few_nothing_opens() -> None:
    team(PLANNED).when(replace(asking(2, 0), small_rolled_up=True)).refused(GroupTooSmall, "too few")
    team(PLANNED).when(replace(asking(2, 1), small_rolled_up=True)).refused(GroupTooSmall, "too few")
    team(PLANNED).when(asking(0, 0)).refused(NobodyToAsk)


def test_raters_have_longer_and_never_shorter() -> None:
    extend = ExtendFeedbackCycle(CYCLE, JULY, BEN, effective_on=JUNE)
    extended = FeedbackCycleExtended(ADA, JULY, BEN, effective_on=JUNE)
    team(PLANNED, opened()).when(extend).then(extended)
    team(PLANNED, opened(), extended).when(extend).nothing_happens()
    team(PLANNED, opened(), extended).when(replace(extend, closes_on=JULY - timedelta(days=3))).refused(TimeTakenAway)
    team(PLANNED, opened()).when(replace(extend, extended_by=ADA)).refused(NotTheirsToRun)
    team(PLANNED, opened(), closed(JUNE)).when(extend).refused(CycleIsOver)


def test_a_cycle_is_given_up_by_whoever_runs_it() -> None:
    cancel = CancelFeedbackCycle(CYCLE, "Ada is away", BEN, effective_on=JUNE)
    cancelled = FeedbackCycleCancelled(ADA, "Ada is away", BEN, effective_on=JUNE)
    team(PLANNED, opened()).when(cancel).then(cancelled)
    team(PLANNED, opened(), cancelled).when(cancel).nothing_happens()
    team(PLANNED, opened()).when(replace(cancel, why=" ")).refused(ReasonMissing)
    team(PLANNED, opened()).when(replace(cancel, cancelled_by=ADA)).refused(NotTheirsToCancel, ADA)
    team(PLANNED).when(replace(cancel, cancelled_by=ADA)).then(replace(cancelled, cancelled_by=ADA))
    team(PLANNED, opened(), closed(JUNE)).when(cancel).refused(CycleIsOver)
    team(PLANNED, opened(), cancelled).when(replace(CLOSE, effective_on=JUNE)).refused(CycleIsOver)


def test_a_close_releases_what_is_of_enough() -> None:
    ratings = (RatingsReleased("direction", SELF, (4,)), RatingsReleased("direction", PEERS, (2, 3, 3)))
    released = FeedbackCycleClosed(
        ADA, Purpose.DEVELOPMENT, groups(), ratings, ("Well said.",), effective_on=CLOSE.effective_on
    )
    close = replace(CLOSE, ratings=ratings, pieces=("Well said.",))
    team(PLANNED, opened()).when(close).then(released)
    team(PLANNED).when(close).refused(NotOpened)
    team(PLANNED, opened(), closed(JUNE)).when(close).refused(CycleIsOver)
    too_few = (RatingsReleased("direction", REPORTS, (2, 3, 3)),)
    team(PLANNED, opened()).when(replace(close, ratings=too_few)).refused(ToldOfTooFew, "3 of “reports”")


def test_a_result_that_could_be_subtracted_from_an_earlier_one_holds_no_hidden_group() -> None:
    near = closed(CLOSE.effective_on - APART + timedelta(days=1))
    far = closed(CLOSE.effective_on - APART)
    close = replace(CLOSE, ratings=(RatingsReleased("direction", PEERS, (2, 3, 3)),))
    team(PLANNED, opened()).and_on("cycle-0", near).when(close).refused(ToldOfTooFew)
    (event,) = team(PLANNED, opened()).and_on("cycle-0", near).when(CLOSE).decided()
    assert isinstance(event, FeedbackCycleClosed)
    assert event.too_near
    withheld = replace(near, too_near=True)
    team(PLANNED, opened()).and_on("cycle-0", withheld).when(close).decided()
    (event,) = team(PLANNED, opened()).and_on("cycle-0", far).when(close).decided()
    assert isinstance(event, FeedbackCycleClosed)
    assert not event.too_near


def test_it_closes_when_all_have_answered_or_its_last_day_is_over() -> None:
    known = FeedbackCycle(closes_on=JUNE)
    with pytest.raises(StillOpen, match="not all have come"):
        must_be_due(known, awaited=1, on=JUNE)
    must_be_due(known, awaited=0, on=MAY)
    must_be_due(known, awaited=1, on=JUNE + timedelta(days=1))


def test_the_result_is_gone_through_by_whoever_may_read_it() -> None:
    debrief = DebriefFeedbackCycle(CYCLE, BEN, effective_on=JULY)
    debriefed = FeedbackCycleDebriefed(ADA, BEN, effective_on=JULY)
    for_development = team(PLANNED, opened(), closed(JUNE))
    for_development.when(debrief).refused(NotTheirsToDebrief, BEN)
    for_development.when(replace(debrief, debriefed_by=ADA)).refused(NotTheirsToDebrief, ADA)
    team(for_decisions(PLANNED), opened(), closed(JUNE)).when(debrief).then(debriefed)
    team(for_decisions(PLANNED), opened(), closed(JUNE), debriefed).when(debrief).nothing_happens()
    by_partner = replace(debrief, debriefed_by=CAI)
    for_development.and_on(CAI, PARTNER).when(by_partner).then(replace(debriefed, debriefed_by=CAI))
    team(PLANNED, opened()).when(debrief).refused(NothingReleased)


def test_the_person_alone_shows_their_result() -> None:
    share = ShareFeedbackCycle(CYCLE, ADA, CAI, effective_on=JULY)
    shared = FeedbackCycleShared(ADA, CAI, effective_on=JULY)
    team(PLANNED, opened(), closed(JUNE)).when(share).then(shared)
    team(PLANNED, opened(), closed(JUNE), shared).when(share).nothing_happens()
    team(PLANNED, opened()).when(replace(share, person=BEN)).refused(NotTheirResult, BEN)
    team(PLANNED, opened()).when(replace(share, shared_with=ADA)).refused(SharedWithOneself)
    debrief = DebriefFeedbackCycle(CYCLE, CAI, effective_on=JULY)
    debriefed = FeedbackCycleDebriefed(ADA, CAI, effective_on=JULY)
    team(PLANNED, opened(), closed(JUNE), shared).when(debrief).then(debriefed)


def test_once_the_person_has_left_nothing_is_asked_or_released() -> None:
    gone = team(PLANNED, opened()).and_on(ADA, left(MAY + timedelta(days=3)))
    gone.when(CLOSE).refused(PersonHasLeft, ADA, "cancel")
    gone.when(ExtendFeedbackCycle(CYCLE, JULY, BEN, effective_on=JUNE)).refused(PersonHasLeft)
    cancel = CancelFeedbackCycle(CYCLE, "Ada left", BEN, effective_on=JUNE)
    gone.when(cancel).then(FeedbackCycleCancelled(ADA, "Ada left", BEN, effective_on=JUNE))
    gone.when(replace(cancel, cancelled_by=CAI)).refused(NotTheirsToCancel, CAI)
    gone_before = team(PLANNED).and_on(ADA, left(MAY))
    gone_before.when(OPEN).refused(PersonHasLeft)


def test_once_whoever_ran_it_has_left_whoever_leads_then_goes_on() -> None:
    """The groups stay as they were: the next manager is asked nothing that the last one was."""
    moved = PersonMoved(TOOLING, manager=CAI, effective_on=MAY + timedelta(days=5))
    handed_over = team(PLANNED, opened()).and_on(BEN, left(MAY + timedelta(days=4))).and_on(ADA, moved)
    extend = ExtendFeedbackCycle(CYCLE, JULY, CAI, effective_on=JUNE)
    handed_over.when(extend).then(FeedbackCycleExtended(ADA, JULY, CAI, effective_on=JUNE))
    (event,) = handed_over.when(CLOSE).decided()
    assert isinstance(event, FeedbackCycleClosed)
    assert event.groups == groups()


def test_planned_is_for_good() -> None:
    """No command takes a purpose but the one that plans."""
    in_cycles = [command for command in COMMANDS.values() if command.__module__.startswith("domain.cycles")]
    assert [one.__name__ for one in in_cycles if "purpose" in vars(one).get("__dataclass_fields__", {})] == [
        PlanFeedbackCycle.__name__
    ]
    assert isinstance(PLANNED, FeedbackCyclePlanned)
