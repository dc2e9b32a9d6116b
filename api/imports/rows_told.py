"""Which row of a file tells of what is asked for, so that a refusal names the row that it is about."""

from __future__ import annotations

from typing import Any

from api.imports.who import Sources
from domain.amendments.corrections import CorrectEntry
from domain.kernel.commands import Command


def row_telling(sources: Sources, identifier: str, command: Command[Any]) -> int:
    """The row about somebody that tells of the day of a command; of a file of people, their row."""
    placing = command.replacement if isinstance(command, CorrectEntry) else command
    on = getattr(placing, "effective_on", None)
    if sources.spells is None or sources.row_about(identifier) or on is None:
        return sources.row_number(identifier)
    told = [row.number for row in sources.spells.of(identifier) if row.started_on <= on]
    return told[-1] if told else sources.row_number(identifier)
