"""Who holds a role on a day: it follows from who took it up and gave it up, and from how long they stayed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from domain.kernel.book import Book
from domain.kernel.ids import PersonId, RoleId
from domain.organisation.role import (
    WHOLE,
    AppointmentKind,
    AppointmentMade,
    Incumbent,
    Role,
    RoleStep,
    WhyVacated,
)
from domain.people.employment import Employment, Stay
from domain.people.leaving import PersonLeft
from domain.people.steps_up import Exemption


@dataclass(frozen=True)
class Tenure(Incumbent):
    """Somebody holds a role from one day to another."""

    exempt: Exemption | None = None
    """Why they took it up without a case, where that was said."""
    until: date = date.max
    """The first day on which they no longer hold it; date.max where that is not known."""

    @property
    def substantive(self) -> bool:
        """Whether they hold it as their own."""
        return self.appointment_kind is AppointmentKind.SUBSTANTIVE

    def includes(self, day: date) -> bool:
        """Whether they hold it on that day."""
        return self.since <= day < self.until


def tenures(role: RoleId, book: Book) -> tuple[Tenure, ...]:
    """Who ever held a role, or is to hold it, in the order in which they took it up."""
    said = tenures_said(steps_of(role, book))
    return tenures_within({tenure.person: book.recall(Employment, tenure.person).stays for tenure in said}, said)


def tenures_within(stays: Mapping[PersonId, Sequence[Stay]], said: Iterable[Tenure]) -> tuple[Tenure, ...]:
    """What was said of who held a role, as long as they stayed; by person their stays."""
    stayed = (as_long_as_they_stayed(tenure, stays.get(tenure.person, ())) for tenure in said)
    return tuple(sorted((one for one in stayed if one.since < one.until), key=lambda one: one.since))


def tenures_said(steps: Iterable[RoleStep]) -> tuple[Tenure, ...]:
    """Who held a role by what was said of who took it up and gave it up."""
    held: dict[PersonId, Tenure] = {}
    over: list[Tenure] = []
    for step in steps:
        if before := held.pop(step.person, None):
            over.append(replace(before, until=step.on))
        if step.appointment_kind:
            held[step.person] = Tenure(step.person, step.appointment_kind, step.on, step.share, step.exempt)
    return (*over, *held.values())


def steps_of(role: RoleId, book: Book) -> tuple[RoleStep, ...]:
    """What was said of who took a role up and gave it up; not what only followed from their leaving.

    Leaving once wrote down which roles it vacated. That follows from the stay today, whatever becomes of it.
    """
    return tuple(
        step
        for step in book.recall(Role, role).steps
        if not (step.why is WhyVacated.LEFT and book.written_with(step.at, PersonLeft, step.person))
    )


def as_long_as_they_stayed(tenure: Tenure, stays: Iterable[Stay]) -> Tenure:
    """Through the last day of the stay on which they took it up. Coming back does not give the role back."""
    stay = next((stay for stay in stays if stay.includes(tenure.since)), None)
    if stay is None:
        return replace(tenure, until=tenure.since)
    if stay.left_on is None:
        return tenure
    return replace(tenure, until=min(tenure.until, stay.left_on + timedelta(days=1)))


def holders_on(day: date, role: RoleId, book: Book) -> tuple[Incumbent, ...]:
    """Who holds a role on a day; as the first judge remembers it, where it is the one who asks."""
    remembered = book.recall(Role, role, on=day).incumbents
    return remembered or tuple(tenure for tenure in tenures(role, book) if tenure.includes(day))


def level_of(role: RoleId, on: date, book: Book) -> str:
    """The level of leadership that a role is on; empty where the organisation has no such role."""
    profile = book.recall(Role, role).profile_on(on)
    return profile.level if profile else ""


def is_critical(role: RoleId, on: date, book: Book) -> bool:
    """Whether the organisation depends on a role."""
    profile = book.recall(Role, role).profile_on(on)
    return profile is not None and profile.critical


def holds_on(day: date, person: PersonId, role: RoleId, book: Book) -> Incumbent | None:
    """How somebody holds a role on a day; None if they do not."""
    return next((held for held in holders_on(day, role, book) if held.person == person), None)


def own_holders_on(day: date, role: RoleId, book: Book) -> tuple[Incumbent, ...]:
    """Who holds a role as their own; beside them others may be acting up."""
    held = holders_on(day, role, book)
    return tuple(one for one in held if one.appointment_kind is AppointmentKind.SUBSTANTIVE)


def place_is_free(day: date, role: RoleId, book: Book, *, but: PersonId) -> bool:
    """Whether a role has a place for somebody on a day, whatever they hold of it themselves."""
    profile = book.recall(Role, role).profile_on(day)
    taken = sum(held.share for held in own_holders_on(day, role, book) if held.person != but)
    return taken < WHOLE * (profile.places if profile else 1)


def roles_held_by(person: PersonId, book: Book, *, on: date) -> tuple[RoleId, ...]:
    """The roles that somebody holds on a day, the longest held first."""
    return tuple(role for role in appointed_to(person, book) if holds_on(on, person, role, book))


def appointed_to(person: PersonId, book: Book) -> tuple[RoleId, ...]:
    """The roles to which somebody was ever appointed, or is to be."""
    return tuple(dict.fromkeys(RoleId(noted.at.stream) for noted in book.concerning(person, AppointmentMade)))
