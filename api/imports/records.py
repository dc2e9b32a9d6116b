"""One record of a file of rows: its number, its cells, and what is wrong with it where it cannot be read."""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from api.imports.words import FILE_WORDS

BLANKS: Final = frozenset(FILE_WORDS["blank"]["cells"])
DITTO: Final = frozenset(FILE_WORDS["ditto"]["cells"])
"""What stands in a cell that says the same as the one above it."""
UNREADABLE: Final = re.compile("[\udc80-\udcff]")
"""What stands in a text for bytes that are nothing in its encoding."""


class Record(NamedTuple):
    """One record, as a spreadsheet counts."""

    number: int
    cells: list[str]
    """Each without space around it, in the one way of writing letters that Unicode recommends (NFC)."""
    wrong: str = ""
    """Why it cannot be read, and what to do."""


def record(number: int, row: list[str], encoding: str = "") -> Record:
    """A record from what a reader found; it is wrong where it holds what is no text."""
    text = "".join(row)
    if "\0" in text:
        return Record(number, [], "holds the character U+0000, which cannot be kept: take it out")
    if not text.isascii():
        if spoiled := UNREADABLE.search(text):
            what = f"holds the byte 0x{ord(spoiled[0]) - 0xDC00:02X}, which is nothing in {encoding.upper()}"
            return Record(number, [], f"{what}: write the letter that is meant, or name another --encoding")
        if not unicodedata.is_normalized("NFC", text):
            row = [unicodedata.normalize("NFC", cell) for cell in row]
    return Record(number, list(map(str.strip, row)))


def as_above(cells: list[str], above: list[str]) -> list[str]:
    """Cells of a row, with what stands above them where they say so; nothing where nothing is above."""
    return [(*above, *[""] * len(cells))[place] if cell in DITTO else cell for place, cell in enumerate(cells)]


def said(cell: str, blanks: frozenset[str] = BLANKS) -> str:
    """What a cell says; nothing where it holds a word for nothing, as NULL or N/A."""
    return "" if cell in blanks else cell
