"""What waits for somebody: what it is, whom it concerns, since when and until when, and where it is cleared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.pages.wording import counted, said

Told = Mapping[str, Any]
"""Something of an answer."""


@dataclass(frozen=True)
class Waiting:
    """One thing that waits."""

    what: str
    """What is to be done, or to be known."""
    path: str
    """Where it is cleared, or seen."""
    whom: Told | None
    """Whom it concerns; None for whoever looks, or where they are not told."""
    since: date | None
    due: date | None
    """Its day; None where there is none."""
    parameters: Mapping[str, str]
    """What is said already in the form at that path."""

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
