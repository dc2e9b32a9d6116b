"""Carrying out what is recorded of erasures: who does it is said by whoever opens a ledger together with its key."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, Protocol

import psycopg
import structlog

from domain.kernel.refusals import Refusal
from ledger.seldom import Seldom
from ledger.storage.erasures import carry_out, still_to_erase
from ledger.storage.key_file import NotAKey
from ledger.storage.key_ring import KeyRing
from ledger.storage.keys import WrongKeyEncryptionKey

CANNOT: Final = (OSError, NotAKey, WrongKeyEncryptionKey, psycopg.Error)
"""What is raised where a key cannot be destroyed now; it is tried again."""
log = structlog.get_logger("ledger")


class Destroying(Protocol):
    """Destroys the keys of whoever was erased."""

    def must_be_possible(self) -> None:
        """Refuses an erasure before it is recorded, where no key could be destroyed."""

    def carry_out(self) -> None:
        """Destroy the keys of whoever was erased. What fails is logged, and tried again by whoever comes next."""


class NoKeyIsDestroyed:
    """Where a ledger was opened by its key alone: what destroys keys was not said."""

    def must_be_possible(self) -> None:
        """Refuses: nobody would destroy the key."""
        raise KeyCannotBeDestroyed("this ledger was opened without the place where its key is kept")

    def carry_out(self) -> None:
        """Nothing."""


class DestroyedOnTheRing:
    """Destroys keys of one ledger, whose key-encryption key is on a ring."""

    def __init__(self, url: str, ring: KeyRing, beside: Sequence[str] = (), missing: str | None = None) -> None:
        self._url, self._ring, self._beside = url, ring, beside
        self._missing = missing
        """Why nothing can be destroyed as the settings are; None where it can."""
        self._said = Seldom()

    def must_be_possible(self) -> None:
        """Refuses where the settings name no place in which a key could be destroyed."""
        if self._missing is not None:
            raise KeyCannotBeDestroyed(self._missing)

    def carry_out(self) -> None:
        """Destroy the keys of whoever was erased."""
        try:
            carry_out(self._url, self._ring, self._beside)
        except CANNOT as error:
            if self._said.due(str(error)):
                log.error("keys of people who were erased cannot be destroyed", why=str(error))

    def to_do(self) -> set[str]:
        """Of whom the book says that they were erased, and whose key is still there."""
        return still_to_erase(self._url)


class KeyCannotBeDestroyed(Refusal):
    """Nobody is erased where the key-encryption key cannot be destroyed."""

    instead = "Have whoever looks after the server say where keys are kept, as the guide on operating tells."
