"""What rests on an entry: nothing is corrected or retracted that others need as it is, and the refusal names them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from typing import Any

from domain.growth.growth import Growth
from domain.growth.plans import DevelopmentPlanAgreed
from domain.kernel.book import Book, Line
from domain.kernel.commands import checks_of, each_of
from domain.kernel.facts import Event, Reference
from domain.kernel.history import is_history
from domain.kernel.ids import PersonId, RoleId, UnitId
from domain.kernel.kinds import commands_by_event, events
from domain.kernel.refusals import Refusal
from domain.kernel.standing import Noted
from domain.kernel.supposing import Supposing, entries_of
from domain.organisation.closing_units import belongs_to, is_in, stands_in, works_for
from domain.organisation.holders import appointed_to, tenures
from domain.organisation.occupancy import new_misfits
from domain.organisation.role import Role
from domain.people.employment import Employment, PresentPersonCommand, is_here
from domain.people.levels import rung
from domain.people.managers import circle_above
from domain.people.named import Employed, Here, takes_part
from domain.people.reporting_lines import Lines
from domain.people.seats import Seats
from domain.units.unit import Unit, unit_as_known

AnyNoted = Noted[Event[Any]]


def nothing_may_rest_on(entry: Reference, lines: tuple[Line[Any], ...], book: Book) -> None:
    """Refuses an amendment after which others could no longer be as they are."""
    after = Supposing(book, lines)
    for why in (*counted_by(entry, book), *planned_for(entry, book, after)):
        raise OthersRestOnIt(f"entry “{entry}”: {why}; correct or retract that first")
    for stream in dict.fromkeys(line.stream or "" for line in lines):
        for ask in (begun_later, absent, joined_while_here, unfit, raised, going_round, left_in_closed):
            for why in ask(stream, book, after):
                raise OthersRestOnIt(f"entry “{entry}”: {why}; correct or retract that first")


def counted_by(entry: Reference, book: Book) -> Iterator[str]:
    """What still counts and says that it rests on an entry: it is judged anew without it, or with what that should say.

    Judgements are about whom the entry is about, and are found with them.
    """
    noted, kinds = book.noted(entry), [kind for kind in events() if kind.rests_on is not Event.rests_on]
    for subject in dict.fromkeys((entry.stream, *(noted.event.concerns() if noted else ()))):
        touching = (one for kind in kinds for one in book.concerning(subject, kind))
        for one in (*entries_of(subject, names_of(kinds), book), *touching):
            if entry in one.event.rests_on(one.at, book):
                yield f"{told(one)} rests on it"


def planned_for(entry: Reference, before: Book, after: Book) -> Iterator[str]:
    """The plan that stands and is for a need by an entry, where it would be no need on the day of the plan."""
    live = before.recall(Growth, entry.stream).live
    for noted in entries_of(entry.stream, names_of([DevelopmentPlanAgreed]), before):
        plan = noted.event
        if not isinstance(plan, DevelopmentPlanAgreed) or live is None or plan.plan != live.plan:
            continue
        needs = after.recall(Growth, entry.stream, on=plan.effective_on).needs
        if entry in plan.identified_needs and entry not in [need.identified for need in needs]:
            yield f"{told(noted)} is for it"


def begun_later(stream: str, before: Book, after: Book) -> Iterator[str]:
    """What is said of a subject on days on which its record would no longer have begun."""
    begins = [event for event, command in commands_by_event().items() if is_begun_by(command, stream)]
    began, begun = (first_of(entries_of(stream, names_of(begins), book)) for book in (before, after))
    if began is None or (begun and begun.event.effective_on <= began.event.effective_on):
        return
    first, last = began.event.effective_on, begun.event.effective_on if begun else date.max
    for noted in (*entries_of(stream, names_of(events()), after), *concerning(stream, after)):
        if first <= noted.event.effective_on < last and not came_along(noted, began, stream, before):
            yield f"{told(noted)} rests on it"


def absent(stream: str, before: Book, after: Book) -> Iterator[str]:
    """What needs somebody here on a day on which they no longer would be."""
    same_stays = before.recall(Employment, stream).stays == after.recall(Employment, stream).stays
    if same_stays and before.recall(Seats, stream) == after.recall(Seats, stream):
        return
    person = PersonId(stream)
    for noted in (*entries_of(stream, names_of(events()), after), *concerning(stream, after)):
        day, there = noted.event.effective_on, asked_of(person, noted)
        if there is not None and there(person, day, before) and not there(person, day, after):
            yield f"{told(noted)} needs “{stream}” here on that day"


def joined_while_here(stream: str, before: Book, after: Book) -> Iterator[str]:
    """Stays that would run into each other."""
    if before.recall(Employment, stream).stays == (stays := after.recall(Employment, stream).stays):
        return
    for earlier, later in pairwise(stays):
        if earlier.left_on is None or later.joined_on <= earlier.left_on:
            yield f"“{stream}” joined again on {later.joined_on}"


def unfit(stream: str, before: Book, after: Book) -> Iterator[str]:
    """Roles that would have more holders than places, be held when they are closed, or be given up unheld."""
    roles: tuple[RoleId, ...] = ()
    people: tuple[PersonId, ...] = ()
    if before.recall(Employment, stream).stays != after.recall(Employment, stream).stays:
        people = (PersonId(stream),)
        roles = appointed_to(people[0], after)
    elif (known := after.recall(Role, stream)) != before.recall(Role, stream):
        roles = (RoleId(stream),)
        people = tuple(dict.fromkeys(step.person for step in known.steps))
    yield from map(str, new_misfits(roles, people, before, after))


def raised(stream: str, before: Book, after: Book) -> Iterator[str]:
    """Roles that would be on a higher level than they were when somebody took them up: a step by no way told."""
    was, would_be = before.recall(Role, stream).profiles, after.recall(Role, stream).profiles
    if was == would_be:
        return
    role = RoleId(stream)
    for held in (tenure for tenure in tenures(role, after) if tenure.substantive):
        days = (held.since, *(profile.on for profile in would_be if held.includes(profile.on)))
        for day in days:
            new, old = (rung_of(role, day, book) for book in (after, before))
            if new > max(0, old) and not is_history(day, after):
                yield f"“{held.person}” holds “{role}” on {day}, and it would be on a higher level than it was"
                break


def rung_of(role: RoleId, on: date, book: Book) -> int:
    """How high the level of a role is on a day; -1 where there is no telling."""
    profile = book.recall(Role, role).profile_on(on)
    return rung(profile.level, profile.unit, on, book) if profile else -1


def going_round(stream: str, before: Book, after: Book) -> Iterator[str]:
    """Managers who would stand above themselves."""
    placed, would_be = (book.recall(Employment, stream).placements for book in (before, after))
    if placed == would_be:
        return
    circle = circle_above(PersonId(stream), would_be, after)
    if circle and circle != circle_above(PersonId(stream), placed, before):
        yield str(circle)


def left_in_closed(stream: str, before: Book, after: Book) -> Iterator[str]:
    """Whoever or whatever would stand in a unit that has closed by then."""
    for unit in units_named(stream, after):
        closed_on = unit_as_known(unit, after).closed_on
        if closed_on is None or stands_within(stream, unit, closed_on, before):
            continue
        if stands_within(stream, unit, closed_on, after):
            yield f"“{stream}” would stand in “{unit}”, which closes on {closed_on}"


def units_named(stream: str, book: Book) -> tuple[UnitId, ...]:
    """Every unit in which a subject is ever said to stand, to which it belongs, or for which it works."""
    placed = (placed.what.unit for placed in book.recall(Employment, stream).placements)
    seconded = (one.unit for one in book.recall(Lines, stream).secondments)
    profiles = (profile.what.unit for profile in book.recall(Role, stream).profiles)
    parents = (parent.what for parent in book.recall(Unit, stream).parents)
    return tuple(dict.fromkeys(UnitId(unit) for unit in (*placed, *seconded, *profiles, *parents) if unit))


def stands_within(stream: str, unit: UnitId, since: date, book: Book) -> bool:
    """Whether a subject stands in a unit, belongs to it or works for it, on a day or on any after it."""
    return (
        stands_in(book.recall(Employment, stream), unit, since)
        or works_for(book.recall(Lines, stream), unit, since)
        or is_in(book.recall(Role, stream), unit, since)
        or belongs_to(book.recall(Unit, stream), unit, since)
    )


def concerning(stream: str, book: Book) -> Iterator[AnyNoted]:
    """What is said of a subject on the streams of others."""
    for kind in events():
        yield from (noted for noted in book.concerning(stream, kind) if noted.at.stream != stream)


def asked_of(person: PersonId, noted: AnyNoted) -> Callable[[PersonId, date, Book], bool] | None:
    """What the command for such an entry asks of this person on its day: to be employed, or to take part by a seat."""
    command = commands_by_event()[type(noted.event)]
    if noted.at.stream == person:
        return is_here if issubclass(command, PresentPersonCommand) else None
    named = (checks for name, checks in checks_of(command) if person in each_of(getattr(noted.event, name, None)))
    marks = [check for checks in named for check in checks if isinstance(check, Here)]
    if not marks:
        return None
    return is_here if any(isinstance(mark, Employed) for mark in marks) else takes_part


def came_along(noted: AnyNoted, began: AnyNoted, stream: str, book: Book) -> bool:
    """Whether something was written by the command that began a subject's record, and rests on nothing."""
    return book.noted(noted.at) is not None and book.written_with(noted.at, type(began.event), stream)


def is_begun_by(command: type, stream: str) -> bool:
    return getattr(command, "creates", None) == stream.partition("-")[0]


def first_of(noted: tuple[AnyNoted, ...]) -> AnyNoted | None:
    return noted[0] if noted else None


def names_of(kinds: Any) -> frozenset[str]:
    return frozenset(kind.__name__ for kind in kinds)


def told(noted: AnyNoted) -> str:
    """What an entry is called in a refusal."""
    day: date = noted.event.effective_on
    return f"{type(noted.event).__name__} “{noted.at}” of {day}"


class OthersRestOnIt(Refusal):
    """Nothing is corrected or retracted on which something else rests that could then not be."""

    instead = "Correct or retract first what rests on it."
    field = "entry"
