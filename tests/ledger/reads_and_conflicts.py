"""A ledger whose appends can be watched, and held up while something else happens."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from threading import Event
from typing import Any

from ledger import Ledger
from ledger.storage.proposals import Outcome, Proposal
from ledger.storage.recorder import BookDatastore, BookRecorder


class WatchedRecorder(BookRecorder):
    """Appends as always; beforehand it runs what a test has laid in its way, once."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.appended: list[tuple[list[Proposal], list[Outcome]]] = []
        self.meanwhile: list[Callable[[], object]] = []

    def append(self, proposals: Sequence[Proposal], *arguments: Any, **options: Any) -> list[Outcome]:
        if self.meanwhile:
            self.meanwhile.pop(0)()
        outcomes = super().append(proposals, *arguments, **options)
        self.appended.append((list(proposals), outcomes))
        return outcomes


class WatchedLedger(Ledger):
    """The ledger on such a recorder."""

    recorder: WatchedRecorder

    def construct_recorder(self) -> WatchedRecorder:
        datastore: BookDatastore = self.factory.datastore  # type: ignore[attr-defined]
        return WatchedRecorder(datastore, self._url, self._role, self.form)

    def meanwhile(self, *what: Callable[[], object]) -> None:
        """Let this happen after the next decision and before its append; each further one before a further append."""
        self.recorder.meanwhile += what

    def hold_up_until(self, waiting: int) -> Event:
        """Hold the next append up until so many proposals wait behind it; sets what is returned when it begins."""
        held_up = Event()

        def hold_up() -> None:
            held_up.set()
            deadline = time.monotonic() + 10
            while len(self._commits._queue) < waiting:
                assert time.monotonic() < deadline, f"only {len(self._commits._queue)} of {waiting} came"
                time.sleep(0.002)

        self.meanwhile(hold_up)
        return held_up

    def outcomes(self) -> list[str]:
        """What has become of each proposal that was appended so far."""
        return [outcome.what for _, outcomes in self.recorder.appended for outcome in outcomes]
