"""What an edition says of its curriculum can be kept: every module serves competencies that the edition has."""

from __future__ import annotations

from typing import Final

from domain.frameworks.edition import Edition
from domain.frameworks.faults import Fault, Faults
from domain.frameworks.wording_rules import LevelStrange
from domain.kernel.hours import HOURS_AT_MOST
from domain.kernel.money import money_must_be_exact
from domain.kernel.near_misses import right_one
from domain.kernel.refusals import HoursOutOfRange, Refusal
from domain.kernel.words import listed


def modules_serve_competencies(edition: Edition) -> Faults:
    """Whoever learns learns for something: a module names competencies, and such as there are."""
    names = [competency.name for competency in edition.competencies]
    for module in edition.modules:
        what, where = f"module “{module.name}”", ("modules", module.name, "competencies")
        if not module.competencies:
            yield Fault(where, ModuleWithoutCompetency, f"{what} serves no competency: name one of {listed(names)}")
        for competency in module.competencies:
            if competency not in names:
                why = f"{what} names competency “{competency}”: {right_one(competency, names)}"
                yield Fault(where, ModuleWithoutCompetency, why)


def modules_are_for_levels(edition: Edition) -> Faults:
    """A module is for levels that exist."""
    for module in edition.modules:
        for level in module.levels:
            if level not in edition.ladder:
                why = f"module “{module.name}” is for level “{level}”: name one of {listed(edition.ladder)}"
                yield Fault(("modules", module.name, "levels"), LevelStrange, why)


def modules_take_time_and_money(edition: Edition) -> Faults:
    """The hours that are expected are more than none, and what it costs is exact, and in a currency."""
    for module in edition.modules:
        where = ("modules", module.name)
        if not 0 < module.hours <= HOURS_AT_MOST:
            right = f"give more than 0 and at most {HOURS_AT_MOST:,}"
            why = f"module “{module.name}” is expected to take {module.hours:g} hours: {right}"
            yield Fault((*where, "hours"), HoursOutOfRange, why)
        try:
            money_must_be_exact(module.cost, module.currency)
        except Refusal as refusal:
            yield Fault((*where, refusal.field or ""), type(refusal), f"module “{module.name}”: {refusal}")


CURRICULUM_RULES: Final = (
    modules_serve_competencies,
    modules_are_for_levels,
    modules_take_time_and_money,
)


class ModuleWithoutCompetency(Refusal):
    """A module of a curriculum serves competencies of its edition."""

    instead = "Name for every module at least one competency that the edition has."
    field = "edition"
