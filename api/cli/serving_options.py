"""What is said on the command line about where to serve, and whether that place is free."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated, Final

import typer

from api.loopback import is_of_this_machine
from api.settings import Settings

LARGEST_PORT: Final = 65_535

Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(min=1, max=LARGEST_PORT, help="The port to listen on.")]


class CannotListen(Exception):
    """The place to serve at is not to be had."""


@contextmanager
def place_to_serve(host: str, port: int, settings: Settings) -> Iterator[socket.socket]:
    """A socket of that address, before any work begins. Raises CannotListen, which says what would help.

    Where nobody signs in, whoever reaches the server reads everything: it is then served to this machine alone.
    """
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except (socket.gaierror, UnicodeError):
        raise CannotListen(
            f"--host “{host}” is no address of this machine: leave it out, or write one as in 127.0.0.1"
        ) from None
    if settings.sign_in is None and not is_of_this_machine(str(address[0])):
        raise CannotListen(
            f"--host “{host}” lets others come, and nobody signs in: whoever came would read everything. Set"
            " LEADERSHIP_SIGN_IN to “token”, or to the address of your OpenID Connect provider; or leave --host out,"
            " and it is served to this machine alone"
        )
    with socket.socket(family, kind) as place:
        place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            place.bind(address)
        except OSError as error:
            another = f"stop what serves there, or choose another with --port {port % LARGEST_PORT + 1}"
            raise CannotListen(f"Port {port} of {host} is not to be had ({error.strerror}): {another}") from None
        yield place


def will_be_served(place: socket.socket) -> str:
    """What is said before anything is opened, which may take a while."""
    return f"It will be served at {url_of(place)}, as soon as it is there."


def url_of(place: socket.socket) -> str:
    """The address under which a browser finds what is served at a place."""
    host, port, *_ = place.getsockname()
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)  # noqa: S104  (compared, not listened on)
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
