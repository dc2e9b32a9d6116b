"""`leadership restore`: a ledger brought back from what `leadership backup` saved, into an empty database."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from api.access import second_wall
from api.cli.console import Console
from api.cli.database_named import database_in_words
from api.cli.exit_codes import FAILED
from api.cli.rebuild_command import rebuild_read_models
from api.cli.verification_report import print_exchanged
from api.keys import key_place, key_ring, wrapping_of
from api.services import database, database_as_it_is, destroying
from api.settings import Settings
from ledger.storage.connections import place_in_words
from ledger.storage.dumps import CannotBeDumped, restore
from ledger.storage.key_commitments import keys_exchanged


def bring_back(
    book: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="The file with the book.")],
    data_keys: Annotated[
        Path | None,
        typer.Argument(
            exists=True,
            dir_okay=False,
            help="The file with its data keys; none where they stand in a database of their own, and are there.",
        ),
    ] = None,
) -> None:
    """Restore a ledger from what was saved, into an empty database, and build its read models again.

    Put the keys of its home back first. A ledger that stands is never written over.
    """
    console, settings = Console(), Settings()
    kept = settings.keys_database_url
    if data_keys is None and kept is None:
        raise typer.BadParameter("name the file with the data keys, too: they stand beside the book")
    where = place_in_words(kept) if kept and data_keys is None else f"“{data_keys}”"
    with database_as_it_is(settings) as url:
        restore(url, book, data_keys, partial(must_open, settings, where), kept)
        with database(settings, second_wall.migrate):
            ledger_keys = destroying(settings, url)
            ledger_keys.carry_out()
            for alarm in ledger_keys.alarms():
                console.print(alarm, "bold yellow")
            console.print(f"The ledger is restored, in {database_in_words(settings)}.", "bold green")
            rebuild_read_models(processes=1)
            exchanged = keys_exchanged(url, wrapping_of(settings, url), kept)
    console.print("Whether it is whole: `leadership verify --ledger --keys`, with a checkpoint kept elsewhere.")
    if print_exchanged(console, exchanged):
        raise typer.Exit(FAILED)


def must_open(settings: Settings, data_keys: str, wrapped_by: str) -> None:
    """Refuses data keys that no key here opens, before anything of them is left standing."""
    there = key_ring(settings).all()
    if any(one.fingerprint == wrapped_by for one in there):
        return
    found = " and ".join(one.fingerprint for one in there) or "none"
    raise CannotBeDumped(
        f"The data keys in {data_keys} are wrapped by the key-encryption key {wrapped_by}, and in"
        f" {key_place(settings)} is {found}. Either that is not the key of this ledger: put its own back first. Or they"
        " were saved before somebody was erased, when their key was destroyed: take the file that was saved last, with"
        " whichever book. Nothing was restored"
    )
