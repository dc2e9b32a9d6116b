"""`leadership demo`: a believable organisation, seeded and served."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.console import Console
from api.cli.serving_options import Host, Port, place_to_serve
from api.settings import Settings


def demo(
    host: Host = "127.0.0.1",
    port: Port = 8000,
    anew: Annotated[bool, typer.Option("--anew", help="Forget what was written in it, and begin again.")] = False,
) -> None:
    """Seed a believable organisation, 300 people over six years, and serve it with three questions to begin with."""
    from demo.serving import serve_demo  # noqa: PLC0415  as for serve_ledger

    settings = Settings()
    with place_to_serve(host, port, settings) as place:
        serve_demo(settings, place, Console(), anew=anew)
