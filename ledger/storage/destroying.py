"""Carrying out what is recorded of erasures: who does it is said by whoever opens a ledger together with its key."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Final, Protocol

import psycopg
import structlog

from domain.kernel.refusals import Refusal
from ledger.seldom import Seldom
from ledger.storage.erasures import carry_out, erased_off_record, still_to_erase
from ledger.storage.key_file import NotAKey
from ledger.storage.key_ring import KeyRing
from ledger.storage.keys import WrongKeyEncryptionKey

CANNOT: Final = (OSError, NotAKey, WrongKeyEncryptionKey, psycopg.Error)
"""What is raised where a key cannot be destroyed now; it is tried again."""
NAMED: Final = 10
"""How many are named where somebody has to look after many."""
log = structlog.get_logger("ledger")


class Destroying(Protocol):
    """Destroys the keys of whoever was erased."""

    def must_be_possible(self) -> None:
        """Refuses an erasure before it is recorded, where no key could be destroyed."""

    def carry_out(self) -> None:
        """Destroy the keys of whoever was erased. What fails is logged, and tried again by whoever comes next."""

    def alarms(self) -> tuple[str, ...]:
        """What somebody has to look after."""


class NoKeyIsDestroyed:
    """Where a ledger was opened by its key alone: what destroys keys was not said."""

    def must_be_possible(self) -> None:
        """Refuses: nobody would destroy the key."""
        raise KeyCannotBeDestroyed("this ledger was opened without the place where its key is kept")

    def carry_out(self) -> None:
        """Nothing."""

    def alarms(self) -> tuple[str, ...]:
        """None."""
        return ()


class DestroyedOnTheRing:
    """Destroys keys of one ledger, whose key-encryption key is on a ring."""

    def __init__(
        self,
        url: str,
        ring: KeyRing,
        beside: Callable[[], Iterable[str]] = lambda: (),
        missing: str | None = None,
        keys_url: str | None = None,
    ) -> None:
        self._url, self._ring, self._beside, self._keys_url = url, ring, beside, keys_url
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
            carry_out(self._url, self._ring, self._beside, self._keys_url)
        except CANNOT as error:
            if self._said.due(str(error)):
                log.error("keys of people who were erased cannot be destroyed", why=str(error))

    def alarms(self) -> tuple[str, ...]:
        """What was recorded and could not be carried out, and what was carried out and is not recorded here."""
        to_do = still_to_erase(self._url, self._keys_url)
        off_record = erased_off_record(self._url, self._keys_url)
        return (
            *((f"The keys of {counted(to_do)} who were erased are still there: {CARRY_OUT}",) if to_do else ()),
            *((f"The keys of {counted(off_record)} are destroyed, {OFF_RECORD}",) if off_record else ()),
        )


CARRY_OUT: Final = (
    "the key file cannot be written, or holds another ledger's key. The log says which; any command on the ledger tries"
    " again."
)
OFF_RECORD: Final = (
    "and this book, which is older than its keys, does not say that they were erased. They stay so; `leadership erase`"
    " puts it on record again."
)


def counted(people: set[str]) -> str:
    """How many, and some of them by their ids."""
    named = ", ".join(sorted(people)[:NAMED])
    return f"{len(people)} people ({named}{', …' if len(people) > NAMED else ''})"


class KeyCannotBeDestroyed(Refusal):
    """Nobody is erased where the key-encryption key cannot be destroyed."""

    instead = "Have whoever looks after the server say where keys are kept, as the guide on operating tells."
