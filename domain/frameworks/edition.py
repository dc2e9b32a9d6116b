"""An edition of a leadership framework: what each level asks of a leader, and how evidence is judged. Data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from domain.frameworks.calendars import SiteCalendar
from domain.frameworks.competencies import Competency
from domain.frameworks.criteria import Criterion
from domain.frameworks.modules import CurriculumModule
from domain.frameworks.procedure import NO_PANEL, Procedure
from domain.frameworks.scales import Measured, MeasureScale, Scale
from domain.frameworks.service_levels import ServiceLevels
from domain.kernel.later import LATER


class Dial(StrEnum):
    """The three that turn with every level of leadership."""

    SKILLS = "skills"
    TIME_APPLICATION = "time_application"
    WORK_VALUES = "work_values"


class Overall(StrEnum):
    """What is rated as a whole, beside dials and competencies. Reward the first, promote on the second."""

    PERFORMANCE = "performance"
    POTENTIAL = "potential"
    LEADERSHIP = "leadership"
    """One mark for how somebody leads, as reviews of before give it. No dial or competency, and stands for none."""


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
class PotentialAspect:
    """One thing that potential is made of; it can be rated by itself."""

    name: str
    """What the aspect is called, as “aspiration”."""
    asks: str
    """What is asked about somebody."""


@dataclass(frozen=True)
class Prompt:
    """A question to reflect on, put to people; what they answer stays theirs."""

    name: str
    """What the question is called, as “mistake”."""
    asks: str
    """What is asked."""


@dataclass(frozen=True)
class CapabilityTag:
    """An ability to lead that is found again in evidence of any kind, as that somebody inspires others."""

    name: str
    """What the tag is called where entries are tagged with it, as “inspiring”."""
    title: str
    """What it is called in words, as “Inspiring others”."""
    meaning: str
    """What an entry has to show for it."""


@dataclass(frozen=True)
class NineBox:
    """Where the cells of the grid of results and potential begin: a middle and an upper third of each."""

    results: tuple[int, ...]
    """The rating of results at which the middle begins, and that at which the upper third does."""
    potential: tuple[int, ...]
    """The rating of potential at which the middle begins, and that at which the upper third does."""


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
    """How ratings are spelled, where `scales` say nothing else."""
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
    scales: tuple[MeasureScale, ...] = field(default=(), metadata=LATER)
    """The scales of results, leadership and potential, each where it has one of its own."""
    potential_model: tuple[PotentialAspect, ...] = field(default=(), metadata=LATER)
    """What potential is made of, as ability, aspiration and learning agility."""
    nine_box: NineBox | None = field(default=None, metadata=LATER)
    """Where the cells of the grid begin; null where there is none."""
    calendars: tuple[SiteCalendar, ...] = field(default=(), metadata=LATER)
    """The public holidays of the sites, for periods that are counted in working days."""
    service_levels: ServiceLevels | None = field(default=None, metadata=LATER)
    """What is aimed at in mentoring; null where nothing is."""
    modules: tuple[CurriculumModule, ...] = field(default=(), metadata=LATER)
    """What its curriculum is made of; nothing where it has none."""
    prompts: tuple[Prompt, ...] = field(default=(), metadata=LATER)
    """Questions to reflect on."""
    tags: tuple[CapabilityTag, ...] = field(default=(), metadata=LATER)
    """Abilities that evidence can be tagged with; nothing where it has none."""

    @cached_property
    def ratable(self) -> frozenset[str]:
        """Everything that can be rated under it: competencies, dials, and what is rated as a whole."""
        competencies = {competency.name for competency in self.competencies}
        aspects = {aspect.name for aspect in self.potential_model}
        return frozenset(competencies | aspects | set(Dial) | set(Overall))

    def scale_of(self, rated: str) -> Scale:
        """The scale on which something is rated: that of what it measures."""
        return self.scale_for(self.measured_by(rated))

    def measured_by(self, rated: str) -> Measured:
        """What a rating of this measures."""
        if rated == Overall.PERFORMANCE:
            return Measured.RESULTS
        if rated == Overall.POTENTIAL or any(aspect.name == rated for aspect in self.potential_model):
            return Measured.POTENTIAL
        return Measured.LEADERSHIP

    def scale_for(self, measured: Measured) -> Scale:
        """The scale of one of the three judgements; that of the edition where it has none of its own."""
        return next((scale for scale in self.scales if scale.of is measured), self.scale)

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
