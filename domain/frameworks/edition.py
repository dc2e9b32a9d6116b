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
    """When they could take the role."""
    criteria: tuple[Criterion, ...]
    """What the evidence is asked to show."""


@dataclass(frozen=True)
class Level:
    """A level of leadership with its three dials: skills, time application, work values."""

    name: str
    """What the level is called, as “leaders”."""
    skills: tuple[str, ...]
    """What leaders on it must be able to do."""
    time_application: tuple[str, ...]
    """What their time goes into."""
    work_values: tuple[str, ...]
    """What they hold to be worth doing."""

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
    """What the competency is called, as “direction”."""
    facet: Facet
    """What the competency is made of."""
    anchor_of_lowest: str
    """What the lowest rating looks like."""
    anchor_of_highest: str
    """What the highest rating looks like."""
    aliases: tuple[str, ...] = ()
    """What other frameworks call it, as in the four skills."""

    @property
    def leadership(self) -> bool:
        return self.facet is not Facet.TECHNICAL


@dataclass(frozen=True)
class ScalePoint:
    """One step of the scale."""

    value: int
    """The number that is given as a rating."""
    meaning: str
    """What a rating of that number says."""


@dataclass(frozen=True)
class Scale:
    """How ratings are spelled, lowest first. “Not observed” is an answer, and never averaged."""

    points: tuple[ScalePoint, ...]
    """The steps of the scale, the lowest first."""
    not_observed: str
    """How “not observed” is spelled; never averaged."""

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
    """Months for which a readiness assessment counts."""
    retention_risk_months: int
    """Months for which a judgement of risk or impact counts."""
    potential_months: int
    """Months for which a judgement of potential counts."""
    derailer_months: int
    """Months for which an observed derailer counts."""
    evidence_months: int
    """Months after which evidence is old."""
    self_nomination_months: int
    """After a decline, before somebody proposes themselves again on the same facts."""
    dormancy_days: int
    """Days without any entry after which development is dormant."""
    transition_debt_days: int
    """Days after a step by which its expectations should be met."""
    trailing_months: int
    """Months that figures look back over."""


@dataclass(frozen=True)
class Minimum:
    """How many there must be before a figure is told at all."""

    figure: str
    """Name of the figure."""
    of: str
    """What is counted for it."""
    at_least: int
    """How many of these there must be."""


@dataclass(frozen=True)
class Threshold:
    """The number at which a figure is flagged, withheld or called enough."""

    name: str
    """What the threshold is for."""
    value: float
    """The number at which it is reached."""


@dataclass(frozen=True)
class Edition:
    """One published state of a framework. Assessments and decisions name the one they were made under."""

    number: int
    """Its number; editions count from 1."""
    title: str
    """What the edition is called."""
    levels: tuple[Level, ...]
    """From leading oneself upwards."""
    competencies: tuple[Competency, ...]
    """What a leader can be seen to do."""
    scale: Scale
    """How ratings are spelled."""
    readiness: tuple[ReadinessRule, ...]
    """What it takes to be called ready, for each time."""
    promotion: tuple[Criterion, ...]
    """What a promotion is judged by."""
    windows: Windows
    """How long things count."""
    thresholds: tuple[Threshold, ...] = ()
    """Numbers at which a figure is flagged, withheld or called enough."""
    minimums: tuple[Minimum, ...] = ()
    """How many there must be before a figure is told at all."""
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
