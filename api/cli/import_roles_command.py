"""`leadership import roles`: which roles there are, and who holds them since when."""

from __future__ import annotations

from datetime import datetime
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
    Levels,
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
from api.imports.levels import LevelsMeant
from api.imports.problems import about_the_file
from api.imports.roles_file import ROLES, RolesTold
from api.imports.rows import Rows
from domain.organisation.role import AppointmentKind, WhyVacated


def import_roles(
    file: File,
    system: System = "hr",
    as_of: AsOf = None,
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Since when roles are held, where the file is silent.")
    ] = None,
    not_before_joining: Annotated[
        bool, typer.Option("--not-before-joining", help="Whoever holds a role since before they joined: from then on.")
    ] = False,
    hand_over: Annotated[
        WhyVacated | None,
        typer.Option("--hand-over", help="Another holder takes a role over; why whoever held it gave it up that day."),
    ] = None,
    why: Annotated[
        str, typer.Option(metavar="TEXT", help="Why roles are critical, where neither the file nor the ledger says it.")
    ] = "",
    footing: Annotated[
        list[str] | None,
        typer.Option(
            "--footing", metavar="MARK=FOOTING", help="How a role is held by a mark beside the holder’s name."
        ),
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
    levels: Levels = None,
    as_: As = None,
) -> None:
    """Roles, and who holds them (CSV: role, unit, level, critical, incumbent, since). Only what is new is recorded."""
    options = completed(system, as_of, as_, dry_run=dry_run, skip_bad_rows=skip_bad_rows, who=who, levels=levels)

    with ends_reported(options.console):
        footings = pairs_named("--footing", footing).meaning(footing_named)

        def told(rows: Rows, basis: Basis) -> RolesTold:
            return RolesTold(
                rows,
                basis,
                levels=LevelsMeant(basis.ledger, basis.on, basis.units, options.levels),
                since=since.date() if since else None,
                not_before_joining=not_before_joining,
                footings=footings,
                hand_over=hand_over,
                why=why.strip(),
            )

        overruled = read_as(column, date_format, encoding, delimiter, sheet, fill_down)
        import_rows(options, file, ROLES, overruled, told)
        print_not_met(options.console, footings, options.who)


def footing_named(value: str) -> AppointmentKind:
    """A footing by its own word. Raises CannotBeRead."""
    if value not in set(AppointmentKind):
        raise about_the_file(f"--footing “{value}” is none: name one of {', '.join(AppointmentKind)}")
    return AppointmentKind(value)
