"""What a house is told from outside. The only reader of the environment."""

from __future__ import annotations

import base64
import binascii
import os
from pathlib import Path
from tempfile import mkstemp
from typing import Annotated
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from platformdirs import user_data_path
from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

KEY_BYTES = 32
ACTOR = r"^[a-z][a-z0-9]*(-[0-9a-z]+)*$"
"""Who acts, as an id: names would stand unsealed in the book, for ever."""


class Settings(BaseSettings):
    """Read from LEADERSHIP_… in the environment; everything has a default that works on one machine."""

    model_config = SettingsConfigDict(env_prefix="LEADERSHIP_", extra="ignore", frozen=True)

    database_url: str | None = None
    """PostgreSQL's connection string; without one an embedded server starts by itself."""

    key: SecretStr | None = None
    """The key-encryption key: 32 bytes, as 64 hexadecimal digits or in base64. Comes before `key_file`."""

    key_file: Path = Field(default_factory=lambda: user_data_path("leadership-ledger") / "key-encryption.key")
    """Where the key-encryption key is kept; made on first use. Back it up, apart from the database."""

    time_zone: Annotated[ZoneInfo, NoDecode] = ZoneInfo("UTC")
    """The organisation's own: it says which day today is."""

    actor: str = Field(default="steward", pattern=ACTOR, max_length=80)
    """Who acts where a request does not say: an id, never a name."""

    @field_validator("time_zone", mode="before")
    @classmethod
    def _known_zone(cls, value: object) -> object:
        try:
            return ZoneInfo(value) if isinstance(value, str) else value
        except (ZoneInfoNotFoundError, ValueError):
            raise ValueError(
                f"“{value}” is no time zone; write one of the IANA database, as in Europe/Berlin"
            ) from None

    @field_validator("database_url", mode="before")
    @classmethod
    def _empty_is_none(cls, value: object) -> object:
        return value or None

    def key_encryption_key(self) -> bytes:
        """The key that all data keys are wrapped by; made and kept in `key_file` on first use."""
        if self.key is not None:
            return decoded_key(self.key.get_secret_value(), "LEADERSHIP_KEY")
        if not self.key_file.exists():
            make_key_file(self.key_file)
        return decoded_key(self.key_file.read_text(), f"The key file {self.key_file}")


class NotAKey(ValueError):
    """What is given as the key-encryption key is none."""


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


def make_key_file(path: Path) -> None:
    """A fresh key in a file for its owner's eyes only. If two processes make it at once, the first one's stands."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    descriptor, own = mkstemp(dir=path.parent)  # readable by its owner only
    try:
        with os.fdopen(descriptor, "w") as file:
            file.write(os.urandom(KEY_BYTES).hex() + "\n")
            file.flush()
            os.fsync(file.fileno())
        os.link(own, path)  # fails where a file stands already, and never shows half a key
    except FileExistsError:
        pass
    finally:
        Path(own).unlink()
