"""What a row says of somebody whom the ledger knows otherwise: another first day, and under one number another name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from shlex import quote
from typing import Final

from api.imports.histories import History
from api.imports.history_updates import Contradiction
from api.imports.names import may_be_one, words_of
from api.imports.names_said import shares_a_word
from api.imports.people_file import PersonRow
from api.imports.problems import Problem
from api.imports.respelling import is_misspelled
from api.imports.spells import SpellRow
from api.imports.who import Sources

ABOUT: Final = timedelta(days=31)
"""Days of the start of one contract are often told a little otherwise."""


def must_be_one(row: PersonRow, history: History, sources: Sources) -> None:
    """A number under which quite another name stands was given to somebody else, or the rows are shifted.

    Where the first day is another, too, and they have not come back, names have to fit but for what is left out in one
    of them. Raises Contradiction.
    """
    name = history.name_on(sources.on) if history.stays else ""
    if not name or {row.identifier, row.name} & {name} or row.name == row.identifier or is_misspelled(name, row.name):
        return
    if sources.same(row.identifier) in sources.renamed:
        return
    days = first_days(history)
    came_then = is_first_day_said(row, sources) or any(abs(row.joined_on - day) <= ABOUT for day in days)
    may_be = shares_a_word(name, row.name)
    if not came_then and not is_another_stay(row, history):
        may_be = may_be_one(words_of(name), words_of(row.name))
    if not may_be:
        came = "" if came_then else f", who came on {history.stays[-1].joined_on}"
        here = "" if came_then else f", here since {row.joined_on}"
        other = f"{row.identifier}-2"
        raise Contradiction(
            f"is “{row.name}”{here}, and in the ledger “{name}”{came}: where columns or rows are shifted, mend"
            f" the file; where the number was given to somebody else, write it otherwise here (as “{other}”); where"
            f" it is one person, who took another name, say --renamed {quote(row.identifier)}"
        )


def must_be_theirs(identifier: str, rows: Sequence[SpellRow], history: History, sources: Sources) -> None:
    """A row of a history that names somebody else than its number does is another's. Raises Contradiction."""
    if sources.spells is None or sources.spells.named_only or not history.stays:
        return
    called = {*(stay.name for stay in history.stays), *(name.what for name in history.names)}
    names = sorted(name for name in called if is_spoken(name))  # else their number, until a file of people names them
    for row in rows if names else ():
        if row.name == identifier or not is_spoken(row.name):
            continue
        if not any(shares_a_word(name, row.name) or is_misspelled(name, row.name) for name in names):
            known = " or ".join(f"“{name}”" for name in names)
            raise Contradiction(
                f"is “{row.name}” in row {row.number}, and in the ledger {known}: put one of them right"
            )


def is_spoken(name: str) -> bool:
    """Whether it is a name, and no number."""
    return any(map(str.isalpha, name))


def is_another_stay(row: PersonRow, history: History) -> bool:
    """Whether a row tells of a stay after the last one that is known, or before it."""
    last = history.stays[-1]
    came_back = last.left_on is not None and last.left_on < row.joined_on
    return came_back or is_of_an_earlier_stay(row, history)


def is_of_an_earlier_stay(row: PersonRow, history: History) -> bool:
    """Whether a row tells of a stay that had ended before the last one that is known began."""
    return bool(history.stays) and row.left_on is not None and row.left_on < history.stays[-1].joined_on


def is_first_day_said(row: PersonRow, sources: Sources) -> bool:
    """Whether the first day of a row is the one that whoever imports has said for all of whom no day is known."""
    return sources.people is not None and row.joined_on == sources.people.first_day


def first_day_of(row: PersonRow, history: History, sources: Sources) -> date:
    """The first day of a row; of somebody who is known it is theirs, where the row gives none."""
    return history.stays[-1].joined_on if history.stays and is_first_day_said(row, sources) else row.joined_on


def first_day_doubted(row: PersonRow, history: History, sources: Sources) -> Iterator[Problem]:
    """What becomes of a first day that is another than what is known."""
    if not history.stays or row.joined_on in first_days(history) or is_first_day_said(row, sources):
        return
    last = history.stays[-1]
    if is_of_an_earlier_stay(row, history):
        what = f"is before {last.joined_on}, on which they came, by what is known: told as the end of an earlier stay"
        yield sources.in_row(row, "left_on", str(row.left_on), what)
        return
    if is_another_stay(row, history):
        return
    earliest = row.joined_on < last.joined_on
    stays = (
        "that stays, and this is not recorded; where they left in between, import their last day, and then this again"
    )
    becomes = "it is corrected to that" if earliest else stays
    what = f"is another first day than {last.joined_on}, which is known: {becomes}"
    yield sources.in_row(row, "joined_on", str(row.joined_on), what)


def first_days(history: History) -> set[date]:
    """On which somebody came or came back, by what is known."""
    return {stay.joined_on for stay in history.stays} | {
        stay.continuous_since for stay in history.stays if stay.continuous_since
    }
