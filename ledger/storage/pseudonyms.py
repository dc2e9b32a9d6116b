"""Pseudonyms: what somebody outside may hold of a thing in here, and by which only this ledger finds it again.

The same text always has the same one. Without the ledger's secret nobody can tell what stands behind it, or make one.
"""

from __future__ import annotations

import binascii
from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import Final
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESSIV
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

DERIVED: Final = b"leadership-ledger pseudonyms"
"""What tells their key from all others that are made of the ledger's secret."""
KEY_BYTES: Final = 64
CLASS: Final = 128
"""Bytes that texts are made up to, so that a pseudonym's length tells nothing of them."""
ENDS: Final = b"\x80"
"""What stands behind a text, so that two that differ in blanks at their end alone are not taken for each other."""
LONGEST: Final = 1000
"""Characters; nothing longer is looked at."""
UUIDS: Final = b"uuid"
"""What keeps numbers apart from pseudonyms: neither tells the other."""


class Pseudonyms:
    """Those of one ledger: texts encrypted so that the same text comes out the same (AES-SIV, RFC 5297)."""

    def __init__(self, secret: bytes) -> None:
        self._cipher = AESSIV(HKDF(SHA256(), KEY_BYTES, None, DERIVED).derive(secret))

    def of(self, text: str) -> str:
        """The pseudonym of a text, in characters that can stand in an address."""
        return urlsafe_b64encode(self._cipher.encrypt(made_up(text), None)).decode().rstrip("=")

    def uuid_of(self, text: str, what: str) -> UUID:
        """A number for a text, as what it is called; by none anybody finds it again, or tells it as something else.

        Whoever could have one made of a text of theirs could tell whose a number is: ask for none of what was sent.
        """
        return UUID(bytes=self._cipher.encrypt(made_up(text), [UUIDS, what.encode()])[:16], version=4)

    def behind(self, pseudonym: str) -> str | None:
        """The text of a pseudonym; None for all that this ledger has not made, to the last character."""
        if len(pseudonym) > LONGEST or not pseudonym.isascii():
            return None
        try:
            sealed = urlsafe_b64decode(pseudonym + "=" * (-len(pseudonym) % 4))
            text = self._cipher.decrypt(sealed, None).rstrip(b"\0").removesuffix(ENDS).decode()
        except (binascii.Error, InvalidTag, ValueError):
            return None
        return text if self.of(text) == pseudonym else None


def made_up(text: str) -> bytes:
    """A text with a sign for its end and zeros behind it, up to its class of length."""
    said = text.encode() + ENDS
    return said.ljust(-(-len(said) // CLASS) * CLASS, b"\0")
