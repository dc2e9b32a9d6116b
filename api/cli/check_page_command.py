"""`leadership check-page`: the page that checks bundles, for whoever will not have it from the server of the ledger."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import Console
from api.pages.check_page import SUMS, page_files


def check_page(
    to: Annotated[Path, typer.Option("-o", "--to", file_okay=False, help="The folder to write, a new or empty one.")],
) -> None:
    """Write the page that checks audit bundles in a browser: a folder that anything can serve, and that asks nobody."""
    if to.exists() and any(to.iterdir()):
        raise typer.BadParameter(f"“{to}” is not empty: name a new folder")
    for name, content in page_files().items():
        path = to / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    console = Console()
    console.print(f"{to}: the page, and {SUMS} over its files.", "bold green")
    console.print(f'Serve it, and open the address: python3 -m http.server --bind 127.0.0.1 --directory "{to}"')
