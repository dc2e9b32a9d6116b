"""How a promotion comes to be decided: the numbers, as data of an edition. Procedure is kept, never overridden."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True)
class Procedure:
    """What an edition asks of panels and appeals."""

    panel_required: bool = False
    """Whether a step up, for good or for a while, waits until a panel has recommended."""
    quorum: int = 3
    """How many members who may vote make a panel, and how many votes a recommendation."""
    mentorship_months: int = 12
    """For so long after a mentorship has ended, the mentor does not vote on who was mentored."""
    appeal_working_days: int = 20
    """After a decision, to appeal."""
    appeal_answer_days: int = 30
    """After an appeal, to answer it."""


NO_PANEL: Final = Procedure()
"""How it was before editions said anything of panels."""
