"""Pairs of mentor and mentee: whether one stalls, and how far chains of mentors go. Pure functions of agreements."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from domain.mentoring.mentorship_kinds import MentorshipKind
from domain.people.leave import A_DAY, Leave, days_away, due_with_leave

STALLS_AFTER: Final = 2
"""Of the days from one session to the next: after so many times these, without a session, a pair has stalled."""


@dataclass(frozen=True, slots=True)
class Pair:
    """An agreement between two people, as known at a position and true on a day."""

    mentorship: str
    mentor: str
    mentee: str
    kind: MentorshipKind
    """What it is; where nobody said, mentoring."""
    agreed_on: date
    """Its first day."""
    hours_promised: float
    """Hours promised, over the whole of the agreement."""
    cadence_days: int
    """Days from one session to the next."""
    ends_on: date | None
    """Its last day, where one was named."""
    ended_on: date | None
    """The day on which it was in fact ended, or the last day of whichever of the two left first."""
    accepted_on: date | None
    """The day on which the mentee said that they want it, too; None where they said nothing of it."""
    position: int
    """Of the agreement."""

    def stands_on(self, day: date) -> bool:
        """Whether it holds on a day, its first and last days included."""
        return self.agreed_on <= day and all(day <= last for last in (self.ends_on, self.ended_on) if last is not None)


@dataclass(frozen=True, slots=True)
class SessionHeld:
    """The two met."""

    mentorship: str | None
    """None where there was no agreement: informal mentoring."""
    mentor: str
    mentee: str
    held_on: date
    hours: float
    position: int


@dataclass(frozen=True, slots=True)
class MentoringKept:
    """How a pair keeps what it agreed."""

    sessions: int
    """How many sessions were held under the agreement."""
    hours: float
    """Hours held in them; beside the hours promised."""
    hours_owed: float
    """Hours promised, less those that fall to days on which one of the two was away, where the agreement has a last
    day: what was promised is spread evenly over its days. Without a last day, all that were promised."""
    last_on: date | None
    """The day of the last one."""
    due_on: date | None
    """The day by which they are to meet again: the last session, or the first day, and the cadence and days of leave
    that began before it was past; null once it is over."""
    stalled: bool
    """Whether they have not met for more than twice the cadence, days of leave left out, while it stands."""


def kept(pair: Pair, sessions: Iterable[SessionHeld], on: date, leaves: Iterable[Leave] = ()) -> MentoringKept:
    """How a pair keeps what it agreed, by a day; `leaves` are those of either of the two.

    Stalled: days from the last session, or the first day, to that day, less those on which one of them was on leave,
    are more than twice the cadence, while the agreement stands. The next session is due later by days of leave, too,
    but for leave that began after it was due.

    Who works part time owes no fewer hours: the two promised what fits into the time that both have.
    """
    own = [one for one in sessions if one.mentorship == pair.mentorship and one.held_on <= on]
    last = max((one.held_on for one in own), default=None)
    since, stands = last or pair.agreed_on, pair.stands_on(on)
    absent = either_away(leaves)
    away = days_away(absent, since + A_DAY, on)
    return MentoringKept(
        len(own),
        sum(one.hours for one in own),
        hours_owed(pair, absent, on),
        last,
        due_with_leave(since, timedelta(pair.cadence_days), absent, on) if stands else None,
        stands and (on - since).days - away > STALLS_AFTER * pair.cadence_days,
    )


def hours_owed(pair: Pair, absent: Iterable[Leave], on: date) -> float:
    """Hours that a pair promised, less those of days up to a day on which one of the two was away."""
    if pair.ends_on is None:
        return pair.hours_promised
    days = (pair.ends_on - pair.agreed_on).days + 1
    return round(pair.hours_promised * (1 - days_away(absent, pair.agreed_on, min(pair.ends_on, on)) / days), 2)


def either_away(leaves: Iterable[Leave]) -> list[Leave]:
    """The leaves of one or two people as stretches that do not overlap: a day of two of them is one."""
    found: list[Leave] = []
    for leave in sorted(leaves, key=lambda one: one.since):
        if found and found[-1].overlaps(leave):
            ends = (found[-1].until, leave.until)
            until = None if None in ends else max(end for end in ends if end is not None)
            found[-1] = Leave(found[-1].since, until)
        else:
            found.append(leave)
    return found


@dataclass(frozen=True, slots=True)
class MentoringLink:
    """A step of a chain of mentors: one who mentors another."""

    generation: int
    """How many steps away: 1 is their own mentor or mentee, 2 that one’s, and so on."""
    mentor: str
    mentee: str


def of_a_chain(pairs: Iterable[Pair], on: date) -> list[Pair]:
    """The pairs that chains are made of: those that stand, but for reverse ones, which run the other way on purpose."""
    return [pair for pair in pairs if pair.stands_on(on) and pair.kind is not MentorshipKind.REVERSE]


def chain(person: str, pairs: Iterable[Pair], on: date) -> tuple[MentoringLink, ...]:
    """Who mentors somebody, who mentors these, and so on; nobody is followed twice, so that a circle ends."""
    above: dict[str, list[str]] = {}
    for pair in of_a_chain(pairs, on):
        above.setdefault(pair.mentee, []).append(pair.mentor)
    return tuple(MentoringLink(step, there, here) for step, here, there in steps_from(person, above))


def descendants(person: str, pairs: Iterable[Pair], on: date) -> tuple[MentoringLink, ...]:
    """Whom somebody mentors, whom these mentor, and so on."""
    below: dict[str, list[str]] = {}
    for pair in of_a_chain(pairs, on):
        below.setdefault(pair.mentor, []).append(pair.mentee)
    return tuple(MentoringLink(step, here, there) for step, here, there in steps_from(person, below))


def is_in_a_circle(person: str, pairs: Sequence[Pair], on: date) -> bool:
    """Whether somebody is among those who mentor their own mentors, by however many steps."""
    return any(link.mentor == person for link in chain(person, pairs, on))


def circles(pairs: Iterable[Pair], on: date) -> tuple[frozenset[str], ...]:
    """Groups of people who all mentor each other round: two or more who reach each other by mentoring."""
    below: dict[str, list[str]] = {}
    for pair in of_a_chain(pairs, on):
        below.setdefault(pair.mentor, []).append(pair.mentee)
    reach = {person: {there for _, _, there in steps_from(person, below)} for person in below}
    groups = {
        frozenset({one, *(other for other in those if one in reach.get(other, ()))})
        for one, those in reach.items()
        if one in those
    }
    return tuple(sorted(groups, key=sorted))


def steps_from(person: str, neighbours: Mapping[str, Sequence[str]]) -> Iterator[tuple[int, str, str]]:
    """Every step from somebody, the nearest first: how far it is, from whom and to whom."""
    waiting, seen, step = [person], {person}, 0
    while waiting:
        step, reached = step + 1, list[str]()
        for here in waiting:
            for there in dict.fromkeys(neighbours.get(here, ())):
                yield step, here, there
                if there not in seen:
                    seen.add(there)
                    reached.append(there)
        waiting = reached
