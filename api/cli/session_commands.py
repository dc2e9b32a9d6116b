"""`leadership session …`: who is signed in, and how they are signed out."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.table import Table

from api.cli.console import Console, counted
from api.cli.exit_codes import FAILED
from api.services import database, ledger_in
from api.settings import Settings


def list_sessions() -> None:
    """List who is signed in, since when and until when."""
    settings = Settings()
    with database(settings) as url, ledger_in(settings, url) as ledger:
        sessions = ledger.sessions.listed()
    table = Table("session", "person", "since", "until", box=None, pad_edge=False)
    for session in sessions:
        times = (f"{at.astimezone(settings.time_zone):%Y-%m-%d %H:%M}" for at in (session.began_at, session.ends_at))
        table.add_row(session.id, session.person, *times)
    Console().print_table(table)


def end_sessions(
    whose: Annotated[str, typer.Argument(metavar="SESSION|PERSON", help="One, as in session-…, or all of person-….")],
) -> None:
    """Sign somebody out: at once, wherever they are signed in. They may sign in again."""
    settings = Settings()
    with database(settings) as url, ledger_in(settings, url) as ledger:
        ended = ledger.sessions.end_of(whose)
    if not ended:
        Console(stderr=True).print(f"“{whose}” is signed in nowhere: `leadership session list` tells who is", "red")
        raise typer.Exit(FAILED)
    Console().print(f"{counted(ended, 'session is', 'sessions are')} over.", "bold green")
