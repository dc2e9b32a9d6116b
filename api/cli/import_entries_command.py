"""`leadership import entries`: history as lines, with its own days and references."""

from __future__ import annotations

from typing import Annotated, Final

import typer

from api.cli.asking import importer
from api.cli.console import counted
from api.cli.exit_codes import FAILED, STOPPED
from api.cli.import_options import As, DryRun, File, ImportOptions, System, completed, ends_reported
from api.cli.import_report import print_beginning, print_counts, print_problems, print_units
from api.cli.importing import held_more
from api.imports.entry_file import Entries
from api.imports.ids import KnownPeople, SameIds
from api.imports.problems import Problem
from api.imports.recording import Recorded, beginning
from api.imports.units_meant import UnitsMeant
from api.services import begin as publish_what_ships
from api.services import database, ledger_in
from domain.frameworks.publishing import PublishFramework
from domain.kernel.history import BeginLedger
from domain.units.adopting_frameworks import AdoptFramework
from ledger import Request
from ledger.storage.connections import Gone

FRAMEWORKS: Final = frozenset((PublishFramework.__name__, AdoptFramework.__name__))
"""What an organisation brings before it begins to record anything."""


def import_entries(
    file: File,
    system: System = "hr",
    dry_run: DryRun = False,
    skip_bad_lines: Annotated[
        bool, typer.Option("--skip-bad-lines", help="Record the rest where lines are wrong.")
    ] = False,
    as_: As = None,
) -> None:
    """History with its own days and references (NDJSON, one command a line). Again, only what is new is recorded."""
    options = completed(system, None, as_, dry_run=dry_run, skip_bad_rows=skip_bad_lines)
    with ends_reported(options.console), database(options.settings) as url, ledger_in(options.settings, url) as ledger:
        caller = importer(options.settings, options.steward, ledger)
        ids = SameIds(ledger)
        entries = Entries(file, ledger, system, caller, ids, KnownPeople(ledger), UnitsMeant(ledger, ids))
        with options.console.progress(f"Looking at {file.name}") as progress:
            entries.check(progress)
        print_problems(options.console, entries.problems)
        if entries.problems and not skip_bad_lines:
            wrong = counted(len(entries.problems), "problem")
            options.console.print(
                f"Nothing was recorded: put {wrong} right, or leave those out with --skip-bad-lines.", "bold"
            )
            raise typer.Exit(FAILED)
        if dry_run:
            print_counts(options.console, entries.commands, "commands")
            print_beginning(options.console, begins_by_itself(entries), recorded=False)
            options.console.print("Nothing was recorded (--dry-run); the rules are asked when it is.", "bold")
        else:
            if not entries.brings_a_framework:
                publish_what_ships(ledger, caller.recorded_by)
            print_beginning(options.console, begin(entries), recorded=True)
            record_lines(options, entries)
        print_units(options.console, entries.units.established())
        if entries.breaks_off_at:
            report_break(options, entries.breaks_off_at)


def begin(entries: Entries) -> Request | None:
    """An empty ledger begins today, unless the lines say themselves when it began."""
    if begins := begins_by_itself(entries):
        entries.ledger.record(begins.command, by=begins.by, command_id=begins.command_id)
    return begins


def begins_by_itself(entries: Entries) -> Request | None:
    """That it begins today, where it is empty, and the lines bring more than frameworks, and no first day."""
    says_so = entries.commands[BeginLedger.__name__] or not entries.commands.keys() - FRAMEWORKS
    return None if says_so else beginning(entries.ledger, entries.by)


def record_lines(options: ImportOptions, entries: Entries) -> None:
    """Record the lines. What is recorded stays, whenever this is stopped."""
    recorded, before = Recorded(), entries.ledger.position()
    try:
        with options.console.progress("Recording", entries.commands.total()) as progress:
            entries.record(recorded, progress)
    except (KeyboardInterrupt, *Gone) as stopped:
        print_problems(options.console, recorded.problems)
        options.console.print(
            f"Stopped: all up to line {recorded.row} is recorded;"
            f" {held_more(entries.ledger, before, recorded)}."
            " Run the same command again to go on from there.",
            "bold",
        )
        if not isinstance(stopped, KeyboardInterrupt):
            raise
        raise typer.Exit(STOPPED) from None
    print_problems(options.console, recorded.problems)
    if recorded.entries:
        new = counted(recorded.entries, "entry", "entries")
        options.console.print(f"Recorded {new} from {counted(recorded.commands, 'line')}.", "bold green")
    elif not recorded.problems:
        options.console.print("Nothing to record: the ledger says all of this already.", "bold")
    if recorded.problems:
        refused = counted(len(recorded.problems), "line was", "lines were")
        options.console.print(f"{refused} refused: put them right and run the same command again.", "bold")
        raise typer.Exit(FAILED)


def report_break(options: ImportOptions, number: int) -> None:
    """Where the file ends in the middle of a line."""
    problem = Problem(number, "", "", "breaks off in the middle: everything before it was taken", "line")
    print_problems(options.console, [problem])
    options.console.print(
        f"Go on from line {number}: complete the file and run the same command again, or import the rest as a file.",
        "bold",
    )
    raise typer.Exit(FAILED)
