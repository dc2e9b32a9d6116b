"""`leadership import learning`: what people completed, as a learning system lists it."""

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
from api.cli.importing_rows import import_rows, pairs_named
from api.imports.basis import Basis
from api.imports.learning_file import LEARNING, LearningTold
from api.imports.problems import about_the_file
from api.imports.rows import Rows
from domain.development.learning import LearningMode
from domain.kernel.currencies import CODES
from domain.kernel.money import right_currency


def import_learning(
    file: File,
    system: System = "hr",
    as_of: AsOf = None,
    mode: Annotated[
        list[str] | None,
        typer.Option("--mode", metavar="KIND=MODE", help="How people learn in courses of a kind: “Tabletop=course”."),
    ] = None,
    module: Annotated[
        list[str] | None,
        typer.Option("--module", metavar="CODE=MODULE", help="Which module a code stands for; “C-7=none” for none."),
    ] = None,
    currency: Annotated[
        str | None, typer.Option("--currency", metavar="EUR", help="The currency of amounts that name none.")
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
    """What people completed (CSV: learner, course, kind, hours, completed on). Again, only what is new is recorded."""
    options = completed(system, as_of, as_, dry_run=dry_run, skip_bad_rows=skip_bad_rows, who=who)
    with ends_reported(options.console):
        kinds, modules = pairs_named("--mode", mode), pairs_named("--module", module)
        for kind, said in kinds.items():
            if said not in [*LearningMode]:
                raise about_the_file(f"--mode “{kind}={said}”: “{said}” is none of {', '.join(LearningMode)}")
        if currency is not None and currency not in CODES:
            raise about_the_file(f"--currency “{currency}”: {right_currency(currency)}")
        modes = kinds.meaning(LearningMode)

        def told(rows: Rows, basis: Basis) -> LearningTold:
            return LearningTold(rows, basis, modes=modes, modules=modules, currency=currency)

        overruled = read_as(column, date_format, encoding, delimiter, sheet, fill_down)
        import_rows(options, file, LEARNING, overruled, told)
        print_not_met(options.console, kinds, modules, options.who)
