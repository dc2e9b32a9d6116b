"""Editions of the framework in the demo: the first, the one of the house, and one that is in force from today on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from demo.chronicle import MONTHS, Chronicle, Life
from demo.working_days import working_day
from domain.frameworks.competencies import Competency
from domain.frameworks.criteria import Bound, Criterion, Measure, Requirement
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK, EDITION_WITH_PANELS
from domain.frameworks.edition import Edition
from domain.frameworks.modules import CurriculumModule
from domain.frameworks.packs.shipped import present_edition
from domain.frameworks.publishing import PublishFramework
from domain.kernel.dates import months_after
from domain.kernel.ids import PersonId

VOICES_ASKED: Final = 3
FOR_HARDER_WORK: Final = ("communication", "growth_mindset", "care_for_people")
"""What the second edition asks for beside the first; with problem solving, harder work takes these."""
PLACES: Final = {
    "leading-oneself": "385.00",
    "first-team": "1140.00",
    "hard-talks": "462.50",
    "coaching": "980.00",
    "across-functions": "725.00",
}
"""What a place in each module costs, in EUR."""


def asking_for_more_voices(criterion: Criterion) -> Criterion:
    """Work values from one distance more."""
    if criterion.requirement is not Requirement.WORK_VALUES:
        return criterion
    bounds = (Bound(Measure.RATING, criterion.number(Measure.RATING)), Bound(Measure.SOURCES, VOICES_ASKED))
    return replace(criterion, bounds=bounds)


def competencies_of_the_house() -> tuple[Competency, ...]:
    """Those of the first edition under the names that the pack that ships has for them, and those for harder work."""
    shipped = {one.name: one for one in present_edition().competencies}
    kept = (replace(one, aliases=shipped[one.name].aliases) for one in EDITION_WITH_PANELS.competencies)
    return *kept, *(replace(shipped[name], levels=(), anchors=()) for name in FOR_HARDER_WORK)


def priced(module: CurriculumModule) -> CurriculumModule:
    """A module of the pack that ships, with what a place in it costs here."""
    return replace(module, cost=PLACES[module.name], currency="EUR")


EDITION_OF_THE_HOUSE: Final = replace(
    EDITION_WITH_PANELS,
    competencies=competencies_of_the_house(),
    modules=tuple(map(priced, present_edition().modules)),
    prompts=present_edition().prompts,
    service_levels=present_edition().service_levels,
    tags=present_edition().tags,
)
"""The second: with panels, and with what the pack that ships has beside criteria: curriculum, questions, tags."""

NEWEST_EDITION: Final = replace(
    EDITION_OF_THE_HOUSE,
    number=EDITION_OF_THE_HOUSE.number + 1,
    promotion=tuple(asking_for_more_voices(criterion) for criterion in EDITION_OF_THE_HOUSE.promotion),
)
"""Stricter in one criterion: so one can ask who would come out otherwise. It is in force from today on."""

BEGINS: Final[Mapping[int, int]] = {DEFAULT_EDITION.number: -MONTHS, EDITION_OF_THE_HOUSE.number: -12}
"""By edition, the month on whose first day it comes into force, counted from the month of today."""

PUBLISHED_BEFORE: Final = 3
"""Months between the day on which an edition comes out and its first."""


def begins_on(today: date, edition: Edition) -> date:
    """The first day of an edition, in a demo of that day; today where nothing else is said."""
    return today if edition.number not in BEGINS else months_after(today.replace(day=1), BEGINS[edition.number])


def in_force(chronicle: Chronicle) -> Edition:
    """The newest edition whose first day has come."""
    known = (DEFAULT_EDITION, EDITION_OF_THE_HOUSE, NEWEST_EDITION)
    return [edition for edition in known if begins_on(chronicle.today, edition) <= chronicle.on][-1]


def coming_out(chronicle: Chronicle, publisher: PersonId) -> Life:
    """Editions are published some months ahead, so that everybody can read them first."""
    for edition in (EDITION_OF_THE_HOUSE, NEWEST_EDITION):
        begins = begins_on(chronicle.today, edition)
        yield working_day(months_after(begins, -PUBLISHED_BEFORE).replace(day=20))
        publish = PublishFramework(DEFAULT_FRAMEWORK, edition, effective_on=begins, imported=True)
        chronicle.write(publish, publisher)
