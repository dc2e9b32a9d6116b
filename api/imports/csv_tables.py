"""Records of text as spreadsheets and HR systems write them, whatever cuts them; one may be broken among many."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Final, TextIO

from api.imports.heading_rows import headings_among
from api.imports.problems import about_the_file
from api.imports.records import Record, record

DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
SAMPLE_ROWS: Final = 50
LONGEST: Final = 100
"""In lines: where a record would be longer, a quotation mark in it is not closed."""


class Lines:
    """Gives a reader line after line, and remembers those of the record that it is in, to read them anew."""

    def __init__(self, file: TextIO) -> None:
        self._file, self._again, self.taken = file, deque[str](), list[str]()

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if len(self.taken) >= LONGEST:
            raise csv.Error(f"no end of it within {LONGEST} lines")
        line = self._again.popleft() if self._again else next(self._file)
        self.taken.append(line)
        return line

    def begin_after_the_first(self) -> None:
        """What could not be read is left out up to the end of its first line."""
        self._again.extendleft(reversed(self.taken[1:]))
        self.taken.clear()


def records(path: Path, encoding: str, delimiter: str) -> Iterator[Record]:
    """Every record with its number, as spreadsheets count them; what cannot be read is wrong, and the next begins.

    Raises CannotBeRead where the encoding is none, or breaks off for good.
    """
    number = 0
    try:
        with opened(path, encoding) as file:
            lines, done = Lines(file), False
            while not done:
                try:
                    for row in csv.reader(lines, delimiter=delimiter, strict=True):
                        lines.taken.clear()
                        number += 1
                        yield record(number, row, encoding)
                    done = True
                except csv.Error as error:
                    lines.begin_after_the_first()
                    number += 1
                    what = "look for a quotation mark that is not closed or stands inside a cell"
                    yield Record(number, [], f"cannot be read ({error}): {what}")
    except (UnicodeError, LookupError) as error:
        what = f"“{path.name}” cannot be read as {encoding} after row {number} ({error})"
        raise about_the_file(f"{what}: name its encoding with --encoding, or leave that out") from None


def opened(path: Path, encoding: str) -> TextIO:
    """A file of text, its line ends left to whoever reads it, and bytes that are nothing to be told with their row."""
    errors = "strict" if encoding.lower().replace("_", "-").startswith(("utf-16", "utf-32")) else "surrogateescape"
    return path.open(encoding=encoding, newline="", errors=errors)


def announced_delimiter(path: Path, encoding: str) -> str | None:
    """Some spreadsheets say it in a first line of their own: “sep=;”."""
    try:
        with opened(path, encoding) as file:
            first = file.readline().rstrip("\r\n")
    except (UnicodeError, LookupError):
        return None
    return first[4] if first.startswith("sep=") and len(first) == len("sep=;") else None


def delimiter_of(path: Path, encoding: str) -> str:
    """The one that cuts out the best headings, into most cells, and the rows beneath them into as many."""
    return max(DELIMITERS, key=lambda delimiter: cells_in_line(path, encoding, delimiter))


def cells_in_line(path: Path, encoding: str, delimiter: str) -> tuple[int, float]:
    """How many headings are known; and how often they are cut, by the share of rows that are cut into as many cells."""
    first = [one for one in islice(records(path, encoding, delimiter), SAMPLE_ROWS) if any(one.cells)]
    if (headed := headings_among(first)) is None:
        return 0, 0.0
    below = [one for one in first if one.number >= headed.number]
    width = len(headed.cells)
    known = headed.known if headed.known > 1 else 0
    return known, (width - 1) * sum(len(one.cells) == width for one in below) / len(below)
