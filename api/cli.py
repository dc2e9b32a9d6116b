"""The command line: `leadership …`."""

from __future__ import annotations

import typer

from api.imports.door import door as imports

app = typer.Typer(no_args_is_help=True, add_completion=False, help="An event-sourced ledger of leadership development.")
app.add_typer(imports, name="import")


def main() -> None:
    """The `leadership` command."""
    app()
