"""Two numbers under which perhaps one person stands: called the same, and one had left before the other came."""

from __future__ import annotations

from collections.abc import Iterator

from api.imports.names import words_of
from api.imports.people_file import PersonRow
from api.imports.problems import Problem
from api.imports.who import Sources


def perhaps_one(sources: Sources) -> Iterator[Problem]:
    """What is told of each such pair: they are recorded as two, unless whoever imports gives them one number."""
    if not any(row.left_on for row in sources.people or ()):
        return
    by_name: dict[tuple[str, ...], PersonRow] = {}
    for row in sorted(sources.people or (), key=lambda one: one.joined_on):
        words = tuple(sorted(words_of(row.name)))
        before = by_name.get(words)
        if before and before.identifier != row.identifier and before.left_on and before.left_on < row.joined_on:
            what = (
                f"is called as “{before.identifier}”, who had left on {before.left_on}: recorded as two people; if they"
                " are one who came back, give both rows one number"
            )
            yield sources.in_row(row, "name", row.name, what)
        by_name[words] = row
