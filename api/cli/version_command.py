"""`leadership version`: which one this is."""

from __future__ import annotations

from importlib.metadata import version as version_of

import typer


def version() -> None:
    """Say which version this is."""
    typer.echo(version_of("leadership-ledger"))
