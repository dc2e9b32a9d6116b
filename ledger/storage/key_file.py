"""A file of key-encryption keys that can be destroyed: the newest first, one a line, in clear or wrapped by another."""

from __future__ import annotations

import base64
import binascii
import os
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkstemp
from typing import Final, Protocol

from cryptography.exceptions import InvalidTag

KEY_BYTES: Final = 32
WRAPPED: Final = "wrapped"
"""The first word of a line with a key that another one wraps; then come that one's fingerprint and the bytes."""
KEY_ENCRYPTION_KEY: Final = "key-encryption key"
"""As whose key another one wraps it."""


class NotAKey(Exception):
    """What is given as a key is none."""


class Outer(Protocol):
    """What wraps the keys of a file: a key from the environment, or a service that keeps keys (KMS).

    It is never relied on to destroy anything: what it wraps is destroyed here.
    """

    fingerprint: str

    def wrap(self, person: str, key: bytes) -> bytes:
        """The key, sealed under a name."""

    def unwrap(self, person: str, wrapped: bytes) -> bytes:
        """The key again; InvalidTag if it was wrapped by another, or under another name."""


@dataclass(frozen=True)
class KeyFile:
    """Where they stand. There are two only while one is being destroyed."""

    path: Path
    outer: Outer | None = None
    """What wraps them there; None where they stand in clear."""

    def keys(self) -> tuple[bytes, ...]:
        """Those that stand there, the newest first; none where there is no file. Raises NotAKey."""
        try:
            lines = self.path.read_text(encoding="utf-8", errors="replace").splitlines()
        except FileNotFoundError:
            return ()
        return tuple(self._key(line) for line in lines if line.strip()) or (self._key(""),)

    def write(self, *keys: bytes) -> None:
        """Put these in the place of those that stand there: durable when this returns, and the others destroyed.

        The file of before is overwritten, which destroys what it held as far as file system and disk write in place.
        """
        path = self.path.resolve()
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        descriptor, draft = mkstemp(dir=path.parent)  # readable by its owner only
        try:
            with os.fdopen(descriptor, "w", encoding="utf-8") as file:
                file.writelines(f"{self._line(key)}\n" for key in keys)
                file.flush()
                os.fsync(file.fileno())
            before = os.open(path, os.O_RDWR) if path.exists() else None
            Path(draft).replace(path)
        finally:
            Path(draft).unlink(missing_ok=True)
        make_durable(path.parent)
        if before is not None:
            overwrite(before)

    def _line(self, key: bytes) -> str:
        if self.outer is None:
            return key.hex()
        return f"{WRAPPED} {self.outer.fingerprint} {self.outer.wrap(KEY_ENCRYPTION_KEY, key).hex()}"

    def _key(self, line: str) -> bytes:
        if self.outer is None:
            return decoded_key(line, f"The key file {self.path}")
        _, by, wrapped = (*line.split(), "", "", "")[:3]
        try:
            return self.outer.unwrap(KEY_ENCRYPTION_KEY, bytes.fromhex(wrapped))
        except ValueError:
            raise NotAKey(f"The key file {self.path} holds a line that is no wrapped key: put it back") from None
        except InvalidTag:
            raise NotAKey(
                f"The key in {self.path} was wrapped by the key {by}, and the one given is {self.outer.fingerprint}:"
                " set the former"
            ) from None


def decoded_key(text: str, where: str) -> bytes:
    """32 bytes from hexadecimal or base64; NotAKey says what it should look like, and never shows the key."""
    for decode in (bytes.fromhex, lambda written: base64.b64decode(written, validate=True)):
        try:
            key = decode(text.strip())
        except (ValueError, binascii.Error):
            continue
        if len(key) == KEY_BYTES:
            return key
    raise NotAKey(f"{where} holds no key: write {KEY_BYTES} bytes as 64 hexadecimal digits or in base64")


def make_durable(folder: Path) -> None:
    """What was renamed in a folder stays so after a crash."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def overwrite(descriptor: int) -> None:
    """Write other bytes over an open file that nobody finds any more, and let go of it."""
    try:
        os.pwrite(descriptor, os.urandom(os.fstat(descriptor).st_size), 0)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
