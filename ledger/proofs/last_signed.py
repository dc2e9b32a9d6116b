"""The last checkpoint that was signed here, kept in a file beside the signing key, and so apart from the book."""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import mkstemp
from typing import Final

from ledger.proofs.note import Note

LONGEST: Final = 100_000


class LastSigned:
    """What a book that was put back to an earlier state cannot take along: how far its log has been signed."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def read(self) -> Note | None:
        """The checkpoint; None where none is kept. ValueError if the file holds none."""
        try:
            with self.path.open("rb") as file:
                return Note.parse(file.read(LONGEST))
        except FileNotFoundError:
            return None
        except ValueError as error:
            raise ValueError(f"the file {self.path} holds no checkpoint: {error}") from None

    def keep(self, note: Note) -> None:
        """Put a checkpoint in the place of the one before, so that there is always a whole one."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, own = mkstemp(dir=self.path.parent)
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(bytes(note))
                file.flush()
                os.fsync(file.fileno())
            Path(own).replace(self.path)
        except BaseException:
            Path(own).unlink(missing_ok=True)
            raise
