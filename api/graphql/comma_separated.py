"""A table as text/csv, by RFC 4180, that no spreadsheet takes for formulas."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from io import StringIO
from typing import Any, Final

import msgspec

from api.formulas import guarded
from api.graphql.tabular import Table

BOM: Final = "\ufeff"


def comma_separated(table: Table, rows: Sequence[Any], *, bom: bool = False) -> bytes:
    """The table with a line of names above it, in UTF-8; with a byte order mark for those who ask for one."""
    written = StringIO(newline="")
    writer = csv.writer(written)  # by itself it keeps RFC 4180: CRLF, and quotes that are doubled
    writer.writerow(column.name for column in table.columns)
    writer.writerows(cells(column.value_in(row) for column in table.columns) for row in rows)
    return f"{BOM if bom else ''}{written.getvalue()}".encode()


def cells(values: Iterable[Any]) -> list[str]:
    """A row as it is written."""
    return [cell(value) for value in values]


def cell(value: Any) -> str:
    """One value: numbers as they are, texts so that they are none but texts; nothing for null."""
    if value is None:
        return ""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return str(value)
    return guarded(as_text(value))


def as_text(value: Any) -> str:
    """A value as text; what is any JSON value, as JSON."""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
