"""Which framework holds for a unit: what it adopted itself, or the nearest above it, or the organisation."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from domain.frameworks.adopting import Active, AdoptFramework, FrameworkAdopted, active_edition
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK, EDITION_WITH_PANELS
from domain.frameworks.framework import EditionUnknown, RulesChangedInThePast
from domain.frameworks.packs.shipped import SMALL_FIRM, shipped
from domain.frameworks.publishing import FrameworkPublished, PublishFramework
from domain.kernel.ids import UnitId
from tests.spec import BookInMemory, Given, given

SMALL = shipped(SMALL_FIRM)
LONG_AGO, JANUARY, MAY = date(1900, 1, 1), date(2026, 1, 1), date(2026, 5, 4)
TOOLING, PLANT, GROUP = UnitId("unit-tooling"), UnitId("unit-plant"), UnitId("unit-group")
CHAIN = (TOOLING, PLANT, GROUP)
FIRST = FrameworkPublished(DEFAULT_EDITION, effective_on=LONG_AGO)
SECOND = FrameworkPublished(EDITION_WITH_PANELS, effective_on=MAY)
OURS = FrameworkPublished(SMALL.edition, effective_on=LONG_AGO)


def both() -> BookInMemory:
    return BookInMemory().with_lines(DEFAULT_FRAMEWORK, (FIRST, SECOND)).with_lines(SMALL.framework, (OURS,))


def adopted(unit: UnitId | None, edition: int | None = None, on: date = JANUARY) -> FrameworkAdopted:
    return FrameworkAdopted(unit, edition, effective_on=on)


def test_where_nobody_has_adopted_anything_it_is_the_newest_of_what_ships() -> None:
    assert active_edition(CHAIN, JANUARY, both()) == Active(DEFAULT_FRAMEWORK, DEFAULT_EDITION)
    assert active_edition((), MAY, both()) == Active(DEFAULT_FRAMEWORK, EDITION_WITH_PANELS)
    assert active_edition(CHAIN, MAY, BookInMemory()) is None


def test_what_a_unit_adopts_holds_for_those_below_it() -> None:
    book = both().with_lines(SMALL.framework, (adopted(PLANT),))
    ours = Active(SMALL.framework, SMALL.edition)
    assert active_edition((TOOLING, PLANT, GROUP), MAY, book) == ours
    assert active_edition((GROUP,), MAY, book) == Active(DEFAULT_FRAMEWORK, EDITION_WITH_PANELS)
    assert active_edition((PLANT, GROUP), JANUARY - timedelta(1), book) == Active(DEFAULT_FRAMEWORK, DEFAULT_EDITION)


def test_the_nearest_counts_and_there_the_latest() -> None:
    book = both().with_lines(SMALL.framework, (adopted(None), adopted(PLANT)))
    book = book.with_lines(DEFAULT_FRAMEWORK, (adopted(TOOLING, 1), adopted(PLANT, 1, MAY)))
    ours = Active(SMALL.framework, SMALL.edition)
    assert active_edition((TOOLING, PLANT), JANUARY, book) == Active(DEFAULT_FRAMEWORK, DEFAULT_EDITION)
    assert active_edition((PLANT,), JANUARY, book) == active_edition((GROUP,), MAY, book) == ours
    assert active_edition((PLANT,), MAY, book) == Active(DEFAULT_FRAMEWORK, DEFAULT_EDITION)


def stands() -> Given:
    return given(OURS).as_of(MAY)


ADOPT = AdoptFramework(SMALL.framework, PLANT, effective_on=MAY)


def test_a_unit_adopts_what_is_published() -> None:
    stands().when(ADOPT).then(adopted(PLANT, on=MAY))
    stands().when(replace(ADOPT, unit=None, edition=1)).then(adopted(None, 1, MAY))
    stands().when(replace(ADOPT, edition=2)).refused(EditionUnknown, "2", SMALL.framework)
    given().as_of(MAY).when(ADOPT).refused(EditionUnknown, "publish it first")
    late = replace(OURS, effective_on=MAY + timedelta(1))
    given(late).as_of(MAY).when(ADOPT).refused(EditionUnknown, str(MAY))


def test_what_holds_already_is_not_adopted_again() -> None:
    given(OURS, adopted(PLANT)).as_of(MAY).when(ADOPT).nothing_happens()
    given(OURS, adopted(PLANT, 1)).as_of(MAY).when(ADOPT).then(adopted(PLANT, on=MAY))
    assert FrameworkAdopted.act, "an adoption is an act: it cannot be corrected, only followed by another"


def test_rules_change_from_today_on() -> None:
    early = replace(ADOPT, effective_on=JANUARY)
    stands().when(early).refused(RulesChangedInThePast, str(JANUARY), str(MAY))
    stands().when(replace(early, imported=True)).then(adopted(PLANT))
    publish = PublishFramework(SMALL.framework, SMALL.edition, effective_on=JANUARY)
    given().as_of(MAY).when(publish).refused(RulesChangedInThePast, str(JANUARY), str(MAY))
    given().as_of(MAY).when(replace(publish, effective_on=MAY)).then(replace(OURS, effective_on=MAY))
    given(OURS).as_of(MAY).when(publish).nothing_happens()
