"""Whether something is said while it can still be meant: that nobody dates it back to when it would have counted."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any, Final

from api.access.callers import Caller
from domain.growth.actions import RenegotiateAction
from domain.kernel.commands import Command
from domain.kernel.refusals import Refusal

TOLD_WITHIN: Final = timedelta(days=7)
"""So long after the day itself somebody may still say that another day was agreed."""


def must_be_told_in_time(command: Command[Any], caller: Caller, today: date) -> None:
    """Refuses another day for an action that is dated back: what was overdue in between would never have been.

    Systems bring in what was agreed elsewhere.
    """
    if caller.person is None or not isinstance(command, RenegotiateAction):
        return
    earliest = today - TOLD_WITHIN
    if command.effective_on < earliest:
        raise ToldTooLate(
            f"effective_on “{command.effective_on}” is more than {TOLD_WITHIN.days} days ago: give a day from"
            f" {earliest} on, or complete the action, or drop it"
        )


class ToldTooLate(Refusal):
    """Another day is told of within a week: later it would only hide that the first one was missed."""

    instead = "Give a day of the last week, or complete the action, however late, or drop it and say why."
    field = "effective_on"
