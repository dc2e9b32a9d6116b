"""Where the key-encryption keys of a ledger come from, so that whoever lacks one looks there again."""

from __future__ import annotations

from dataclasses import dataclass

from ledger.storage.key_file import KeyFile
from ledger.storage.keys import Wrapping


@dataclass(frozen=True)
class KeyRing:
    """The keys of a file, and beside it the one that wraps these, if data keys were ever wrapped by that itself."""

    file: KeyFile
    standing: Wrapping | None = None
    """A key that we cannot destroy, as one of the environment: a ledger is begun under it, and goes on under it until
    the first erasure."""

    def all(self) -> tuple[Wrapping, ...]:
        """Every key there is, those that can be destroyed first. Raises NotAKey."""
        standing = () if self.standing is None else (self.standing.key,)
        return tuple(Wrapping(key, self.of) for key in (*self.file.keys(), *standing))

    def of(self, fingerprint: str) -> Wrapping | None:
        """The key with this fingerprint; None where it is not here, or not any more."""
        return next((one for one in self.all() if one.fingerprint == fingerprint), None)
