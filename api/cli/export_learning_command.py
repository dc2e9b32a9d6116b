"""`leadership export learning`: what people completed, as a table for another system."""

from __future__ import annotations

import csv
import sys
from contextlib import ExitStack
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from api.access.looked_at import note_at_the_machine
from api.access.table import Information
from api.cli.console import Console, counted
from api.cli.files_named import new_file, opened_anew
from api.cli.import_options import System
from api.imports.learning_exported import HEADINGS, learning_rows
from api.services import database, ledger_in
from api.settings import Settings


def export_learning(
    system: System = "hr",
    to: Annotated[
        Path | None,
        typer.Option("-o", "--to", callback=new_file, help="A new file to write; standard output if left out."),
    ] = None,
) -> None:
    """What people completed, as CSV for `leadership import learning`. Opened: everybody can read it."""
    settings, done = Settings(), 0
    with ExitStack() as open_things:
        ledger = open_things.enter_context(ledger_in(settings, open_things.enter_context(database(settings))))
        note_at_the_machine(ledger, Information.DEVELOPMENT)
        out = open_things.enter_context(opened_anew(to)) if to else sys.stdout.buffer
        text = TextIOWrapper(out, encoding="utf-8", newline="", write_through=True)
        table = csv.writer(text)
        table.writerow(HEADINGS)
        for row in learning_rows(ledger, system):
            table.writerow(row)
            done += 1
        text.detach()
        out.flush()
    Console(stderr=True).print(f"Exported {counted(done, 'row')}.", "bold green")
