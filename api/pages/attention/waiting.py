"""What waits for somebody: what it is, whom it concerns, since when and until when, and where it is cleared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final

from api.pages.wording import counted, said

Told = Mapping[str, Any]
"""Something of an answer."""
SOON: Final = timedelta(days=30)
RUNNING_OUT: Final = timedelta(days=7)
ONLY_OVERDUE: Final = timedelta(days=-1)
AT_ONCE: Final = timedelta.max
"""How long before its day something is told as waiting."""


@dataclass(frozen=True)
class Waiting:
    """One thing that waits."""

    what: str
    """What is to be done, or to be known."""
    about: str
    """What of, as an id: the same again as long as the same thing waits."""
    path: str
    """Where it is cleared, or seen."""
    whom: Told | None = None
    """Whom it concerns; None for whoever looks, or where they are not told."""
    since: date | None = None
    due: date | None = None
    """Its day; None where there is none."""
    parameters: Mapping[str, str] = field(default_factory=dict)
    """What is said already in the form at that path."""
    soon: timedelta = SOON
    """How long before its day it is told as waiting."""

    def is_pressing(self, on: date) -> bool:
        """Whether it is told as waiting on a day: what has no day, and what is near its own, or past it."""
        return self.due is None or self.due - on <= self.soon

    def order(self) -> tuple[date, date, str]:
        """The most pressing first: by its day, then by how long it waits."""
        return self.due or date.max, self.since or date.max, self.what

    def how_long(self, on: date) -> str:
        """How much time there is, or how long it waits, in words."""
        if self.due is not None:
            left = (self.due - on).days
            if left == 0:
                return said("today")
            if left > 0:
                return counted("in %(num)d day", "in %(num)d days", left)
            return counted("%(num)d day overdue", "%(num)d days overdue", -left)
        if self.since is None or self.since > on:
            return ""
        return counted("for %(num)d day", "for %(num)d days", (on - self.since).days)


def day_of(text: str | None) -> date | None:
    """The day that is told; None for none."""
    return date.fromisoformat(text) if text else None


def named(person: Told | None) -> str:
    """What somebody is called, as far as that is told."""
    return (person and person["name"]) or said("somebody")
