"""`leadership export person`: everything about somebody, for them to have (GDPR, Art. 15)."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import msgspec
import typer

from api.access.looked_at import note_at_the_machine
from api.access.own_file import file_of
from api.access.table import Information
from api.cli.console import Console, counted
from api.cli.files_named import new_file, write_opened
from api.cli.token_commands import somebody
from api.services import database, ledger_in
from api.settings import Settings


def export_person(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="An id, or a name that only they have.")],
    to: Annotated[
        Path | None,
        typer.Option("-o", "--to", callback=new_file, help="A new file to write; standard output if left out."),
    ] = None,
) -> None:
    """Everything that the ledger holds about somebody, as JSON, with third parties left out: for them to have."""
    settings = Settings()
    with database(settings) as url, ledger_in(settings, url) as ledger:
        whose = somebody(ledger, person, "PERSON")
        note_at_the_machine(ledger, Information.BOOK, (whose,))
        entries = file_of(whose, ledger)
    written = msgspec.json.format(msgspec.json.encode(entries), indent=2) + b"\n"
    write_opened(written, to)
    Console(stderr=True).print(f"{counted(len(entries), 'entry', 'entries')} about them.", "bold green")
