"""Reading what spreadsheets and HR systems write: rows of text, in whichever encoding and with whichever delimiter."""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final, TextIO

from api.imports.problems import CannotBeRead, Problem, about_the_file

MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
WESTERN: Final = "cp1252"
"""What spreadsheets in western Europe and America write where it is not Unicode. Detectors by frequency, as
charset-normalizer, take such files for Central European ones, for there is little text in them, and misspell names."""
DELIMITERS: Final = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}
SAMPLE_ROWS: Final = 50
CHUNK: Final = 1 << 16


@dataclass(frozen=True)
class Table:
    """A file of rows, and how it is to be read."""

    path: Path
    encoding: str
    delimiter: str
    headings: tuple[str, ...]
    headings_in: int
    """The row of the headings."""

    def rows(self) -> Iterator[tuple[int, list[str]]]:
        """The rows with their numbers, blank ones left out, each cell without space around it. Raises CannotBeRead."""
        width = len(self.headings)
        for number, row in records(self.path, self.encoding, self.delimiter):
            if number <= self.headings_in:
                continue
            cells = [cell.strip() for cell in row]
            while len(cells) > width and not cells[-1]:
                cells.pop()
            if any(cells):
                yield number, cells + [""] * (width - len(cells))

    @property
    def description(self) -> str:
        """How it is read, in words."""
        return (
            f"{self.encoding.removesuffix('-sig').upper()}, {DELIMITERS.get(self.delimiter, self.delimiter)}-separated"
        )


def table(path: Path, *, encoding: str | None = None, delimiter: str | None = None) -> Table:
    """How a file is to be read, guessed from its contents where that is not said. Raises CannotBeRead."""
    encoding = encoding or encoding_of(path)
    announced = announced_delimiter(path, encoding)
    delimiter = delimiter or announced or delimiter_of(path, encoding)
    for number, row in records(path, encoding, delimiter):
        if any(cell.strip() for cell in row) and not (announced and number == 1):
            return Table(path, encoding, delimiter, tuple(cell.strip() for cell in row), number)
    raise about_the_file(f"“{path.name}” is empty: give a file with a row of headings and rows beneath it")


def records(path: Path, encoding: str, delimiter: str) -> Iterator[tuple[int, list[str]]]:
    """Every record with its number, as spreadsheets count them."""
    number = 0
    try:
        with opened(path, encoding) as file:
            for number, row in enumerate(csv.reader(file, delimiter=delimiter, strict=True), start=1):
                if any("\0" in cell for cell in row):
                    raise csv.Error("it holds the character U+0000")
                yield number, row
    except csv.Error as error:
        what = (
            f"cannot be read ({error}): look for a quotation mark that is not closed or stands inside a cell, or for a"
            " character that is none"
        )
        raise CannotBeRead(Problem(number + 1, "", "", what)) from None
    except (UnicodeError, LookupError) as error:
        what = f"“{path.name}” cannot be read as {encoding} ({error}): name its encoding with --encoding"
        raise about_the_file(what) from None


def opened(path: Path, encoding: str) -> TextIO:
    """A file of text, its line ends left to whoever reads it."""
    return path.open(encoding=encoding, newline="")


def encoding_of(path: Path) -> str:
    """By its first bytes; else UTF-8 if all of it is; else by where the zeros are; else what spreadsheets write."""
    with path.open("rb") as file:
        start = file.read(CHUNK)
        for mark, encoding in MARKS:
            if start.startswith(mark):
                return encoding
        if b"\0" in start:
            return "utf-16-le" if start[1::2].count(0) >= start[0::2].count(0) else "utf-16-be"
        decoder = codecs.getincrementaldecoder("utf-8")()
        chunk = start
        try:
            while chunk:
                decoder.decode(chunk)
                chunk = file.read(CHUNK)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return WESTERN
    return "utf-8"


def announced_delimiter(path: Path, encoding: str) -> str | None:
    """Some spreadsheets say it in a first line of their own: “sep=;”."""
    try:
        with opened(path, encoding) as file:
            first = file.readline().rstrip("\r\n")
    except (UnicodeError, LookupError):
        return None
    return first[4] if first.startswith("sep=") and len(first) == len("sep=;") else None


def delimiter_of(path: Path, encoding: str) -> str:
    """The one that cuts the headings into most cells, and the first rows into as many."""
    return max(DELIMITERS, key=lambda delimiter: cells_in_line(path, encoding, delimiter))


def cells_in_line(path: Path, encoding: str, delimiter: str) -> float:
    """How often the delimiter cuts the headings, by the share of the first rows that it cuts into as many cells."""
    try:
        first = [row for _, row in islice(records(path, encoding, delimiter), SAMPLE_ROWS) if any(row)]
    except CannotBeRead:
        return 0.0
    return (len(first[0]) - 1) * sum(len(row) == len(first[0]) for row in first) / len(first) if first else 0.0
