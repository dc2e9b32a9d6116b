"""`leadership serve`: the ledger over GraphQL."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.console import Console
from api.cli.serving_options import Host, Port, place_to_serve, will_be_served
from api.settings import MOST_WORKERS, Settings

Many = Annotated[
    int | None,
    typer.Option(min=1, max=MOST_WORKERS, help="Processes side by side; LEADERSHIP_WORKERS, or one, if left out."),
]


def serve_ledger(host: Host = "127.0.0.1", port: Port = 8000, workers: Many = None) -> None:
    """Serve the ledger over GraphQL until it is stopped."""
    console, settings = Console(), Settings()
    with place_to_serve(host, port, settings) as place:
        console.print(will_be_served(place), "bold")
        if (many := workers or settings.workers) > 1:
            from api.cli.workers import serve_by_workers  # noqa: PLC0415  other commands need none of it

            serve_by_workers(settings, place, console, many)
        else:
            from api.cli.serving import serve  # noqa: PLC0415  the schema takes a second to build, as above

            serve(settings, place, console)
