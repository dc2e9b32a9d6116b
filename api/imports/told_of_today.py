"""Where an export and a history differ about the day of the export, and what announced moves leave as it was: told."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from api.imports.actions import Act
from api.imports.histories import History, Stood
from api.imports.history_updates import UNTITLED, Today, told_otherwise
from api.imports.people_file import PersonRow
from api.imports.problems import Problem
from api.imports.spells import SpellRow, SpellsRead
from api.imports.told_stays import ToldStay
from api.imports.units_meant import UnitsMeant
from api.imports.who import Sources
from domain.kernel.ids import UnitId

DAY: Final = timedelta(days=1)
KEPT: Final = {"manager": "manager", "level": "level", "share_of_full_time": "share of full time"}
COMPARED: Final = ("unit", "job_title")
EXPORT: Final = "the export's is taken"
PARTS: Final = "the history's is taken, as it tells of no units"
HISTORY: Final = "the history's is taken, as it is of that very day"


def fields_told(read: SpellsRead | None, rows: Sequence[SpellRow], on: date) -> frozenset[str] | None:
    """The fields of which a history tells on a day; None where it tells nothing of it."""
    present = next((row for row in reversed(rows) if row.act is not Act.ENDS and row.started_on <= on), None)
    if present is None or read is None:
        return None
    told = {name for name, value in present.said.items() if name != "level" or value is not None}
    return frozenset(told | ({"manager"} if "manager" in read.headings else set()))


def export_differs(
    row: PersonRow, today: Today, history: History, units: UnitsMeant, sources: Sources
) -> Iterator[Problem]:
    """Where an export says another unit or title than a history that was told before it, or beside it."""
    if not history.stays:
        return
    last = history.stays[-1]
    day = min(today.on, today.left_on or date.max)
    stands = last.stood_on(day)
    if stands.on > day or (last.left_on or date.max) < today.joined_on or not told_by_history(stands, today):
        return
    taken = HISTORY if stands.on == day else EXPORT
    for name in COMPARED:
        known, said = getattr(stands.placement, name), today.said.get(name)
        if known and said and known != said:
            other, own = called(name, known, units), called(name, said, units)
            what = f"is not what the history says of {day}, “{other}” since {stands.on}: {taken}"
            yield sources.in_row(row, name, own, what)


def told_by_history(stands: Stood, today: Today) -> bool:
    """Whether a standing is that of a history, as far as can be known: an export would have told more of it."""
    if stands.at is None:
        return today.history_tells is not None
    told = sum(today.said.get(name) is not None for name in UNTITLED)
    return told > 1 and all(getattr(stands.placement, name) is None for name in UNTITLED)


def leaving_differs(row: PersonRow, rows: Sequence[SpellRow], sources: Sources) -> Iterator[Problem]:
    """Where the last day of a row is another than that of the history beside it."""
    left = next((one.started_on for one in reversed(rows) if one.act is Act.ENDS), None)
    if left is not None and rows[-1].act is Act.ENDS and row.left_on not in (None, left):
        what = f"is another last day than that of the history, {left}: this one is taken"
        yield sources.in_row(row, "left_on", str(row.left_on), what)


def history_differs(
    history: History, rows: Sequence[SpellRow], told: Sequence[ToldStay], on: date, units: UnitsMeant, read: SpellsRead
) -> Iterator[Problem]:
    """Where a history says another unit or title of the day of an export than the export, which was told before it."""
    if not history.stays:
        return
    last, spells = history.stays[-1], [spell for stay in told for spell in stay.spells]
    day = min(on, last.left_on or date.max)
    present = told_otherwise(last, spells, day, told[-1].left_on or date.max)
    if present is None or (present.on < last.joined_on and len(history.stays) > 1):
        return
    row = next(row for row in reversed(rows) if row.act is not Act.ENDS and row.started_on <= present.on)
    taken = PARTS if not read.tells_units else HISTORY if present.on == day else EXPORT
    for name in COMPARED:
        known, said = getattr(last.stood[0].placement, name), present.said.get(name)
        if known and said and known != said:
            other, own = called(name, known, units), called(name, said, units)
            what = f"since {present.on} is not what the export says of {day}, “{other}”: {taken}"
            yield Problem(row.number, read.headings.get(name, name), own, what)


def not_as_told(
    rows: Sequence[SpellRow],
    history: History,
    read: SpellsRead,
    unit_of: Callable[[SpellRow], UnitId],
    names: Mapping[str, str],
) -> Iterator[Problem]:
    """Rows of a history at whose end somebody stood elsewhere, as was known, or is told of later: that stays."""
    for row, after in pairwise(rows):
        until = min(row.ended_on or date.max, after.started_on - (timedelta() if after.act is Act.ENDS else DAY))
        if row.act is Act.ENDS or not row.said.get("unit") or until < row.started_on or row.stay != after.stay:
            continue
        stay = next((one for one in history.stays if one.joined_on <= until <= (one.left_on or date.max)), None)
        stands = stay.stood_on(until) if stay else None
        if stands and stands.placement.unit != unit_of(row):
            called = names.get(stands.placement.unit, stands.placement.unit)
            what = f"is not what is known of {until}, “{called}” since {stands.on}: that stays"
            yield Problem(row.number, read.headings.get("unit", "unit"), str(row.said["unit"]), what)


def open_before(history: History, rows: Sequence[SpellRow], read: SpellsRead) -> Iterator[Problem]:
    """What a history of titles alone does not tell of the time before its first row: that stays open."""
    first = rows[0]
    if history.stays and history.stays[0].joined_on < first.started_on:
        told = ", ".join(read.headings[name] for name in (*COMPARED, *KEPT) if name in read.headings)
        what = f"is the first day of which {told} is told, and they joined on {history.stays[0].joined_on}: what it was"
        heading = read.headings.get("started_on", "started_on")
        yield Problem(first.number, heading, str(first.started_on), f"{what} until then stays open, unless it is known")


def called(name: str, value: str, units: UnitsMeant) -> str:
    """A title, or a unit by its name."""
    return units.names().get(value, value) if name == "unit" else value


def announced_told(read: SpellsRead | None, rows: int) -> Iterator[Problem]:
    """What announced moves keep, as their file has no column for it."""
    kept = [words for name, words in KEPT.items() if read is not None and name not in read.headings]
    if rows and kept:
        *others, last = kept
        listed = f"{', '.join(others)} and {last}" if others else last
        counted = f"{rows} row" if rows == 1 else f"{rows} rows"
        yield Problem(0, "", "", f"Announced moves keep {listed}, as nothing else is said: {counted}.")
