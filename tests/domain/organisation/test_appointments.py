"""Roles are established, taken up and given up."""

from datetime import date

import pytest

from domain.kernel.ids import PersonId
from domain.kernel.refusals import NameMissing
from domain.organisation.appointments import (
    AlreadyEstablished,
    AlreadyTheirs,
    AppointToRole,
    EstablishRole,
    NotTheHolder,
    RoleEstablished,
    RoleTaken,
    VacateRole,
)
from domain.organisation.holders import holders_on, own_holders_on, roles_held_by
from domain.organisation.role import (
    AppointmentKind,
    AppointmentMade,
    AppointmentSource,
    RoleUnknown,
    RoleVacated,
    WhyVacated,
)
from domain.people.employment import Belonging, EmployedElsewhere, NobodyKnown, NotHere
from domain.people.joining import PersonJoined
from domain.people.leaving import LeavingReason, PersonLeft
from domain.people.steps_up import Exemption
from domain.succession.slates import NominateSuccessor, Slate, SlateConfirmed, SuccessorNominated
from tests.examples import ADA, BEN, CAI, PLANNER
from tests.spec import BookInMemory, Given, Written, given
from tests.units import ASSEMBLY

SPRING, SUMMER, AUTUMN, WINTER = date(2023, 4, 3), date(2023, 7, 3), date(2023, 10, 2), date(2023, 12, 4)
ESTABLISHED = RoleEstablished(
    "Planner of the night shift", ASSEMBLY, "Production", "others", critical=True, effective_on=date(2019, 1, 1)
)
SUBSTANTIVE, ACTING_UP, INTERIM = AppointmentKind


def joined(name: str) -> PersonJoined:
    return PersonJoined(name, "Assembly", effective_on=date(2020, 3, 2))


def took_up(person: PersonId, on: date, kind: AppointmentKind = SUBSTANTIVE) -> AppointmentMade:
    return AppointmentMade(person, kind, AppointmentSource.INTERNAL, effective_on=on)


def gave_up(person: PersonId, on: date, why: WhyVacated = WhyVacated.MOVED) -> RoleVacated:
    return RoleVacated(person, why, effective_on=on)


def role_with(*stream: Written) -> Given:
    people = given(ESTABLISHED, *stream).and_on(ADA, joined("Ada")).and_on(BEN, joined("Ben"))
    return people.and_on(CAI, joined("Cai"), PersonLeft(LeavingReason.RESIGNED, effective_on=SUMMER))


def test_a_role_is_established_once_and_has_a_title() -> None:
    establish = EstablishRole(
        PLANNER,
        "Planner of the night shift",
        ASSEMBLY,
        "Production",
        "others",
        critical=True,
        effective_on=date(2019, 1, 1),
    )
    given().when(establish).then(ESTABLISHED)
    role_with().when(establish).refused(AlreadyEstablished, PLANNER)
    untitled = EstablishRole(PLANNER, " ", ASSEMBLY, "Production", "others", effective_on=SPRING)
    given().when(untitled).refused(NameMissing)


@pytest.mark.parametrize("kind", AppointmentKind)
@pytest.mark.parametrize("source", AppointmentSource)
def test_somebody_takes_up_a_free_role_on_any_footing(kind: AppointmentKind, source: AppointmentSource) -> None:
    role_with().when(AppointToRole(PLANNER, ADA, kind, source, effective_on=SPRING)).then(
        AppointmentMade(ADA, kind, source, effective_on=SPRING)
    )


def test_nobody_is_appointed_to_a_role_that_does_not_exist() -> None:
    given().and_on(ADA, joined("Ada")).when(AppointToRole(PLANNER, ADA, effective_on=SPRING)).refused(RoleUnknown)


def test_a_role_has_one_holder_of_its_own_at_a_time() -> None:
    held = role_with(took_up(BEN, SPRING))
    held.when(AppointToRole(PLANNER, ADA, effective_on=SUMMER)).refused(RoleTaken, BEN, str(SPRING))
    vacated = role_with(took_up(BEN, SPRING), gave_up(BEN, SUMMER))
    vacated.when(AppointToRole(PLANNER, ADA, effective_on=SUMMER)).then(took_up(ADA, SUMMER))


def test_whether_a_role_is_free_is_asked_of_every_day_from_then_on() -> None:
    later = role_with(took_up(BEN, SUMMER))
    later.when(AppointToRole(PLANNER, ADA, effective_on=SPRING)).refused(RoleTaken, BEN, str(SUMMER))
    earlier = role_with(took_up(BEN, SPRING), gave_up(BEN, AUTUMN))
    earlier.when(AppointToRole(PLANNER, ADA, effective_on=SUMMER)).refused(RoleTaken)
    for_a_while = role_with(took_up(BEN, AUTUMN), took_up(ADA, SPRING), gave_up(ADA, AUTUMN), gave_up(BEN, WINTER))
    for_a_while.when(AppointToRole(PLANNER, ADA, effective_on=WINTER)).then(took_up(ADA, WINTER))


@pytest.mark.parametrize("kind", [ACTING_UP, INTERIM])
def test_others_act_up_or_stand_in_beside_a_holder_who_is_away(kind: AppointmentKind) -> None:
    role_with(took_up(BEN, SPRING)).when(AppointToRole(PLANNER, ADA, kind, effective_on=SUMMER)).then(
        took_up(ADA, SUMMER, kind)
    )


def test_whoever_acts_up_may_be_given_the_role_as_their_own() -> None:
    role_with(took_up(ADA, SPRING, ACTING_UP)).when(AppointToRole(PLANNER, ADA, effective_on=SUMMER)).then(
        took_up(ADA, SUMMER)
    )
    stream = (ESTABLISHED, took_up(ADA, SPRING, ACTING_UP), took_up(ADA, SUMMER))
    book = BookInMemory().with_lines(PLANNER, stream).with_lines(ADA, (joined("Ada"),))
    held = [(one.person, one.appointment_kind) for one in holders_on(SUMMER, PLANNER, book)]
    assert held == [(ADA, SUBSTANTIVE)]


@pytest.mark.parametrize(("first", "second"), [(ACTING_UP, ACTING_UP), (SUBSTANTIVE, ACTING_UP), (INTERIM, INTERIM)])
def test_nobody_is_appointed_to_what_they_hold(first: AppointmentKind, second: AppointmentKind) -> None:
    role_with(took_up(ADA, SPRING, first)).when(AppointToRole(PLANNER, ADA, second, effective_on=SUMMER)).refused(
        AlreadyTheirs, ADA
    )


def test_who_has_left_or_never_joined_is_not_appointed() -> None:
    role_with().when(AppointToRole(PLANNER, CAI, effective_on=AUTUMN)).refused(NotHere, CAI, str(AUTUMN))
    role_with().when(AppointToRole(PLANNER, CAI, effective_on=SPRING)).then(took_up(CAI, SPRING))
    nobody = PersonId("person-nobody")
    role_with().and_strangers(nobody).when(AppointToRole(PLANNER, nobody, effective_on=SPRING)).refused(
        NobodyKnown, nobody
    )


def test_only_its_holder_gives_up_a_role() -> None:
    held = role_with(took_up(BEN, SPRING), took_up(ADA, SUMMER, ACTING_UP))
    held.when(VacateRole(PLANNER, BEN, WhyVacated.PROMOTED, effective_on=AUTUMN)).then(
        gave_up(BEN, AUTUMN, WhyVacated.PROMOTED)
    )
    held.when(VacateRole(PLANNER, ADA, WhyVacated.TERM_ENDED, effective_on=AUTUMN)).then(
        gave_up(ADA, AUTUMN, WhyVacated.TERM_ENDED)
    )
    held.when(VacateRole(PLANNER, CAI, WhyVacated.MOVED, effective_on=AUTUMN)).refused(NotTheHolder, CAI)
    held.when(VacateRole(PLANNER, ADA, WhyVacated.MOVED, effective_on=SPRING)).refused(NotTheHolder, str(SPRING))


def test_a_slate_stands_when_the_role_it_was_made_for_becomes_vacant() -> None:
    nominated = SuccessorNominated(ADA, BEN, "", effective_on=SPRING)
    slate = SlateConfirmed((ADA,), BEN, effective_on=SUMMER)
    stream = (ESTABLISHED, took_up(BEN, SPRING), nominated, slate, gave_up(BEN, AUTUMN))
    book = BookInMemory().with_lines(PLANNER, stream)
    assert own_holders_on(AUTUMN, PLANNER, book) == ()
    assert book.recall(Slate, PLANNER).confirmed == (ADA,)


def test_the_roles_that_somebody_holds_are_told_as_of_a_day() -> None:
    book = BookInMemory().with_lines(ADA, (joined("Ada"),))
    book = book.with_lines(PLANNER, (ESTABLISHED, took_up(ADA, SPRING), gave_up(ADA, AUTUMN)))
    book = book.with_lines("role-second", (ESTABLISHED, took_up(ADA, SUMMER, ACTING_UP)))
    assert roles_held_by(ADA, book, on=SUMMER) == (PLANNER, "role-second")
    assert roles_held_by(ADA, book, on=SPRING) == (PLANNER,)
    assert roles_held_by(ADA, book, on=WINTER) == ("role-second",)
    assert roles_held_by(BEN, book, on=SUMMER) == ()


def test_whoever_holds_a_role_may_hold_more_or_less_of_it_which_is_no_step() -> None:
    half = AppointmentMade(ADA, SUBSTANTIVE, AppointmentSource.INTERNAL, 50, effective_on=SPRING)
    led = role_with(half)
    whole = AppointToRole(PLANNER, ADA, effective_on=AUTUMN)
    led.when(whole).then(took_up(ADA, AUTUMN))
    led.when(AppointToRole(PLANNER, ADA, share=50, effective_on=AUTUMN)).refused(AlreadyTheirs)
    led.when(AppointToRole(PLANNER, ADA, ACTING_UP, effective_on=AUTUMN)).refused(AlreadyTheirs)
    shared = role_with(half, AppointmentMade(BEN, SUBSTANTIVE, AppointmentSource.INTERNAL, 50, effective_on=SPRING))
    shared.when(whole).refused(RoleTaken)
    book = BookInMemory().with_lines(PLANNER, (ESTABLISHED, half, took_up(ADA, AUTUMN))).with_lines(ADA, (joined("A"),))
    assert [held.share for day in (SUMMER, WINTER) for held in own_holders_on(day, PLANNER, book)] == [50, 100]


def test_whoever_is_employed_elsewhere_stands_in_and_holds_no_role() -> None:
    lent = PersonJoined("Dan", ASSEMBLY, belonging=Belonging.AGENCY, effective_on=SPRING)
    dan = PersonId("person-dan")
    room = role_with().and_on(dan, lent)
    for kind in (SUBSTANTIVE, ACTING_UP):
        appoint = AppointToRole(PLANNER, dan, kind, exempt=Exemption.REORGANISATION, effective_on=SUMMER)
        room.when(appoint).refused(EmployedElsewhere, "person-dan")
    room.when(AppointToRole(PLANNER, dan, INTERIM, effective_on=SUMMER)).then(took_up(dan, SUMMER, INTERIM))
    room.when(NominateSuccessor(PLANNER, dan, "Calm", effective_on=SUMMER)).refused(EmployedElsewhere)
