"""Rows with their columns recognised and their dates understood, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from api.imports.alike_ids import loosened, without_point
from api.imports.belonging import Belongings
from api.imports.columns import Column, place_for
from api.imports.dates import (
    ISO,
    PLANNED,
    Agreed,
    day,
    day_in_words,
    in_its_century,
    is_day,
    years_later,
)
from api.imports.file_survey import Survey
from api.imports.months_alone import first_of, last_of
from api.imports.names_said import manager_said
from api.imports.problems import Problem
from api.imports.records import said as blanked
from api.imports.statuses import Statuses
from api.imports.tables import BANNER, BANNERS, TAKEN, Table
from api.imports.wanted import Wanted
from api.imports.words import squeezed

EARLIEST: Final = date(1900, 1, 1)
"""No day of a file of people lies before it: such days stand for something else, as for “not known”."""
ENDS: Final = ("ended_on", "left_on")
"""The fields that say until when something was so."""
Progress = Callable[[int], None]
"""Told the number of the row that is read."""


class Row(NamedTuple):
    """One row as far as any kind of file has it."""

    number: int
    said: Mapping[str, str]
    """Its cells by field; of columns that were recognised."""
    days: Mapping[str, date | None]
    months: frozenset[str] = frozenset()
    """The fields of these days whose cells give a month alone."""


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
    """Whether a month alone means its first day, and where something ends, its last."""
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

    def identifiers_in(self, numbers: Collection[int]) -> set[str]:
        """Of whom these rows tell, also where they cannot be understood."""
        own = place_for("identifier", self.columns)
        place = place_for("name", self.columns) if own is None else own
        told = (cells for number, cells in self.table.rows() if number in numbers) if numbers else ()
        return {without_point(cells[place]) for cells in told if place is not None and place < len(cells)}

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
            if sum(map(bool, cells)) == 1 and len(self.wanted.required) > 1:
                problems.append(self.stands_alone(number, next(filter(None, cells))))
                continue
            for name, what in self.wanted.required.items():
                if not said.get(name):
                    problems.append(Problem(number, self.heading(name), "", f"is empty: {what}"))
            days = {name: self.day(name, number, said, problems) if said.get(name) else None for name in dates}
            row = Row(
                number, said, days, frozenset(name for name, day in days.items() if day and self.month(said[name]))
            )
            if self.wanted.in_order:
                self.must_be_in_order(row, problems)
            if len(problems) == before:
                yield row

    def cells_said(self) -> Iterator[tuple[int, Mapping[str, str]]]:
        """What the cells of each row say by field, also where it cannot be understood; not of one that is no row."""
        places = [(column.field, column.place) for column in self.columns if column.field]
        for number, cells in self.filled_down([], dict(places)):
            yield number, self.said_in(cells, places)

    def stands_alone(self, number: int, cell: str) -> Problem:
        """A row in which nothing else stands."""
        field = "unit" if "unit" in self.wanted.fields else "FIELD"
        what = (
            f"stands alone: if it says the unit of the rows beneath, say --column {field}={BANNERS}; else take it out"
        )
        return Problem(number, "", cell, what)

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
            meant = self.who.get(squeezed(said["manager"])) if self.who else None
            said["manager"] = meant or manager_said(said["manager"])
            if meant:
                said["manager_is"] = "said"
        if share := said.get("share_of_full_time"):
            said["share_of_full_time"] = self.survey.hours.as_share(share)
        for asked, flags in self.survey.flags.items():
            if cell := said.get(asked):
                said[asked] = flags.in_words(cell)

    def filled_down(self, problems: list[Problem], places: Mapping[str, int]) -> Iterator[tuple[int, list[str]]]:
        """The rows, where a blank says what stands above it with that said in it; a banner begins anew."""
        if not self.fill_down:
            yield from self.table.rows(problems)
            return
        above: dict[tuple[str, int], str] = {}
        whose = places.get("identifier", -1) if "started_on" in places else -1  # of a history: within one person's rows
        left_out: list[Problem] = []
        for number, cells in self.table.rows(problems, left_out):
            if any(what in one.what for one in left_out for what in (BANNER, TAKEN)):
                above.clear()
            left_out.clear()
            of = cells[whose] if 0 <= whose < len(cells) else ""
            for place in (places[name] for name in self.fill_down if places[name] < len(cells)):
                cells[place] = above[of, place] = cells[place] or above.get((of, place), "")
            yield number, cells

    def day(self, field: str, number: int, said: Mapping[str, str], problems: list[Problem]) -> date | None:
        """The day that a cell says."""
        text = said[field]
        if month := self.month(text):
            return last_of(month) if field in ENDS else month
        whole = self.table.has_days and is_day(text)
        try:
            found = day(text, ISO if whole else self.dates[field].name)
        except ValueError as error:
            problems.append(Problem(number, self.heading(field), text, f"{error}: write it like the others"))
            return None
        if found is not None and self.dates[field].has_short_years and not (whole or day_in_words(text)):
            ends = field in ENDS
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

    def month(self, text: str) -> date | None:
        """The first day of a month that a cell gives alone, where such are understood."""
        if not (self.months or self.wanted.months) or (self.table.has_days and is_day(text)):
            return None
        return first_of(text)

    def must_be_in_order(self, row: Row, problems: list[Problem]) -> None:
        """What ends, ends after it began."""
        first, last, *_ = self.wanted.dates
        begins, ends = row.days[first], row.days[last]
        if begins and ends and ends < begins:
            what = f"is before {self.heading(first)} “{row.said[first]}”: give a later day, or an earlier one there"
            problems.append(Problem(row.number, self.heading(last), row.said[last], what))
