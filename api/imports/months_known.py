"""A month alone says no more than the day in it that is known: so a coarse history takes no exact day away."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

import msgspec

from api.imports.actions import Act
from api.imports.histories import History
from api.imports.people_file import PersonRow
from api.imports.spells import SpellRow


def rows_on_known_days(rows: Sequence[SpellRow], history: History, row: PersonRow | None) -> list[SpellRow]:
    """A history whose months stand for the days in them that are known: from the ledger, or from the row beside it."""
    if not any(one.months for one in rows):
        return list(rows)
    begun, ended = days_begun(history), days_ended(history)
    if row is not None:
        begun |= {row.joined_on} if "joined_on" not in row.months else set()
        ended |= {row.left_on} if row.left_on and "left_on" not in row.months else set()
    return [on_known_days(one, begun, ended) for one in rows]


def on_known_days(row: SpellRow, begun: Iterable[date], ended: Iterable[date]) -> SpellRow:
    """One row of a history on the days that are known of its months."""
    days = {name: getattr(row, name) for name in row.months}
    known = {
        name: the_one_in(day, ended if name != "started_on" or row.act is Act.ENDS else begun)
        for name, day in days.items()
        if day is not None
    }
    return msgspec.structs.replace(row, **known)


def row_on_known_days(row: PersonRow, history: History) -> PersonRow:
    """A row of people whose months stand for the first and last days in them that are known."""
    if not row.months:
        return row
    known = {"joined_on": {stay.joined_on for stay in history.stays}, "left_on": days_ended(history)}
    said = {name: day for name in row.months & known.keys() if (day := getattr(row, name))}
    return msgspec.structs.replace(row, **{name: the_one_in(day, known[name]) for name, day in said.items()})


def the_one_in(month: date, known: Iterable[date]) -> date:
    """The one day that is known of the month in which a day lies; else that day itself."""
    those = {day for day in known if (day.year, day.month) == (month.year, month.month)}
    return those.pop() if len(those) == 1 else month


def days_begun(history: History) -> set[date]:
    """The days from which on somebody is known to have stood anywhere."""
    return {stood.on for stay in history.stays for stood in stay.stood}


def days_ended(history: History) -> set[date]:
    """The last days of stays that are known."""
    return {stay.left_on for stay in history.stays if stay.left_on}
