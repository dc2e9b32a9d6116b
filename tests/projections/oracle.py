"""What the read models must say, found the slow and plain way: by replaying the ledger in Python."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

import psycopg

from domain.kernel.facts import EntryRetracted
from ledger import Entry, Ledger
from projections.engine.forgetting import coarse_values
from projections.engine.read_model import Table
from projections.engine.visibility import visible
from projections.registry import READ_MODELS

Fact = tuple[Any, ...]


def standing(ledger: Ledger, position: int) -> list[Entry[Any]]:
    """The entries that stand as known at a position: the last of each chain, unless that retracts it."""
    chains: dict[int, Entry[Any]] = {}
    for entry in ledger.entries(until=position):
        chains[entry.origin] = entry
    return [entry for entry in chains.values() if not isinstance(entry.event, EntryRetracted)]


def facts_in(table: Table, entries: list[Entry[Any]], on: date, erased: Collection[str] = ()) -> list[Fact]:
    """The facts that a table must show, where some people have been erased, at whatever position that was."""
    whose = list(table.columns).index("person") if table.coarse else 0
    return sorted(
        (
            (
                entry.event.effective_on,
                entry.origin,
                ordinal,
                entry.position,
                *(coarse_values(table, row) if row[whose] in erased else row),
            )
            for entry in entries
            if entry.event.effective_on <= on and type(entry.event) in table.folds
            for ordinal, row in enumerate(table.folds[type(entry.event)](entry))  # type: ignore[arg-type]
        ),
        key=str,
    )


def facts_shown(connection: psycopg.Connection[Any], table: Table, position: int, on: date) -> list[Fact]:
    """The facts that a table does show."""
    columns = ", ".join(("effective_on", "origin", "ordinal", "position", *table.columns))
    statement = f"SELECT {columns} FROM read_models.{table.name} fact WHERE {visible('fact')}"
    return sorted(connection.execute(statement, {"position": position, "on": on}).fetchall(), key=str)


def everything(connection: psycopg.Connection[Any], *, but: tuple[str, ...] = ()) -> dict[str, list[Fact]]:
    """All rows of all tables, as they stand."""
    return {
        table.name: sorted(connection.execute(f"SELECT * FROM read_models.{table.name}").fetchall(), key=str)
        for table in READ_MODELS.tables
        if table.name not in but
    }
