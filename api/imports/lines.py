"""Files of lines, one JSON object each: read one by one, also where the last one breaks off."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, BinaryIO, Final

import msgspec

MARK: Final = b"\xef\xbb\xbf"
NOTHING: Final = "\0"
LONGEST: Final = 4_000_000
"""Bytes of a line: a hundred times what the longest entry that anybody writes takes."""


@dataclass(frozen=True)
class Line:
    """One line: what it says, or why it cannot be read."""

    number: int
    raw: bytes
    content: dict[str, Any] | None
    wrong: str = ""
    broken_off: bool = False
    """It is the last line, and ends before it is whole."""
    field: str = ""
    """Where in it that is, as `person.id`; empty where it is the line itself."""


def lines(path: Path, *, but: Container[int] = ()) -> Iterator[Line]:
    """The lines that say something, one in memory at a time; without those of some numbers."""
    decode = msgspec.json.Decoder().decode
    with path.open("rb") as file:
        for number, raw in enumerate(iter(partial(line_of, file), b""), start=1):
            text = raw.removeprefix(MARK) if number == 1 else raw
            if number in but or not text.strip():
                continue
            if len(raw) > LONGEST:
                yield Line(number, b"", None, f"is longer than {LONGEST:,} bytes: no entry is, so write one a line")
                continue
            try:
                content = decode(text)
            except RecursionError:
                yield Line(number, b"", None, "is no entry: it has brackets within brackets without end")
                continue
            except (msgspec.DecodeError, UnicodeDecodeError) as error:
                yield Line(number, text, None, f"is no JSON ({error})", broken_off=not raw.endswith(b"\n"))
                continue
            field = with_nothing(content) if b"u0000" in text else None
            if field is not None:
                wrong = "holds the character U+0000, which cannot be kept: leave it out"
                yield Line(number, text, None, wrong, field=field)
            elif isinstance(content, dict):
                yield Line(number, text, content)
            else:
                yield Line(number, text, None, "is no JSON object: write {…}")


def line_of(file: BinaryIO) -> bytes:
    """The next line; of one that is too long no more than shows that, and the rest is passed over. Empty at the end."""
    line = part = file.readline(LONGEST + 1)
    while len(part) > LONGEST and not part.endswith(b"\n"):
        part = file.readline(LONGEST + 1)
    return line


def with_nothing(value: object, path: str = "") -> str | None:
    """The first field of a line that holds U+0000, which PostgreSQL cannot keep; None if none does."""
    if isinstance(value, str):
        return path if NOTHING in value else None
    if isinstance(value, dict):
        if any(NOTHING in name for name in value):
            return path
        inner = [(f"{path}.{name}" if path else name, one) for name, one in value.items()]
    elif isinstance(value, list):
        inner = [(f"{path}[{place}]", one) for place, one in enumerate(value)]
    else:
        return None
    return next((found for where, one in inner if (found := with_nothing(one, where)) is not None), None)
