"""A table in a file, of text or a workbook: its headings wherever they stand, and the rows beneath them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from pathlib import Path
from typing import Final

from api.imports import csv_tables, workbooks
from api.imports.csv_tables import DELIMITERS
from api.imports.heading_rows import (
    headings_among,
    headings_aside,
    is_about_nobody,
    is_banner,
    says_headings_again,
    shown,
)
from api.imports.problems import Problem, about_the_file
from api.imports.records import BLANKS, DITTO, Record, as_above, said
from api.imports.text_encodings import Encoding, encoding_of, said_to_be

SEARCHED: Final = 40
"""In so many rows headings are looked for."""
SHOWN: Final = 3
BANNERS: Final = "banners"
"""The heading of a column that the file does not have: what stands alone above a group of rows."""
BANNER: Final = "is a banner above a group of rows"
TAKEN: Final = "is a banner, and taken for what it says of the rows beneath"
WORKBOOK: Final = "a workbook"
KINDS: Final = (
    (b"PK\x03\x04", WORKBOOK, ""),
    (b"\xd0\xcf\x11\xe0", WORKBOOK, ""),
    (b"%PDF", "a PDF", "export it as .xlsx or CSV"),
    (b"\x1f\x8b", "packed (gzip)", "unpack it first"),
    (b"<", "a web page or XML", "open it in a spreadsheet, and save it as .xlsx or CSV"),
    (b"{", "JSON", "export it as .xlsx or CSV; “leadership import entries” takes lines of JSON"),
    (b"[{", "JSON", "export it as .xlsx or CSV; “leadership import entries” takes lines of JSON"),
    (b"{\\rtf", "a text document", "save the table in it as .xlsx or CSV"),
)
"""What a file is that begins so, and what to do where it is no table."""


@dataclass(frozen=True)
class Table:
    """A file of rows, and how it is to be read."""

    path: Path
    records: Callable[[], Iterator[Record]] = field(repr=False)
    description: str
    """How it is read, in words."""
    headings: tuple[str, ...]
    headings_in: int
    """The row of the headings."""
    encoding: Encoding | None = None
    """None for a workbook."""
    delimiter: str = ""
    says: frozenset[str] = frozenset()
    """Words that say something in this file, though they stand for nothing in others: as “none” of successors."""
    skipped: frozenset[int] = frozenset()
    """The numbers of rows of which nothing is taken, as the file says that they are cancelled."""

    @property
    def has_days(self) -> bool:
        """Whether cells can be days, and not only texts of them, as in a workbook."""
        return self.encoding is None

    def rows(
        self,
        problems: list[Problem] | None = None,
        left_out: list[Problem] | None = None,
        blanks: Counter[str] | None = None,
        dittos: Counter[str] | None = None,
    ) -> Iterator[tuple[int, list[str]]]:
        """The rows with their numbers, blank ones left out; no cell has space around it, or a word for nothing in it.

        Rows that cannot be read are added to `problems`, those about nobody to `left_out`, words for nothing are
        counted in `blanks`, and signs for what stands above, which is taken, in `dittos`. Raises CannotBeRead.
        """
        seen, nothing, above = False, BLANKS - self.says, list[str]()
        for number, written in self.readable(problems, left_out):
            about, cells = self.about(written, beneath=not seen), written
            seen = True
            if about:
                if left_out is not None:
                    left_out.append(Problem(number, "", "", f"{about}: {shown(cells)}"))
                continue
            if not DITTO.isdisjoint(cells):
                if dittos is not None:
                    dittos.update(cell for cell in cells if cell in DITTO)
                cells = as_above(cells, above)
            if not nothing.isdisjoint(cells):
                if blanks is not None:
                    blanks.update(cell for cell in cells if cell in nothing)
                cells = [said(cell, nothing) for cell in cells]
            above = cells
            if number not in self.skipped:
                yield number, cells

    def readable(
        self, problems: list[Problem] | None, left_out: list[Problem] | None
    ) -> Iterator[tuple[int, list[str]]]:
        """The rows beneath the headings that can be read and are not blank."""
        width = len(self.headings)
        for number, cells, wrong in self.records():
            if number <= self.headings_in:
                if left_out is not None and number < self.headings_in and any(cells):
                    left_out.append(Problem(number, "", "", f"stands above the headings: {shown(cells)}"))
            elif wrong:
                if problems is not None:
                    problems.append(Problem(number, "", "", wrong))
            else:
                while len(cells) > width and not cells[-1]:
                    cells.pop()
                if any(cells):
                    yield number, cells

    def banner_in(self, cells: list[str]) -> str:
        """What the banner above a row says."""
        place = self.headings.index(BANNERS)
        return cells[place] if place < len(cells) else ""

    def about(self, cells: list[str], *, beneath: bool) -> str:
        """What a row is that is about nobody."""
        if says_headings_again(cells, self.headings, beneath=beneath):
            return "says the headings again"
        if BANNERS in self.headings and sum(map(bool, map(said, cells))) == 1 and self.banner_in(cells):
            return TAKEN
        if is_banner(cells, len(self.headings)):
            return BANNER
        return "is a total or a note, and about nobody" if is_about_nobody(cells, len(self.headings)) else ""


def table(
    path: Path,
    *,
    encoding: str | None = None,
    delimiter: str | None = None,
    sheet: str | None = None,
    also: Collection[str] = (),
) -> Table:
    """How a file is to be read, guessed from its contents where that is not said. Raises CannotBeRead.

    `also` are headings that whoever imports has named.
    """
    if kind_of_file(path) == WORKBOOK:
        name = workbooks.sheet_in(path, sheet)
        found = Table(path, lambda: workbooks.records(path, name), workbooks.described(path, name), (), 0)
        return headed(found, also)
    written = said_to_be(path, encoding) if encoding else encoding_of(path)
    announced = csv_tables.announced_delimiter(path, written.name)
    cut = delimiter or announced or csv_tables.delimiter_of(path, written.name)
    description = (
        f"{written.description}{' (guessed)' if written.guessed else ''}, {DELIMITERS.get(cut, cut)}-separated"
    )
    read = Table(path, lambda: csv_tables.records(path, written.name, cut), description, (), 0, written, cut)
    return headed(read, also, skip=1 if announced else 0)


def kind_of_file(path: Path) -> str:
    """What a file is, where it is no text. Raises CannotBeRead where it is no table."""
    with path.open("rb") as file:
        start = file.read(1 << 12).removeprefix(b"\xef\xbb\xbf").lstrip()
    for begins, kind, right in KINDS:
        if start.startswith(begins):
            if right:
                raise about_the_file(f"“{path.name}” is {kind}, and no table: {right}")
            return kind
    return ""


def headed(found: Table, also: Collection[str], skip: int = 0) -> Table:
    """The table with its headings."""
    top = [one for one in islice(found.records(), SEARCHED) if one.number > skip]
    first = [one for one in top if any(one.cells)]
    if (row := headings_among(first, also)) is None:
        raise_for_the_first_spoiled(found, top)
        raise about_the_file(f"“{found.path.name}” is empty: give a file with a row of headings and rows beneath it")
    if (aside := headings_aside(first, row)) and not also:
        named = ", ".join(f"“{heading}”" for heading in aside[:SHOWN])
        raise about_the_file(
            f"“{found.path.name}” has its headings in the first column ({named} …), and each of whom it tells in a"
            " column: transpose it (in a spreadsheet: copy, paste special, transpose), so that each has a row"
        )
    return replace(found, headings=tuple(row.cells), headings_in=row.number)


def raise_for_the_first_spoiled(found: Table, top: Iterable[Record]) -> None:
    """Where no row can be read, the first that is wrong says why. Raises CannotBeRead."""
    if spoiled := next((one for one in top if one.wrong), None):
        looks_like = found.encoding.looks_like if found.encoding else ""
        instead = f"; by its bytes it is {looks_like}: leave out --encoding" if looks_like else ""
        what = f"has no row that can be read: row {spoiled.number} {spoiled.wrong}{instead}"
        raise about_the_file(f"“{found.path.name}” {what}")
