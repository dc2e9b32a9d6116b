"""Plans, what was planned, learning and actions say the same as a plain replay, at any position and day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from domain.development.learning import LearningCompleted, LearningMode
from domain.development.practice import LessonNoted, PracticeRecorded
from domain.growth.actions import ActionAgreed, ActionCompleted, ActionDropped, ActionRenegotiated
from domain.growth.growth import ActionId, PlanId
from domain.growth.plan_reviews import (
    DevelopmentPlanClosed,
    DevelopmentPlanReviewed,
    ObjectiveState,
    Progress,
    WhyPlanClosed,
)
from domain.growth.plans import DevelopmentPlanAgreed, Objective
from domain.kernel.facts import Event, Reference
from domain.kernel.ids import PersonId
from domain.people.leave import LeaveEnded, LeaveRecorded
from domain.people.leaving import LeavingReason, PersonLeft
from ledger import AsOf, Entry, Ledger
from projections.growth import (
    commitments_of,
    growth_plan_figures,
    growth_plans_of,
    learning_figures,
    learning_of,
)
from projections.growth.figures_of_growth import withheld
from projections.staff import Member
from tests.projections.lives import FIRST_DAY
from tests.projections.oracle import standing
from tests.projections.streams_written import Streams, a_person, write_story
from tests.projections.test_learning_loop import away_in, days_here

DAYS = st.integers(0, 500).map(lambda days: FIRST_DAY + timedelta(days))
SETTINGS = settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
UNDERTAKEN = ("PracticeRecorded", "LearningCompleted")
KINDS = (
    DevelopmentPlanAgreed,
    DevelopmentPlanAgreed,
    DevelopmentPlanReviewed,
    DevelopmentPlanClosed,
    LearningCompleted,
    LearningCompleted,
    PracticeRecorded,
    LessonNoted,
    LeaveRecorded,
    LeaveEnded,
    ActionAgreed,
    ActionAgreed,
    ActionRenegotiated,
    ActionCompleted,
    ActionDropped,
    PersonLeft,
)


@dataclass(frozen=True)
class Written:
    """Something is written of somebody; where it supersedes, its kind is that of what it supersedes."""

    kind: type[Event[Any]]
    day: date
    until: date
    which: int
    hours: float | None
    cites: tuple[int, ...]
    supersedes: int | None
    retracts: bool


STORY = st.lists(
    st.builds(
        Written,
        kind=st.sampled_from(KINDS),
        day=DAYS,
        until=DAYS,
        which=st.integers(0, 1),
        hours=st.none() | st.integers(1, 40).map(lambda halves: halves / 2),
        cites=st.lists(st.integers(0, 20), max_size=2).map(tuple),
        supersedes=st.none() | st.none() | st.integers(0, 20),
        retracts=st.booleans(),
    ),
    min_size=1,
    max_size=20,
)


def said(kind: type[Event[Any]], one: Written, cites: tuple[Reference, ...]) -> Event[Any]:
    plan, action = PlanId(f"plan-{one.which}"), ActionId(f"action-{one.which}")
    on: dict[str, Any] = {"effective_on": one.day}
    by_kind: dict[type[Event[Any]], Callable[[], Event[Any]]] = {
        DevelopmentPlanAgreed: lambda: DevelopmentPlanAgreed(
            plan, "Figures", (Objective("Explains", PersonId("person-x"), one.until),), (), (), one.until, **on
        ),
        DevelopmentPlanReviewed: lambda: DevelopmentPlanReviewed(
            plan, (Progress(1, ObjectiveState.MET),), (), (), one.until, **on
        ),
        DevelopmentPlanClosed: lambda: DevelopmentPlanClosed(plan, WhyPlanClosed.GIVEN_UP, **on),
        LearningCompleted: lambda: LearningCompleted(
            [*LearningMode][one.which], "Budgets", one.hours, builds_on=cites, **on
        ),
        PracticeRecorded: lambda: PracticeRecorded("Chaired", one.hours, builds_on=cites, **on),
        LessonNoted: lambda: LessonNoted("Asked too late", builds_on=cites, **on),
        ActionAgreed: lambda: ActionAgreed(action, "Ask", one.until, **on),
        ActionRenegotiated: lambda: ActionRenegotiated(action, one.until, **on),
        ActionCompleted: lambda: ActionCompleted(action, **on),
        ActionDropped: lambda: ActionDropped(action, "No time", **on),
        PersonLeft: lambda: PersonLeft(LeavingReason.RESIGNED, **on),
    }
    return by_kind[kind]() if kind in by_kind else kind(effective_on=one.day)


def write(streams: Streams, story: list[Written]) -> PersonId:
    """A life with that story; whoever it is about."""
    person = PersonId(a_person())
    write_story(streams, person, story, said)
    return person


class Replay:
    """One person's life up to a position and a day, the slow and plain way."""

    def __init__(self, ledger: Ledger, person: str, position: int, on: date) -> None:
        self.chain = {(one.stream, one.version): one.origin for one in ledger.entries(until=position)}
        stand = [one for one in standing(ledger, position) if one.stream == person and one.event.effective_on <= on]
        self.stand = sorted(stand, key=lambda one: (one.event.effective_on, one.origin))
        self.on, self.since, self.away = on, on.replace(year=on.year - 1), away_in(self.stand)

    def of(self, *kinds: str) -> list[Entry[Any]]:
        return [one for one in self.stand if one.kind in kinds]

    def is_past(self, day: date) -> bool:
        return day < self.on and days_here(self.away, day, self.on) > 0

    def left_since(self, day: date) -> bool:
        """Whether they left on a day or after it, and before the day that is asked about."""
        return any(day <= one.event.effective_on < self.on for one in self.of("PersonLeft"))

    def plan(self) -> tuple[Any, ...] | None:
        """Its id, the day of review, whether that is past, and whether its one objective is met, or overdue."""
        found, agreed_on = None, self.on
        for one in self.of("DevelopmentPlanAgreed", "DevelopmentPlanReviewed", "DevelopmentPlanClosed"):
            if one.kind == "DevelopmentPlanAgreed":
                found = [one.event.plan, one.event.review_on, False, one.event.objectives[0].due_on]
                agreed_on = one.event.effective_on
            elif found and found[0] == one.event.plan:
                found = [found[0], one.event.review_on, True, found[3]] if one.kind.endswith("Reviewed") else None
        if found is None or self.left_since(agreed_on):
            return None
        plan, review_on, met, due_on = found
        return plan, review_on, self.is_past(review_on), met, not met and self.is_past(due_on)

    def cited(self, one: Entry[Any]) -> set[int]:
        return {self.chain[at.stream, at.version] for at in one.event.builds_on}

    def in_the_year(self, *kinds: str) -> list[Entry[Any]]:
        return [one for one in self.of(*kinds) if self.since < one.event.effective_on <= self.on]

    def planned(self) -> tuple[int, int]:
        """How many entries were planned, of how many."""
        plans = {one.origin for one in self.stand if one.kind.startswith("DevelopmentPlan")}
        direct = {one.origin for one in self.of(*UNDERTAKEN) if self.cited(one) & plans}
        entries = self.in_the_year(*UNDERTAKEN)
        return sum(one.origin in direct or bool(self.cited(one) & direct) for one in entries), len(entries)

    def learned(self) -> tuple[Any, ...]:
        entries = self.in_the_year("LearningCompleted")
        modes = Counter(one.event.mode for one in entries)
        hours = sum(one.event.hours or 0 for one in entries)
        taken = sum(
            any(one.origin in self.cited(by) and by.origin != one.origin for by in self.of(*UNDERTAKEN))
            for one in entries
        )
        last = max((one.event.effective_on for one in self.of("LearningCompleted")), default=None)
        since = None if last is None else days_here(self.away, last, self.on)
        return dict(modes), hours, taken, last, since

    def actions(self) -> tuple[int, int, int, int, int]:
        """Due, completed, dropped, put off, open."""
        found: dict[str, tuple[date, str, list[date]]] = {}
        agreed_on: dict[str, date] = {}
        for one in self.of("ActionAgreed", "ActionRenegotiated", "ActionCompleted", "ActionDropped"):
            action = one.event.action
            if one.kind == "ActionAgreed":
                found[action] = (one.event.due_on, "", [])
                agreed_on[action] = one.event.effective_on
            elif action in found and one.kind == "ActionRenegotiated":
                due_on, state, moved = found[action]
                found[action] = (one.event.due_on, state, [*moved, due_on])
            elif action in found:
                found[action] = (found[action][0], one.kind, found[action][2])
        for action, (_, state, _) in [*found.items()]:
            if not state and self.left_since(agreed_on[action]):
                del found[action]
        due = [
            state
            for due_on, state, _ in found.values()
            if self.since < due_on <= self.on
            and (state or days_here(self.away, due_on - timedelta(1), self.on) > 0)  # nothing is due of whoever is away
        ]
        moved = [day for _, _, days in found.values() for day in days if self.since < day <= self.on]
        still = sum(not state for _, state, _ in found.values())
        return len(due), due.count("ActionCompleted"), due.count("ActionDropped"), len(moved), still


def step(kind: type[Event[Any]], *cites: int, supersedes: int | None = None) -> Written:
    """Something of the first days, that cites what was written before by its number."""
    return Written(kind, FIRST_DAY, FIRST_DAY + timedelta(90), 0, 1.0, cites, supersedes, retracts=False)


AT_ONE_REMOVE = [
    step(DevelopmentPlanAgreed),
    step(LearningCompleted, 0),
    step(LearningCompleted, 0, supersedes=1),
    step(PracticeRecorded, 1),
    step(PracticeRecorded, 2),
    step(PracticeRecorded, 3),
]
"""Practice on learning for a plan, cited by what it said before and after it was corrected; and practice on that."""
DUE_IN_LEAVE = [
    step(ActionAgreed),
    replace(step(ActionAgreed), which=1),
    replace(step(ActionCompleted), which=1),
    replace(step(LeaveRecorded), day=FIRST_DAY + timedelta(80)),
]
"""Two actions are due while somebody is away, of which one is done."""
ENDED_BY_LEAVING = [
    step(DevelopmentPlanAgreed),
    step(ActionAgreed),
    replace(step(PersonLeft), day=FIRST_DAY + timedelta(20)),
    replace(step(ActionAgreed), day=FIRST_DAY + timedelta(60), which=1),
]
"""Somebody leaves and comes back: what was agreed before does not stand any more."""


@SETTINGS
@example(story=AT_ONE_REMOVE, at=30, on=FIRST_DAY + timedelta(100))
@example(story=DUE_IN_LEAVE, at=30, on=FIRST_DAY + timedelta(100))
@example(story=ENDED_BY_LEAVING, at=30, on=FIRST_DAY + timedelta(100))
@given(story=STORY, at=st.integers(0, 30), on=DAYS)
def test_all_of_it_is_that_of_a_plain_replay(
    streams: Streams, ledger: Ledger, follow: Callable[..., int], ask: Callable[..., Any], story: list[Written],
    at: int, on: date,
) -> None:  # fmt: skip
    before = max((one.position for one in ledger.entries()), default=0)
    person = write(streams, story)
    last = follow()
    group = [Member(each, None, None, None, FIRST_DAY) for each in (person, *(a_person() for _ in range(4)))]

    async def question(reading: Any) -> Any:
        return (
            (await growth_plans_of(reading, [person]))[person],
            (await learning_of(reading, [person]))[person],
            (await commitments_of(reading, [person]))[person],
            await growth_plan_figures(reading, group, "organisation", as_figures=True),
            await learning_figures(reading, group, "organisation", as_figures=True),
        )

    for position in {last, min(last, before + 1 + at)}:
        plan, learning, commitments, figures, mix = ask(question, AsOf(position=position, effective_on=on))
        replay = Replay(ledger, person, position, on)
        expected = replay.plan()
        if expected is None:
            assert plan is None
        else:
            [one] = plan.objectives
            assert (plan.plan, plan.review_on, plan.overdue) == expected[:3]
            assert (one.state is ObjectiveState.MET, one.overdue) == expected[3:]
        assert (figures.all.with_plan.count, figures.all.stale.count) == (
            expected is not None,
            expected is not None and expected[2],
        )
        assert (figures.all.planned.count, figures.all.planned.n) == replay.planned()
        modes, hours, taken, learned_on, since = replay.learned()
        assert {one.mode: one.entries for one in learning.mix.modes} == modes
        assert (learning.mix.hours, learning.taken_further) == (hours, taken)
        assert (learning.last_on, learning.days_since) == (learned_on, since)
        assert (mix.people, mix.fresh.count, mix.mix) == (5, bool(modes), None)
        assert replay.actions() == (
            commitments.due,
            commitments.completed,
            commitments.dropped,
            commitments.renegotiated,
            commitments.open,
        )


def test_a_group_is_withheld_where_it_would_follow_from_the_others() -> None:
    assert withheld({"self": 9, "others": 8, "leaders": 7}) == set()
    assert withheld({"self": 9, "others": 8, "leaders": 2}) == {"leaders", "others"}
    assert withheld({"self": 9, "others": 3, "leaders": 2}) == {"leaders", "others"}
    assert withheld({"self": 9, None: 1}) == {"self", None}
