"""Talent pools: entered on a basis, by nomination of oneself too, until a day; and left, which takes nothing away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from domain.amendments.corrections import RetractEntry
from domain.amendments.resting import OthersRestOnIt
from domain.development.aspirations import AspirationStated, Path
from domain.kernel.facts import Reference
from domain.kernel.ids import UnitId
from domain.kernel.refusals import NothingSaid
from domain.people.joining import PersonJoined
from domain.spotting.basis import BasisMissing, BasisUnfit
from domain.spotting.potential import AspectJudged, AspectOfPotential
from domain.spotting.talent_pools import (
    EnterTalentPool,
    InThePoolAlready,
    LeaveTalentPool,
    NotInThePool,
    TalentPoolEntered,
    TalentPoolLeft,
    WhyPoolLeft,
    WishIsTheirs,
)
from domain.units.unit import UnitUnknown
from tests.domain.spotting.test_potential import ASPECTS, JUDGED
from tests.examples import ADA, BEN, CAI
from tests.spec import given
from tests.units import TOOLING

DAY = date(2024, 3, 5)
JOINED = PersonJoined("Ada", "Tooling", manager=BEN, effective_on=date(2020, 3, 2))
WISHED = AspirationStated(Path.LEADERSHIP, mobile=False, effective_on=date(2023, 12, 1))
BASIS = (Reference(ADA, 2),)
ENTER = EnterTalentPool(ADA, "Leads to be", BASIS, ADA, unit=TOOLING, effective_on=DAY)
ENTERED = TalentPoolEntered("Leads to be", BASIS, ADA, date(2025, 6, 5), TOOLING, effective_on=DAY)
LEAVE = LeaveTalentPool(ADA, "Leads to be", WhyPoolLeft.OWN_WISH, ADA, unit=TOOLING, effective_on=date(2024, 5, 6))
LEFT = TalentPoolLeft("Leads to be", WhyPoolLeft.OWN_WISH, ADA, TOOLING, effective_on=date(2024, 5, 6))


def test_whoever_wants_nominates_themselves_by_their_own_word() -> None:
    given(JOINED, WISHED).when(ENTER).then(ENTERED)
    others = replace(ENTER, nominated_by=BEN, unit=None)
    given(JOINED, WISHED).when(others).then(replace(ENTERED, nominated_by=BEN, unit=None))


def test_a_pool_rests_on_something_that_shows_potential_or_on_a_judgement_that_counts() -> None:
    given(JOINED, WISHED).when(replace(ENTER, basis=())).refused(BasisMissing, ADA)
    given(JOINED, WISHED).when(replace(ENTER, basis=(Reference(ADA, 1),))).refused(BasisUnfit, f"{ADA}@1", "judgement")
    given(JOINED, WISHED).when(replace(ENTER, basis=(Reference(BEN, 1),))).refused(BasisUnfit, f"{BEN}@1")
    assert len(ASPECTS) == 3
    given(JOINED, JUDGED).when(ENTER).then(ENTERED)
    late = replace(ENTER, effective_on=JUDGED.expires_on)
    given(JOINED, JUDGED).when(late).refused(BasisUnfit, f"{ADA}@2")
    unseen = replace(JUDGED, aspects=(AspectJudged(AspectOfPotential.ABILITY, None),))
    given(JOINED, unseen).when(ENTER).refused(BasisUnfit, f"{ADA}@2")


def test_a_pool_is_called_something_and_its_unit_stands() -> None:
    given(JOINED, WISHED).when(replace(ENTER, pool=" ")).refused(NothingSaid, "pool")
    given(JOINED, WISHED).when(replace(ENTER, unit=UnitId("unit-strange"))).refused(UnitUnknown, "unit-strange")


def test_whoever_is_in_it_enters_again_only_once_their_time_runs_out() -> None:
    early = replace(ENTER, effective_on=ENTERED.expires_on - timedelta(61))
    given(JOINED, WISHED, ENTERED).when(early).refused(InThePoolAlready, "2025-06-05", "2025-04-06")
    for day in (ENTERED.expires_on - timedelta(60), ENTERED.expires_on, date(2026, 1, 7)):
        again = given(JOINED, WISHED, ENTERED).when(replace(ENTER, effective_on=day)).decided()
        assert isinstance(again[0], TalentPoolEntered)
    elsewhere = replace(ENTER, unit=None, effective_on=early.effective_on)
    assert given(JOINED, WISHED, ENTERED).when(elsewhere).decided(), "another pool of that name"
    assert given(JOINED, WISHED, ENTERED, LEFT).when(early).decided()
    given(JOINED, WISHED, ENTERED).when(replace(early, basis=())).refused(BasisMissing, ADA)


def test_case_and_blanks_make_no_other_pool_of_one() -> None:
    spelled = " leads  to BE"
    early = replace(ENTER, pool=spelled, effective_on=date(2024, 4, 2))
    given(JOINED, WISHED, ENTERED).when(early).refused(InThePoolAlready, "2025-06-05")
    given(JOINED, WISHED, ENTERED).when(replace(LEAVE, pool=spelled)).then(replace(LEFT, pool=spelled))
    given(JOINED, WISHED, ENTERED, replace(LEFT, pool=spelled)).when(LEAVE).refused(NotInThePool, ADA)


def test_a_pool_is_left_by_whoever_is_in_it_and_a_wish_is_their_own() -> None:
    given(JOINED, WISHED, ENTERED).when(LEAVE).then(LEFT)
    given(JOINED, WISHED).when(LEAVE).refused(NotInThePool, ADA, "Leads to be")
    given(JOINED, WISHED, ENTERED, LEFT).when(LEAVE).refused(NotInThePool, ADA)
    given(JOINED, WISHED, ENTERED).when(replace(LEAVE, effective_on=ENTERED.expires_on)).refused(NotInThePool)
    given(JOINED, WISHED, ENTERED).when(replace(LEAVE, unit=None)).refused(NotInThePool)
    given(JOINED, WISHED, ENTERED).when(replace(LEAVE, left_by=BEN)).refused(WishIsTheirs, ADA, BEN)
    given(JOINED, WISHED, ENTERED).when(replace(LEAVE, person=CAI, left_by=ADA)).refused(WishIsTheirs, CAI, ADA)
    for why in set(WhyPoolLeft) - {WhyPoolLeft.OWN_WISH}:
        by_another = replace(LEAVE, why=why, left_by=BEN)
        given(JOINED, WISHED, ENTERED).when(by_another).then(replace(LEFT, why=why, left_by=BEN))


def test_what_a_place_in_a_pool_rests_on_stands_as_long_as_they_are_in_it() -> None:
    retract, before = RetractEntry(Reference(ADA, 2), "Of somebody else"), date(2024, 6, 3)
    by_another = replace(ENTERED, nominated_by=BEN)
    for entered in (ENTERED, by_another):
        given(JOINED, WISHED, entered).as_of(before).when(retract).refused(OthersRestOnIt, f"{ADA}@3")
    assert given(JOINED, WISHED, ENTERED, LEFT).as_of(before).when(retract).decided()
    for day in (ENTERED.expires_on, ENTERED.expires_on + timedelta(1)):
        assert given(JOINED, WISHED, ENTERED).as_of(day).when(retract).decided()
    assert given(JOINED, WISHED, replace(ENTERED, basis=(Reference(ADA, 1),))).as_of(before).when(retract).decided()
