"""The streams on which the ledger writes of itself, one a day: what stands there tells nothing of anybody."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Final

from domain.kernel.commands import Command
from domain.kernel.memories import Memory

OWN: Final = "ledger-"
"""How these streams begin. The database knows it, too: no moment is counted by what stands on them."""


def own_stream(day: date) -> str:
    """The one of a day: streams are read whole, and one for all time would grow for ever."""
    return f"{OWN}{day}"


@dataclass(frozen=True)
class OwnCommand(Command[Memory], abstract=True):
    """Something that the ledger asks of itself. No door does, and no file brings it into another ledger."""

    kept_from_doors = True
    kept_from_files = True

    effective_on: date = field(kw_only=True)

    @property
    def stream(self) -> str:
        """The ledger's own of that day."""
        return own_stream(self.effective_on)
