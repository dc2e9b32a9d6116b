"""`leadership restore`: a ledger brought back from what `leadership backup` saved, into an empty database."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.cli.console import Console
from api.cli.database_named import database_in_words
from api.cli.rebuild_command import rebuild_read_models
from api.services import database, database_as_it_is
from api.settings import Settings
from ledger.storage.dumps import restore


def bring_back(
    book: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The file with the book.")],
    data_keys: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The file with its data keys.")],
) -> None:
    """Restore a ledger from what was saved, into an empty database, and build its read models again.

    Put the keys of its home back first. A ledger that stands is never written over.
    """
    console, settings = Console(), Settings()
    with database_as_it_is(settings) as url:
        restore(url, book, data_keys)
        with database(settings):
            console.print(f"The ledger is restored, in {database_in_words(settings)}.", "bold green")
            rebuild_read_models(processes=1)
    console.print("Whether it is whole: `leadership verify --ledger --keys`, with a checkpoint kept elsewhere.")
