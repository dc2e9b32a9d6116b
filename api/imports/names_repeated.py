"""A column of an unknown heading that names whom another one numbers: both are taken, and held together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from api.imports.columns import NOT_ASKED_FOR, Column, place_for
from api.imports.people_named import Nobody, PeopleNamed
from api.imports.rows import Rows

LOOKED_AT: Final = 1_000
HOW: Final = "names the same people as"


def with_names_repeated(rows: Rows, people: PeopleNamed, of: str, name_of: str) -> Rows:
    """The rows with that column taken, where most of the names in it are of whoever is numbered beside them."""
    own = place_for(of, rows.columns)
    if own is None or place_for(name_of, rows.columns) is not None or name_of not in rows.wanted.fields:
        return rows
    sample = [cells for _, cells in islice(rows.table.rows(), LOOKED_AT)]
    unknown = [one for one in rows.columns if one.field is None and one.why == NOT_ASKED_FOR]
    for column in unknown:
        pairs = [(cells[own], cells[column.place]) for cells in sample if max(own, column.place) < len(cells)]
        named = [(number, name) for number, name in pairs if number and any(map(str.isalpha, name))]
        if 2 * sum(are_one(number, name, people) for number, name in named) > len(named):
            told = replace(column, field=name_of, why=f"{HOW} “{rows.columns[own].heading}”")
            return replace(rows, columns=with_column(rows.columns, told))
    return rows


def repeated_in_words(rows: Rows, name_of: str) -> Iterator[str]:
    """That a column is taken so."""
    for column in rows.columns:
        if column.field == name_of and column.why.startswith(HOW):
            yield f"“{column.heading}” {column.why}: taken as their names, and both have to fit."


def are_one(number: str, name: str, people: PeopleNamed) -> bool:
    """Whether a name can be that of whom a number identifies."""
    try:
        return people.person(number) in people.are_called(name)
    except Nobody:
        return False


def with_column(columns: tuple[Column, ...], told: Column) -> tuple[Column, ...]:
    """The columns, one of them taken for something else."""
    return tuple(told if column.place == told.place else column for column in columns)
