"""A mentorship: an agreement between two people to learn from each other."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from domain.kernel.commands import Command
from domain.kernel.ids import MentorshipId, PersonId
from domain.kernel.refusals import Refusal


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
    ended_on_record: date | None = None
    """The same, or the day on which that was written down, where it is later: until then the two stand as a pair."""

    def stands_on(self, day: date) -> bool:
        """Whether the agreement holds on `day`, its first and last days included."""
        return self.agreed_on is not None and self.agreed_on <= day and (self.last_on is None or day <= self.last_on)

    @property
    def last_on(self) -> date | None:
        """The last day on which it stands, as far as one is known."""
        return min((last for last in (self.ends_on, self.ended_on) if last is not None), default=None)


@dataclass(frozen=True)
class MentoringProgress:
    """How far a mentorship has come: what whoever judges somebody never asks about."""

    accepted_on: date | None = None
    """The day on which the mentee said that they want it, too."""
    met: frozenset[int] = frozenset()
    """Which of its objectives were met, counted from 1."""
    obstacles: frozenset[str] = frozenset()
    """The kinds of obstacles that were raised and not settled."""


@dataclass(frozen=True)
class MentorshipCommand(Command[Mentorship], abstract=True):
    """Something asked for on a mentorship's stream."""

    subject = "mentorship"

    mentorship: MentorshipId
    effective_on: date = field(kw_only=True)

    def pair(self, mentorship: Mentorship) -> tuple[PersonId, PersonId]:
        """Mentor and mentee; refuses what belongs to no agreement."""
        if mentorship.mentor is None or mentorship.mentee is None:
            raise NotAgreed(f"“{self.mentorship}” has not been agreed: agree it first, or record the hours as coaching")
        return mentorship.mentor, mentorship.mentee


class NotAgreed(Refusal):
    """What is asked belongs to an agreement between two people."""

    instead = "Agree the mentorship first, or record the hours as coaching."
    field = "mentorship"
