"""`leadership import reviews`: how results, leadership and potential were rated, cycle by cycle."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
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
    ManyChanges,
    Sheet,
    SkipBadRows,
    System,
    WhoNamed,
    completed,
    ends_reported,
    print_not_met,
    read_as,
)
from api.cli.importing_rows import import_rows, pairs_named
from api.imports.basis import Basis
from api.imports.cycles_meant import CycleEnds
from api.imports.marks_meant import ranges_wrong
from api.imports.much_changed import MuchChanged
from api.imports.problems import about_the_file
from api.imports.reviews_file import REVIEWS, ReviewsTold
from api.imports.rows import Rows
from api.imports.words_said import WordsSaid


def import_reviews(
    file: File,
    system: System = "hr",
    as_of: AsOf = None,
    rating: Annotated[
        list[str] | None,
        typer.Option(
            "--rating", metavar="COLUMN:MARK=STEP", help="Which step a mark is, or a range: “results:85-100=3”."
        ),
    ] = None,
    cycle_ends: Annotated[
        list[str] | None,
        typer.Option("--cycle-ends", metavar="[CYCLE=]DAY", help="When cycles of two years end (08-31), or one cycle."),
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
    many_changes: ManyChanges = False,
    as_: As = None,
) -> None:
    """How people were rated (CSV: person, cycle, results, leadership, potential, by). Only what is new is recorded."""
    options = completed(system, as_of, as_, dry_run=dry_run, skip_bad_rows=skip_bad_rows, who=who)

    with ends_reported(options.console):
        said = pairs_named("--rating", rating)
        if wrong := ranges_wrong(said):
            raise about_the_file(f"--rating {wrong}")
        ends = ends_named(cycle_ends or ())

        def told(rows: Rows, basis: Basis) -> ReviewsTold:
            return ReviewsTold(rows, basis, said=said, ends=ends, much=MuchChanged(asked=not many_changes))

        overruled = read_as(column, date_format, encoding, delimiter, sheet, fill_down)
        import_rows(options, file, REVIEWS, overruled, told)
        print_not_met(options.console, said, ends.said, options.who)


def ends_named(said: Sequence[str]) -> CycleEnds:
    """When cycles end, as --cycle-ends says it: those of two years on one day of the year, or each on its own.

    Raises CannotBeRead.
    """
    on: tuple[int, int] | None = None
    cycles: dict[str, date] = {}
    for one in said:
        cycle, _, day = one.rpartition("=")
        try:
            found = date.fromisoformat(day.strip() if cycle else f"2024-{day.strip()}")
        except ValueError:
            right = "write a day as 08-31 for all cycles of two years, or CYCLE=2025-08-31 for one"
            raise about_the_file(f"--cycle-ends “{one}” names no day: {right}") from None
        if cycle:
            cycles[cycle.strip()] = found
        else:
            on = (found.month, found.day)
    return CycleEnds(on, WordsSaid("--cycle-ends", cycles, str.casefold))
