"""Readiness is judged from facts under an edition, needs the candidate's will, and expires."""

from dataclasses import replace
from datetime import date

import pytest

from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.edition import Readiness
from domain.frameworks.framework import EditionUnknown
from domain.frameworks.publishing import FrameworkPublished
from domain.kernel.book import Line
from domain.kernel.dates import months_after
from domain.kernel.facts import EntryRetracted, Reference
from domain.organisation.appointments import RoleEstablished
from domain.organisation.role import RoleUnknown
from domain.people.employment import NotHere
from domain.people.joining import PersonJoined
from domain.people.moving import PersonMoved
from domain.succession.readiness import AssessReadiness, NotWilling, ReadinessAssessed, ReadinessWithoutFacts
from domain.succession.retention import (
    AssessImpactOfLoss,
    AssessRetentionRisk,
    Grade,
    ImpactOfLossAssessed,
    RetentionRiskAssessed,
)
from tests.examples import ADA, BEN, PLANNER, PUBLISHED
from tests.spec import Given, Written, given

DAY = date(2024, 1, 12)
ESTABLISHED = RoleEstablished(
    "Planner of the night shift", "Assembly", "Production", "others", critical=True, effective_on=date(2019, 1, 1)
)
JOINED = PersonJoined("Ada", "Tooling", effective_on=date(2020, 3, 2))
MOVED = PersonMoved("Assembly", effective_on=date(2023, 1, 9))
BEN_JOINED = PersonJoined("Ben", "Tooling", effective_on=date(2020, 3, 2))
ASSESS = AssessReadiness(
    PLANNER, ADA, Readiness.NOW, True, (Reference(ADA, 2),), DEFAULT_FRAMEWORK, 1, "Holds the shift", effective_on=DAY
)
ASSESSED = ReadinessAssessed(
    ADA,
    Readiness.NOW,
    True,
    (Reference(ADA, 2),),
    DEFAULT_FRAMEWORK,
    1,
    date(2025, 1, 12),
    "Holds the shift",
    effective_on=DAY,
)


def everything(*more_of_ada: Written) -> Given:
    own = given(ESTABLISHED).and_on(DEFAULT_FRAMEWORK, PUBLISHED).and_on(BEN, BEN_JOINED)
    return own.and_on(ADA, JOINED, MOVED, *more_of_ada)


def test_readiness_cites_facts_and_an_edition_and_expires_after_as_long_as_that_edition_says() -> None:
    everything().when(ASSESS).then(ASSESSED)
    windows = replace(DEFAULT_EDITION.windows, readiness_months=1)
    shorter = FrameworkPublished(replace(DEFAULT_EDITION, number=2, windows=windows), effective_on=date(2020, 1, 1))
    everything().and_on(DEFAULT_FRAMEWORK, shorter).when(replace(ASSESS, edition=2)).then(
        replace(ASSESSED, edition=2, expires_on=date(2024, 2, 12))
    )
    everything().when(replace(ASSESS, edition=3)).refused(EditionUnknown, "3", DEFAULT_FRAMEWORK)


def test_without_facts_there_is_no_readiness() -> None:
    everything().when(replace(ASSESS, facts=())).refused(ReadinessWithoutFacts, "cite")


@pytest.mark.parametrize("at", [Reference(ADA, 9), Reference(BEN, 1), Reference("person-nobody", 1)])
def test_readiness_rests_on_entries_about_the_candidate(at: Reference) -> None:
    everything().when(replace(ASSESS, facts=(Reference(ADA, 2), at))).refused(ReadinessWithoutFacts, str(at), ADA)


def test_readiness_rests_neither_on_what_was_retracted_nor_on_what_came_later() -> None:
    retracted = Line(EntryRetracted(effective_on=DAY), supersedes=2, reason="another Ada")
    everything(retracted).when(ASSESS).refused(ReadinessWithoutFacts)
    everything().when(replace(ASSESS, effective_on=date(2022, 1, 1))).refused(ReadinessWithoutFacts, "2022-01-01")


def test_nobody_is_ready_now_who_has_not_said_that_they_want_to() -> None:
    unwilling = replace(ASSESS, willing=False)
    everything().when(unwilling).refused(NotWilling, "now")
    for readiness in (Readiness.ONE_TO_TWO_YEARS, Readiness.THREE_TO_FIVE_YEARS, Readiness.EMERGENCY):
        everything().when(replace(unwilling, readiness=readiness)).then(
            replace(ASSESSED, willing=False, readiness=readiness)
        )


def test_readiness_is_of_somebody_who_is_here_and_for_a_role_that_exists() -> None:
    early = replace(ASSESS, effective_on=date(2020, 3, 1))
    everything().when(early).refused(NotHere, ADA, "2020-03-01")
    given().and_on(ADA, JOINED, MOVED).and_on(DEFAULT_FRAMEWORK, PUBLISHED).when(ASSESS).refused(RoleUnknown)


def test_the_risk_of_leaving_and_the_loss_expire() -> None:
    here = given(JOINED).and_on(DEFAULT_FRAMEWORK, PUBLISHED)
    here.when(AssessRetentionRisk(ADA, Grade.HIGH, DEFAULT_FRAMEWORK, 1, "Was asked twice", effective_on=DAY)).then(
        RetentionRiskAssessed(Grade.HIGH, DEFAULT_FRAMEWORK, 1, date(2025, 1, 12), "Was asked twice", effective_on=DAY)
    )
    here.when(AssessImpactOfLoss(ADA, Grade.LOW, DEFAULT_FRAMEWORK, 1, "Two others can", effective_on=DAY)).then(
        ImpactOfLossAssessed(Grade.LOW, DEFAULT_FRAMEWORK, 1, date(2025, 1, 12), "Two others can", effective_on=DAY)
    )
    here.when(AssessRetentionRisk(ADA, Grade.LOW, DEFAULT_FRAMEWORK, 7, "Hears from others", effective_on=DAY)).refused(
        EditionUnknown
    )


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 12, 15), 1, date(2025, 1, 15)),
        (date(2024, 1, 15), -1, date(2023, 12, 15)),
        (date(2024, 7, 31), -18, date(2023, 1, 31)),
        (date(2024, 5, 5), 0, date(2024, 5, 5)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_one(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then
