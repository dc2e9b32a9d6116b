"""Lines of managers: nobody stands above themselves, on any day."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from domain.kernel.book import Book
from domain.kernel.dates import Dated
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.people.employment import Employment, Placement


@dataclass(frozen=True)
class ManagerCircle:
    """People each of whom reports to the next, and the last to the first, from a day on."""

    on: date
    people: tuple[PersonId, ...]

    def __str__(self) -> str:
        way = " under ".join(f"“{person}”" for person in (*self.people, self.people[0]))
        return f"on {self.on} that puts {way}"


@dataclass(frozen=True)
class Reporting:
    """Somebody has a manager from one day to another."""

    manager: PersonId
    since: date
    until: date


def reporting(placements: Sequence[Dated[Placement]], since: date, until: date) -> Iterator[Reporting]:
    """Who their manager was between two days, the second left out; placements in the order of their days."""
    ends = (*(placed.on for placed in placements[1:]), date.max)
    for placed, end in zip(placements, ends, strict=False):
        first, last = max(since, placed.on), min(until, end)
        if placed.what.manager and first < last:
            yield Reporting(placed.what.manager, first, last)


def circle_above(
    person: PersonId, placements: Sequence[Dated[Placement]], book: Book, since: date = date.min, until: date = date.max
) -> ManagerCircle | None:
    """A circle that somebody so placed would be in between two days; None if there is none.

    Every line up from them is followed, as long as it leads to somebody who is not on the way yet.
    """
    waiting: list[tuple[Reporting, tuple[PersonId, ...]]] = [(Reporting(person, since, until), (person,))]
    while waiting:
        line, way = waiting.pop()
        of_last = placements if line.manager == person else book.recall(Employment, line.manager).placements
        for above in reporting(of_last, line.since, line.until):
            if above.manager == person:
                return ManagerCircle(above.since, way)
            if above.manager not in way:
                waiting.append((above, (*way, above.manager)))
    return None


def must_not_go_round(
    person: PersonId, placements: Sequence[Dated[Placement]], placed: Dated[Placement], book: Book
) -> None:
    """Refuses a placement under somebody who, on a day on which it holds, stands below.

    Below whoever stands nowhere yet nobody does: a manager is somebody whom the ledger knows.
    """
    if not placements:
        return
    after = sorted((*placements, placed), key=lambda one: one.on)
    next_day = next((one.on for one in placements if one.on > placed.on), date.max)
    if circle := circle_above(person, after, book, placed.on, next_day):
        manager = placed.what.manager
        raise CircleOfManagers(f"manager is “{manager}”: {circle}; name somebody who does not stand below them")


class CircleOfManagers(Refusal):
    """Nobody stands above themselves, on any day."""

    instead = "Name a manager who does not stand below them on any of those days, or move that one first."
    field = "manager"
