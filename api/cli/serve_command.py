"""`leadership serve`: the ledger over GraphQL."""

from __future__ import annotations

from api.cli.console import Console
from api.cli.serving_options import Host, Port
from api.settings import Settings


def serve_ledger(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Serve the ledger over GraphQL until it is stopped."""
    from api.cli.serving import serve  # noqa: PLC0415  the schema takes a second to build, and other commands need none

    serve(Settings(), host, port, Console())
