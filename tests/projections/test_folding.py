"""Every event is told by some read model, or said to be untold; folds bear what is sealed, and copy no text."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import Any

import pytest

from domain.kernel.facts import ERASED, Event
from ledger import Entry, Ledger
from ledger.storage.earlier_forms import EarlierForm
from ledger.storage.forms import form_of, forms, holders_of
from projections.engine.folding import FoldsByKind
from projections.engine.sealed_entry import SealedEntry
from projections.registry import NOT_PROJECTED, READ_MODELS
from tests.examples import EXAMPLES
from tests.kinds_changed import planted
from tests.ledger.entries_written import COMMAND
from tests.projections.streams_written import a_person
from tests.units import ASSEMBLY

ABOUT_EACH = pytest.mark.parametrize("event", EXAMPLES, ids=lambda event: type(event).__name__)


def shut(ledger: Ledger, event: Event[Any], stream: str) -> SealedEntry[Any]:
    ledger.keys.ensure(holders_of(event, stream))
    return SealedEntry(7, stream, 3, type(event).__name__, ledger.form.encode(event, stream, COMMAND), 7, None)


def rows_of(entry: SealedEntry[Any]) -> list[tuple[object, ...]]:
    return [row for table in READ_MODELS.tables_of(entry.kind) for row in table.folds[form_of(entry.kind).event](entry)]


def test_every_event_is_told_or_said_to_be_untold() -> None:
    untold = [k for k, form in forms().items() if not READ_MODELS.tables_of(k) and form.event not in NOT_PROJECTED]
    assert untold == [], "fold them as in projections/development_history, or say why not in projections/registry.py"
    both = [event.__name__ for event in NOT_PROJECTED if READ_MODELS.tables_of(event.__name__)]
    assert both == [], "they are told after all: take them out of NOT_PROJECTED"


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
    stream = a_person()
    entry = shut(ledger, event, stream)
    rows = rows_of(entry)
    sealed = {name for names in form_of(entry.kind).sealed_names.values() for name in names}
    erased: Event[Any] = replace(event, **dict.fromkeys(sealed, ERASED))  # type: ignore[arg-type]
    told: Entry[Any] = Entry(7, stream, 3, entry.kind, b"", 7, None, None, "", None, read=lambda _: (erased, None))  # type: ignore[arg-type]
    assert [row for table in READ_MODELS.tables_of(entry.kind) for row in table.folds[type(event)](told)] == rows  # type: ignore[arg-type]
    texts = [value for name in sealed if isinstance(value := getattr(event, name), str)]
    assert not {cell for row in rows for cell in row if isinstance(cell, str)} & set(texts)


def test_what_was_written_before_a_field_was_there_reads_as_its_default(ledger: Ledger) -> None:
    entry: SealedEntry[Any] = SealedEntry(
        1, a_person(), 1, "PersonMoved", b'{"open": {"unit": "Assembly", "effective_on": "2024-01-01"}}', 1, None
    )
    assert entry.event.manager is None


def test_an_old_kind_is_read_as_what_it_has_become() -> None:
    def moved(told: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        return "PersonMoved", {"unit": told.pop("department"), **told}

    stored = b'{"open": {"department": "Assembly", "effective_on": "2024-01-01"}}'
    entry: SealedEntry[Any] = SealedEntry(1, a_person(), 1, "PersonTransferred", stored, 1, None)
    with planted({"PersonTransferred": (EarlierForm({"PersonMoved": 1}, moved),)}):
        assert told_of(READ_MODELS, entry)["placements"][0][5:10] == (entry.stream, ASSEMBLY, None, None, None)


def test_an_entry_is_folded_as_what_it_reads_as_although_its_kind_is_still_written() -> None:
    """What was once a kind of its own may have become two; one of them has kept the name."""

    def moved_or_left(told: dict[str, Any]) -> tuple[str, dict[str, Any]]:
        return ("PersonMoved" if told["unit"] else "PersonLeft", {"reason": "retired", **told})

    def stored(unit: str, form: str = "") -> SealedEntry[Any]:
        told = f'{{"open": {{"unit": "{unit}", "effective_on": "2024-01-01"}}{form}}}'
        return SealedEntry(1, a_person(), 1, "PersonMoved", told.encode(), 1, None)

    with planted({"PersonMoved": (EarlierForm({"PersonMoved": 2, "PersonLeft": 1}, moved_or_left),)}):
        folds = FoldsByKind(READ_MODELS.read_models, NOT_PROJECTED)
        today = told_of(folds, stored("Assembly", ', "version": 2'))
        assert "placements" in today
        assert set(told_of(folds, stored("Assembly"))) == set(today)
        assert "placements" not in told_of(folds, stored(""))
        assert set(told_of(folds, stored(""))) == {table.name for table in folds.tables_of("PersonLeft")}


def told_of(folds: FoldsByKind, entry: SealedEntry[Any]) -> dict[str, list[tuple[object, ...]]]:
    """The rows that an entry becomes, by their table."""
    folded = folds.fold([entry], {})
    assert folded.parked == []
    return {table.name: rows for table, rows in zip(folds.tables, folded.rows, strict=True) if rows}
