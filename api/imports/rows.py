"""Rows with their columns recognised and their dates understood, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from itertools import islice
from pathlib import Path
from typing import Final, NamedTuple

from api.imports.alike_ids import loosened, without_point
from api.imports.belonging import Belongings
from api.imports.candidates import candidates
from api.imports.columns import UNUSED, Column, guessed, must_be_told, one_of_each, place_for
from api.imports.columns_asked_about import asked_about, who_has_left
from api.imports.dates import (
    FORMATS,
    ISO,
    MONTHS_ALONE,
    PLANNED,
    Agreed,
    day,
    in_its_century,
    is_day,
    years_later,
)
from api.imports.dates import in_words as written_in_words
from api.imports.file_survey import Survey
from api.imports.flags import Flags
from api.imports.hours import Hours
from api.imports.months_alone import first_of
from api.imports.names_said import manager_said
from api.imports.positions import positions_meant
from api.imports.problems import CannotBeRead, Problem, about_the_file
from api.imports.records import said as blanked
from api.imports.side_by_side import in_words, unrolled
from api.imports.statuses import Meaning, Statuses
from api.imports.tables import BANNER, Table, table
from api.imports.words import squeezed
from domain.people.employment import Belonging

SAMPLE: Final = 1_000
NONE: Final = frozenset(("none", "None", "NONE", "(none)"))
"""What says, where somebody is to be named, that there is nobody."""
EARLIEST: Final = date(1900, 1, 1)
"""No day of a file of people lies before it: such days stand for something else, as for “not known”."""
Progress = Callable[[int], None]
"""Told the number of the row that is read."""


@dataclass(frozen=True)
class Wanted:
    """What a kind of file can say."""

    fields: tuple[str, ...]
    required: Mapping[str, str]
    """The fields that no row can do without, each with what to write there."""
    dates: tuple[str, ...]
    """The first of them is not after the second, where these are in order."""
    in_order: bool = True
    months: bool = False
    """Whether a day may be given as a month alone, and is its first then."""
    nobody: tuple[str, ...] = ()
    """Where “none” is an answer, and no blank: that there is nobody."""
    one_of: tuple[tuple[str, ...], ...] = ()
    """Of each of these groups of fields, a file that says anything has at least one."""


@dataclass(frozen=True)
class Overruled:
    """What whoever imports has said of the file, so that it is not guessed."""

    columns: Mapping[str, str]
    """Headings by the fields that they are taken for."""
    date_format: str | None = None
    encoding: str | None = None
    delimiter: str | None = None
    case_matters: bool = False
    """Whether identifiers differ where only their case does."""
    sheet: str | None = None
    """Which sheet of a workbook."""
    statuses: Mapping[str, Meaning] = field(default_factory=dict)
    """What words of a status mean, by these squeezed."""
    on: date | None = None
    """The day of the export; today if it is not said."""
    belongings: Mapping[str, Belonging] = field(default_factory=dict)
    """In which way somebody belongs by a word, by these squeezed."""
    full_time: float | None = None
    """How many hours are full time."""
    who: Mapping[str, str] = field(default_factory=dict)
    """Whom cells of managers mean, as these are compared."""
    fill_down: tuple[str, ...] = ()
    """Fields of which a blank cell says what stands above it."""
    first_day_told: bool = False
    """Whether a first day is said for everybody of whom the file gives none."""


class Row(NamedTuple):
    """One row as far as any kind of file has it."""

    number: int
    said: Mapping[str, str]
    """Its cells by field; of columns that were recognised."""
    days: Mapping[str, date | None]


@dataclass(frozen=True)
class Rows:
    """A file of rows, and how they are understood."""

    table: Table
    wanted: Wanted
    columns: tuple[Column, ...]
    dates: Mapping[str, Agreed]
    case_matters: bool = False
    """Whether identifiers differ where only their case does."""
    on: date = date.min
    """The day of the export."""
    survey: Survey = field(default_factory=Survey)
    """What was met on the way through the whole file."""
    who: Mapping[str, str] = field(default_factory=dict)
    """Whom cells of managers mean, as these are compared."""
    months: bool = False
    """Whether a month alone means its first day."""
    fill_down: tuple[str, ...] = ()
    """Fields of which a blank cell says what stands above it."""

    @property
    def statuses(self) -> Statuses:
        """What each word of the status is taken for."""
        return self.survey.statuses

    @property
    def belongings(self) -> Belongings:
        """What each word for a way of belonging is taken for."""
        return self.survey.belongings

    def same(self, identifier: str) -> str:
        """An identifier as it is compared."""
        return loosened(identifier if self.case_matters else identifier.casefold())

    def heading(self, field: str) -> str:
        """What the file calls a field."""
        place = place_for(field, self.columns)
        return field if place is None else self.columns[place].heading

    def headings(self) -> dict[str, str]:
        """What the file calls each field that it tells."""
        return {column.field: column.heading for column in self.columns if column.field}

    def read_into(self, problems: list[Problem], notices: list[Problem] | None = None) -> Iterator[Row]:
        """The rows that can be understood, one by one; what is wrong with the others is added to `problems`."""
        width = len(self.columns)
        places: list[tuple[str, int]] = [(column.field, column.place) for column in self.columns if column.field]
        dates = tuple(dict.fromkeys(self.wanted.dates))
        for number, cells in self.filled_down(problems, dict(places)):
            before = len(problems)
            if len(cells) > width:
                what = f"has {len(cells)} cells under {width} headings: quote what has the delimiter in it"
                problems.append(Problem(number, "", "", what))
                continue
            if len(cells) < width and notices is not None:
                notices.append(
                    Problem(number, "", "", f"is short of cells ({width} headings): nothing is taken as said there")
                )
            said = self.said_in(cells, places)
            self.rewrite(said)
            for name, what in self.wanted.required.items():
                if not said.get(name):
                    problems.append(Problem(number, self.heading(name), "", f"is empty: {what}"))
            days = {name: self.day(name, number, said, problems) if said.get(name) else None for name in dates}
            row = Row(number, said, days)
            if self.wanted.in_order:
                self.must_be_in_order(row, problems)
            if len(problems) == before:
                yield row

    def said_in(self, cells: list[str], places: list[tuple[str, int]]) -> dict[str, str]:
        """What the cells of a row say, by field."""
        said = {field: cells[place] for field, place in places if place < len(cells)}
        if self.table.says:
            return {field: cell if field in self.wanted.nobody else blanked(cell) for field, cell in said.items()}
        return said

    def rewrite(self, said: dict[str, str]) -> None:
        """Take from cells what spreadsheets and systems have put in, and say hours as shares."""
        if "identifier" in said:
            said["identifier"] = without_point(said["identifier"])
        if "manager" in said:
            said["manager"] = self.who.get(squeezed(said["manager"])) or manager_said(said["manager"])
        if share := said.get("share_of_full_time"):
            said["share_of_full_time"] = self.survey.hours.as_share(share)
        if critical := said.get("critical"):
            said["critical"] = self.survey.critical.in_words(critical)

    def filled_down(self, problems: list[Problem], places: Mapping[str, int]) -> Iterator[tuple[int, list[str]]]:
        """The rows, where a blank says what stands above it with that said in it; a banner begins anew."""
        if not self.fill_down:
            yield from self.table.rows(problems)
            return
        above: dict[int, str] = {}
        left_out: list[Problem] = []
        for number, cells in self.table.rows(problems, left_out):
            if any(BANNER in one.what for one in left_out):
                above.clear()
            left_out.clear()
            for place in (places[name] for name in self.fill_down if places[name] < len(cells)):
                cells[place] = above[place] = cells[place] or above.get(place, "")
            yield number, cells

    def day(self, field: str, number: int, said: Mapping[str, str], problems: list[Problem]) -> date | None:
        """The day that a cell says."""
        text = said[field]
        whole = self.table.has_days and is_day(text)
        if self.months and not whole and (first := first_of(text)):
            return first
        try:
            found = day(text, ISO if whole else self.dates[field].name)
        except ValueError as error:
            if self.wanted.months and (month := first_of(text)):
                return month
            problems.append(Problem(number, self.heading(field), text, f"{error}: write it like the others"))
            return None
        if found is not None and self.dates[field].has_short_years and not (whole or written_in_words(text)):
            ends = field == self.wanted.dates[1]
            try:
                found = in_its_century(found, years_later(self.on, PLANNED) if ends else self.on)
            except ValueError as error:
                problems.append(Problem(number, self.heading(field), text, f"{error}: write years with four digits"))
                return None
        if found is not None and found < EARLIEST:
            what = f"lies before {EARLIEST.year}, when nobody can have come: give the day that is meant"
            problems.append(Problem(number, self.heading(field), text, what))
            return None
        return found

    def must_be_in_order(self, row: Row, problems: list[Problem]) -> None:
        """What ends, ends after it began."""
        first, last, *_ = self.wanted.dates
        begins, ends = row.days[first], row.days[last]
        if begins and ends and ends < begins:
            what = f"is before {self.heading(first)} “{row.said[first]}”: give a later day, or an earlier one there"
            problems.append(Problem(row.number, self.heading(last), row.said[last], what))


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
    file = replace(file, says=NONE if wanted.nobody else frozenset())
    file, headed, joined = unrolled(file, wanted.fields, overruled.columns)
    sample = [cells for _, cells in islice(file.rows(), SAMPLE)]
    columns = in_words(guessed(file.headings, wanted.fields, sample, headed), joined)
    columns, of_positions = (
        positions_meant(file, columns, sample) if asks_for_positions(wanted, overruled) else (columns, ())
    )
    survey = Survey(
        Statuses(heading_of("status", columns), overruled.statuses),
        Belongings(heading_of("belonging", columns), overruled.belongings),
        Hours(heading_of("share_of_full_time", columns), overruled.full_time),
        Flags(heading_of("critical", columns)),
    )
    survey.look_through(file, columns, wanted.dates, progress, months=months)
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
    refused = [
        *with_candidates([*must_be_told(wanted.required, columns), *one_of_each(wanted.one_of, columns)], rows),
        *asked_about(file.headings, sample, columns),
        *(who_has_left(file, wanted.fields, columns, survey) if asks_who_has_left(overruled, columns) else ()),
        *(rows.statuses.unknown() if "status" in wanted.fields else ()),
        *of_positions,
        *rows.belongings.unknown(),
        *survey.hours.unknown(),
        *unclear_dates(rows),
    ]
    if refused:
        raise CannotBeRead(*refused)
    return rows


def asks_who_has_left(overruled: Overruled, columns: Sequence[Column]) -> bool:
    """Whether that is still to be asked; where first days are missing, these are asked about first."""
    told = overruled.first_day_told or place_for("joined_on", columns) is not None
    return told and "left_on" not in overruled.columns


def asks_for_positions(wanted: Wanted, overruled: Overruled) -> bool:
    """Whether managers of a file can be named by positions: not where somebody has said that no column has these."""
    return "position" in wanted.fields and overruled.columns.get("position") != UNUSED


def with_candidates(missing: list[Problem], rows: Rows) -> list[Problem]:
    """What is missing, with the columns that could say it."""
    return [*missing, *candidates(rows.table, rows.columns, rows.wanted.fields)] if missing else []


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


def statuses_said(words: Mapping[str, Meaning]) -> dict[str, Meaning]:
    """What was said of words with --status, by these as they are compared."""
    return {squeezed(word): meaning for word, meaning in words.items()}
