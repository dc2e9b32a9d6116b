"""`leadership export credentials`: what somebody has completed, as credentials, for them to have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from api.access.looked_at import note_at_the_machine
from api.access.table import Information
from api.cli.console import Console, counted
from api.cli.files_named import new_file, write_opened
from api.cli.token_commands import somebody
from api.credentials.issuing import Issuing
from api.keys import signing_keys_of
from api.services import database, ledger_in
from api.settings import Settings


def export_credentials(
    person: Annotated[str, typer.Argument(metavar="PERSON", help="An id, or a name that only they have.")],
    to: Annotated[
        Path | None,
        typer.Option("-o", "--to", callback=new_file, help="A new file to write; standard output if left out."),
    ] = None,
) -> None:
    """What somebody has completed, as signed credentials (Open Badges 3.0), one a line: for them to have."""
    settings = Settings()
    with database(settings) as url, ledger_in(settings, url) as ledger:
        issuing = Issuing(ledger, settings.address, signing_keys_of(settings, url), settings.time_zone)
        whose = somebody(ledger, person, "PERSON")
        note_at_the_machine(ledger, Information.DEVELOPMENT, (whose,))
        lines = [f"{one.jwt}\n" for one in issuing.credentials_of(whose)]
    write_opened("".join(lines).encode(), to)
    Console(stderr=True).print(f"{counted(len(lines), 'credential')} of theirs.", "bold green")
