"""Flags of growth: assignments without an outcome or support, plans to be looked at again, and what was taken on."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date

from api.access.table import Information
from api.graphql.flagged.attention_asked import AttentionAsked
from api.graphql.flagged.flag import Flag, flag_kind
from domain.development.assignments import CompleteAssignment
from domain.growth.actions import CompleteAction
from domain.growth.commitments import ActionState
from domain.growth.growth_plan import is_past
from domain.growth.plan_reviews import ReviewDevelopmentPlan
from domain.kernel.facts import Erased
from domain.people.leave import Leave
from projections.assignments import assignments_to_end, stretches_alone
from projections.growth import commitments_of, plan_reviews
from projections.leaves import leaves_begun


def falls_due(due: date, on: date, leaves: Collection[Leave]) -> bool:
    """Whether something waits for its day, or somebody has been here since; nothing falls due while they are away."""
    return due >= on or is_past(due, on, leaves)


@flag_kind(
    "M5",
    Information.DEVELOPMENT,
    rule="The last day of an assignment is near or past, days of leave left out, and nobody has said how it came out.",
    clears="Saying what came of it, or that it was cut short.",
    clearing=CompleteAssignment,
)
async def assignment_outcome_due(asked: AttentionAsked) -> Iterator[Flag]:
    """Assignments that have a last day, and no outcome."""
    found = await assignments_to_end(asked.reading, asked.people)
    leaves = await leaves_begun(asked.reading, sorted({one.person for one in found}))
    return (
        Flag(
            about=one.assignment,
            subject=one.person,
            whom=one.person,
            since=one.given_on,
            due=one.ends_on,
            entry=one.position,
        )
        for one in found
        if falls_due(one.ends_on, asked.on, leaves.get(one.person, ()))
    )


@flag_kind(
    "M17",
    Information.DEVELOPMENT,
    rule="The day on which a development plan is to be looked at again is near or past, days of leave left out.",
    clears="Looking at the plan again, or closing it.",
    clearing=ReviewDevelopmentPlan,
)
async def plan_review_due(asked: AttentionAsked) -> Iterator[Flag]:
    """Development plans that stand, by the day on which they are to be looked at again."""
    found = await plan_reviews(asked.reading, asked.people)
    leaves = await leaves_begun(asked.reading, sorted({one.person for one in found}))
    return (
        Flag(about=one.plan, subject=one.person, whom=one.person, since=one.since, due=one.review_on)
        for one in found
        if falls_due(one.review_on, asked.on, leaves.get(one.person, ()))
    )


@flag_kind(
    "M25",
    Information.COMMITMENTS,
    rule="The day by which somebody took something on is near or past, days of leave left out, and it is open.",
    clears="Doing it, dropping it, or agreeing another day in time.",
    clearing=CompleteAction,
)
async def action_due(asked: AttentionAsked) -> Iterator[Flag]:
    """What somebody took on, and by when: theirs alone, so that it is found of nobody else."""
    if asked.person is None:
        return iter(())
    found = await commitments_of(asked.reading, (asked.person,))
    leaves = (await leaves_begun(asked.reading, (asked.person,))).get(asked.person, ())
    return (
        Flag(
            about=one.action,
            subject=person,
            whom=person,
            since=one.agreed_on,
            due=one.due_on,
            words=None if isinstance(one.what, Erased) else one.what,
        )
        for person, theirs in found.items()
        for one in theirs.actions
        if one.state is ActionState.OPEN and falls_due(one.due_on, asked.on, leaves)
    )


@flag_kind(
    "M5",
    Information.DEVELOPMENT,
    rule="Somebody is on an assignment that is one size too big, and nobody is named who stands by them.",
    clears="Correcting the entry, so that it names who does, or saying what came of the assignment.",
)
async def stretch_unsupported(asked: AttentionAsked) -> Iterator[Flag]:
    """Stretch assignments without named support, as long as they are open."""
    return (
        Flag(about=one.assignment, subject=one.person, whom=one.person, since=one.given_on, entry=one.position)
        for one in await stretches_alone(asked.reading, asked.people)
    )
