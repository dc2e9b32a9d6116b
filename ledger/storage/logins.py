"""Logins of the parts: each role that can log in by itself, and the password file by which it does."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from secrets import token_urlsafe
from typing import Final

import psycopg
from psycopg import conninfo
from psycopg.sql import SQL, Identifier, Literal

from ledger.storage.connections import roles_of

PORT: Final = "5432"
WHO: Final = ("user", "password", "passfile")
"""What an address says of who asks."""


def have_parts_log_in(url: str, file: Path, keys_url: str | None = None) -> list[str]:
    """Give each part a password of its own, new ones where they had some, and write them down; by what to serve.

    That are the addresses of the book, and of its keys where they have a database of their own. The file is one of
    PostgreSQL's own, for its owner's eyes, and must not be there yet. FileExistsError otherwise.
    """
    passwords = {
        place: {role: token_urlsafe(32) for role in roles} for place, roles in who_logs_in(url, keys_url).items()
    }
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(descriptor, "w") as written:
            for place, given in passwords.items():
                with psycopg.connect(place) as connection:
                    for role, password in given.items():
                        statement = SQL("ALTER ROLE {} LOGIN PASSWORD {}")
                        connection.execute(statement.format(Identifier(role), Literal(password)))
                written.writelines(lines(place, given))
    except BaseException:
        file.unlink()
        raise
    return [serving_address(place, file) for place in passwords]


def have_no_part_log_in(url: str, keys_url: str | None = None) -> None:
    """Take all that back: nobody logs in as a part."""
    for place, roles in who_logs_in(url, keys_url).items():
        with psycopg.connect(place) as connection:
            for role in roles:
                connection.execute(SQL("ALTER ROLE {} NOLOGIN PASSWORD NULL").format(Identifier(role)))


def who_logs_in(url: str, keys_url: str | None = None) -> dict[str, list[str]]:
    """By address the roles that log in by themselves: all but the owner, whom only those who migrate take."""
    book = [role for part, role in roles_of(url).all().items() if part != "owner"]
    return {url: book} | ({keys_url: [roles_of(keys_url).keeper]} if keys_url else {})


def serving_address(url: str, file: Path) -> str:
    """The address that names nobody, and the password file of those who log in by it."""
    given = {name: str(value) for name, value in conninfo.conninfo_to_dict(url).items() if name not in WHO}
    return conninfo.make_conninfo(**{**given, "dbname": roles_of(url).database, "passfile": str(file.absolute())})


def lines(url: str, passwords: Mapping[str, str]) -> list[str]:
    """A password file: host, port, database, role and password on each line."""
    given = conninfo.conninfo_to_dict(url)
    database = roles_of(url).database
    hosts = str(given.get("host") or given.get("hostaddr") or "localhost").split(",")
    ports = str(given.get("port") or PORT).split(",")
    places = [(host, ports[place] if len(ports) == len(hosts) else ports[0]) for place, host in enumerate(hosts)]
    return [
        ":".join(map(escaped, (host, port or PORT, database, role, password))) + "\n"
        for host, port in places
        for role, password in passwords.items()
    ]


def escaped(field: str) -> str:
    """A field of a password file."""
    return field.replace("\\", "\\\\").replace(":", "\\:")
