"""Every form in which an event has ever been stored is still read, and says what it said."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from ledger.storage.earlier_forms import EARLIER_FORMS
from ledger.storage.forms import forms, leads_to
from tests.ledger.golden_files import REASON, golden_files


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


@pytest.mark.parametrize("name", golden_files())
def test_it_can_be_folded_with_what_is_sealed_left_shut(name: str) -> None:
    golden = golden_files()[name]
    assert golden.entry(opened=False).event.effective_on == golden.entry().event.effective_on


EARLIER = [(kind, version) for kind, those in EARLIER_FORMS.items() for version in range(1, len(those) + 1)]


def test_every_form_of_every_kind_has_one() -> None:
    ever = {*EARLIER, *((kind, form.version) for kind, form in forms().items())}
    missing = ever - {(golden.kind, golden.stored.get("version", 1)) for golden in golden_files().values()}
    assert not missing, f"no golden file for {sorted(missing)}: run make generate"


def test_every_earlier_form_leads_to_one_of_today() -> None:
    nowhere = {form: led_to for form in EARLIER if not (led_to := leads_to(*form)) <= set(forms())}
    assert not nowhere, f"entries in these forms would read as what there is none of: {nowhere}"
