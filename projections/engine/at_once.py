"""A few facts, and the bookmark with them, in one statement: a single round trip, so that they are soon seen."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from projections.engine.read_model import Row, Table
from projections.engine.storing import Connection, sql

FEW: Final = 20
"""Rows up to which one statement is faster than a transaction of COPYs."""


def write_at_once(
    connection: Connection, schema: str, tables: Sequence[Table], rows: Sequence[Sequence[Row]], left_at: int, to: int
) -> bool:
    """Write rows into their tables and move the bookmark. False, and nothing is written, if it is not where it was."""
    filled = [(table, facts) for table, facts in zip(tables, rows, strict=True) if facts]
    inserts = "".join(f", {table.name} AS ({insert(schema, table, len(facts))})" for table, facts in filled)
    moved = f"UPDATE {schema}.bookmark SET position = %b WHERE position = %b AND present RETURNING position"
    statement = f"WITH moved AS ({moved}){inserts} SELECT pg_notify('{schema}', position::text) FROM moved"
    cells = [cell for _, facts in filled for row in facts for cell in row]
    return connection.execute(sql(statement), (to, left_at, *cells), binary=True).rowcount == 1


def insert(schema: str, table: Table, how_many: int) -> str:
    """SQL: so many rows into a table, provided that the bookmark moved."""
    kinds = [kind.split()[0] for kind in table.all_columns.values()]
    first = f"({', '.join(f'%b::{kind}' for kind in kinds)})"
    further = f", ({', '.join(['%b'] * len(kinds))})" * (how_many - 1)
    columns = ", ".join(table.all_columns)
    facts = f"(VALUES {first}{further}) facts"
    return f"INSERT INTO {schema}.{table.name} ({columns}) SELECT facts.* FROM {facts}, moved"
