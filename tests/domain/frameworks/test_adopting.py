"""Which framework holds for a unit: what it adopted itself, or the nearest above it, or the organisation."""

from __future__ import annotations

from datetime import date, timedelta

from domain.frameworks.adopting import Active, FrameworkAdopted, active_edition
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK, EDITION_WITH_PANELS
from domain.frameworks.packs.shipped import SMALL_FIRM, shipped
from domain.frameworks.publishing import FrameworkPublished
from domain.kernel.ids import UnitId
from tests.spec import BookInMemory

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
