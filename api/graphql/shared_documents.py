"""Documents that clients registered with any worker of a server, in a folder that all of them have."""

from __future__ import annotations

import hashlib
import os
import re
from contextlib import suppress
from pathlib import Path
from typing import Final

DIGEST: Final = re.compile("[0-9a-f]{64}")


class SharedDocuments:
    """Each in a file that is called by its hash, and believed only where that is so; without room there are none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def text_of(self, digest: str) -> str | None:
        """The document of that hash; None where none has been registered."""
        if DIGEST.fullmatch(digest) is None:
            return None
        with suppress(OSError):
            told = (self._folder / digest).read_bytes()
            return told.decode() if hashlib.sha256(told).hexdigest() == digest else None
        return None

    def keep(self, digest: str, text: str) -> None:
        """Have all know a document."""
        beginning = self._folder / f"{digest}.{os.getpid()}"
        with suppress(OSError):
            beginning.write_bytes(text.encode())
            beginning.replace(self._folder / digest)

    def drop(self, digest: str) -> None:
        """Let go of one: whoever wants it sends it again."""
        with suppress(OSError):
            (self._folder / digest).unlink()
