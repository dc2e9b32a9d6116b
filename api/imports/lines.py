"""Files of lines, one JSON object each: read one by one, also where the last one breaks off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import msgspec

MARK: Final = b"\xef\xbb\xbf"
NOTHING: Final = re.compile(rb"(?<!\\)(?:\\\\)*\\u0000")
"""U+0000, as JSON writes it."""


@dataclass(frozen=True)
class Line:
    """One line: what it says, or why it cannot be read."""

    number: int
    raw: bytes
    content: dict[str, Any] | None
    wrong: str = ""
    broken_off: bool = False
    """It is the last line, and ends before it is whole."""


def lines(path: Path) -> Iterator[Line]:
    """The lines that say something, one in memory at a time."""
    decode = msgspec.json.Decoder().decode
    with path.open("rb") as file:
        for number, raw in enumerate(file, start=1):
            text = raw.removeprefix(MARK) if number == 1 else raw
            if not text.strip():
                continue
            try:
                content = decode(text)
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                yield Line(number, text, None, f"is no JSON ({error})", broken_off=not raw.endswith(b"\n"))
                continue
            if NOTHING.search(text):
                yield Line(number, text, None, "holds the character U+0000, which cannot be kept: leave it out")
            elif isinstance(content, dict):
                yield Line(number, text, content)
            else:
                yield Line(number, text, None, "is no JSON object: write {…}")
