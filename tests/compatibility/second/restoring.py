"""Puts the ledger of this folder into an empty, migrated database: entries as they were said, past all rules.

What they say is sealed anew, so keys, seals and times are others than they were; streams, versions and positions are
the same.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import Any, Final
from uuid import UUID

import msgspec

from domain.kernel.facts import Event
from ledger import Entry, Ledger
from ledger.storage.earlier_forms import EARLIER_FORMS
from ledger.storage.forms import form_of, holders_of
from ledger.storage.forms_read import carried_forward, typed
from ledger.storage.proposals import NewEntry, Proposal
from ledger.storage.read_set import ReadSet
from tests.units import RECORDER

FOLDER: Final = Path(__file__).parent
ENTRIES: Final = "entries.ndjson.gz"
REPLAYS: Final = "replays.ndjson.gz"
RECALLED: Final = "recalled.json"
AT_ONCE: Final = 200


def as_line(entry: Entry[Any], touched: list[tuple[str, str]]) -> str:
    """An entry as it is kept here: what it says in the form of its day, and under which keys it is found."""
    line = {
        "stream": entry.stream,
        "kind": entry.kind,
        "form": form_of(entry.kind).version,
        "says": vars(entry.event),
        "supersedes": entry.supersedes,
        "by": entry.recorded_by,
        "command": str(entry.command_id),
        "concerns": touched,
    }
    return msgspec.json.encode(line).decode()


def restore(ledger: Ledger) -> None:
    """Write what the folder holds. Positions and versions come out as they were."""
    proposals = list(asked_for(ledger))
    for first in range(0, len(proposals), AT_ONCE):
        ledger.recorder.append(proposals[first : first + AT_ONCE])


def asked_for(ledger: Ledger) -> Iterator[Proposal]:
    """Command by command, what each of them wrote."""
    lines = (json.loads(line) for line in unpacked(ENTRIES))
    for command, written in groupby(lines, key=lambda line: line["command"]):
        several = list(written)
        entries = [as_entry(ledger, line, UUID(command)) for line in several]
        by = several[0]["by"]
        yield Proposal(UUID(command), b"", by if by.startswith("person-") else RECORDER, entries, ReadSet())


def as_entry(ledger: Ledger, line: dict[str, Any], command: UUID) -> NewEntry:
    """One line of the file, sealed."""
    event, stream = event_in(line), line["stream"]
    ledger.form.keys.ensure(holders_of(event, stream))
    touched = tuple((subject, kind) for subject, kind in line["concerns"])
    return NewEntry(stream, line["kind"], ledger.form.encode(event, stream, command), line["supersedes"], touched)


def event_in(line: dict[str, Any]) -> Event[Any]:
    """What a line says, carried to the form of today."""
    kind, fields, earlier = line["kind"], line["says"], EARLIER_FORMS.get(line["kind"], ())
    if line["form"] <= len(earlier):
        form, told = carried_forward(earlier[line["form"] - 1], fields)
        return form.make(told)
    return form_of(kind).make(typed(kind, fields))


def unpacked(name: str) -> list[str]:
    """The lines of a file of the folder."""
    return gzip.decompress((FOLDER / name).read_bytes()).decode().splitlines()
