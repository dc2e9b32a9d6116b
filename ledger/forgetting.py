"""Forgetting: every process that goes on for long lets go of what it opened of whoever is erased, within seconds."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Final

from psycopg import Error

from ledger.ledger import Ledger
from ledger.recurring import Recurring
from ledger.storage.connections import NoneToBeHad

LOOK_EVERY: Final = 1.0
"""Seconds between two looks."""
TRY_EVERY: Final = 10
"""Looks between two attempts to carry out what could not be carried out."""


class Forgetting(Recurring):
    """Looks whether anybody was erased, by whichever process; `also` lets go of what others keep."""

    name = "forgetting"

    def __init__(self, ledger: Ledger, also: Callable[[], None]) -> None:
        super().__init__(LOOK_EVERY)
        self._ledger, self._also = ledger, also
        self._looks, self._forgotten = 0, ledger.forgotten

    def recur(self) -> None:
        """Look once."""
        self._looks += 1
        with suppress(Error, NoneToBeHad):  # the database is away, which others tell
            self._ledger.forget_erased()
            if self._ledger.forgotten != self._forgotten:  # whoever erases somebody in this process lets go at once
                self._forgotten = self._ledger.forgotten
                self._also()
            if self._looks % TRY_EVERY == 0:
                self._ledger.destroying.carry_out()
