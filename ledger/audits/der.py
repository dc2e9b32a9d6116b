"""As much of DER as it takes to see which bytes of a time stamp were signed: what a value consists of."""

from __future__ import annotations

from typing import Final, NamedTuple

SEQUENCE: Final = 0x30
SET: Final = 0x31
OCTETS: Final = 0x04
SHORT: Final = 0x80
"""Lengths from here on are written as the number of their own bytes, with this bit, and these bytes."""
LONGEST_LENGTH: Final = 4


class Part(NamedTuple):
    """One value."""

    tag: int
    content: bytes
    whole: bytes
    """With tag and length."""

    @property
    def parts(self) -> list[Part]:
        """What it consists of."""
        return parts(self.content)


def parts(data: bytes) -> list[Part]:
    """The values that stand one behind the other. Raises ValueError where one of them is cut off."""
    found: list[Part] = []
    at = 0
    while at < len(data):
        begin, length = content_at(data, at)
        end = begin + length
        if end > len(data):
            raise ValueError(f"a value of {length} bytes goes beyond the end of what it is in")
        found.append(Part(data[at], data[begin:end], data[at:end]))
        at = end
    return found


def content_at(data: bytes, at: int) -> tuple[int, int]:
    """Where the content of a value begins, and how long it is."""
    head = data[at + 1 : at + 2]
    if not head:
        raise ValueError("a value ends before its length")
    if head[0] < SHORT:
        return at + 2, head[0]
    count = head[0] - SHORT
    length = data[at + 2 : at + 2 + count]
    if not 0 < count <= LONGEST_LENGTH or len(length) < count:
        raise ValueError(f"a length of {count} bytes is none that a time stamp has")
    return at + 2 + count, int.from_bytes(length)


def written(tag: int, *contents: bytes) -> bytes:
    """A value that consists of others."""
    content = b"".join(contents)
    length = len(content)
    if length < SHORT:
        return bytes((tag, length)) + content
    count = (length.bit_length() + 7) // 8
    return bytes((tag, SHORT + count)) + length.to_bytes(count) + content
