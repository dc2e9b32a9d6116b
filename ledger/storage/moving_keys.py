"""Moving the keys of a book from beside it into a database of their own, so that whatever interrupts it loses none.

They arrive in a schema of another name, are removed beside the book, and only then take the name under which they are
looked for. So as long as both are there it is known which is the later one: what is still arriving is not.
"""

from __future__ import annotations

from enum import Enum
from typing import Any, Final

import psycopg
from psycopg.sql import SQL, Identifier

from ledger.storage.belonging import (
    ARRIVING,
    KEYS,
    KeysNotApart,
    KeysOfAnotherBook,
    are_its_own,
    are_one_database,
    is_there,
    told_by,
)
from ledger.storage.connections import place_in_words, roles_of
from ledger.storage.migrations import migrate
from ledger.storage.scripts import ensure_roles, run_scripts

TABLES: Final = "SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY tablename"
COLUMNS: Final = """
    SELECT attname FROM pg_attribute
    WHERE attrelid = format('%%I.%%I', %s::text, %s::text)::regclass AND attnum > 0 AND NOT attisdropped
"""
Connection = psycopg.Connection[Any]


class Moved(Enum):
    """What was done about the keys beside a book."""

    MOVED = "moved"
    REMOVED = "removed"
    """They were of before the keys were moved, and the later ones stay as they are."""
    NONE_BESIDE = "none beside"


def move(url: str, keys_url: str) -> Moved:
    """Bring the keys that stand beside a book into a database of their own; what was begun before is ended.

    Nobody else may be at work: whoever is finds no keys from then on. Raises KeysNotApart where both addresses lead to
    one database, and KeysOfAnotherBook where keys stand there that are not this book's.
    """
    done = Moved.NONE_BESIDE
    with psycopg.connect(url, autocommit=True) as book, psycopg.connect(keys_url, autocommit=True) as apart:
        if are_one_database(book, apart):
            raise KeysNotApart(
                f"both addresses lead to {place_in_words(url)}: name another database. Nothing was changed"
            )
        if is_there(book, KEYS, "data_keys"):
            done = Moved.REMOVED if later_ones_are(apart, book, url, keys_url) else Moved.MOVED
            if done is Moved.MOVED:
                migrate(url)
            with book.transaction():
                for table in tables(book, KEYS):
                    book.execute(SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(Identifier(KEYS, table)))
                if done is Moved.MOVED:
                    bring(book, apart, keys_url)
                book.execute(SQL("DROP SCHEMA {} CASCADE").format(Identifier(KEYS)))
        if is_there(apart, ARRIVING, "data_keys"):
            apart.execute(SQL("ALTER SCHEMA {} RENAME TO {}").format(Identifier(ARRIVING), Identifier(KEYS)))
            done = Moved.MOVED
    migrate(url, keys_url=keys_url)
    return done


def later_ones_are(apart: Connection, book: Connection, url: str, keys_url: str) -> bool:
    """Whether keys of this book stand there already. Raises KeysOfAnotherBook for others: none are written over."""
    if not is_there(apart, KEYS, "data_keys"):
        return False
    told = told_by(book, apart)
    if not told.begun or not are_its_own(told, book, apart):
        raise KeysOfAnotherBook(
            f"the data keys in {place_in_words(keys_url)} are not those of the book in {place_in_words(url)}: name an"
            " empty database. Nothing was changed"
        )
    return True


def bring(book: Connection, apart: Connection, keys_url: str) -> None:
    """A copy of all that stands beside the book, arriving: all of it, or nothing."""
    roles = roles_of(keys_url)
    with apart.transaction():
        apart.execute(SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(Identifier(ARRIVING)))
        ensure_roles(apart, [roles.keeper])
        run_scripts(apart, roles, ("keys",))
        for table in set(tables(apart, KEYS)) - {"form"}:
            copy(book, apart, table)
        apart.execute(SQL("ALTER SCHEMA {} RENAME TO {}").format(Identifier(KEYS), Identifier(ARRIVING)))


def copy(book: Connection, apart: Connection, table: str) -> None:
    """All rows of a table."""
    names = [name for (name,) in apart.execute(COLUMNS, (KEYS, table)).fetchall()]
    columns = SQL(", ").join(map(Identifier, names))
    leaving = SQL("COPY {} ({}) TO STDOUT").format(Identifier(KEYS, table), columns)
    arriving = SQL("COPY {} ({}) FROM STDIN").format(Identifier(KEYS, table), columns)
    with book.cursor().copy(leaving) as read, apart.cursor().copy(arriving) as written:
        for block in read:
            written.write(block)


def tables(connection: Connection, schema: str) -> list[str]:
    """The tables of a schema."""
    return [table for (table,) in connection.execute(TABLES, (schema,)).fetchall()]
