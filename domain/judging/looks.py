"""The looks: how each requirement of an edition is looked for in a file, one row for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from domain.frameworks.criteria import Criterion, Requirement
from domain.frameworks.edition import Edition
from domain.judging.findings import File
from domain.judging.found import Found
from domain.judging.looks_at_circumstances import (
    assignment_live,
    leader_grown,
    no_integrity_concern,
    vacancy,
    willing,
)
from domain.judging.looks_at_ratings import every_dial_held, gaps_few, performance_sustained, work_values_held
from domain.judging.looks_at_sources import (
    file_complete,
    independent_sources,
    no_source_dominates,
    none_older,
    potential_shown,
    shown_at_target_level,
    source_outside_the_line,
)

Look = Callable[[Edition, Criterion, File], Found]

LOOKS: Final[Mapping[Requirement, Look]] = {
    Requirement.PERFORMANCE_SUSTAINED: performance_sustained,
    Requirement.POTENTIAL_EVIDENCE: potential_shown,
    Requirement.EVIDENCE_AT_TARGET_LEVEL: shown_at_target_level,
    Requirement.WORK_VALUES: work_values_held,
    Requirement.DIALS_AT_LEAST: every_dial_held,
    Requirement.GAPS_AT_MOST: gaps_few,
    Requirement.WILLINGNESS: willing,
    Requirement.LIVE_ASSIGNMENT: assignment_live,
    Requirement.NO_CONFIRMED_INTEGRITY_CONCERN: no_integrity_concern,
    Requirement.VACANCY_OR_NEED: vacancy,
    Requirement.INDEPENDENT_SOURCES: independent_sources,
    Requirement.SOURCE_OUTSIDE_THE_LINE: source_outside_the_line,
    Requirement.LEADER_GROWN: leader_grown,
    Requirement.EVIDENCE_OLDER_THAN: none_older,
    Requirement.ONE_SOURCE_DOMINATES: no_source_dominates,
    Requirement.FILE_COMPLETE: file_complete,
}
"""How each requirement is looked for. One without a row here is nothing that the rules can see: it is not judged."""

NEVER_GATES: Final = frozenset({Requirement.LEADER_GROWN})
"""What only ever warns, whatever an edition says: a leader grown is never a gate."""
