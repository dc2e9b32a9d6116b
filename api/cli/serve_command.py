"""`leadership serve`: the ledger over GraphQL."""

from __future__ import annotations

from api.cli.console import Console
from api.cli.serving_options import Host, Port, place_to_serve
from api.settings import Settings


def serve_ledger(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Serve the ledger over GraphQL until it is stopped."""
    from api.cli.serving import serve, will_be_served  # noqa: PLC0415  the schema takes a second to build, and other commands need none

    console, settings = Console(), Settings()
    with place_to_serve(host, port, settings) as place:
        console.print(will_be_served(place), "bold")
        serve(settings, place, console)
