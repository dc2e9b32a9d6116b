"""The command line: `leadership …`."""

from __future__ import annotations

import sys
from importlib.metadata import version as version_of
from typing import Annotated

import typer
from pydantic import ValidationError
from rich.console import Console

from api.cli.bundle_command import audit_bundle
from api.cli.console import Shown
from api.cli.entries_command import exports, import_entries
from api.cli.import_command import door as imports
from api.cli.import_options import STOPPED
from api.cli.replay_command import replay_promotions
from api.cli.verify_command import verify
from api.services import database
from api.settings import NotAKey, Settings
from audit.replay import NothingDecided, Unreadable
from ledger import KeyMissing, TooManyConflicts, WrongKeyEncryptionKey
from ledger.embedded_postgres import EmbeddedPostgresUnavailable
from ledger.storage.connections import Unreachable
from ledger.storage.migrations import NotMigrated
from projections.engine.rebuilding import RebuildRunning, rebuild

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,  # they would show what people wrote about each other
    help="An event-sourced ledger of leadership development.",
)
app.add_typer(imports, name="import")
app.add_typer(exports, name="export")
imports.command("entries")(import_entries)
app.command("replay")(replay_promotions)
app.command("verify")(verify)
app.command("audit-bundle")(audit_bundle)

TOLD_IN_A_LINE = (
    EmbeddedPostgresUnavailable,
    KeyMissing,
    NotAKey,
    NotMigrated,
    NothingDecided,
    RebuildRunning,
    TooManyConflicts,
    Unreachable,
    Unreadable,
    WrongKeyEncryptionKey,
)
"""What whoever runs a command can do something about, by what it says."""

Host = Annotated[str, typer.Option(help="The address to listen on.")]
Port = Annotated[int, typer.Option(help="The port to listen on.")]


@app.command("serve")
def serve_ledger(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Serve the ledger over GraphQL until it is stopped."""
    from api.cli.serving import serve  # noqa: PLC0415  the schema takes a second to build, and other commands need none

    serve(Settings(), host, port, Shown())


@app.command()
def demo(host: Host = "127.0.0.1", port: Port = 8000) -> None:
    """Seed a believable organisation, 300 people over six years, and serve it with three questions to begin with."""
    from demo.serving import serve_demo  # noqa: PLC0415  as for serve_ledger

    serve_demo(Settings(), host, port, Shown())


@app.command()
def migrate() -> None:
    """Bring the database to the form that this version needs. Safe to run at any time, by several at once."""
    with database(Settings()):
        Shown().say("The database is in its present form.", "bold green")


@app.command("rebuild")
def rebuild_read_models(
    processes: Annotated[int, typer.Option(min=1, help="How many processes fold at once.")] = 1,
) -> None:
    """Fold the whole ledger into the read models anew, beside those that are read, and swap them."""
    shown = Shown()
    with database(Settings()) as url, shown.progress("Rebuilding") as progress:
        position = rebuild(url, processes=processes, progress=progress)
    shown.say(f"The read models are rebuilt up to position {position}.", "bold green")


@app.command()
def version() -> None:
    """Say which version this is."""
    typer.echo(version_of("leadership-ledger"))


def main() -> None:
    """The `leadership` command."""
    try:
        app()
    except TOLD_IN_A_LINE as error:
        Shown(Console(stderr=True)).say(str(error), "red")
        sys.exit(1)
    except ValidationError as error:
        for wrong in error.errors(include_input=False):
            name = "_".join(map(str, wrong["loc"])).upper()
            Shown(Console(stderr=True)).say(f"LEADERSHIP_{name}: {wrong['msg'].removeprefix('Value error, ')}", "red")
        sys.exit(1)
    except KeyboardInterrupt:
        Shown(Console(stderr=True)).say("Stopped.", "bold")
        sys.exit(STOPPED)
