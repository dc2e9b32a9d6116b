"""What can be asked of the evidence for somebody. Criteria are data in an edition; judging.py reads them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from domain.kernel.later import LATER


class Severity(StrEnum):
    """What comes of a criterion that is not met."""

    FAILS = "fails"
    WARNS = "warns"


class Requirement(StrEnum):
    """What can be asked of the evidence for somebody."""

    PERFORMANCE_SUSTAINED = "performance_sustained"
    POTENTIAL_EVIDENCE = "potential_evidence"
    EVIDENCE_AT_TARGET_LEVEL = "evidence_at_target_level"
    DIALS_AT_LEAST = "dials_at_least"
    GAPS_AT_MOST = "gaps_at_most"
    WORK_VALUES = "work_values"
    INDEPENDENT_SOURCES = "independent_sources"
    SOURCE_OUTSIDE_THE_LINE = "source_outside_the_line"
    """Neither the person nor their line manager."""
    WILLINGNESS = "willingness"
    LIVE_PLAN = "live_plan"
    LIVE_ASSIGNMENT = "live_assignment"
    CAN_HOLD = "can_hold"
    NO_CONFIRMED_INTEGRITY_CONCERN = "no_confirmed_integrity_concern"
    VACANCY_OR_NEED = "vacancy_or_need"
    TRANSITION_PLAN = "transition_plan"
    LEADER_GROWN = "leader_grown"
    CARRIED_DEBT = "carried_debt"
    EVIDENCE_OLDER_THAN = "evidence_older_than"
    ONE_SOURCE_DOMINATES = "one_source_dominates"
    FILE_COMPLETE = "file_complete"
    """What was assessed for decisions within the months is on the file."""


class Measure(StrEnum):
    """What the number in a criterion counts."""

    RATING = "rating"
    CYCLES = "cycles"
    SOURCES = "sources"
    GAPS = "gaps"
    MONTHS = "months"
    DAYS = "days"
    LEADERS = "leaders"
    REPORTS = "reports"
    PERCENT = "percent"


@dataclass(frozen=True)
class Bound:
    """One number of a criterion."""

    of: Measure
    """What the number counts."""
    value: int
    """The number."""


@dataclass(frozen=True)
class Criterion:
    """One thing that the evidence is asked to show."""

    requirement: Requirement
    """What the evidence is asked to show."""
    bounds: tuple[Bound, ...] = ()
    """The numbers that it is judged by."""
    severity: Severity = Severity.FAILS
    """What comes of it when it is not met."""
    levels: tuple[str, ...] = ()
    """The target levels it applies to; all of them where none is named."""
    competencies: tuple[str, ...] = field(default=(), metadata=LATER)
    """The competencies that it looks at, by name, where it looks at some."""

    def number(self, measure: Measure) -> int:
        """The number it was published with. KeyError for a measure that its requirement does not have."""
        return {bound.of: bound.value for bound in self.bounds}[measure]

    def applies_to(self, level: str) -> bool:
        return not self.levels or level in self.levels


MEASURES: Mapping[Requirement, frozenset[Measure]] = {
    Requirement.PERFORMANCE_SUSTAINED: frozenset({Measure.RATING, Measure.CYCLES}),
    Requirement.POTENTIAL_EVIDENCE: frozenset(),
    Requirement.EVIDENCE_AT_TARGET_LEVEL: frozenset({Measure.SOURCES}),
    Requirement.DIALS_AT_LEAST: frozenset({Measure.RATING}),
    Requirement.GAPS_AT_MOST: frozenset({Measure.RATING, Measure.GAPS}),
    Requirement.WORK_VALUES: frozenset({Measure.RATING, Measure.SOURCES}),
    Requirement.INDEPENDENT_SOURCES: frozenset({Measure.SOURCES, Measure.MONTHS}),
    Requirement.SOURCE_OUTSIDE_THE_LINE: frozenset({Measure.SOURCES}),
    Requirement.WILLINGNESS: frozenset(),
    Requirement.LIVE_PLAN: frozenset(),
    Requirement.LIVE_ASSIGNMENT: frozenset(),
    Requirement.CAN_HOLD: frozenset({Measure.DAYS}),
    Requirement.NO_CONFIRMED_INTEGRITY_CONCERN: frozenset(),
    Requirement.VACANCY_OR_NEED: frozenset(),
    Requirement.TRANSITION_PLAN: frozenset(),
    Requirement.LEADER_GROWN: frozenset({Measure.LEADERS, Measure.REPORTS}),
    Requirement.CARRIED_DEBT: frozenset(),
    Requirement.EVIDENCE_OLDER_THAN: frozenset({Measure.MONTHS}),
    Requirement.ONE_SOURCE_DOMINATES: frozenset({Measure.PERCENT}),
    Requirement.FILE_COMPLETE: frozenset({Measure.MONTHS}),
}
"""The numbers that each requirement is judged by."""
