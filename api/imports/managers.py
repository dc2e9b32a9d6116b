"""Who stands above whom in a file of people: by what each row names them, and in which order they are recorded."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from api.imports.ids import EMAIL, LOGIN
from api.imports.name_index import NameIndex
from api.imports.names import bare, beside, is_written, names_beside, names_nobody, people_in, words_of
from api.imports.people_file import PeopleRead

NOBODY: Final = -1
ELSEWHERE: Final = -2
"""They are not in the file."""
SEVERAL: Final = -3
"""The file calls several people that."""
TWO: Final = -4
"""The cell names more than one person."""
ANOTHER: Final = -5
"""The cell gives an identifier, and the name of somebody else."""
ASKED: Final[Mapping[int, str]] = {
    SEVERAL: "is what several people are called: name managers by identifier or e-mail, or say who it is with --who",
    TWO: "names more than one person: keep the one who is their line manager",
    ANOTHER: "gives an identifier, and the name of somebody else: put one of them right, or say who it is with --who",
}
"""What is asked about a cell that names nobody alone."""
ON_THE_WAY: Final = 1
DONE: Final = 2


@dataclass(frozen=True)
class Managers:
    """Who stands above whom, by the places of rows."""

    above: array[int]
    """Place of each one's manager; NOBODY or ELSEWHERE."""
    asked: Mapping[int, str] = field(default_factory=dict)
    """What is asked about those whose manager is not named alone, by their places."""
    named: int = 0
    """How many managers the column names; of those in the file each counts once, however the column spells them."""
    found: int = 0
    """How many of them are in the file."""
    otherwise: Mapping[str, str] = field(default_factory=dict)
    """Whom the file means where it writes them otherwise than in their own row."""
    themselves: tuple[int, ...] = ()
    """Places of those who are said to report to themselves: nobody is above them."""

    def order(self) -> tuple[list[int], list[list[int]]]:
        """All places, everybody after their manager; and the circles, in which that cannot be."""
        placed = bytearray(len(self.above))
        order: list[int] = []
        circles: list[list[int]] = []
        for start in range(len(self.above)):
            way: list[int] = []
            place = start
            while place >= 0 and not placed[place]:
                placed[place] = ON_THE_WAY
                way.append(place)
                place = self.above[place]
            if place >= 0 and placed[place] == ON_THE_WAY:
                circles.append(way[way.index(place) :])
            for passed in reversed(way):
                placed[passed] = DONE
                order.append(passed)
        return order, circles


def managers(read: PeopleRead, meaning: Meaning) -> Managers:
    """Who is meant by each cell of the managers' column, whichever way it names them."""
    meant = {cell: meaning.place(cell) for cell in dict.fromkeys(row.manager for row in read if row.manager)}
    above = array("l")
    asked, themselves = {}, []
    for place, row in enumerate(read):
        found = meant[row.manager] if row.manager else NOBODY
        if found in ASKED:
            asked[place] = ASKED[found]
            found = ELSEWHERE
        if found == place:
            themselves.append(place)
            found = NOBODY
        above.append(found)
    in_file = {place for place in meant.values() if place >= 0}
    elsewhere = sum(place < 0 and place != NOBODY for place in meant.values())
    return Managers(above, asked, len(in_file) + elsewhere, len(in_file), meaning.otherwise, tuple(themselves))


class Meaning:
    """Whom the cells of one file mean."""

    def __init__(self, read: PeopleRead) -> None:
        self._read = read
        self._names = NameIndex(
            lambda: ((place, row.name) for place, row in enumerate(read)), lambda place: read.row(place).name
        )
        self.otherwise: dict[str, str] = {}
        """What the file calls those who are written otherwise than in their own row."""

    def place(self, cell: str) -> int:
        """Where the row about them is; NOBODY, ELSEWHERE, or what is asked about it."""
        if (place := self._read.place(cell)) is not None:
            return place
        if names_nobody(cell) and cell.casefold() not in self._by_account:
            return NOBODY
        return next(self._by_other_words(cell), ELSEWHERE)

    def _by_other_words(self, cell: str) -> Iterator[int]:
        if (place := self._by_account.get(cell.casefold())) is not None:
            yield place
        if len({place for word in people_in(cell) if (place := self._one(word)) is not None}) > 1:
            yield TWO
        for word in beside(cell):
            if (place := self._identified(word)) is not None:
                yield ANOTHER if self._names_another(cell, word, place) else self._taken(cell, place)
        yield from self._by_name(cell)
        if (place := self._by_number.get(number_in(cell))) is not None:
            yield place if place == SEVERAL else self._taken(cell, place)

    def _identified(self, word: str) -> int | None:
        """Where the row is that is identified by a word."""
        place = self._read.place(word)
        return self._by_account.get(word.casefold()) if place is None else place

    def _one(self, word: str) -> int | None:
        """Where the row of the one person is whom a word names."""
        if (place := self._identified(word)) is not None:
            return place
        found = self._names.find(bare(word)) if any(map(str.isalpha, word)) else ()
        return found[0] if len(found) == 1 else None

    def _names_another(self, cell: str, identifier: str, place: int) -> bool:
        """Whether the names beside an identifier are those of others alone."""
        named = [self._names.find(name) for name in names_beside(cell, identifier)]
        return any(named) and not any(place in found for found in named)

    def _by_name(self, cell: str) -> Iterator[int]:
        for names in ((bare(cell),), tuple(beside(cell))):
            found = dict.fromkeys(place for name in names for place in self._names.find(name))
            if len(found) > 1:
                found = self._numbered(cell, found) or self._in_that_job(cell, found) or found
            if len(found) > 1:
                yield SEVERAL
            elif found:
                yield self._taken(cell, next(iter(found)))

    def _numbered(self, cell: str, places: Iterable[int]) -> dict[int, None]:
        """Those among several whose number stands beside the name, whatever it is called there: “(matr. 163)”."""
        words = {word.strip(".,:#") for part in beside(cell) for word in part.split()}
        told = {self._read.place(word) for word in words if any(map(str.isdigit, word))}
        return {place: None for place in places if place in told}

    def _in_that_job(self, cell: str, places: Iterable[int]) -> dict[int, None]:
        """Those among several whose job stands beside the name: its title, its unit, or both."""
        told = [set(words) for one in beside(cell) if (words := words_of(one))]
        jobs = {place: set(words_of(" ".join(jobs_in(self._read.row(place).said)))) for place in places}
        return {place: None for place, own in jobs.items() if any(words <= own for words in told)}

    def _taken(self, cell: str, place: int) -> int:
        """The place, noted where no name that is given is quite that of the row."""
        own = self._read.row(place).name
        if not is_written(own, cell):
            self.otherwise[cell] = own
        return place

    @cached_property
    def _by_account(self) -> Mapping[str, int]:
        """Places by e-mail and login. One that several people share is nobody's."""
        index: dict[str, int] = {}
        for place, row in enumerate(self._read):
            for called_by, called in ((EMAIL, row.email), (LOGIN, row.login)):
                if called and not self._read.shared.has(called_by, called):
                    index[called.casefold()] = place
        return index

    @cached_property
    def _by_number(self) -> Mapping[str, int]:
        """Places by identifiers that are numbers, without the zeros before them, as spreadsheets lose these."""
        index: dict[str, int] = {}
        for place, row in enumerate(self._read):
            if number := number_in(row.identifier):
                index[number] = SEVERAL if number in index else place
        return index


def jobs_in(said: Mapping[str, str | int | None]) -> Iterator[str]:
    """The words for a job that a row has."""
    yield from (word for name in ("job_title", "function", "unit") if isinstance(word := said.get(name), str))


def number_in(identifier: str) -> str:
    """A number without zeros before it; empty where it is none."""
    return identifier.lstrip("0") if identifier.isdecimal() else ""
