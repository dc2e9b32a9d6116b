"""How a file of rows is to be understood: its columns, words and days, guessed where nobody has said them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from typing import Final

from api.imports.banners import with_banners
from api.imports.belonging import Belongings
from api.imports.cancelled_rows import CancelledRows, asked_of_others
from api.imports.candidates import could_say_it
from api.imports.columns import UNUSED, Column, guessed, place_for
from api.imports.columns_asked_about import asked_about, belongings_elsewhere, footings_elsewhere, who_has_left
from api.imports.columns_joined import with_joined
from api.imports.columns_missing import must_be_told, one_of_each
from api.imports.dates import FORMATS, MONTHS_ALONE, Agreed
from api.imports.file_survey import FLAGS, Survey
from api.imports.flags import Flags
from api.imports.hours import Hours
from api.imports.positions import positions_meant
from api.imports.problems import CannotBeRead, Problem, about_the_file
from api.imports.rows import Progress, Rows
from api.imports.side_by_side import told_as_joined, unrolled
from api.imports.statuses import Statuses
from api.imports.tables import BANNER, BANNERS, table
from api.imports.wanted import Overruled, Wanted

SAMPLE: Final = 1_000
NONE: Final = frozenset(("none", "None", "NONE", "(none)"))
"""What says, where somebody is to be named, that there is nobody."""


def understood(
    path: Path,
    wanted: Wanted,
    overruled: Overruled,
    progress: Progress = lambda number: None,
    told: Callable[[Rows], None] = lambda rows: None,
) -> Rows:
    """How a file is to be understood, guessed where it is not said. Raises CannotBeRead.

    `told` is shown that before anything is refused, so that whoever imports sees which columns there are.
    """
    said = overruled.date_format
    if said and said not in FORMATS and said not in MONTHS_ALONE:
        ways = ", ".join((*FORMATS, *MONTHS_ALONE))
        raise about_the_file(f"--date-format “{said}” is none of {ways}")
    months = said in MONTHS_ALONE
    file = table(
        path,
        encoding=overruled.encoding,
        delimiter=overruled.delimiter,
        sheet=overruled.sheet,
        also=frozenset(overruled.columns.values()),
    )
    file = with_joined(with_banners(file, overruled.columns.values()), overruled.columns)
    file = replace(file, says=NONE if wanted.nobody else frozenset())
    file, headed, joined = unrolled(file, wanted.fields, overruled.columns)
    sample = [cells for _, cells in islice(file.rows(), SAMPLE)]
    columns = told_as_joined(guessed(file.headings, wanted.fields, sample, headed), joined)
    columns, of_positions = (
        positions_meant(file, columns, sample) if asks_for_positions(wanted, overruled) else (columns, ())
    )
    survey = Survey(
        Statuses(heading_of("status", columns), overruled.statuses),
        Belongings(heading_of("belonging", columns), overruled.belongings),
        Hours(heading_of("share_of_full_time", columns), overruled.full_time),
        {field: Flags(heading_of(field, columns)) for field in FLAGS},
        CancelledRows(columns, {*overruled.statuses, *overruled.words}),
    )
    survey.look_through(file, columns, wanted.dates, progress, months=months)
    file = replace(file, skipped=frozenset(survey.cancelled.rows))
    agreed = {
        name: Agreed(said, ()) if said and not months else one
        for name, one in survey.agreed(columns, wanted.dates).items()
    }
    must_have_columns(overruled.fill_down, columns)
    on = overruled.on or datetime.now(UTC).date()
    rows = Rows(
        file, wanted, columns, agreed, overruled.case_matters, on, survey, overruled.who, months, overruled.fill_down
    )
    told(rows)
    if refused := [*wrong_in(rows, sample, overruled), *of_positions]:
        raise CannotBeRead(*refused)
    return rows


def wrong_in(rows: Rows, sample: Sequence[Sequence[str]], overruled: Overruled) -> Iterator[Problem]:
    """What has to be said before any row can be read."""
    file, wanted, columns = rows.table, rows.wanted, rows.columns
    missing = [*must_be_told(wanted.required, columns, wanted.beside), *one_of_each(wanted.one_of, columns)]
    yield from with_candidates(missing, rows)
    yield from asked_about(file.headings, sample, columns)
    if asks_who_has_left(overruled, columns):
        yield from who_has_left(file, wanted.fields, columns, rows.survey)
    if asks_for_statuses(wanted):
        yield from rows.statuses.unknown()
    yield from footings_elsewhere(file, wanted, columns, overruled)
    elsewhere = [*belongings_elsewhere(file, sample, wanted, columns, overruled)]
    yield from elsewhere
    yield from rows.survey.cancelled.asked_about()
    if place_for("cancelled", columns) is None and "cancelled" not in overruled.columns:
        yield from asked_of_others(columns, wanted.fields, sample)
    yield from () if elsewhere else rows.belongings.unknown()
    yield from rows.survey.hours.unknown()
    yield from unclear_dates(rows)


def asks_who_has_left(overruled: Overruled, columns: Sequence[Column]) -> bool:
    """Whether that is still to be asked; where first days are missing, these are asked about first."""
    told = overruled.first_day_told or place_for("joined_on", columns) is not None
    return told and "left_on" not in overruled.columns


def asks_for_statuses(wanted: Wanted) -> bool:
    """Whether words of a status are asked about here; in a history they say what happened, and are asked about so."""
    return "status" in wanted.fields and "action" not in wanted.fields


def asks_for_positions(wanted: Wanted, overruled: Overruled) -> bool:
    """Whether managers of a file can be named by positions: not where somebody has said that no column has these."""
    return "position" in wanted.fields and overruled.columns.get("position") != UNUSED


def with_candidates(missing: list[Problem], rows: Rows) -> list[Problem]:
    """What is missing, with the columns that could say it."""
    if not missing:
        return []
    candidates = could_say_it(rows.table, rows.columns, rows.wanted.fields)
    return [*missing, *candidates, *banners_that_could(rows)]


def banners_that_could(rows: Rows) -> Iterator[Problem]:
    """That the unit could be said by what stands alone above groups of rows, where no column says it."""
    alone = [*rows.survey.alone, *(one for one in rows.survey.left_out if BANNER in one.what)]
    if alone and "unit" in rows.wanted.fields and place_for("unit", rows.columns) is None:
        first = min(alone, key=lambda one: one.row)
        many = "One row holds" if len(alone) == 1 else f"{len(alone)} rows hold"
        shown = f" (“{first.value}”)" if first.value else ""
        what = f"{many} one cell alone, the first of them row {first.row}{shown}: if these say the unit of the rows"
        yield Problem(0, "", "", f"{what} beneath, say --column unit={BANNERS}")


def heading_of(field: str, columns: Sequence[Column]) -> str:
    """The heading of the column for a field; empty where there is none."""
    place = place_for(field, columns)
    return "" if place is None else columns[place].heading


def must_have_columns(fill_down: Iterable[str], columns: Sequence[Column]) -> None:
    """Only what a column says can be filled down. Raises CannotBeRead."""
    told = [column.field for column in columns if column.field]
    if wrong := next((field for field in fill_down if field not in told), None):
        raise about_the_file(f"--fill-down “{wrong}” is no field that a column says: name one of {', '.join(told)}")


def unclear_dates(rows: Rows) -> Iterator[Problem]:
    """Columns whose dates can be two days."""
    for name, one in rows.dates.items():
        if between := " or ".join(one.between):
            what = f"can be {between}: say which with --date-format"
            yield Problem(0, rows.heading(name), rows.survey.unclear(name, rows.columns), what)
