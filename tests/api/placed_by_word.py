"""Entries as they were written before units had streams, and before identifiers had keys: past the rules."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from typing import Any
from uuid import uuid4

from domain.kernel.facts import Event
from ledger import Ledger, Wrapping, new_id
from ledger.storage.proposals import NewEntry, Proposal
from ledger.storage.read_set import ReadSet
from tests.api.conftest import KEY, Served
from tests.units import RECORDER


def placed_by_word(served: Served, kind: type[Event[Any]], *, person: str = "", **said: Any) -> str:
    """Writes an event on a person's stream as it once was; their id. It can be read when this returns."""
    said["effective_on"] = date.fromisoformat(said["effective_on"])
    person, event = person or new_id("person"), kind(**said)
    with closing(Ledger.open(served.database_url, Wrapping(bytes.fromhex(KEY)))) as ledger:
        ledger.keys.ensure((person,))
        command_id = uuid4()
        stored = ledger.form.encode(event, person, command_id)
        concerns = tuple((subject, kind.__name__) for subject in event.concerns())
        entry = NewEntry(person, kind.__name__, stored, None, concerns)
        [outcome] = ledger.recorder.append([Proposal(command_id, b"", RECORDER, [entry], ReadSet())])
        position = outcome.last_position
    served.ask("query ($on: AsOf) { people(first: 1, asOf: $on) { totalCount } }", on={"position": position})
    return person
