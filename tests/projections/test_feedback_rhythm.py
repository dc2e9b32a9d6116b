"""Feedback and exposure say the same as a plain replay, at any position and day, whatever was taken back or late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.development.assignments import AssignmentCompleted, AssignmentGiven
from domain.development.development import AssignmentId, AssignmentKind, Purpose, Source
from domain.development.feedback import FeedbackGiven, FeedbackRequested
from domain.kernel.facts import EntryRetracted, Event
from domain.kernel.ids import PersonId
from domain.people.joining import PersonJoined
from domain.people.moving import PersonMoved
from ledger import AsOf, Entry, Ledger
from projections.development_history import exposure_had
from projections.feedback_rhythm import feedback_figures, feedback_rhythm
from tests.projections.lives import FIRST_DAY
from tests.projections.oracle import standing
from tests.projections.streams_written import Streams, a_person
from tests.units import TOOLING

DAYS = st.integers(0, 500).map(lambda days: FIRST_DAY + timedelta(days))
SETTINGS = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
KINDS = ("given", "given", "requested", "requested", "moved", "assigned", "completed")
PEOPLE = 5


@dataclass(frozen=True)
class Step:
    """Something happens between two people; or what was written is taken back, or told otherwise."""

    kind: str
    whom: int
    other: int
    day: date
    says: bool
    supersedes: int | None
    retracts: bool


STEPS = st.lists(
    st.builds(
        Step,
        kind=st.sampled_from(KINDS),
        whom=st.integers(0, PEOPLE - 1),
        other=st.integers(1, PEOPLE - 1),
        day=DAYS,
        says=st.booleans(),
        supersedes=st.none() | st.none() | st.integers(0, 20),
        retracts=st.booleans(),
    ),
    min_size=10,
    max_size=25,
)


def event_of(step: Step, kind: str, other: PersonId, unit: str) -> Event[Any]:
    assignment, about = AssignmentId(f"assignment-{step.other}"), ("direction",) if step.says else ()
    better = "Wait" if step.says else ""
    made: dict[str, Event[Any]] = {
        "given": FeedbackGiven(
            other, Source.PEER, Purpose.DEVELOPMENT, "Asks", better, about, effective_on=step.day
        ),
        "requested": FeedbackRequested(other, "How?", Purpose.DEVELOPMENT, effective_on=step.day),
        "moved": PersonMoved(unit, function=f"F{step.other}", manager=other, effective_on=step.day),
        "assigned": AssignmentGiven(
            assignment, "Nights", AssignmentKind.STRETCH_WORK, step.says, "Sales", (), None, step.day,
            effective_on=step.day,
        ),
        "completed": AssignmentCompleted(assignment, "Done", effective_on=step.day),
    }  # fmt: skip
    return made[kind]


def write(streams: Streams, unit: str, steps: list[Step]) -> list[PersonId]:
    people = [PersonId(a_person()) for _ in range(PEOPLE)]
    for number, person in enumerate(people):
        streams.put(person, PersonJoined("Somebody", unit, manager=people[number // 2], effective_on=FIRST_DAY))
    written: list[tuple[int, int, str]] = []
    for step in steps:
        whom, supersedes, kind = step.whom, None, step.kind
        if step.supersedes is not None and written:
            whom, supersedes, kind = written[step.supersedes % len(written)]
        other = people[(whom + step.other) % PEOPLE]
        event = event_of(step, kind, other, unit)
        if supersedes and step.retracts:
            event = EntryRetracted(effective_on=step.day)
        version = streams.put(people[whom], event, supersedes=supersedes)
        if supersedes is None:
            written.append((whom, version, kind))
    return people


def manager_on(stand: list[Entry[Any]], person: str, day: date) -> str | None:
    placed = [
        one
        for one in stand
        if one.stream == person and one.kind in ("PersonJoined", "PersonMoved") and one.event.effective_on <= day
    ]
    return max(placed, key=lambda one: (one.event.effective_on, one.origin)).event.manager if placed else None


def asked_as(stand: list[Entry[Any]], person: str, asked: str, day: date) -> str:
    own, theirs = manager_on(stand, person, day), manager_on(stand, asked, day)
    if own == asked:
        return "manager"
    if theirs == person:
        return "report"
    return "peer" if own is not None and own == theirs else "elsewhere"


@SETTINGS
@given(steps=STEPS, back=st.integers(0, 25), on=DAYS)
def test_asked_equals_replayed_at_any_position_and_day(
    streams: Streams,
    ledger: Ledger,
    follow: Callable[..., int],
    ask: Callable[..., Any],
    steps: list[Step],
    back: int,
    on: date,
) -> None:
    unit = f"{TOOLING[:-12]}{a_person()[-12:]}"
    people = write(streams, unit, steps)
    now = follow()
    for position in {now, max(now - back, now - len(steps))}:
        as_of, stand = AsOf(position, None, on), standing(ledger, position)
        found = ask(lambda reading: feedback_rhythm(reading, people), as_of)
        exposed = ask(lambda reading: exposure_had(reading, people), as_of)
        total: Counter[str] = Counter()
        for person in people:
            mine = [one for one in stand if one.stream == person and one.event.effective_on <= on]
            year = [one for one in mine if (one.event.effective_on - found[person].since).days > 0]
            given_then = [one.event for one in year if one.kind == "FeedbackGiven"]
            asked = [
                asked_as(stand, person, one.event.asked, one.event.effective_on)
                for one in year
                if one.kind == "FeedbackRequested"
            ]
            told, both = found[person], sum(bool(one.improvements) for one in given_then)
            assert (told.entries, told.both_said, told.about_competencies) == (len(given_then), both, both)
            assert (told.requests, [*told.asked_as]) == (len(asked), sorted(set(asked)))
            total.update(entries=len(given_then), asked=len(asked), seeking=len(asked) > 1 and len(set(asked)) > 1)
            assert_exposed(exposed[person], mine, on)
        figures = ask(lambda reading: feedback_figures(reading, [unit]), as_of)
        assert (figures.people, figures.entries, figures.requests, figures.seeking) == (
            PEOPLE, total["entries"], total["asked"], total["seeking"]
        )  # fmt: skip


def assert_exposed(told: Any, mine: list[Entry[Any]], on: date) -> None:
    """That breadth and open assignments are those of one person's own entries."""
    over = {
        one.event.assignment: one.event.effective_on
        for one in sorted(mine, key=lambda one: (one.event.effective_on, one.origin))
        if one.kind == "AssignmentCompleted"
    }
    had = [one.event for one in mine if one.kind == "AssignmentGiven"]
    moved = {one.event.function for one in mine if one.kind == "PersonMoved"}
    assert set(told.functions) == moved | {one.function for one in had}
    assert told.assignments == len(had)
    assert sorted(one.entry.event.assignment for one in told.open) == sorted(
        one.assignment for one in had if one.assignment not in over
    )
    assert (told.months_since_stretch is None) == (not any(one.stretch for one in had))
    flagged = sum(one.exposed.why_flagged is not None for one in told.open)
    assert flagged == sum(one.stretch for one in had if one.assignment not in over)
    assert told.years_here == round(((on - FIRST_DAY).days + 1) / 365.25, 2)
