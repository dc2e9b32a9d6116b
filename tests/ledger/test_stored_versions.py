"""What was written in an earlier form reads as if it had been written today: open, sealed, erased, folded and found."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass, fields, replace
from typing import Any, Final
from uuid import UUID, uuid4

import msgspec
import pytest

from domain.amendments.corrections import CorrectEntry
from domain.kernel.facts import ERASED, Reference
from domain.kernel.ids import PersonId
from domain.people.moving import MovePerson, PersonMoved
from ledger import Entry, Ledger
from ledger.storage.earlier_forms import EARLIER_FORMS, EarlierForm, Fields
from ledger.storage.forms import UnknownKind, form_of
from ledger.storage.proposals import NewEntry, Proposal
from ledger.storage.read_set import ReadSet
from ledger.storage.stored_form import BOUND_TO_COMMAND, SealedAltered, place, seal
from projections.engine.sealed_entry import SealedEntry
from tests.databases import WRAPPING
from tests.examples import ADA
from tests.kinds_changed import planted
from tests.ledger.commands_recorded import BY, DAY, book_of, person_id, somebody
from tests.ledger.entries_written import COMMAND, entry_of
from tests.units import ASSEMBLY, establish_units_in

Told = tuple[str, Fields]


@dataclass(frozen=True)
class Case:
    """A move as it was once written."""

    forms: Mapping[str, tuple[EarlierForm, ...]]
    kind: str = "PersonMoved"
    version: int = 1
    open: tuple[str, ...] = ("unit",)
    sealed: tuple[str, ...] = ()
    sealed_for: str = "person"
    erased: frozenset[str] = frozenset(("job_title",))
    """What reads as ERASED once whoever it was sealed for is forgotten; unopened, too."""


SAID: Final = {"unit": ASSEMBLY, "department": ASSEMBLY, "job_title": "Shift lead", "title": "Shift lead"}


def renamed(told: Fields) -> Told:
    return "PersonMoved", {"unit": told.pop("department"), **told}


def same(told: Fields) -> Told:
    return "PersonMoved", told


def called_job_title(told: Fields) -> Told:
    return "PersonMoved", {"job_title": told.pop("title"), **told}


def still_transferred(told: Fields) -> Told:
    return "PersonTransferred", told


TITLE: Final = {"person": ("title",)}
JOB_TITLE: Final = {"person": ("job_title",)}
OPEN_FIRST: Final = {
    "PersonMoved": (
        EarlierForm({"PersonMoved": 2}, lambda told: ("PersonMoved", renamed(told)[1])),
        EarlierForm({"PersonMoved": 3}, called_job_title, TITLE),
    )
}
"""In the first form the unit was called a department, and the title was open; in the second it was sealed."""
TRANSFERRED_FIRST: Final = {
    "PersonTransferred": (
        EarlierForm({"PersonTransferred": 2}, still_transferred),
        EarlierForm({"PersonMoved": 2}, renamed, TITLE),
    ),
    "PersonMoved": (EarlierForm({"PersonMoved": 2}, same), EarlierForm({"PersonMoved": 3}, called_job_title, TITLE)),
}
"""It joined the other kind when that stood in its second form."""

CASES: Final = {
    "a kind was renamed": Case(
        {"PersonTransferred": (EarlierForm({"PersonMoved": 1}, renamed, JOB_TITLE),)},
        "PersonTransferred", open=("department",), sealed=("job_title",),
    ),
    "an open field became sealed": Case(
        {"PersonMoved": (EarlierForm({"PersonMoved": 2}, same),)}, open=("unit", "job_title")
    ),
    "a sealed field was renamed": Case(
        {"PersonMoved": (EarlierForm({"PersonMoved": 2}, called_job_title, TITLE),)}, sealed=("title",)
    ),
    "a sealed field became open": Case(
        {"PersonMoved": (EarlierForm({"PersonMoved": 2}, same, {"person": ("job_title", "unit")}),)},
        open=(), sealed=("job_title", "unit"), erased=frozenset(("job_title", "unit")),
    ),
    "a part was sealed for another person": Case(
        {"PersonMoved": (EarlierForm({"PersonMoved": 2}, same, {"manager": ("job_title",)}),)},
        sealed=("job_title",), sealed_for="manager",
    ),
    "two forms ago": Case(OPEN_FIRST, open=("department", "title")),
    "one form ago": Case(OPEN_FIRST, version=2, sealed=("title",)),
    "another kind two forms ago": Case(TRANSFERRED_FIRST, "PersonTransferred", open=("department", "title")),
    "another kind one form ago": Case(TRANSFERRED_FIRST, "PersonTransferred", 2, ("department",), ("title",)),
    "in the form of today": Case(OPEN_FIRST, version=3, sealed=("job_title",)),
}  # fmt: skip


@pytest.fixture(params=CASES)
def case(request: pytest.FixtureRequest) -> Iterator[Case]:
    case = CASES[request.param]
    with planted(case.forms):
        yield case


@pytest.fixture
def url(case: Case, make_database: Callable[[], str]) -> str:
    """A database that was migrated when the kinds had these forms: it can be opened again while they have."""
    return establish_units_in(make_database())


@pytest.fixture
def people(ledger: Ledger) -> tuple[PersonId, PersonId, PersonId]:
    ada, ben, cai = (somebody(ledger, name) for name in ("Ada", "Ben", "Cai"))
    return ada, ben, cai


def stored(ledger: Ledger, case: Case, person: PersonId, manager: PersonId, command_id: UUID) -> bytes:
    """The stored bytes of such an entry, sealed when it was still called that."""
    told: dict[str, Any] = {"open": {name: SAID[name] for name in case.open}}
    told["open"] |= {"manager": manager, "effective_on": str(DAY)}
    if case.sealed:
        whom = person if case.sealed_for == "person" else manager
        part = json.dumps({name: SAID[name] for name in case.sealed}).encode()
        cipher = ledger.keys.cipher(whom)
        assert cipher is not None
        bound_to = place(whom, person, command_id.hex, case.kind, case.sealed_for, BOUND_TO_COMMAND)
        told["sealed"] = {case.sealed_for: seal(cipher, part, bound_to)}
    return msgspec.json.encode(told if case.version == 1 else {**told, "version": case.version})


def written(ledger: Ledger, case: Case, person: PersonId, manager: PersonId) -> PersonMoved:
    """Put such an entry on the second line of a person's stream; what it says."""
    command_id = uuid4()
    as_then = stored(ledger, case, person, manager, command_id)
    entry = NewEntry(person, case.kind, as_then, None, ((manager, case.kind),))
    ledger.recorder.append([Proposal(command_id, b"", BY, [entry], ReadSet())])
    return PersonMoved(ASSEMBLY, None, None, "Shift lead", manager, effective_on=DAY)


def read(ledger: Ledger, person: PersonId, *, opened: bool = True) -> Entry[Any]:
    """The second line of a stream, by somebody who remembers nothing of it."""
    [entry] = ledger.recorder.read("WHERE stream = %s AND version = 2", person, opened=opened)
    return entry


def test_it_reads_as_it_would_today(ledger: Ledger, case: Case, people: tuple[PersonId, ...]) -> None:
    ada, ben, _ = people
    moved = written(ledger, case, ada, ben)
    assert read(ledger, ada).event == moved
    assert type(read(ledger, ada).event.effective_on) is type(DAY)
    shut: dict[str, Any] = dict.fromkeys(case.erased, ERASED)
    assert read(ledger, ada, opened=False).event == replace(moved, **shut)


def test_folding_reads_what_is_read_unopened(ledger: Ledger, case: Case, people: tuple[PersonId, ...]) -> None:
    ada, ben, _ = people
    written(ledger, case, ada, ben)
    entry = read(ledger, ada, opened=False)
    likeness: Any = SealedEntry(entry.position, ada, 2, entry.kind, entry.stored, entry.origin, None).event
    for field in fields(PersonMoved):
        assert getattr(likeness, field.name) == getattr(entry.event, field.name), field.name
    assert type(likeness).__name__ == "PersonMoved"


@pytest.mark.parametrize("whose", ["person", "manager"])
def test_what_was_erased_stays_erased(case: Case, whose: str, url: str) -> None:
    """Whoever it was sealed for, and whoever it is sealed for today: what one of them has had erased is not told."""
    with closing(Ledger.open(url, WRAPPING)) as ledger:
        ada, ben = somebody(ledger), somebody(ledger, "Ben")
        moved = written(ledger, case, ada, ben)
        gone = case.erased if whose == case.sealed_for else {"job_title"} if whose == "person" else ()
        ledger.keys.destroy(ada if whose == "person" else ben)
        told: dict[str, Any] = dict.fromkeys(gone, ERASED)
        assert read(ledger, ada).event == replace(moved, **told)
    with closing(Ledger.open(url, WRAPPING)) as another:  # which has no key in memory
        assert read(another, ada).event == replace(moved, **told)


def test_it_is_found_by_what_it_is_called_today(ledger: Ledger, case: Case, people: tuple[PersonId, ...]) -> None:
    ada, ben, _ = people
    after = ledger.position()
    moved = written(ledger, case, ada, ben)
    assert [entry.event for entry in ledger.entries(after=after, kinds=["PersonMoved"])] == [moved]
    assert ledger.streams([ada], kinds=["PersonMoved"])[ada][0].event == moved
    assert not list(ledger.entries(after=after, kinds=["PersonRenamed"]))


def test_it_is_looked_up_corrected_and_looked_up_again(
    ledger: Ledger, case: Case, people: tuple[PersonId, ...]
) -> None:
    ada, ben, cai = people
    moved = written(ledger, case, ada, ben)
    book = book_of(ledger)
    assert [noted.event for noted in book.concerning(ben, PersonMoved)] == [moved]
    assert set(book.keys_read) == {(ben, "PersonMoved"), (ben, case.kind)} | {(ben, kind) for kind in case.forms}

    corrected = MovePerson(ada, ASSEMBLY, job_title="Shift lead", manager=cai, effective_on=DAY)
    ledger.record(CorrectEntry(Reference(ada, 2), corrected, "Cai leads the shift"), by=BY)
    book = book_of(ledger)
    assert book.concerning(ben, PersonMoved) == ()
    assert [noted.event for noted in book.concerning(cai, PersonMoved)] == [replace(moved, manager=cai)]
    assert json.loads(ledger.stream(ada)[-1].stored).get("version", 1) == form_of("PersonMoved").version


def test_keys_of_all_whom_it_takes_are_fetched_together(case: Case, url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(Ledger.open(url, WRAPPING)) as ledger:
        ada, ben = somebody(ledger), somebody(ledger, "Ben")
        written(ledger, case, ada, ben)
    with closing(Ledger.open(url, WRAPPING)) as another:
        asked: list[list[str]] = []
        opened = another.keys._opened

        def noted(persons: list[str]) -> Any:
            asked.append(persons)
            return opened(persons)

        monkeypatch.setattr(another.keys, "_opened", noted)
        assert read(another, ada).event.unit == ASSEMBLY
        assert len(asked) == 1


def test_a_part_that_was_taken_away_is_noticed(ledger: Ledger) -> None:
    form = EarlierForm({"PersonMoved": 2}, same, JOB_TITLE, never_absent=frozenset(("person",)))
    with planted({"PersonMoved": (form,)}):
        told = {"open": {"unit": "Assembly", "effective_on": str(DAY)}}
        entry = entry_of(ledger.form, msgspec.json.encode(told), "PersonMoved", ADA, 2)
        with pytest.raises(SealedAltered, match="taken away"):
            _ = entry.event


def test_what_is_sealed_opens_in_the_kind_only_that_it_was_written_in(ledger: Ledger) -> None:
    """Called otherwise, it does not open; nor does it where a form is claimed that sealed it for somebody else."""
    ada, ben = somebody(ledger), person_id()
    ledger.keys.ensure((ben,))
    case = CASES["another kind one form ago"]
    with planted(case.forms):
        bytes_then = stored(ledger, case, ada, ben, COMMAND)
        assert entry_of(ledger.form, bytes_then, case.kind, ada, 2).event.job_title == "Shift lead"
        with pytest.raises(SealedAltered, match="moved or changed"):
            _ = entry_of(ledger.form, bytes_then, "PersonMoved", ada, 2).event


@pytest.mark.parametrize("form", [0, 2, 7])
def test_a_form_that_nobody_knows_is_named(ledger: Ledger, form: int) -> None:
    told = {"open": {"unit": "Assembly", "effective_on": str(DAY)}, "version": form}
    entry = entry_of(ledger.form, msgspec.json.encode(told), "PersonMoved", ADA, 2)
    assert "PersonMoved" not in EARLIER_FORMS
    with pytest.raises(UnknownKind, match=f"“PersonMoved” in form {form}; known is form 1"):
        _ = entry.event
    likeness: SealedEntry[Any] = SealedEntry(1, ADA, 2, "PersonMoved", entry.stored, 1, None)
    with pytest.raises(msgspec.ValidationError):
        _ = likeness.event


def test_a_kind_in_its_first_form_says_nothing_of_it(ledger: Ledger) -> None:
    moved = PersonMoved("Assembly", effective_on=DAY)
    ledger.keys.ensure((ADA,))
    assert "version" not in json.loads(ledger.form.encode(moved, ADA, COMMAND))
    with planted(OPEN_FIRST):
        assert json.loads(ledger.form.encode(moved, ADA, COMMAND))["version"] == 3
