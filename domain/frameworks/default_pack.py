"""The framework that ships with the ledger. Reword it freely, keep the shape; publish it as your own edition."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from domain.frameworks.competencies import Competency, Facet
from domain.frameworks.criteria import Bound, Criterion, Measure, Requirement, Severity
from domain.frameworks.edition import (
    Edition,
    Level,
    Minimum,
    Readiness,
    ReadinessRule,
    Threshold,
    Windows,
)
from domain.frameworks.procedure import Procedure
from domain.frameworks.scales import Scale, ScalePoint
from domain.kernel.ids import FrameworkId

DEFAULT_FRAMEWORK: Final = FrameworkId("framework-leadership")

LEVELS = (
    Level(
        "self",
        skills=("plan own work", "learn from feedback", "work across roles"),
        time_application=("meet deadlines", "protect learning time", "help peers"),
        work_values=("reliability", "craft", "owning mistakes"),
    ),
    Level(
        "others",
        skills=("set clear goals", "delegate", "coach", "hire and assess"),
        time_application=("weekly one-to-ones", "plan the team’s work", "be available"),
        work_values=("results through others", "the team’s success", "others’ growth"),
    ),
    Level(
        "leaders",
        skills=("select leaders", "coach leaders", "delegate authority", "join up units"),
        time_application=("develop leaders of others", "peers along the value chain", "review through leaders"),
        work_values=("leaders’ growth", "accountability for leading", "whole over unit"),
    ),
    Level(
        "function",
        skills=("functional strategy", "lead unfamiliar work", "trade across functions"),
        time_application=("look two years ahead", "business team", "talent reviews"),
        work_values=("business over function", "breadth", "learning the unknown"),
    ),
    Level(
        "business",
        skills=("balance profit and growth", "integrate functions", "manage risk"),
        time_application=("customers and market", "thinking time", "succession"),
        work_values=("every function’s worth", "long view", "candour"),
    ),
    Level(
        "enterprise",
        skills=("set direction", "allocate capital and talent", "govern"),
        time_application=("outside stakeholders", "top successors", "culture"),
        work_values=("stewardship", "others’ businesses winning", "legacy"),
    ),
)

COMPETENCIES = (
    Competency("self_awareness", Facet.MINDSET, "dismisses feedback", "seeks it and visibly changes"),
    Competency("integrity", Facet.CHARACTER, "excuses lapses", "owns them first", ("setting the example",)),
    Competency("courage", Facet.CHARACTER, "avoids hard talks", "raises hard issues early and fairly"),
    Competency("direction", Facet.SKILL, "tasks without why", "the team explains why unaided", ("a shared vision",)),
    Competency(
        "improvement", Facet.HABIT, "defends routine", "tests, learns, spreads", ("questioning how things are done",)
    ),
    Competency(
        "empowering",
        Facet.MINDSET,
        "decides everything",
        "others decide within clear limits",
        ("enabling others",),
    ),
    Competency("developing_leaders", Facet.VALUE, "hoards talent", "exports ready leaders"),
    Competency("collaboration", Facet.SKILL, "own unit first", "shares people and goals"),
    Competency("judgement", Facet.SKILL, "guesses", "explains trade-offs"),
    Competency("delivery", Facet.HABIT, "rescues late", "commitments met through others"),
    Competency("expertise", Facet.TECHNICAL, "needs checking", "others consult"),
)

SCALE = Scale(
    (
        ScalePoint(1, "contrary or absent when called for"),
        ScalePoint(2, "sometimes, when prompted"),
        ScalePoint(3, "consistently in familiar situations"),
        ScalePoint(4, "consistently under pressure or in new situations"),
        ScalePoint(5, "as 4 and others demonstrably adopt it"),
    ),
    not_observed="not observed",
)

READINESS = (
    ReadinessRule(
        Readiness.NOW,
        (
            Criterion(Requirement.DIALS_AT_LEAST, (Bound(Measure.RATING, 3),)),
            Criterion(Requirement.INDEPENDENT_SOURCES, (Bound(Measure.SOURCES, 2), Bound(Measure.MONTHS, 18))),
            Criterion(Requirement.SOURCE_OUTSIDE_THE_LINE, (Bound(Measure.SOURCES, 1),)),
            Criterion(Requirement.EVIDENCE_AT_TARGET_LEVEL, (Bound(Measure.SOURCES, 1),)),
            Criterion(Requirement.WILLINGNESS),
        ),
    ),
    ReadinessRule(
        Readiness.ONE_TO_TWO_YEARS,
        (
            Criterion(Requirement.DIALS_AT_LEAST, (Bound(Measure.RATING, 2),)),
            Criterion(Requirement.GAPS_AT_MOST, (Bound(Measure.RATING, 3), Bound(Measure.GAPS, 2))),
            Criterion(Requirement.LIVE_PLAN),
            Criterion(Requirement.LIVE_ASSIGNMENT),
        ),
    ),
    ReadinessRule(
        Readiness.THREE_TO_FIVE_YEARS,
        (Criterion(Requirement.POTENTIAL_EVIDENCE), Criterion(Requirement.LIVE_PLAN)),
    ),
    ReadinessRule(Readiness.EMERGENCY, (Criterion(Requirement.CAN_HOLD, (Bound(Measure.DAYS, 90),)),)),
)

PROMOTION = (
    Criterion(Requirement.PERFORMANCE_SUSTAINED, (Bound(Measure.RATING, 3), Bound(Measure.CYCLES, 2))),
    Criterion(Requirement.POTENTIAL_EVIDENCE),
    Criterion(Requirement.EVIDENCE_AT_TARGET_LEVEL, (Bound(Measure.SOURCES, 1),)),
    Criterion(Requirement.WORK_VALUES, (Bound(Measure.RATING, 3), Bound(Measure.SOURCES, 2))),
    Criterion(Requirement.NO_CONFIRMED_INTEGRITY_CONCERN),
    Criterion(Requirement.VACANCY_OR_NEED),
    Criterion(Requirement.TRANSITION_PLAN),
    Criterion(
        Requirement.LEADER_GROWN,
        (Bound(Measure.LEADERS, 1), Bound(Measure.REPORTS, 2)),
        levels=("leaders", "function", "business", "enterprise"),
    ),
    Criterion(Requirement.CARRIED_DEBT, severity=Severity.WARNS),
    Criterion(Requirement.EVIDENCE_OLDER_THAN, (Bound(Measure.MONTHS, 18),), Severity.WARNS),
    Criterion(Requirement.ONE_SOURCE_DOMINATES, (Bound(Measure.PERCENT, 50),), Severity.WARNS),
)

WINDOWS = Windows(
    readiness_months=12,
    retention_risk_months=12,
    potential_months=12,
    derailer_months=6,
    evidence_months=18,
    self_nomination_months=6,
    dormancy_days=180,
    transition_debt_days=180,
    trailing_months=12,
)

THRESHOLDS = (
    Threshold("bench_depth", 2),
    Threshold("raters_in_a_group", 3),
    Threshold("direct_reports_in_a_group", 4),
    Threshold("answers_on_climate", 5),
    Threshold("answers_on_climate_of_one_leader", 8),
    Threshold("four_fifths", 0.8),
    Threshold("under_investment", 0.8),
)

MINIMUMS = (
    Minimum("bench_strength", "roles", 5),
    Minimum("coverage_ratio", "roles", 5),
    Minimum("loop_cycle_time", "loops", 10),
    Minimum("mentoring_reciprocity", "sessions", 3),
    Minimum("mentoring_reciprocity", "pairs", 5),
    Minimum("peter_index", "promotions", 10),
    Minimum("transition_debt", "people", 5),
    Minimum("multiplier", "leaders", 3),
    Minimum("balance_of_roles", "observations", 15),
    Minimum("balance_of_roles", "observers", 3),
    Minimum("feedback_seeking", "people", 5),
    Minimum("hours_mix", "hours", 20),
    Minimum("say_do_index", "observations", 10),
    Minimum("say_do_index", "observers", 3),
    Minimum("say_do_index", "actions", 8),
    Minimum("concentration_of_decisions", "decisions", 20),
    Minimum("calibration_drift", "ratings", 10),
    Minimum("internal_fill", "appointments", 10),
    Minimum("under_investment", "people", 5),
    Minimum("four_fifths", "people", 30),
)

DEFAULT_EDITION: Final = Edition(
    number=1,
    title="Leadership pipeline",
    levels=LEVELS,
    competencies=COMPETENCIES,
    scale=SCALE,
    readiness=READINESS,
    promotion=PROMOTION,
    windows=WINDOWS,
    thresholds=THRESHOLDS,
    minimums=MINIMUMS,
)

EDITION_WITH_PANELS: Final = replace(DEFAULT_EDITION, number=2, procedure=Procedure(panel_required=True))
"""The same framework, where a step up waits for a panel. Cases proposed under the first edition stay under it."""

DEFAULT_EDITIONS: Final = (DEFAULT_EDITION, EDITION_WITH_PANELS)
