"""A ledger whose keys have a database of their own, and what its command line says."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import conninfo
from psycopg.sql import SQL, Identifier
from typer.testing import CliRunner

from api.cli.main import app
from api.cli.telling import told_of
from api.keys import key_ring
from api.services import database, ledger_in
from api.settings import Settings
from ledger import Ledger
from ledger.storage.connections import roles_of
from ledger.storage.keys_compared import KeySet
from tests.ledger.erasing import somebody_gone, steward_of
from tests.units import establish_units

TABLES = """
    SELECT schemaname, tablename FROM pg_tables
    WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1, 2
"""


@dataclass(frozen=True)
class House:
    """A ledger whose keys have a database of their own, and a home with the key that wraps them."""

    book: str
    keys: str | None
    home: Path

    @property
    def settings(self) -> Settings:
        return Settings(database_url=self.book, keys_database_url=self.keys, home=self.home, key_file=self.home / "key")

    def told(self, *words: str, code: int = 0) -> str:
        """What the command line says here, on one line."""
        environment = {
            "LEADERSHIP_DATABASE_URL": self.book,
            "LEADERSHIP_KEYS_DATABASE_URL": self.keys or "",
            "LEADERSHIP_HOME": str(self.home),
            "LEADERSHIP_KEY_FILE": str(self.home / "key"),
            "COLUMNS": "300",
        }
        with pytest.MonkeyPatch.context() as monkeypatch:
            for name, value in environment.items():
                monkeypatch.setenv(name, value)
            return run_as_installed(words, code)

    def people(self) -> tuple[str, str]:
        """Somebody who has left, and somebody who has too and whom nobody erases."""
        with database(self.settings) as url, ledger_in(self.settings, url) as ledger:
            establish_units(ledger)
            steward_of(ledger)
            return somebody_gone(ledger, "Ada Okafor"), somebody_gone(ledger, "Ben Amari")

    def names(self, *people: str) -> list[object]:
        """What they are called, as a process that begins afresh reads it."""
        with database(self.settings) as url, ledger_in(self.settings, url) as ledger:
            return [name_of(ledger, person) for person in people]


def run_as_installed(words: tuple[str, ...], code: int) -> str:
    """As `main` does: what went wrong is told, and no traceback."""
    done = CliRunner().invoke(app, list(words))
    told = told_of(done.exception) if isinstance(done.exception, Exception) else None
    said = " ".join([done.output, *(told.lines if told else ())])
    assert (told.exit_code if told else done.exit_code) == code, f"{words}\n{said}\n{done.exception!r}"
    return " ".join(said.split())


def name_of(ledger: Ledger, person: str) -> object:
    return ledger.stream(person)[0].event.name


def copied(url: str, copy: str) -> str:
    """A database as it is now, put in the place of another: as after a recovery to this moment."""
    original, name = (Identifier(roles_of(each).database) for each in (url, copy))
    with psycopg.connect(conninfo.make_conninfo(url, dbname="postgres"), autocommit=True) as server:
        server.execute(SQL("DROP DATABASE {}").format(name))
        server.execute(SQL("CREATE DATABASE {} TEMPLATE {}").format(name, original))
    return copy


def held(*urls: str | None) -> list[dict[tuple[str, str], list[tuple[Any, ...]]]]:
    """All that stands in databases, table by table."""
    found = []
    for url in filter(None, urls):
        with psycopg.connect(url) as connection:
            tables = connection.execute(TABLES).fetchall()
            rows = {
                table: connection.execute(
                    SQL("SELECT t::text FROM {} t ORDER BY 1").format(Identifier(*table))
                ).fetchall()
                for table in tables
            }
        found.append(rows)
    return found


def refused(house: House, why: str) -> None:
    """Whatever opens the ledger says why not, and nothing is written anywhere."""
    before = held(house.book, house.keys)
    for words in (("migrate",), ("status",), ("init", "--name", "Noor Haddad"), ("token", "list"), ("rebuild",)):
        assert why in house.told(*words, code=3), words
    assert held(house.book, house.keys) == before


def somebody_since(house: House) -> str:
    """Somebody of whom the book tells since, by whichever settings."""
    with database(house.settings) as url, ledger_in(house.settings, url) as ledger:
        return somebody_gone(ledger, "Cy Dahl")


def opening(house: House, schema: str) -> list[str]:
    """Whose keys, in a schema beside the book, open under any key-encryption key of the house."""
    with psycopg.connect(house.book) as connection:
        keys = KeySet(connection, schema, house.book).data_keys(key_ring(house.settings).of)
    return [person for person, key in keys.items() if isinstance(key, bytes)]
