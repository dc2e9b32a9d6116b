"""Development plans: one at a time, with objectives that somebody owns, looked at again within a year."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.amendments.corrections import CorrectEntry, RetractEntry
from domain.growth.growth import DueTooEarly, Growth, PlanId
from domain.growth.growth_plan import is_past, live_plan
from domain.growth.plan_reviews import (
    CloseDevelopmentPlan,
    DevelopmentPlanClosed,
    DevelopmentPlanReviewed,
    NotOfThePlan,
    ObjectiveNotReviewed,
    ObjectivesNotMet,
    ObjectiveState,
    Progress,
    ReviewDevelopmentPlan,
    ReviewedSince,
    WhyPlanClosed,
)
from domain.growth.plans import (
    AgreeDevelopmentPlan,
    DevelopmentPlanAgreed,
    Objective,
    PlanAgreedBefore,
    PlanGoneOn,
    PlanNotStanding,
    PlanStillStanding,
    PlanWithoutObjective,
    ReviewOutOfReach,
)
from domain.kernel.book import Line
from domain.kernel.facts import ERASED, EntryRetracted, Reference
from domain.kernel.history import LedgerBegun
from domain.kernel.ids import PersonId
from domain.kernel.refusals import NothingSaid
from domain.people.employment import NobodyKnown, NotYetJoined
from domain.people.joining import PersonJoined
from domain.people.leave import Leave
from domain.people.leaving import LeavingReason, PersonLeft
from tests.examples import ADA, CAI
from tests.spec import given

JOINED = PersonJoined("Ada", "Tooling", effective_on=date(2020, 3, 2))
NOBODY = PersonId("person-nobody")
PLAN, NEXT = PlanId("plan-budget"), PlanId("plan-next")
MARCH, SEPTEMBER, OCTOBER = date(2024, 3, 11), date(2024, 9, 2), date(2024, 10, 1)
COSTS, TALKS = Objective("Explains the costs", ADA, date(2024, 9, 30)), Objective("Sits in on two talks", CAI)
AGREE = AgreeDevelopmentPlan(ADA, PLAN, "Reading figures", (COSTS, TALKS), SEPTEMBER, (CAI,), effective_on=MARCH)
AGREED = DevelopmentPlanAgreed(
    PLAN, "Reading figures", (COSTS, TALKS), (ADA, CAI), (CAI,), SEPTEMBER, effective_on=MARCH
)
MET, UNDER_WAY = Progress(1, ObjectiveState.MET), Progress(2, ObjectiveState.UNDER_WAY, "One so far")
REVIEW = ReviewDevelopmentPlan(ADA, PLAN, (MET, UNDER_WAY), date(2025, 3, 3), effective_on=SEPTEMBER)
REVIEWED = DevelopmentPlanReviewed(PLAN, (MET, UNDER_WAY), (), (), date(2025, 3, 3), effective_on=SEPTEMBER)
CLOSE = CloseDevelopmentPlan(ADA, PLAN, WhyPlanClosed.ANOTHER_ROLE, effective_on=OCTOBER)
CLOSED = DevelopmentPlanClosed(PLAN, WhyPlanClosed.ANOTHER_ROLE, effective_on=OCTOBER)


def test_a_plan_is_agreed_by_anybody_whatever_their_level() -> None:
    given(JOINED).when(AGREE).then(AGREED)
    assert JOINED.level is None
    given(JOINED).when(replace(AGREE, needs=" ")).refused(NothingSaid, "needs")
    given(JOINED).when(replace(AGREE, objectives=())).refused(PlanWithoutObjective, "at least one")
    given(JOINED).when(replace(AGREE, objectives=(replace(COSTS, words=" "),))).refused(NothingSaid, "objectives.words")


def test_objectives_are_met_when_a_review_said_so_of_all_that_are_wanted() -> None:
    met = replace(CLOSE, why=WhyPlanClosed.OBJECTIVES_MET)
    closed = replace(CLOSED, why=met.why)

    def reviewed(*states: ObjectiveState) -> DevelopmentPlanReviewed:
        return replace(REVIEWED, progress=tuple(Progress(number, state) for number, state in enumerate(states, 1)))

    reached, open_still, dropped = ObjectiveState.MET, ObjectiveState.UNDER_WAY, ObjectiveState.DROPPED
    given(JOINED, AGREED).when(met).refused(ObjectivesNotMet, "objective “1”, “2” of", "review the plan first")
    given(JOINED, AGREED, reviewed(reached, open_still)).when(met).refused(ObjectivesNotMet, "objective “2” of")
    given(JOINED, AGREED, reviewed(dropped, dropped)).when(met).refused(ObjectivesNotMet, "dropped")
    given(JOINED, AGREED, reviewed(reached, reached), reviewed(open_still)).when(met).refused(ObjectivesNotMet, "“1”")
    given(JOINED, AGREED, reviewed(reached, dropped)).when(met).then(closed)
    given(JOINED, AGREED, reviewed(dropped, open_still), reviewed(open_still, reached), reviewed(reached)).when(
        met
    ).then(closed)
    before, since = (LedgerBegun(effective_on=day) for day in (date(2025, 1, 1), OCTOBER))
    given(JOINED, AGREED).and_on("organisation", before).when(replace(met, imported=True)).then(closed)
    given(JOINED, AGREED).and_on("organisation", since).when(replace(met, imported=True)).refused(ObjectivesNotMet)


def test_a_plan_ends_with_the_stay_in_which_it_was_agreed() -> None:
    left = PersonLeft(LeavingReason.RESIGNED, effective_on=date(2024, 5, 31))
    back = replace(JOINED, effective_on=date(2024, 8, 1))
    anew = replace(AGREE, plan=NEXT, objectives=(TALKS,), effective_on=SEPTEMBER, review_on=date(2025, 3, 3))
    begun = replace(AGREED, plan=NEXT, objectives=(TALKS,), owners=(CAI,))
    begun = replace(begun, effective_on=SEPTEMBER, review_on=date(2025, 3, 3))
    given(JOINED, AGREED, left, back).when(anew).then(begun)
    given(JOINED, AGREED).when(anew).refused(PlanStillStanding)
    given(JOINED, AGREED, left, back).when(REVIEW).refused(PlanNotStanding, PLAN)
    given(JOINED, AGREED, left).when(replace(CLOSE, effective_on=left.effective_on)).then(
        replace(CLOSED, effective_on=left.effective_on)
    )


def test_whoever_owns_an_objective_or_the_plan_is_here() -> None:
    stranger = replace(COSTS, owner=NOBODY)
    given(JOINED).and_strangers(NOBODY).when(replace(AGREE, objectives=(stranger,))).refused(
        NobodyKnown, "objectives.owner", NOBODY
    )
    given(JOINED).and_strangers(NOBODY).when(replace(AGREE, co_owners=(NOBODY,))).refused(NobodyKnown, "co_owners")
    given(JOINED).when(
        replace(AGREE, objectives=(TALKS,), effective_on=date(2019, 1, 7), review_on=date(2019, 9, 2))
    ).refused(NotYetJoined)


@pytest.mark.parametrize(("review_on", "saying"), [(MARCH, "not after"), (date(2025, 3, 12), "up to 2025-03-11")])
def test_a_plan_is_looked_at_again_later_and_within_a_year(review_on: date, saying: str) -> None:
    given(JOINED).when(replace(AGREE, review_on=review_on)).refused(ReviewOutOfReach, str(review_on), saying)
    given(JOINED, AGREED).when(
        replace(REVIEW, review_on=SEPTEMBER if review_on == MARCH else date(2025, 9, 3))
    ).refused(ReviewOutOfReach)
    given(JOINED).when(replace(AGREE, review_on=date(2025, 3, 11))).then(replace(AGREED, review_on=date(2025, 3, 11)))


def test_an_earlier_record_may_look_further_ahead_but_not_back() -> None:
    begun = ("organisation", LedgerBegun(effective_on=date(2024, 6, 1)))
    late = replace(AGREE, review_on=date(2026, 1, 1))
    given(JOINED).and_on(*begun).when(late).refused(ReviewOutOfReach)
    given(JOINED).and_on(*begun).when(replace(late, imported=True)).then(replace(AGREED, review_on=date(2026, 1, 1)))
    given(JOINED).and_on(*begun).when(replace(late, imported=True, review_on=MARCH)).refused(ReviewOutOfReach)


def test_objectives_are_due_when_there_is_still_time() -> None:
    early = replace(COSTS, due_on=date(2024, 3, 10))
    given(JOINED).when(replace(AGREE, objectives=(early,))).refused(DueTooEarly, "2024-03-10")
    given(JOINED, AGREED).when(replace(REVIEW, further_objectives=(early,))).refused(DueTooEarly, "2024-03-10")
    at_once = (replace(COSTS, due_on=MARCH), TALKS)
    given(JOINED).when(replace(AGREE, objectives=at_once)).then(replace(AGREED, objectives=at_once))


def test_nobody_has_two_plans_at_a_time() -> None:
    other = replace(AGREE, plan=NEXT, effective_on=OCTOBER, review_on=date(2025, 3, 3), objectives=(TALKS,))
    given(JOINED, AGREED).when(other).refused(PlanStillStanding, PLAN, str(MARCH))
    given(JOINED, AGREED, CLOSED).when(other).then(
        replace(
            AGREED,
            plan=NEXT,
            objectives=(TALKS,),
            owners=(CAI,),
            review_on=date(2025, 3, 3),
            effective_on=OCTOBER,
        )
    )
    given(JOINED, AGREED, CLOSED).when(AGREE).refused(PlanAgreedBefore, PLAN)


def test_what_stands_is_the_plan_that_was_agreed_last() -> None:
    another = replace(AGREED, plan=NEXT, effective_on=OCTOBER, review_on=date(2025, 3, 3))
    review = replace(REVIEW, plan=NEXT, effective_on=date(2024, 11, 4))
    given(JOINED, AGREED, CLOSED, another).when(review).then(
        replace(REVIEWED, plan=NEXT, effective_on=date(2024, 11, 4))
    )
    given(JOINED, AGREED, CLOSED, another).when(replace(review, plan=PLAN)).refused(PlanNotStanding, f"name “{NEXT}”")


def test_a_review_says_of_each_objective_that_is_to_be_reached_how_far_it_is() -> None:
    given(JOINED, AGREED).when(REVIEW).then(REVIEWED)
    given(JOINED, AGREED).when(replace(REVIEW, progress=(MET,))).refused(ObjectiveNotReviewed, "2")
    given(JOINED, AGREED, REVIEWED).when(replace(REVIEW, progress=(UNDER_WAY,), effective_on=OCTOBER)).then(
        replace(REVIEWED, progress=(UNDER_WAY,), effective_on=OCTOBER)
    )
    given(JOINED, AGREED).when(replace(REVIEW, progress=(MET, MET, UNDER_WAY))).refused(NotOfThePlan, "once")
    given(JOINED, AGREED).when(replace(REVIEW, progress=(MET, UNDER_WAY, replace(MET, objective=3)))).refused(
        NotOfThePlan, "3", "from 1 to 2"
    )
    given(JOINED, AGREED).when(replace(REVIEW, progress=(MET,), imported=True)).then(replace(REVIEWED, progress=(MET,)))


def test_what_is_added_by_a_review_is_numbered_on() -> None:
    added = replace(REVIEWED, further_objectives=(COSTS,), owners=(ADA,))
    third = Progress(3, ObjectiveState.OPEN)
    given(JOINED, AGREED, added).when(replace(REVIEW, progress=(UNDER_WAY,), effective_on=OCTOBER)).refused(
        ObjectiveNotReviewed, "3"
    )
    given(JOINED, AGREED, added).when(replace(REVIEW, progress=(UNDER_WAY, third), effective_on=OCTOBER)).then(
        replace(REVIEWED, progress=(UNDER_WAY, third), effective_on=OCTOBER)
    )
    given(JOINED, AGREED, REVIEWED).when(
        replace(REVIEW, further_objectives=(TALKS,), effective_on=date(2024, 8, 1))
    ).refused(ReviewedSince, str(SEPTEMBER))


def test_an_objective_that_is_added_to_a_single_one_is_the_second() -> None:
    single = replace(AGREED, objectives=(COSTS,), owners=(ADA,))
    looked = replace(REVIEWED, progress=(replace(MET, state=ObjectiveState.OPEN),))
    added = replace(looked, further_objectives=(TALKS,), owners=(CAI,))
    book = given(JOINED, single, added)
    again = replace(REVIEW, progress=(MET,), effective_on=OCTOBER)
    book.when(again).refused(ObjectiveNotReviewed, "2")
    book.when(replace(again, progress=(MET, UNDER_WAY))).then(replace(REVIEWED, effective_on=OCTOBER))
    plan = live_plan(book.when(CLOSE).book.stream(ADA), OCTOBER)
    assert plan
    assert [each.number for each in plan.objectives] == [1, 2]


def test_only_what_stands_is_looked_at_or_closed() -> None:
    given(JOINED).when(CLOSE).refused(PlanNotStanding, PLAN, "agree one first")
    given(JOINED).when(REVIEW).refused(PlanNotStanding, PLAN, "agree one first")
    given(JOINED, AGREED).when(replace(REVIEW, effective_on=date(2024, 3, 1))).refused(PlanNotStanding)
    given(JOINED, AGREED, CLOSED).when(replace(REVIEW, effective_on=OCTOBER)).refused(PlanNotStanding)
    given(JOINED, AGREED).when(replace(REVIEW, plan=NEXT)).refused(PlanNotStanding, f"name “{PLAN}”")
    given(JOINED, AGREED).when(CLOSE).then(CLOSED)
    given(JOINED, AGREED, CLOSED).when(CLOSE).refused(PlanNotStanding, str(OCTOBER))
    given(JOINED, AGREED, REVIEWED).when(replace(CLOSE, effective_on=date(2024, 8, 1))).refused(ReviewedSince)


def test_a_plan_is_not_taken_away_from_under_its_review_and_may_be_mended() -> None:
    at = Reference(ADA, 2)
    again = replace(REVIEWED, progress=(UNDER_WAY,), effective_on=OCTOBER)
    for reviews in ((REVIEWED,), (REVIEWED, again)):
        given(JOINED, AGREED, *reviews).when(RetractEntry(at, "another person")).refused(PlanGoneOn, PLAN)
    [retracted] = given(JOINED, AGREED).when(RetractEntry(at, "another person")).decided()
    assert isinstance(retracted, Line)
    assert (type(retracted.event), retracted.supersedes) == (EntryRetracted, 2)
    mended = replace(AGREE, needs="Reading budgets")
    given(JOINED, AGREED, REVIEWED).when(CorrectEntry(at, mended, "a slip")).then(
        Line(replace(AGREED, needs="Reading budgets"), ADA, supersedes=2, reason="a slip")
    )


def test_everything_bears_an_erasure() -> None:
    gone = replace(AGREED, needs=ERASED, objectives=ERASED)
    looked = replace(REVIEWED, progress=ERASED, further_objectives=ERASED)
    at = Reference(ADA, 2)
    growth = looked.evolve(gone.evolve(Growth(), at), at)
    assert growth.live
    assert (growth.live.objectives, [*growth.gone_on]) == (0, [PLAN])
    book = given(JOINED, gone, looked).when(CLOSE).book
    plan = live_plan(book.stream(ADA), OCTOBER)
    assert plan
    assert (plan.needs, plan.objectives, plan.overdue) == (ERASED, (), False)


def test_the_plan_that_stands_tells_how_far_it_is() -> None:
    added = replace(REVIEWED, further_objectives=(TALKS,), owners=(CAI,))
    entries = given(JOINED, AGREED, added).when(CLOSE).book.stream(ADA)
    plan = live_plan(entries, date(2025, 3, 3))
    assert plan
    assert [(each.number, each.state, each.progress, each.overdue) for each in plan.objectives] == [
        (1, ObjectiveState.MET, None, False),
        (2, ObjectiveState.UNDER_WAY, "One so far", False),
        (3, ObjectiveState.OPEN, None, False),
    ]
    assert (plan.since, plan.reviewed_on, plan.review_on, plan.overdue) == (
        MARCH,
        SEPTEMBER,
        date(2025, 3, 3),
        False,
    )
    late = live_plan(given(JOINED, AGREED).when(CLOSE).book.stream(ADA), date(2025, 3, 4))
    assert late
    assert (late.overdue, [each.overdue for each in late.objectives]) == (True, [True, False])
    assert live_plan(given(JOINED, AGREED, CLOSED).when(CLOSE).book.stream(ADA), OCTOBER) is None


def test_what_falls_due_during_leave_is_overdue_once_they_are_back() -> None:
    due_on, back_on = date(2024, 6, 3), date(2024, 9, 2)
    leave = Leave(date(2024, 5, 6), back_on - timedelta(1))
    assert [is_past(due_on, day, (leave,)) for day in (due_on + timedelta(1), back_on - timedelta(1), back_on)] == [
        False,
        False,
        True,
    ]
    assert [is_past(due_on, due_on + timedelta(days), ()) for days in (0, 1)] == [False, True]
