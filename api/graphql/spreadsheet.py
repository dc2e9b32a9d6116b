"""A table as a workbook for people: days as days, numbers as numbers, and texts that are never read as formulas.

It is made in memory: what is opened of people is not left behind in files that an erasure does not reach.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from io import BytesIO
from typing import Any, Final

from xlsxwriter import Workbook

from api.graphql.comma_separated import as_text
from api.graphql.tabular import Column, NoTable, Table

OPTIONS: Final = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_numbers": False,
    "strings_to_urls": False,
}
LONGEST_TEXT: Final = 32_767
"""Characters that a cell takes; a longer text would be cut."""
LONGEST_NAME: Final = 31
"""Characters that the name of a sheet may have."""
WIDTHS: Final = range(10, 60)
DAY: Final = {"num_format": "yyyy-mm-dd"}
INSTANT: Final = {"num_format": "yyyy-mm-dd hh:mm:ss"}


def spreadsheet(table: Table, rows: Sequence[Any], beside: Mapping[str, Any]) -> bytes:
    """The table on one sheet, its names frozen above it; what is told beside it on another. Raises NoTable."""
    written = BytesIO()
    with Workbook(written, dict(OPTIONS)) as book:
        formats = {"Date": book.add_format(DAY), "DateTime": book.add_format(INSTANT)}
        bold = book.add_format({"bold": True})
        sheet = book.add_worksheet(table.name[:LONGEST_NAME])
        sheet.freeze_panes(1, 0)
        for place, column in enumerate(table.columns):
            values = [column.value_in(row) for row in rows]
            sheet.write_string(0, place, column.name, bold)
            for line, value in enumerate(values, start=1):
                fill(sheet, line, place, column, value, formats.get(column.of))
            longest = max((len(as_text(value)) for value in (column.name, *values) if value is not None), default=0)
            sheet.set_column(place, place, min(max(longest + 2, WIDTHS.start), WIDTHS.stop))
        about = book.add_worksheet("About")
        for line, (name, value) in enumerate({**beside, "instants": "in UTC"}.items()):
            about.write_string(line, 0, name, bold)
            about.write_string(line, 1, as_text(value)[:LONGEST_TEXT])
    return written.getvalue()


def fill(sheet: Any, line: int, place: int, column: Column, value: Any, form: Any) -> None:
    """Write one cell as what it is."""
    if value is None:
        return
    if form is not None:
        sheet.write_datetime(line, place, moment(value), form)
    elif isinstance(value, bool):
        sheet.write_boolean(line, place, value)
    elif isinstance(value, int | float):
        sheet.write_number(line, place, value)
    else:
        text = as_text(value)
        if len(text) > LONGEST_TEXT:
            raise NoTable(
                f"`{column.name}` holds a text of {len(text):,} characters, where a cell takes {LONGEST_TEXT:,}: ask"
                " for text/csv"
            )
        sheet.write_string(line, place, text)


def moment(told: str) -> date | datetime:
    """A day as it is; an instant in UTC, as a cell has no zone."""
    if len(told) == len("2026-05-01"):
        return date.fromisoformat(told)
    return datetime.fromisoformat(told).astimezone(UTC).replace(tzinfo=None)
