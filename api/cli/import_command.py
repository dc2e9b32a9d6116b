"""`leadership import …`: what whoever imports can say, and in which order things happen then."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from api.cli.import_options import (
    STOPPED,
    Asking,
    AsOf,
    By,
    Columns,
    DateFormat,
    Delimiter,
    DryRun,
    Encoding,
    EndedHaveLeft,
    File,
    History,
    MissingHaveLeft,
    SkipBadRows,
    System,
    asked,
    counted,
    named,
    told,
)
from api.imports.ids import EMAIL, LOGIN, KnownPeople, SameIds
from api.imports.people import PEOPLE, PeopleRead, people_in
from api.imports.plan import Plan
from api.imports.problems import Problem
from api.imports.recording import Recorded, Rehearsed, record, rehearse
from api.imports.rows import Overruled, Progress, Rows, Wanted, understood
from api.imports.spells import SPELLS, SpellsRead, spells_in
from api.imports.who import Sources, Who
from api.services import database, ledger_in
from ledger import Ledger

Read = TypeVar("Read", PeopleRead, SpellsRead)
door = typer.Typer(no_args_is_help=True, help="Bring in people, their history, or entries from elsewhere.")


@door.command("people")
def import_people(
    file: File,
    history: History = None,
    system: System = "hr",
    as_of: AsOf = None,
    column: Columns = None,
    history_column: Annotated[
        list[str] | None, typer.Option("--history-column", metavar="FIELD=HEADING", help="The same for --history.")
    ] = None,
    date_format: DateFormat = None,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    dry_run: DryRun = False,
    skip_bad_rows: SkipBadRows = False,
    missing_have_left: MissingHaveLeft = False,
    ended_have_left: EndedHaveLeft = False,
    by: By = None,
) -> None:
    """People as an HR system exports them (CSV). Again with a newer export, only what has changed is recorded."""
    asking = asked(system, as_of, by, dry_run=dry_run, skip_bad_rows=skip_bad_rows)
    with told(asking):
        people = read(asking, file, PEOPLE, Overruled(named(column), date_format, encoding, delimiter), people_in)
        spells = (
            read(asking, history, SPELLS, Overruled(named(history_column), date_format), spells_in) if history else None
        )
        called = " and ".join(path.name for path in (file, history) if path)
        take(asking, Sources(system, asking.on, people, spells, called, missing_have_left, ended_have_left))


@door.command("spells")
def import_spells(
    file: File,
    system: System = "hr",
    as_of: AsOf = None,
    column: Columns = None,
    date_format: DateFormat = None,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    dry_run: DryRun = False,
    skip_bad_rows: SkipBadRows = False,
    ended_have_left: EndedHaveLeft = False,
    by: By = None,
) -> None:
    """In which unit people were from when to when (CSV, one row a spell), before or after the people themselves."""
    asking = asked(system, as_of, by, dry_run=dry_run, skip_bad_rows=skip_bad_rows)
    with told(asking):
        spells = read(asking, file, SPELLS, Overruled(named(column), date_format, encoding, delimiter), spells_in)
        take(asking, Sources(system, asking.on, None, spells, file.name, ended_have_left=ended_have_left))


def read(
    asking: Asking, path: Path, wanted: Wanted, overruled: Overruled, reading: Callable[[Rows, Progress], Read]
) -> Read:
    """A file, after telling how it is understood. Raises CannotBeRead."""
    with asking.shown.progress(f"Looking at {path.name}") as progress:
        rows = understood(path, wanted, overruled, progress)
    asking.shown.guess(rows, asking.system)
    with asking.shown.progress(f"Reading {path.name}") as progress:
        return reading(rows, progress)


def take(asking: Asking, sources: Sources) -> None:
    """Rehearse all of it; then, if nothing stands in the way, record it."""
    with database(asking.settings) as url, ledger_in(asking.settings, url) as ledger:
        known = KnownPeople(ledger, {asking.system, EMAIL, LOGIN})
        plan = Plan(ledger, sources, Who(sources, known, SameIds(ledger)))
        problems = [*sources.problems(), *plan.who.problems()]
        plan.who.left_out |= sources.contradicted() | sources.identifiers_in(problem.row for problem in problems)
        with asking.shown.progress("Asking the rules", len(sources)) as plan.progress:
            rehearsed = rehearse(ledger, plan)
        problems += [*plan.problems, *rehearsed.problems]
        if problems:
            tell_problems(asking, problems)
        plan.who.left_out |= sources.identifiers_in(problem.row for problem in problems)
        asking.shown.notices([*sources.notices(), *plan.notices])
        if plan.unnamed:
            people = counted(plan.unnamed, "person is", "people are")
            asking.shown.say(f"{people} called by the identifier until a file of people names them.", "yellow")
        if asking.dry_run:
            asking.shown.would_be(rehearsed)
            asking.shown.say("Nothing was recorded (--dry-run).", "bold")
        elif rehearsed.commands:
            put_down(asking, ledger, plan, rehearsed)
        else:
            asking.shown.say("Nothing to record: the ledger says all of this already.", "bold")


def tell_problems(asking: Asking, problems: Sequence[Problem]) -> None:
    """Everything that is wrong; it ends the import, unless the rest is wanted."""
    asking.shown.problems(problems)
    if not asking.skip_bad_rows:
        wrong = counted(len(problems), "problem")
        asking.shown.say(f"Nothing was recorded: put {wrong} right, or leave those out with --skip-bad-rows.", "bold")
        raise typer.Exit(1)


def put_down(asking: Asking, ledger: Ledger, plan: Plan, rehearsed: Rehearsed) -> None:
    """Record the plan. What is recorded stays, whenever this is stopped."""
    plan.progress = lambda people: None
    recorded = Recorded()
    try:
        with asking.shown.progress("Recording", rehearsed.commands) as progress:
            record(ledger, plan, asking.by, recorded, progress)
    except KeyboardInterrupt:
        asking.shown.say(
            f"Stopped: {recorded.entries} entries are recorded, of {counted(rehearsed.commands, 'command')}"
            f" {recorded.commands}. Run the same command again to go on from there.",
            "bold",
        )
        raise typer.Exit(STOPPED) from None
    asking.shown.problems(recorded.problems)
    people = counted(rehearsed.people, "person", "people")
    asking.shown.say(f"Recorded {counted(recorded.entries, 'entry', 'entries')} about {people}.", "bold green")
    if recorded.problems:
        raise typer.Exit(1)
