"""In which order things happen when tables are imported: read, rehearsed, recorded."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Final, TypeVar

import typer

from api.cli.asking import importer
from api.cli.console import counted
from api.cli.exit_codes import FAILED, STOPPED
from api.cli.import_options import ImportOptions
from api.cli.import_report import (
    print_acts,
    print_beginning,
    print_changed,
    print_left_out_people,
    print_levels,
    print_managers,
    print_notices,
    print_problems,
    print_reading,
    print_rehearsal,
    print_steps,
    print_units,
    print_units_taken,
)
from api.imports.ids import EMAIL, LOGIN, KnownPeople, SameIds
from api.imports.leavers import gone_before
from api.imports.levels import LevelsMeant
from api.imports.much_changed import MuchChanged
from api.imports.names_known import NamesKnown
from api.imports.people_file import PeopleRead
from api.imports.plan import Plan
from api.imports.problems import CannotBeRead, Problem, about_the_file
from api.imports.recording import Asked, Recorded, Rehearsed, beginning, record, rehearse
from api.imports.rows import Progress, Rows
from api.imports.spells import SpellsRead
from api.imports.steps import Steps
from api.imports.understanding import understood
from api.imports.units_meant import UnitsMeant
from api.imports.wanted import Overruled, Wanted
from api.imports.who import Sources, Who
from api.services import begin, database, ledger_in
from domain.kernel.history import first_day
from ledger import Ledger, Request
from ledger.storage.connections import Gone

NEXT: Final = "Next: leadership import roles FILE, import reviews FILE, import slates FILE."
PERSON: Final = re.compile(r"person-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
Read = TypeVar("Read", PeopleRead, SpellsRead)


def read_table(
    options: ImportOptions,
    path: Path,
    wanted: Wanted,
    overruled: Overruled,
    reading: Callable[[Rows, Progress], Read],
    must_be: Callable[[Rows], None] = lambda rows: None,
) -> Read:
    """A file, after saying how it is understood. Raises CannotBeRead, before all else where it is of another kind."""

    def told(rows: Rows) -> None:
        print_reading(options.console, rows, options.system)
        must_be(rows)

    with options.console.progress(f"Looking at {path.name}") as progress:
        matters = options.system in options.settings.case_matters_in
        rows = understood(
            path,
            wanted,
            replace(overruled, case_matters=matters, on=overruled.on or options.on),
            progress,
            told,
        )
    with options.console.progress(f"Reading {path.name}") as progress:
        return reading(rows, progress)


def import_tables(options: ImportOptions, sources_of: Callable[[date], Sources]) -> None:
    """Rehearse all that the files tell of a day; then, if nothing stands in the way, record it."""
    with database(options.settings) as url, ledger_in(options.settings, url) as ledger:
        sources = sources_of(options.on or ledger.today())
        caller = importer(options.settings, options.steward, ledger)
        begins = beginning(ledger, caller.recorded_by)
        known = KnownPeople(ledger, {options.system, EMAIL, LOGIN})
        ids = SameIds(ledger)
        units = UnitsMeant(ledger, ids)
        units.one_name = options.unit_names
        levels = LevelsMeant(ledger, sources.on, units, options.levels)
        steps = Steps(ledger.book, ledger.today() if begins else first_day(ledger.book()))
        who = Who(sources, known, ids, names=NamesKnown(ledger))
        plan = Plan(ledger, sources, who, units, levels, steps, much=MuchChanged(asked=not options.many_changes))
        left = list(gone_before(sources, known))
        rehearsed = rehearsed_without_problems(options, ledger, plan, begins, left)
        print_managers(options.console, plan.who)
        print_acts(options.console, sources.spells)
        print_notices(options.console, [*sources.notices(), *left, *plan.notices])
        print_units(options.console, units.established(), units.established_as_paths(), units.otherwise)
        if known.others and not any(known.of(options.system)):
            print_units_taken(options.console, options.system, list(units.taken))
        print_levels(options.console, levels)
        print_steps(options.console, rehearsed)
        names = {**units.names(), **who.called()} if plan.much.changed else {}
        print_changed(options.console, plan.much, names, sources.on)
        much = list(plan.much.problems(names))
        if plan.unnamed:
            people = counted(plan.unnamed, "person is", "people are")
            options.console.print(f"{people} called by the identifier until a file of people names them.", "yellow")
        if options.dry_run:
            print_rehearsal(options.console, rehearsed, units.names())
            print_beginning(options.console, begins, recorded=False)
            print_problems(options.console, much)
            options.console.print("Nothing was recorded (--dry-run).", "bold")
        elif much:
            raise CannotBeRead(*much)
        elif rehearsed.commands:
            begin(ledger, caller.recorded_by)
            if begins:
                ledger.record(begins.command, by=begins.by, command_id=begins.command_id)
            print_beginning(options.console, begins, recorded=True)
            plan.progress = lambda people: None
            words = partial(called_as_in_the_file, who=plan.who)
            record_plan(options, ledger, plan, rehearsed, caller.recorded_by, words)
            options.console.print(NEXT)
        else:
            options.console.print("Nothing to record: the ledger says all of this already.", "bold")


def rehearsed_without_problems(
    options: ImportOptions, ledger: Ledger, plan: Plan, begins: Request | None, gone: Sequence[Problem]
) -> Rehearsed:
    """What would become of the files. What is wrong ends the import, or all is left out about those whom it concerns.

    Then the rules are asked again, as others can rest on those: until nothing is wrong with the rest.
    """
    sources, who = plan.sources, plan.who
    side_by_side = list(who.problems())
    problems = [*sources.problems(), *side_by_side]
    wrong = sources.contradicted() | sources.misread() | sources.told_by_rows({one.row for one in side_by_side})
    who.left_out |= wrong | sources.told_by_rows({notice.row for notice in gone})
    while True:
        with options.console.progress("Asking the rules", len(sources)) as plan.progress:
            rehearsed = rehearse(ledger, plan, plan.looks_at, begins)
        refused = called_as_in_the_file([*plan.problems, *rehearsed.problems], who)
        if problems := [*problems, *refused]:
            report_problems(options, problems)
            must_all_be_read(sources)
        fell = sources.about(refused) - who.left_out
        wrong, problems = wrong | fell, []
        who.left_out |= fell
        if not fell:
            print_left_out_people(options.console, sorted(wrong))
            return rehearsed


def must_all_be_read(sources: Sources) -> None:
    """Nobody is missing from a file of which not every row can be read. Raises CannotBeRead."""
    if sources.missing_have_left and sources.people and sources.people.problems:
        rows = counted(len({one.row for one in sources.people.problems}), "row")
        what = f"cannot be said where {rows} of people cannot be read: whoever stands there would be taken for missing"
        raise about_the_file(f"--missing-have-left {what}. Put them right, or leave out --missing-have-left")


def called_as_in_the_file(problems: Sequence[Problem], who: Who) -> list[Problem]:
    """The same, with people named by the file's own identifiers where they are named by the ledger's."""
    if not any(PERSON.search(one.what) or PERSON.search(one.value) for one in problems):
        return list(problems)
    called = who.called()
    system = who.sources.system

    def as_in_the_file(found: re.Match[str]) -> str:
        return f"{system} {called[found[0]]}" if found[0] in called else found[0]

    return [
        replace(one, what=PERSON.sub(as_in_the_file, one.what), value=PERSON.sub(as_in_the_file, one.value))
        for one in problems
    ]


def report_problems(options: ImportOptions, problems: Sequence[Problem]) -> None:
    """Everything that is wrong; it ends the import, unless the rest is wanted."""
    print_problems(options.console, problems)
    if not options.skip_bad_rows:
        wrong = counted(len(problems), "problem")
        options.console.print(
            f"Nothing was recorded: put {wrong} right, or leave those out with --skip-bad-rows.", "bold"
        )
        raise typer.Exit(FAILED)


def held_more(ledger: Ledger, before: int, recorded: Recorded) -> str:
    """How much has come into the ledger until an import was stopped, as far as it can still be asked."""
    try:
        return f"the ledger holds {counted(ledger.position() - before, 'entry', 'entries')} more than before"
    except Gone:
        new = counted(recorded.entries, "entry", "entries")
        return f"{new} or a few more were recorded; the ledger does not answer any longer"


def record_plan(
    options: ImportOptions,
    ledger: Ledger,
    plan: Iterable[list[Asked]],
    rehearsed: Rehearsed,
    by: str,
    words: Callable[[Sequence[Problem]], Sequence[Problem]] = list,
) -> None:
    """Record a plan. What is recorded stays, whenever this is stopped. `words` says refusals as the file does."""
    recorded, before = Recorded(), ledger.position()
    try:
        with options.console.progress("Recording", rehearsed.commands) as progress:
            record(ledger, plan, by, recorded, progress)
    except (KeyboardInterrupt, *Gone) as stopped:
        options.console.print(
            f"Stopped: {held_more(ledger, before, recorded)}. Run the same command again to go on from there.",
            "bold",
        )
        if not isinstance(stopped, KeyboardInterrupt):
            raise
        raise typer.Exit(STOPPED) from None
    print_problems(options.console, words(recorded.problems))
    people = f" about {counted(rehearsed.people, 'person', 'people')}" if rehearsed.people else ""
    options.console.print(f"Recorded {counted(recorded.entries, 'entry', 'entries')}{people}.", "bold green")
    if recorded.problems:
        raise typer.Exit(FAILED)
