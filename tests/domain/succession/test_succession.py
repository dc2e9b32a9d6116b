"""Successors are nominated, ranked on a slate, and removed without a mark against them."""

from dataclasses import replace
from datetime import date

import pytest

from domain.kernel.book import Line
from domain.kernel.facts import EntryRetracted
from domain.kernel.ids import PersonId
from domain.organisation.appointments import RoleEstablished
from domain.organisation.role import AppointmentKind, AppointmentMade, AppointmentSource, RoleUnknown
from domain.people.employment import NotHere
from domain.people.joining import PersonJoined
from domain.people.leaving import LeavingReason, PersonLeft
from domain.succession.slates import (
    AlreadyNominated,
    ConfirmSlate,
    HoldsTheRole,
    NamedOnTheSlate,
    NominateSuccessor,
    NotNominated,
    OwnSuccessor,
    RankedTwice,
    RemoveSuccessor,
    Slate,
    SlateConfirmed,
    SuccessorNominated,
    SuccessorNotNominated,
    SuccessorRemovedFromSlate,
    WhyRemoved,
)
from tests.examples import ADA, BEN, CAI, PLANNER
from tests.spec import BookInMemory, Given, Written, given

SPRING, SUMMER, AUTUMN, WINTER = date(2023, 4, 3), date(2023, 7, 3), date(2023, 10, 2), date(2023, 12, 4)
DEE = PersonId("person-dee")
"""Left in autumn."""
ESTABLISHED = RoleEstablished(
    "Planner of the night shift", "Assembly", "Production", "others", critical=True, effective_on=date(2019, 1, 1)
)


def joined(name: str) -> PersonJoined:
    return PersonJoined(name, "Assembly", effective_on=date(2020, 3, 2))


def nominated(person: PersonId, on: date = SPRING, by: PersonId | None = BEN) -> SuccessorNominated:
    return SuccessorNominated(person, by, "Plans ahead", effective_on=on)


def removed(person: PersonId, on: date, why: WhyRemoved = WhyRemoved.WITHDREW) -> SuccessorRemovedFromSlate:
    return SuccessorRemovedFromSlate(person, why, "", effective_on=on)


def slate(*successors: PersonId, on: date = SUMMER) -> SlateConfirmed:
    return SlateConfirmed(successors, BEN, effective_on=on)


def role_with(*stream: Written) -> Given:
    here = given(ESTABLISHED, *stream).and_on(ADA, joined("Ada")).and_on(BEN, joined("Ben")).and_on(CAI, joined("Cai"))
    return here.and_on(DEE, joined("Dee"), PersonLeft(LeavingReason.RESIGNED, effective_on=AUTUMN))


def remembered(*stream: Written) -> Slate:
    return BookInMemory().with_lines(PLANNER, (ESTABLISHED, *stream)).recall(Slate, PLANNER)


def test_anybody_is_nominated_by_another_or_by_themselves() -> None:
    role_with().when(NominateSuccessor(PLANNER, ADA, "Plans ahead", BEN, effective_on=SPRING)).then(nominated(ADA))
    role_with().when(NominateSuccessor(PLANNER, ADA, "Plans ahead", ADA, effective_on=SPRING)).then(
        nominated(ADA, by=ADA)
    )
    assert nominated(ADA, by=ADA).self_nominated
    assert not nominated(ADA).self_nominated
    assert nominated(ADA, by=ADA).concerns() == (ADA,)
    assert nominated(ADA).concerns() == (ADA, BEN)
    assert nominated(ADA, by=None).concerns() == (ADA,)


def test_a_role_that_does_not_exist_has_no_successors() -> None:
    here = given().and_on(ADA, joined("Ada"))
    here.when(NominateSuccessor(PLANNER, ADA, "Plans ahead", BEN, effective_on=SPRING)).refused(RoleUnknown)
    here.when(ConfirmSlate(PLANNER, (), BEN, effective_on=SPRING)).refused(RoleUnknown)


def test_somebody_is_nominated_once_until_they_are_removed() -> None:
    again = NominateSuccessor(PLANNER, ADA, "Plans ahead", BEN, effective_on=WINTER)
    role_with(nominated(ADA)).when(again).refused(AlreadyNominated, ADA)
    role_with(nominated(ADA), removed(ADA, AUTUMN)).when(again).then(nominated(ADA, WINTER))


def test_a_nomination_that_was_retracted_is_none() -> None:
    retracted = Line(EntryRetracted(effective_on=SPRING), supersedes=2, reason="the other Ada")
    role_with(nominated(ADA), retracted).when(
        NominateSuccessor(PLANNER, ADA, "Plans ahead", BEN, effective_on=WINTER)
    ).then(nominated(ADA, WINTER))


def test_nobody_comes_after_themselves_but_who_acts_up_may_come_after_the_holder() -> None:
    acting = AppointmentMade(ADA, AppointmentKind.ACTING_UP, AppointmentSource.INTERNAL, effective_on=SPRING)
    own = AppointmentMade(ADA, AppointmentKind.SUBSTANTIVE, AppointmentSource.INTERNAL, effective_on=SPRING)
    nominate = NominateSuccessor(PLANNER, ADA, "Plans ahead", BEN, effective_on=SUMMER)
    role_with(acting).when(nominate).then(nominated(ADA, SUMMER))
    role_with(own).when(nominate).refused(HoldsTheRole, ADA)


def test_who_has_left_is_not_nominated() -> None:
    role_with().when(NominateSuccessor(PLANNER, DEE, "Plans ahead", BEN, effective_on=WINTER)).refused(NotHere, DEE)


def test_a_slate_ranks_those_who_were_nominated() -> None:
    both = role_with(nominated(ADA), nominated(CAI))
    both.when(ConfirmSlate(PLANNER, (CAI, ADA), BEN, effective_on=SUMMER)).then(slate(CAI, ADA))
    both.when(ConfirmSlate(PLANNER, (), BEN, effective_on=SUMMER)).then(slate())
    assert remembered(nominated(ADA), nominated(CAI), slate(CAI, ADA)).confirmed == (CAI, ADA)
    assert remembered(nominated(ADA), nominated(CAI), slate(CAI, ADA), slate(ADA, on=AUTUMN)).confirmed == (ADA,)


def test_a_slate_lists_nobody_who_was_not_nominated_by_that_day() -> None:
    confirm = ConfirmSlate(PLANNER, (ADA, CAI), BEN, effective_on=SUMMER)
    role_with(nominated(ADA)).when(confirm).refused(SuccessorNotNominated, CAI, "rank 2")
    role_with(nominated(ADA), nominated(CAI, AUTUMN)).when(confirm).refused(SuccessorNotNominated, CAI)
    role_with(nominated(ADA), nominated(CAI), removed(CAI, SPRING)).when(confirm).refused(SuccessorNotNominated, CAI)


def test_a_slate_names_everybody_once_and_nobody_who_has_left() -> None:
    role_with(nominated(ADA)).when(ConfirmSlate(PLANNER, (ADA, ADA), BEN, effective_on=SUMMER)).refused(RankedTwice)
    role_with(nominated(DEE)).when(ConfirmSlate(PLANNER, (DEE,), BEN, effective_on=WINTER)).refused(
        NotHere, "successors", DEE
    )


def test_nobody_confirms_a_slate_that_names_them_and_no_holder_comes_after_themselves() -> None:
    confirm = ConfirmSlate(PLANNER, (CAI, ADA), ADA, effective_on=SUMMER)
    role_with(nominated(ADA), nominated(CAI)).when(confirm).refused(NamedOnTheSlate, ADA)
    since = AppointmentMade(CAI, AppointmentKind.SUBSTANTIVE, AppointmentSource.INTERNAL, effective_on=SUMMER)
    by_ben = replace(confirm, confirmed_by=BEN)
    role_with(nominated(ADA), nominated(CAI), since).when(by_ben).refused(OwnSuccessor, CAI, "rank 1")
    acting = replace(since, appointment_kind=AppointmentKind.ACTING_UP)
    role_with(nominated(ADA), nominated(CAI), acting).when(by_ben).then(slate(CAI, ADA))


@pytest.mark.parametrize("why", WhyRemoved)
def test_a_successor_is_removed_for_a_reason_and_leaves_the_slate(why: WhyRemoved) -> None:
    standing = (nominated(ADA), nominated(CAI), slate(ADA, CAI))
    role_with(*standing).when(RemoveSuccessor(PLANNER, ADA, why, effective_on=AUTUMN)).then(removed(ADA, AUTUMN, why))
    assert remembered(*standing, removed(ADA, AUTUMN, why)).confirmed == (CAI,)
    assert remembered(*standing, removed(ADA, AUTUMN, why)).nominated == {CAI}


def test_only_a_successor_is_removed() -> None:
    remove = RemoveSuccessor(PLANNER, CAI, WhyRemoved.WITHDREW, effective_on=AUTUMN)
    role_with(nominated(ADA)).when(remove).refused(NotNominated, CAI)
    role_with(nominated(CAI), removed(CAI, SUMMER)).when(remove).refused(NotNominated, CAI)


def test_who_stands_on_a_slate_can_be_removed_also_when_their_nomination_was_retracted() -> None:
    retracted = Line(EntryRetracted(effective_on=SPRING), supersedes=2, reason="nobody had asked him")
    role_with(nominated(CAI), slate(CAI), retracted).when(
        RemoveSuccessor(PLANNER, CAI, WhyRemoved.WITHDREW, effective_on=AUTUMN)
    ).then(removed(CAI, AUTUMN))
