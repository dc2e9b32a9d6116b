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


def have_parts_log_in(url: str, file: Path) -> str:
    """Give each part a password of its own, new ones where they had some, and write them down; the address to serve by.

    The file is one of PostgreSQL's own, for its owner's eyes, and must not be there yet. FileExistsError otherwise.
    """
    passwords = {role: token_urlsafe(32) for role in who_logs_in(url)}
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    try:
        with os.fdopen(descriptor, "w") as written, psycopg.connect(url) as connection:
            for role, password in passwords.items():
                statement = SQL("ALTER ROLE {} LOGIN PASSWORD {}")
                connection.execute(statement.format(Identifier(role), Literal(password)))
            written.writelines(lines(url, passwords))
    except BaseException:
        file.unlink()
        raise
    return serving_address(url, file)


def have_no_part_log_in(url: str) -> None:
    """Take all that back: nobody logs in as a part."""
    with psycopg.connect(url) as connection:
        for role in who_logs_in(url):
            connection.execute(SQL("ALTER ROLE {} NOLOGIN PASSWORD NULL").format(Identifier(role)))


def who_logs_in(url: str) -> list[str]:
    """The roles that log in by themselves: all but the owner, whom only those who migrate take."""
    return [role for part, role in roles_of(url).all().items() if part != "owner"]


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
