"""What rows say of people: who was here, where they stood, whom they led, mentored or followed. Read with no rules."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property, lru_cache
from itertools import takewhile
from typing import Any, Final

from tests.search.rows import Row

ENDLESS: Final = date.max
MONTHS: Final = 12
SATURDAY: Final = 5

day_of = lru_cache(maxsize=10_000)(date.fromisoformat)


def on(row: Row) -> date:
    """The day on which something was true."""
    return day_of(row.said["effective_on"])


def months_before(day: date, months: int) -> date:
    """The same day, months earlier, or the last of that month."""
    at = day.year * MONTHS + day.month - 1 - months
    year, month = at // MONTHS, at % MONTHS + 1
    following = date(year + month // MONTHS, month % MONTHS + 1, 1)
    return min(date(year, month, 1) + timedelta(day.day - 1), following - timedelta(1))


def working_days_later(day: date, working_days: int) -> date:
    """The last of so many days from Monday to Friday that follow."""
    while working_days:
        day += timedelta(1)
        if day.weekday() < SATURDAY:
            working_days -= 1
    return day


def lasts(row: Row, day: date) -> bool:
    """Whether a day is none after the last, where one is said."""
    until = row.said.get("until")
    return until is None or day <= day_of(until)


@dataclass(frozen=True)
class Known:
    """Everything that was written up to some row, as far as it stands."""

    rows: Sequence[Row]

    @cached_property
    def by_stream(self) -> dict[str, list[Row]]:
        """What stands, stream by stream, in the order of days; a correction in the place of what it corrects."""
        chains: dict[tuple[str, int], Row] = {}
        for row in self.rows:
            chains[row.stream, row.supersedes or row.version] = row
        found: dict[str, list[Row]] = {}
        for row in sorted(chains.values(), key=lambda row: (on(row), row.supersedes or row.version)):
            if row.kind != "EntryRetracted":
                found.setdefault(row.stream, []).append(row)
        return found

    def of(self, stream: str, *kinds: str, until: date = ENDLESS) -> list[Row]:
        """What stands of some kinds on a stream, by a day."""
        return [row for row in self.by_stream.get(stream, ()) if row.kind in kinds and on(row) <= until]

    def all(self, kind: str, until: date = ENDLESS) -> Iterator[Row]:
        """What stands of a kind anywhere, by a day."""
        return (row for rows in self.by_stream.values() for row in rows if row.kind == kind and on(row) <= until)

    # People

    def is_known(self, person: str) -> bool:
        """Whether anything tells who they are."""
        return bool(self.of(person, "PersonJoined", "PersonIntroduced"))

    def stay(self, person: str, day: date) -> tuple[date, date] | None:
        """The first and the last day of the stay that a day belongs to."""
        stays: list[tuple[date, date]] = []
        for row in self.of(person, "PersonJoined", "PersonLeft"):
            if row.kind == "PersonJoined":
                stays.append((on(row), ENDLESS))
            elif stays:
                stays[-1] = (stays[-1][0], on(row))
        return next((stay for stay in stays if stay[0] <= day <= stay[1]), None)

    def is_employed(self, person: str, day: date) -> bool:
        """Whether they were with the organisation."""
        return self.stay(person, day) is not None

    def seats(self, person: str, day: date) -> set[str]:
        """The seats that they held."""
        held: list[tuple[str, date, date]] = []
        for row in self.of(person, "SeatTaken", "SeatLeft"):
            seat, since = row.said["seat"], on(row)
            if row.kind == "SeatTaken":
                until = row.said.get("until")
                held.append((seat, since, day_of(until) if until else ENDLESS))
            else:
                held = [(s, a, since if s == seat and a <= since <= z else z) for s, a, z in held]
        return {seat for seat, since, until in held if since <= day <= until}

    def takes_part(self, person: str, day: date) -> bool:
        """Whether they were here, or held a seat."""
        return self.is_employed(person, day) or bool(self.seats(person, day))

    def placement(self, person: str, day: date) -> dict[str, Any]:
        """Where they stood; nowhere while they were not here."""
        if not self.is_employed(person, day):
            return {}
        placed = self.of(person, "PersonJoined", "PersonMoved", until=day)
        return placed[-1].said if placed else {}

    def manager(self, person: str, day: date) -> str | None:
        """Who led them."""
        return self.placement(person, day).get("manager")

    def managers(self, person: str, day: date) -> set[str]:
        """Who led them, in whichever line: at home, in a function, in projects, and where they were seconded to."""
        said = self.of(person, "ReportingLineSet", "SecondmentAgreed", until=day)
        functional = [row for row in said if row.said.get("line") == "functional"]
        lines = [*functional[-1:], *(row for row in said if row not in functional)]
        led = {row.said.get("manager") or row.said.get("host_manager") for row in lines if lasts(row, day)}
        return {manager for manager in (self.manager(person, day), *led) if manager}

    def line_above(self, person: str, day: date) -> list[str]:
        """Everybody above them, the nearest first."""
        line: list[str] = []
        above = self.manager(person, day)
        while above and above not in line:
            line.append(above)
            above = self.manager(above, day)
        return line

    def has_mentored(self, person: str, other: str, since: date, day: date) -> bool:
        """Whether one was the other's mentor between two days."""
        for row in self.all("MentorshipAgreed", until=day):
            if (row.said["mentor"], row.said["mentee"]) == (person, other):
                ended = [on(end) for end in self.of(row.stream, "MentorshipEnded", until=day)]
                ends = row.said.get("ends_on")
                if min([*ended, day_of(ends) if ends else ENDLESS]) >= since:
                    return True
        return False

    # Roles

    def holders(self, role: str, day: date) -> dict[str, str]:
        """Who held a role, and on which footing."""
        said = {row.said["person"]: row for row in self.of(role, "AppointmentMade", "RoleVacated", until=day)}
        held = {}
        for person, row in said.items():
            stay = self.stay(person, on(row))
            if row.kind == "AppointmentMade" and stay and day <= stay[1]:
                held[person] = row.said["appointment_kind"]
        return held

    def profile(self, role: str, day: date) -> dict[str, Any]:
        """What a role was; if it was not yet, what it began as."""
        said = self.of(role, "RoleEstablished", "RoleProfileDefined")
        by_then = list(takewhile(lambda row: on(row) <= day, said))
        return (by_then or said)[-1 if by_then else 0].said

    # Frameworks

    def edition(self, framework: str, number: int) -> dict[str, Any]:
        """An edition, as it was published."""
        published = self.of(framework, "FrameworkPublished")
        found: dict[str, Any] = next(r.said["edition"] for r in published if r.said["edition"]["number"] == number)
        return found

    def edition_in_force(self, unit: str, day: date) -> tuple[str, int]:
        """The framework that a unit has adopted, or else the one that ships, and its newest edition."""
        adopted = [row for row in self.all("FrameworkAdopted", until=day) if row.said.get("unit") == unit]
        framework = adopted[-1].stream if adopted else "framework-leadership"
        published = self.of(framework, "FrameworkPublished", until=day)
        return framework, published[-1].said["edition"]["number"]


class Books:
    """What was known before each row, and after the last."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = rows
        self._known: dict[int, Known] = {}

    def before(self, position: int) -> Known:
        """What was known before a row was written."""
        if position not in self._known:
            self._known[position] = Known(self.rows[: position - 1])
        return self._known[position]
