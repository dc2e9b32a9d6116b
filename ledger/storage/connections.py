"""Connections to PostgreSQL, each pool in the one role that it needs."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeVar

from psycopg import Connection, DatabaseError, OperationalError, ProgrammingError, conninfo
from psycopg_pool import ConnectionPool

C = TypeVar("C", bound=Connection[Any])
Unreachable = OperationalError
"""PostgreSQL does not answer, or does not let us in."""
__all__ = [
    "DatabaseError",
    "LivingPool",
    "Pool",
    "Roles",
    "Unreachable",
    "beside",
    "in_role",
    "place_in_words",
    "pool_in_role",
    "roles_of",
]
Pool = ConnectionPool[Connection[tuple[object, ...]]]


@dataclass(frozen=True)
class Roles:
    """The NOLOGIN roles of one database, named after it, as roles belong to the whole server."""

    database: str

    @property
    def owner(self) -> str:
        """Owns the tables; only migrations take it."""
        return f"{self.database}_owner"

    @property
    def writer(self) -> str:
        """May read, and append through the one function."""
        return f"{self.database}_writer"

    @property
    def reader(self) -> str:
        """May read the book and the read models."""
        return f"{self.database}_reader"

    @property
    def projector(self) -> str:
        """Reads the book and owns the read models."""
        return f"{self.database}_projector"

    @property
    def keeper(self) -> str:
        """Owns the wrapped data keys and the hashes of tokens, and nothing else."""
        return f"{self.database}_keeper"

    def all(self) -> dict[str, str]:
        """Every role by its part."""
        return {part: getattr(self, part) for part in ("owner", "writer", "reader", "projector", "keeper")}


def roles_of(url: str) -> Roles:
    """The roles of the database that `url` names. ValueError, which does not show it, if it is none."""
    try:
        given = conninfo.conninfo_to_dict(url)
    except ProgrammingError:
        raise ValueError(
            "this is no connection string of PostgreSQL: write one as in postgresql://name@host:5432/database"
        ) from None
    return Roles(str(given.get("dbname") or given.get("user") or "postgres"))


def place_in_words(url: str) -> str:
    """A database, as a person knows it: its name and where it is, without any password."""
    given = conninfo.conninfo_to_dict(url)
    host, port = given.get("hostaddr") or given.get("host") or "this machine", given.get("port")
    at = f"{host}:{port}" if port and not str(host).startswith("/") else str(host)
    return f"the database “{roles_of(url).database}” at {at}"


def beside(url: str) -> tuple[str, ...]:
    """The other databases of the same server that hold a ledger."""
    own = roles_of(url).database
    with Connection[Any].connect(url) as connection:
        names = connection.execute(
            "SELECT datname FROM pg_database WHERE datallowconn AND datname <> %s"
            " AND EXISTS (SELECT FROM pg_roles WHERE rolname = datname || '_keeper') ORDER BY datname",
            (own,),
        ).fetchall()
    return tuple(conninfo.make_conninfo(url, dbname=name) for (name,) in names)


def in_role(url: str, role: str) -> str:
    """The connection string for `url` that takes `role` on connecting."""
    options = str(conninfo.conninfo_to_dict(url).get("options") or "")
    escaped = role.replace("\\", "\\\\").replace(" ", "\\ ")
    return conninfo.make_conninfo(url, options=f"{options} -c role={escaped}".strip())


def pool_in_role(url: str, role: str, *, size: int = 4) -> Pool:
    """An open pool of autocommitting connections in one role; opens connections as they are needed."""
    return LivingPool(in_role(url, role), min_size=0, max_size=size, open=True, kwargs={"autocommit": True}, name=role)


class LivingPool(ConnectionPool[C]):
    """A pool that hands out no connection whose server has gone while nobody was looking, as after a restart.

    Costs no round trip, unlike asking the server; and no second, which the pool's own check waits for each dead one.
    """

    def getconn(self, timeout: float | None = None) -> C:
        """A connection that was alive a moment ago."""
        while True:
            connection = super().getconn(timeout)
            try:
                connection.pgconn.consume_input()  # what the server said in parting
                connection.pgconn.consume_input()  # … and that nothing will follow
            except OperationalError:
                self.putconn(connection)
            else:
                return connection
