"""The demo from the command line: seeded into a database of its own, and served with a few questions to begin with."""

from __future__ import annotations

from datetime import timedelta
from importlib.metadata import version
from socket import socket
from typing import Final

import typer

from api.access.callers import Scope
from api.cli.console import Console, counted
from api.cli.exit_codes import FAILED, STOPPED
from api.cli.serving import serve
from api.cli.serving_options import will_be_served
from api.http.app import cookies_of
from api.pages.page import Persona
from api.services import DEMO, database, database_of_its_own, ledger_in
from api.settings import Settings
from demo.kept import found, keep
from demo.personas import LASTING, holding, personas, switch
from demo.queries import ready_made
from demo.seeding import SEED, TELLING, NotTheDemo, Seeded, begun_on, recorded, script
from domain.offices.offices import Mandate
from ledger import Ledger
from ledger.embedded_postgres import default_home
from ledger.storage.connections import roles_of

DATABASE: Final = f"{DEMO}_{version('leadership-ledger')}_{TELLING}"
"""Each version, and each telling of it, lets its own years pass."""


def serve_demo(asked: Settings, place: socket, console: Console, *, anew: bool = False) -> None:
    """Seed what has not been seeded, say how other commands find it, and serve until stopped.

    With `anew` its database is made again first; one that is named from outside is not ours to remove.
    """
    if anew and asked.database_url is not None:
        raise typer.BadParameter(
            "LEADERSHIP_DATABASE_URL names a database of yours, which is not removed: give the demo an empty one",
            param_hint="--anew",
        )
    console.print(will_be_served(place), "bold")
    with database_of_its_own(asked, DATABASE, anew=anew) as settings, database(settings) as url:
        with ledger_in(settings, url) as ledger:
            path = asked.home / f"{roles_of(url).database}.json"
            if (seeded := found(path, ledger)) is None:
                seeded = told(ledger, console)
                keep(path, ledger, seeded)
            who = to_choose_from(asked, seeded, ledger, console)
        console.print(f"{seeded.people} people, {seeded.here} of them here, in {seeded.entries} entries.", "bold green")
        if asked.database_url is None:
            home = "" if asked.home == default_home() else f' LEADERSHIP_HOME="{asked.home.absolute()}"'
            console.print(f'As long as it is served, other commands find it by LEADERSHIP_DATABASE_URL="{url}"{home}')
        serve(settings, place, console, ready_made(seeded), who, [switch(who, cookies_of(settings))])


def to_choose_from(asked: Settings, seeded: Seeded, ledger: Ledger, console: Console) -> list[Persona]:
    """Whom somebody may be who looks round; where others may come, nobody: then a token lets in, which is printed."""
    if asked.sign_in is None:
        return personas(seeded, ledger)
    steward = next(holding(Mandate.STEWARD, ledger.today(), ledger), None)
    scopes = (Scope.READ, Scope.WRITE)
    _, token = ledger.tokens.issue(scopes, ledger.now() + LASTING, person=steward, name=None if steward else "A look")
    console.print(
        f"For {LASTING // timedelta(hours=1)} hours this token lets in: Authorization: Bearer {token}", "bold"
    )
    return []


def told(ledger: Ledger, console: Console) -> Seeded:
    """The demo, told to a ledger that is empty, or on from where that broke off."""
    far = ""
    try:
        with console.progress("Working out six years") as progress:
            demo = script(SEED, begun_on(ledger), progress)
        with console.progress("Recording them") as progress:

            def hear(done: int, of: int) -> None:
                nonlocal far
                far = f" at {done} of {of}"
                progress(done, of)

            return recorded(ledger, demo, hear)
    except NotTheDemo as error:
        Console(stderr=True).print(str(error), "red")
        raise typer.Exit(FAILED) from None
    except KeyboardInterrupt:
        held = counted(ledger.position(), "entry is", "entries are")
        console.print(f"Stopped{far}: {held} recorded, and the same command goes on from there.", "bold")
        raise typer.Exit(STOPPED) from None
