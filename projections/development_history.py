"""What has been done for one person's development, and by them for others: the whole timeline, newest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from domain.facts import Stage
from ledger import Entry
from projections.reading import Reading


class Part(StrEnum):
    """What somebody was in an entry of their timeline."""

    OWN = "own"
    """It is about them."""
    ASSESSOR = "assessor"
    SUPPORTER = "supporter"
    """Named as support for somebody's assignment."""
    COACH = "coach"
    GIVER = "giver"
    """Of feedback."""
    ASKED = "asked"
    """For feedback, by another."""
    MENTOR = "mentor"
    MENTEE = "mentee"
    NOMINATOR = "nominator"
    PROPOSER = "proposer"


@dataclass(frozen=True, slots=True)
class Milestone:
    """One entry on somebody's timeline."""

    person: str
    part: Part
    stage: Stage | None
    """Its place in the learning loop, if it develops somebody."""
    kind: str
    """What sort of entry it is: the event's name, as `AssignmentGiven`."""
    effective_on: date
    position: int
    """Of the entry that stands: the correction, where there was one."""
    origin: int
    """Of the first entry of its chain of corrections; `position` again if it was never corrected."""
    ordinal: int
    entry: Entry[Any]
    """The entry, opened: who wrote it when, and what it says."""

    @property
    def corrected(self) -> bool:
        """Whether it stands in the place of an earlier entry."""
        return self.position != self.origin

    @property
    def cursor(self) -> str:
        """Where on the timeline it is; give it as `after` to go on from here."""
        return f"{self.effective_on.isoformat()}.{self.origin}.{self.ordinal}"


@dataclass(frozen=True, slots=True)
class Timeline:
    """Milestones of one person, newest first, as known at a position and true on a day."""

    person: str
    milestones: tuple[Milestone, ...]
    more: bool
    """Whether older milestones follow."""
    position: int
    on: date
    parked: tuple[int, ...]
    """Positions of entries of this person that could not be told."""


async def development_history(
    reading: Reading,
    person: str,
    *,
    first: int = 50,
    after: str | None = None,
    stages: Sequence[Stage] = (),
    kinds: Sequence[str] = (),
) -> Timeline:
    """One person's timeline. ValueError if `after` is no cursor of ours."""
    timelines = await development_histories(reading, (person,), first=first, after=after, stages=stages, kinds=kinds)
    return timelines[person]


async def development_histories(
    reading: Reading,
    people: Sequence[str],
    *,
    first: int = 50,
    after: str | None = None,
    stages: Sequence[Stage] = (),
    kinds: Sequence[str] = (),
) -> Mapping[str, Timeline]:
    """The timelines of several people, each cut at `first`: as many statements as for one."""
    raise NotImplementedError


async def milestones_counted(
    reading: Reading, people: Sequence[str], *, stages: Sequence[Stage] = (), kinds: Sequence[str] = ()
) -> Mapping[str, int]:
    """How many milestones each timeline has altogether."""
    raise NotImplementedError
