"""A book and its keys belong together, beside each other or in two databases: both say the same, or none is opened."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from secrets import randbits
from typing import Any, Final
from uuid import UUID, uuid4

import psycopg
from psycopg.sql import SQL, Identifier

from ledger.identifiers import is_person
from ledger.storage.connections import before_roles, place_in_words, roles_of
from ledger.storage.keys import LEDGER, KeyMissing

SETTING: Final = "LEADERSHIP_KEYS_DATABASE_URL"
KEYS: Final = "keys"
ARRIVING: Final = "keys_arriving"
"""The schemas with keys, and with those that are being moved, which are nobody's yet."""
THERE: Final = "SELECT EXISTS (SELECT FROM pg_tables WHERE schemaname = %s AND tablename = %s)"
BEGUN: Final = "SELECT stream FROM ledger.entries WHERE version = 1"
KEPT: Final = "SELECT person FROM keys.data_keys"
Connection = psycopg.Connection[Any]


class KeysOfAnotherBook(Exception):
    """The data keys in a database belong to another book than the one that was to be opened with them."""


class KeysNotApart(Exception):
    """A database of their own is named for data keys, and keys of the book stand beside it."""


@dataclass(frozen=True)
class Told:
    """What a book and a database with keys say of each other, before anything is opened."""

    book: UUID | None
    """Which one the book says that it is; None as long as it does not."""
    kept_for: UUID | None
    """Whose the keys say that they are."""
    written: bool
    """Whether there is an entry."""
    begun: bool
    """Whether the ledger's own key is there, with which all others begin."""


def told_by(book: Connection, keys: Connection) -> Told:
    """What both say, where they have the tables to say it in."""
    begun = is_there(keys, KEYS, "data_keys") and holds(keys, "SELECT FROM keys.data_keys WHERE person = %s", LEDGER)
    written = is_there(book, "ledger", "entries") and holds(book, "SELECT FROM ledger.entries LIMIT 1")
    return Told(id_in(book, "ledger"), id_in(keys, KEYS), written, begun)


def must_belong(book: Connection, keys: Connection, url: str, keys_url: str | None = None) -> Told:
    """What both say, where the keys may be used with the book: keys beside it that say nothing are its own.

    Raises KeysNotApart, KeyMissing and KeysOfAnotherBook.
    """
    if keys_url is not None:
        must_be_apart(book, keys, url, keys_url)
    told, place = told_by(book, keys), place_in_words(keys_url or url)
    of_another = None not in {told.book, told.kept_for} and told.book != told.kept_for
    if keys_url is None and told.kept_for is not None and told.book is None and not told.written:
        raise KeysOfAnotherBook(
            f"data keys stand in {place} whose book does not: name another database for a new book. Nothing was made or"
            " changed"
        )
    if told.written and not told.begun and not of_another:
        raise KeyMissing(missing(place_in_words(url), place, is_moving=is_there(keys, ARRIVING, "data_keys")))
    if of_another or (keys_url is not None and not are_its_own(told, book, keys)):
        instead = f"name in {SETTING} the database with its own, or for a new book an empty one"
        raise KeysOfAnotherBook(
            f"the data keys in {place} are those of another book than the one in {place_in_words(url)}:"
            f" {instead if keys_url else 'restore its own'}. Nothing was made or changed"
        )
    return told


def missing(book: str, keys: str, *, is_moving: bool) -> str:
    """What is said of a book without keys, and what would help."""
    if is_moving:
        return (
            f"keys of {book} are being moved to {keys}, which has not come to its end: `leadership keys move` ends it"
        )
    return (
        f"a ledger stands in {book}, and the schema “keys” of {keys} holds no key of it: restore that schema, too, from"
        f" its last dump, or name in {SETTING} the database in which its keys stand. Nothing was made in its place"
    )


def are_its_own(told: Told, book: Connection, keys: Connection) -> bool:
    """Whether keys are a book's: as both say; or, where one is of an earlier version, as all its people have one."""
    if told.book is not None and told.kept_for is not None:
        return told.book == told.kept_for
    are_any = told.begun or told.kept_for or is_there(keys, ARRIVING, "data_keys")
    return not are_any or have_all_the_people(book, keys)


def must_be_apart(book: Connection, keys: Connection, url: str, keys_url: str) -> None:
    """Raises KeysNotApart where the two are one database, or keys stand beside the book all the same."""
    if are_one_database(book, keys):
        raise KeysNotApart(
            f"{SETTING} names the database of the book itself, {place_in_words(url)}: name another, or leave it out"
        )
    if is_there(book, KEYS, "data_keys"):
        raise KeysNotApart(
            f"data keys stand beside the book, in {place_in_words(url)}, and {SETTING} names"
            f" {place_in_words(keys_url)}: `leadership keys move` takes them there; where they are there, and the book"
            " was brought back to a moment before that, it puts those of before aside. Nothing was made or changed"
        )
    must_hold_no_ledger(keys, keys_url)


def must_hold_no_ledger(keys: Connection, keys_url: str) -> None:
    """Raises KeysNotApart for a database in which a ledger stands: beside that, keys of another would be taken for its.

    They would belong to its own keeper, too, as roles are named after the database.
    """
    if is_there(keys, "ledger", "entries"):
        raise KeysNotApart(
            f"{SETTING} names {place_in_words(keys_url)}, in which a ledger stands: name another, for a new ledger an"
            " empty one. Nothing was made or changed"
        )


def are_one_database(one: Connection, other: Connection) -> bool:
    """Whether two connections lead to the same database, by whichever names: a lock that one holds the other sees."""
    number = randbits(62)
    with one.transaction(), other.transaction():
        one.execute("SELECT pg_advisory_xact_lock(%s)", (number,))
        return other.execute("SELECT pg_try_advisory_xact_lock(%s)", (number,)).fetchone() == (False,)


def have_all_the_people(book: Connection, keys: Connection) -> bool:
    """Whether everybody of whom the book tells has had a key among these: nobody stands in two ledgers."""
    people = {stream for (stream,) in book.execute(BEGUN).fetchall() if is_person(stream)}
    return bool(people) and people <= {person for (person,) in keys.execute(KEPT).fetchall()}


def say_it(book: Connection, keys: Connection, told: Told) -> None:
    """Have both say from now on that they belong together, where one of them does not yet."""
    own = told.book or told.kept_for or uuid4()
    if told.book is None:
        book.execute("INSERT INTO ledger.book VALUES (%s)", (own,))
    if told.kept_for is None:
        keys.execute("INSERT INTO keys.book VALUES (%s)", (own,))


def must_have_keys(url: str, keys_url: str | None = None) -> None:
    """Raises what `must_belong` does, for a book that is to be opened: none are made in the place of its keys."""
    with (
        looking(url, "writer", "ledger", "form") as book,
        looking(keys_url or url, "keeper", KEYS, "data_keys") as keys,
    ):
        if is_there(book, "ledger", "form"):
            must_belong(book, keys, url, keys_url)


@contextmanager
def looking(url: str, part: str, schema: str, table: str) -> Iterator[Connection]:
    """A connection in the role of a part; where there is no such table yet, there may be no such role either."""
    role = roles_of(url).all()[part]
    with psycopg.connect(before_roles(url, role)) as connection:
        if is_there(connection, schema, table):
            connection.execute(SQL("SET LOCAL ROLE {}").format(Identifier(role)))
        yield connection


def is_there(connection: Connection, schema: str, table: str) -> bool:
    """Whether there is a table: every role may ask that."""
    return connection.execute(THERE, (schema, table)).fetchone() == (True,)


def holds(connection: Connection, asked: str, *given: object) -> bool:
    """Whether a question has an answer."""
    return connection.execute(asked, given).fetchone() is not None


def id_in(connection: Connection, schema: str) -> UUID | None:
    """What a table `book` says; None where it says nothing, or is not there."""
    if not is_there(connection, schema, "book"):
        return None
    row = connection.execute(SQL("SELECT id FROM {}").format(Identifier(schema, "book"))).fetchone()
    return None if row is None else row[0]
