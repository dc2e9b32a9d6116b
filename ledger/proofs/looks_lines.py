"""Who looked, as lines that are checked offline: each chained to the one before, and after them what was signed."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from datetime import datetime
from typing import Any, Final

from ledger.storage.readings import Chained, Readings

SIGNED: Final = b'{"signed"'
"""How lines begin that hold what was signed."""


def lines_of(
    readings: Readings, subjects: Collection[str] | None = None, since: datetime | None = None
) -> Iterator[bytes]:
    """All looks at these subjects, or at anybody, since an instant; what is left out is not shown to be there."""
    for look in readings.chained(subjects, since):
        yield as_line(in_json(look))
    for note in readings.signed():
        yield as_line({"signed": note})


def in_json(look: Chained) -> dict[str, Any]:
    """A look, with what is hashed as it is hashed."""
    return {
        "number": look.number,
        "at": look.at.isoformat(),
        "reader": look.reader,
        "seen": look.seen,
        "before": look.before.hex(),
        "hashed": look.hashed,
        "hash": look.hash.hex(),
    }


def as_line(said: dict[str, Any]) -> bytes:
    """One line of JSON."""
    return json.dumps(said, ensure_ascii=False).encode() + b"\n"
