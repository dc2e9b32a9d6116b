"""Every form in which an event has ever been stored is still read, and says what it said."""

from __future__ import annotations

import json
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest

from domain.amendments.corrections import CorrectEntry
from domain.catalogue import kinds_remembered
from domain.kernel.facts import Reference
from domain.kernel.ids import PersonId
from domain.people.employment import Employment
from domain.people.moving import MovePerson, PersonMoved
from ledger import Ledger
from ledger.deciding.commits import Proposal, SealedEntry
from ledger.deciding.read_set import ReadSet
from ledger.storage.forms import UPCASTS, forms
from tests.examples import ADA
from tests.ledger.commands_recorded import BY, DAY, book_of, somebody
from tests.ledger.golden_files import NOW, REASON, golden_files


@pytest.mark.parametrize("name", golden_files())
def test_what_was_once_stored_is_still_read(name: str) -> None:
    golden = golden_files()[name]
    entry = golden.entry()
    read = json.loads(msgspec.json.encode(entry.event))
    assert as_far_as_known(read, golden.reads) == golden.reads
    assert entry.reason == REASON


def as_far_as_known(read: Any, then: Any) -> Any:
    """What is read now, without the fields that have come since, at any depth."""
    if isinstance(then, dict):
        return {name: as_far_as_known(read[name], value) for name, value in then.items()}
    if isinstance(then, list):
        return [as_far_as_known(*pair) for pair in zip(read, then, strict=True)]
    return read


def test_every_kind_has_one() -> None:
    missing = set(forms()) - {golden.kind for golden in golden_files(NOW).values()}
    assert not missing, f"no golden file for {sorted(missing)}: run python -m tests.ledger.golden_files"


@pytest.fixture
def renamed_kind(monkeypatch: pytest.MonkeyPatch) -> str:
    """There once was a PersonTransferred, with a department; today it is a PersonMoved, with a unit."""

    def moved(told: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        return "PersonMoved", {"unit": told.pop("department"), **told}

    monkeypatch.setitem(UPCASTS, "PersonTransferred", moved)
    return "PersonTransferred"


def transferred(ledger: Ledger, kind: str, person: PersonId, manager: PersonId, command_id: UUID) -> bytes:
    """The stored bytes of such an entry, sealed when it was still called that."""
    told = {"department": "Assembly", "manager": manager, "effective_on": str(DAY)}
    title = ledger.form._seal(person, person, command_id, kind, "person", b'{"job_title": "Shift lead"}')
    return msgspec.json.encode({"open": told, "sealed": {"person": title}})


def test_a_kind_that_is_no_longer_written_reads_as_what_it_has_become(ledger: Ledger, renamed_kind: str) -> None:
    """Also where it is looked up by what it is called today, and corrected, and its correction looked up."""
    ada, ben, cai = (somebody(ledger, name) for name in ("Ada", "Ben", "Cai"))
    command_id = uuid4()
    stored = transferred(ledger, renamed_kind, ada, ben, command_id)
    entry = SealedEntry(ada, renamed_kind, stored, None, ((ben, renamed_kind),))
    ledger.recorder.append([Proposal(command_id, b"", BY, [entry], ReadSet())])

    moved = PersonMoved("Assembly", None, None, "Shift lead", ben, effective_on=DAY)
    assert ledger.stream(ada)[-1].event == moved
    assert [entry.event for entry in ledger.entries(kinds=["PersonMoved"])] == [moved]
    assert ledger.streams([ada], kinds=["PersonMoved"])[ada][0].event == moved
    assert not list(ledger.entries(kinds=["PersonRenamed"]))
    book = book_of(ledger)
    assert [noted.event for noted in book.concerning(ben, PersonMoved)] == [moved]

    corrected = MovePerson(ada, "Assembly", job_title="Shift lead", manager=cai, effective_on=DAY)
    ledger.record(CorrectEntry(Reference(ada, 2), corrected, "Cai leads the shift"), by=BY)
    book = book_of(ledger)
    assert book.concerning(ben, PersonMoved) == ()
    assert [noted.event.manager for noted in book.concerning(cai, PersonMoved)] == [cai]


def test_what_was_read_is_minded_under_every_name(ledger: Ledger, renamed_kind: str) -> None:
    book = book_of(ledger)
    book.concerning(ADA, PersonMoved)
    assert set(book.keys_read) == {(ADA, "PersonMoved"), (ADA, renamed_kind)}
    book.recall(Employment, ADA)
    assert book.read_set().streams[ADA].kinds == kinds_remembered(Employment) | {renamed_kind}
