"""Keys that take the ledger's secret: by them entries are found whose words are sealed, and nobody can guess the words.

They stand in clear, and only whoever has the secret can tell which words one is made from. Entries that were written
before their kind had such a key are found by it, too: their words are opened once in a process, to make it.
"""

from __future__ import annotations

import hmac
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

import psycopg

from domain.kernel.facts import Event
from ledger.entry import Entry
from ledger.storage.forms import stored_as

if TYPE_CHECKING:
    from ledger.storage.recorder import BookRecorder

WITHOUT_KEYS = (
    "WHERE kind = ANY (%s) AND NOT EXISTS (SELECT FROM ledger.concerns c WHERE c.position = entries.position)"
    " ORDER BY position"
)


class SecretKeys:
    """Makes the keys of one ledger, and knows the entries that have none."""

    def __init__(self, secret: bytes, recorder: BookRecorder, case_matters_in: Collection[str] = ()) -> None:
        self._secret = secret
        self._recorder = recorder
        self._case_matters_in = frozenset(case_matters_in)
        self._without: dict[str, Mapping[str, Sequence[Entry[Any]]]] = {}
        self._lock = Lock()

    def forget(self) -> None:
        """Let go of what was opened."""
        with self._lock:
            self._without.clear()

    def folded(self, system: str, identifier: str) -> str:
        """An identifier as it is compared: without blanks around it, and whatever its case.

        Case is told apart only in the systems that say so.
        """
        text = unicodedata.normalize("NFC", identifier).strip()
        return text if system in self._case_matters_in else text.casefold()

    def key_of(self, system: str, identifier: str) -> str:
        """The key of what a system outside calls somebody."""
        said = "\0".join((system, self.folded(system, identifier)))
        return f"key-{hmac.new(self._secret, said.encode(), 'sha256').hexdigest()}"

    def keys_of(self, event: Event[Any]) -> tuple[str, ...]:
        """The keys under which an opened event is to be found, its secret one included."""
        words = event.secret_words()
        return event.concerns() if words is None else (*event.concerns(), self.key_of(*words))

    def without_key(self, kind: str, key: str) -> Sequence[Entry[Any]]:
        """The entries that were written before their kind had keys, and would have this one."""
        with self._lock:
            if kind not in self._without:
                found: dict[str, list[Entry[Any]]] = {}
                for entry in self._recorder.read(WITHOUT_KEYS, list(stored_as(kind))):
                    if (words := words_of(entry)) is not None:
                        found.setdefault(self.key_of(*words), []).append(entry)
                self._without[kind] = found
        return self._without[kind].get(key, ())


def words_of(entry: Entry[Any]) -> tuple[str, str] | None:
    """The words that an entry's secret key is made of; None where there are none, or where they cannot be read."""
    try:
        words: tuple[str, str] | None = entry.event.secret_words()
    except psycopg.Error:
        raise  # the keys cannot be reached, which is no fault of the entry
    except Exception:
        return None  # it is told wherever somebody asks for it, and stops nobody else
    return words
