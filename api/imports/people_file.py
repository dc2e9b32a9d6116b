"""People, as an HR system exports them: one row a person, as they stand today."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

import msgspec

from api.imports.belonging import BELONGS, percentage, wrong_in
from api.imports.columns import place_for
from api.imports.ids import EMAIL, LOGIN
from api.imports.names_said import name_said
from api.imports.problems import Problem
from api.imports.rows import Progress, Row, Rows, Wanted
from api.imports.statuses import CALLED, Meaning, Standing, without_status
from api.imports.stays_told import StayTold, stay_told
from domain.people.employment import Belonging
from domain.people.leaving import LeavingReason

PLACED_BY: Final = ("unit", "function", "level", "job_title", "site", "employer", "share_of_full_time")
CALLED_BY: Final = ("name", "given_name", "family_name", "login", "email")
LEFT_OPEN: Final = "; left open"
BELONGS_BY: Final = ("belonging", "continuous_since")
PEOPLE: Final = Wanted(
    ("identifier", *CALLED_BY, *PLACED_BY, "manager", "joined_on", "rejoined_on", "left_on", "status", *BELONGS_BY),
    {
        "identifier": "give what the system calls them, so that they are found again",
        "unit": "say where they stand",
        "joined_on": "give their first day",
    },
    ("joined_on", "left_on", "rejoined_on", "continuous_since"),
    in_order=False,
)


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
    names_managers: bool = False
    """Whether it has a column for them: a blank there says that nobody is above."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """What the file calls each field."""
    contradicted: set[str] = field(default_factory=set)
    """Identifiers of people of whom several rows say different things."""
    repeated: int = 0
    """Rows that say again what another says."""
    notices: list[Problem] = field(default_factory=list)
    """What is worth knowing, and stands in nobody's way."""
    shared: set[str] = field(default_factory=set)
    """E-mail addresses that several people of the file have, in lower case: they identify nobody."""

    def __iter__(self) -> Iterator[PersonRow]:
        return map(unpacked, self.rows)

    def place(self, identifier: str) -> int | None:
        """Where the row about somebody is; None where there is none."""
        return self.by_identifier.get(self.same(identifier))

    def row(self, place: int) -> PersonRow:
        """One of the rows."""
        return unpacked(self.rows[place])


def people_in(rows: Rows, progress: Progress = lambda number: None) -> PeopleRead:
    """Every row of a file of people, and every problem."""
    names_managers = place_for("manager", rows.columns) is not None
    read = PeopleRead(names_managers=names_managers, headings=rows.headings(), same=rows.same)
    has_address: dict[int, int] = {}
    for one in rows.read_into(read.problems, read.notices):
        if wrong := wrong_in(one.said):
            field_of, what = wrong
            left_open = field_of == "belonging"
            told = Problem(
                one.number, rows.heading(field_of), one.said[field_of], f"{what}{LEFT_OPEN if left_open else ''}"
            )
            (read.notices if left_open else read.problems).append(told)
            if not left_open:
                continue
        if (row := person_row(one, rows, read)) is None:
            continue
        place = read.by_identifier.setdefault(rows.same(row.identifier), len(read.rows))
        if row.email and has_address.setdefault(hash(row.email.casefold()), place) != place:
            read.shared.add(row.email.casefold())
        if place == len(read.rows):
            read.rows.append(packed(row))
        elif msgspec.structs.replace(row, number=0) == msgspec.structs.replace(read.row(place), number=0):
            read.repeated += 1
        else:
            read.contradicted.add(row.identifier)
            other = read.row(place).number
            what = f"is in row {other} too, which says something else of them: keep the one that is right"
            read.problems.append(Problem(row.number, rows.heading("identifier"), row.identifier, what))
        progress(one.number)
    read.notices += [*shared_addresses(read), *other_zeros(read)]
    return read


def shared_addresses(read: PeopleRead) -> Iterator[Problem]:
    """The addresses that several people have."""
    heading = read.headings.get(EMAIL, EMAIL)
    for row in read if read.shared else ():
        if row.email.casefold() in read.shared:
            what = "is the address of several people: it identifies nobody, and is not recorded"
            yield Problem(row.number, heading, row.email, what)


def other_zeros(read: PeopleRead) -> Iterator[Problem]:
    """The first manager who is named by an identifier that is written otherwise than in their own row."""
    for row in read:
        place = read.place(row.manager) if row.manager.isdecimal() else None
        if place is not None and (above := read.row(place).identifier) != row.manager and above.isdecimal():
            what = f"is taken for “{above}”, from which it differs in zeros before it alone; so are others like it"
            yield Problem(row.number, read.headings.get("manager", "manager"), row.manager, what)
            return


def person_row(row: Row, rows: Rows, read: PeopleRead) -> PersonRow | None:
    """What a row says of somebody; None, and a problem, where that cannot be."""
    said = row.said
    told, doubts = stay_told(row.days, standing_in(row, rows, read), rows.on, read.headings)
    if told is None:
        what = "names no day: give their first day"
        read.problems.append(Problem(row.number, rows.heading("joined_on"), said["joined_on"], what))
        return None
    for doubt in doubts:
        value = said.get(doubt.field, "")
        notice = Problem(row.number, rows.heading(doubt.field), value, doubt.what)
        (read.problems if doubt.refused else read.notices).append(notice)
    return None if any(doubt.refused for doubt in doubts) else with_stay(row, told)


def with_stay(row: Row, told: StayTold) -> PersonRow:
    """What a row says of somebody whose stay is understood."""
    said = row.said
    return PersonRow(
        row.number,
        said["identifier"],
        name_in(said),
        told.joined_on,
        told.left_on,
        told.gone,
        placed_in(said),
        said.get("manager", ""),
        said.get(LOGIN, ""),
        said.get(EMAIL, ""),
        BELONGS.get(said.get("belonging", "").casefold()),
        row.days.get("continuous_since"),
        told.earlier,
    )


def standing_in(row: Row, rows: Rows, read: PeopleRead) -> Meaning:
    """What a row's status says, or a status behind the name; a problem where these contradict each other."""
    name, suffix = without_status(row.said.get("name", ""))
    by_column = rows.statuses.meaning(row.said.get("status", "")) or CALLED["neither"]
    by_name = rows.statuses.meaning(suffix) if suffix else None
    if by_name is None or by_name.standing is Standing.NEITHER:
        return by_column
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
    parts = (said.get("given_name", ""), said.get("family_name", ""))
    whole = name_said(said.get("name", "")) or " ".join(part for part in parts if part)
    return whole or said.get(LOGIN) or said.get(EMAIL) or said["identifier"]
