"""Auditors of single cases: charged with these alone, and with nothing that a mandate reaches otherwise."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.kernel.ids import CaseId
from domain.offices.mandates import (
    EndMandate,
    GiveMandate,
    MandateEnded,
    MandateGiven,
    MandateNotHeld,
    NoSuchCase,
    NotForSingleCases,
)
from domain.offices.offices import Mandate, Offices, holds_mandate
from domain.offices.stewards import StewardNamed
from domain.people.joining import PersonJoined
from domain.promotions.promotion_case import Direction
from domain.promotions.proposals import PromotionProposed
from tests.examples import ADA, BEN, CAI
from tests.spec import BookInMemory, Given, given
from tests.units import PAINT

CASE, OTHER = (CaseId(f"case-0190a000-0000-7000-8000-00000000000{number}") for number in (1, 2))
MAY, JUNE, YEAR_END = date(2024, 5, 2), date(2024, 6, 3), date(2024, 12, 31)
JOINED = PersonJoined("Somebody", "Assembly", effective_on=date(2020, 3, 2))
PROPOSED = PromotionProposed(
    CAI, None, Direction.UP, "self", "others", DEFAULT_FRAMEWORK, 1, BEN, "Leads", effective_on=MAY
)
GIVE = GiveMandate(ADA, Mandate.AUDITOR, YEAR_END, BEN, cases=(CASE,), effective_on=MAY)
GIVEN = MandateGiven(Mandate.AUDITOR, YEAR_END, BEN, cases=(CASE,), effective_on=MAY)


def ada_with(*stream: MandateGiven | MandateEnded) -> Given:
    """Ada, Ben who is steward, and a case of Cai's."""
    steward = StewardNamed(date(2026, 12, 31), effective_on=date(2024, 3, 1))
    return given(JOINED, *stream).and_on(BEN, JOINED, steward).and_on(CAI, JOINED).and_on(CASE, PROPOSED)


def test_an_auditor_is_charged_with_cases_that_there_are() -> None:
    ada_with().when(GIVE).then(GIVEN)
    ada_with(GIVEN).when(GIVE).nothing_happens()
    ada_with().when(replace(GIVE, cases=(CASE, OTHER))).refused(NoSuchCase, OTHER)
    ada_with().when(replace(GIVE, mandate=Mandate.TALENT_PARTNER)).refused(NotForSingleCases, CASE, "talent_partner")
    ada_with().when(replace(GIVE, unit=PAINT)).refused(NotForSingleCases, CASE, PAINT)


def test_such_a_mandate_reaches_nothing_else() -> None:
    book = BookInMemory().with_lines(ADA, (GIVEN,))
    assert not holds_mandate(ADA, Mandate.AUDITOR, MAY, book)
    assert not holds_mandate(ADA, Mandate.AUDITOR, MAY, book, CAI)
    offices = book.recall(Offices, ADA)
    assert not offices.holds(Mandate.AUDITOR, MAY, (PAINT,))
    days = (date(2024, 5, 1), MAY, YEAR_END, date(2025, 1, 1))
    assert [offices.cases_of(Mandate.AUDITOR, day) for day in days] == [set(), {CASE}, {CASE}, set()]
    assert not offices.cases_of(Mandate.STEWARD, MAY)


def test_it_ends_as_it_was_given() -> None:
    end = EndMandate(ADA, Mandate.AUDITOR, BEN, cases=(CASE,), effective_on=JUNE)
    ended = MandateEnded(Mandate.AUDITOR, BEN, cases=(CASE,), effective_on=JUNE)
    ada_with(GIVEN).when(end).then(ended)
    ada_with(GIVEN).when(replace(end, cases=())).refused(MandateNotHeld, "auditor")
    ada_with(replace(GIVEN, cases=())).when(end).refused(MandateNotHeld, CASE)
    offices = BookInMemory().with_lines(ADA, (GIVEN, ended)).recall(Offices, ADA)
    assert [bool(offices.cases_of(Mandate.AUDITOR, day)) for day in (MAY, JUNE)] == [True, False]
