"""A unit moves with its people and roles where their levels are known, or with the framework that knows them."""

from __future__ import annotations

from datetime import date

from domain.frameworks.adopting import FrameworkAdopted
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.packs.shipped import SMALL_FIRM, shipped
from domain.frameworks.publishing import FrameworkPublished
from domain.kernel.facts import ORGANISATION
from domain.kernel.history import LedgerBegun
from domain.kernel.ids import UnitId
from domain.organisation.appointments import RoleEstablished
from domain.organisation.moving_units import LevelsLeftBehind, MoveUnit
from domain.people.joining import PersonJoined
from domain.people.leaving import LeavingReason, PersonLeft
from domain.people.moving import PersonMoved
from domain.units.adopting_frameworks import AdoptedThatDay, AdoptFramework
from domain.units.unit import UnitEstablished, UnitMoved
from tests.examples import ADA, BEN, EVE, FAY, GUS, PLANNER
from tests.spec import Given, given

SMALL = shipped(SMALL_FIRM)
LONG_AGO, APRIL, MAY = date(1900, 1, 1), date(2026, 4, 1), date(2026, 5, 4)
GROUP, FORGE, SHIFT, SALES = (UnitId(f"unit-0198c0de-0000-7000-8000-00000000001{number}") for number in range(4))
TO_FORGE = MoveUnit(FORGE, GROUP, effective_on=MAY)


def here(unit: UnitId, level: str | None) -> PersonJoined:
    return PersonJoined("Somebody", unit, level=level, effective_on=APRIL)


def forge() -> Given:
    """A forge that knows three levels beside a group that knows six; a shift belongs to the forge."""
    known = given(UnitEstablished("Forge", effective_on=LONG_AGO)).as_of(MAY)
    known = known.and_on(GROUP, UnitEstablished("Group", effective_on=LONG_AGO))
    known = known.and_on(SHIFT, UnitEstablished("Shift", FORGE, effective_on=LONG_AGO))
    known = known.and_on(DEFAULT_FRAMEWORK, FrameworkPublished(DEFAULT_EDITION, effective_on=LONG_AGO))
    small = (FrameworkPublished(SMALL.edition, effective_on=LONG_AGO), adopted(GROUP))
    return known.and_on(SMALL.framework, *small)


def adopted(unit: UnitId, on: date = APRIL) -> FrameworkAdopted:
    return FrameworkAdopted(unit, None, effective_on=on)


def test_levels_that_are_not_known_there_are_told_person_by_person_and_role_by_role() -> None:
    role = RoleEstablished("Lead", SHIFT, "Forge", "leaders", critical=True, effective_on=APRIL)
    plant = forge().and_on(ADA, here(FORGE, "leaders")).and_on(BEN, here(SHIFT, "business")).and_on(PLANNER, role)
    plant = plant.and_on(EVE, here(FORGE, "others")).and_on(FAY, here(FORGE, None))
    plant = plant.and_on(GUS, here(FORGE, "leaders"), PersonLeft(LeavingReason.RESIGNED, effective_on=APRIL))
    for told in ((f"“{ADA}” (“leaders”)", f"“{BEN}” (“business”)", f"“{PLANNER}” (“leaders”)"), ("adopt",)):
        plant.when(TO_FORGE).refused(LevelsLeftBehind, *told)
    lost = f"“{ADA}” (“leaders”), “{BEN}” (“business”), “{PLANNER}” (“leaders”):"
    plant.when(TO_FORGE).refused(LevelsLeftBehind, lost)


def test_whoever_is_known_there_or_brings_their_framework_goes() -> None:
    moved = UnitMoved(GROUP, effective_on=MAY)
    forge().and_on(EVE, here(FORGE, "others")).when(TO_FORGE).then(moved)
    stays = forge().and_on(ADA, here(FORGE, "leaders"))
    stays.and_on(DEFAULT_FRAMEWORK, adopted(FORGE, MAY)).when(TO_FORGE).then(moved)
    stays.and_on(ADA, PersonMoved(GROUP, level="others", effective_on=MAY)).when(TO_FORGE).then(moved)
    shift = forge().and_on(ADA, here(SHIFT, "leaders"))
    shift.and_on(DEFAULT_FRAMEWORK, adopted(SHIFT)).when(TO_FORGE).then(moved)
    shift.and_on(SHIFT, UnitMoved(None, effective_on=APRIL)).when(TO_FORGE).then(moved)


def test_who_is_to_come_counts_and_history_is_taken_as_it_was() -> None:
    later = date(2026, 7, 1)
    coming = forge().and_on(ADA, here(GROUP, "others"), PersonMoved(FORGE, level="leaders", effective_on=later))
    coming.when(TO_FORGE).refused(LevelsLeftBehind, ADA)
    before = forge().and_on(ORGANISATION, LedgerBegun(effective_on=date(2026, 5, 5)))
    before.and_on(ADA, here(FORGE, "leaders")).when(TO_FORGE).then(UnitMoved(GROUP, effective_on=MAY))


def test_two_frameworks_are_not_adopted_in_one_place_on_one_day() -> None:
    """Of two on one day, the one whose framework had the longer record held."""
    other = AdoptFramework(DEFAULT_FRAMEWORK, GROUP, effective_on=APRIL)
    forge().as_of(APRIL).when(other).refused(AdoptedThatDay, SMALL.framework)
    later = AdoptFramework(DEFAULT_FRAMEWORK, GROUP, effective_on=MAY)
    forge().when(later).then(adopted(GROUP, MAY))
