"""`leadership import entries` and `leadership export entries`: history as lines, in and out."""

from __future__ import annotations

import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from api.cli.console import Shown
from api.cli.import_options import STOPPED, Asking, By, DryRun, File, System, asked, counted, told
from api.imports.entries import Entries
from api.imports.exporting import Exported
from api.imports.ids import KnownPeople, SameIds
from api.imports.problems import Problem
from api.imports.recording import Recorded
from api.services import database, ledger_in
from api.settings import Settings

exports = typer.Typer(no_args_is_help=True, help="Write down what can be imported elsewhere.")


def import_entries(
    file: File,
    system: System = "hr",
    dry_run: DryRun = False,
    skip_bad_lines: Annotated[
        bool, typer.Option("--skip-bad-lines", help="Record the rest where lines are wrong.")
    ] = False,
    by: By = None,
) -> None:
    """History with its own days and references (NDJSON, one command a line). Again, only what is new is recorded."""
    asking = asked(system, None, by, dry_run=dry_run, skip_bad_rows=skip_bad_lines)
    with told(asking), database(asking.settings) as url, ledger_in(asking.settings, url) as ledger:
        entries = Entries(file, ledger, system, asking.by, SameIds(ledger), KnownPeople(ledger))
        with asking.shown.progress(f"Looking at {file.name}") as progress:
            entries.check(progress)
        asking.shown.problems(entries.problems)
        if entries.problems and not skip_bad_lines:
            wrong = counted(len(entries.problems), "problem")
            asking.shown.say(
                f"Nothing was recorded: put {wrong} right, or leave those out with --skip-bad-lines.", "bold"
            )
            raise typer.Exit(1)
        if dry_run:
            asking.shown.counts(entries.commands, "commands")
            asking.shown.say("Nothing was recorded (--dry-run); the rules are asked when it is.", "bold")
        else:
            put_down(asking, entries)
        if entries.breaks_off_at:
            tell_break(asking, entries.breaks_off_at)


def put_down(asking: Asking, entries: Entries) -> None:
    """Record the lines. What is recorded stays, whenever this is stopped."""
    recorded = Recorded()
    try:
        with asking.shown.progress("Recording", entries.commands.total()) as progress:
            entries.record(recorded, progress)
    except KeyboardInterrupt:
        asking.shown.problems(recorded.problems)
        asking.shown.say(
            f"Stopped: all up to line {recorded.row} is recorded ({counted(recorded.entries, 'entry', 'entries')})."
            " Run the same command again to go on from there.",
            "bold",
        )
        raise typer.Exit(STOPPED) from None
    asking.shown.problems(recorded.problems)
    if recorded.entries:
        new = counted(recorded.entries, "entry", "entries")
        asking.shown.say(f"Recorded {new} from {counted(recorded.commands, 'line')}.", "bold green")
    elif not recorded.problems:
        asking.shown.say("Nothing to record: the ledger says all of this already.", "bold")
    if recorded.problems:
        refused = counted(len(recorded.problems), "line was", "lines were")
        asking.shown.say(f"{refused} refused: put them right and run the same command again.", "bold")
        raise typer.Exit(1)


def tell_break(asking: Asking, number: int) -> None:
    """Where the file ends in the middle of a line."""
    problem = Problem(number, "", "", "breaks off in the middle: everything before it was taken", "line")
    asking.shown.problems([problem])
    asking.shown.say(
        f"Go on from line {number}: complete the file and run the same command again, or import the rest as a file.",
        "bold",
    )
    raise typer.Exit(1)


@exports.command("entries")
def export_entries(
    to: Annotated[Path | None, typer.Option(help="The file to write; standard output if left out.")] = None,
    after: Annotated[int, typer.Option(help="Only entries after this position.")] = 0,
) -> None:
    """All entries as NDJSON, for `leadership import entries`. Opened: everybody can read names and texts in it."""
    settings, shown = Settings(), Shown(Console(stderr=True, highlight=False))
    with ExitStack() as open_things:
        ledger = open_things.enter_context(ledger_in(settings, open_things.enter_context(database(settings))))
        exported = Exported(ledger, after)
        out = open_things.enter_context(to.open("wb")) if to else sys.stdout.buffer
        progress = open_things.enter_context(shown.progress("Exporting", exported.until - after))
        done = 0
        for done, line in enumerate(exported):
            out.write(line)
            if done % 1_000 == 0:
                progress(done)
        out.flush()
    shown.say(f"Exported {counted(done, 'entry', 'entries')} up to position {exported.until}.", "bold green")
    if exported.erased:
        shown.say(f"{counted(exported.erased, 'entry', 'entries')} of erased people were left out.", "yellow")
    if exported.withheld:
        shown.say(f"{counted(exported.withheld, 'vote')} in open rounds were left out: export again later.", "yellow")
