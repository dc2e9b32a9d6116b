"""Workbooks as spreadsheets keep them (.xlsx, .xlsb, .xls, .ods): rows of text, as a CSV file would have them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice
from pathlib import Path
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from api.imports.heading_rows import headings_among
from api.imports.problems import about_the_file
from api.imports.records import Record, record

Cell = int | float | str | bool | time | date | datetime | timedelta
SAMPLE_ROWS: Final = 50
EXACT: Final = 1 << 53
"""Up to here whole numbers are exact in a workbook."""


def sheet_in(path: Path, asked: str | None) -> str:
    """The sheet that is read: the one that was asked for, or the one with headings that are known."""
    book = book_in(path)
    names = [
        sheet.name
        for sheet in book.sheets_metadata
        if sheet.typ is SheetTypeEnum.WorkSheet and sheet.visible is SheetVisibleEnum.Visible
    ]
    if asked is not None:
        if asked not in book.sheet_names:
            raise about_the_file(f"“{path.name}” has no sheet “{asked}”: name one of {', '.join(book.sheet_names)}")
        return asked
    headed = {name: headings_among(list(islice(records(path, name), SAMPLE_ROWS))) for name in names}
    filled = {name: found for name, found in headed.items() if found}
    most = max((found.known for found in filled.values()), default=0)
    tables = [name for name, found in filled.items() if found.known > 1 and 2 * found.known > most]
    if len(filled) > 1 and len(tables) != 1:
        which = "say which with --sheet, or, where it is given with --history, with --history-sheet"
        raise about_the_file(f"“{path.name}” holds several sheets ({', '.join(filled)}): {which}")
    if tables:
        return tables[0]
    return next(iter(filled), names[0] if names else book.sheet_names[0])


def described(path: Path, sheet: str) -> str:
    """Which sheet is read, and which others there are, hidden ones said to be so."""
    others = [one for one in book_in(path).sheets_metadata if one.typ is SheetTypeEnum.WorkSheet]
    hidden = {one.name for one in others if one.visible is not SheetVisibleEnum.Visible}
    named = [in_words(one.name, hidden) for one in others if one.name != sheet]
    beside = f" (not read: {', '.join(named)}; name another with --sheet)" if named else ""
    return f"workbook, sheet {in_words(sheet, hidden)}{beside}"


def in_words(sheet: str, hidden: Collection[str]) -> str:
    """What a sheet is called, and that it is hidden, if it is."""
    return f"“{sheet}”, which is hidden" if sheet in hidden else f"“{sheet}”"


def records(path: Path, sheet: str) -> Iterator[Record]:
    """Every record of a sheet with its number. The sheet is in memory as long as it is read."""
    found = book_in(path).get_sheet_by_name(sheet)
    for number, row in enumerate(found.iter_rows(), start=1):
        yield record(number, [cell if isinstance(cell, str) else text_of(cell) for cell in row])


def book_in(path: Path) -> CalamineWorkbook:
    """A workbook. Raises CannotBeRead."""
    try:
        return CalamineWorkbook.from_path(str(path))
    except CalamineError as error:
        what = f"“{path.name}” looks like a workbook and cannot be read as one ({error})"
        right = "take off its password if it has one, and save it as .xlsx or CSV"
        raise about_the_file(f"{what}: {right}") from None


def text_of(cell: Cell) -> str:
    """What a cell that holds no text says, as CSV would have it: whole numbers without a point, days as 2015-03-30."""
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < EXACT:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(" ") if cell.time() != time() else cell.date().isoformat()
    return str(cell)
