"""Nothing is edited: what was wrong is corrected or retracted by a new entry, and only the last of a chain counts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given as whatever
from hypothesis import strategies as st

from domain.amendments.corrections import (
    ActsStand,
    AnotherKind,
    CorrectEntry,
    NothingToCorrect,
    RetractEntry,
    SaidForGood,
)
from domain.development.assignments import AssignmentGiven, GiveAssignment
from domain.development.development import AssignmentId, AssignmentKind, Purpose
from domain.development.feedback import FeedbackRequested, RequestFeedback
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.kernel.book import Line
from domain.kernel.commands import Command
from domain.kernel.facts import EntryRetracted, Event, Reference
from domain.kernel.refusals import ReasonMissing
from domain.organisation.appointments import AppointToRole, RoleEstablished, RoleTaken
from domain.organisation.role import AppointmentKind, AppointmentMade, AppointmentSource, RoleVacated, WhyVacated
from domain.people.employment import Employment, Identity
from domain.people.joining import JoinPerson, PersonJoined
from domain.people.leaving import LeavePerson, LeavingReason, PersonLeft
from domain.people.moving import MovePerson, PersonMoved
from domain.people.naming import PersonIdentified, PersonRenamed, RenamePerson
from domain.succession.slates import SlateConfirmed
from tests.examples import ADA, BEN, EXAMPLES, PLANNER, PUBLISHED
from tests.examples.streams import TOLD
from tests.spec import BookInMemory, given
from tests.units import ASSEMBLY, PAINT, SALES, TOOLING

MARCH, MAY, JULY = (date(2020, month, 2) for month in (3, 5, 7))
JOINED = PersonJoined("Ada", TOOLING, effective_on=MARCH)
RENAMED = PersonRenamed("Ada Lind", effective_on=MAY)
SECOND = Reference(ADA, 2)
RENAME = RenamePerson(ADA, "Ada Okafor-Lind", effective_on=MAY)
CORRECT = CorrectEntry(SECOND, RENAME, "half of the name was missing")
RETRACT = RetractEntry(SECOND, "it was another Ada who married")
RETRACTED = Line(EntryRetracted(effective_on=MAY), stream=ADA, supersedes=2, reason=RETRACT.reason)
EXAMPLES_TOLD = [told for told in TOLD if told.is_example and told.retracts is None]
SUBSTANTIVE, INTERNAL = AppointmentKind.SUBSTANTIVE, AppointmentSource.INTERNAL


def test_a_correction_is_a_new_entry_in_the_place_of_the_old_one() -> None:
    given(JOINED, RENAMED).when(CORRECT).then(
        Line(
            PersonRenamed("Ada Okafor-Lind", effective_on=MAY),
            stream=ADA,
            supersedes=2,
            reason="half of the name was missing",
        )
    )


def test_a_retraction_takes_the_day_of_what_it_retracts() -> None:
    given(JOINED, RENAMED).when(RETRACT).then(RETRACTED)


def test_what_was_meant_for_somebody_else_is_recorded_there_by_the_same_append() -> None:
    instead = RenamePerson(BEN, "Ben Lind", effective_on=MAY)
    given(JOINED, RENAMED).and_on(BEN, PersonJoined("Ben", "Tooling", effective_on=MARCH)).when(
        replace(RETRACT, instead=instead)
    ).then(RETRACTED, Line(PersonRenamed("Ben Lind", effective_on=MAY), stream=BEN))
    given(JOINED, RENAMED).when(replace(RETRACT, instead=RenamePerson(ADA, "Ada Berg", effective_on=JULY))).then(
        RETRACTED, Line(PersonRenamed("Ada Berg", effective_on=JULY), stream=ADA)
    )


def test_what_is_recorded_instead_obeys_the_rules_as_if_the_mistake_had_never_been() -> None:
    established = RoleEstablished("Planner", "Assembly", "Production", "others", critical=True, effective_on=MARCH)
    wrong = AppointmentMade(BEN, SUBSTANTIVE, INTERNAL, effective_on=MAY)
    appoint = AppointToRole(PLANNER, ADA, effective_on=MAY)
    role = given(established, wrong).and_on(ADA, JOINED).and_on(BEN, JOINED)
    role.when(appoint).refused(RoleTaken)
    role.when(RetractEntry(Reference(PLANNER, 2), "it was Ada", instead=appoint)).then(
        Line(EntryRetracted(effective_on=MAY), stream=PLANNER, supersedes=2, reason="it was Ada"),
        Line(AppointmentMade(ADA, SUBSTANTIVE, INTERNAL, effective_on=MAY), stream=PLANNER),
    )


@pytest.mark.parametrize("command", [CORRECT, RETRACT], ids=lambda command: type(command).__name__)
def test_a_correction_says_why(command: CorrectEntry | RetractEntry) -> None:
    given(JOINED, RENAMED).when(replace(command, reason=" ")).refused(ReasonMissing, "reason")


@pytest.mark.parametrize("command", [CORRECT, RETRACT], ids=lambda command: type(command).__name__)
def test_only_what_stands_is_corrected(command: CorrectEntry | RetractEntry) -> None:
    given(JOINED).when(command).refused(NothingToCorrect, str(SECOND))
    given(JOINED, RENAMED, RETRACTED).when(command).refused(NothingToCorrect, "recorded again")
    third = replace(command, entry=Reference(ADA, 3))
    corrected = Line(PersonRenamed("Ada Berg", effective_on=MAY), supersedes=2, reason="a slip")
    given(JOINED, RENAMED, corrected).when(third).refused(NothingToCorrect, str(third.entry))


def test_a_page_that_never_was_has_nothing_to_correct() -> None:
    given().when(RetractEntry(Reference("nowhere-1", 1), "a slip")).refused(NothingToCorrect, "nowhere-1@1")


def test_acts_are_answered_only_by_acts() -> None:
    slate = SlateConfirmed((ADA,), BEN, effective_on=MAY)
    retract = RetractEntry(Reference(PLANNER, 1), "not yet")
    given(slate).when(retract).refused(ActsStand, "SlateConfirmed", f"{PLANNER}@1")
    correct = CorrectEntry(retract.entry, AppointToRole(PLANNER, ADA, effective_on=MAY), "not yet")
    given(slate).when(correct).refused(ActsStand)
    given(PUBLISHED).when(RetractEntry(Reference(DEFAULT_FRAMEWORK, 1), "too early")).refused(ActsStand)


@pytest.mark.parametrize(
    ("stream", "event"),
    [(told.at.stream, told.event) for told in EXAMPLES_TOLD],
    ids=lambda told: type(told).__name__,
)
def test_every_fact_can_be_retracted_and_no_act(stream: str, event: Event[Any]) -> None:
    book = BookInMemory().with_lines(stream, (event,))
    retract = RetractEntry(Reference(stream, 1), "a slip")
    if event.act:
        with pytest.raises(ActsStand):
            book.decide(retract)
    else:
        assert book.with_decided(retract).noted(retract.entry) is None


def test_the_pages_hold_every_example_but_the_retraction() -> None:
    assert len(EXAMPLES_TOLD) == len(EXAMPLES) - 1


def test_a_correction_keeps_page_and_kind() -> None:
    stream = given(JOINED, RENAMED)
    moved = MovePerson(ADA, ASSEMBLY, effective_on=MAY)
    stream.when(replace(CORRECT, replacement=moved)).refused(AnotherKind, "PersonRenamed")
    elsewhere = RenamePerson(BEN, "Ben Lind", effective_on=MAY)
    stream.when(replace(CORRECT, replacement=elsewhere)).refused(AnotherKind, BEN, "retract")


@pytest.mark.parametrize("purpose", Purpose)
def test_what_something_may_be_used_for_is_not_corrected(purpose: Purpose) -> None:
    other = next(one for one in Purpose if one is not purpose)
    asked = FeedbackRequested(BEN, "How I chair", purpose, effective_on=MAY)
    book = given(JOINED, asked).and_on(BEN, PersonJoined("Ben", TOOLING, effective_on=MARCH))
    better = RequestFeedback(ADA, BEN, "How I chair a meeting", purpose, effective_on=MAY)
    correct = CorrectEntry(SECOND, better, "I was too brief")
    said = FeedbackRequested(BEN, "How I chair a meeting", purpose, effective_on=MAY)
    book.when(correct).then(Line(said, stream=ADA, supersedes=2, reason="I was too brief"))
    book.when(replace(correct, replacement=replace(better, purpose=other))).refused(SaidForGood, "purpose")


def test_a_correction_that_says_the_same_is_none() -> None:
    given(JOINED, RENAMED).when(replace(CORRECT, replacement=replace(RENAME, name="Ada Lind"))).nothing_happens()


def test_a_correction_that_leaves_nothing_to_say_is_a_retraction() -> None:
    given(JOINED, RENAMED).when(replace(CORRECT, replacement=replace(RENAME, name="Ada"))).refused(
        NothingToCorrect, "retract"
    )


def test_a_correction_is_decided_as_if_the_entry_had_never_been() -> None:
    given(JOINED).when(CorrectEntry(Reference(ADA, 1), JoinPerson(ADA, "Ada", ASSEMBLY, effective_on=MAY), "x")).then(
        Line(PersonJoined("Ada", ASSEMBLY, effective_on=MAY), stream=ADA, supersedes=1, reason="x")
    )
    assignment = AssignmentId("assignment-1")
    assign = GiveAssignment(
        ADA,
        assignment,
        "Lead the night shift",
        AssignmentKind.ACTING_UP,
        stretch=True,
        function="Production",
        objectives=("hand over in ten minutes",),
        supported_by=None,
        starts_on=MAY,
        effective_on=MAY,
    )
    book = BookInMemory().with_lines(ADA, (JOINED,)).with_decided(assign)
    corrected = book.with_decided(CorrectEntry(SECOND, replace(assign, title="Lead the early shift"), "the early one"))
    assert [given.title for given in assignments(corrected)] == ["Lead the early shift"]


def assignments(book: BookInMemory) -> list[AssignmentGiven]:
    return [noted.event for noted in book.stream(ADA) if isinstance(noted.event, AssignmentGiven)]


def test_what_else_follows_from_the_replacement_is_recorded_with_it() -> None:
    hr = Identity("hr", "E-1042")
    join = JoinPerson(ADA, "Ada", ASSEMBLY, identities=(hr,), effective_on=MARCH)
    given(JOINED).when(CorrectEntry(Reference(ADA, 1), join, "another unit")).then(
        Line(PersonJoined("Ada", ASSEMBLY, effective_on=MARCH), stream=ADA, supersedes=1, reason="another unit"),
        Line(PersonIdentified("hr", "E-1042", "key of hr e-1042", effective_on=MARCH), stream=ADA),
    )


def test_correcting_why_somebody_left_vacates_nothing_twice() -> None:
    left = PersonLeft(LeavingReason.RESIGNED, effective_on=JULY)
    role = (
        AppointmentMade(ADA, SUBSTANTIVE, INTERNAL, effective_on=MAY),
        RoleVacated(ADA, WhyVacated.LEFT, effective_on=JULY),
    )
    retired = LeavePerson(ADA, LeavingReason.RETIRED, effective_on=JULY)
    given(JOINED, left).and_on(PLANNER, *role).when(CorrectEntry(SECOND, retired, "she retired")).then(
        Line(PersonLeft(LeavingReason.RETIRED, effective_on=JULY), stream=ADA, supersedes=2, reason="she retired")
    )


UNITS = st.sampled_from((TOOLING, ASSEMBLY, PAINT, SALES))
DAYS = st.dates(MARCH, JULY)
MOVES = st.builds(lambda unit, day: MovePerson(ADA, unit, job_title=unit, effective_on=day), UNITS, DAYS)
STEPS = st.one_of(st.just("retract"), MOVES)


@whatever(first=MOVES, steps=st.lists(STEPS, max_size=8))
def test_only_the_last_of_a_chain_counts_and_after_a_retraction_it_is_recorded_again(
    first: MovePerson, steps: list[MovePerson | str]
) -> None:
    """A chain of corrections and retractions leaves what the last of them would have left alone."""
    joined = BookInMemory().with_lines(ADA, (JOINED,))
    book, standing = joined.with_decided(first), SECOND
    says: MovePerson | None = first
    for step in steps:
        book, standing, says = taken(book, standing, says, step)
        alone = joined.with_decided(says) if says else joined
        assert book.recall(Employment, ADA) == alone.recall(Employment, ADA)
        assert [noted.event for noted in book.stream(ADA)] == [noted.event for noted in alone.stream(ADA)]
        assert (book.noted(standing) is None) == (says is None)


def taken(
    book: BookInMemory, standing: Reference, says: MovePerson | None, step: MovePerson | str
) -> tuple[BookInMemory, Reference, MovePerson | None]:
    """The book after one step of the chain, where its last link stands, and what that says."""
    command: Command[Any]
    if says is None:
        if isinstance(step, str):
            with pytest.raises(NothingToCorrect):
                book.decide(RetractEntry(standing, "again"))
            return book, standing, None
        again = Reference(ADA, 1 + len(book.entries))
        with pytest.raises(NothingToCorrect):
            book.decide(CorrectEntry(standing, step, "too late"))
        return book.with_decided(step), again, step
    if isinstance(step, str):
        return book.with_decided(RetractEntry(standing, "a slip")), standing, None
    command = CorrectEntry(standing, step, "a slip")
    return book.with_decided(command), standing, step


def test_a_move_that_was_corrected_is_told_in_its_own_place() -> None:
    moved = PersonMoved("Assembly", effective_on=MAY)
    later = PersonMoved("Paint", effective_on=JULY)
    correction = Line(PersonMoved("Sales", effective_on=MAY), supersedes=2, reason="a slip")
    person = BookInMemory().with_lines(ADA, (JOINED, moved, later, correction)).recall(Employment, ADA)
    assert [placed.what.unit for placed in person.placements] == [TOOLING, SALES, PAINT]
