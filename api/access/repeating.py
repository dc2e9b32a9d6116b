"""Asking once more for what is withheld: whether the same is asked must not be told, or it could be guessed."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from api.access.gate import Gate
from domain.amendments.corrections import CorrectEntry
from domain.catalogue import RECORDED_BY
from domain.kernel.commands import Command
from ledger import Ledger, Receipt


def receipt_of_withheld(command: Command[Any], command_id: UUID, by: str, ledger: Ledger) -> Receipt | None:
    """The receipt of what the same asked under an id, if it is of the same kind and something of it is withheld as yet.

    Whoever uses an id of another is told that it is taken: nothing of theirs is recorded.
    """
    receipt = ledger.receipt_under(command_id)
    if receipt is None:
        return None
    entries = [*ledger.entries_at([receipt.position]).values()]
    for entry, disclosed in zip(entries, Gate(ledger).disclose(entries), strict=True):
        asked_by = CorrectEntry if entry.supersedes else RECORDED_BY[disclosed.kind]
        same = type(command) is asked_by and command.stream == entry.stream and entry.recorded_by == by
        if disclosed.withheld and same:
            return receipt
    return None
