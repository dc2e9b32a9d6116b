"""What every read model is made of: narrow tables of facts, pure folds into them, one idiom of what is visible when."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from domain.kernel.facts import Event
from projections.engine.sealed_entry import SealedEntry
from projections.engine.walls import Walls

Row = tuple[object, ...]
"""What one fact says: the table's own columns, in order."""

Fold = Callable[[SealedEntry[Any]], Sequence[Row]]
"""From an entry to the facts that it tells. Pure; copies nobody's words; bears ERASED, as most is folded unopened."""

FACT_COLUMNS: Final = {
    "position": "bigint NOT NULL",
    "origin": "bigint NOT NULL",
    "superseded_at": "bigint",
    "effective_on": "date NOT NULL",
    "ordinal": "integer NOT NULL",
}
"""What every fact has: its entry, the origin of its chain of corrections, what superseded it, the day from
which it is true, and its place among the facts of its entry."""


@dataclass(frozen=True)
class Table:
    """Facts of one sort, one row each."""

    name: str
    columns: Mapping[str, str]
    """The table's own columns and their SQL types, in the order in which folds give them."""
    folds: Mapping[type[Event[Any]], Fold] = field(default_factory=dict)
    walls: Walls | None = None
    """To whom the database tells its rows: by any of these; OPEN, to all; None, to nobody."""
    indexes: tuple[str, ...] = ()
    """The columns that its questions look it up by."""
    opened: tuple[type[Event[Any]], ...] = ()
    """Kinds in which its folds see what is sealed, too: closed values, unless erased, and what is the organisation's.

    All other entries are folded unopened, which is far faster."""

    derived: Mapping[str, str] = field(default_factory=dict)
    """Columns that the database makes of the others, and how: none that folds give."""

    coarse: Mapping[str, object] = field(default_factory=dict)
    """What columns say once their person was erased: nothing, or what says nothing of them."""

    @property
    def all_columns(self) -> dict[str, str]:
        """Every column with its type, in the order in which rows are copied in."""
        return {**FACT_COLUMNS, **self.columns}


@dataclass(frozen=True)
class ReadModel:
    """One question's tables."""

    name: str
    tables: tuple[Table, ...]
