"""What is met on the way through a whole file before any row is read: dates, statuses, blanks, rows about nobody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from api.imports.alike_ids import without_point
from api.imports.belonging import Belongings
from api.imports.cancelled_rows import CancelledRows
from api.imports.columns import Column, place_for
from api.imports.dates import Agreed, Ways, is_day
from api.imports.flags import Flags
from api.imports.hours import Hours
from api.imports.months_alone import first_of
from api.imports.problems import Problem
from api.imports.statuses import MANY, Statuses, without_status
from api.imports.tables import BANNERS, Table

SAMPLES: Final = 3
NAMED_BY: Final = ("name", "family_name", "given_name", "unit", "job_title")
"""Where letters that are not ASCII are looked for first."""
FLAGS: Final = ("critical", "primary", "footing")
"""Fields that may be answered with yes or no."""
LOOKED_AT: Final = frozenset((*NAMED_BY, "status", "belonging", "share_of_full_time", *FLAGS, "identifier"))


@dataclass
class Survey:
    """What was met; filled in one pass."""

    statuses: Statuses = field(default_factory=Statuses)
    belongings: Belongings = field(default_factory=Belongings)
    hours: Hours = field(default_factory=Hours)
    flags: Mapping[str, Flags] = field(default_factory=dict)
    """The words of columns that ask for a yes or a no, by their fields."""
    cancelled: CancelledRows = field(default_factory=CancelledRows)
    ways: dict[int, Ways] = field(default_factory=dict)
    """In which ways the dates of each column can be written, by its place."""
    blanks: Counter[str] = field(default_factory=Counter)
    """Words that stand for nothing, and how often each was met."""
    dittos: Counter[str] = field(default_factory=Counter)
    """Signs that stand for what is above them, and how often each was met."""
    left_out: list[Problem] = field(default_factory=list)
    """Rows that are about nobody."""
    alone: list[Problem] = field(default_factory=list)
    """Rows in which one cell stands alone, and which may be about somebody all the same."""
    banners: Counter[str] = field(default_factory=Counter)
    """What banners say that are taken for it, and of how many rows."""
    letters: list[str] = field(default_factory=list)
    """Some cells with letters that are not ASCII, names first."""
    points: int = 0
    """How many identifiers a spreadsheet has made fractions of."""
    empty: frozenset[int] = frozenset()
    """The places of columns in which nothing stands."""

    def look_through(
        self,
        file: Table,
        columns: Sequence[Column],
        dates: Sequence[str],
        progress: Callable[[int], None],
        *,
        months: bool = False,
    ) -> None:
        """Go through all rows of a file; `months` where months alone mean their first days."""
        places = {column.field: column.place for column in columns if column.field}
        banners = next((column.place for column in columns if column.heading == BANNERS and column.field), None)
        needed = {places[name] for name in dates if name in places}
        self.ways = {place: Ways() for place in range(len(columns))}
        dated, empty = set(self.ways), set(self.ways)
        looked_at = {name: place for name, place in places.items() if name in LOOKED_AT}
        for number, cells in file.rows(left_out=self.left_out, blanks=self.blanks, dittos=self.dittos):
            if self.cancelled.takes(cells, number):
                continue
            if filled := [place for place in empty if place < len(cells) and cells[place]]:
                empty.difference_update(filled)
            for place in tuple(dated):
                if place < len(cells) and cells[place]:
                    if months and first_of(cells[place]):
                        continue
                    self.ways[place].add(cells[place], is_day=file.has_days and is_day(cells[place]))
                    if not self.ways[place].left and place not in needed:
                        dated.remove(place)
            said = {name: cells[place] for name, place in looked_at.items() if place < len(cells)}
            self.look_at(said, number)
            if sum(map(bool, cells)) == 1:
                self.alone.append(Problem(number, "", next(filter(None, cells)), "stands alone in its row"))
            if banners is not None:
                self.banners[cells[banners] if banners < len(cells) else ""] += 1
            progress(number)
        self.ways = {place: ways for place, ways in self.ways.items() if place in dated and ways.seen}
        self.empty = frozenset(empty)

    def look_at(self, said: Mapping[str, str], number: int) -> None:
        """Take a row into account."""
        name, suffix = without_status(said.get("name", ""))
        if suffix:
            self.statuses.add(suffix, number)
        if "status" in said and len(self.statuses.counts) <= MANY:
            self.statuses.add(said["status"], number)
        if said.get("belonging") and len(self.belongings.counts) <= MANY:
            self.belongings.add(said["belonging"], number)
        if share := said.get("share_of_full_time"):
            self.hours.add(share)
        for asked, flags in self.flags.items():
            if cell := said.get(asked):
                flags.add(cell)
        identifier = said.get("identifier", "")
        self.points += without_point(identifier) != identifier
        if len(self.letters) < SAMPLES:
            found = (said.get(by, "") if by != "name" else name for by in NAMED_BY)
            first = next((cell for cell in found if cell and not cell.isascii()), "")
            if first and first not in self.letters:
                self.letters.append(first)

    def agreed(self, columns: Sequence[Column], dates: Sequence[str]) -> dict[str, Agreed]:
        """How the dates of each column are written."""
        places = {name: place for name in dates if (place := place_for(name, columns)) is not None}
        others = list(self.ways.values())
        return {name: self.ways.get(place, Ways()).agreed(others) for name, place in places.items()}

    def unclear(self, name: str, columns: Sequence[Column]) -> str:
        """The date that can be two days."""
        place = place_for(name, columns)
        return str(self.ways[place].unclear) if place in self.ways else ""
