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
from api.imports.problems import Problem
from api.imports.rows import Progress, Row, Rows, Wanted
from api.imports.shared_accounts import Shared, shared_by
from domain.people.employment import Belonging
from domain.people.leaving import LeavingReason

PLACED_BY: Final = ("unit", "function", "level", "job_title", "site", "employer", "share_of_full_time")
CALLED_BY: Final = ("name", "given_name", "family_name", "login", "email")
BELONGS_BY: Final = ("belonging", "continuous_since")
PEOPLE: Final = Wanted(
    ("identifier", *CALLED_BY, *PLACED_BY, "manager", "joined_on", "left_on", "status", *BELONGS_BY),
    {
        "identifier": "give what the system calls them, so that they are found again",
        "unit": "say where they stand",
        "joined_on": "give their first day",
    },
    ("joined_on", "left_on", "continuous_since"),
)

GONE: Final[Mapping[str, LeavingReason]] = {
    **dict.fromkeys(("terminated", "inactive", "left", "former", "ausgeschieden", "inaktiv", "ausgetreten", "inactif",
                     "inactivo", "t", "i", "0", "false", "no", "nein", "n"), LeavingReason.UNKNOWN),
    **dict.fromkeys(("retired", "pensioned", "im ruhestand", "rentner", "pensioniert"), LeavingReason.RETIRED),
    **dict.fromkeys(("resigned", "gekündigt"), LeavingReason.RESIGNED),
    **dict.fromkeys(("deceased", "died", "verstorben"), LeavingReason.DIED),
    **dict.fromkeys(("redundant", "made redundant"), LeavingReason.MADE_REDUNDANT),
    **dict.fromkeys(("dismissed",), LeavingReason.DISMISSED),
    **dict.fromkeys(("contract ended", "expired", "befristung abgelaufen"), LeavingReason.CONTRACT_ENDED),
}  # fmt: skip
"""The words of a status that say that somebody is no longer here, and why; any other word says that they are."""


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


def people_in(rows: Rows, progress: Progress = lambda number: None) -> PeopleRead:
    """Every row of a file of people, and every problem."""
    names_managers = place_for("manager", rows.columns) is not None
    read = PeopleRead(names_managers=names_managers, headings=rows.headings(), same=rows.same)
    for one in rows.read_into(read.problems):
        if wrong := wrong_in(one.said):
            field_of, what = wrong
            read.problems.append(Problem(one.number, rows.heading(field_of), one.said[field_of], what))
            continue
        if (row := person_row(one)) is None:
            what = "names no day: give their first day"
            read.problems.append(Problem(one.number, rows.heading("joined_on"), one.said["joined_on"], what))
            continue
        place = read.by_identifier.setdefault(rows.same(row.identifier), len(read.rows))
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
    read.shared = shared_by(read)
    return read


def person_row(row: Row) -> PersonRow | None:
    """What a row says of somebody; None if it does not say since when they are here."""
    said, joined_on = row.said, row.days["joined_on"]
    if joined_on is None:
        return None
    return PersonRow(
        row.number,
        said["identifier"],
        name_in(said),
        joined_on,
        row.days["left_on"],
        GONE.get(said.get("status", "").casefold()),
        placed_in(said),
        said.get("manager", ""),
        said.get(LOGIN, ""),
        said.get(EMAIL, ""),
        BELONGS.get(said.get("belonging", "").casefold()),
        row.days.get("continuous_since"),
    )


def placed_in(said: Mapping[str, str]) -> dict[str, str | int | None]:
    """Where somebody stands, as far as a row tells."""
    placed: dict[str, str | int | None] = {name: said[name] or None for name in PLACED_BY if name in said}
    if share := said.get("share_of_full_time"):
        placed["share_of_full_time"] = percentage(share)
    return placed


def name_in(said: Mapping[str, str]) -> str:
    """What they are called: their name, or its parts, or what stands in for it."""
    parts = (said.get("given_name", ""), said.get("family_name", ""))
    whole = said.get("name") or " ".join(part for part in parts if part)
    return whole or said.get(LOGIN) or said.get(EMAIL) or said["identifier"]
