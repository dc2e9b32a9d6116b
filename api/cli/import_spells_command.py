"""`leadership import spells`: in which unit people were from when to when."""

from __future__ import annotations

from functools import partial

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
    Levels,
    ManyChanges,
    Sheet,
    SkipBadRows,
    System,
    UnitBefore,
    UnitNames,
    WhoIs,
    acts_named,
    belongings,
    completed,
    ends_reported,
    named,
    people_meant,
    print_not_met,
)
from api.cli.importing import import_tables, read_table
from api.imports.spell_order import stays_told
from api.imports.spells import WHATEVER_THEY_TELL_OF
from api.imports.wanted import Overruled
from api.imports.who import Sources


def import_spells(
    file: File,
    system: System = "hr",
    as_of: AsOf = None,
    column: Columns = None,
    date_format: DateFormat = None,
    encoding: Encoding = None,
    delimiter: Delimiter = None,
    sheet: Sheet = None,
    dry_run: DryRun = False,
    skip_bad_rows: SkipBadRows = False,
    many_changes: ManyChanges = False,
    ended_have_left: EndedHaveLeft = False,
    unit_before: UnitBefore = "",
    belonging: BelongingWords = None,
    levels: Levels = None,
    action: ActionWords = None,
    who: WhoIs = None,
    fill_down: FillDown = None,
    unit_name: UnitNames = None,
    as_: As = None,
) -> None:
    """In which unit people were from when to when (CSV, one row a spell), before or after the people themselves."""
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
        ways, meant, acts = belongings(belonging), people_meant(who), acts_named(action)
        spells = read_table(
            options,
            file,
            WHATEVER_THEY_TELL_OF,
            Overruled(
                named(column),
                date_format,
                encoding,
                delimiter,
                sheet=sheet,
                belongings=ways,
                who=meant,
                fill_down=tuple(fill_down or ()),
                words=acts,
            ),
            partial(stays_told, said=acts),
        )
        import_tables(
            options,
            lambda on: Sources(
                system, on, None, spells, file.name, ended_have_left=ended_have_left, unit_before=unit_before
            ),
        )
        print_not_met(options.console, ways, meant, acts, options.unit_names)
