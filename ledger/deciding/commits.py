"""Sharing a commit: while one append is on its way to the disk, those that arrive meanwhile gather for the next."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from threading import Event as Signal
from threading import Lock
from typing import cast
from uuid import UUID

import psycopg

from ledger.storage.proposals import NewEntry, Outcome, Proposal
from ledger.storage.read_set import Key, StreamRead

GROUP_AT_MOST = 64
"""Commands that share a commit."""
NOBODYS_FAULT = (psycopg.OperationalError, psycopg.InterfaceError)
"""The server is gone, and would be for each command alone."""


Settled = Callable[[Outcome], None]
"""Told what has become of a proposal, before anybody is who waits for it: in the order of writing, one at a time."""


@dataclass(eq=False)
class Waiting:
    """A proposal in the queue, and what wakes its proposer; nothing does if they lead, and do not sleep."""

    proposal: Proposal
    settled: Settled
    wake: Signal | None = None
    outcome: Outcome | None = None
    error: BaseException | None = None

    def settle(self, outcome: Outcome) -> None:
        """Take what has become of it; whoever proposed it is told of an error in that, and nobody else."""
        try:
            self.settled(outcome)
            self.outcome = outcome
        except Exception as error:
            self.error = error


class SharedCommits:
    """Whoever comes first writes for all who are waiting; nobody waits longer than for the append that is under way."""

    def __init__(self, append: Callable[[Sequence[Proposal]], list[Outcome]]) -> None:
        self._append = append
        self._lock = Lock()
        self._queue: list[Waiting] = []
        self._writing = False

    def write(self, proposal: Proposal, settled: Settled = lambda outcome: None) -> Outcome:
        """Append one proposal, together with others if there are any. Raises what the database raised."""
        mine = Waiting(proposal, settled)
        with self._lock:
            self._queue.append(mine)
            if self._writing:
                mine.wake = Signal()
            self._writing = True
        if mine.wake is not None:
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
            if waiting is not None and waiting.wake is not None:
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
                waiting.settle(outcome)


def independent(queue: Sequence[Waiting], first: Waiting) -> list[Waiting]:
    """Those of the queue, `first` at their head, of which none writes what another has read."""
    chosen, found = [first], Group()
    if len(queue) == 1:
        return chosen
    found.add(first.proposal)
    for waiting in queue:
        if len(chosen) == GROUP_AT_MOST:
            break
        if waiting is not first and found.admits(waiting.proposal):
            chosen.append(waiting)
            found.add(waiting.proposal)
    return chosen


class Group:
    """What the proposals of a group write and have read."""

    def __init__(self) -> None:
        self._ids: set[UUID] = set()
        self._written: dict[str, list[NewEntry]] = {}
        self._concerned: set[Key] = set()
        self._read: dict[str, list[StreamRead]] = {}
        self._looked_up: set[Key] = set()

    def admits(self, proposal: Proposal) -> bool:
        """Whether it may be written with the group: neither writes what the other has read."""
        return not (
            proposal.command_id in self._ids
            or any(
                not self._looked_up.isdisjoint(entry.concerns)
                or any(read.would_include(entry.kind, entry.supersedes) for read in self._read.get(entry.stream, ()))
                for entry in proposal.entries
            )
            or not self._concerned.isdisjoint(proposal.reads.keys)
            or any(
                read.would_include(entry.kind, entry.supersedes)
                for stream, read in proposal.reads.streams.items()
                for entry in self._written.get(stream, ())
            )
        )

    def add(self, proposal: Proposal) -> None:
        """Take it into the group."""
        self._ids.add(proposal.command_id)
        self._looked_up.update(proposal.reads.keys)
        for stream, read in proposal.reads.streams.items():
            self._read.setdefault(stream, []).append(read)
        for entry in proposal.entries:
            self._concerned.update(entry.concerns)
            self._written.setdefault(entry.stream, []).append(entry)
