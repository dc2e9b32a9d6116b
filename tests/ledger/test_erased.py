"""What is sealed for somebody whose key has been destroyed reads as erased; a key that is merely gone is an alarm."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest

from domain.amendments.corrections import CorrectEntry
from domain.catalogue import EVENTS
from domain.kernel.facts import ERASED, ORGANISATION, Erased, Event, Reference
from domain.kernel.refusals import WrittenAboutErased
from domain.kernel.standing import Noted, recall
from domain.mentoring.agreements import MentoringSessionHeld
from ledger import KeyMissing, Ledger, Receipt, Request, Wrapping, WrongKeyEncryptionKey
from ledger.storage.forms import form_of
from ledger.storage.stored_form import StoredForm
from tests.databases import WRAPPING
from tests.examples import EVERYBODY, PAIR
from tests.ledger.by_hand import connect
from tests.ledger.commands_recorded import BY, DAY, renaming, somebody
from tests.ledger.entries_written import EVENTS_ON, WRITTEN, encoded, sealed_values, words_in
from tests.units import TOOLING

each_example = pytest.mark.parametrize(
    ("event", "stream", "version"), WRITTEN, ids=[type(event).__name__ for event, _, _ in WRITTEN]
)
FIELD = re.compile(r"\b\w+=")
"""The name of a field, as it is told before its value: no word that anybody said."""
MEMORIES = tuple(dict.fromkeys(event.memory for event in EVENTS.values()))


@pytest.fixture(scope="module")
def form(ledger: Ledger) -> StoredForm:
    ledger.keys.ensure((*EVERYBODY, ORGANISATION))
    return ledger.form


@pytest.fixture(scope="module")
def erased(form: StoredForm) -> dict[str, list[Event[Any]]]:
    """Every stream of the examples, as it reads once everybody has been erased."""
    streams = {
        stream: [encoded(form, event, stream, version) for version, event in enumerate(events, start=1)]
        for stream, events in EVENTS_ON.items()
    }
    for person in EVERYBODY:
        form.keys.destroy(person)
    return {stream: [entry.event for entry in entries] for stream, entries in streams.items()}


@each_example
def test_what_was_sealed_reads_as_erased(
    erased: dict[str, list[Event[Any]]], event: Event[Any], stream: str, version: int
) -> None:
    read = erased[stream][version - 1]
    kept = form_of(type(event).__name__).sealed_names.get(ORGANISATION, ())
    gone: dict[str, Any] = {name: ERASED for name in sealed_values(event) if name not in kept}
    assert read == replace(event, **gone), "nobody can tell any more what was said and what was left out"


@pytest.mark.parametrize("stream", EVENTS_ON)
def test_a_page_is_folded_without_what_was_erased(erased: dict[str, list[Event[Any]]], stream: str) -> None:
    noted = [Noted(event, Reference(stream, version)) for version, event in enumerate(erased[stream], start=1)]
    remembered = FIELD.sub("", repr([recall(memory, noted) for memory in MEMORIES]))
    told = {word for event in EVENTS_ON[stream] for word in words_in(tuple(sealed_values(event).values()))}
    assert [word for word in told if word in remembered and word not in repr(erased[stream])] == []


def test_one_is_erased_and_the_other_is_not(ledger: Ledger) -> None:
    ada, ben = somebody(ledger), somebody(ledger, "Ben")
    session = MentoringSessionHeld(ben, ada, 1.0, "Silence is a question", "Four in the morning", effective_on=DAY)
    entry = encoded(ledger.form, session, PAIR, 2)
    ledger.keys.destroy(ada)
    assert entry.event == replace(session, mentee_learned=ERASED)


def test_reading_knows_at_once_and_so_does_every_other_process(
    ledger: Ledger, another_ledger: Callable[[], Ledger]
) -> None:
    ada = somebody(ledger)
    ledger.keys.destroy(ada)
    for book in (ledger, another_ledger()):
        [joined] = book.stream(ada)
        assert joined.event.name is ERASED
        assert joined.event.unit == TOOLING


def test_the_reason_of_a_correction_is_erased_too(ledger: Ledger) -> None:
    ada = somebody(ledger)
    at = ledger.record(renaming(ada, "Ada Linnd"), by=BY).references[0]
    ledger.record(CorrectEntry(at, renaming(ada, "Ada Lind"), "She spells it with one n"), by=BY)
    assert ledger.stream(ada)[-1].reason == "She spells it with one n"
    ledger.keys.destroy(ada)
    assert isinstance(ledger.stream(ada)[-1].reason, Erased)


def test_nothing_more_is_written_about_whoever_was_erased(ledger: Ledger) -> None:
    ada = somebody(ledger)
    ledger.keys.destroy(ada)
    with pytest.raises(WrittenAboutErased, match=ada):
        ledger.record(renaming(ada, "Ada Lind"), by=BY)
    assert len(ledger.stream(ada)) == 1


def test_what_was_asked_before_is_answered_as_before_once_they_are_erased(ledger: Ledger) -> None:
    ada, asked_as = somebody(ledger), uuid4()
    first = ledger.record(renaming(ada, "Ada Lind"), by=BY, command_id=asked_as)
    ledger.keys.destroy(ada)
    again = ledger.record(renaming(ada, "Ada Lind"), by=BY, command_id=asked_as)
    assert (again.position, again.repeated) == (first.position, True)


def test_among_many_what_is_about_whoever_was_erased_stops_nothing_else(ledger: Ledger) -> None:
    ada, ben = somebody(ledger), somebody(ledger)
    ledger.keys.destroy(ada)
    names = ((ben, "Ben Lind"), (ada, "Ada Lind"), (ben, "Ben Okafor"))
    requests = [Request(renaming(person, name), BY, uuid4()) for person, name in names]
    one, none, other = ledger.record_many(requests)
    assert isinstance(none, WrittenAboutErased)
    assert isinstance(one, Receipt)
    assert isinstance(other, Receipt)
    assert [entry.event.name for entry in ledger.stream(ben)][1:] == ["Ben Lind", "Ben Okafor"]


def test_a_key_that_is_merely_gone_is_an_alarm(ledger: Ledger, another_ledger: Callable[[], Ledger]) -> None:
    """Never a tombstone: an erasure is on record, and this is none."""
    ada = somebody(ledger)
    with connect(ledger._url, "keeper") as keeper:
        keeper.execute("DELETE FROM keys.data_keys WHERE person = %s", (ada,))
    later = another_ledger()
    [joined] = later.stream(ada)
    with pytest.raises(KeyMissing, match=ada):
        _ = joined.event
    [joined] = [entry for entry in later.entries(opened=False) if entry.stream == ada]
    assert joined.event.name is ERASED


def test_another_key_encryption_key_opens_nothing(ledger: Ledger) -> None:
    """It is said when the book is opened, before anything is written under the wrong key."""
    another = Wrapping(b"another key-encryption key......")
    with pytest.raises(WrongKeyEncryptionKey) as alarm:
        Ledger.open(ledger._url, another)
    assert WRAPPING.fingerprint in str(alarm.value)
    assert another.fingerprint in str(alarm.value)


@pytest.mark.parametrize("length", [0, 16, 31, 33])
def test_a_key_encryption_key_has_32_bytes(length: int) -> None:
    with pytest.raises(ValueError, match=f"has 32 bytes; this one has {length}"):
        Wrapping(bytes(length))


def test_where_nothing_is_said_of_whoever_was_erased_the_rest_is_still_written(ledger: Ledger) -> None:
    """What the mentee learned is the mentee's, whatever became of the mentor."""
    ada, ben = somebody(ledger), somebody(ledger, "Ben")
    ledger.keys.destroy(ben)
    session = MentoringSessionHeld(ben, ada, 1.0, "Silence is a question", None, effective_on=DAY)
    entry = encoded(ledger.form, session, PAIR, 2)
    assert entry.event == replace(session, mentor_learned=ERASED)
    with pytest.raises(WrittenAboutErased, match=ben):
        encoded(ledger.form, replace(session, mentor_learned="Four in the morning"), PAIR, 2)
