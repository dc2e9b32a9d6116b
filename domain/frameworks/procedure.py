"""How a promotion comes to be decided: the numbers, as data of an edition. Procedure is kept, never overridden."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from domain.kernel.later import LATER


@dataclass(frozen=True)
class SeatLevel:
    """At which level a seat counts, as one of the board does: whoever holds it need not be employed."""

    seat: str
    """The seat, by its name."""
    level: str
    """The level of the edition at which it counts."""


@dataclass(frozen=True)
class Procedure:
    """What an edition asks of panels, decisions and appeals. What it says nothing of is not asked."""

    panel_required: bool = False
    """Whether a step up, for good or for a while, waits until a panel has recommended."""
    quorum: int = 3
    """How many members who may vote make a panel, and how many votes a recommendation."""
    mentorship_months: int = 12
    """For so long after a mentorship has ended, the mentor does not vote on who was mentored."""
    appeal_working_days: int = 20
    """After a decision, to appeal."""
    appeal_answer_days: int = 30
    """Days after an appeal to answer it, where they are not counted in working days."""
    appeal_answer_working_days: int | None = field(default=None, metadata=LATER)
    """Working days after an appeal to answer it."""
    decide_within_days: int | None = field(default=None, metadata=LATER)
    """Days from a proposal to its decision, at most."""
    deferrals_at_most: int | None = field(default=None, metadata=LATER)
    """How often a decision may be deferred."""
    comment_working_days: int | None = field(default=None, metadata=LATER)
    """Working days for which the candidate sees the file and may comment, before it closes."""
    hearing_required: bool = field(default=False, metadata=LATER)
    """Whether the candidate is heard before a decline, and before a further deferral."""
    decider_at_target_level: bool = field(default=False, metadata=LATER)
    """Whether whoever decides stands at the target level or above."""
    at_target_level_percent: int | None = field(default=None, metadata=LATER)
    """The share of the panel's voters, in percent, who stand at the target level or above."""
    outside_function: int = field(default=0, metadata=LATER)
    """How many voters come from outside the candidate's function."""
    moderator_required: bool = field(default=False, metadata=LATER)
    """Whether somebody without a vote leads the panel."""
    same_panel_months: int | None = field(default=None, metadata=LATER)
    """For so long after a candidacy was withdrawn from before a panel, the same people sit on it again."""
    appeal_deciders: int = field(default=1, metadata=LATER)
    """How many decide on an appeal together."""
    second_decider_from_seat: bool = field(default=False, metadata=LATER)
    """Whether somebody who holds a seat decides together with whoever decides."""
    appeal_to_seat: bool = field(default=False, metadata=LATER)
    """Whether an appeal is decided by somebody who holds a seat."""
    seats_count_as: tuple[SeatLevel, ...] = field(default=(), metadata=LATER)
    """The levels at which seats count."""


NO_PANEL: Final = Procedure()
"""How it was before editions said anything of panels."""
