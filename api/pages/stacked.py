"""Lists of records on small screens: each cell knows its column, and a table stays one to whoever hears it.

Style sheets make blocks of the rows of a table of the class `records` there, which takes the roles of a table away: so
they are said, and each cell is given what its column is called.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape, unescape
from typing import Final

RECORDS: Final = re.compile(r'<table class="[^"]*\brecords\b.*?</table>', re.DOTALL)
HEADER: Final = re.compile(r'<th scope="col"[^>]*>(.*?)</th>|<td></td>', re.DOTALL)
ROW: Final = re.compile(r"<tr\b.*?</tr>", re.DOTALL)
CELL: Final = re.compile(r"<(td|th)\b([^>]*)>")
TAG: Final = re.compile(r"<[^>]*>")
ROLES: Final = {"table": "table", "thead": "rowgroup", "tbody": "rowgroup", "tr": "row"}
PARTS: Final = re.compile(rf"<({'|'.join(ROLES)})\b")


def stacked(page: str) -> str:
    """A page whose lists of records can be stacked."""
    return RECORDS.sub(lambda found: one_stacked(found[0]), page)


def one_stacked(table: str) -> str:
    """One table, with the roles of its parts, and with the names of columns at its cells."""
    head, end, body = table.partition("</thead>")
    columns = [" ".join(unescape(TAG.sub("", name or "")).split()) for name in HEADER.findall(head)]
    head = CELL.sub(lambda cell: f'<{cell[1]} role="columnheader"{cell[2]}>', head)
    named = ROW.sub(lambda row: row_named(row[0], iter(columns)), body)
    return PARTS.sub(lambda part: f'<{part[1]} role="{ROLES[part[1]]}"', f"{head}{end}{named}")


def row_named(row: str, columns: Iterator[str]) -> str:
    """One row, with the name of its column at each cell; what spans several is a heading of its own."""

    def cell_named(cell: re.Match[str]) -> str:
        role = "cell" if cell[1] == "td" else "rowheader"
        column = next(columns, "")
        label = "" if "colspan" in cell[2] else f' data-label="{escape(column)}"'
        return f'<{cell[1]} role="{role}"{label}{cell[2]}>'

    return CELL.sub(cell_named, row)
