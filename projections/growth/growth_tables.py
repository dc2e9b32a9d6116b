"""What growth is read from: what was said of plans, what was done to develop somebody and what for, and actions."""

from __future__ import annotations

from typing import Any, Final

from domain.development.assignments import AssignmentGiven
from domain.development.learning import LearningCompleted
from domain.development.practice import CoachingHeld, PracticeRecorded
from domain.growth.actions import ActionAgreed, ActionCompleted, ActionDropped, ActionRenegotiated
from domain.growth.plan_reviews import DevelopmentPlanClosed, DevelopmentPlanReviewed
from domain.growth.plans import DevelopmentPlanAgreed
from projections.engine.read_model import ReadModel, Row, Table
from projections.engine.sealed_entry import SealedEntry
from projections.engine.visibility import NEWEST_FIRST
from projections.engine.walls import Wall


def address(entry: SealedEntry[Any]) -> str:
    """Under which an entry is cited."""
    return f"{entry.stream}@{entry.version}"


def agreed(entry: SealedEntry[DevelopmentPlanAgreed]) -> tuple[Row, ...]:
    return ((entry.stream, entry.event.plan, True, True, entry.event.review_on, address(entry)),)


def reviewed(entry: SealedEntry[DevelopmentPlanReviewed]) -> tuple[Row, ...]:
    return ((entry.stream, entry.event.plan, False, True, entry.event.review_on, address(entry)),)


def closed(entry: SealedEntry[DevelopmentPlanClosed]) -> tuple[Row, ...]:
    return ((entry.stream, entry.event.plan, False, False, None, address(entry)),)


def step(entry: SealedEntry[Any]) -> tuple[Row, ...]:
    """Only learning has a mode; of what has none, hours are told elsewhere."""
    mode = getattr(entry.event, "mode", None)
    return ((entry.stream, mode, None if mode is None else entry.event.hours, address(entry)),)


def cited(entry: SealedEntry[Any]) -> tuple[Row, ...]:
    """What it builds on, a row each."""
    return tuple((entry.stream, str(at)) for at in entry.event.builds_on)


def taken_on(entry: SealedEntry[Any]) -> tuple[Row, ...]:
    """What it is, and by when, stays in the book."""
    return ((entry.stream,),)


UNDERTAKEN: Final = (AssignmentGiven, PracticeRecorded, CoachingHeld, LearningCompleted)
"""What is done to develop somebody, each once: how an assignment ended is no second one."""
OF_PERSON: Final = f"person, {NEWEST_FIRST}"
PLANS: Final = Table(
    "growth_plans",
    {
        "person": "text NOT NULL",
        "plan": "text NOT NULL",
        "begins": "boolean NOT NULL",
        "stands": "boolean NOT NULL",
        "review_on": "date",
        "address": "text NOT NULL",
    },
    {DevelopmentPlanAgreed: agreed, DevelopmentPlanReviewed: reviewed, DevelopmentPlanClosed: closed},
    walls=(Wall("development", ("person",)),),
    indexes=(OF_PERSON,),
    coarse={"review_on": None},
)
STEPS: Final = Table(
    "development_steps",
    {
        "person": "text NOT NULL",
        "mode": "text",
        "hours": "float8",
        "address": "text NOT NULL",
    },
    dict.fromkeys(UNDERTAKEN, step),
    walls=(Wall("development", ("person",)),),
    indexes=(OF_PERSON,),
    coarse={"mode": None, "hours": None},
)
CITED: Final = Table(
    "development_cited",
    {"person": "text NOT NULL", "cited": "text NOT NULL"},
    dict.fromkeys(UNDERTAKEN, cited),
    walls=(Wall("development", ("person",)),),
    indexes=(OF_PERSON,),
)
ACTIONS: Final = Table(
    "actions",
    {"person": "text NOT NULL"},
    dict.fromkeys((ActionAgreed, ActionRenegotiated, ActionCompleted, ActionDropped), taken_on),
    walls=(Wall("commitments", ("person",)),),
    indexes=(OF_PERSON,),
)

GROWTH: Final = ReadModel("growth", (PLANS, STEPS, CITED, ACTIONS))
