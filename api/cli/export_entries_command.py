"""`leadership export entries`: all entries as lines, to be imported elsewhere."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer

from api.access.looked_at import note_at_the_machine
from api.access.table import Information
from api.cli.console import Console, counted
from api.cli.database_named import database_in_words
from api.cli.exit_codes import FAILED
from api.cli.files_named import new_file, opened_anew
from api.imports.exporting import Exported
from api.services import database, ledger_in
from api.settings import Settings


def export_entries(
    to: Annotated[
        Path | None,
        typer.Option("-o", "--to", callback=new_file, help="A new file to write; standard output if left out."),
    ] = None,
    after: Annotated[int, typer.Option(help="Only entries after this position.")] = 0,
) -> None:
    """All entries as NDJSON, for `leadership import entries`. Opened: everybody can read names and texts in it."""
    settings, console = Settings(), Console(stderr=True)
    with ExitStack() as open_things:
        ledger = open_things.enter_context(ledger_in(settings, open_things.enter_context(database(settings))))
        note_at_the_machine(ledger, Information.BOOK)
        exported = Exported(ledger, after)
        out = open_things.enter_context(opened_anew(to)) if to else sys.stdout.buffer
        progress = open_things.enter_context(console.progress("Exporting", exported.until - after))
        done = 0
        for done, line in enumerate(exported):
            out.write(line)
            if done % 1_000 == 0:
                progress(done)
        out.flush()
    console.print(f"Exported {counted(done, 'entry', 'entries')} up to position {exported.until}.", "bold green")
    console.print(f"Read: {database_in_words(settings)}.")
    if exported.erased:
        console.print(f"{counted(exported.erased, 'entry', 'entries')} of erased people were left out.", "yellow")
    if exported.withheld:
        console.print(
            f"{counted(exported.withheld, 'vote')} in open rounds were left out: export again later.", "yellow"
        )
    if exported.unreadable:
        several = counted(exported.unreadable, "entry", "entries")
        console.print(f"{several} cannot be read: their lines say which, and why, and cannot be imported.", "bold red")
        raise typer.Exit(FAILED)
