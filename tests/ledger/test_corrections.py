"""Corrections and retractions as they stand in the book, and what the book says of facts after them."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.amendments.corrections import ActsStand, CorrectEntry, NothingToCorrect, RetractEntry
from domain.kernel.facts import ORGANISATION, EntryRetracted, Reference
from domain.kernel.ids import MentorshipId, PersonId
from domain.kernel.standing import Noted
from domain.mentoring.agreements import AgreeMentorship
from domain.organisation.appointments import AppointToRole
from domain.organisation.role import AppointmentKind, AppointmentMade, Role
from domain.people.employment import Employment
from domain.people.moving import MovePerson
from domain.people.naming import PersonRenamed
from domain.succession.slates import ConfirmSlate, NominateSuccessor, Slate, SuccessorNominated
from ledger import Entry, Ledger, new_id
from tests.ledger.commands_recorded import (
    BY,
    DAY,
    asking,
    book_of,
    establishing,
    joining,
    past_the_rules,
    renaming,
    some_role,
    somebody,
)
from tests.ledger.reads_and_conflicts import WatchedLedger
from tests.units import ASSEMBLY, TOOLING

WHY = "Somebody had misheard it"
LATER = date(2024, 6, 1)


def test_a_correction_stands_beside_what_it_corrects(ledger: Ledger) -> None:
    ada = somebody(ledger)
    at = ledger.record(renaming(ada, "Ada Linnd"), by=BY).references[0]
    receipt = ledger.record(CorrectEntry(at, renaming(ada, "Ada Lind"), WHY), by=BY)
    _, wrong, right = ledger.stream(ada)
    assert (wrong.event.name, wrong.supersedes, wrong.reason) == ("Ada Linnd", None, None)
    assert (right.event.name, right.supersedes, right.reason) == ("Ada Lind", wrong.version, WHY)
    assert right.origin == wrong.position == wrong.origin
    assert right.at == wrong.at == at == receipt.references[0]
    assert right.position == receipt.position


def test_a_correction_is_corrected_whichever_entry_of_the_chain_is_named(ledger: Ledger) -> None:
    """The chain stays one chain, and one name stands."""
    ada = somebody(ledger)
    origin = ledger.record(renaming(ada, "Ada Linnd"), by=BY).references[0]
    for version, name in ((2, "Ada Lindd"), (3, "Ada Linde"), (2, "Ada Lind"), (5, "Ada Berg")):
        ledger.record(CorrectEntry(Reference(ada, version), renaming(ada, name), WHY), by=BY)
    stream = ledger.stream(ada)
    assert [entry.supersedes for entry in stream] == [None, None, 2, 2, 2, 2]
    assert {entry.origin for entry in stream[1:]} == {stream[1].position}
    renamed = PersonRenamed("Ada Berg", effective_on=DAY)
    assert book_of(ledger).stream(ada).standing[1:] == (Noted(renamed, origin),)
    so_already = CorrectEntry(Reference(ada, 5), renaming(ada, "Ada Berg"), WHY)
    assert ledger.record(so_already, by=BY).references == ()
    ledger.record(RetractEntry(Reference(ada, 4), WHY), by=BY)
    assert book_of(ledger).recall(Employment, ada).name_on(DAY) == "Ada Okafor"
    with pytest.raises(NothingToCorrect):
        ledger.record(CorrectEntry(Reference(ada, 6), renaming(ada, "Ada Falk"), WHY), by=BY)


def test_mending_an_old_entry_does_not_make_it_the_latest(ledger: Ledger) -> None:
    ada = somebody(ledger)
    first = ledger.record(renaming(ada, "Ada Linnd"), by=BY).references[0]
    ledger.record(renaming(ada, "Ada Berg", on=LATER), by=BY)
    ledger.record(CorrectEntry(first, renaming(ada, "Ada Lind"), WHY), by=BY)
    remembered = book_of(ledger).recall(Employment, ada)
    assert (remembered.name_on(DAY), remembered.name_on(LATER)) == ("Ada Lind", "Ada Berg")


def test_recalled_on_a_day_it_is_as_it_was_that_day(ledger: Ledger) -> None:
    """What was recorded later about that day counts; what came into effect later does not."""
    ada = somebody(ledger)
    ledger.record(renaming(ada, "Ada Berg", on=LATER), by=BY)
    ledger.record(renaming(ada, "Ada Lind", on=date(2024, 3, 1)), by=BY)
    names = {day: book_of(ledger).recall(Employment, ada, on=day).names for day in (date(2023, 1, 1), DAY, LATER)}
    assert names[date(2023, 1, 1)] == ()
    assert [dated.what for dated in names[DAY]] == ["Ada Okafor"]
    assert [dated.what for dated in names[LATER]] == ["Ada Okafor", "Ada Lind", "Ada Berg"]
    planned = MovePerson(ada, ASSEMBLY, effective_on=date(2031, 1, 1))
    ledger.record(planned, by=BY)
    now = book_of(ledger).recall(Employment, ada, on=LATER).placement_on(LATER)
    assert now is not None
    assert now.unit == TOOLING


def test_a_corrected_appointment_is_found_under_whom_it_concerns_now(ledger: Ledger) -> None:
    ada, ben, planner = somebody(ledger), somebody(ledger, "Ben"), some_role(ledger)
    at = ledger.record(AppointToRole(planner, ada, effective_on=DAY), by=BY).references[0]
    assert [noted.at for noted in book_of(ledger).concerning(ada, AppointmentMade)] == [at]
    ledger.record(CorrectEntry(at, AppointToRole(planner, ben, effective_on=DAY), WHY), by=BY)
    assert book_of(ledger).concerning(ada, AppointmentMade) == ()
    assert [noted.at for noted in book_of(ledger).concerning(ben, AppointmentMade)] == [at]
    ledger.record(CorrectEntry(at, AppointToRole(planner, ada, effective_on=DAY), WHY), by=BY)
    assert book_of(ledger).concerning(ben, AppointmentMade) == ()
    assert [noted.at for noted in book_of(ledger).concerning(ada, AppointmentMade)] == [at]
    ledger.record(RetractEntry(at, WHY), by=BY)
    assert book_of(ledger).concerning(ada, AppointmentMade) == book_of(ledger).concerning(ben, AppointmentMade) == ()
    assert book_of(ledger).recall(Role, planner).steps == ()


def test_a_lookup_on_a_day_leaves_out_what_came_later(ledger: Ledger) -> None:
    ada, planner = somebody(ledger), some_role(ledger)
    ledger.record(AppointToRole(planner, ada, effective_on=LATER), by=BY)
    assert book_of(ledger).concerning(ada, AppointmentMade, on=DAY) == ()
    assert len(book_of(ledger).concerning(ada, AppointmentMade, on=LATER)) == 1


@pytest.mark.parametrize("in_bulk", [False, True], ids=["alone", "in bulk"])
def test_a_correction_away_from_somebody_is_a_change_for_them_too(
    ledger: Ledger, watched: WatchedLedger, in_bulk: bool
) -> None:
    """Ben takes up a role beside those he holds: one of which Ada's appointment has become meanwhile."""
    ada, ben, planner, second = somebody(ledger), somebody(ledger, "Ben"), some_role(ledger), some_role(ledger)
    at = ledger.record(AppointToRole(planner, ada, effective_on=DAY), by=BY).references[0]
    watched.meanwhile(
        lambda: ledger.record(CorrectEntry(at, AppointToRole(planner, ben, effective_on=DAY), WHY), by=BY)
    )
    beside = AppointToRole(second, ben, AppointmentKind.ACTING_UP, effective_on=LATER)
    if in_bulk:
        list(watched.record_many([asking(beside)]))
    else:
        watched.record(beside, by=BY)
    assert watched.outcomes() == ["conflict", "recorded"]
    assert [entry.kind for entry in ledger.stream(second)][1:] == ["AppointmentMade"]


def test_the_wrong_person_is_a_retraction_and_a_fresh_entry_in_one(ledger: Ledger) -> None:
    ada, ben = somebody(ledger), somebody(ledger, "Ben")
    at = ledger.record(renaming(ada, "Ben Lind"), by=BY).references[0]
    receipt = ledger.record(RetractEntry(at, WHY, instead=renaming(ben, "Ben Lind")), by=BY)
    assert receipt.references == (at, Reference(ben, 2))
    retracted, renamed = ledger.stream(ada)[-1], ledger.stream(ben)[-1]
    assert isinstance(retracted.event, EntryRetracted)
    assert (renamed.position, renamed.recorded_at) == (retracted.position + 1, retracted.recorded_at)
    assert retracted.command_id == renamed.command_id


def test_what_was_retracted_is_recorded_again_not_corrected(ledger: Ledger) -> None:
    ada, planner = somebody(ledger), some_role(ledger)
    nominate = NominateSuccessor(planner, ada, "Plans already", effective_on=DAY)
    at = ledger.record(nominate, by=BY).references[0]
    ledger.record(RetractEntry(at, WHY), by=BY)
    assert book_of(ledger).noted(at) is None
    with pytest.raises(NothingToCorrect):
        ledger.record(CorrectEntry(at, nominate, WHY), by=BY)
    again = ledger.record(nominate, by=BY).references[0]
    assert [noted.at for noted in book_of(ledger).concerning(ada, SuccessorNominated)] == [again]


def test_a_fact_is_retracted_although_an_act_has_cited_it(ledger: Ledger) -> None:
    """The slate was confirmed on the nomination: the act stands as it was, and what it rested on is gone."""
    ada, ben, planner = somebody(ledger), somebody(ledger, "Ben"), some_role(ledger)
    nominated = ledger.record(NominateSuccessor(planner, ada, "Plans already", effective_on=DAY), by=BY)
    slate = ledger.record(ConfirmSlate(planner, (ada,), ben, effective_on=DAY), by=BY)
    ledger.record(RetractEntry(nominated.references[0], WHY), by=BY)
    behind = book_of(ledger).recall(Slate, planner)
    assert (behind.nominated, behind.confirmed) == (frozenset(), (ada,))
    with pytest.raises(ActsStand):
        ledger.record(RetractEntry(slate.references[0], WHY), by=BY)


def test_of_two_corrections_at_once_the_second_is_decided_on_the_first(ledger: Ledger, watched: WatchedLedger) -> None:
    ada = somebody(ledger)
    at = ledger.record(renaming(ada, "Ada Linnd"), by=BY).references[0]
    watched.meanwhile(lambda: ledger.record(RetractEntry(at, WHY), by=BY))
    with pytest.raises(NothingToCorrect):
        watched.record(CorrectEntry(at, renaming(ada, "Ada Lind"), WHY), by=BY)
    assert [entry.kind for entry in ledger.stream(ada)] == ["PersonJoined", "PersonRenamed", "EntryRetracted"]


def test_a_reason_is_sealed_for_whom_the_corrected_entry_is_about(ledger: Ledger) -> None:
    """Reasons are told in words, and words name people: also on streams that are no person's."""
    ada, ben = somebody(ledger), somebody(ledger, "Ben")
    planner, pair = some_role(ledger), MentorshipId(new_id("mentorship"))
    agree = AgreeMentorship(pair, ben, ada, "Ask before telling", 12.0, 30, effective_on=DAY)
    written: dict[str, Any] = {
        "on their own stream": (renaming(ada, "Ada Linnd"), ada),
        "named as somebody's manager": (joining(PersonId(new_id("person")), manager=ben), None),
        "nominated by another": (NominateSuccessor(planner, ada, "Plans already", ben, effective_on=DAY), ada),
        "appointed": (AppointToRole(planner, ben, effective_on=DAY), ben),
        "mentored by another": (agree, ada),
    }
    for where, (command, about) in written.items():
        at = ledger.record(command, by=BY).references[0]
        ledger.record(RetractEntry(at, WHY), by=BY)
        retracted = ledger.stream(at.stream)[-1]
        assert reason_in(retracted)["person"] == (about or at.stream), where
        assert b"misheard" not in retracted.stored, where
        assert retracted.reason == WHY, where


def test_a_reason_that_is_about_nobody_is_sealed_for_the_organisation(ledger: Ledger) -> None:
    planner = some_role(ledger)
    ledger.record(RetractEntry(Reference(planner, 1), WHY, instead=establishing(planner)), by=BY)
    retracted = ledger.stream(planner)[1]
    assert reason_in(retracted)["person"] == ORGANISATION
    assert b"misheard" not in retracted.stored
    assert retracted.reason == WHY


def test_a_reason_is_sealed_for_somebody_of_whom_nothing_was_sealed_before(
    ledger: Ledger, another_ledger: Callable[[], Ledger]
) -> None:
    """An appointment says nothing sealed; its appointee may be known from elsewhere, and have no key here yet."""
    ada, planner = somebody(ledger), some_role(ledger)
    at = ledger.record(AppointToRole(planner, ada, effective_on=DAY), by=BY).references[0]
    elsewhere = replace(ledger.stream(planner)[-1].event, person=PersonId(new_id("person")))
    past_the_rules(ledger, planner, elsewhere)
    later = another_ledger()
    later.record(RetractEntry(Reference(planner, at.version + 1), WHY), by=BY)
    assert later.stream(planner)[-1].reason == WHY


def reason_in(entry: Entry[Any]) -> Any:
    """The reason as it is stored."""
    return json.loads(entry.stored)["reason"]
