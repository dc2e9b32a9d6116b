"""Sharing a commit: while one append is on its way to the disk, those that arrive meanwhile gather for the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from threading import Event as Signal
from threading import Lock
from typing import Literal, NamedTuple, cast
from uuid import UUID

import psycopg

GROUP_AT_MOST = 64
"""Commands that share a commit."""
NOBODYS_FAULT = (psycopg.OperationalError, psycopg.InterfaceError)
"""The server is gone, and would be for each command alone."""

Guards = tuple[dict[str, int], dict[tuple[str, str], int]]
"""Pages with the version they stood at, and index keys with the position as of which they were looked up."""


class NewLine(NamedTuple):
    """An entry on its way into the book; its position and time come from the database."""

    stream: str
    version: int
    kind: str
    stored: bytes
    supersedes: int | None
    concerns: tuple[tuple[str, str], ...]
    """Subject and kind under which it is found again."""


@dataclass(frozen=True)
class Proposal:
    """What a decision wants written, and what it was read from."""

    command_id: UUID
    digest: bytes
    by: str
    lines: Sequence[NewLine]
    pages: dict[str, int]
    """The pages that were read or will be written, and the version they stood at."""
    watched: dict[tuple[str, str], int] = field(default_factory=dict)
    """Index keys (subject, kind) that were looked up, and the position as of which."""

    def writes(self) -> set[str]:
        """Everything that others may have read and that this changes."""
        return {line.stream for line in self.lines} | {subject for line in self.lines for subject, _ in line.concerns}

    def reads(self) -> set[str]:
        """Everything that must not have changed."""
        return set(self.pages) | {subject for subject, _ in self.watched}


class Outcome(NamedTuple):
    """What became of a proposal."""

    what: Literal["recorded", "repeated", "different", "moved"]
    first_position: int | None
    last_position: int | None
    recorded_at: datetime | None


@dataclass(eq=False)
class Waiting:
    """A proposal in the queue, and who wakes its proposer."""

    proposal: Proposal
    wake: Signal = field(default_factory=Signal)
    outcome: Outcome | None = None
    error: BaseException | None = None


class SharedCommits:
    """Whoever comes first writes for all who are waiting; nobody waits longer than for the append that is under way."""

    def __init__(self, append: Callable[[Sequence[Proposal]], list[Outcome]]) -> None:
        self._append = append
        self._lock = Lock()
        self._queue: list[Waiting] = []
        self._writing = False

    def write(self, proposal: Proposal) -> Outcome:
        """Append one proposal, together with others if there are any. Raises what the database raised."""
        mine = Waiting(proposal)
        with self._lock:
            self._queue.append(mine)
            lead = not self._writing
            self._writing = True
        if not lead:
            mine.wake.wait()
        if mine.outcome is None and mine.error is None:
            self._lead(mine)
        if mine.error is not None:
            raise mine.error
        return cast("Outcome", mine.outcome)

    def _lead(self, mine: Waiting) -> None:
        with self._lock:
            group = independent(self._queue, mine)
            self._queue = [waiting for waiting in self._queue if waiting not in group]
        self._settle(group)
        with self._lock:
            following = self._queue[0] if self._queue else None
            self._writing = following is not None
        for waiting in (*group, following):
            if waiting is not None and waiting is not mine:
                waiting.wake.set()

    def _settle(self, group: Sequence[Waiting]) -> None:
        try:
            outcomes = self._append([waiting.proposal for waiting in group])
        except BaseException as error:
            somebodys_fault = isinstance(error, Exception) and not isinstance(error, NOBODYS_FAULT)
            for waiting in group:
                if somebodys_fault and len(group) > 1:  # none of the others shall suffer for it
                    self._settle([waiting])
                else:
                    waiting.error = error
        else:
            for waiting, outcome in zip(group, outcomes, strict=True):
                waiting.outcome = outcome


def independent(queue: Sequence[Waiting], first: Waiting) -> list[Waiting]:
    """Those of the queue, `first` at their head, of which none writes what another reads."""
    group = [first]
    written, read = first.proposal.writes(), first.proposal.reads()
    ids = {first.proposal.command_id}
    for waiting in queue:
        proposal = waiting.proposal
        if waiting is first or len(group) == GROUP_AT_MOST or proposal.command_id in ids:
            continue
        writes, reads = proposal.writes(), proposal.reads()
        if not (writes & read or writes & written or reads & written):
            group.append(waiting)
            written |= writes
            read |= reads
            ids.add(proposal.command_id)
    return group
