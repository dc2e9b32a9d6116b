"""`leadership demo`: a believable organisation, seeded and served."""

from __future__ import annotations

from api.cli.console import Console
from api.cli.serving_options import Host, Port
from api.settings import Settings


def demo(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Seed a believable organisation, 300 people over six years, and serve it with three questions to begin with."""
    from demo.serving import serve_demo  # noqa: PLC0415  as for serve_ledger

    serve_demo(Settings(), host, port, Console())
