"""Whether roles and those who hold them fit on every day: places, shares, closed roles, and what was given up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from domain.kernel.book import Book
from domain.kernel.ids import PersonId, RoleId
from domain.organisation.holders import Tenure, appointed_to, steps_of, tenures, tenures_said
from domain.organisation.role import WHOLE, Role
from domain.people.steps_up import Exemption


class Unfit(StrEnum):
    """What cannot be, on any day."""

    NO_PLACE = "no_place"
    """More hold a role as their own than it has places for."""
    CLOSED = "closed"
    """Somebody holds a role that is closed."""
    NOT_HELD = "not_held"
    """Somebody gave up what they did not hold."""
    TOO_MUCH = "too_much"
    """Somebody holds more than one whole place as their own."""


@dataclass(frozen=True)
class Misfit:
    """Something that cannot be, from a day on."""

    what: Unfit
    role: RoleId
    on: date
    people: tuple[PersonId, ...]

    def __str__(self) -> str:
        named = " and ".join(f"“{person}”" for person in self.people)
        return SAID[self.what].format(role=self.role, on=self.on, people=named)


SAID: Final = {
    Unfit.NO_PLACE: "{people} would hold “{role}” on {on}, which has not so many places",
    Unfit.CLOSED: "{people} would hold “{role}” on {on}, when it is closed",
    Unfit.NOT_HELD: "{people} would give up “{role}” on {on} without holding it",
    Unfit.TOO_MUCH: "{people} would hold more than a whole place on {on}, “{role}” among it",
}
MORE_THAN_ONE: Final = (Exemption.INTERIM, Exemption.REORGANISATION, Exemption.BEFORE_LEDGER)
"""Who took up a role with one of these may hold it beside another of their own."""


def misfits_of_role(role: RoleId, book: Book) -> Iterator[Misfit]:
    """What cannot be of a role, on any day."""
    known, held = book.recall(Role, role), tenures(role, book)
    own = [tenure for tenure in held if tenure.substantive]
    for day in sorted({*(tenure.since for tenure in own), *(profile.on for profile in known.profiles)}):
        there = [tenure for tenure in own if tenure.includes(day)]
        profile = known.profile_on(day)
        if sum(tenure.share for tenure in there) > WHOLE * (profile.places if profile else 1):
            yield Misfit(Unfit.NO_PLACE, role, day, who_holds(there))
    if closed_on := known.closed_on:
        after = [tenure for tenure in held if tenure.until > closed_on]
        if after:
            yield Misfit(Unfit.CLOSED, role, max(closed_on, after[0].since), who_holds(after))
    yield from given_up_unheld(role, book)


def given_up_unheld(role: RoleId, book: Book) -> Iterator[Misfit]:
    steps = steps_of(role, book)
    for number, step in enumerate(steps):
        if step.appointment_kind is None:
            held = (tenure.until for tenure in tenures_said(steps[:number]) if tenure.person == step.person)
            if date.max not in held:
                yield Misfit(Unfit.NOT_HELD, role, step.on, (step.person,))


def misfits_of_person(person: PersonId, book: Book) -> Iterator[Misfit]:
    """What cannot be of whom somebody is, in all the roles that they hold."""
    own = [
        (role, tenure)
        for role in appointed_to(person, book)
        for tenure in tenures(role, book)
        if tenure.person == person and tenure.substantive and tenure.exempt not in MORE_THAN_ONE
    ]
    for role, tenure in own:
        if sum(other.share for _, other in own if other.includes(tenure.since)) > WHOLE:
            yield Misfit(Unfit.TOO_MUCH, role, tenure.since, (person,))


def misfits(roles: Iterable[RoleId], people: Iterable[PersonId], book: Book) -> dict[Misfit, None]:
    """What cannot be of these roles and people."""
    of_roles = (misfit for role in roles for misfit in misfits_of_role(role, book))
    of_people = (misfit for person in people for misfit in misfits_of_person(person, book))
    return dict.fromkeys((*of_roles, *of_people))


def new_misfits(roles: Iterable[RoleId], people: Iterable[PersonId], before: Book, after: Book) -> tuple[Misfit, ...]:
    """What cannot be in one book, and was not so in the other: what was wrong before stands in nobody's way."""
    roles, people = tuple(roles), tuple(people)
    found = misfits(roles, people, after)
    known = misfits(roles, people, before) if found else {}
    return tuple(misfit for misfit in found if misfit not in known)


def who_holds(held: Iterable[Tenure]) -> tuple[PersonId, ...]:
    return tuple(dict.fromkeys(tenure.person for tenure in held))
