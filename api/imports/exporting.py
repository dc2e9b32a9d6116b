"""Entries as lines that can be imported elsewhere: each the command that asks for it, under its own reference."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any, Final
from uuid import UUID

import msgspec

from api.imports.batches import in_batches
from api.imports.entries import LEDGER
from api.imports.ids import SameIds
from api.imports.vocabulary import ASKED_BY, fields_of
from audit.withholding import withheld
from domain.kernel.facts import Erased, Reference
from domain.organisation.role import RoleVacated, WhyVacated
from domain.promotions.decisions import PromotionApproved
from ledger import Entry, Ledger

AT_ONCE: Final = 2_000
encode = msgspec.json.Encoder().encode


class Exported:
    """All entries up to a position as lines, a few at a time in memory; and how many of them had to be left out."""

    def __init__(self, ledger: Ledger, after: int = 0) -> None:
        self._ledger = ledger
        self._after = after
        self.until = ledger.position()
        self.erased = 0
        """Entries of people who have been erased."""
        self.withheld = 0
        """Votes in rounds that are still open."""
        self._last_leaving: UUID | None = None

    def __iter__(self) -> Iterator[bytes]:
        """The lines, each with its end. The first says which ledger they come from."""
        yield encode({LEDGER: str(SameIds(self._ledger).command(LEDGER)), "until": self.until}) + b"\n"
        entries = self._ledger.entries(after=self._after, until=self.until)
        for batch in in_batches(entries, AT_ONCE):
            self._ledger.keys.fetch({entry.stream for entry in batch})
            yield from (encode(line) + b"\n" for entry in batch if (line := self.line(entry)))

    def line(self, entry: Entry[Any]) -> dict[str, Any] | None:
        """What an entry says, as a command; None where another's brings it along, or where it is erased or withheld."""
        if entry.kind == "PersonLeft":
            self._last_leaving = entry.command_id
        event = entry.event
        if isinstance(event, RoleVacated) and event.why is WhyVacated.LEFT and entry.command_id == self._last_leaving:
            return None
        if withheld(entry, self._ledger.stream):
            self.withheld += 1
            return None
        if any(isinstance(value, Erased) for value in (*vars(event).values(), entry.reason)):
            self.erased += 1
            return None
        return {
            "reference": f"{entry.stream}@{entry.version}",
            **asked_for(entry),
            "by": entry.recorded_by,
            "recorded_at": entry.recorded_at,
        }


def asked_for(entry: Entry[Any]) -> dict[str, Any]:
    """The command that asks for an entry."""
    if entry.kind == "EntryRetracted":
        return {"command": "RetractEntry", "entry": str(entry.at), "reason": entry.reason}
    if entry.supersedes is not None:
        return {
            "command": "CorrectEntry",
            "entry": str(entry.at),
            "replacement": said_by(entry),
            "reason": entry.reason,
        }
    return said_by(entry)


def said_by(entry: Entry[Any]) -> dict[str, Any]:
    """What an entry says, in the fields of its command; its page is named by the first word of its stream."""
    of, event = ASKED_BY[entry.kind], entry.event
    own = {name: plain(getattr(event, name)) for name in fields_of(of) if hasattr(event, name)}
    if isinstance(event, PromotionApproved) and not isinstance(event.override_reasons, Erased):
        own["set_aside"] = [
            {"criterion": override.criterion, "authorised_by": override.authorised_by, "reason": reason}
            for override, reason in zip(event.overrides, event.override_reasons, strict=True)
        ]
    told = {name: value for name, value in own.items() if value is not None or fields_of(of)[name].required}
    return {"command": of.__name__, entry.stream.partition("-")[0]: entry.stream, **told}


def plain(value: Any) -> Any:
    """A value as JSON has it; references as they are cited."""
    if isinstance(value, Reference):
        return str(value)
    if isinstance(value, (list, tuple)):
        return [plain(one) for one in value]
    if isinstance(value, (Enum, date, datetime)):
        return value
    if is_dataclass(value):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    return value
