"""What a row says of somebody whom the ledger knows otherwise: another first day, and under one number another name."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from api.imports.histories import History
from api.imports.history_updates import Contradiction
from api.imports.names_said import shares_a_word
from api.imports.people_file import PersonRow
from api.imports.problems import Problem
from api.imports.respelling import is_misspelled
from api.imports.who import Sources


def must_not_be_reused(row: PersonRow, history: History, on: date) -> None:
    """A number under which quite another name and another first day stand was given to somebody else.

    Raises Contradiction.
    """
    if not history.stays or row.joined_on in first_days(history):
        return
    name = history.name_on(on)
    if name == row.identifier or row.name == row.identifier or shares_a_word(name, row.name):
        return
    if not is_misspelled(name, row.name):
        raise Contradiction(
            f"is “{row.name}”, here since {row.joined_on}, and in the ledger “{name}”, who came on"
            f" {history.stays[-1].joined_on}: where the number was given to somebody else, write it otherwise here (as"
            f" “{row.identifier}-2”); where it is one person, give the first day that is recorded"
        )


def first_day_doubted(row: PersonRow, history: History, sources: Sources) -> Iterator[Problem]:
    """What becomes of a first day that is another than what is known."""
    if not history.stays or row.joined_on in first_days(history):
        return
    if sources.people is not None and row.joined_on == sources.people.first_day:
        return
    last = history.stays[-1]
    if last.left_on is not None and last.left_on < row.joined_on:
        return
    earliest = row.joined_on < last.joined_on
    becomes = "it is corrected to that" if earliest else "that stays, and this is not recorded"
    what = f"is another first day than {last.joined_on}, which is known: {becomes}"
    yield sources.in_row(row, "joined_on", str(row.joined_on), what)


def first_days(history: History) -> set[date]:
    """On which somebody came or came back, by what is known."""
    return {stay.joined_on for stay in history.stays} | {
        stay.continuous_since for stay in history.stays if stay.continuous_since
    }
