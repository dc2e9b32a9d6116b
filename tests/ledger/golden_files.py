"""What was once stored must be readable for ever: one file for every form in which an event has ever been stored.

    python -m tests.ledger.golden_files

writes a file for every kind that has none yet in the form of today. The folders are forms in which all events are
stored: bound to the version of their entry, bound to the command that wrote them, and bound to that and whole, each
part as long as its class. Those that are no longer written are kept, and read for ever. When the form of one event
changes, keep its file too, and have the new form written beside it: rename the old one to
`PersonMoved.1.json`, say, and run this again. Before anything of a kind has been stored anywhere, its file may be
deleted and written anew.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast
from uuid import UUID

import msgspec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ledger.entry import Entry
from ledger.storage.keys import Keys
from ledger.storage.stored_form import StoredForm
from tests.examples import ADA
from tests.ledger.entries_written import COMMAND, WRITTEN, entry_of

FOLDER = Path(__file__).with_name("golden")
NOW = FOLDER / "3"
"""Where those are that are stored as it is done today."""
REASON = "Somebody had misheard it"


class KnownKeys:
    """Everybody's key, for ever the same."""

    def cipher(self, person: str) -> AESGCM:
        return AESGCM(hashlib.sha256(person.encode()).digest())


FORM = StoredForm(cast("Keys", KnownKeys()))


@dataclass(frozen=True)
class Golden:
    """Bytes that were stored, and what they said."""

    kind: str
    stream: str
    version: int
    stored: dict[str, Any]
    reads: dict[str, Any]
    command_id: UUID = COMMAND

    def entry(self, *, opened: bool = True) -> Entry[Any]:
        stored = json.dumps(self.stored).encode()
        return entry_of(FORM, stored, self.kind, self.stream, self.version, command_id=self.command_id, opened=opened)


def golden_files(folder: Path = FOLDER) -> dict[str, Golden]:
    """All of them, in whichever form, or those of one; by the name of the file."""
    return {
        str(path.relative_to(folder).with_suffix("")): msgspec.json.decode(path.read_bytes(), type=Golden)
        for path in sorted(folder.glob("**/*.json"))
    }


def write_missing() -> None:
    """A file for every kind that has none."""
    NOW.mkdir(exist_ok=True)
    for event, stream, version in WRITTEN:
        path = NOW / f"{type(event).__name__}.json"
        if not path.exists():
            stored = FORM.encode(event, stream, COMMAND, reason=REASON, about=ADA)
            golden = Golden(path.stem, stream, version, json.loads(stored), msgspec.to_builtins(event))
            path.write_bytes(msgspec.json.format(msgspec.json.encode(golden), indent=1) + b"\n")


if __name__ == "__main__":
    write_missing()
