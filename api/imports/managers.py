"""Who stands above whom in a file of people: by what the file names them, and in which order they are recorded."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from api.imports.ids import EMAIL, LOGIN
from api.imports.people_file import PeopleRead

NOBODY: Final = -1
ELSEWHERE: Final = -2
"""They are not in the file."""
SEVERAL: Final = -3
"""The file calls several people that."""
ON_THE_WAY: Final = 1
DONE: Final = 2


@dataclass(frozen=True)
class Managers:
    """Who stands above whom, by the places of rows."""

    named_by: str
    """What the column names them by: identifier, email, login or name."""
    above: array[int]
    """Place of each one's manager; NOBODY or ELSEWHERE."""
    ambiguous: tuple[int, ...]
    """Places whose manager's name is that of several people."""

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


def managers(read: PeopleRead) -> Managers:
    """Who is meant by the managers' column: it names them by identifier, or else by e-mail, login or name."""
    wanted = Counter(row.manager for row in read if row.manager)
    best, most = "identifier", -1
    for named_by in ("identifier", EMAIL, LOGIN, "name"):
        index = index_by(named_by, read)
        met = sum(times for manager, times in wanted.items() if key(named_by, manager, read) in index)
        if met > most:
            best, most = named_by, met
        if met == wanted.total():
            break
    index = index_by(best, read)
    above = array("l")
    ambiguous = []
    for place, row in enumerate(read):
        found = index.get(key(best, row.manager, read), ELSEWHERE) if row.manager else NOBODY
        if found == SEVERAL:
            ambiguous.append(place)
            found = ELSEWHERE
        above.append(found)
    return Managers(best, above, tuple(ambiguous))


def index_by(named_by: str, read: PeopleRead) -> Mapping[str, int]:
    """The places of people by what names them."""
    if named_by == "identifier":
        return read.by_identifier
    index: dict[str, int] = {}
    for place, row in enumerate(read):
        if value := getattr(row, named_by):
            called = key(named_by, value, read)
            index[called] = SEVERAL if called in index else place
    return index


def key(named_by: str, value: str, read: PeopleRead) -> str:
    """What names somebody, without what makes no difference: “Okafor, Ada” is Ada Okafor."""
    if named_by == "identifier":
        return read.same(value)
    if named_by == "name":
        return " ".join(sorted(value.casefold().replace(",", " ").split()))
    return value.casefold()
