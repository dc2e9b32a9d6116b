"""`leadership import slates`: who might come after whom, in which order, and how ready they are."""

from __future__ import annotations

from typing import Annotated

import typer

from api.cli.import_options import (
    As,
    AsOf,
    Columns,
    DateFormat,
    Delimiter,
    DryRun,
    Encoding,
    File,
    FillDown,
    Sheet,
    SkipBadRows,
    System,
    WhoNamed,
    completed,
    ends_reported,
    print_not_met,
    read_as,
)
from api.cli.importing_rows import import_rows, pairs_named, person_named
from api.imports.basis import Basis
from api.imports.problems import about_the_file
from api.imports.readiness_meant import NONE
from api.imports.rows import Rows
from api.imports.slates_file import SLATES, SlatesTold
from api.imports.words_said import WordsSaid
from domain.frameworks.edition import Readiness


def import_slates(
    file: File,
    system: System = "hr",
    as_of: AsOf = None,
    by: Annotated[
        str | None,
        typer.Option(
            metavar="PERSON",
            help="Who confirmed these orders on their days, where the file is silent; leave it out where nobody did.",
        ),
    ] = None,
    readiness: Annotated[
        list[str] | None, typer.Option("--readiness", metavar="WORD=READINESS", help="What a word for readiness means.")
    ] = None,
    column: Columns = None,
    date_format: DateFormat = None,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    sheet: Sheet = None,
    fill_down: FillDown = None,
    who: WhoNamed = None,
    dry_run: DryRun = False,
    skip_bad_rows: SkipBadRows = False,
    as_: As = None,
) -> None:
    """Who might come after whom (CSV: role, person, rank, readiness, on). Only what is new is recorded."""
    options = completed(system, as_of, as_, dry_run=dry_run, skip_bad_rows=skip_bad_rows, who=who)

    with ends_reported(options.console):
        meant = readiness_meant(readiness)

        def told(rows: Rows, basis: Basis) -> SlatesTold:
            return SlatesTold(rows, basis, by=person_named(basis, "--by", by), said=meant)

        overruled = read_as(column, date_format, encoding, delimiter, sheet, fill_down)
        import_rows(options, file, SLATES, overruled, told)
        print_not_met(options.console, meant, options.who)


def readiness_meant(said: list[str] | None) -> WordsSaid[str]:
    """What words for readiness mean, as --readiness says it. Raises CannotBeRead."""
    return pairs_named("--readiness", said).meaning(readiness_named)


def readiness_named(value: str) -> str:
    """A readiness by its own word, or that there is none. Raises CannotBeRead."""
    if value not in {*Readiness, NONE}:
        raise about_the_file(f"--readiness “{value}” is none: name one of {', '.join((*Readiness, NONE))}")
    return value
