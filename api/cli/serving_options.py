"""What can be said on the command line about where to serve, and whether that place is free."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Final

import typer

LARGEST_PORT: Final = 65_535

Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(min=1, max=LARGEST_PORT, help="The port to listen on.")]


class CannotListen(Exception):
    """The place to serve at is not to be had."""


@contextmanager
def place_to_serve(host: str, port: int) -> Iterator[socket.socket]:
    """A socket of that address, before any work begins. Raises CannotListen, which says what would help."""
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError):
        raise CannotListen(
            f"--host “{host}” is no address of this machine: leave it out, or write one as in 127.0.0.1"
        ) from None
    with socket.socket(family, kind) as place:
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            place.bind(address)
        except OSError as error:
            another = f"stop what serves there, or choose another with --port {port % LARGEST_PORT + 1}"
            raise CannotListen(f"Port {port} of {host} is not to be had ({error.strerror}): {another}") from None
        yield place
