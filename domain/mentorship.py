"""A mentorship: an agreement between two people to learn from each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import NewType

from domain.facts import Command
from domain.person import PersonId

MentorshipId = NewType("MentorshipId", str)
"""The page of a mentorship, `mentorship-<uuid7>`."""


@dataclass(frozen=True)
class Mentorship:
    """What later decisions must remember of a mentorship."""

    mentor: PersonId | None = None
    mentee: PersonId | None = None
    agreed_on: date | None = None
    ends_on: date | None = None
    """The last day of the agreement, if one was named."""
    ended_on: date | None = None
    """The day it was in fact ended."""

    def stands_on(self, day: date) -> bool:
        """Whether the agreement holds on `day`, its first and last days included."""
        if self.agreed_on is None or day < self.agreed_on:
            return False
        return all(day <= last for last in (self.ends_on, self.ended_on) if last is not None)


@dataclass(frozen=True)
class MentorshipCommand(Command[Mentorship]):
    """Something asked for on a mentorship's page."""

    mentorship: MentorshipId
    effective_on: date = field(kw_only=True)

    @property
    def blank(self) -> Mentorship:
        return Mentorship()

    @property
    def stream(self) -> str:
        return self.mentorship
