"""What no column of a file says, and has to be said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from api.imports.columns import Column, place_for
from api.imports.problems import Problem


def must_be_told(required: Iterable[str], columns: Sequence[Column], beside: str = "") -> Iterator[Problem]:
    """What has to be said, and nothing says. `beside` is the option that names columns of a file beside another."""
    missing = [field for field in required if place_for(field, columns) is None]
    if missing:
        options = " ".join(f"--column {field}=HEADING" for field in missing)
        also = f" ({beside}, where this file comes beside another)" if beside else ""
        yield Problem(0, "", "", f"{not_recognised(', '.join(missing), columns)}: say which with {options}{also}")


def one_of_each(groups: Iterable[Sequence[str]], columns: Sequence[Column]) -> Iterator[Problem]:
    """Of what no column says anything, so that it may be a file of another kind."""
    missing = [group for group in groups if all(place_for(field, columns) is None for field in group)]
    if missing:
        fields = ", nor for ".join(" or ".join(group) for group in missing)
        what = "say which with --column FIELD=HEADING, or take it to another command, as `leadership import people`"
        yield Problem(0, "", "", f"{not_recognised(fields, columns)}: {what}")


def not_recognised(fields: str, columns: Sequence[Column]) -> str:
    """That no column says these, and which there are."""
    headings = ", ".join(f"“{column.heading}”" for column in columns if column.heading)
    return f"No column was recognised for {fields} among {headings}"
