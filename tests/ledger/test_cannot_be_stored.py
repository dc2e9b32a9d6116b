"""What could never be read again is never written: it is a mistake of ours, and said so before anything is stored."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import pytest

from domain.kernel.facts import ERASED, Event
from domain.people.joining import PersonJoined
from domain.people.naming import PersonRenamed
from ledger import Ledger
from ledger.storage.stored_form import CannotBeStored
from tests.examples import ADA
from tests.ledger.commands_recorded import DAY
from tests.ledger.entries_written import COMMAND

JOINED = PersonJoined("Ada Okafor", "Tooling", effective_on=DAY)


@pytest.mark.parametrize(
    ("event", "why"),
    [
        (replace(JOINED, effective_on=cast("Any", None)), "effective_on"),
        (replace(JOINED, unit=cast("Any", 7)), "unit"),
        (PersonRenamed(cast("Any", 7), effective_on=DAY), "name"),
        (PersonRenamed(ERASED, effective_on=DAY), "Erased"),
    ],
)
def test_what_its_class_does_not_allow_is_not_written(ledger: Ledger, event: Event[Any], why: str) -> None:
    ledger.keys.ensure((ADA,))
    with pytest.raises(CannotBeStored, match=why):
        ledger.form.encode(event, ADA, COMMAND)
