"""Removing a database with all that belongs to it, and making it again: for what may be told anew, as a demo."""

from __future__ import annotations

import psycopg
from psycopg import conninfo
from psycopg.errors import ObjectInUse
from psycopg.sql import SQL, Identifier

from ledger.storage.connections import place_in_words, roles_of
from ledger.storage.others_connected import InUse


def remake(url: str) -> None:
    """Remove the database that `url` names with its roles, and make it anew, empty. Raises InUse."""
    roles = roles_of(url)
    name = Identifier(roles.database)
    with psycopg.connect(conninfo.make_conninfo(url, dbname="postgres"), autocommit=True) as connection:
        try:
            connection.execute(SQL("DROP DATABASE {}").format(name))
        except ObjectInUse:
            raise InUse(f"{place_in_words(url)} is being used: stop what serves it first") from None
        for role in roles.all().values():
            connection.execute(SQL("DROP ROLE IF EXISTS {}").format(Identifier(role)))
        connection.execute(SQL("CREATE DATABASE {}").format(name))
