"""A mentorship: an agreement between two people to learn from each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import NewType

from domain.facts import Command, Refusal
from domain.person import PersonId, Placement

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


def is_reverse(mentor: Placement, mentee: Placement, ladder: Sequence[str]) -> bool:
    """Whether the mentor stood below the mentee when they agreed; `ladder` names the levels upwards."""
    if mentor.level not in ladder or mentee.level not in ladder:
        return False
    return ladder.index(mentor.level) < ladder.index(mentee.level)


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

    def pair(self, mentorship: Mentorship) -> tuple[PersonId, PersonId]:
        """Mentor and mentee; refuses what belongs to no agreement."""
        if mentorship.mentor is None or mentorship.mentee is None:
            raise NotAgreed(f"“{self.mentorship}” has not been agreed: agree it first, or record the hours as coaching")
        return mentorship.mentor, mentorship.mentee


class NotAgreed(Refusal):
    """What is asked belongs to an agreement between two people."""

    field = "mentorship"
