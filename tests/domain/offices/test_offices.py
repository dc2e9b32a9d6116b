"""Who may do what for whom: given by somebody else, until a day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from importlib import import_module

import pytest

from domain.frameworks.instruments import Instrument
from domain.kernel.facts import ORGANISATION
from domain.kernel.history import LedgerBegun
from domain.kernel.ids import PersonId, UnitId
from domain.kernel.refusals import BeginsAfterItEnds
from domain.offices.accrediting import AccreditAssessor, AssessorAccredited, MayNotAccredit
from domain.offices.deputising import DeputyNamed, NameDeputy, NoMatter
from domain.offices.mandates import (
    EndMandate,
    GiveMandate,
    MandateEnded,
    MandateGiven,
    MandateNotHeld,
    NoSteward,
    OwnOffice,
    StewardOfAPart,
)
from domain.offices.offices import Mandate, Matter, Offices, OfficeTooLong, holds_mandate, is_accredited
from domain.offices.stewards import NameSteward, StewardNamed, StewardStands
from domain.people.introducing import PersonIntroduced
from domain.people.joining import PersonJoined
from domain.units.unit import UnitEstablished
from tests.examples import ADA, BEN, CAI
from tests.spec import BookInMemory, Given, given
from tests.units import PAINT

MARCH, MAY, JUNE, YEAR_END = date(2024, 3, 1), date(2024, 5, 2), date(2024, 6, 3), date(2024, 12, 31)
TOOLING = UnitId("unit-0190a000-0000-7000-8000-000000000001")
STEWARD = StewardNamed(date(2026, 12, 31), effective_on=MARCH)
AUDITOR = MandateGiven(Mandate.AUDITOR, YEAR_END, BEN, effective_on=MAY)
GIVE = GiveMandate(ADA, Mandate.AUDITOR, YEAR_END, BEN, effective_on=MAY)
END = EndMandate(ADA, Mandate.AUDITOR, BEN, effective_on=JUNE)


def joined(name: str) -> PersonJoined:
    return PersonJoined(name, "Assembly", effective_on=date(2020, 3, 2))


PARTNER = MandateGiven(Mandate.TALENT_PARTNER, YEAR_END, BEN, effective_on=MARCH)


def ada_with(*stream: MandateGiven | MandateEnded | AssessorAccredited | DeputyNamed) -> Given:
    """Ada, Ben who is steward, and Cai who is not."""
    return given(joined("Ada"), *stream).and_on(BEN, joined("Ben"), STEWARD).and_on(CAI, joined("Cai"))


def test_a_steward_gives_a_mandate_to_somebody_else() -> None:
    ada_with().when(GIVE).then(AUDITOR)
    ada_with(AUDITOR).when(GIVE).nothing_happens()
    ada_with().when(replace(GIVE, given_by=CAI)).refused(NoSteward, CAI, "2024-05-02")
    ada_with().when(replace(GIVE, given_by=ADA)).refused(OwnOffice, ADA)
    own = replace(GIVE, person=BEN)
    given(joined("Ben"), STEWARD).when(own).refused(OwnOffice, BEN)


def test_a_mandate_has_an_end() -> None:
    ada_with().when(replace(GIVE, until=date(2029, 5, 2))).then(replace(AUDITOR, until=date(2029, 5, 2)))
    ada_with().when(replace(GIVE, until=date(2029, 5, 3))).refused(OfficeTooLong, "2029-05-02")
    ada_with().when(replace(GIVE, until=MARCH)).refused(BeginsAfterItEnds, "2024-03-01")


def test_a_steward_keeps_the_whole_ledger() -> None:
    ada_with().when(replace(GIVE, mandate=Mandate.STEWARD, unit=TOOLING)).refused(StewardOfAPart, TOOLING)


def test_a_mandate_is_ended_by_a_steward_or_by_whose_it_is() -> None:
    ended = MandateEnded(Mandate.AUDITOR, BEN, effective_on=JUNE)
    ada_with(AUDITOR).when(END).then(ended)
    ada_with(AUDITOR).when(replace(END, ended_by=ADA)).then(replace(ended, ended_by=ADA))
    ada_with(AUDITOR).when(replace(END, ended_by=CAI)).refused(NoSteward, CAI)
    ada_with(AUDITOR).when(replace(END, effective_on=date(2025, 1, 1))).refused(MandateNotHeld, "auditor", "2025-01-01")
    ada_with(AUDITOR).when(replace(END, unit=TOOLING)).refused(MandateNotHeld, TOOLING)
    ada_with(AUDITOR, ended).when(END).refused(MandateNotHeld)


def test_a_mandate_stands_from_its_first_day_to_its_last() -> None:
    for_tooling = replace(AUDITOR, unit=TOOLING)
    book = BookInMemory().with_lines(ADA, (AUDITOR,)).with_lines(CAI, (for_tooling,))

    def holding(on: date, of: BookInMemory = book) -> bool:
        return holds_mandate(ADA, Mandate.AUDITOR, on, of)

    assert [holding(day) for day in (MARCH, MAY, YEAR_END, date(2025, 1, 1))] == [False, True, True, False]
    assert not holds_mandate(ADA, Mandate.STEWARD, MAY, book)
    ended = book.with_lines(ADA, (MandateEnded(Mandate.AUDITOR, BEN, effective_on=JUNE),))
    assert (holding(date(2024, 6, 2), ended), holding(JUNE, ended)) == (True, False)


def test_a_mandate_for_a_unit_is_one_for_all_that_belongs_to_it() -> None:
    below = UnitId("unit-0190a000-0000-7000-8000-000000000002")
    partner = replace(AUDITOR, mandate=Mandate.TALENT_PARTNER, unit=TOOLING)
    people = {whom: PersonId(f"person-{whom}") for whom in ("within", "below", "elsewhere", "seated")}
    book = BookInMemory().with_lines(CAI, (joined("Cai"), partner))
    book = book.with_lines(below, (UnitEstablished("Press", TOOLING, effective_on=date(2020, 1, 1)),))
    for whom, unit in (("within", TOOLING), ("below", below), ("elsewhere", PAINT)):
        book = book.with_lines(people[whom], (PersonJoined(whom, unit, effective_on=date(2020, 1, 1)),))
    book = book.with_lines(people["seated"], (PersonIntroduced("Ina", effective_on=date(2020, 1, 1)),))
    assert {whom: holds_mandate(CAI, Mandate.TALENT_PARTNER, MAY, book, one) for whom, one in people.items()} == {
        "within": True,
        "below": True,
        "elsewhere": False,
        "seated": False,
    }
    assert holds_mandate(CAI, Mandate.TALENT_PARTNER, MAY, book)
    accredit = AccreditAssessor(people["below"], Instrument.ASSESSMENT_CENTRE, YEAR_END, CAI, effective_on=MAY)
    assert book.decide(accredit)
    with pytest.raises(MayNotAccredit, match="where “person-elsewhere”"):
        book.decide(replace(accredit, person=people["elsewhere"]))


def test_where_there_is_no_steward_whoever_holds_the_machine_names_one() -> None:
    name = NameSteward(ADA, YEAR_END, effective_on=MAY)
    given(joined("Ada")).when(name).then(StewardNamed(YEAR_END, effective_on=MAY))
    ada_with().when(name).refused(StewardStands, BEN)
    ada_with().when(replace(name, effective_on=date(2020, 1, 1), until=date(2021, 1, 1))).refused(StewardStands)
    ada_with().when(replace(name, effective_on=date(2027, 1, 1), until=date(2028, 1, 1))).then(
        StewardNamed(date(2028, 1, 1), effective_on=date(2027, 1, 1))
    )


def test_a_steward_by_mandate_counts_as_well() -> None:
    by_mandate = MandateGiven(Mandate.STEWARD, YEAR_END, BEN, effective_on=MAY)
    given(joined("Ada")).and_on(CAI, joined("Cai"), by_mandate).when(
        NameSteward(ADA, YEAR_END, effective_on=JUNE)
    ).refused(StewardStands, CAI)


def test_an_assessor_is_accredited_by_somebody_else_until_a_day() -> None:
    accredit = AccreditAssessor(ADA, Instrument.ASSESSMENT_CENTRE, YEAR_END, CAI, effective_on=MAY)
    accredited = AssessorAccredited(Instrument.ASSESSMENT_CENTRE, YEAR_END, CAI, effective_on=MAY)
    ada_with().when(accredit).refused(MayNotAccredit, CAI, "2024-05-02")
    ada_with().and_on(ORGANISATION, LedgerBegun(effective_on=JUNE)).when(accredit).then(accredited)
    ada_with().and_on(CAI, PARTNER).when(accredit).then(accredited)
    ada_with(accredited).and_on(CAI, PARTNER).when(accredit).nothing_happens()
    ada_with().when(replace(accredit, accredited_by=ADA)).refused(OwnOffice, ADA)
    ada_with().when(replace(accredit, accredited_by=BEN, until=date(2030, 1, 1))).refused(OfficeTooLong)
    book = BookInMemory().with_lines(ADA, (accredited,))
    days = (MARCH, MAY, YEAR_END, date(2025, 1, 1))
    assert [is_accredited(ADA, Instrument.ASSESSMENT_CENTRE, day, book) for day in days] == [False, True, True, False]
    assert not is_accredited(ADA, Instrument.THREE_SIXTY, MAY, book)


def test_a_deputy_is_somebody_else_in_some_matters_until_a_day() -> None:
    name = NameDeputy(ADA, CAI, (Matter.SUCCESSION,), JUNE, effective_on=MAY)
    named = DeputyNamed(CAI, (Matter.SUCCESSION,), JUNE, effective_on=MAY)
    ada_with().when(name).then(named)
    ada_with(named).when(name).nothing_happens()
    ada_with().when(replace(name, deputy=ADA)).refused(OwnOffice, ADA)
    ada_with().when(replace(name, matters=())).refused(NoMatter, "succession")
    ada_with().when(replace(name, until=MARCH)).refused(BeginsAfterItEnds)
    book = BookInMemory().with_lines(ADA, (named,))
    days = (MARCH, MAY, JUNE, date(2024, 6, 4))
    assert [book.recall(Offices, ADA).has_deputy(CAI, Matter.SUCCESSION, day) for day in days] == [
        False,
        True,
        True,
        False,
    ]
    assert not book.recall(Offices, ADA).has_deputy(CAI, Matter.PROMOTIONS, MAY)
    assert not book.recall(Offices, ADA).has_deputy(BEN, Matter.SUCCESSION, MAY)


@pytest.mark.parametrize("matter", Matter)
def test_every_matter_is_a_chapter_of_the_language(matter: Matter) -> None:
    assert import_module(f"domain.{matter}").__doc__
