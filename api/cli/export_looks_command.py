"""`leadership export looks`: who looked at whom, chained line by line, and what was signed."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from api.access.looked_at import note_at_the_machine, subjects_of
from api.access.sight import WHOLE
from api.access.table import Information
from api.cli.console import Console, counted
from api.cli.files_named import new_file, opened_anew
from api.cli.token_commands import somebody
from api.services import database, ledger_in
from api.settings import Settings
from ledger.proofs.looks_lines import SIGNED, lines_of


def export_looks(
    of: Annotated[
        str | None, typer.Option("--of", metavar="PERSON", help="Only looks at them: an id, or a name of their own.")
    ] = None,
    since: Annotated[datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only from this day on.")] = None,
    to: Annotated[
        Path | None,
        typer.Option("-o", "--to", callback=new_file, help="A new file to write; standard output if left out."),
    ] = None,
) -> None:
    """Who looked at what is told of whom, as lines that `leadership verify --looks` checks offline.

    What is left out by --of or --since is not shown to be there: only a whole export is a whole chain.
    """
    settings, done = Settings(), 0
    with ExitStack() as open_things:
        ledger = open_things.enter_context(ledger_in(settings, open_things.enter_context(database(settings))))
        person = somebody(ledger, of, "--of") if of is not None else None
        note_at_the_machine(ledger, Information.LOOKS, (person or WHOLE,))
        about = subjects_of(person, ledger) if person is not None else None
        instant = since.replace(tzinfo=settings.time_zone) if since is not None else None
        out = open_things.enter_context(opened_anew(to)) if to else sys.stdout.buffer
        for line in lines_of(ledger.readings, about, instant):
            out.write(line)
            done += not line.startswith(SIGNED)
        out.flush()
    Console(stderr=True).print(f"{counted(done, 'look')}, this one among them.", "bold green")
