"""A unit adopts a framework that is published, from today on, and all that belong to it live by that."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.frameworks.adopting import FrameworkAdopted
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.framework import EditionUnknown, LevelUnknown, RulesChangedInThePast
from domain.frameworks.packs.shipped import SMALL_FIRM, shipped
from domain.frameworks.publishing import FrameworkPublished, PublishFramework
from domain.kernel.ids import PersonId, UnitId
from domain.people.joining import JoinPerson
from domain.units.adopting_frameworks import AdoptFramework, edition_for, with_those_above
from domain.units.unit import UnitEstablished, UnitMoved, UnitUnknown
from tests.spec import BookInMemory, Given, given

SMALL = shipped(SMALL_FIRM)
LONG_AGO, JANUARY, MAY = date(1900, 1, 1), date(2026, 1, 1), date(2026, 5, 4)
PLANT, TOOLING, GROUP = (UnitId(f"unit-0198c0de-0000-7000-8000-00000000000{number}") for number in (1, 2, 3))
OURS = FrameworkPublished(SMALL.edition, effective_on=LONG_AGO)
ADOPT = AdoptFramework(SMALL.framework, PLANT, effective_on=MAY)


def established(name: str, parent: UnitId | None = None) -> UnitEstablished:
    return UnitEstablished(name, parent, effective_on=LONG_AGO)


def adopted(unit: UnitId | None, edition: int | None = None, on: date = JANUARY) -> FrameworkAdopted:
    return FrameworkAdopted(unit, edition, effective_on=on)


def tree() -> BookInMemory:
    """Tooling belongs to the plant, and from May on to the group."""
    book = BookInMemory().with_lines(GROUP, (established("Group"),)).with_lines(PLANT, (established("Plant"),))
    book = book.with_lines(TOOLING, (established("Tooling", PLANT), UnitMoved(GROUP, effective_on=MAY)))
    first = FrameworkPublished(DEFAULT_EDITION, effective_on=LONG_AGO)
    return book.with_lines(DEFAULT_FRAMEWORK, (first,)).with_lines(SMALL.framework, (OURS, adopted(PLANT)))


def test_what_a_unit_adopts_holds_for_those_below_it_as_long_as_they_are() -> None:
    book = tree()
    assert with_those_above(TOOLING, JANUARY, book) == (TOOLING, PLANT)
    held = [edition_for(unit, day, book) for unit, day in ((TOOLING, JANUARY), (TOOLING, MAY), (GROUP, JANUARY))]
    assert [one and one.framework for one in held] == [SMALL.framework, DEFAULT_FRAMEWORK, DEFAULT_FRAMEWORK]
    assert edition_for(None, MAY, book) == edition_for(GROUP, MAY, book)


def test_levels_are_those_of_the_unit() -> None:
    ada = PersonId("person-0198c0de-0000-7000-8000-000000000009")
    join = JoinPerson(ada, "Ada Okafor", TOOLING, level="business", effective_on=MAY)
    assert tree().decide(join)
    earlier = tree().with_lines(SMALL.framework, (adopted(TOOLING),))
    with pytest.raises(LevelUnknown, match="enterprise"):
        earlier.decide(join)


def stands() -> Given:
    return given(OURS).and_on(PLANT, established("Plant")).as_of(MAY)


def test_a_unit_adopts_what_is_published() -> None:
    stands().when(ADOPT).then(adopted(PLANT, on=MAY))
    stands().when(replace(ADOPT, unit=None, edition=1)).then(adopted(None, 1, MAY))
    stands().when(replace(ADOPT, edition=2)).refused(EditionUnknown, "2", SMALL.framework)
    stands().when(replace(ADOPT, unit=GROUP)).refused(UnitUnknown, GROUP)
    nothing = given().and_on(PLANT, established("Plant")).as_of(MAY)
    nothing.when(ADOPT).refused(EditionUnknown, "publish it first")


def test_what_holds_already_is_not_adopted_again() -> None:
    plant = established("Plant")
    given(OURS, adopted(PLANT)).and_on(PLANT, plant).as_of(MAY).when(ADOPT).nothing_happens()
    given(OURS, adopted(PLANT, 1)).and_on(PLANT, plant).as_of(MAY).when(ADOPT).then(adopted(PLANT, on=MAY))
    assert FrameworkAdopted.act, "an adoption is an act: it cannot be corrected, only followed by another"


def test_rules_change_from_today_on() -> None:
    early = replace(ADOPT, effective_on=JANUARY)
    stands().when(early).refused(RulesChangedInThePast, str(JANUARY), str(MAY))
    stands().when(replace(early, imported=True)).then(adopted(PLANT))
    publish = PublishFramework(SMALL.framework, SMALL.edition, effective_on=MAY - timedelta(1))
    given().as_of(MAY).when(publish).refused(RulesChangedInThePast, str(MAY))
    given().as_of(MAY).when(replace(publish, effective_on=MAY)).then(replace(OURS, effective_on=MAY))
    given(OURS).as_of(MAY).when(publish).nothing_happens()
