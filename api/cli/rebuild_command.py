"""`leadership rebuild`: the read models, folded anew."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from api.cli.console import Console, counted
from api.keys import wrapping_of
from api.services import database
from api.settings import Settings
from projections.engine.parked import entries_parked
from projections.registry import rebuild

NAMED: Final = 50
"""How many parked entries are told in full."""


def rebuild_read_models(
    processes: Annotated[int, typer.Option(min=1, help="How many processes fold at once.")] = 1,
) -> None:
    """Fold the whole ledger into the read models anew, beside those that are read, and swap them."""
    console, settings = Console(), Settings()
    with database(settings) as url, console.progress("Rebuilding") as progress:
        wrapping, keys_url = wrapping_of(settings, url), settings.keys_database_url
        position = rebuild(url, wrapping, processes=processes, progress=progress, keys_url=keys_url)
        parked = entries_parked(url)
    done = f"The read models are rebuilt up to position {position}"
    if not parked:
        console.print(f"{done}.", "bold green")
        return
    several = counted(len({one.position for one in parked}), "entry", "entries")
    console.print(f"{done}, but for {several} that could not be told:", "bold yellow")
    for one in parked[:NAMED]:
        console.print(f"  {one.position} ({one.kind} on {one.stream}), in {one.read_models}: {one.error}", "yellow")
    if len(parked) > NAMED:
        console.print(f"  … and {len(parked) - NAMED} more, all in read_models.parked", "yellow")
    console.print("Answers that lack them name them. Run this again once what they need is there.", "yellow")
