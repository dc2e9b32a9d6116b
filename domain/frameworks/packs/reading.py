"""A framework in a file of TOML, as an edition: written by people who develop leaders, read here field by field."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import MISSING, dataclass, fields
from typing import Any, Final, get_type_hints

from domain.frameworks.calendars import SiteCalendar
from domain.frameworks.competencies import Competency, Facet, LevelAnchors
from domain.frameworks.criteria import MEASURES, Bound, Criterion, Measure, Requirement, Severity
from domain.frameworks.edition import (
    CapabilityTag,
    Edition,
    Level,
    Minimum,
    NineBox,
    PotentialAspect,
    Prompt,
    Readiness,
    ReadinessRule,
    Threshold,
    Windows,
)
from domain.frameworks.modules import CurriculumModule
from domain.frameworks.packs.table import Misread, Table
from domain.frameworks.procedure import Procedure, SeatLevel
from domain.frameworks.scales import Measured, MeasureScale, Scale, ScalePoint, Up
from domain.frameworks.service_levels import ServiceLevels
from domain.kernel.ids import FrameworkId

EVERYWHERE: Final = "everywhere"
WRITE_NUMBER: Final = "write a number"
FRAMEWORK_ID: Final = re.compile(r"framework-[a-z0-9-]+")


@dataclass(frozen=True)
class Pack:
    """A framework's edition, as a file gives it."""

    framework: FrameworkId
    edition: Edition


class PackUnreadable(Exception):
    """A file is no pack as it stands; what is wrong with it, each with its place."""

    def __init__(self, *misread: Misread, edition: Edition | None = None) -> None:
        super().__init__("; ".join(one.right for one in misread))
        self.misread = misread
        self.edition = edition
        """As far as it could be read; None where nothing could."""


def read_pack(text: str) -> Pack:
    """The pack that a file gives. Raises PackUnreadable with everything that is wrong with it."""
    try:
        held = tomllib.loads(text)
    except RecursionError:
        raise PackUnreadable(Misread((), "", "cannot be read: it has brackets within brackets without end")) from None
    except ValueError as error:  # also of a number without end
        raise PackUnreadable(Misread((), "", f"cannot be read: it is no TOML: {error}")) from None
    wrong: list[Misread] = []
    file = Table(held, (), wrong)
    framework = file.text("framework")
    if framework and not FRAMEWORK_ID.fullmatch(framework):
        file.note("framework", "is no id: write framework-…, in small letters, figures and hyphens", framework)
    edition = edition_in(file)
    file.rest_is_strange()
    if wrong:
        raise PackUnreadable(*wrong, edition=edition)
    return Pack(FrameworkId(framework), edition)


def edition_in(file: Table) -> Edition:
    scales = scales_in(file.table("scales"))
    leadership = next((scale for scale in scales if scale.of is Measured.LEADERSHIP), Scale((), ""))
    return Edition(
        number=file.number("edition"),
        title=file.text("title"),
        levels=levels_in(file.table("levels")),
        competencies=competencies_in(file.table("competencies")),
        scale=Scale(leadership.points, leadership.not_observed),
        readiness=readiness_in(file.table("readiness")),
        promotion=promotion_in(file.table("promotion")),
        windows=Windows(**numbers_of(Windows, file.table("windows"))),
        thresholds=thresholds_in(file.table("thresholds", needed=False)),
        minimums=minimums_in(file.table("minimums", needed=False)),
        procedure=procedure_in(file.table("procedure")),
        scales=scales,
        potential_model=potential_in(file.table("potential", needed=False)),
        nine_box=nine_box_in(file.table("nine_box", needed=False)),
        calendars=calendars_in(file.table("holidays", needed=False)),
        service_levels=service_levels_in(file.table("service_levels", needed=False)),
        modules=tuple(modules_in(file.table("modules", needed=False))),
        prompts=prompts_in(file.table("prompts", needed=False)),
        tags=tuple(tags_in(file.table("tags", needed=False))),
    )


def levels_in(table: Table) -> tuple[Level, ...]:
    levels = []
    for name in table.values:
        own = table.table(name)
        levels.append(Level(name, own.texts("skills"), own.texts("time_application"), own.texts("work_values")))
        own.rest_is_strange()
    return tuple(levels)


def competencies_in(table: Table) -> tuple[Competency, ...]:
    return tuple(competency_in(name, table.table(name)) for name in table.values)


def competency_in(name: str, table: Table) -> Competency:
    """Without `levels`, it counts on those on which it is described; without these, on all."""
    described = table.table("on", needed=False)
    anchors = []
    for level in described.values:
        ends = described.texts(level)
        if len(ends) == 2:
            anchors.append(LevelAnchors(level, *ends))
        else:
            described.note(level, "write two texts in brackets: what the lowest and what the highest looks like", ends)
    facet = table.of_enum("facet", Facet) or Facet.SKILL
    lowest, highest, aliases = table.text("lowest"), table.text("highest"), table.texts("aliases")
    levels = table.texts("levels") or tuple(one.level for one in anchors)
    table.rest_is_strange()
    return Competency(name, facet, lowest, highest, aliases, levels, tuple(anchors))


def modules_in(table: Table) -> Iterator[CurriculumModule]:
    for name in table.values:
        own = table.table(name)
        title, competencies, levels = own.text("title"), own.texts("competencies"), own.texts("levels")
        hours = float(own.value("hours", (float, int), "write a number of hours") or 0)
        money = (own.text(each) if each in own.values else None for each in ("cost", "currency"))
        yield CurriculumModule(name, title, competencies, hours, levels, *money)
        own.rest_is_strange("cost", "currency")


def tags_in(table: Table) -> Iterator[CapabilityTag]:
    for name in table.values:
        own = table.table(name)
        yield CapabilityTag(name, own.text("title"), own.text("meaning"))
        own.rest_is_strange()


def scales_in(table: Table) -> tuple[MeasureScale, ...]:
    scales = []
    for measured in Measured:
        own = table.table(measured)
        points = [ScalePoint(int(name), own.text(name)) for name in own.values if re.fullmatch(r"-?\d+", name)]
        up = own.of_enum("up", Up) or Up.HIGHER
        scales.append(MeasureScale(tuple(points), own.text("not_observed"), measured, up))
        own.rest_is_strange()
    table.rest_is_strange()
    return tuple(scales)


def potential_in(table: Table) -> tuple[PotentialAspect, ...]:
    return tuple(PotentialAspect(name, table.text(name)) for name in table.values)


def prompts_in(table: Table) -> tuple[Prompt, ...]:
    return tuple(Prompt(name, table.text(name)) for name in table.values)


def nine_box_in(table: Table) -> NineBox | None:
    if not table.values:
        return None
    cuts = NineBox(table.numbers("results"), table.numbers("potential"))
    table.rest_is_strange()
    return cuts


def readiness_in(table: Table) -> tuple[ReadinessRule, ...]:
    rules = [
        ReadinessRule(when, tuple(map(criterion_in, table.tables(when)))) for when in Readiness if when in table.values
    ]
    table.rest_is_strange(*Readiness)
    return tuple(rules)


def promotion_in(table: Table) -> tuple[Criterion, ...]:
    criteria = tuple(map(criterion_in, table.tables("criteria", where=("promotion",))))
    table.rest_is_strange()
    return criteria


def criterion_in(table: Table) -> Criterion:
    requirement = table.of_enum("asks", Requirement)
    measures = [measure for measure in Measure if requirement and measure in MEASURES[requirement]]
    bounds = tuple(Bound(measure, table.number(measure)) for measure in measures)
    severity = table.of_enum("severity", Severity, Severity.FAILS) or Severity.FAILS
    levels, competencies = table.texts("levels"), table.texts("competencies")
    if requirement:
        table.rest_is_strange()
    return Criterion(requirement or Requirement.WILLINGNESS, bounds, severity, levels, competencies)


def numbers_of(of: type, table: Table) -> dict[str, Any]:
    """The plain fields of a part: numbers, and yes or no. One that the file leaves out is as the part has it."""
    found: dict[str, Any] = {}
    for each, hint in ((each, get_type_hints(of)[each.name]) for each in fields(of)):
        if each.name in table.values or each.default is MISSING:
            if hint is bool:
                found[each.name] = table.value(each.name, bool, "write true or false") or False
            elif hint in (int, int | None):
                found[each.name] = table.number(each.name)
            elif hint == float | None:
                found[each.name] = table.value(each.name, (float, int), WRITE_NUMBER, 0)
        table.asked.add(each.name)
    table.rest_is_strange()
    return found


def procedure_in(table: Table) -> Procedure:
    seats = table.table("seats_count_as", needed=False)
    counted = tuple(SeatLevel(seat, seats.text(seat)) for seat in seats.values)
    return Procedure(**numbers_of(Procedure, table), seats_count_as=counted)


def thresholds_in(table: Table) -> tuple[Threshold, ...]:
    numbers = {name: table.value(name, (float, int), WRITE_NUMBER, 0) for name in table.values}
    return tuple(Threshold(name, number) for name, number in numbers.items())


def minimums_in(table: Table) -> tuple[Minimum, ...]:
    figures = {figure: table.table(figure) for figure in table.values}
    return tuple(Minimum(figure, of, own.number(of)) for figure, own in figures.items() for of in own.values)


def calendars_in(table: Table) -> tuple[SiteCalendar, ...]:
    days = {site: table.days(site) for site in table.values}
    return tuple(SiteCalendar(None if site == EVERYWHERE else site, those) for site, those in days.items() if those)


def service_levels_in(table: Table) -> ServiceLevels | None:
    return ServiceLevels(**numbers_of(ServiceLevels, table)) if table.values else None
