"""People join, move, leave and come back, on one stream for life."""

from dataclasses import replace
from datetime import date

import pytest

from domain.amendments.corrections import CorrectEntry
from domain.kernel.book import Line
from domain.kernel.facts import ERASED, EntryRetracted, Event, Reference
from domain.kernel.ids import PersonId, RoleId
from domain.kernel.refusals import BeginsAfterItEnds, NameMissing, NothingSaid
from domain.organisation.role import AppointmentKind, AppointmentMade, AppointmentSource
from domain.people.employment import (
    AlreadyLeft,
    Belonging,
    Employment,
    Identity,
    NobodyKnown,
    NotYetJoined,
    PersonCommand,
)
from domain.people.introducing import AlreadyKnown, IntroducePerson, PersonIntroduced
from domain.people.joining import AlreadyJoined, ContinuousAfterJoining, JoinPerson, PersonJoined
from domain.people.leaving import LeavePerson, LeavingReason, PersonLeft
from domain.people.moving import MovePerson, OwnManager, PersonMoved, ShareOutOfRange
from domain.people.naming import IdentifiesAnother, IdentifyPerson, PersonIdentified, PersonRenamed, RenamePerson
from tests.examples import ADA, BEN
from tests.spec import given
from tests.units import ASSEMBLY, PAINT, TOOLING

MARCH, MAY, JULY, SEPTEMBER = (date(2020, month, 2) for month in (3, 5, 7, 9))
JOINED = PersonJoined("Ada", TOOLING, "Engineering", "self", "Tool designer", BEN, effective_on=MARCH)
LEFT = PersonLeft(LeavingReason.RESIGNED, effective_on=JULY)
BACK = PersonJoined("Ada", ASSEMBLY, effective_on=SEPTEMBER)
NIGHT_SHIFT = RoleId("role-night-shift")


def took_up(on: date, person: PersonId = ADA) -> AppointmentMade:
    return AppointmentMade(person, AppointmentKind.SUBSTANTIVE, AppointmentSource.INTERNAL, effective_on=on)


def test_a_record_begins_for_anyone_with_nothing_but_a_name_and_a_unit() -> None:
    given().when(JoinPerson(ADA, "Ada", TOOLING, effective_on=MARCH)).then(
        PersonJoined("Ada", TOOLING, effective_on=MARCH)
    )


def test_whoever_joins_is_known_to_systems_outside_once_each() -> None:
    hr, badge = Identity("hr", "E-1042"), Identity("badge", "77")
    given().when(
        JoinPerson(
            ADA, "Ada", TOOLING, "Engineering", "self", "Tool designer", BEN, (hr, badge, hr), effective_on=MARCH
        )
    ).then(
        JOINED,
        PersonIdentified("hr", "E-1042", "key of hr e-1042", effective_on=MARCH),
        PersonIdentified("badge", "77", "key of badge 77", effective_on=MARCH),
    )


@pytest.mark.parametrize("stream", [(JOINED,), (JOINED, LEFT)], ids=["here", "gone later"])
@pytest.mark.parametrize("day", [MARCH, MAY, date(2019, 1, 1)])
def test_nobody_joins_while_they_are_here(stream: tuple[Event[Employment], ...], day: date) -> None:
    given(*stream).when(JoinPerson(ADA, "Ada", TOOLING, effective_on=day)).refused(AlreadyJoined, str(MARCH))


def test_nobody_joins_again_on_the_day_they_leave() -> None:
    given(JOINED, LEFT).when(JoinPerson(ADA, "Ada", ASSEMBLY, effective_on=JULY)).refused(AlreadyJoined)


def test_nobody_joins_again_while_their_leaving_is_not_recorded() -> None:
    given(JOINED).when(JoinPerson(ADA, "Ada", ASSEMBLY, effective_on=SEPTEMBER)).refused(AlreadyJoined)


def test_the_first_of_two_stays_can_be_corrected_and_shares_no_day_with_the_other() -> None:
    earlier = JoinPerson(ADA, "Ada", ASSEMBLY, effective_on=date(2019, 1, 1))
    mended = replace(JOINED, unit=ASSEMBLY, function=None, level=None, job_title=None, manager=None)
    stream = given(JOINED, LEFT, BACK)
    stream.when(CorrectEntry(Reference(ADA, 1), earlier, "began before")).then(
        Line(replace(mended, effective_on=earlier.effective_on), stream=ADA, supersedes=1, reason="began before")
    )
    later = replace(earlier, effective_on=date(2020, 8, 2))
    stream.when(CorrectEntry(Reference(ADA, 1), later, "began after")).refused(AlreadyJoined, str(SEPTEMBER))
    stream.when(earlier).refused(AlreadyJoined)


def test_whoever_left_can_come_back_to_the_same_stream() -> None:
    given(JOINED, PersonIdentified("hr", "E-1042", effective_on=MARCH), LEFT).when(
        JoinPerson(ADA, "Ada", ASSEMBLY, identities=(Identity("hr", "E-1042"),), effective_on=SEPTEMBER)
    ).then(BACK)


def test_a_name_is_needed() -> None:
    given().when(JoinPerson(ADA, " ", TOOLING, effective_on=MARCH)).refused(NameMissing, "name")
    given(JOINED).when(RenamePerson(ADA, "", effective_on=MAY)).refused(NameMissing)


def test_nobody_is_their_own_manager() -> None:
    given().when(JoinPerson(ADA, "Ada", TOOLING, manager=ADA, effective_on=MARCH)).refused(OwnManager, ADA)
    given(JOINED).when(MovePerson(ADA, TOOLING, manager=ADA, effective_on=MAY)).refused(OwnManager, ADA)


def test_an_identity_that_is_known_is_not_recorded_again() -> None:
    known = PersonIdentified("hr", "E-1042", effective_on=MARCH)
    given(JOINED, known).when(IdentifyPerson(ADA, "hr", "E-1042", effective_on=MAY)).nothing_happens()
    given(JOINED, known).when(IdentifyPerson(ADA, "badge", "E-1042", effective_on=MAY)).then(
        PersonIdentified("badge", "E-1042", "key of badge e-1042", effective_on=MAY)
    )


def test_a_name_is_recorded_where_it_changes() -> None:
    renamed = PersonRenamed("Ada Lind", effective_on=MAY)
    given(JOINED).when(RenamePerson(ADA, "Ada Lind", effective_on=MAY)).then(renamed)
    given(JOINED, renamed).when(RenamePerson(ADA, "Ada Lind", effective_on=JULY)).nothing_happens()
    given(JOINED, renamed).when(RenamePerson(ADA, "Ada", effective_on=date(2020, 4, 1))).nothing_happens()


def test_a_move_tells_the_whole_new_placement() -> None:
    given(JOINED).when(MovePerson(ADA, ASSEMBLY, "Production", "others", "Shift lead", BEN, effective_on=MAY)).then(
        PersonMoved(ASSEMBLY, "Production", "others", "Shift lead", BEN, effective_on=MAY)
    )


def test_where_they_are_already_they_do_not_move() -> None:
    stay = MovePerson(ADA, TOOLING, "Engineering", "self", "Tool designer", BEN, effective_on=MAY)
    given(JOINED).when(stay).nothing_happens()


def test_a_move_that_is_told_late_is_judged_by_its_own_day() -> None:
    moved = PersonMoved(ASSEMBLY, effective_on=JULY)
    given(JOINED, moved).when(MovePerson(ADA, ASSEMBLY, effective_on=MAY)).then(PersonMoved(ASSEMBLY, effective_on=MAY))


@pytest.mark.parametrize(
    "command",
    [
        MovePerson(ADA, ASSEMBLY, effective_on=date(2020, 3, 1)),
        RenamePerson(ADA, "Ada Lind", effective_on=date(2020, 3, 1)),
        LeavePerson(ADA, effective_on=date(2020, 3, 1)),
    ],
)
def test_nothing_happens_to_somebody_before_they_join(command: PersonCommand[Employment]) -> None:
    given(JOINED).when(command).refused(NotYetJoined, "2020-03-01", str(MARCH))
    given().when(command).refused(NobodyKnown, ADA)


def test_nothing_happens_to_somebody_after_they_left_but_history_may_still_arrive() -> None:
    given(JOINED, LEFT).when(MovePerson(ADA, ASSEMBLY, effective_on=SEPTEMBER)).refused(AlreadyLeft, str(JULY))
    given(JOINED, LEFT).when(MovePerson(ADA, ASSEMBLY, effective_on=MAY)).then(PersonMoved(ASSEMBLY, effective_on=MAY))


def test_nothing_happens_to_somebody_between_leaving_and_coming_back() -> None:
    given(JOINED, LEFT, BACK).when(MovePerson(ADA, PAINT, effective_on=date(2020, 8, 1))).refused(AlreadyLeft)
    given(JOINED, LEFT, BACK).when(MovePerson(ADA, PAINT, effective_on=date(2020, 10, 1))).then(
        PersonMoved(PAINT, effective_on=date(2020, 10, 1))
    )


def test_the_last_day_still_counts() -> None:
    given(JOINED, LEFT).when(MovePerson(ADA, ASSEMBLY, effective_on=JULY)).then(
        PersonMoved(ASSEMBLY, effective_on=JULY)
    )


def test_people_leave_once() -> None:
    given(JOINED).when(LeavePerson(ADA, LeavingReason.RESIGNED, effective_on=JULY)).then(LEFT)
    given(JOINED, LEFT).when(LeavePerson(ADA, effective_on=MAY)).refused(AlreadyLeft, str(JULY))
    given(JOINED, LEFT).when(LeavePerson(ADA, effective_on=SEPTEMBER)).refused(AlreadyLeft)
    given(JOINED, LEFT, BACK).when(LeavePerson(ADA, effective_on=date(2021, 1, 1))).then(
        PersonLeft(LeavingReason.UNKNOWN, effective_on=date(2021, 1, 1))
    )


def test_leaving_writes_down_that_alone_and_the_roles_follow() -> None:
    (
        given(JOINED)
        .and_on(NIGHT_SHIFT, took_up(MAY))
        .when(LeavePerson(ADA, LeavingReason.RESIGNED, effective_on=JULY))
        .then(LEFT)
    )


def test_a_retracted_leaving_never_was() -> None:
    retracted = Line(EntryRetracted(effective_on=JULY), supersedes=2, reason="she took the days off")
    given(JOINED, LEFT, retracted).when(MovePerson(ADA, ASSEMBLY, effective_on=SEPTEMBER)).then(
        PersonMoved(ASSEMBLY, effective_on=SEPTEMBER)
    )


def test_a_retracted_joining_leaves_nobody_to_leave() -> None:
    retracted = Line(EntryRetracted(effective_on=MARCH), supersedes=1, reason="never turned up")
    given(JOINED, LEFT, retracted).when(LeavePerson(ADA, effective_on=JULY)).refused(NobodyKnown)


def test_an_erased_name_is_borne() -> None:
    erased = PersonJoined(ERASED, TOOLING, job_title=ERASED, effective_on=MARCH)
    identified = PersonIdentified("hr", ERASED, effective_on=MARCH)
    given(erased, identified).when(MovePerson(ADA, ASSEMBLY, effective_on=MAY)).then(
        PersonMoved(ASSEMBLY, effective_on=MAY)
    )
    assert identified.evolve(Employment(), Reference(ADA, 2)).identities == frozenset()


INTRODUCED = PersonIntroduced("Ada", effective_on=MARCH)


def test_somebody_is_introduced_without_being_employed() -> None:
    given().when(IntroducePerson(ADA, "Ada", effective_on=MARCH)).then(INTRODUCED)
    given().when(IntroducePerson(ADA, " ", effective_on=MARCH)).refused(NameMissing, "name")
    given(INTRODUCED).when(IntroducePerson(ADA, "Ada", effective_on=MAY)).refused(AlreadyKnown, str(MARCH))
    given(JOINED).when(IntroducePerson(ADA, "Ada", effective_on=MAY)).refused(AlreadyKnown, str(MARCH))


def test_whoever_is_introduced_is_known_and_not_here() -> None:
    identified = PersonIdentified("board", "7", "key of board 7", effective_on=MAY)
    given(INTRODUCED).when(IdentifyPerson(ADA, "board", "7", effective_on=MAY)).then(identified)
    given(INTRODUCED).when(MovePerson(ADA, ASSEMBLY, effective_on=MAY)).refused(NotYetJoined, "introduced")
    given(INTRODUCED).when(LeavePerson(ADA, effective_on=MAY)).refused(NotYetJoined, "introduced")
    given(INTRODUCED).when(JoinPerson(ADA, "Ada", ASSEMBLY, effective_on=SEPTEMBER)).then(BACK)


HERS = PersonIdentified("hr", "E-1", "key of hr e-1", effective_on=MARCH)
OLD = PersonIdentified("hr", "e-1 ", effective_on=MARCH)
"""As it was written before there were keys."""


@pytest.mark.parametrize("theirs", [HERS, OLD], ids=["with a key", "without one"])
@pytest.mark.parametrize("spelled", ["E-1", " e-1 "])
def test_an_identifier_belongs_to_one_person(theirs: PersonIdentified, spelled: str) -> None:
    ben = given(JOINED).and_on(BEN, PersonJoined("Ben", TOOLING, effective_on=MARCH), theirs)
    ben.when(IdentifyPerson(ADA, "hr", spelled, effective_on=MAY)).refused(IdentifiesAnother, BEN, "hr")
    hers = (Identity("hr", spelled),)
    given().and_on(BEN, theirs).when(JoinPerson(ADA, "Ada", TOOLING, identities=hers, effective_on=MARCH)).refused(
        IdentifiesAnother, BEN
    )
    mine = PersonIdentified("hr", "E-2", "key of hr e-2", effective_on=MARCH)
    instead = IdentifyPerson(ADA, "hr", spelled, effective_on=MARCH)
    given(JOINED, mine).and_on(BEN, theirs).when(CorrectEntry(Reference(ADA, 2), instead, "a slip")).refused(
        IdentifiesAnother, BEN
    )
    given(JOINED, theirs).when(IdentifyPerson(ADA, "hr", spelled, effective_on=MAY)).nothing_happens()


def test_an_identifier_is_free_again_once_it_ends_or_is_retracted() -> None:
    asked = IdentifyPerson(ADA, "hr", "E-1", effective_on=JULY)
    mine = PersonIdentified("hr", "E-1", "key of hr e-1", effective_on=JULY)
    ended = PersonIdentified("hr", "E-1", "key of hr e-1", date(2020, 7, 1), effective_on=MARCH)
    given(JOINED).and_on(BEN, ended).when(asked).then(mine)
    given(JOINED).and_on(BEN, ended).when(IdentifyPerson(ADA, "hr", "E-1", effective_on=MAY)).refused(
        IdentifiesAnother, "2020-07-01"
    )
    given(JOINED).and_on(BEN, HERS).when(
        IdentifyPerson(ADA, "hr", "E-1", date(2020, 2, 1), effective_on=date(2020, 1, 1))
    ).then(PersonIdentified("hr", "E-1", "key of hr e-1", date(2020, 2, 1), effective_on=date(2020, 1, 1)))
    retracted = Line(EntryRetracted(effective_on=MARCH), supersedes=1, reason="Ada's")
    given(JOINED).and_on(BEN, HERS, retracted).when(asked).then(mine)
    gone = PersonIdentified("hr", ERASED, "key of hr e-1", effective_on=MARCH)
    given(JOINED).and_on(BEN, gone).when(asked).then(mine)
    backwards = IdentifyPerson(ADA, "hr", "E-1", MARCH, effective_on=MAY)
    given(JOINED).when(backwards).refused(BeginsAfterItEnds, str(MARCH))


def test_an_identifier_says_something() -> None:
    for system, identifier in (("hr", " "), (" ", "E-1"), ("hr", "\u200b")):
        given(JOINED).when(IdentifyPerson(ADA, system, identifier, effective_on=MAY)).refused(NothingSaid)
        hers = (Identity(system, identifier),)
        given().when(JoinPerson(ADA, "Ada", TOOLING, identities=hers, effective_on=MAY)).refused(NothingSaid)


def test_how_much_and_in_which_way_they_work_is_told_and_stands_to_reason() -> None:
    site = JoinPerson(
        ADA,
        "Ada",
        TOOLING,
        site="Graz",
        employer="Pumps GmbH",
        share_of_full_time=50,
        belonging=Belonging.TRANSFERRED,
        continuous_since=date(2011, 2, 1),
        effective_on=MARCH,
    )
    given().when(site).then(
        PersonJoined(
            "Ada",
            TOOLING,
            site="Graz",
            employer="Pumps GmbH",
            share_of_full_time=50,
            belonging=Belonging.TRANSFERRED,
            continuous_since=date(2011, 2, 1),
            effective_on=MARCH,
        )
    )
    for share in (0, -5, 101, 10**30):
        given().when(replace(site, share_of_full_time=share)).refused(ShareOutOfRange, str(share))
        given(JOINED).when(MovePerson(ADA, PAINT, share_of_full_time=share, effective_on=MAY)).refused(ShareOutOfRange)
    given().when(replace(site, continuous_since=MAY)).refused(ContinuousAfterJoining, str(MAY), str(MARCH))
