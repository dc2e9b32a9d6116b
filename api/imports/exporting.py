"""Entries as lines that can be imported elsewhere: each the command that asks for it, under its own reference."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final
from uuid import UUID

import msgspec

from api.access.disclosed import Disclosed
from api.access.gate import Gate
from api.imports.batches import in_batches
from api.imports.entry_file import LEDGER
from api.imports.fields import fields_of
from api.imports.ids import SameIds
from domain.catalogue import RECORDED_BY
from domain.mentoring.accepting import MentorshipAccepted
from domain.organisation.role import RoleVacated, WhyVacated
from domain.promotions.decisions import PromotionApproved
from ledger import Ledger

AT_ONCE: Final = 2_000
encode = msgspec.json.Encoder().encode


class Exported:
    """All entries up to a position as lines, a few at a time in memory; and how many of them had to be left out."""

    def __init__(self, ledger: Ledger, after: int = 0) -> None:
        self._ledger = ledger
        self._gate = Gate(ledger)
        self._after = after
        self.until = ledger.position()
        self.erased = 0
        """Entries of people who have been erased."""
        self.withheld = 0
        """Entries of which something may not be told now: votes in rounds that are still open."""
        self.unreadable = 0
        """Entries that cannot be read: each has a line that names it, and says why."""
        self._last_leaving: UUID | None = None

    def __iter__(self) -> Iterator[bytes]:
        """The lines, each with its end. The first says which ledger they come from."""
        yield encode({LEDGER: str(SameIds(self._ledger).command(LEDGER)), "until": self.until}) + b"\n"
        entries = self._ledger.entries(after=self._after, until=self.until)
        for batch in in_batches(entries, AT_ONCE):
            self._ledger.keys.fetch({entry.stream for entry in batch})
            yield from (encode(line) + b"\n" for entry in self._gate.disclose(batch) if (line := self.line(entry)))

    def line(self, entry: Disclosed) -> dict[str, Any] | None:
        """What an entry says, as a command; None where another's brings it along, where it is erased
        or withheld, or where the ledger says it of itself."""
        if entry.kind == "PersonLeft":
            self._last_leaving = entry.command_id
        if (
            entry.kind == RoleVacated.__name__
            and entry.value("why") is WhyVacated.LEFT
            and entry.command_id == self._last_leaving
        ):
            return None
        if (of := RECORDED_BY.get(entry.kind)) is not None and of.kept_from_files:
            return None
        if (why := entry.unreadable) is not None:
            self.unreadable += 1
            return {"unreadable": str(entry.address), "kind": entry.kind, "position": entry.position, "why": why}
        if entry.withheld:
            self.withheld += 1
            return None
        if entry.erased:
            self.erased += 1
            return None
        return {
            "reference": str(entry.address),
            **command_for(entry),
            "by": entry.recorded_by,
            "recorded_at": entry.recorded_at,
        }


def command_for(entry: Disclosed) -> dict[str, Any]:
    """The command that asks for an entry."""
    if entry.kind == "EntryRetracted":
        return {"command": "RetractEntry", "entry": str(entry.at), "reason": entry.why}
    if entry.supersedes is not None:
        return {
            "command": "CorrectEntry",
            "entry": str(entry.at),
            "replacement": fields_asked(entry),
            "reason": entry.why,
        }
    return fields_asked(entry)


def fields_asked(entry: Disclosed) -> dict[str, Any]:
    """What an entry says, in the fields of its command; its stream is named by the first word of its id."""
    of, said = RECORDED_BY[entry.kind], entry.said()
    own = {name: said[name] for name in fields_of(of) if name in said}
    if entry.kind == PromotionApproved.__name__:
        own["set_aside"] = [
            {"criterion": override["criterion"], "authorised_by": override["authorised_by"], "reason": reason}
            for override, reason in zip(said["overrides"], said["override_reasons"], strict=True)
        ]
    if entry.kind == MentorshipAccepted.__name__:
        own["accepted_by"] = said["mentee"]
    given = {name: value for name, value in own.items() if value is not None or fields_of(of)[name].required}
    subject = {of.subject: entry.stream} if of.subject else {}
    return {"command": of.__name__, **subject, **given}
