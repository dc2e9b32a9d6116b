"""`leadership import scim`: people as directories exchange them."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from api.cli.console import Console
from api.cli.import_options import As, AsOf, DryRun, File, FirstDay, Levels, SkipBadRows, System, ends_reported
from api.cli.import_people_command import import_people
from api.imports.scim_file import users_in, written_as_table


def import_scim(
    file: File,
    system: System = "hr",
    as_of: AsOf = None,
    first_day: FirstDay = None,
    dry_run: DryRun = False,
    skip_bad_rows: SkipBadRows = False,
    levels: Levels = None,
    as_: As = None,
) -> None:
    """People as a directory tells of them (the JSON of SCIM 2.0). The standard knows no first day: say --first-day."""
    console = Console()
    with ends_reported(console), TemporaryDirectory() as folder:
        users, total = users_in(file)
        if total > len(users):
            what = f"{file.name} holds {len(users)} of {total} people: get the others with ?startIndex={len(users) + 1}"
            console.print(f"{what}, and import them, too.", "yellow")
        table = Path(folder) / f"{file.stem}.csv"
        written_as_table(users, table)
        import_people(
            table,
            system=system,
            as_of=as_of,
            first_day=first_day,
            dry_run=dry_run,
            skip_bad_rows=skip_bad_rows,
            levels=levels,
            as_=as_,
        )
