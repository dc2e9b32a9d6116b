"""Every event is told by some read model, or said to be untold; folds bear what is sealed, and copy no text."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from domain.kernel.facts import ERASED, Event
from ledger import Entry, Ledger
from ledger.storage.forms import UPCASTS, form_of, forms, persons_of
from projections.engine.sealed_entry import Shut
from projections.registry import ALL, UNTOLD
from tests.examples import EXAMPLES
from tests.ledger.entries_written import COMMAND
from tests.projections.streams_written import a_person

ABOUT_EACH = pytest.mark.parametrize("event", EXAMPLES, ids=lambda event: type(event).__name__)


def shut(ledger: Ledger, event: Event[Any], stream: str) -> Shut[Any]:
    ledger.keys.ensure(persons_of(event, stream))
    return Shut(7, stream, 3, type(event).__name__, ledger.form.encode(event, stream, COMMAND), 7, None)


def rows_of(entry: Shut[Any]) -> list[tuple[object, ...]]:
    return [row for table in ALL.told_by(entry.kind) for row in table.folds[form_of(entry.kind).event](entry)]


def test_every_event_is_told_or_said_to_be_untold() -> None:
    for kind, form in forms().items():
        assert bool(ALL.told_by(kind)) != (form.event in UNTOLD), kind


@ABOUT_EACH
def test_a_likeness_says_what_its_event_says(ledger: Ledger, event: Event[Any]) -> None:
    likeness = shut(ledger, event, a_person()).event
    form = form_of(type(event).__name__)
    for field in fields(event):
        said = getattr(likeness, field.name)
        assert said == getattr(event, field.name) if field.name in form.open_names else said is ERASED
    assert (likeness.act, likeness.stage) == (event.act, event.stage)


@ABOUT_EACH
def test_folds_bear_what_is_erased_and_copy_no_text(ledger: Ledger, event: Event[Any]) -> None:
    page = a_person()
    entry = shut(ledger, event, page)
    rows = rows_of(entry)
    sealed = {name for names in form_of(entry.kind).sealed_names.values() for name in names}
    erased: Event[Any] = replace(event, **dict.fromkeys(sealed, ERASED))  # type: ignore[arg-type]
    told: Entry[Any] = Entry(7, page, 3, entry.kind, b"", 7, None, None, "", None, read=lambda _: (erased, None))  # type: ignore[arg-type]
    assert [row for table in ALL.told_by(entry.kind) for row in table.folds[type(event)](told)] == rows  # type: ignore[arg-type]
    texts = [value for name in sealed if isinstance(value := getattr(event, name), str)]
    assert not {cell for row in rows for cell in row if isinstance(cell, str)} & set(texts)


def test_what_was_written_before_a_field_was_there_reads_as_its_default(ledger: Ledger) -> None:
    entry: Shut[Any] = Shut(
        1, a_person(), 1, "PersonMoved", b'{"open": {"unit": "Assembly", "effective_on": "2024-01-01"}}', 1, None
    )
    assert entry.event.manager is None


def test_an_old_kind_is_read_as_what_it_has_become(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    def moved(values: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        return "PersonMoved", {"unit": values.pop("department"), **values}

    monkeypatch.setitem(UPCASTS, "PersonTransferred", moved)
    page = a_person()
    stored = b'{"open": {"department": "Assembly", "effective_on": "2024-01-01"}}'
    entry: Shut[Any] = Shut(1, page, 1, "PersonTransferred", stored, 1, None)
    folded = ALL.fold([entry], {})
    told = {table.name: rows for table, rows in zip(ALL.tables, folded.rows, strict=True) if rows}
    assert folded.parked == []
    assert told["placements"][0][5:] == (page, "Assembly", None, None, None)
