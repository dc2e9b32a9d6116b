"""Who may mend what, as far as that depends on who asks. Rules that hold for everybody are the domain's."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from api.access.callers import Caller, Scope
from domain.amendments.corrections import CorrectEntry, RetractEntry
from domain.kernel.commands import Command
from domain.kernel.refusals import Refusal
from ledger import Ledger

MENDING: Final = (CorrectEntry, RetractEntry)


class NotTheirsToMend(Refusal):
    """What somebody wrote is mended by them or by a steward; whoever it concerns may ask for that."""

    instead = "Ask whoever wrote the entry, or a steward, to mend it; if it concerns you, request that."
    field = "entry"


def must_be_theirs_to_mend(command: Command[Any], caller: Caller, today: date, ledger: Ledger) -> None:
    """Refuses a correction or retraction by anybody but an author of the entry, or a steward."""
    if not isinstance(command, MENDING):
        return
    at = command.entry
    chain = [entry for entry in ledger.stream(at.stream) if at.version in (entry.version, entry.at.version)]
    authors = {entry.recorded_by for entry in chain}
    if authors and caller.recorded_by not in authors and not caller.may(Scope.AMEND, today, ledger):
        raise NotTheirsToMend(
            f"“{caller.recorded_by}” did not write “{at}”: whoever did can mend it, or a steward;"
            " whom it concerns may request it"
        )
