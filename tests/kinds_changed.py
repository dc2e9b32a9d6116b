"""Kinds with a past, for as long as a test runs: as if they had looked otherwise, or been found otherwise, once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import pytest

from domain.kernel.facts import Event
from domain.people.moving import PersonMoved
from ledger.deciding import view
from ledger.storage import forms, forms_read
from ledger.storage.earlier_forms import EARLIER_FORMS, EarlierForm
from projections.engine import sealed_entry
from tests.units import called

Keys = Callable[[Any], tuple[str, ...]]

KEPT = (
    *(
        forms.forms,
        forms.form_of,
        forms.stored_as,
        forms.kinds_today,
        forms.kinds_sealed_for_the_stream_only,
        forms.kinds_that_touch_no_other,
    ),
    *(forms_read.reader_without, sealed_entry.reader_of, sealed_entry.decoder_of, sealed_entry.likeness_of),
    view.kinds_of_memory,
)
"""What is found out once about kinds and kept."""


@contextmanager
def planted(earlier: Mapping[str, tuple[EarlierForm, ...]]) -> Iterator[None]:
    """As if some kinds had had these forms."""
    before = dict(EARLIER_FORMS)
    EARLIER_FORMS.update(earlier)
    forget()
    try:
        yield
    finally:
        EARLIER_FORMS.clear()
        EARLIER_FORMS.update(before)
        forget()


@contextmanager
def keyed(event: type[Event[Any]], *ways: Keys) -> Iterator[None]:
    """As if a kind had given its entries keys in each of these ways, one after the other; the last is today's.

    What it did before the first of them, it did indeed.
    """
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(event, "earlier_keys", (*event.earlier_keys, *ways[:-1]))
        patch.setattr(event, "concerns", ways[-1])
        forget()
        yield
    forget()


def forget() -> None:
    for kept in KEPT:
        kept.cache_clear()


by_manager: Keys = PersonMoved.concerns


def by_unit(moved: PersonMoved) -> tuple[str, ...]:
    return (f"unit-{called(moved.unit)}",)


def by_both(moved: PersonMoved) -> tuple[str, ...]:
    return (*by_manager(moved), *by_unit(moved))
