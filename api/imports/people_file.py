"""People, as an HR system exports them: one row a person, as they stand today."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Final

import msgspec

from api.imports.belonging import Belongings, percentage, wrong_in
from api.imports.columns import place_for
from api.imports.columns_missing import must_be_told
from api.imports.ids import EMAIL, LOGIN
from api.imports.names import bare, says_vacant
from api.imports.names_said import name_said
from api.imports.problems import CannotBeRead, Problem
from api.imports.rows import Progress, Row, Rows
from api.imports.shared_accounts import Shared, shared_by
from api.imports.statuses import CALLED, Meaning, Standing, without_status
from api.imports.stays_told import StayTold, stay_told
from api.imports.surname_first import surname_first
from api.imports.understanding import with_candidates
from api.imports.wanted import Wanted
from domain.people.employment import Belonging
from domain.people.leaving import LeavingReason

PLACED_BY: Final = ("unit", "function", "level", "job_title", "site", "employer", "share_of_full_time")
NAME_PARTS: Final = ("given_name", "name_prefix", "family_name", "second_family_name")
"""The parts of a name in the order in which they are spoken."""
CALLED_BY: Final = ("name", *NAME_PARTS, "login", "email")
BELONGS_BY: Final = ("belonging", "continuous_since")
STAYS_BY: Final = ("rejoined_on", "primary", "position", "cancelled")
PEOPLE: Final = Wanted(
    ("identifier", *CALLED_BY, *PLACED_BY, "manager", "joined_on", "left_on", "status", *BELONGS_BY, *STAYS_BY),
    {
        "identifier": "give what the system calls them, so that they are found again",
        "unit": "say where they stand",
        "joined_on": "give their first day",
    },
    ("joined_on", "left_on", "rejoined_on", "continuous_since"),
    in_order=False,
)
WHATEVER_THEY_TELL: Final = replace(PEOPLE, required={})
"""The same before it is known what stands in for what is not told."""


PRIMARY: Final[Mapping[str, bool]] = {
    **dict.fromkeys(
        ("y", "yes", "true", "1", "p", "primary", "main", "x", "ja", "j", "oui", "si", "sí", "hauptjob", "principal",
         "principale", "本務", "主務", "本職", "主", "本", "本職務", "본직"),
        True,
    ),
    **dict.fromkeys(
        ("n", "no", "false", "0", "s", "secondary", "additional", "nein", "non", "nebenjob", "secondaire", "secundario",
         "兼務", "兼任", "兼職", "兼", "겸직", "겸임"),
        False,
    ),
}  # fmt: skip
"""The words for whether a job is somebody's primary one."""
BY_NAME: Final = (
    "stands in for an identifier, as no column was recognised for one: where a column numbers people, name it with"
    " --column identifier=HEADING"
)


FIRST_DAY: Final = (
    "; where no day is known, give one for all with --first-day 2024-01-01: whoever is known keeps their own"
)


class JobFrom(msgspec.Struct, array_like=True, frozen=True):
    """The main job of somebody who has several, from a day on which one of them began."""

    on: date
    number: int
    """The row of it."""
    said: dict[str, str | int | None]
    """Where they stood in it, with the share of all that they had by then."""
    manager: str


class PersonRow(msgspec.Struct, array_like=True, frozen=True):
    """What one row says."""

    number: int
    identifier: str
    name: str
    joined_on: date
    left_on: date | None
    gone: LeavingReason | None
    """Why, if the status says that they are no longer here."""
    said: dict[str, str | int | None]
    """Where they stand, but for the manager."""
    manager: str
    login: str
    email: str
    belonging: Belonging | None = None
    continuous_since: date | None = None
    earlier: tuple[date, date] | None = None
    """First and last day of a stay before this one."""
    primary: bool | None = None
    """Whether it tells of their primary job; None where it does not say."""
    position: str = ""
    """The number of the position that they hold, where managers are named by those."""
    is_said: bool = False
    """Whether whoever imports has said who the manager is."""
    months: frozenset[str] = frozenset()
    """The fields of which the file gives a month alone."""
    jobs: tuple[JobFrom, ...] = ()
    """Where they stood in their jobs side by side, and how much they worked in all, where these began on other days."""


packed = msgspec.msgpack.Encoder().encode
unpacked = msgspec.msgpack.Decoder(PersonRow).decode


@dataclass
class PeopleRead:
    """The rows of a file, each packed into a few bytes; and what is wrong with them."""

    rows: list[bytes] = field(default_factory=list)
    by_identifier: dict[str, int] = field(default_factory=dict)
    """The places of rows by their identifiers, as these are compared."""
    same: Callable[[str], str] = str.casefold
    """An identifier as it is compared."""
    problems: list[Problem] = field(default_factory=list)
    first_day: date | None = None
    """The first day of whom the file gives none."""
    names_managers: bool = False
    """Whether it has a column for them: a blank there says that nobody is above."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """What the file calls each field."""
    contradicted: set[str] = field(default_factory=set)
    """Identifiers of people of whom several rows say different things."""
    further: dict[int, list[bytes]] = field(default_factory=dict)
    """More rows about somebody, by the place of the first."""
    earlier: dict[int, list[bytes]] = field(default_factory=dict)
    """Earlier stays of somebody, by the place of the last one."""
    notices: list[Problem] = field(default_factory=list)
    """What is worth knowing, and stands in nobody's way."""
    vacant: set[str] = field(default_factory=set)
    """The positions, as they are compared, of rows that say that nobody fills them."""
    shared: Shared = field(default_factory=Shared)
    """Addresses and logins that stand with several people."""

    def __iter__(self) -> Iterator[PersonRow]:
        return map(unpacked, self.rows)

    def place(self, identifier: str) -> int | None:
        """Where the row about somebody is; None where there is none."""
        return self.by_identifier.get(self.same(identifier))

    def row(self, place: int) -> PersonRow:
        """One of the rows."""
        return unpacked(self.rows[place])

    def earlier_stays(self, identifier: str) -> list[PersonRow]:
        """What the file tells of stays before the last one."""
        place = self.place(identifier)
        return [] if place is None else [unpacked(row) for row in self.earlier.get(place, ())]


def people_in(rows: Rows, progress: Progress = lambda number: None, first_day: date | None = None) -> PeopleRead:
    """Every row of a file of people, and every problem. The first day is that of whom the file gives none.

    Raises CannotBeRead where no column says what has to be said.
    """
    rows = with_asked_for(rows, first_day)
    named_only = place_for("identifier", rows.columns) is None
    names_managers = place_for("manager", rows.columns) is not None
    read = PeopleRead(first_day=first_day, names_managers=names_managers, headings=rows.headings(), same=rows.same)
    for one in rows.read_into(read.problems, read.notices):
        if says_vacant(called := name_in(one.said)) or says_vacant(bare(called)):
            what = "is a place that nobody fills: left out"
            read.notices.append(Problem(one.number, rows.heading("name"), called, what))
            if position := one.said.get("position"):
                read.vacant.add(rows.same(position))
            continue
        if wrong := wrong_in(one.said):
            field_of, what = wrong
            read.problems.append(Problem(one.number, rows.heading(field_of), one.said[field_of], what))
            continue
        if (row := person_row(one, rows, read, first_day)) is None:
            continue
        place = read.by_identifier.setdefault(rows.same(row.identifier), len(read.rows))
        if place == len(read.rows):
            read.rows.append(packed(row))
        elif named_only:
            read.contradicted.add(row.identifier)
            what = f"is the name in row {read.row(place).number} too: give both an identifier, in a column of its own"
            read.problems.append(Problem(row.number, rows.heading("name"), row.identifier, what))
        else:
            read.further.setdefault(place, []).append(packed(row))
        progress(one.number)
    if named_only and read.rows:
        read.notices.append(Problem(0, rows.heading("name"), "", BY_NAME))
    read.shared = shared_by(read)
    read.notices += other_zeros(read)
    if capitals := surname_first(row.name for row in read):
        read.notices.append(Problem(0, rows.heading("name"), "", capitals))
    return read


def other_zeros(read: PeopleRead) -> Iterator[Problem]:
    """The first manager who is named by an identifier that is written otherwise than in their own row."""
    for row in read:
        place = read.place(row.manager) if row.manager.isdecimal() else None
        if place is not None and (above := read.row(place).identifier) != row.manager and above.isdecimal():
            what = f"is taken for “{above}”, from which it differs in zeros before it alone; so are others like it"
            yield Problem(row.number, read.headings.get("manager", "manager"), row.manager, what)
            return


def with_asked_for(rows: Rows, first_day: date | None) -> Rows:
    """The same rows, of which is asked what no other column, and nothing on the command line, stands in for."""
    stands_in = {name for name in ("name", "given_name", "family_name") if place_for(name, rows.columns) is not None}
    there = {field for field in PEOPLE.required if place_for(field, rows.columns) is not None}
    needless = {"joined_on"} if first_day else set()
    needless |= {"identifier"} if stands_in and "identifier" not in there else set()
    asked = {field: right for field, right in PEOPLE.required.items() if field not in needless}
    for problem in must_be_told(asked, rows.columns):
        hint = (
            ""
            if "joined_on" in there
            else "; where no day is known, give one for all with --first-day 2024-01-01 (whoever is known keeps theirs)"
        )
        told = replace(problem, what=f"{problem.what}{hint}")
        raise CannotBeRead(*with_candidates([told], rows))
    return replace(rows, wanted=replace(rows.wanted, required=asked))


def person_row(row: Row, rows: Rows, read: PeopleRead, first_day: date | None = None) -> PersonRow | None:
    """What a row says of somebody; None, and a problem, where that cannot be."""
    said, days = row.said, dict(row.days)
    if first_day and not (days.get("joined_on") or days.get("rejoined_on")):
        days["joined_on"] = first_day
    status = standing_in(row, rows, read)
    told, doubts = stay_told(days, status, rows.on, read.headings)
    if told is None:
        what = "names no day: give their first day"
        read.problems.append(Problem(row.number, rows.heading("joined_on"), said["joined_on"], what))
        return None
    for doubt in doubts:
        value = said.get(doubt.field, "")
        notice = Problem(row.number, rows.heading(doubt.field), value, doubt.what)
        (read.problems if doubt.refused else read.notices).append(notice)
    return None if any(doubt.refused for doubt in doubts) else with_stay(row, told, rows.belongings, status)


def with_stay(row: Row, told: StayTold, belongings: Belongings, status: Meaning) -> PersonRow:
    """What a row says of somebody whose stay is understood."""
    said, name = row.said, name_in(row.said)
    return PersonRow(
        row.number,
        said.get("identifier") or name,
        name,
        told.joined_on,
        told.left_on,
        told.gone,
        placed_in(said),
        said.get("manager", ""),
        said.get(LOGIN, ""),
        said.get(EMAIL, ""),
        belongings.meaning(said.get("belonging", "")) or status.belonging,
        row.days.get("continuous_since"),
        told.earlier,
        is_primary(said.get("primary", "")),
        said.get("position", ""),
        is_said="manager_is" in said,
        months=row.months,
    )


def is_primary(cell: str) -> bool | None:
    """Whether a row tells of somebody's primary job; None where the cell does not say."""
    return PRIMARY.get(cell.casefold()) if cell else None


def standing_in(row: Row, rows: Rows, read: PeopleRead) -> Meaning:
    """What a row's status says, or a status behind the name; a problem where these contradict each other."""
    name, suffix = without_status(row.said.get("name", ""))
    by_column = rows.statuses.meaning(row.said.get("status", "")) or CALLED["neither"]
    by_name = rows.statuses.meaning(suffix) if suffix else None
    if by_name is None or by_name.standing is Standing.NEITHER:
        return by_column._replace(belonging=by_column.belonging or (by_name and by_name.belonging))
    if by_column.standing not in (Standing.NEITHER, by_name.standing):
        what = f"says another thing than {rows.heading('status')} “{row.said['status']}”: put one of them right"
        read.problems.append(Problem(row.number, rows.heading("name"), f"{name} ({suffix})", what))
    return by_name


def placed_in(said: Mapping[str, str]) -> dict[str, str | int | None]:
    """Where somebody stands, as far as a row tells."""
    placed: dict[str, str | int | None] = {name: said[name] or None for name in PLACED_BY if name in said}
    if share := said.get("share_of_full_time"):
        placed["share_of_full_time"] = percentage(share)
    return placed


def name_in(said: Mapping[str, str]) -> str:
    """What they are called: their name, or its parts, or what stands in for it."""
    parts = (said.get(part, "") for part in NAME_PARTS)
    whole = name_said(said.get("name", "")) or " ".join(part for part in parts if part)
    return whole or said.get(LOGIN) or said.get(EMAIL) or said.get("identifier", "")
