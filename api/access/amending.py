"""Who may ask for what, as far as that depends on who asks. Rules that hold for everybody are the domain's."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Final

from domain.amendments.corrections import CorrectEntry, RetractEntry
from domain.kernel.commands import Command
from domain.kernel.refusals import Refusal
from ledger import Ledger

MENDING: Final = (CorrectEntry, RetractEntry)


class NotTheirsToMend(Refusal):
    """What somebody wrote is mended by them or by a steward; whoever it concerns may ask for that."""

    field = "entry"


def must_be_theirs_to_ask(command: Command[Any], by: str, stewards: Collection[str], ledger: Ledger) -> None:
    """Refuses a correction or retraction by anybody but an author of the entry, or a steward."""
    if not isinstance(command, MENDING) or by in stewards:
        return
    at = command.entry
    authors = {
        entry.recorded_by for entry in ledger.stream(at.stream) if at.version in (entry.version, entry.at.version)
    }
    if authors and by not in authors:
        raise NotTheirsToMend(
            f"“{by}” did not write “{at}”: whoever did can mend it, or a steward; whom it concerns may request it"
        )
