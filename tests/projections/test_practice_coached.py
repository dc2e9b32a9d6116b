"""Whether people were coached on what they practised says the same as a plain replay, at any position and day."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from domain.development.development import AssignmentId
from domain.development.practice import CoachingHeld, LessonNoted, PracticeRecorded
from domain.kernel.facts import EntryRetracted, Event, Reference
from domain.kernel.ids import PersonId
from ledger import AsOf, Entry, Ledger
from projections.development_history import Practice, practice_coached
from tests.projections.lives import FIRST_DAY
from tests.projections.oracle import standing
from tests.projections.streams_written import Streams, a_person

DAYS = st.integers(0, 60).map(lambda days: FIRST_DAY + timedelta(days))
ASSIGNMENTS = (None, None, AssignmentId("assignment-1"), AssignmentId("assignment-2"))
SETTINGS = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
Kind = type[PracticeRecorded] | type[CoachingHeld] | type[LessonNoted]
Told = list[tuple[int, str, list[int]]]
"""By position of practice: its status, and the positions of the coaching on it."""


@dataclass(frozen=True)
class Step:
    """Something is written of one of two people; where it supersedes, its kind is that of what it supersedes."""

    kind: Kind
    whom: int
    day: date
    assignment: AssignmentId | None
    cites: tuple[int, ...]
    supersedes: int | None
    retracts: bool


STEPS = st.lists(
    st.builds(
        Step,
        kind=st.sampled_from((PracticeRecorded, PracticeRecorded, CoachingHeld, CoachingHeld, LessonNoted)),
        whom=st.integers(0, 1),
        day=DAYS,
        assignment=st.sampled_from(ASSIGNMENTS),
        cites=st.lists(st.integers(0, 8), max_size=1).map(tuple),
        supersedes=st.none() | st.none() | st.integers(0, 20),
        retracts=st.booleans(),
    ),
    min_size=4,
    max_size=20,
)


TWICE = Step(PracticeRecorded, 0, FIRST_DAY, None, (), None, retracts=False)
ON_THE_SECOND = Step(CoachingHeld, 0, FIRST_DAY, None, (1,), None, retracts=False)
"""Coaching that cites one of two practices of the same day, which chance brings about too seldom."""


class Writing:
    """Practice, coaching and lessons of two people, who coach each other."""

    def __init__(self, streams: Streams) -> None:
        self.streams = streams
        self.people = [PersonId(a_person()) for _ in range(2)]
        self.written: list[tuple[PersonId, int, Kind]] = []
        self.all: dict[str, list[Reference]] = {person: [] for person in self.people}
        """Addresses, those of corrections too: either may be cited."""

    def take(self, step: Step) -> None:
        person, supersedes, kind = self.people[step.whom], None, step.kind
        if step.supersedes is not None and self.written:
            person, supersedes, kind = self.written[step.supersedes % len(self.written)]
        event: Event[Any] = self.event(kind, person, step)
        if supersedes and step.retracts:
            event = EntryRetracted(effective_on=step.day)
        version = self.streams.put(person, event, supersedes=supersedes)
        self.all[person].append(Reference(person, version))
        if supersedes is None:
            self.written.append((person, version, kind))

    def event(self, kind: Kind, person: str, step: Step) -> Event[Any]:
        addresses = self.all[person]
        cites = tuple(addresses[number % len(addresses)] for number in step.cites) if addresses else ()
        said: dict[str, Any] = {"assignment": step.assignment, "builds_on": cites, "effective_on": step.day}
        if issubclass(kind, CoachingHeld):
            return kind(next(each for each in self.people if each != person), "Asking", **said)
        return kind("Chaired", **said)


def replayed(ledger: Ledger, person: str, position: int, on: date, since: date, first_day: date | None) -> Told:
    """The same, the slow and plain way."""
    chain = {(one.stream, one.version): one.origin for one in ledger.entries(until=position)}
    stand = [one for one in standing(ledger, position) if one.stream == person and one.event.effective_on <= on]
    practice = [one for one in stand if one.kind == "PracticeRecorded"]
    origins = {one.origin for one in practice}

    def cited(one: Entry[Any]) -> set[int]:
        return {chain[at.stream, at.version] for at in one.event.builds_on}

    def coached(one: Entry[Any], by: Entry[Any]) -> bool:
        if one.origin in cited(by) or by.origin in cited(one):
            return True
        soon = one.event.effective_on <= by.event.effective_on <= one.event.effective_on + timedelta(30)
        fits = by.event.assignment is None or by.event.assignment == one.event.assignment
        return soon and fits and not cited(by) & origins

    def by_day(entries: Sequence[Entry[Any]]) -> list[Entry[Any]]:
        return sorted(entries, key=lambda one: (one.event.effective_on, one.origin))

    told: Told = []
    for one in reversed(by_day(practice)):
        day = one.event.effective_on
        if day < since:
            continue
        held = [by.position for by in by_day(stand) if by.kind == "CoachingHeld" and coached(one, by)]
        lacking = "not_yet_due" if on - day <= timedelta(30) else "uncoached"
        unknown = first_day is not None and day < first_day
        told.append((one.position, "coached" if held else "not_known" if unknown else lacking, held))
    return told


def as_told(practice: Practice) -> Told:
    return [
        (one.practice.position, one.status.value, [by.position for by in one.coaching]) for one in practice.situations
    ]


@SETTINGS
@given(steps=STEPS, back=st.integers(0, 20), on=DAYS, since=DAYS | st.just(FIRST_DAY), first_day=st.none() | DAYS)
@example(steps=[TWICE, TWICE, ON_THE_SECOND], back=0, on=FIRST_DAY, since=FIRST_DAY, first_day=None)
def test_asked_equals_replayed_at_any_position_and_day(
    streams: Streams,
    ledger: Ledger,
    follow: Callable[..., int],
    ask: Callable[..., Any],
    steps: list[Step],
    back: int,
    on: date,
    since: date,
    first_day: date | None,
) -> None:
    writing = Writing(streams)
    for step in steps:
        writing.take(step)
    now = follow()
    for position in {now, max(now - back, now - len(steps))}:
        found = ask(
            lambda reading: practice_coached(reading, writing.people, since=since, first_day=first_day),
            AsOf(position, None, on),
        )
        for person in writing.people:
            practice = found[person]
            assert as_told(practice) == replayed(ledger, person, position, on, since, first_day)
            assert (practice.since, practice.until) == (since, on)
            counted = practice.coached + practice.uncoached + practice.not_yet_due + practice.not_known
            assert counted == len(practice.situations)


def test_a_day_beyond_what_is_known_counts_against_nobody(
    streams: Streams, follow: Callable[..., int], ask: Callable[..., Any], ledger: Ledger
) -> None:
    """Whoever asks of a day to come, or of knowledge from before there was time, is told that there was none yet."""
    person, today = PersonId(a_person()), ledger.today()
    streams.put(person, PracticeRecorded("Chaired", effective_on=today))
    then = follow()
    for as_of in (AsOf(None, None, today + timedelta(300)), AsOf(then, None, today + timedelta(300))):
        practice = ask(lambda reading: practice_coached(reading, [person]), as_of)[person]
        assert (practice.not_yet_due, practice.uncoached) == (1, 0)
        assert today <= practice.until <= today + timedelta(1)  # that day in the zone of whoever asks
        assert timedelta(365) <= practice.until - practice.since <= timedelta(366)


def test_a_practice_keeps_its_coaching_when_either_is_corrected(
    streams: Streams, follow: Callable[..., int], ask: Callable[..., Any]
) -> None:
    """Also where the citation names what was cited as it was worded before the last correction of it."""
    person = PersonId(a_person())
    chaired = PracticeRecorded("Chaired", effective_on=FIRST_DAY)
    first = streams.put(person, chaired)
    second = streams.put(person, replace(chaired, situation="Led"), supersedes=first)
    late = CoachingHeld(None, "Asking", builds_on=(Reference(person, second),), effective_on=FIRST_DAY + timedelta(80))
    held = streams.put(person, late)
    streams.put(person, replace(chaired, situation="Led, and was heard"), supersedes=first)
    streams.put(person, replace(late, topic="Asking first"), supersedes=held)
    follow()

    def counted() -> tuple[int, int]:
        practice = ask(
            lambda reading: practice_coached(reading, [person], since=FIRST_DAY), AsOf(effective_on=date(2024, 6, 1))
        )[person]
        return practice.coached, practice.uncoached

    assert counted() == (1, 0)
    streams.put(person, EntryRetracted(effective_on=FIRST_DAY), supersedes=held)
    follow()
    assert counted() == (0, 1)
    streams.put(person, EntryRetracted(effective_on=FIRST_DAY), supersedes=first)
    follow()
    assert counted() == (0, 0)
