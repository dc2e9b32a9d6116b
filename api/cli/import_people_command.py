"""`leadership import people`: people as an HR system exports them."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from api.cli.import_options import (
    ActionWords,
    As,
    AsOf,
    BelongingWords,
    Columns,
    DateFormat,
    Delimiter,
    DryRun,
    Encoding,
    EndedHaveLeft,
    File,
    FillDown,
    FirstDay,
    FullTime,
    History,
    HistorySheet,
    Levels,
    ManyChanges,
    MissingHaveLeft,
    Renamed,
    Sheet,
    SkipBadRows,
    Status,
    System,
    UnitBefore,
    UnitNames,
    WhoIs,
    acts_named,
    belongings,
    completed,
    ends_reported,
    meanings,
    named,
    people_meant,
    print_not_met,
)
from api.cli.importing import import_tables, read_table
from api.imports.job_histories import must_be_no_job_history
from api.imports.people_file import WHATEVER_THEY_TELL
from api.imports.several_rows import people_with_stays
from api.imports.spell_order import stays_told
from api.imports.spells import WHATEVER_THEY_TELL_OF, must_identify
from api.imports.wanted import Overruled
from api.imports.who import Sources


def import_people(
    file: File,
    history: History = None,
    system: System = "hr",
    as_of: AsOf = None,
    column: Columns = None,
    history_column: Annotated[
        list[str] | None, typer.Option("--history-column", metavar="FIELD=HEADING", help="The same for --history.")
    ] = None,
    history_sheet: HistorySheet = None,
    date_format: DateFormat = None,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    sheet: Sheet = None,
    status: Status = None,
    full_time: FullTime = None,
    belonging: BelongingWords = None,
    dry_run: DryRun = False,
    skip_bad_rows: SkipBadRows = False,
    many_changes: ManyChanges = False,
    renamed: Renamed = None,
    missing_have_left: MissingHaveLeft = False,
    ended_have_left: EndedHaveLeft = False,
    unit_before: UnitBefore = "",
    levels: Levels = None,
    first_day: FirstDay = None,
    action: ActionWords = None,
    who: WhoIs = None,
    unit_name: UnitNames = None,
    fill_down: FillDown = None,
    as_: As = None,
) -> None:
    """People as an HR system exports them (CSV or a workbook); again with a newer export, what has changed."""
    options = completed(
        system,
        as_of,
        as_,
        dry_run=dry_run,
        skip_bad_rows=skip_bad_rows,
        many_changes=many_changes,
        levels=levels,
        unit_names=unit_name,
    )
    with ends_reported(options.console):
        meant, states, ways, acts = people_meant(who), meanings(status), belongings(belonging), acts_named(action)
        said = Overruled(
            named(column),
            date_format,
            encoding,
            delimiter,
            sheet=sheet,
            statuses=states,
            belongings=ways,
            full_time=full_time,
            who=meant,
            fill_down=tuple(fill_down or ()),
            first_day_told=first_day is not None,
        )
        first = first_day.date() if first_day else None
        reading = partial(people_with_stays, first_day=first)
        people = read_table(options, file, WHATEVER_THEY_TELL, said, reading, must_be_no_job_history)
        spells = (
            read_table(
                options,
                history,
                WHATEVER_THEY_TELL_OF,
                Overruled(
                    named(history_column),
                    date_format,
                    sheet=history_sheet,
                    belongings=said.belongings,
                    who=meant,
                    words=acts,
                ),
                partial(stays_told, said=acts),
            )
            if history
            else None
        )
        if spells:
            must_identify(spells, people)
        called = " and ".join(path.name for path in (file, history) if path)
        import_tables(
            options,
            lambda on: Sources(
                system,
                on,
                people,
                spells,
                called,
                missing_have_left=missing_have_left,
                ended_have_left=ended_have_left,
                renamed={people.same(one) for one in renamed or ()},
                unit_before=unit_before,
            ),
        )
        print_not_met(options.console, meant, states, ways, acts, options.unit_names)
