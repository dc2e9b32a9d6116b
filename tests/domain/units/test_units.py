"""Units are a tree on every day: established, renamed, moved and closed; old words read as units of their own."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from domain.amendments.corrections import CorrectEntry, RetractEntry
from domain.amendments.resting import OthersRestOnIt
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.framework import LevelUnknown
from domain.frameworks.publishing import FrameworkPublished
from domain.kernel.book import Line
from domain.kernel.facts import EntryRetracted, Event, Reference
from domain.kernel.ids import UnitId
from domain.kernel.refusals import NameMissing
from domain.organisation.appointments import EstablishRole, RoleEstablished
from domain.organisation.closing_units import CloseUnit, UnitNotEmpty
from domain.organisation.moving_units import MoveUnit
from domain.organisation.profiles import RoleProfileDefined
from domain.people.joining import JoinPerson, PersonJoined
from domain.people.leaving import LeavePerson, LeavingReason, PersonLeft
from domain.people.moving import MovePerson, PersonMoved
from domain.units.citing import is_unit_id, unit_of
from domain.units.tree import EstablishUnit, RenameUnit, UnitEstablishedTooLate, UnitStands
from domain.units.unit import (
    UnitClosed,
    UnitEstablished,
    UnitMoved,
    UnitNoLonger,
    UnitRenamed,
    UnitsInACircle,
    UnitStillCited,
    UnitUnknown,
)
from tests.examples import ADA, BEN, PLANNER
from tests.spec import Given, given

PLANT, HALL, LINE = (UnitId(f"unit-0190a000-0000-7000-8000-00000000000{n}") for n in (1, 2, 3))
JAN, MARCH, MAY, JULY = (date(2024, month, 1) for month in (1, 3, 5, 7))
HALL_STANDS = UnitEstablished("Hall 1", effective_on=JAN)
IN_HALL = UnitEstablished("Line 4", HALL, effective_on=JAN)


def test_a_unit_is_established_once_with_a_name_under_a_unit_that_stands() -> None:
    establish = EstablishUnit(LINE, "Line 4", HALL, effective_on=JAN)
    given().and_on(HALL, HALL_STANDS).when(establish).then(IN_HALL)
    given(IN_HALL).and_on(HALL, HALL_STANDS).when(establish).refused(UnitStands, LINE)
    given().when(establish).refused(UnitUnknown, "parent", HALL)
    given().when(EstablishUnit(LINE, " ", effective_on=JAN)).refused(NameMissing, "name")


def test_a_near_miss_is_suggested() -> None:
    join = JoinPerson(ADA, "Ada", UnitId("hal 1"), effective_on=MARCH)
    given().and_on(HALL, HALL_STANDS).when(join).refused(UnitUnknown, "hal 1", "did you mean “Hall 1”", HALL)
    given().when(join).refused(UnitUnknown, "establish it first")


def test_people_and_roles_are_placed_in_a_unit_that_stands_on_the_day() -> None:
    closed = UnitClosed(effective_on=MAY)
    for day, refusal in ((date(2023, 12, 31), UnitUnknown), (MAY, UnitNoLonger)):
        stands = given().and_on(HALL, HALL_STANDS, closed)
        stands.when(JoinPerson(ADA, "Ada", HALL, effective_on=day)).refused(refusal, HALL, str(day))
        role = EstablishRole(PLANNER, "Planner", HALL, "Production", "others", effective_on=day)
        stands.when(role).refused(refusal, HALL)
        joined = PersonJoined("Ada", "Elsewhere", effective_on=date(2020, 1, 1))
        given(joined).and_on(HALL, HALL_STANDS, closed).when(MovePerson(ADA, HALL, effective_on=day)).refused(refusal)
    last = date(2024, 4, 30)
    given().and_on(HALL, HALL_STANDS, closed).when(JoinPerson(ADA, "Ada", HALL, effective_on=last)).then(
        PersonJoined("Ada", HALL, effective_on=last)
    )


def test_the_word_of_an_old_placement_is_a_root_unit_from_its_first_mention_on() -> None:
    word, unit = "Night shift", unit_of("Night shift")
    assert is_unit_id(unit)
    assert unit_of(unit) == unit
    assert not is_unit_id("unit-3")
    old = PersonJoined("Ben", word, effective_on=MARCH)
    join = JoinPerson(ADA, "Ada", unit, effective_on=MAY)
    given().and_on(BEN, old).when(join).then(PersonJoined("Ada", unit, effective_on=MAY))
    given().and_on(BEN, old).when(JoinPerson(ADA, "Ada", unit, effective_on=JAN)).refused(UnitUnknown, str(MARCH))
    given().when(join).refused(UnitUnknown, unit)
    role = RoleEstablished("Planner", word, "Production", "others", critical=True, effective_on=JAN)
    given().and_on(BEN, old).and_on(PLANNER, role).when(JoinPerson(ADA, "Ada", unit, effective_on=JAN)).then(
        PersonJoined("Ada", unit, effective_on=JAN)
    )
    given().and_on(BEN, old).when(RenameUnit(unit, "Night", effective_on=MAY)).then(
        UnitRenamed("Night", effective_on=MAY)
    )
    given().and_on(BEN, old).when(RenameUnit(unit, word, effective_on=MAY)).nothing_happens()
    given().and_on(BEN, old).and_on(HALL, HALL_STANDS).when(MoveUnit(unit, HALL, effective_on=MAY)).then(
        UnitMoved(HALL, effective_on=MAY)
    )
    given().and_on(BEN, old).when(CloseUnit(unit, effective_on=MAY)).refused(UnitNotEmpty, BEN)
    given().and_on(BEN, old).when(EstablishUnit(unit, word, effective_on=MAY)).refused(
        UnitEstablishedTooLate, str(MARCH)
    )
    adopted = UnitEstablished(word, effective_on=MARCH)
    given().and_on(BEN, old).when(EstablishUnit(unit, word, effective_on=MARCH)).then(adopted)


def test_the_only_mention_of_a_word_can_be_corrected() -> None:
    old = PersonJoined("Ada", "Night shift", effective_on=MARCH)
    corrected = JoinPerson(ADA, "Ada Lind", unit_of("Night shift"), effective_on=MARCH)
    given(old).when(CorrectEntry(Reference(ADA, 1), corrected, "her name")).then(
        Line(
            PersonJoined("Ada Lind", unit_of("Night shift"), effective_on=MARCH),
            stream=ADA,
            supersedes=1,
            reason="her name",
        )
    )


def test_no_unit_belongs_to_itself_on_any_day() -> None:
    plant = UnitEstablished("Plant", effective_on=JAN)
    tree = given(plant).and_on(HALL, UnitEstablished("Hall", PLANT, effective_on=JAN)).and_on(LINE, IN_HALL)
    tree.when(MoveUnit(PLANT, LINE, effective_on=MARCH)).refused(UnitsInACircle, PLANT, LINE, "2024-03-01")
    tree.when(MoveUnit(PLANT, PLANT, effective_on=MARCH)).refused(UnitsInACircle)
    later = (UnitEstablished("Line 4", effective_on=JAN), UnitMoved(PLANT, effective_on=MAY))
    given(plant).and_on(LINE, *later).when(MoveUnit(PLANT, LINE, effective_on=MARCH)).refused(
        UnitsInACircle, "2024-05-01"
    )
    away = (*later, UnitMoved(None, effective_on=MARCH))
    given(plant, UnitMoved(None, effective_on=MAY)).and_on(LINE, *away).when(
        MoveUnit(PLANT, LINE, effective_on=MARCH)
    ).then(UnitMoved(LINE, effective_on=MARCH))
    given(HALL_STANDS).and_on(LINE, IN_HALL).when(
        CorrectEntry(Reference(HALL, 1), EstablishUnit(HALL, "Hall 1", LINE, effective_on=JAN), "a slip")
    ).refused(UnitsInACircle)


def test_a_move_is_not_retracted_into_a_circle() -> None:
    out = (UnitEstablished("Plant", effective_on=JAN), UnitEstablished("Line 4", PLANT, effective_on=JAN))
    moved = (out[1], UnitMoved(None, effective_on=MARCH))
    under = (out[0], UnitMoved(LINE, effective_on=MAY))
    given(*moved).and_on(PLANT, *under).when(RetractEntry(Reference(LINE, 2), "it never moved")).refused(
        UnitsInACircle, "2024-05-01"
    )


def test_a_unit_that_something_rests_on_is_not_taken_away() -> None:
    retract = RetractEntry(Reference(HALL, 1), "it never was")
    given(HALL_STANDS).and_on(ADA, PersonJoined("Ada", HALL, effective_on=MARCH)).when(retract).refused(
        UnitStillCited, f"{ADA}@1"
    )
    given(HALL_STANDS).and_on(LINE, IN_HALL).when(retract).refused(UnitStillCited, f"{LINE}@1")
    retracted = Line(EntryRetracted(effective_on=JAN), stream=HALL, supersedes=1, reason="it never was")
    given(HALL_STANDS).when(retract).then(retracted)
    later = CorrectEntry(Reference(HALL, 1), EstablishUnit(HALL, "Hall 1", effective_on=MAY), "later")
    given(HALL_STANDS).and_on(ADA, PersonJoined("Ada", HALL, effective_on=MARCH)).when(later).refused(
        UnitEstablishedTooLate, str(MARCH)
    )


def test_a_unit_closes_when_nothing_is_left_in_it() -> None:
    close = CloseUnit(HALL, effective_on=MAY)
    joined = PersonJoined("Ada", HALL, effective_on=MARCH)
    given(HALL_STANDS).when(close).then(UnitClosed(effective_on=MAY))
    given(HALL_STANDS).and_on(ADA, joined).when(close).refused(UnitNotEmpty, ADA, "1 people")
    gone = PersonLeft(LeavingReason.RESIGNED, effective_on=date(2024, 4, 30))
    given(HALL_STANDS).and_on(ADA, joined, gone).when(close).then(UnitClosed(effective_on=MAY))
    given(HALL_STANDS).and_on(ADA, joined, PersonMoved("Elsewhere", effective_on=MAY)).when(close).then(
        UnitClosed(effective_on=MAY)
    )
    given(HALL_STANDS).and_on(ADA, joined, PersonMoved("Elsewhere", effective_on=JULY)).when(close).refused(
        UnitNotEmpty, ADA
    )
    given(HALL_STANDS).and_on(ADA, PersonJoined("Ada", HALL, effective_on=JULY)).when(close).refused(UnitNotEmpty)
    given(HALL_STANDS).and_on(LINE, IN_HALL).when(close).refused(UnitNotEmpty, LINE, "1 units")
    given(HALL_STANDS).and_on(LINE, IN_HALL, UnitClosed(effective_on=MAY)).when(close).then(
        UnitClosed(effective_on=MAY)
    )
    role = RoleEstablished("Planner", HALL, "Production", "others", critical=True, effective_on=JAN)
    given(HALL_STANDS).and_on(PLANNER, role).when(close).refused(UnitNotEmpty, PLANNER, "1 roles")
    given(HALL_STANDS, UnitClosed(effective_on=JULY)).when(close).refused(UnitNoLonger, str(JULY))
    given(HALL_STANDS).when(CloseUnit(HALL, HALL, effective_on=MAY)).refused(UnitsInACircle, "into")
    given(HALL_STANDS).when(CloseUnit(HALL, LINE, effective_on=MAY)).refused(UnitUnknown, "into")


def test_a_level_is_one_of_the_edition_in_force_on_the_day() -> None:
    published = FrameworkPublished(DEFAULT_EDITION, effective_on=MARCH)
    hall = given().and_on(HALL, HALL_STANDS)
    join = JoinPerson(ADA, "Ada", HALL, level="Selff", effective_on=MAY)
    hall.and_on(DEFAULT_FRAMEWORK, published).when(join).refused(LevelUnknown, "Selff", "did you mean “self”?")
    hall.when(join).then(PersonJoined("Ada", HALL, level="Selff", effective_on=MAY))
    early = JoinPerson(ADA, "Ada", HALL, level="Selff", effective_on=JAN)
    hall.and_on(DEFAULT_FRAMEWORK, published).when(early).then(
        PersonJoined("Ada", HALL, level="Selff", effective_on=JAN)
    )
    role = EstablishRole(PLANNER, "Planner", HALL, "Production", "banana", effective_on=MAY)
    hall.and_on(DEFAULT_FRAMEWORK, published).when(role).refused(LevelUnknown, "banana", "self")
    joined = PersonJoined("Ada", HALL, effective_on=JAN)
    given(joined).and_on(HALL, HALL_STANDS).and_on(DEFAULT_FRAMEWORK, published).when(
        MovePerson(ADA, HALL, level="banana", effective_on=MAY)
    ).refused(LevelUnknown, "banana")


def test_nobody_is_left_in_a_closed_unit_by_what_is_retracted_or_corrected() -> None:
    joined = PersonJoined("Ada", HALL, effective_on=JAN)
    moved = PersonMoved(PLANT, effective_on=MARCH)
    left = PersonLeft(LeavingReason.RESIGNED, effective_on=MARCH)
    closed = UnitClosed(effective_on=MAY)
    plant = UnitEstablished("Plant", effective_on=JAN)
    why = "It was another"

    def room(*stream: Event[Any]) -> Given:
        return given(*stream).and_on(HALL, HALL_STANDS, closed).and_on(PLANT, plant)

    for gone in (moved, left):
        room(joined, gone).when(RetractEntry(Reference(ADA, 2), why)).refused(OthersRestOnIt, HALL, str(MAY))
    later = LeavePerson(ADA, LeavingReason.RESIGNED, effective_on=JULY)
    room(joined, left).when(CorrectEntry(Reference(ADA, 2), later, why)).refused(OthersRestOnIt, HALL)
    earlier = LeavePerson(ADA, LeavingReason.RESIGNED, effective_on=MARCH)
    stays = replace(left, effective_on=JAN)
    room(joined, stays).when(CorrectEntry(Reference(ADA, 2), earlier, why)).then(
        Line(left, stream=ADA, supersedes=2, reason=why)
    )
    belongs = UnitMoved(PLANT, effective_on=MARCH)
    room(IN_HALL, belongs).when(RetractEntry(Reference(LINE, 2), why)).refused(OthersRestOnIt, HALL)
    there = ("Planner", PLANT, "Production", "others", 1, False, "", (), None, None)
    profile = RoleProfileDefined(*there, effective_on=MARCH)
    role = RoleEstablished("Planner", HALL, "Production", "others", critical=False, effective_on=JAN)
    room(role, profile).when(RetractEntry(Reference(PLANNER, 2), why)).refused(OthersRestOnIt, HALL)
