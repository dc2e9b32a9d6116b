"""In which order things happen when roles, slates or reviews are imported: read, rehearsed, recorded."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from api.cli.asking import importer
from api.cli.import_options import ImportOptions
from api.cli.import_report import print_notices, print_problems, print_reading, print_rehearsal, print_units
from api.cli.importing import record_plan, report_problems
from api.imports.basis import Basis, Told
from api.imports.ids import SameIds
from api.imports.people_named import Nobody, PeopleNamed
from api.imports.problems import CannotBeRead, about_the_file
from api.imports.recording import Rehearsed, rehearse
from api.imports.refusals_told import InTheFilesWords
from api.imports.rows import Rows
from api.imports.understanding import understood
from api.imports.units_meant import UnitsMeant
from api.imports.wanted import Overruled, Wanted
from api.imports.words_said import WordsSaid
from api.services import database, holds_a_framework, ledger_in
from domain.kernel.history import first_day
from domain.kernel.ids import PersonId
from ledger import Ledger


def import_rows(
    options: ImportOptions, path: Path, wanted: Wanted, overruled: Overruled, told_of: Callable[[Rows, Basis], Told]
) -> None:
    """Rehearse all that a file tells; then, if nothing stands in the way, record it."""
    with options.console.progress(f"Looking at {path.name}") as progress:
        matters = options.system in options.settings.case_matters_in
        rows = understood(
            path,
            wanted,
            replace(overruled, case_matters=matters),
            progress,
            lambda rows: print_reading(options.console, rows, options.system),
        )
    with database(options.settings) as url, ledger_in(options.settings, url) as ledger:
        caller = importer(options.settings, options.steward, ledger)
        told = told_of(rows, basis_of(options, ledger))
        words = InTheFilesWords(rows, told.basis)
        rehearsed = rehearsed_without_problems(options, ledger, told, words)
        print_notices(options.console, told.notices)
        print_units(options.console, told.basis.units.established(), otherwise=told.basis.units.otherwise)
        for sentence in told.in_words():
            options.console.print(sentence, "yellow")
        much = list(told.much.problems({}))
        if options.dry_run:
            print_rehearsal(options.console, rehearsed, told.basis.units.names())
            print_problems(options.console, much)
            options.console.print("Nothing was recorded (--dry-run).", "bold")
        elif much:
            raise CannotBeRead(*much)
        elif rehearsed.commands:
            record_plan(options, ledger, told, rehearsed, caller.recorded_by, words)
        elif told.left_out:
            options.console.print("Nothing was recorded: what is not left out, the ledger says already.", "bold")
        else:
            options.console.print("Nothing to record: the ledger says all of this already.", "bold")


def rehearsed_without_problems(options: ImportOptions, ledger: Ledger, told: Told, words: InTheFilesWords) -> Rehearsed:
    """What would become of the file. What is wrong ends the import, or is left out where the rest is wanted.

    Then the rules are asked again, as others can rest on those: until nothing is wrong with the rest.
    """
    while True:
        with options.console.progress("Asking the rules"):
            rehearsed = rehearse(ledger, told, lambda stream: True)
        problems = [one for one in (*told.problems, *rehearsed.problems) if one.row not in told.left_out]
        if not problems:
            return rehearsed
        for sentence in () if options.skip_bad_rows else told.in_words():
            options.console.print(sentence, "yellow")
        report_problems(options, words(problems))
        told.left_out.update(problem.row for problem in problems)


def basis_of(options: ImportOptions, ledger: Ledger) -> Basis:
    """What the file is held against. Raises CannotBeRead where there is nothing."""
    if not holds_a_framework(ledger):
        raise about_the_file("The ledger knows nobody yet: import people first (leadership import people FILE)")
    ids, book = SameIds(ledger), ledger.book()
    people, units = PeopleNamed(ledger, options.system, options.who), UnitsMeant(ledger, ids)
    on = options.on or ledger.today()
    return Basis(ledger, book, options.system, on, first_day(book), ids, people, units)


def person_named(basis: Basis, option: str, called: str | None) -> PersonId | None:
    """Whom an option names. Raises CannotBeRead."""
    if called is None:
        return None
    try:
        return basis.people.person(called)
    except Nobody as error:
        raise about_the_file(f"{option} “{called}” {error}") from None


def pairs_named(option: str, said: Sequence[str] | None) -> WordsSaid[str]:
    """What words mean, in lower case, as an option says it. Raises CannotBeRead."""
    pairs = {}
    for one in said or ():
        word, _, meaning = one.rpartition("=")
        if not (word and meaning):
            raise about_the_file(f"{option} “{one}” says nothing: write WORD=MEANING")
        pairs[word.strip()] = meaning.strip()
    return WordsSaid(option, pairs, str.casefold)
