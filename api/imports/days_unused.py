"""Columns of days of which nothing is taken, where no column says the day that a file of this kind tells of."""

from __future__ import annotations

from collections.abc import Iterator

from api.imports.columns import NOT_ASKED_FOR, as_said, place_for
from api.imports.rows import Rows


def days_unused(rows: Rows) -> Iterator[str]:
    """What is told of them: with which option their days would be taken."""
    asked = next((name for name in rows.wanted.dates if name in rows.wanted.fields), None)
    if asked is None or "identifier" in rows.wanted.fields or place_for(asked, rows.columns) is not None:
        return
    for column in rows.columns:
        ways = rows.survey.ways.get(column.place)
        if column.field is None and column.why == NOT_ASKED_FOR and ways is not None and ways.are_dates:
            named = f"“{column.heading}”" if column.heading else f"Column {column.place + 1}, which has no heading,"
            yield (
                f"{named} holds days, and is not used: if it says when this was so, say --column"
                f" {asked}='{as_said(column.place, rows.columns)}'."
            )
