"""Earlier forms for as long as a test runs: as if kinds had looked otherwise once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from ledger.storage import forms, forms_read
from ledger.storage.earlier_forms import EARLIER_FORMS, EarlierForm
from projections.engine import sealed_entry

KEPT = (
    *(forms.forms, forms.stored_as, forms.kinds_sealed_for_the_page_only, forms.kinds_that_touch_no_other),
    *(forms_read.reader_without, sealed_entry.reader_of, sealed_entry.decoder_of, sealed_entry.likeness_of),
)
"""What is found out once about kinds and kept."""


@contextmanager
def planted(earlier: Mapping[str, tuple[EarlierForm, ...]]) -> Iterator[None]:
    """As if these had been the forms of some kinds."""
    before = dict(EARLIER_FORMS)
    try:
        EARLIER_FORMS.update(earlier)
        forget()
        yield
    finally:
        EARLIER_FORMS.clear()
        EARLIER_FORMS.update(before)
        forget()


def forget() -> None:
    for kept in KEPT:
        kept.cache_clear()
