"""A wire to PostgreSQL that can be told to break: before the server hears an append, or before its reply arrives."""

from __future__ import annotations

import select
import socket
from contextlib import suppress
from pathlib import Path
from threading import Thread
from typing import Final

from psycopg import conninfo

APPEND: Final = b"ledger.append("
BIND: Final = b"B"
"""The first byte of what is sent to run a prepared statement."""
READY: Final = b"Z\x00\x00\x00\x05I"
"""The last bytes of what the server answers once it has committed."""


class LossyWire:
    """Forwards whatever passes over a Unix socket, and breaks around the next append when it is told to."""

    def __init__(self, url: str, folder: Path) -> None:
        self._breaks: str | None = None
        self._server = server_address(url)
        self._listening = socket.socket(socket.AF_UNIX)
        self._listening.bind(str(folder / ".s.PGSQL.5432"))
        self._listening.listen()
        self.url = conninfo.make_conninfo(url, host=str(folder), port=5432)
        Thread(target=self._accept, daemon=True).start()

    def break_next(self, how: str) -> None:
        """Break “before” the server hears the next append, or “after” it has committed."""
        self._breaks = how

    def broken(self) -> bool:
        """Whether it has come to that."""
        return self._breaks is None

    def close(self) -> None:
        self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self._listening.accept()
                Thread(target=self._forward, args=(client,), daemon=True).start()

    def _forward(self, client: socket.socket) -> None:
        appends = False
        with suppress(OSError), client, connected_to(self._server) as server:
            while True:
                readable, _, _ = select.select([client, server], [], [])
                if server in readable:
                    client.sendall(received(server))
                if client in readable:
                    asked = received(client)
                    appends = appends or APPEND in asked
                    if self._breaks and appends and asked.startswith(BIND):
                        how, self._breaks = self._breaks, None
                        if how == "after":
                            let_it_commit(asked, server)
                        return
                    server.sendall(asked)


def let_it_commit(asked: bytes, server: socket.socket) -> None:
    """Forward a statement, and keep the answer."""
    server.sendall(asked)
    answer = b""
    while not answer.endswith(READY):
        answer += received(server)


def received(from_: socket.socket) -> bytes:
    """What has come; ConnectionError if nothing will come any more."""
    data = from_.recv(1 << 20)
    if not data:
        raise ConnectionError
    return data


def server_address(url: str) -> str | tuple[str, int]:
    """Where the server listens: the path of its socket, or host and port."""
    given = conninfo.conninfo_to_dict(url)
    host, port = str(given.get("host") or "/var/run/postgresql"), int(given.get("port") or 5432)
    return f"{host}/.s.PGSQL.{port}" if host.startswith("/") else (host, port)


def connected_to(address: str | tuple[str, int]) -> socket.socket:
    if isinstance(address, tuple):
        return socket.create_connection(address)
    server = socket.socket(socket.AF_UNIX)
    server.connect(address)
    return server
