"""The directory: who is here, where they stand, and what they are called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, TypedDict, Unpack, cast

from domain.kernel.facts import ERASED, Erased
from domain.people.employment import Belonging
from ledger import Entry
from ledger.storage.unread import Unread
from projections.engine.reading import Reading
from projections.engine.visibility import latest, latest_of
from projections.people.people_tables import PEOPLE

OPENED: Final = "names and placements, opened"
"""Under which this process keeps them, by position."""
KEPT_AT_MOST: Final = 20_000


@dataclass(frozen=True, slots=True)
class PersonListed:
    """Somebody as the directory shows them on the day."""

    person: str
    name: str | Erased | None
    """What they are called."""
    job_title: str | Erased | None
    """The job title."""
    unit: str | None
    """The organisational unit; None for whoever was introduced and has not joined."""
    function: str | None
    """The function, as “Finance”."""
    level: str | None
    """The level of leadership, as the framework names it."""
    manager: str | None
    joined_on: date | None
    """The first day of their present stay, or of their last; None for whoever never joined."""
    left_on: date | None
    """The last day of that stay, once it is known to have come."""
    here: bool
    """Whether they are with the organisation on the day."""
    belonging: Belonging | None
    """In which way they belong to it; None where nobody has said, and for whoever never joined."""
    continuous_since: date | None
    """Since when their service counts as continuous, where that is before they joined."""
    site: str | None
    """Where they work, as the site is called."""
    employer: str | None
    """The company that employs them, as it is called."""
    share_of_full_time: int | None
    """How much they work, in percent of full time; None where nobody has said."""

    @property
    def cursor(self) -> str:
        """Where in the directory they are; give it as `after` to go on from here."""
        return self.person


@dataclass(frozen=True, slots=True)
class Directory:
    """A page of the directory, as known at a position and true on a day."""

    people: tuple[PersonListed, ...]
    more: bool
    """Whether there are others beyond, in the direction of reading."""
    position: int
    on: date
    parked: tuple[int, ...]
    """Positions of entries that touch these people and could not be told."""


class Described(TypedDict, total=False):
    """Which people are meant. What is None or left out does not narrow; but the gone are left out unless asked for."""

    units: Sequence[str] | None
    functions: Sequence[str] | None
    levels: Sequence[str] | None
    manager: str | None
    here: bool | None
    """With the organisation on the day (True), gone (False), or both (None)."""


BETWEEN: Final = {"after": "fact.person > %(after)s", "before": "fact.person < %(before)s"}
HERE = "coalesce(stay.here OR stay.effective_on = %(on)s, false)"
DESCRIBED = f"""
    (%(units)s::text[] IS NULL OR placed.unit = ANY (%(units)s))
    AND (%(functions)s::text[] IS NULL OR placed.function = ANY (%(functions)s))
    AND (%(levels)s::text[] IS NULL OR placed.level = ANY (%(levels)s))
    AND (%(manager)s::text IS NULL OR placed.manager = %(manager)s)
    AND (%(here)s::boolean IS NULL OR {HERE} = %(here)s)"""


async def directory(
    reading: Reading,
    *,
    first: int = 50,
    after: str | None = None,
    before: str | None = None,
    from_end: bool = False,
    **described: Unpack[Described],
) -> Directory:
    """The people who are meant, in the order in which their streams were begun: the `first`, or so many `from_end`."""
    between = " AND ".join(BETWEEN[name] for name, place in (("after", after), ("before", before)) if place) or "true"
    rows = await reading.rows(
        f"{listed_asked(between)} AND {DESCRIBED} ORDER BY placed.person {'DESC' if from_end else 'ASC'}"
        " LIMIT %(first)s",
        {**asked(described), "after": after, "before": before, "first": first + 1},
    )
    people = await opened(reading, rows[:first][::-1] if from_end else rows[:first])
    parked = await reading.parked([person.person for person in people], PEOPLE.name)
    return Directory(people, len(rows) > first, reading.position, reading.on, parked)


async def directory_counted(reading: Reading, **described: Unpack[Described]) -> int:
    """How many people are meant."""
    [(counted,)] = await reading.rows(
        f"SELECT count(*) FROM ({latest('placements', 'person')}) placed"
        f" LEFT JOIN ({latest('stays', 'person')}) stay ON stay.person = placed.person"
        f" WHERE (stay.person IS NOT NULL OR placed.unit IS NULL) AND {DESCRIBED}",
        asked(described),
    )
    return int(counted)


async def listed(reading: Reading, people: Sequence[str]) -> Mapping[str, PersonListed]:
    """Those of these people whom the directory knows on the day, whether here or gone: one look for all of them."""
    rows = await reading.rows(listed_asked("fact.person = ANY (%(people)s)"), {"people": list(people)})
    return {person.person: person for person in await opened(reading, rows)}


async def names(reading: Reading, people: Sequence[str]) -> Mapping[str, str | Erased]:
    """What these people were called on the day."""
    rows = await reading.rows(
        f"SELECT person, position FROM ({latest('names', 'person', where='fact.person = ANY (%(people)s)')}) named",
        {"people": list(people)},
    )
    entries = await reading.entries(position for _, position in rows)
    return {person: entries[position].event.name for person, position in rows}


async def introductions(reading: Reading, people: Sequence[str]) -> Mapping[str, date]:
    """Since when those of these people are known who were introduced without joining."""
    rows = await reading.rows(
        "SELECT person, effective_on"
        f" FROM ({latest('introductions', 'person', where='fact.person = ANY (%(people)s)')}) introduced",
        {"people": list(people)},
    )
    return dict(rows)


def asked(described: Described) -> dict[str, Any]:
    """Which people are meant, as parameters."""
    lists = {name: cast("Sequence[str] | None", described.get(name)) for name in ("units", "functions", "levels")}
    chosen = {name: None if values is None else list(values) for name, values in lists.items()}
    return {**chosen, "manager": described.get("manager"), "here": described.get("here", True)}


def listed_asked(where: str, beside: str = "") -> str:
    """Everybody's latest placement beside their latest stay; `where` narrows it to some people early.

    In no unit is only who was introduced: they need no stay to be known.
    """
    return f"""
        SELECT placed.person, placed.unit, placed.function, placed.level, placed.manager, placed.position,
               named.position AS named, joined.effective_on AS joined_on,
               CASE WHEN NOT stay.here THEN stay.effective_on END,
               {HERE}, joined.belonging, joined.continuous_since{beside}
        FROM ({latest("placements", "person", where=where)}) placed
        LEFT JOIN LATERAL ({latest_of("stays", "fact.person = placed.person")}) stay ON true
        LEFT JOIN LATERAL ({latest_of("stays", "fact.person = placed.person AND fact.here")}) joined ON true
        LEFT JOIN LATERAL ({latest_of("names", "fact.person = placed.person")}) named ON true
        WHERE (joined.person IS NOT NULL OR placed.unit IS NULL)"""


async def opened(reading: Reading, rows: Sequence[tuple[Any, ...]]) -> tuple[PersonListed, ...]:
    """Rows of the directory with the names and titles that only the book holds; what all are told of is kept open."""
    kept: dict[int, Entry[Any]] = reading.kept.setdefault(OPENED, {})  # forgotten as a whole when anybody is erased
    there = [row for row in rows if reading.form.keys.is_there(row[0])]
    entries = {position: kept[position] for row in there for position in row[5:7] if position in kept}
    asked = {position for row in rows for position in row[5:7] if position is not None and position not in entries}
    found = await reading.entries(asked)
    if len(kept) + len(found) > KEPT_AT_MOST:
        kept.clear()
    kept |= {position: entry for position, entry in found.items() if not isinstance(entry, Unread)}
    entries |= found
    return tuple(person_in(row, entries) for row in rows)


def person_in(row: tuple[Any, ...], entries: Mapping[int, Entry[Any]]) -> PersonListed:
    """Somebody as a row lists them, with what only the book holds."""
    person, unit, function, level, manager, placed, named, joined_on, left_on, here, belonging, continuous_since = row
    placing = entries[placed].event
    called = None if named is None else entries[named].event.name
    if isinstance(called, Erased):
        return erased(person, manager, here=here)
    return PersonListed(
        person,
        called,
        getattr(placing, "job_title", None),
        unit,
        function,
        level,
        manager,
        joined_on,
        left_on,
        here,
        Belonging(belonging) if belonging else None,
        continuous_since,
        *(getattr(placing, name, None) for name in ("site", "employer", "share_of_full_time")),
    )


def erased(person: str, manager: str | None, *, here: bool) -> PersonListed:
    """Somebody erased: that they were there, and who led them, and nothing by which they could be told from others."""
    nothing = (None,) * 5
    return PersonListed(
        person,
        ERASED,
        ERASED,
        None,
        None,
        None,
        manager,
        None,
        None,
        here,
        *nothing,
    )
