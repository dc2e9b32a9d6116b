"""Every event can be stored and read again; what is personal in it is sealed, and opens at its own place only."""

from __future__ import annotations

import base64
import json
from dataclasses import fields, replace
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.kernel.facts import ERASED, ORGANISATION, Event
from domain.mentoring.agreements import MentoringSessionHeld
from domain.people.joining import PersonJoined
from domain.people.moving import PersonMoved
from domain.people.naming import PersonRenamed
from ledger import Ledger
from ledger.storage.forms import UnknownKind, form_of, forms
from ledger.storage.stored_form import SealedAltered, StoredForm
from tests.examples import ADA, BEN, CAI, EVERYBODY, EXAMPLES, PAIR
from tests.ledger.commands_recorded import DAY
from tests.ledger.entries_written import COMMAND, WRITTEN, encoded, entry_of, sealed_values, words_in

each_example = pytest.mark.parametrize(
    ("event", "stream", "version"), WRITTEN, ids=[type(event).__name__ for event, _, _ in WRITTEN]
)
RENAMED = PersonRenamed("Ada Okafor-Lind", effective_on=DAY)
SESSION = MentoringSessionHeld(CAI, ADA, 1.0, "Silence is a question", "Four in the morning", effective_on=DAY)


@pytest.fixture(scope="module")
def form(ledger: Ledger) -> StoredForm:
    """The form of a book in which the people of the examples have their keys."""
    ledger.keys.ensure((*EVERYBODY, ORGANISATION))
    return ledger.form


@each_example
def test_every_event_survives_being_stored(form: StoredForm, event: Event[Any], stream: str, version: int) -> None:
    read = encoded(form, event, stream, version).event
    assert read == event
    assert type(read) is type(event)
    for field in fields(event):
        assert type(getattr(read, field.name)) is type(getattr(event, field.name)), field.name
    assert hash(read) == hash(event)


@each_example
def test_what_is_sealed_is_nowhere_to_be_read(form: StoredForm, event: Event[Any], stream: str, version: int) -> None:
    stored = form.encode(event, stream, COMMAND, reason="Somebody misheard the situation", about=ADA)
    in_the_open = json.dumps(json.loads(stored)["open"], ensure_ascii=False)
    told = words_in(tuple(sealed_values(event).values())) | {"Somebody misheard the situation", "misheard"}
    told -= {word for word in told if word in in_the_open or word in (stream, ADA)}  # whose keys seal it, it says
    assert [word for word in told if any(spelling in stored for spelling in spellings(word))] == []


NO_CHANCE = 8
"""Characters of base64 that do not come about by chance: four now and then do."""


def spellings(word: str) -> list[bytes]:
    """A word as it stands in JSON, and as it would stand in base64 at any of the three offsets."""
    spelled = word.encode()
    shifted = (base64.b64encode(b"\0" * offset + spelled)[4:-4] for offset in range(3))
    return [spelled, json.dumps(word)[1:-1].encode(), *(inner for inner in shifted if len(inner) >= NO_CHANCE)]


def test_the_search_would_find_it() -> None:
    for prefix in (b"", b"x", b"xy", b"xyz"):
        hidden = base64.b64encode(prefix + b'{"name":"Ada Okafor"}')
        assert any(spelling in hidden for spelling in spellings("Ada Okafor"))


@each_example
def test_unopened_it_says_what_is_open_and_nothing_else(
    form: StoredForm, event: Event[Any], stream: str, version: int
) -> None:
    stored = form.encode(event, stream, COMMAND, reason="A typing error", about=ADA)
    entry = entry_of(form, stored, type(event).__name__, stream, version, opened=False)
    shut: dict[str, Any] = dict.fromkeys(sealed_values(event), ERASED)
    assert entry.event == replace(event, **shut)
    assert entry.reason is ERASED


def test_each_part_is_sealed_for_its_own_person(form: StoredForm) -> None:
    """What the mentor learned opens with the mentor's key, whoever reads it on which stream."""
    stored = json.loads(form.encode(SESSION, PAIR, COMMAND))
    assert set(stored["sealed"]) == {"mentee", "mentor"}
    silent = json.loads(form.encode(replace(SESSION, mentor_learned=None), PAIR, COMMAND))
    assert set(silent["sealed"]) == {"mentee", "mentor"}, "that somebody said nothing is nobody's business"


def test_the_same_words_never_look_the_same(form: StoredForm) -> None:
    """Nobody sees that two people are called alike, or that somebody took an old name again."""
    assert len({form.encode(RENAMED, ADA, COMMAND) for _ in range(100)}) == 100


MOVES = {
    "to another stream": ("PersonRenamed", BEN, COMMAND),
    "to another command": ("PersonRenamed", ADA, UUID(int=2)),
    "to another kind": ("PersonJoined", ADA, COMMAND),
}


@pytest.mark.parametrize("move", MOVES)
def test_what_is_sealed_opens_at_its_own_place_only(form: StoredForm, move: str) -> None:
    kind, stream, command_id = MOVES[move]
    stored = json.loads(form.encode(RENAMED, ADA, COMMAND))
    stored["open"]["unit"] = "Tooling"
    moved = json.dumps(stored).encode()
    assert entry_of(form, moved, "PersonRenamed", ADA, 2).event == RENAMED
    with pytest.raises(SealedAltered, match="moved or changed"):
        _ = entry_of(form, moved, kind, stream, 2, command_id=command_id).event


def test_what_one_learned_is_not_taken_for_what_the_other_learned(form: StoredForm) -> None:
    """Even where both are the same person's: the field is part of the place."""
    both = replace(SESSION, mentor=ADA)
    stored = json.loads(form.encode(both, PAIR, COMMAND))
    stored["sealed"]["mentee"], stored["sealed"]["mentor"] = stored["sealed"]["mentor"], stored["sealed"]["mentee"]
    with pytest.raises(SealedAltered, match="moved or changed"):
        _ = entry_of(form, json.dumps(stored).encode(), "MentoringSessionHeld", PAIR, 2).event


def test_what_is_ones_own_is_not_put_into_anothers_mouth(form: StoredForm) -> None:
    stored = json.loads(form.encode(SESSION, PAIR, COMMAND))
    stored["open"]["mentee"] = BEN
    with pytest.raises(SealedAltered):
        _ = entry_of(form, json.dumps(stored).encode(), "MentoringSessionHeld", PAIR, 2).event


def test_what_was_learned_in_one_mentorship_is_not_moved_to_another(form: StoredForm) -> None:
    """Between the same two people, and on the same line."""
    with pytest.raises(SealedAltered):
        _ = entry_of(form, form.encode(SESSION, PAIR, COMMAND), "MentoringSessionHeld", f"{PAIR}1", 2).event


def test_a_reason_is_not_taken_for_what_happened(form: StoredForm) -> None:
    stored = json.loads(form.encode(RENAMED, ADA, COMMAND, reason="A letter too many", about=ADA))
    stored["sealed"]["person"] = stored["reason"]["ciphertext"]
    with pytest.raises(SealedAltered):
        _ = entry_of(form, json.dumps(stored).encode(), "PersonRenamed", ADA, 2).event


@given(data=st.data())
@settings(max_examples=60)
def test_a_changed_byte_is_noticed(form: StoredForm, data: st.DataObject) -> None:
    stored = json.loads(form.encode(RENAMED, ADA, COMMAND))
    sealed = bytearray(base64.b64decode(stored["sealed"]["person"]))
    sealed[data.draw(st.integers(0, len(sealed) - 1))] ^= data.draw(st.integers(1, 255))
    stored["sealed"]["person"] = base64.b64encode(sealed).decode()
    with pytest.raises(SealedAltered):
        _ = entry_of(form, json.dumps(stored).encode(), "PersonRenamed", ADA, 2).event


@given(length=st.integers(0, 40))
@settings(max_examples=41)
def test_a_cut_off_end_is_noticed(form: StoredForm, length: int) -> None:
    stored = json.loads(form.encode(RENAMED, ADA, COMMAND))
    cut = base64.b64decode(stored["sealed"]["person"])[:length]
    stored["sealed"]["person"] = base64.b64encode(cut).decode()
    with pytest.raises(SealedAltered):
        _ = entry_of(form, json.dumps(stored).encode(), "PersonRenamed", ADA, 2).event


def test_a_part_that_was_taken_away_is_noticed(form: StoredForm) -> None:
    """Also one with nothing in it, and one that is not the only one."""
    moved = PersonMoved("Tooling", effective_on=DAY)
    for event, stream in ((moved, ADA), (replace(SESSION, mentor_learned=None), PAIR)):
        stored = json.loads(form.encode(event, stream, COMMAND))
        stored["sealed"].popitem()
        with pytest.raises(SealedAltered, match="taken away"):
            _ = entry_of(form, json.dumps(stored).encode(), type(event).__name__, stream, 1).event


def test_a_part_that_was_left_out_when_that_was_still_done_is_not_missed(form: StoredForm) -> None:
    """Unless it was never left out: everybody who joined had a name."""
    moved, joined = PersonMoved("Tooling", effective_on=DAY), PersonJoined("Ada Okafor", "Tooling", effective_on=DAY)
    for event in (moved, joined):
        stored = json.loads(form.encode(event, ADA, COMMAND))
        del stored["sealed"], stored["whole"]
        entry = entry_of(form, json.dumps(stored).encode(), type(event).__name__, ADA, 1)
        if event is moved:
            assert entry.event == moved
        else:
            with pytest.raises(SealedAltered, match="taken away"):
                _ = entry.event


def test_a_kind_that_nobody_knows_is_named(form: StoredForm) -> None:
    with pytest.raises(UnknownKind, match="“PersonPromoted”: was it written by a newer version"):
        _ = entry_of(form, form.encode(RENAMED, ADA, COMMAND), "PersonPromoted", ADA, 2).event
    with pytest.raises(UnknownKind):
        form_of("PersonPromoted")


def test_an_event_that_lacks_something_is_not_made_up(form: StoredForm) -> None:
    stored = json.loads(form.encode(RENAMED, ADA, COMMAND))
    del stored["open"]["effective_on"]
    with pytest.raises(msgspec.ValidationError, match="effective_on"):
        _ = entry_of(form, json.dumps(stored).encode(), "PersonRenamed", ADA, 2).event


def test_what_was_added_later_reads_as_its_default(form: StoredForm) -> None:
    joined = PersonJoined("Ada Okafor", "Tooling", "Engineering", effective_on=DAY)
    stored = json.loads(form.encode(joined, ADA, COMMAND))
    del stored["open"]["function"]
    read = entry_of(form, json.dumps(stored).encode(), "PersonJoined", ADA, 1).event
    assert read == replace(joined, function=None)


def test_no_two_kinds_share_a_name() -> None:
    assert sorted(forms()) == sorted(type(event).__name__ for event in EXAMPLES)


def test_something_personal_needs_a_person(form: StoredForm) -> None:
    with pytest.raises(ValueError, match="“person” needs a person"):
        form.encode(RENAMED, PAIR, COMMAND)
