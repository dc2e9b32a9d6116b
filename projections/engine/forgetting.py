"""What read models keep in clear of people who were erased: it goes to values so coarse that nobody is singled out.

That is done by the entry with which somebody is erased, and once more in a rebuild, which folds what was open anew.
Keys, order and number of the facts stay: whoever was on a bench is on it, as somebody erased.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Final

from psycopg.sql import SQL, Identifier, Placeholder

from domain.catalogue import EVENTS
from domain.kernel.facts import ORGANISATION
from domain.people.erasure import Erasure
from projections.engine.read_model import FACT_COLUMNS, Row, Table
from projections.engine.sealed_entry import SealedEntry
from projections.engine.storing import Connection

ERASING: Final = frozenset(kind for kind, event in EVENTS.items() if event.memory is Erasure)
"""The kinds with which somebody is erased."""
ON_RECORD: Final = """
    SELECT DISTINCT e.stream FROM ledger.entries e JOIN ledger.concerns c USING (position)
    WHERE c.subject = %s AND c.kind = ANY (%s) AND position <= %s
"""
PERSON: Final = "person"
"""The column that says whose a fact is."""


def erased_in(entries: Iterable[SealedEntry[Any]]) -> list[str]:
    """Whom these entries erase."""
    return [entry.stream for entry in entries if entry.kind in ERASING]


def erased_until(connection: Connection, position: int) -> list[str]:
    """Everybody who was erased up to a position."""
    found = connection.execute(ON_RECORD, (ORGANISATION, list(ERASING), position)).fetchall()
    return [person for (person,) in found]


def forget(connection: Connection, schema: str, tables: Iterable[Table], people: Collection[str]) -> None:
    """Put coarse values in the place of what some people's facts say."""
    for table in tables:
        if people and table.coarse:
            values = SQL(", ").join(SQL("{} = {}").format(Identifier(column), Placeholder()) for column in table.coarse)
            statement = SQL("UPDATE {} SET {} WHERE {} = ANY (%s)").format(
                Identifier(schema, table.name), values, Identifier(PERSON)
            )
            connection.execute(statement, (*table.coarse.values(), list(people)))


def made_coarse(table: Table, rows: Iterable[Row], people: Collection[str]) -> list[Row]:
    """The same of rows that are not written yet: the values of a table's columns, be there others before them."""
    whose = list(table.columns).index(PERSON) if table.coarse else 0
    first = len(FACT_COLUMNS)
    return [
        (*row[:first], *coarse_values(table, row[first:])) if table.coarse and row[first + whose] in people else row
        for row in rows
    ]


def coarse_values(table: Table, values: Row) -> Row:
    """What a fact of somebody erased says, by the columns of its table."""
    return tuple(table.coarse.get(column, value) for column, value in zip(table.columns, values, strict=True))
