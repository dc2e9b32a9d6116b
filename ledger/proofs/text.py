"""The small forms that all texts of the specifications share, each read in exactly one way: nothing is mended."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from typing import Final

LARGEST: Final = 2**63 - 1
"""No size, index or time goes beyond it."""


def to_base64(data: bytes) -> str:
    """Standard base64 (RFC 4648, section 4), padded."""
    return b64encode(data).decode()


def from_base64(text: str) -> bytes:
    """The bytes of a base64 text; ValueError unless it is the one text of these bytes."""
    try:
        data = b64decode(text.encode("ascii"), validate=True)
    except (UnicodeEncodeError, binascii.Error):
        raise ValueError(f"“{text}” is not base64") from None
    if to_base64(data) != text:
        raise ValueError(f"“{text}” is not how base64 writes these bytes: that is “{to_base64(data)}”")
    return data


def from_decimal(text: str) -> int:
    """A number without sign or leading zeroes; ValueError otherwise, and beyond 63 bits."""
    if not (text.isascii() and text.isdigit()) or (text != "0" and text.startswith("0")):
        raise ValueError(f"“{text}” is not a decimal number without leading zeroes")
    if len(text) > len(str(LARGEST)) or int(text) > LARGEST:
        raise ValueError(f"“{text}” is larger than {LARGEST}")
    return int(text)
