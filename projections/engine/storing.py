"""How facts stand in PostgreSQL: the tables, copying rows in, marking what was superseded, and the bookmark."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, cast

import psycopg
import structlog
from psycopg.sql import SQL, Composed, Identifier

from ledger.storage.connections import Roles
from ledger.storage.walling import have_it_say
from projections.engine.folding import Folded, FoldsByKind, Parked
from projections.engine.read_model import Row, Table
from projections.engine.sealed_entry import SealedEntry
from projections.engine.seeing import passes
from projections.engine.visibility import SCHEMA
from projections.engine.walls import OPEN, statements

Connection = psycopg.Connection[tuple[Any, ...]]

NEXT: Final = "read_models_next"
"""The schema in which a rebuild grows beside the one that is read."""

CHANNEL: Final = "read_models"
"""Tells, after each commit of the follower, how far the read models have come."""

PARKED: Final = Table(
    "parked",
    {"subject": "text NOT NULL", "read_model": "text NOT NULL", "error": "text NOT NULL"},
    walls=OPEN,  # every answer names what is missing from it, by positions alone
    indexes=("subject",),
)
"""Entries that could not be folded, for each subject that they touch. Facts too: a correction puts them right."""


BOOKMARK: Final = "position bigint NOT NULL, form text NOT NULL, present boolean NOT NULL DEFAULT true"
"""How far these tables have come, which version made them, and whether it is they that are read. One row: whoever
writes holds it, so that nobody swaps the tables meanwhile."""

MAY_MAKE: Final = "SELECT has_database_privilege(%s, current_database(), 'CREATE')"
ASTRAY: Final = """
    WITH rightful AS (SELECT oid FROM pg_roles WHERE rolname = %(projector)s)
    SELECT EXISTS (SELECT FROM pg_namespace n WHERE nspname = 'read_models'
                   AND (nspowner NOT IN (TABLE rightful) OR NOT has_schema_privilege(%(reader)s, n.oid, 'USAGE')))
        OR EXISTS (SELECT FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
                   WHERE nspname = 'read_models' AND relkind = 'r'
                   AND (relowner NOT IN (TABLE rightful) OR NOT has_table_privilege(%(reader)s, c.oid, 'SELECT')))
        OR (to_regnamespace('read_models') IS NOT NULL AND %(walls)s::text[] IS DISTINCT FROM ARRAY(
                SELECT (relname || ' ' || polname) COLLATE "C" FROM pg_policy p JOIN pg_class c ON c.oid = polrelid
                WHERE relnamespace = to_regnamespace('read_models') AND relrowsecurity ORDER BY 1))
"""

TEXT: Final = re.compile(r"text(\[\])?")
alarm = structlog.get_logger("projections")


def sql(text: str) -> SQL:
    """A statement put together from our own words."""
    return SQL(cast("Any", text))


def columns_of(table: Table) -> list[str]:
    """The definitions of a table's columns; ids and enums compare byte by byte."""
    kinds = {name: TEXT.sub(r'\g<0> COLLATE "C"', kind) for name, kind in table.all_columns.items()}
    derived = [f"{name} {kind}" for name, kind in table.derived.items()]
    return [*(f"{name} {kind}" for name, kind in kinds.items()), *derived]


def form(folds: FoldsByKind) -> str:
    """A fingerprint of all tables, to see whether they were made by this version."""
    tables = (*folds.tables, PARKED)
    said = "\n".join(f"{table.name} {columns_of(table)} {table.indexes}" for table in tables)
    walls = "\n".join(statement.as_string(None) for table in tables for statement in statements(SCHEMA, table))
    return hashlib.sha256(f"{said}\n{walls}\n{BOOKMARK}".encode()).hexdigest()


def make_schema(connection: Connection, schema: str, folds: FoldsByKind, reader: str) -> None:
    """An empty home for the read models, without indexes, which are made faster once the rows are there."""
    connection.execute(SQL(";\n").join(home_statements(schema, folds, reader)))


def home_statements(schema: str, folds: FoldsByKind, reader: str) -> Iterator[Composed]:
    """What makes that home: who may read it, its tables with their walls, and the bookmark at the beginning."""
    home = Identifier(schema)
    yield SQL("CREATE SCHEMA {}").format(home)
    yield SQL("GRANT USAGE ON SCHEMA {} TO {}").format(home, Identifier(reader))
    yield SQL("ALTER DEFAULT PRIVILEGES IN SCHEMA {} GRANT SELECT ON TABLES TO {}").format(home, Identifier(reader))
    for table in (*folds.tables, PARKED):
        columns = SQL(", ").join(map(sql, columns_of(table)))
        yield SQL("CREATE TABLE {} ({})").format(Identifier(schema, table.name), columns)
        yield from statements(schema, table)
    bookmark = Identifier(schema, "bookmark")
    yield SQL("CREATE TABLE {} ({})").format(bookmark, sql(BOOKMARK))
    yield SQL("INSERT INTO {} VALUES (0, {})").format(bookmark, form(folds))


def index_statements(schema: str, folds: FoldsByKind) -> Iterator[Composed]:
    """What makes the indexes: one a question, and one to find what a correction supersedes."""
    for table in (*folds.tables, PARKED):
        home = Identifier(schema, table.name)
        yield SQL("CREATE INDEX ON {} (origin) WHERE superseded_at IS NULL").format(home)
        for columns in table.indexes:
            yield SQL("CREATE INDEX ON {} ({})").format(home, sql(columns))


def migrate(connection: Connection, folds: FoldsByKind, roles: Roles) -> None:
    """Make the read models' home; anew, if its tables were made by another version. Following fills it again."""
    database = Identifier(roles.database)
    if connection.execute(MAY_MAKE, (roles.projector,)).fetchone() == (False,):
        connection.execute(SQL("GRANT CREATE ON DATABASE {} TO {}").format(database, Identifier(roles.projector)))
    have_it_say(connection, "passes", passes())
    if not_as_it_was_made(connection, roles, folds):  # copied under another name, or restored without owners or rights
        connection.execute(SQL("DROP SCHEMA {} CASCADE").format(Identifier(SCHEMA)))
    connection.execute(SQL("SET LOCAL ROLE {}").format(Identifier(roles.projector)))
    if form_in(connection) != form(folds):
        connection.execute(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(SCHEMA)))
        make_schema(connection, SCHEMA, folds, roles.reader)
        connection.execute(SQL(";\n").join(index_statements(SCHEMA, folds)))
    connection.execute("RESET ROLE")


def not_as_it_was_made(connection: Connection, roles: Roles, folds: FoldsByKind) -> bool:
    """Whether there is a home that is not all the projector's, that readers may not read, or where walls are others."""
    asked = {"projector": roles.projector, "reader": roles.reader, "walls": sorted(walls_of(folds))}
    [(astray,)] = connection.execute(ASTRAY, asked).fetchall()
    return bool(astray)


def walls_of(folds: FoldsByKind) -> set[str]:
    """Every policy there is to be, as table and name."""
    return {f"{table.name} {wall.name}" for table in folds.tables for wall in table.walls or ()}


def form_in(connection: Connection) -> str | None:
    """The fingerprint of the tables that are there."""
    if connection.execute("SELECT to_regclass('read_models.bookmark')").fetchone() == (None,):
        return None
    row = connection.execute("SELECT form FROM read_models.bookmark").fetchone()
    return row[0] if row else None


def copy_rows(connection: Connection, schema: str, table: Table, rows: Iterable[Row]) -> None:
    """Rows into a table, by binary COPY."""
    types = [kind.split()[0] for kind in table.all_columns.values()]
    columns = SQL(", ").join(map(Identifier, table.all_columns))
    statement = SQL("COPY {} ({}) FROM STDIN (FORMAT BINARY)").format(Identifier(schema, table.name), columns)
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        copy.set_types(types)
        write_row = copy.write_row
        for row in rows:
            write_row(row)


def supersede(connection: Connection, schema: str, tables: Sequence[Table], first: Mapping[int, int]) -> None:
    """Mark the facts that entries of a batch supersede: by origin of the chain, the first such entry."""
    for table in tables:
        connection.execute(
            SQL(
                "UPDATE {} fact SET superseded_at = s.position"
                " FROM unnest(%b::bigint[], %b::bigint[]) s (origin, position)"
                " WHERE fact.origin = s.origin AND fact.superseded_at IS NULL"
            ).format(Identifier(schema, table.name)),
            (list(first), list(first.values())),
        )


def write(connection: Connection, schema: str, folds: FoldsByKind, folded: Folded) -> None:
    """The rows of a batch, each into its table."""
    for table, rows in zip(folds.tables, folded.rows, strict=True):
        if rows:
            copy_rows(connection, schema, table, rows)
    if folded.parked:
        rows = [row for parked in folded.parked for row in parked_rows(connection, parked)]
        copy_rows(connection, schema, PARKED, rows)
    for parked in folded.parked:
        alarm.error("entry parked", position=parked.entry.position, read_model=parked.read_model)


def parked_rows(connection: Connection, parked: Parked) -> list[Row]:
    """A parked entry under its stream and under each other subject that it touches."""
    entry = parked.entry
    found = connection.execute("SELECT subject FROM ledger.concerns WHERE position = %s", (entry.position,)).fetchall()
    subjects = dict.fromkeys((entry.stream, *(subject for (subject,) in found)))
    shared = (entry.position, entry.origin, parked.superseded_at, parked.effective_on)
    return [
        (*shared, ordinal, subject, parked.read_model, parked.error.replace("\0", "")[:500])
        for ordinal, subject in enumerate(subjects)
    ]


def chains_in(entries: Iterable[SealedEntry[Any]]) -> tuple[dict[int, int], dict[int, int]]:
    """What a batch supersedes: by origin the first entry to do so, for earlier batches; by position, for its own."""
    first: dict[int, int] = {}
    within: dict[int, int] = {}
    last: dict[int, int] = {}
    for entry in entries:
        if entry.supersedes is None:
            continue
        origin, position = entry.origin, entry.position
        within[last.get(origin, origin)] = position
        first.setdefault(origin, position)
        last[origin] = position
    return first, within
