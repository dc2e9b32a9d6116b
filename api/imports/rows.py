"""Rows with their columns recognised and their dates understood, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Final

from api.imports.columns import Column, guessed, must_be_told, place_for
from api.imports.csv_tables import Table, table
from api.imports.dates import FORMATS, Agreed, Ways, day
from api.imports.problems import CannotBeRead, Problem, about_the_file

SAMPLE: Final = 1_000
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
    """The first of them is not after the second."""


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


@dataclass(frozen=True)
class Row:
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

    def same(self, identifier: str) -> str:
        """An identifier as it is compared."""
        return identifier if self.case_matters else identifier.casefold()

    def heading(self, field: str) -> str:
        """What the file calls a field."""
        place = place_for(field, self.columns)
        return field if place is None else self.columns[place].heading

    def headings(self) -> dict[str, str]:
        """What the file calls each field that it tells."""
        return {column.field: column.heading for column in self.columns if column.field}

    def read_into(self, problems: list[Problem]) -> Iterator[Row]:
        """The rows that can be understood, one by one; what is wrong with the others is added to `problems`."""
        for number, cells in self.table.rows():
            before = len(problems)
            if len(cells) > len(self.columns):
                what = f"has {len(cells)} cells under {len(self.columns)} headings: quote what has the delimiter in it"
                problems.append(Problem(number, "", "", what))
                continue
            said = {column.field: cells[column.place] for column in self.columns if column.field}
            for field, what in self.wanted.required.items():
                if not said.get(field):
                    problems.append(Problem(number, self.heading(field), "", f"is empty: {what}"))
            row = Row(number, said, {field: self.day(field, number, said, problems) for field in self.wanted.dates})
            self.must_be_in_order(row, problems)
            if len(problems) == before:
                yield row

    def day(self, field: str, number: int, said: Mapping[str, str], problems: list[Problem]) -> date | None:
        """The day that a cell says."""
        if field not in said:
            return None
        text = said[field]
        try:
            found = day(text, self.dates[field].name)
        except ValueError as error:
            problems.append(Problem(number, self.heading(field), text, f"{error}: write it like the others"))
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


def understood(path: Path, wanted: Wanted, overruled: Overruled, progress: Progress = lambda number: None) -> Rows:
    """How a file is to be understood, guessed where it is not said. Raises CannotBeRead."""
    if overruled.date_format and overruled.date_format not in FORMATS:
        raise about_the_file(f"--date-format “{overruled.date_format}” is none of {', '.join(FORMATS)}")
    file = table(path, encoding=overruled.encoding, delimiter=overruled.delimiter)
    sample = [cells for _, cells in islice(file.rows(), SAMPLE)]
    columns = guessed(file.headings, wanted.fields, sample, overruled.columns)
    must_be_told(wanted.required, columns)
    dates = {name: Agreed(overruled.date_format, ()) for name in wanted.dates} if overruled.date_format else None
    agreed = dates or dates_in(file, columns, wanted.dates, progress)
    return Rows(file, wanted, columns, agreed, overruled.case_matters)


def dates_in(file: Table, columns: Sequence[Column], fields: Sequence[str], progress: Progress) -> dict[str, Agreed]:
    """How the dates of each column are written. Raises CannotBeRead where that cannot be told."""
    places = {field: place for field in fields if (place := place_for(field, columns)) is not None}
    ways = {place: Ways() for place in range(len(columns))}
    dated = set(ways)
    for number, cells in file.rows():
        for place in list(dated):
            if place < len(cells):
                ways[place].add(cells[place])
                if not ways[place].left and place not in places.values():
                    dated.remove(place)
        progress(number)
    others = [ways[place] for place in dated if ways[place].seen]
    agreed = {field: ways[place].agreed(others) for field, place in places.items()}
    unclear = [
        Problem(0, columns[place].heading, str(ways[place].unclear), f"can be {between}: say which with --date-format")
        for field, place in places.items()
        if (between := " or ".join(agreed[field].between))
    ]
    if unclear:
        raise CannotBeRead(*unclear)
    return agreed
