"""`leadership rebuild`: the read models, folded anew."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.console import Console
from api.keys import wrapping_of
from api.services import database
from api.settings import Settings
from projections.registry import rebuild


def rebuild_read_models(
    processes: Annotated[int, typer.Option(min=1, help="How many processes fold at once.")] = 1,
) -> None:
    """Fold the whole ledger into the read models anew, beside those that are read, and swap them."""
    console, settings = Console(), Settings()
    with database(settings) as url, console.progress("Rebuilding") as progress:
        position = rebuild(url, wrapping_of(settings, url), processes=processes, progress=progress)
    console.print(f"The read models are rebuilt up to position {position}.", "bold green")
