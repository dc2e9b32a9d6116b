"""Databases as earlier versions left them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import uuid4

import psycopg
import pytest
from psycopg import conninfo
from psycopg.sql import SQL, Identifier

from ledger.storage.connections import roles_of
from tests.compatibility.version_1.restoring import restored


@pytest.fixture(scope="module")
def make_old(server_url: str) -> Iterator[Callable[[], str]]:
    """Makes databases as version 0.1.0 left them; connections to them tell the time in UTC."""
    made: list[str] = []

    def make() -> str:
        name = f"test_{uuid4().hex[:12]}"
        with psycopg.connect(server_url, autocommit=True) as server:
            server.execute(SQL("CREATE DATABASE {}").format(Identifier(name)))
        made.append(conninfo.make_conninfo(server_url, dbname=name, options="-c timezone=UTC"))
        restored(made[-1])
        return made[-1]

    yield make
    with psycopg.connect(server_url, autocommit=True) as server:
        for roles in map(roles_of, made):
            server.execute(SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(roles.database)))
            for role in roles.all().values():
                server.execute(SQL("DROP ROLE IF EXISTS {}").format(Identifier(role)))
