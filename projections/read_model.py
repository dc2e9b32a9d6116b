"""What every read model is made of: narrow tables of facts, pure folds into them, one idiom of what is visible when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from domain.facts import Event
from projections.shut import Shut

Row = tuple[object, ...]
"""What one fact says: the table's own columns, in order."""

Fold = Callable[[Shut[Any]], Sequence[Row]]
"""From an entry to the facts that it tells. Pure; copies no text; bears ERASED, as entries are folded unopened."""

SCHEMA: Final = "read_models"

FACT_COLUMNS: Final = {
    "position": "bigint NOT NULL",
    "origin": "bigint NOT NULL",
    "superseded_at": "bigint",
    "effective_on": "date NOT NULL",
    "ordinal": "integer NOT NULL",
}
"""What every fact has: its entry, the origin of its chain of corrections, what superseded it, the day from
which it is true, and its place among the facts of its entry."""

NEWEST_FIRST: Final = "effective_on DESC, origin DESC, ordinal DESC"
"""By day and then by origin, so that mending a slip in an old entry does not make that entry the latest."""


@dataclass(frozen=True)
class Table:
    """Facts of one sort, one row each."""

    name: str
    columns: Mapping[str, str]
    """The table's own columns and their SQL types, in the order in which folds give them."""
    folds: Mapping[type[Event[Any]], Fold] = field(default_factory=dict)
    indexes: tuple[str, ...] = ()
    """The columns that its questions look it up by."""

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
    """SQL: the state of every key, which is its latest visible fact."""
    return (
        f"SELECT DISTINCT ON ({key}) * FROM {SCHEMA}.{table} fact WHERE {visible('fact')} AND {where}"
        f" ORDER BY {key}, {NEWEST_FIRST}"
    )


def latest_of(table: str, where: str) -> str:
    """SQL: the state of one key, for a lateral join; `where` says which key, of `fact`."""
    return f"SELECT * FROM {SCHEMA}.{table} fact WHERE {where} AND {visible('fact')} ORDER BY {NEWEST_FIRST} LIMIT 1"
