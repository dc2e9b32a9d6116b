"""Moving the keys of a book from beside it into a database of their own, so that whatever interrupts it loses none.

They arrive in a schema of another name, are removed beside the book, and only then take the name under which they are
looked for. What is taken away on the way says nothing that is not said by what stays.
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
    id_in,
    is_there,
    must_hold_no_ledger,
    told_by,
)
from ledger.storage.connections import place_in_words, roles_of
from ledger.storage.keys_compared import KeySet, Opening, must_stand_in
from ledger.storage.migrations import migrate
from ledger.storage.others_connected import must_be_alone
from ledger.storage.scripts import ensure_roles, run_scripts

REMOVED: Final = "keys_removed"
"""The schema in which keys of before are left beside the book, under a name by which nobody looks for any."""
TABLES: Final = "SELECT tablename FROM pg_tables WHERE schemaname = %s ORDER BY tablename"
COLUMNS: Final = """
    SELECT attname FROM pg_attribute
    WHERE attrelid = format('%%I.%%I', %s::text, %s::text)::regclass AND attnum > 0 AND NOT attisdropped
"""
Connection = psycopg.Connection[Any]


class Moved(Enum):
    """What was done about the keys beside a book."""

    MOVED = "moved"
    PUT_ASIDE = "put aside"
    """All that they say is said by those that stand there already, which stay as they are."""
    NONE_BESIDE = "none beside"


def move(url: str, keys_url: str, opening: Opening) -> Moved:
    """Bring the keys that stand beside a book into a database of their own; what was begun before is ended.

    `opening` finds key-encryption keys, for where two sets of keys are to be compared. Raises InUse where others are
    connected to the book, KeysNotApart where both addresses lead to one database or the other holds a ledger,
    KeysOfAnotherBook where keys stand on either side that are not this book's, and KeptNowhereElse.
    """
    done = Moved.NONE_BESIDE
    with psycopg.connect(url, autocommit=True) as book, psycopg.connect(keys_url, autocommit=True) as apart:
        if are_one_database(book, apart):
            raise KeysNotApart(
                f"both addresses lead to {place_in_words(url)}: name another database. Nothing was changed"
            )
        must_hold_no_ledger(apart, keys_url)
        beside = KeySet(book, KEYS, url)
        there, arriving = KeySet(apart, KEYS, keys_url), KeySet(apart, ARRIVING, keys_url)
        must_be_of_one_book(book, url, beside, there, arriving)
        if beside.stands:
            must_be_alone(book, url)
            if are_there(there, beside):
                put_aside(beside, there, opening)
                done = Moved.PUT_ASIDE
            else:
                take_away(beside, arriving, opening)
        if arriving.stands:
            apart.execute(SQL("ALTER SCHEMA {} RENAME TO {}").format(Identifier(ARRIVING), Identifier(KEYS)))
            done = Moved.MOVED
    migrate(url, keys_url=keys_url)
    return done


def must_be_of_one_book(book: Connection, url: str, *sets: KeySet) -> None:
    """Raises KeysOfAnotherBook where keys say that they are of another book than this one; what says nothing may be."""
    own = id_in(book, "ledger")
    for one in sets:
        if (kept_for := id_in(one.connection, one.schema)) is not None and own not in (None, kept_for):
            raise KeysOfAnotherBook(
                f"the data keys in {one.in_words} are not those of the book in {place_in_words(url)}, and may be the"
                f" only ones of another: {FOREIGN_BESIDE if one.connection is book else FOREIGN}. Nothing was changed"
            )


FOREIGN: Final = "name an empty database"
FOREIGN_BESIDE: Final = (
    "bring that schema into an empty database by `pg_dump` and `pg_restore`, which the other ledger names as that of"
    " its keys, and drop it here then"
)


def are_there(there: KeySet, beside: KeySet) -> bool:
    """Whether keys of this book stand there already. Raises KeysOfAnotherBook for others: none are written over."""
    if not there.stands:
        return False
    told = told_by(beside.connection, there.connection)
    if not told.begun or not are_its_own(told, beside.connection, there.connection):
        raise KeysOfAnotherBook(
            f"the data keys in {place_in_words(there.url)} are not those of the book in {place_in_words(beside.url)}:"
            f" {FOREIGN}. Nothing was changed"
        )
    return True


def put_aside(beside: KeySet, there: KeySet, opening: Opening) -> None:
    """Leave the keys beside the book under another name, where those that stand there say all that they do."""
    book = beside.connection
    if is_there(book, REMOVED, "data_keys"):
        raise KeysNotApart(
            f"keys that were put aside before stand in {KeySet(book, REMOVED, beside.url).in_words}: drop it first."
            " Nothing was changed"
        )
    with book.transaction():
        hold(beside)
        must_stand_in(there, beside, opening)
        book.execute(SQL("ALTER SCHEMA {} RENAME TO {}").format(Identifier(KEYS), Identifier(REMOVED)))


def take_away(beside: KeySet, arriving: KeySet, opening: Opening) -> None:
    """Have a copy of the keys arrive, in the place of one of before, and remove them beside the book."""
    migrate(beside.url)
    book = beside.connection
    with book.transaction():
        hold(beside)
        if arriving.stands:
            must_stand_in(beside, arriving, opening)
        bring(book, arriving.connection, arriving.url)
        book.execute(SQL("DROP SCHEMA {} CASCADE").format(Identifier(KEYS)))


def hold(beside: KeySet) -> None:
    """Let nobody use the keys from now on. Raises InUse where somebody has come since it was asked first."""
    for table in tables(beside.connection, beside.schema):
        name = Identifier(beside.schema, table)
        beside.connection.execute(SQL("LOCK TABLE {} IN ACCESS EXCLUSIVE MODE").format(name))
    must_be_alone(beside.connection, beside.url)


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
