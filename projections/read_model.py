"""What every read model is made of: narrow tables of facts, a pure fold into each, and one idiom of what is visible when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from domain.facts import Event

Row = tuple[object, ...]
"""What one fact says: the table's own columns, in order."""

Fold = Callable[[Any, str], Iterable[Row]]
"""From an event, and the page that it stands on, to the facts that it tells. Pure; copies no text; bears ERASED and SEALED."""

LIVE: Final = "read_models"
"""The schema that readers read."""

NEXT: Final = "read_models_next"
"""The schema in which a rebuild grows beside it."""

FACT_COLUMNS: Final = {
    "position": "bigint NOT NULL",
    "origin": "bigint NOT NULL",
    "superseded_at": "bigint",
    "effective_on": "date NOT NULL",
    "ordinal": "integer NOT NULL",
}
"""What every fact has: its entry, the first entry of its chain of corrections, the entry that superseded it, the day it was
true from, and its place among the facts of one entry."""


@dataclass(frozen=True)
class Table:
    """Facts of one sort, one row each."""

    name: str
    columns: Mapping[str, str]
    """The table's own columns and their SQL types, in the order in which folds give them."""
    folds: Mapping[type[Event[Any]], Fold]
    indexes: tuple[str, ...]
    """The column lists that its questions are looked up by."""

    @property
    def all_columns(self) -> dict[str, str]:
        """Every column with its type, in the order in which rows are copied in."""
        return {**FACT_COLUMNS, **self.columns}


@dataclass(frozen=True)
class ReadModel:
    """One question's tables."""

    name: str
    tables: tuple[Table, ...]


def visible(fact: str) -> str:
    """SQL: whether `fact`, an alias, was known at %(position)s and true from %(on)s or before."""
    return (
        f"({fact}.position <= %(position)s AND ({fact}.superseded_at IS NULL OR {fact}.superseded_at > %(position)s)"
        f" AND {fact}.effective_on <= %(on)s)"
    )


def latest(table: str, key: str, *, where: str = "true") -> str:
    """SQL: the state of each key, which is its latest visible fact, by day and then by origin.

    By origin, so that mending a slip in an old entry does not make that entry the latest.
    """
    return (
        f"SELECT DISTINCT ON ({key}) * FROM read_models.{table} fact WHERE {visible('fact')} AND ({where})"
        f" ORDER BY {key}, effective_on DESC, origin DESC, ordinal DESC"
    )
