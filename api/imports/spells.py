"""Spells: where people stood from which day to which, one row a spell, or one row a change and what it was."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Final

import msgspec

from api.imports.actions import Act, Actions, asked_about
from api.imports.belonging import wrong_in
from api.imports.columns import place_for
from api.imports.columns_missing import must_be_told
from api.imports.months_alone import last_of
from api.imports.people_file import BELONGS_BY, CALLED_BY, PLACED_BY, PeopleRead, name_in, placed_in
from api.imports.problems import CannotBeRead, Problem, about_the_file
from api.imports.rows import Progress, Row, Rows
from api.imports.wanted import Wanted
from api.imports.words_said import WordsSaid
from domain.people.employment import Belonging
from domain.people.leaving import LeavingReason

SPELLS: Final = Wanted(
    (
        "identifier",
        *CALLED_BY,
        *PLACED_BY,
        "manager",
        "started_on",
        "ended_on",
        "sequence",
        "job_number",
        "action",
        "status",
        "left_on",
        *BELONGS_BY,
        "unit_before",
        "cancelled",
    ),
    {"identifier": "say whose spell it is", "unit": "say where they stood", "started_on": "give its first day"},
    ("started_on", "ended_on", "left_on", "continuous_since"),
    beside="--history-column",
)
WHATEVER_THEY_TELL_OF: Final = replace(SPELLS, required={})
"""The same before it is known whether units are told, or titles alone."""
BY_NAME: Final = (
    "stands in for an identifier, as no column gives one: whoever alone has that name in the ledger is taken for them"
)
PARTS: Final = ("function", "level", "job_title", "manager", "site", "employer", "share_of_full_time")
"""What a history can tell of alone, without the units."""


class SpellRow(msgspec.Struct, array_like=True, frozen=True):
    """What one row says."""

    number: int
    name: str
    started_on: date
    ended_on: date | None
    said: dict[str, str | int | None]
    """Where they stood, but for the manager; nothing where it only says what happened."""
    manager: str
    sequence: int = 0
    """The order of rows of one day."""
    act: Act = Act.UNTOLD
    reason: LeavingReason | None = None
    """Why they left, where they did."""
    stay: int = 0
    """The place of the stay among those that the file tells of."""
    job: str = ""
    """Which of the jobs that they hold at a time it tells of, where the file numbers these."""
    left_on: date | None = None
    """The last day here, where a column beside the changes says it."""
    belonging: Belonging | None = None
    continuous_since: date | None = None
    unit_before: str = ""
    """The unit that they came from, where the row says it."""
    months: frozenset[str] = frozenset()
    """The fields of which the file gives a month alone."""


packed = msgspec.msgpack.Encoder().encode
unpacked = msgspec.msgpack.Decoder(SpellRow).decode


@dataclass
class SpellsRead:
    """The spells of a file by the identifiers of people, each packed into a few bytes; and what is wrong with them."""

    packed: dict[str, list[bytes]] = field(default_factory=dict)
    spelled: dict[str, str] = field(default_factory=dict)
    """How each identifier is spelled where it comes first, by how it is compared."""
    same: Callable[[str], str] = str.casefold
    """An identifier as it is compared."""
    problems: list[Problem] = field(default_factory=list)
    notices: list[Problem] = field(default_factory=list)
    """What is worth knowing, and stands in nobody's way."""
    headings: Mapping[str, str] = field(default_factory=dict)
    """What the file calls each field."""
    contradicted: set[str] = field(default_factory=set)
    """Identifiers of people whose rows cannot all be right, or cannot all be read: the others alone would mislead."""
    rows: int = 0
    actions: Actions = field(default_factory=Actions)

    @property
    def tells_acts(self) -> bool:
        """Whether rows say what happened: so that whoever left is known to have."""
        return "action" in self.headings or "status" in self.headings

    @property
    def named_only(self) -> bool:
        """Whether people are told apart by their names alone."""
        return "identifier" not in self.headings

    @property
    def tells_units(self) -> bool:
        """Whether rows say in which unit people stood, and not only what else was so there."""
        return "unit" in self.headings

    def identifiers_in(self, rows: Collection[int]) -> set[str]:
        """Whose spells stand in these rows."""
        return {identifier for identifier in self.packed if any(row.number in rows for row in self.of(identifier))}

    def mentions(self, identifier: str) -> bool:
        """Whether there is a spell of somebody."""
        return self.same(identifier) in self.spelled

    def of(self, identifier: str) -> list[SpellRow]:
        """One person's spells in the order of their days, and leavings among them."""
        spelled = self.spelled.get(self.same(identifier), identifier)
        return sorted(map(unpacked, self.packed.get(spelled, ())), key=in_time)


def must_identify(spells: SpellsRead, people: PeopleRead) -> None:
    """A history beside people tells them apart as these do. Raises CannotBeRead."""
    if spells.named_only and "identifier" in people.headings:
        raise about_the_file(
            "The history names people, and the file of people gives identifiers: name the column that has them with"
            " --history-column identifier=HEADING, or import the history after the people, with `leadership import"
            " spells FILE`, where each name is looked for"
        )


def in_time(row: SpellRow) -> tuple[date, int, int]:
    """The order in which rows happened."""
    return row.started_on, row.sequence, row.number


def spells_in(rows: Rows, progress: Progress, said: WordsSaid[str]) -> SpellsRead:
    """Every row of a file of spells, and every problem. `said` has what whoever imports said that actions mean.

    Raises CannotBeRead where no column says what has to be said.
    """
    rows = with_asked_for(rows)
    read = SpellsRead(headings=rows.headings(), same=rows.same, actions=Actions(said))
    if read.named_only:
        read.notices.append(Problem(0, rows.heading("name"), "", BY_NAME))
    for row in rows.read_into(read.problems):
        spell = spell_row(row, rows, read)
        if spell is not None:
            identifier = row.said.get("identifier") or spell.name
            spelled = read.spelled.setdefault(rows.same(identifier), identifier)
            read.packed.setdefault(spelled, []).append(packed(spell))
            read.rows += 1
        progress(row.number)
    if unknown := read.actions.unknown:
        raise about_the_file(asked_about(unknown))
    wrong = rows.identifiers_in({problem.row for problem in read.problems})
    read.contradicted |= {read.spelled.get(rows.same(identifier), identifier) for identifier in wrong}
    return read


def with_asked_for(rows: Rows) -> Rows:
    """The same rows, of which is asked what they have to say. A history of titles alone needs no units."""
    told = {column.field for column in rows.columns}
    asked = dict(SPELLS.required)
    if told.isdisjoint({"unit"}) and not told.isdisjoint(PARTS):
        del asked["unit"]
    if told.isdisjoint({"identifier"}) and not told.isdisjoint({"name", "given_name", "family_name"}):
        del asked["identifier"]
    if missing := [*must_be_told(asked, rows.columns, SPELLS.beside)]:
        raise CannotBeRead(*missing)
    if "action" in told or "status" in told:
        asked.pop("unit", None)  # asked for where somebody stands, and not of those who leave
    return replace(rows, wanted=replace(rows.wanted, required=asked))


def spell_row(row: Row, rows: Rows, read: SpellsRead) -> SpellRow | None:
    """What a row says; None, and a problem, where that cannot be said."""
    act, reason = read.actions.act(row.said.get("action", ""), row.said.get("status", ""))
    begins, number = row.days["started_on"], row.number
    if act is Act.GONE:
        act, begins = Act.ENDS, begins and begins - timedelta(days=1)
    elif act is Act.ENDS and begins and "started_on" in row.months:
        begins = last_of(begins)
    sequence = row.said.get("sequence", "") or "0"
    wrong = wrong_in(row.said)
    if sequence.removesuffix(".0").isdecimal() is False:
        wrong = "sequence", "is no number: write the order of rows of one day, as 0, 1, 2"
    if not wrong and act is not Act.ENDS and "unit" in read.headings and not row.said["unit"]:
        wrong = ("unit", f"is empty: {SPELLS.required['unit']}") if act not in (Act.AWAY, Act.BESIDE) else None
    if begins is None and not wrong:
        wrong = "started_on", f"names no day: {SPELLS.required['started_on']}"
    if wrong or begins is None:
        field_of, what = wrong or ("started_on", "")
        read.problems.append(Problem(number, rows.heading(field_of), row.said.get(field_of, ""), what))
        return None
    placed = placed_in(row.said) if place_for("unit", rows.columns) is None or row.said["unit"] else {}
    manager, ends = row.said.get("manager", ""), row.days["ended_on"]
    order = int(sequence.removesuffix(".0"))
    return SpellRow(
        number,
        name_in(row.said),
        begins,
        ends,
        placed,
        manager,
        order,
        act,
        reason,
        job=row.said.get("job_number", ""),
        left_on=row.days.get("left_on"),
        belonging=rows.belongings.meaning(row.said.get("belonging", "")),
        continuous_since=row.days.get("continuous_since"),
        unit_before=row.said.get("unit_before", ""),
        months=row.months,
    )
