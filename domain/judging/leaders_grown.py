"""Leaders grown: who stepped up after they had reported to somebody, or been mentored by them, for long enough."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Final, NamedTuple

from domain.frameworks.edition import Edition
from domain.kernel.book import Book
from domain.kernel.dates import Dated, months_after
from domain.kernel.ids import PersonId
from domain.mentoring.agreements import MentoringSessionHeld
from domain.people.employment import Employment, Placement
from domain.people.joining import PersonJoined
from domain.people.moving import PersonMoved

MONTHS_AS_A_REPORT: Final = 12
MONTHS_AS_A_MENTEE: Final = 6
SESSIONS_AS_A_MENTEE: Final = 6
MONTHS_UNTIL_THE_STEP: Final = 24
"""After the time together within which somebody stepped up."""
MONTHS_HELD: Final = 12
"""For so long they have held the higher level."""


class Together(NamedTuple):
    """A time in which somebody was developed."""

    began_on: date
    ended_on: date


def leaders_grown_by(leader: PersonId, edition: Edition, on: date, book: Book) -> tuple[PersonId, ...]:
    """Whom somebody developed into leaders by that day: each counts once, to everybody who developed them."""
    developed: dict[PersonId, list[Together]] = {}
    for person in reports_ever(leader, on, book):
        developed.setdefault(person, []).extend(times_as_a_report(person, leader, on, book))
    for person, together in times_as_a_mentee(leader, on, book):
        developed.setdefault(person, []).append(together)
    return tuple(person for person, times in developed.items() if stepped_up(person, times, edition, on, book))


def reports_ever(leader: PersonId, on: date, book: Book) -> Iterator[PersonId]:
    """Everybody who was ever placed under somebody."""
    placed = (
        *(noted.at.stream for noted in book.concerning(leader, PersonJoined, on=on)),
        *(noted.at.stream for noted in book.concerning(leader, PersonMoved, on=on)),
    )
    return (PersonId(stream) for stream in dict.fromkeys(placed))


def reports_on(leader: PersonId, on: date, book: Book) -> int:
    """How many report to somebody on a day."""
    employments = (book.recall(Employment, person, on=on) for person in reports_ever(leader, on, book))
    placements = (employment.placement_on(on) for employment in employments if employment.is_here_on(on))
    return sum(placement is not None and placement.manager == leader for placement in placements)


def times_as_a_report(person: PersonId, leader: PersonId, on: date, book: Book) -> Iterator[Together]:
    """The times in which somebody reported to a leader, from a move to the next one to somebody else."""
    began_on: date | None = None
    for placed, until in spells(person, on, book):
        if placed.what.manager != leader:
            began_on = None
            continue
        began_on = began_on or placed.on
        if months_after(began_on, MONTHS_AS_A_REPORT) <= until:
            yield Together(began_on, until)


def spells(person: PersonId, on: date, book: Book) -> Iterator[tuple[Dated[Placement], date]]:
    """Where somebody stood, each with the day until which they did."""
    employment = book.recall(Employment, person, on=on)
    for placed, following in pairwise((*employment.placements, None)):
        if placed is not None:
            left = next((stay.left_on for stay in employment.stays if stay.includes(placed.on)), None)
            yield placed, min(following.on if following else on, left or on)


def times_as_a_mentee(leader: PersonId, on: date, book: Book) -> Iterator[tuple[PersonId, Together]]:
    """The times over which somebody was mentored often and long enough."""
    held: dict[PersonId, list[date]] = {}
    for noted in book.concerning(leader, MentoringSessionHeld, on=on):
        if noted.event.mentor == leader:
            held.setdefault(noted.event.mentee, []).append(noted.event.effective_on)
    for mentee, days in held.items():
        first, last = min(days), max(days)
        if len(days) >= SESSIONS_AS_A_MENTEE and months_after(first, MONTHS_AS_A_MENTEE) <= last:
            yield mentee, Together(first, last)


def stepped_up(person: PersonId, times: list[Together], edition: Edition, on: date, book: Book) -> bool:
    """Whether somebody entered a higher level in such a time, or within two years of it, and has held it for one."""
    rungs = {level: rung for rung, level in enumerate(edition.ladder)}
    for (before, _), (placed, _) in pairwise(spells(person, on, book)):
        rung, earlier = rungs.get(placed.what.level or ""), rungs.get(before.what.level or "")
        if rung is None or earlier is None or rung <= earlier:
            continue
        lately = any(one.began_on < placed.on <= months_after(one.ended_on, MONTHS_UNTIL_THE_STEP) for one in times)
        if lately and months_after(placed.on, MONTHS_HELD) <= held_until(person, placed, rung, rungs, on, book):
            return True
    return False


def held_until(
    person: PersonId, step: Dated[Placement], rung: int, rungs: dict[str, int], on: date, book: Book
) -> date:
    """The day until which somebody stood on a level that they had entered, or on a higher one."""
    held = step.on
    for placed, until in spells(person, on, book):
        if placed.on < step.on:
            continue
        if rungs.get(placed.what.level or "", -1) < rung:
            break
        held = until
    return held
