"""Connections to PostgreSQL, each pool in the one role that it needs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from time import monotonic
from typing import Any, Final, TypeVar

from psycopg import (
    AsyncConnection,
    Connection,
    InterfaceError,
    OperationalError,
    ProgrammingError,
    conninfo,
)
from psycopg import DatabaseError as PostgresError
from psycopg_pool import AsyncConnectionPool, ConnectionPool, PoolTimeout

from ledger.storage.addresses import host_of

C = TypeVar("C", bound=Connection[Any])
A = TypeVar("A", bound=AsyncConnection[Any])
Unreachable = OperationalError
"""PostgreSQL does not answer, or does not let us in."""
DatabaseError = PostgresError
"""PostgreSQL refuses what it was asked."""
Gone = (OperationalError, InterfaceError)
"""The server, or the way to it, is gone: whoever asks again may be answered."""
NoneToBeHad = PoolTimeout
"""A pool has no connection to give: the database is away, or others are busy with all of them."""
CONNECTED_WITHIN: Final = 2
"""Seconds within which a server has to let us in, unless the connection string says otherwise: the least there is."""
WAITED_FOR: Final = 10.0
"""Seconds for which a request waits for a connection while others are busy with all of them."""
TRYING: Final[Mapping[str, Any]] = {"timeout": WAITED_FOR, "reconnect_timeout": 0.01}
"""One attempt each time that somebody asks: the pool's own pauses between attempts double without bound."""
LOOK_AFTER: Final = 0.4
"""Seconds after which whoever waits looks whether the database is away: then nobody waits any longer."""
Pool = ConnectionPool[Connection[tuple[object, ...]]]


PARTS: Final = ("owner", "writer", "reader", "projector", "publisher", "keeper")


@dataclass(frozen=True)
class Roles:
    """The roles of one database, named after it, as roles belong to the whole server."""

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
        """May read the read models and the book as far as the second wall lets it: who asks is handed down."""
        return f"{self.database}_reader"

    @property
    def projector(self) -> str:
        """Reads the book and owns the read models."""
        return f"{self.database}_projector"

    @property
    def publisher(self) -> str:
        """Reads the book, and signs for it."""
        return f"{self.database}_publisher"

    @property
    def keeper(self) -> str:
        """Owns the wrapped data keys and the hashes of tokens, and nothing else."""
        return f"{self.database}_keeper"

    def all(self) -> dict[str, str]:
        """Every role by its part."""
        return {part: getattr(self, part) for part in PARTS}


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
    host, port = host_of(url) or "this machine", given.get("port")
    at = f"{host}:{port}" if port and not host.startswith("/") else host
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


def logs_in_by_parts(url: str) -> bool:
    """Whether `url` names nobody, and a password file: then each part logs in as itself, and can take no other role."""
    given = conninfo.conninfo_to_dict(url)
    return "passfile" in given and "user" not in given


def in_role(url: str, role: str) -> str:
    """The connection string for `url` that takes `role` on connecting, or logs in as it."""
    given = conninfo.conninfo_to_dict(url)
    options = str(given.get("options") or "")
    escaped = role.replace("\\", "\\\\").replace(" ", "\\ ")
    within = {} if given.get("connect_timeout") else {"connect_timeout": CONNECTED_WITHIN}
    if logs_in_by_parts(url):
        return conninfo.make_conninfo(url, user=role, **within)
    return conninfo.make_conninfo(url, options=f"{options} -c role={escaped}".strip(), **within)


def keeper_of(url: str, keys_url: str | None = None) -> str:
    """The connection string of whoever keeps the keys of a book: in a database of their own, or beside it."""
    kept = keys_url or url
    return in_role(kept, roles_of(kept).keeper)


def before_roles(url: str, role: str) -> str:
    """The connection string by which to look whether there is a ledger at all, as whose role may not be there yet."""
    return in_role(url, role) if logs_in_by_parts(url) else url


def with_statements_within(url: str, seconds: float) -> str:
    """The connection string whose statements end after so many seconds, be it that they wait for a lock."""
    options = str(conninfo.conninfo_to_dict(url).get("options") or "")
    return conninfo.make_conninfo(url, options=f"{options} -c statement_timeout={round(seconds * 1000)}".strip())


def read_only(url: str) -> str:
    """The connection string whose transactions write nothing, whatever their role may write."""
    options = str(conninfo.conninfo_to_dict(url).get("options") or "")
    return conninfo.make_conninfo(url, options=f"{options} -c default_transaction_read_only=on".strip())


def may_meet_a_standby(url: str) -> bool:
    """Whether `url` names several servers, and takes whichever answers, be it one that cannot be written to."""
    given = conninfo.conninfo_to_dict(url)
    several = "," in str(given.get("host") or given.get("hostaddr") or "")
    return several and given.get("target_session_attrs") not in {"read-write", "primary"}


def pool_in_role(url: str, role: str, *, size: int = 4) -> Pool:
    """An open pool of autocommitting connections in one role; opens connections as they are needed."""
    return LivingPool(in_role(url, role), min_size=0, max_size=size, open=True, kwargs={"autocommit": True}, name=role)


def pool_of_the_keeper(url: str, keys_url: str | None = None, *, size: int) -> Pool:
    """The same for whoever keeps the keys of a book: see `keeper_of`."""
    kept = keys_url or url
    return pool_in_role(kept, roles_of(kept).keeper, size=size)


class Looking:
    """Whether a pool has failed to reach its database lately. It tries again whenever somebody asks."""

    def __init__(self) -> None:
        self._failed_at = float("-inf")

    def failed(self, pool: object) -> None:
        """Remember that the database did not let us in."""
        self._failed_at = monotonic()

    def since(self, instant: float) -> bool:
        """Whether that has been so since then."""
        return self._failed_at >= instant


class LivingPool(ConnectionPool[C]):
    """A pool that hands out no connection whose server has gone while nobody was looking, as after a restart.

    Costs no round trip, unlike asking the server; and no second, which the pool's own check waits for each dead one.
    While the database is away it says so within half a second, and it is back as soon as the database is.
    """

    def __init__(self, url: str, **options: Any) -> None:
        self._looking = Looking()
        given: dict[str, Any] = {
            "timeout": WAITED_FOR,
            "reconnect_timeout": 0.01,
            "reconnect_failed": self._looking.failed,
        }
        super().__init__(url, **(given | options))

    def getconn(self, timeout: float | None = None) -> C:
        """A connection that was alive a moment ago. Raises Unreachable."""
        began = monotonic()
        until = began + (self.timeout if timeout is None else timeout)
        while True:
            try:
                connection = super().getconn(max(min(LOOK_AFTER, until - monotonic()), 0.0))
            except PoolTimeout:
                if self._looking.since(began) or monotonic() >= until:
                    raise
                continue
            if lives(connection):
                return connection
            self.putconn(connection)


class AsyncLivingPool(AsyncConnectionPool[A]):
    """The same for whoever does not block."""

    def __init__(self, url: str, **options: Any) -> None:
        self._looking = Looking()
        given: dict[str, Any] = {
            "timeout": WAITED_FOR,
            "reconnect_timeout": 0.01,
            "reconnect_failed": self._looking.failed,
        }
        super().__init__(url, **(given | options))

    async def getconn(self, timeout: float | None = None) -> A:  # noqa: ASYNC109  (the pool's own)
        """A connection that was alive a moment ago. Raises Unreachable."""
        began = monotonic()
        until = began + (self.timeout if timeout is None else timeout)
        while True:
            try:
                connection = await super().getconn(max(min(LOOK_AFTER, until - monotonic()), 0.0))
            except PoolTimeout:
                if self._looking.since(began) or monotonic() >= until:
                    raise
                continue
            if lives(connection):
                return connection
            await self.putconn(connection)


def lives(connection: Connection[Any] | AsyncConnection[Any]) -> bool:
    """Whether the server has not taken its leave of a connection."""
    try:
        connection.pgconn.consume_input()  # what the server said in parting
        connection.pgconn.consume_input()  # … and that nothing will follow
    except OperationalError:
        return False
    return True
