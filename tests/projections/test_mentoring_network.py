"""Figures of mentoring say the same as a plain replay, at any position and day; and what they are made of."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from statistics import median
from typing import Any, Final

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.frameworks.adopting import Active
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.service_levels import ServiceLevels
from domain.kernel.facts import EntryRetracted, Event
from domain.kernel.ids import MentorshipId, PersonId
from domain.mentoring.agreements import MentoringSessionHeld, MentorshipAgreed, MentorshipEnded, WhyEnded
from domain.mentoring.informal import InformalMentoringHeld
from domain.mentoring.mentorship_kinds import MentorshipKind
from domain.mentoring.obstacles import ObstacleKind, ObstacleRaised
from domain.mentoring.recognition import MentorRecognised
from domain.people.joining import PersonJoined
from domain.people.leave import Leave, LeaveEnded, LeaveRecorded
from domain.people.moving import PersonMoved
from ledger import AsOf, Entry, Ledger, new_id
from projections.mentoring_network import (
    MentoringFigures,
    Pair,
    chain,
    descendants,
    is_in_a_circle,
    kept,
    mentor_due_on,
    mentoring_network,
)
from projections.mentoring_network.network_read import success
from projections.mentoring_network.pairs import MentoringLink, SessionHeld, circles
from tests.projections.lives import FIRST_DAY
from tests.projections.oracle import standing
from tests.projections.streams_written import Streams, a_person

DAY: Final = date(2024, 3, 1)
DAYS = st.integers(0, 60).map(lambda days: FIRST_DAY + timedelta(days))
SETTINGS = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
PEOPLE, PAIRS = 8, 7
AIMED_AT: Final = 10
"""Days from joining to a mentor."""
AIMING: Final = Active(DEFAULT_FRAMEWORK, replace(DEFAULT_EDITION, service_levels=ServiceLevels(0.5, AIMED_AT)))


def pair(mentor: str, mentee: str, kind: MentorshipKind = MentorshipKind.MENTORING, **said: Any) -> Pair:
    told = {"hours_promised": 12.0, "cadence_days": 30, "ends_on": None, "ended_on": None, "accepted_on": None, **said}
    return Pair(f"{mentor} {mentee}", mentor, mentee, kind, FIRST_DAY, position=1, **told)


def links(told: Iterable[MentoringLink]) -> list[tuple[int, str, str]]:
    return [(one.generation, one.mentor, one.mentee) for one in told]


def test_a_chain_goes_up_and_down_and_ends_where_it_comes_round() -> None:
    line = [pair("b", "a"), pair("c", "b"), pair("d", "b")]
    assert links(chain("a", line, DAY)) == [(1, "b", "a"), (2, "c", "b"), (2, "d", "b")]
    assert links(descendants("c", line, DAY)) == [(1, "c", "b"), (2, "b", "a")]
    assert not any(is_in_a_circle(each, line, DAY) for each in "abcd")
    assert circles(line, DAY) == ()
    ring = [*line, pair("a", "c")]
    assert [each for each in "abcd" if is_in_a_circle(each, ring, DAY)] == ["a", "b", "c"]
    assert circles(ring, DAY) == (frozenset("abc"),)
    assert circles([*line, pair("a", "c", MentorshipKind.REVERSE)], DAY) == ()
    assert circles([*line, pair("a", "c", ended_on=date(2024, 2, 29))], DAY) == ()


def test_a_pair_stalls_after_twice_its_cadence_less_days_of_leave() -> None:
    one, last = pair("b", "a"), FIRST_DAY + timedelta(60)
    assert not kept(one, (), last).stalled
    assert kept(one, (), last + timedelta(1)).stalled
    away = Leave(FIRST_DAY + timedelta(5), FIRST_DAY + timedelta(9)), Leave(FIRST_DAY + timedelta(8), None)
    assert not kept(one, (), last + timedelta(50), away).stalled, "the other is away still"
    back = away[0], Leave(FIRST_DAY + timedelta(8), FIRST_DAY + timedelta(14))
    assert not kept(one, (), last + timedelta(10), back).stalled, "ten days less, of which two are of both"
    assert kept(one, (), last + timedelta(11), back).stalled
    assert kept(one, (), last, back).due_on == FIRST_DAY + timedelta(40)
    late = (*back, Leave(FIRST_DAY + timedelta(41), FIRST_DAY + timedelta(90)))
    assert kept(one, (), last + timedelta(60), late).due_on == FIRST_DAY + timedelta(40), "it was past by then"
    assert kept(one, (), last + timedelta(60), (*back, Leave(FIRST_DAY + timedelta(40), None))).due_on == (
        last + timedelta(61)
    ), "away on the day itself"
    held = SessionHeld(one.mentorship, "b", "a", FIRST_DAY + timedelta(10), 1.5, 2)
    assert not kept(one, (held,), last + timedelta(10)).stalled
    assert kept(one, (held,), last + timedelta(11)).stalled
    assert not kept(pair("b", "a", ended_on=last), (held,), last + timedelta(11)).stalled, "it is over"


@pytest.mark.parametrize(("began", "moves"), [(29, 10), (90, 10), (91, 0), (200, 0)])
def test_leave_that_began_after_a_first_mentor_was_due_does_not_move_that_day(began: int, moves: int) -> None:
    away = (Leave(FIRST_DAY + timedelta(began), FIRST_DAY + timedelta(began + 9)),)
    until = FIRST_DAY + timedelta(300)
    assert mentor_due_on(FIRST_DAY, 90, away, until) == FIRST_DAY + timedelta(90 + moves)


def test_hours_are_owed_for_the_days_on_which_both_are_here() -> None:
    last = FIRST_DAY + timedelta(99)
    one = pair("b", "a", ends_on=last)
    away = Leave(FIRST_DAY + timedelta(10), FIRST_DAY + timedelta(29)), Leave(FIRST_DAY + timedelta(20), None)
    assert kept(one, (), last).hours_owed == 12.0
    assert kept(one, (), last, away[:1]).hours_owed == 9.6
    assert kept(one, (), FIRST_DAY + timedelta(19), away).hours_owed == 10.8, "so far ten days of a hundred"
    assert kept(one, (), last + timedelta(30), away).hours_owed == 1.2, "what comes after its last day is no part of it"
    assert kept(pair("b", "a"), (), last, away).hours_owed == 12.0, "nobody has said over which days"


def test_answers_are_counted_from_five_mentorships_on() -> None:
    rows = [
        (f"m{n}", "b", "a", "a" if n else "b", "wider_range_of_styles", "yes" if n < 4 else "not_yet") for n in range(5)
    ]
    few = success(rows[:4])
    assert (few.mentorships, few.evaluated, few.by_mentees, few.answers) == (4, None, None, ())
    told = success(rows)
    assert (told.evaluated, told.by_mentees, told.by_mentors) == (5, 4, 1)
    assert [(one.yes, one.partly, one.not_yet) for one in told.answers] == [(4, 0, 1), (0, 0, 0), (0, 0, 0)]


@dataclass(frozen=True)
class Step:
    """Something is written of a pair or a person; where it supersedes, of what it supersedes."""

    kind: type[Event[Any]]
    pair: int
    whom: int
    day: date
    learned: tuple[bool, bool]
    supersedes: int | None
    retracts: bool


KINDS: Final = (
    *(MentorshipAgreed,) * 5,
    *(MentoringSessionHeld,) * 6,
    MentorshipEnded,
    InformalMentoringHeld,
    MentorRecognised,
    ObstacleRaised,
    PersonMoved,
    *(LeaveRecorded,) * 2,
    LeaveEnded,
)
STEPS = st.lists(
    st.builds(
        Step,
        kind=st.sampled_from(KINDS),
        pair=st.integers(0, PAIRS - 1),
        whom=st.integers(0, PEOPLE - 1),
        day=DAYS,
        learned=st.tuples(st.booleans(), st.booleans()),
        supersedes=st.none() | st.none() | st.integers(0, 40),
        retracts=st.booleans(),
    ),
    min_size=20,
    max_size=60,
)


class Writing:
    """A firm of eight, of whom seven pairs are agreed on day one, and what is written of them."""

    def __init__(self, streams: Streams) -> None:
        self.streams = streams
        self.people = [PersonId(a_person()) for _ in range(PEOPLE)]
        self.pairs = [MentorshipId(new_id("mentorship")) for _ in range(PAIRS)]
        self.written: list[tuple[str, int, Step]] = []
        words = [new_id("unit") for _ in range(2)]
        self.home, self.elsewhere = words
        self.units = frozenset(words)
        for number, person in enumerate(self.people):
            placed = PersonJoined("Somebody", self.home, "Engineering", level_of(number), effective_on=FIRST_DAY)
            streams.put(person, placed)

    def take(self, step: Step) -> None:
        supersedes = None
        if step.supersedes is not None and self.written:
            stream, supersedes, was = self.written[step.supersedes % len(self.written)]
            step = Step(was.kind, was.pair, was.whom, step.day, step.learned, None, step.retracts)
        else:
            stream = self.stream_of(step)
        event = EntryRetracted(effective_on=step.day) if supersedes and step.retracts else self.event(step)
        version = self.streams.put(stream, event, supersedes=supersedes)
        if supersedes is None:
            self.written.append((stream, version, step))

    def stream_of(self, step: Step) -> str:
        of_people = (InformalMentoringHeld, MentorRecognised, PersonMoved, LeaveRecorded, LeaveEnded)
        return self.people[step.whom] if step.kind in of_people else self.pairs[step.pair]

    def event(self, step: Step) -> Event[Any]:
        mentor, mentee = self.people[step.pair % PEOPLE], self.people[(step.pair * 3 + 1) % PEOPLE]
        learned = tuple("To wait" if each else None for each in step.learned)
        on: dict[str, Any] = {"effective_on": step.day}
        other = self.people[(step.whom + 1) % PEOPLE]
        ends_on = step.day + timedelta(50) if step.learned[0] else None
        until = step.day + timedelta(5 * step.pair) if step.learned[1] else None
        made: dict[type[Event[Any]], Callable[[], Event[Any]]] = {
            MentorshipAgreed: lambda: MentorshipAgreed(mentor, mentee, "Goals", 12.0, 3 + step.whom, ends_on, **on),
            MentoringSessionHeld: lambda: MentoringSessionHeld(mentor, mentee, 1.5, *learned, **on),
            MentorshipEnded: lambda: MentorshipEnded(mentor, mentee, WhyEnded.TIME_UP, **on),
            InformalMentoringHeld: lambda: InformalMentoringHeld(other, other, 0.5, None, None, **on),
            MentorRecognised: lambda: MentorRecognised(self.pairs[step.pair], other, "Thanks", **on),
            ObstacleRaised: lambda: ObstacleRaised(mentor, mentee, ObstacleKind.TIME, mentee, "Tuesdays", **on),
            PersonMoved: lambda: PersonMoved(self.elsewhere, "Sales", level_of(step.whom), **on),
            LeaveRecorded: lambda: LeaveRecorded(until, **on),
            LeaveEnded: lambda: LeaveEnded(**on),
        }
        return made[step.kind]()


def level_of(number: int) -> str:
    return "self" if number < PEOPLE - 2 else "others"


def replayed(ledger: Ledger, writing: Writing, position: int, on: date) -> dict[str, Any]:
    """The same, the slow and plain way."""
    stand = sorted(
        (one for one in standing(ledger, position) if one.event.effective_on <= on),
        key=lambda one: (one.event.effective_on, one.origin),
    )

    def of(kind: type[Event[Any]], stream: str) -> list[Entry[Any]]:
        return [one for one in stand if type(one.event) is kind and one.stream == stream]

    def placed(person: str, day: date) -> Any:
        said = [*of(PersonJoined, person), *of(PersonMoved, person)]
        said = sorted(
            (one for one in said if one.event.effective_on <= day), key=lambda one: (one.event.effective_on, one.origin)
        )
        return said[-1].event

    found = {
        each: (agreed[-1].event, ended_on(of(MentorshipEnded, each)), of(MentoringSessionHeld, each))
        for each in writing.pairs
        if (agreed := of(MentorshipAgreed, each))
    }
    stands = {
        each: one for each, one in found.items() if all(last is None or on <= last for last in (one[1], one[0].ends_on))
    }
    stalled, owed = 0, 0.0
    for agreed, _, held in stands.values():
        last = max((one.event.effective_on for one in held), default=agreed.effective_on)
        away = [leave for one in (agreed.mentor, agreed.mentee) for leave in leaves_of(stand, one)]
        stalled += days_here(away, last + timedelta(1), on) > 2 * agreed.cadence_days
        owed += owed_by(agreed, away, on)
    mentors = {agreed.mentor for agreed, _, _ in stands.values()}
    mentees = {agreed.mentee for agreed, _, _ in stands.values()}
    ratios = []
    for _, _, held in stands.values():
        both = [one.event.mentee_learned is not None and one.event.mentor_learned is not None for one in held]
        if len(both) >= 3:
            ratios.append(sum(both) / len(both))
    thanked = {one.stream for one in stand if isinstance(one.event, MentorRecognised)}
    days, waits = waited([agreed for agreed, _, _ in found.values()], writing.people, stand, on)
    late = sum(each > AIMED_AT for each in (*days, *waits))
    tried = len(days) + sum(each > AIMED_AT for each in waits)
    functions = [
        placed(agreed.mentor, agreed.effective_on).function != placed(agreed.mentee, agreed.effective_on).function
        for agreed, _, _ in stands.values()
    ]
    raised = {one.stream for one in stand if isinstance(one.event, ObstacleRaised) and one.stream in found}
    taking = sum(level_of(n) == "self" and one in mentors | mentees for n, one in enumerate(writing.people))
    few = len(stands) < 5
    return {
        "pairs": len(stands),
        "stalled": None if few else stalled,
        "promised": 12.0 * len(stands) if len(mentors) >= 5 else None,
        "owed": round(owed, 2) if len(mentors) >= 5 else None,
        "held": 1.5 * sum(len(held) for _, _, held in stands.values()) if len(mentors) >= 5 else None,
        "across": None if few else sum(functions),
        "reciprocity": (len(ratios), median(ratios) if len(ratios) >= 5 else None),
        "without": (len(mentors), len(mentors - mentees) if len(mentors) >= 5 else None),
        "unrecognised": len(mentors - thanked) if len(mentors) >= 5 else None,
        "days": (len(days), median(days) if len(days) >= 5 else None),
        "targets": (
            None if few else 2 * sum(functions) >= len(functions),
            (tried, late if tried >= 5 else None, late == 0 if tried >= 5 else None),
        ),
        "participation": (taking, None),
        "obstacles": (len(raised), [(ObstacleKind.TIME, len(raised))] if len(raised) >= 5 else []),
    }


def ended_on(ends: list[Entry[Any]]) -> date | None:
    return ends[-1].event.effective_on if ends else None


def waited(agreed: list[Any], people: list[PersonId], stand: list[Entry[Any]], on: date) -> tuple[list[int], list[int]]:
    """Days that each waited who found a mentor, and that each has waited so far who found none."""
    first: dict[str, date] = {}
    for each in agreed:
        first[each.mentee] = min(each.effective_on, first.get(each.mentee, each.effective_on))
    begun = FIRST_DAY + timedelta(1)
    found = [days_here(leaves_of(stand, mentee), begun, day) for mentee, day in first.items()]
    waits = [days_here(leaves_of(stand, person), begun, on) for person in people if person not in first]
    return found, waits


def days_here(away: list[Leave], first: date, last: date) -> int:
    """Days from one to another on which nobody was away, one by one."""
    days = (first + timedelta(n) for n in range((last - first).days + 1))
    return sum(not any(leave.includes(day) for leave in away) for day in days)


def owed_by(agreed: MentorshipAgreed, away: list[Leave], on: date) -> float:
    """Hours that two owe who promised twelve."""
    if agreed.ends_on is None:
        return 12.0
    here = days_here(away, agreed.effective_on, on) + (agreed.ends_on - on).days
    return round(12.0 * here / ((agreed.ends_on - agreed.effective_on).days + 1), 2)


def leaves_of(stand: Iterable[Entry[Any]], person: str) -> list[Leave]:
    """When somebody was away, by what stands in order of days."""
    found: list[Leave] = []
    for one in stand:
        if one.stream == person and isinstance(one.event, LeaveRecorded):
            found.append(Leave(one.event.effective_on, one.event.until))
        elif one.stream == person and isinstance(one.event, LeaveEnded):
            day = one.event.effective_on
            found = [Leave(each.since, day) if each.includes(day) else each for each in found]
    return found


def as_told(told: MentoringFigures) -> dict[str, Any]:
    assert told.targets is not None
    across, days = told.targets.across_functions, told.targets.days_to_mentor
    assert across is not None
    assert days is not None
    on_level = {one.level: one.taking_part.count for one in told.participation}
    return {
        "pairs": told.pairs,
        "stalled": told.stalled.count,
        "promised": told.promised.value,
        "owed": told.owed.value if told.owed.value is None else round(told.owed.value, 2),
        "held": told.held.value,
        "across": told.across_functions.count,
        "reciprocity": (told.reciprocity.n, told.reciprocity.value),
        "without": (told.without_mentor.n, told.without_mentor.count),
        "unrecognised": told.unrecognised.count,
        "days": (told.days_to_mentor.n, told.days_to_mentor.value),
        "targets": (across.reached, (days.late.n, days.late.count, days.reached)),
        "participation": (on_level["self"], on_level["others"]),
        "obstacles": (told.obstacles_of, [(one.obstacle, one.pairs) for one in told.obstacles]),
    }


@SETTINGS
@given(steps=STEPS, back=st.integers(0, 30), on=DAYS)
def test_asked_equals_replayed_at_any_position_and_day(
    streams: Streams,
    ledger: Ledger,
    follow: Callable[..., int],
    ask: Callable[..., Any],
    steps: list[Step],
    back: int,
    on: date,
) -> None:
    writing = Writing(streams)
    for step in steps:
        writing.take(step)
    now = follow()
    for position in {now, max(now - back, now - len(steps))}:
        told = ask(lambda reading: mentoring_network(reading, [*writing.units], None, AIMING), AsOf(position, None, on))
        assert as_told(told) == replayed(ledger, writing, position, on)


def test_of_whoever_was_erased_nobody_knows_whether_they_learned(
    streams: Streams, ledger: Ledger, follow: Callable[..., int], ask: Callable[..., Any]
) -> None:
    writing = Writing(streams)
    on = FIRST_DAY + timedelta(30)
    for number in range(5):
        agree = Step(MentorshipAgreed, number, 0, on, (True, True), None, False)
        streams.put(writing.pairs[number], writing.event(agree))
        for _ in range(3):
            step = Step(MentoringSessionHeld, number, 0, on, (True, number > 1), None, False)
            streams.put(writing.pairs[number], writing.event(step))
    follow()

    def reciprocity() -> tuple[int, float | None]:
        told = ask(lambda reading: mentoring_network(reading, [*writing.units], None), AsOf(effective_on=on))
        return told.reciprocity.n, told.reciprocity.value

    assert reciprocity() == (5, 1.0)
    ledger.keys.destroy(writing.people[3])
    assert reciprocity() == (4, None), "four pairs are left, which is too few"
