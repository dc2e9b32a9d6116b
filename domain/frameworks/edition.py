"""An edition of a leadership framework: what each level asks of a leader, and how evidence is judged. Data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from domain.frameworks.criteria import Criterion
from domain.frameworks.procedure import NO_PANEL, Procedure


class Dial(StrEnum):
    """The three that turn with every level of leadership."""

    SKILLS = "skills"
    TIME_APPLICATION = "time_application"
    WORK_VALUES = "work_values"


class Overall(StrEnum):
    """What is rated as a whole, beside dials and competencies. Reward the first, promote on the second."""

    PERFORMANCE = "performance"
    POTENTIAL = "potential"


class Facet(StrEnum):
    """What a competency is made of. A technical one never meets a leadership criterion."""

    MINDSET = "mindset"
    CHARACTER = "character"
    SKILL = "skill"
    HABIT = "habit"
    VALUE = "value"
    TECHNICAL = "technical"


class Readiness(StrEnum):
    """When somebody could take a role."""

    NOW = "now"
    ONE_TO_TWO_YEARS = "1-2y"
    THREE_TO_FIVE_YEARS = "3-5y"
    EMERGENCY = "emergency"
    """Could hold it for a while, which is not the same as being a successor."""


@dataclass(frozen=True)
class ReadinessRule:
    """What it takes to call somebody ready in that time, against the level of the role."""

    readiness: Readiness
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True)
class Level:
    """A level of leadership with its three dials: skills, time application, work values."""

    name: str
    skills: tuple[str, ...]
    time_application: tuple[str, ...]
    work_values: tuple[str, ...]

    def dial(self, dial: Dial) -> tuple[str, ...]:
        match dial:
            case Dial.SKILLS:
                return self.skills
            case Dial.TIME_APPLICATION:
                return self.time_application
            case Dial.WORK_VALUES:
                return self.work_values


@dataclass(frozen=True)
class Competency:
    """Something a leader can be seen to do, with what the lowest and the highest rating look like."""

    name: str
    facet: Facet
    anchor_of_lowest: str
    anchor_of_highest: str
    aliases: tuple[str, ...] = ()
    """What other frameworks call it, as in the four skills."""

    @property
    def leadership(self) -> bool:
        return self.facet is not Facet.TECHNICAL


@dataclass(frozen=True)
class ScalePoint:
    """One step of the scale."""

    value: int
    meaning: str


@dataclass(frozen=True)
class Scale:
    """How ratings are spelled, lowest first. “Not observed” is an answer, and never averaged."""

    points: tuple[ScalePoint, ...]
    not_observed: str

    @property
    def lowest(self) -> int:
        return self.points[0].value

    @property
    def highest(self) -> int:
        return self.points[-1].value

    def has(self, value: int) -> bool:
        return any(point.value == value for point in self.points)


@dataclass(frozen=True)
class Windows:
    """How long things count."""

    readiness_months: int
    retention_risk_months: int
    potential_months: int
    derailer_months: int
    evidence_months: int
    self_nomination_months: int
    """After a decline, before somebody proposes themselves again on the same facts."""
    dormancy_days: int
    transition_debt_days: int
    trailing_months: int


@dataclass(frozen=True)
class Minimum:
    """How many there must be before a figure is told at all."""

    figure: str
    of: str
    at_least: int


@dataclass(frozen=True)
class Threshold:
    """The number at which a figure is flagged, withheld or called enough."""

    name: str
    value: float


@dataclass(frozen=True)
class Edition:
    """One published state of a framework. Assessments and decisions name the one they were made under."""

    number: int
    title: str
    levels: tuple[Level, ...]
    """From leading oneself upwards."""
    competencies: tuple[Competency, ...]
    scale: Scale
    readiness: tuple[ReadinessRule, ...]
    promotion: tuple[Criterion, ...]
    windows: Windows
    thresholds: tuple[Threshold, ...] = ()
    minimums: tuple[Minimum, ...] = ()
    procedure: Procedure = NO_PANEL
    """How a promotion comes to be decided."""

    @cached_property
    def ratable(self) -> frozenset[str]:
        """Everything that can be rated under it: competencies, dials, and performance and potential as a whole."""
        return frozenset({competency.name for competency in self.competencies} | set(Dial) | set(Overall))

    @cached_property
    def ladder(self) -> tuple[str, ...]:
        """The names of its levels, from leading oneself upwards."""
        return tuple(level.name for level in self.levels)

    def rule_for(self, readiness: Readiness) -> tuple[Criterion, ...]:
        """What it takes to be called ready in that time; nothing where the edition does not say."""
        return next((rule.criteria for rule in self.readiness if rule.readiness is readiness), ())

    def criteria_for(self, level: str) -> tuple[Criterion, ...]:
        """What a promotion to that level is judged by."""
        return tuple(criterion for criterion in self.promotion if criterion.applies_to(level))
