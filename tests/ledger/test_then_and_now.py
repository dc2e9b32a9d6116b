"""Then and now side by side: what was known then, with what changed since, is what is known now."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from audit.then_and_now import Change, Changed, then_and_now
from domain.amendments.corrections import CorrectEntry, RetractEntry
from domain.kernel.facts import Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.standing import standing
from domain.mentoring.informal import HoldInformalMentoring
from domain.people.joining import JoinPerson
from domain.people.moving import MovePerson
from domain.units.citing import unit_of
from domain.units.unit import Unit
from ledger import Entry, Ledger, new_id
from ledger.as_of import Known
from tests.ledger.commands_recorded import BY
from tests.ledger.random_cases import decided_cases
from tests.units import ASSEMBLY, SALES, establish_units

JOINED, MAY, JUNE = date(2024, 1, 8), date(2024, 5, 6), date(2024, 6, 3)


@pytest.fixture
def ada(ledger: Ledger) -> PersonId:
    return joined(ledger, "Ada")


def joined(ledger: Ledger, name: str) -> PersonId:
    person = PersonId(new_id("person"))
    ledger.record(JoinPerson(person, name, ASSEMBLY, "Production", "self", effective_on=JOINED), by=BY)
    return person


def moved(ledger: Ledger, person: PersonId, unit: str, on: date) -> Reference:
    if not ledger.book().recall(Unit, unit_of(unit)).established_on:
        establish_units(ledger, unit)
    command = MovePerson(person, unit_of(unit), "Production", "self", effective_on=on)
    [reference] = ledger.record(command, by=BY).references
    return reference


def told(ledger: Ledger, subject: str, then: Known, on: date = JUNE) -> list[Changed]:
    return list(then_and_now(ledger, subject, then, Known(ledger.position(), on)))


def test_what_happened_since_is_told_apart_from_what_came_to_light(ledger: Ledger, ada: PersonId) -> None:
    then = Known(ledger.position(), MAY)
    late = moved(ledger, ada, "Painting", MAY - timedelta(days=30))
    since = moved(ledger, ada, "Sales", MAY + timedelta(days=1))
    moved(ledger, ada, "Rome", JUNE + timedelta(days=1))
    assert [(one.change, one.reference, one.then) for one in told(ledger, ada, then)] == [
        (Change.CAME_TO_LIGHT, late, None),
        (Change.HAPPENED, since, None),
    ]


def test_what_was_known_beforehand_happens_when_its_day_comes(ledger: Ledger, ada: PersonId) -> None:
    planned = moved(ledger, ada, "Sales", JUNE)
    position = ledger.position()
    assert told(ledger, ada, Known(position, MAY), JUNE - timedelta(days=1)) == []
    [happened] = told(ledger, ada, Known(position, MAY))
    assert (happened.change, happened.reference) == (Change.HAPPENED, planned)
    assert happened.then == happened.now == happened.because
    assert told(ledger, ada, Known(position, JUNE)) == []


def test_a_correction_is_told_with_both_and_why(ledger: Ledger, ada: PersonId) -> None:
    move = moved(ledger, ada, "Sails", MAY)
    then = Known(ledger.position(), MAY)
    establish_units(ledger, "Seals")
    for unit in ("Seals", "Sales"):
        command = MovePerson(ada, unit_of(unit), "Production", "self", effective_on=MAY)
        ledger.record(CorrectEntry(move, command, f"Not {unit}"), by=BY)
    [changed] = told(ledger, ada, then)
    assert (changed.change, changed.reference, changed.because.reason) == (Change.CORRECTED, move, "Not Sales")
    assert changed.then
    assert changed.now
    assert (changed.then.event.unit, changed.now.event.unit) == (unit_of("Sails"), SALES)


def test_a_correction_to_a_day_that_has_not_come_is_told(ledger: Ledger, ada: PersonId) -> None:
    move = moved(ledger, ada, "Sales", MAY)
    then = Known(ledger.position(), MAY)
    later = MovePerson(ada, SALES, "Production", "self", effective_on=JUNE + timedelta(days=9))
    ledger.record(CorrectEntry(move, later, "It was put off"), by=BY)
    assert [one.change for one in told(ledger, ada, then)] == [Change.CORRECTED]


def test_a_retraction_is_told_with_what_was_known(ledger: Ledger, ada: PersonId) -> None:
    move = moved(ledger, ada, "Sales", MAY)
    ahead = moved(ledger, ada, "Rome", JUNE + timedelta(days=1))
    then = Known(ledger.position(), MAY)
    ledger.record(RetractEntry(ahead, "Never came"), by=BY)
    ledger.record(RetractEntry(move, "Another Ada"), by=BY)
    written_and_gone = moved(ledger, ada, "Law", MAY)
    ledger.record(RetractEntry(written_and_gone, "Mistyped"), by=BY)
    [changed] = told(ledger, ada, then)
    assert (changed.change, changed.reference, changed.now) == (Change.RETRACTED, move, None)
    assert changed.then
    assert changed.then.event.unit == SALES
    assert changed.because.reason == "Another Ada"


def test_what_others_wrote_on_other_pages_is_told_too(ledger: Ledger, ada: PersonId) -> None:
    ben, cai = joined(ledger, "Ben"), joined(ledger, "Cai")
    then = Known(ledger.position(), MAY)
    held = HoldInformalMentoring(ada, ben, ada, 1.0, effective_on=MAY)
    [mentored] = ledger.record(held, by=BY).references
    assert [(one.change, one.reference) for one in told(ledger, ada, then)] == [(Change.CAME_TO_LIGHT, mentored)]

    then = Known(ledger.position(), MAY)
    ledger.record(CorrectEntry(mentored, replace(held, mentor=cai), "The wrong mentor"), by=BY)
    for touched in (ada, ben):
        assert [(one.change, one.reference) for one in told(ledger, touched, then)] == [(Change.CORRECTED, mentored)]
    assert [(one.change, one.then) for one in told(ledger, cai, then)] == [(Change.CAME_TO_LIGHT, None)]
    ledger.record(RetractEntry(mentored, "They never met"), by=BY)
    for touched in (ada, ben):
        assert [one.change for one in told(ledger, touched, then)] == [Change.RETRACTED]


def known(entries: list[Entry[Any]], subject: str, moment: Known) -> dict[Reference, Event[Any]]:
    """A plain reading of everything up to a moment."""
    streams: dict[str, list[Entry[Any]]] = {}
    for entry in entries:
        if entry.position <= moment.position:
            streams.setdefault(entry.stream, []).append(entry)
    stands = (noted for stream in streams.values() for noted in standing(stream))
    return {noted.at: noted.event for noted in stands if touches(noted, subject) and is_true_on(noted, moment.on)}


def touches(noted: Any, subject: str) -> bool:
    return subject in (noted.at.stream, *noted.event.concerns())


def is_true_on(noted: Any, day: date) -> bool:
    return bool(noted.event.effective_on <= day)


def test_then_with_what_changed_is_now(ledger: Ledger) -> None:
    """On streams that were corrected and retracted every which way, at any two moments."""
    begin = ledger.position()
    assert len(list(decided_cases(ledger, 65, 8))) == 8
    entries = list(ledger.entries())
    subjects = list(dict.fromkeys(entry.stream for entry in entries if entry.position > begin))
    days = sorted({entry.event.effective_on for entry in entries})
    choose, seen = Random(66), set()
    for _ in range(300):
        subject = choose.choice(subjects)
        before, after = sorted(choose.choices(range(begin, ledger.position() + 1), k=2))
        then_on, now_on = sorted(choose.choices(days, k=2))
        then, now = Known(before, then_on), Known(after, now_on)
        reads = known(entries, subject, then)
        for one in then_and_now(ledger, subject, then, now):
            seen.add(one.change)
            reads.pop(one.reference, None)
            if one.now and touches(one.now, subject) and is_true_on(one.now, now.on):
                reads[one.reference] = one.now.event
        assert reads == known(entries, subject, now)
    assert seen == {*Change}
