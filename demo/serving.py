"""The demo from the command line: seeded into a database of its own, and served with a few questions to begin with."""

from __future__ import annotations

from importlib.metadata import version
from typing import Final

import typer
from rich.console import Console

from api.cli.console import Shown
from api.cli.serving import serve
from api.services import database, database_of_its_own, ledger_in
from api.settings import Settings
from demo.queries import ready_made
from demo.seeding import TELLING, NotTheDemo, seed

DATABASE: Final = f"leadership_demo_{version('leadership-ledger')}_{TELLING}"
"""Each version, and each telling of it, lets its own years pass."""


def serve_demo(asked: Settings, host: str, port: int, shown: Shown) -> None:
    """Seed what has not been seeded, say how other commands find it, and serve until stopped."""
    with database_of_its_own(asked, DATABASE) as settings, database(settings) as url:
        with ledger_in(settings, url) as ledger, shown.progress("Letting six years pass") as progress:
            try:
                seeded = seed(ledger, progress)
            except NotTheDemo as error:
                Shown(Console(stderr=True)).say(str(error), "red")
                raise typer.Exit(1) from None
        shown.say(f"{seeded.people} people, {seeded.here} of them here, in {seeded.entries} entries.", "bold green")
        if asked.database_url is None:
            shown.say(f'As long as it is served, other commands find it by LEADERSHIP_DATABASE_URL="{url}"')
        serve(settings, host, port, shown, ready_made(seeded))
