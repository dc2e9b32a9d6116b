"""Forgetting: every process that goes on for long lets go of what it opened of whoever is erased, within seconds."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final, Self

from psycopg import Error

from ledger.ledger import Ledger
from ledger.storage.connections import NoneToBeHad

LOOK_EVERY: Final = 1.0
"""Seconds between two looks."""
TRY_EVERY: Final = 10
"""Looks between two attempts to carry out what could not be carried out."""


class Forgetting:
    """A thread that looks whether anybody was erased, by whichever process; `also` lets go of what others keep."""

    def __init__(self, ledger: Ledger, also: Callable[[], None]) -> None:
        self._ledger, self._also = ledger, also
        self._stopped = threading.Event()
        self._thread = threading.Thread(target=self._run, name="forgetting", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopped.set()
        self._thread.join()

    def _run(self) -> None:
        looks, forgotten = 0, self._ledger.forgotten
        while not self._stopped.wait(LOOK_EVERY):
            looks += 1
            try:
                self._ledger.forget_erased()
                if self._ledger.forgotten != forgotten:  # whoever erases somebody in this process lets go at once
                    forgotten = self._ledger.forgotten
                    self._also()
                if looks % TRY_EVERY == 0:
                    self._ledger.destroying.carry_out()
            except (Error, NoneToBeHad):
                continue  # the database is away, which others tell
