"""Learning loops read from the read model say the same as a plain replay, at any position and day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from domain.catalogue import EVENTS
from domain.development.assessments import AssessmentRecorded
from domain.development.assignments import AssignmentGiven
from domain.development.development import AssessmentId, AssignmentId, AssignmentKind, Instrument, Purpose, Source
from domain.development.feedback import FeedbackGiven
from domain.development.loops import LearningLoop
from domain.development.practice import LessonNoted, PracticeRecorded
from domain.kernel.facts import Event, Reference
from domain.kernel.ids import FrameworkId, PersonId
from domain.people.joining import PersonJoined
from domain.people.leave import LeaveEnded, LeaveRecorded
from ledger import AsOf, Entry, Ledger
from projections.learning_loop import NO_STEPS, STEPS, learning_loops
from tests.projections.lives import FIRST_DAY
from tests.projections.oracle import standing
from tests.projections.streams_written import Streams, a_person, write_story

DAYS = st.integers(0, 300).map(lambda days: FIRST_DAY + timedelta(days))
SETTINGS = settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
STAGES = {"AssessmentRecorded": "A", "AssignmentGiven": "E", "PracticeRecorded": "P", "FeedbackGiven": "F"}
WRITTEN = (
    AssessmentRecorded,
    AssessmentRecorded,
    AssignmentGiven,
    PracticeRecorded,
    FeedbackGiven,
    LessonNoted,
    LeaveRecorded,
    LeaveEnded,
)


@dataclass(frozen=True)
class Written:
    """Something is written of somebody; where it supersedes, its kind is that of what it supersedes."""

    kind: type[Event[Any]]
    day: date
    cites: tuple[int, ...]
    cycle: str | None
    supersedes: int | None
    retracts: bool


STORY = st.lists(
    st.builds(
        Written,
        kind=st.sampled_from(WRITTEN),
        day=DAYS,
        cites=st.lists(st.integers(0, 12), max_size=2).map(tuple),
        cycle=st.sampled_from((None, None, "2024")),
        supersedes=st.none() | st.none() | st.integers(0, 20),
        retracts=st.booleans(),
    ),
    min_size=6,
    max_size=25,
)


def said(kind: type[Event[Any]], one: Written, builds_on: tuple[Reference, ...]) -> Event[Any]:
    if kind is AssessmentRecorded:
        how = (AssessmentId("assessment-1"), Instrument.THREE_SIXTY, Purpose.DEVELOPMENT, FrameworkId("framework-1"))
        return AssessmentRecorded(
            *how, 1, Source.PEER, None, (), cycle=one.cycle, builds_on=builds_on, effective_on=one.day
        )
    if kind is AssignmentGiven:
        return AssignmentGiven(
            AssignmentId("assignment-1"), "Night shift", AssignmentKind.ACTING_UP, False, None, (), None, one.day,
            builds_on=builds_on, effective_on=one.day,
        )  # fmt: skip
    if kind is FeedbackGiven:
        return FeedbackGiven(
            None, Source.EXTERNAL, Purpose.DEVELOPMENT, "Listens", "", builds_on=builds_on, effective_on=one.day
        )
    if kind in (PracticeRecorded, LessonNoted):
        return kind("Chaired", builds_on=builds_on, effective_on=one.day)
    return kind(effective_on=one.day)


def write(streams: Streams, story: list[Written]) -> PersonId:
    """A life with that story; whoever it is about."""
    person = PersonId(a_person())
    streams.put(person, PersonJoined("Ada", "Tooling", effective_on=FIRST_DAY))
    write_story(streams, person, story, said)
    return person


def replayed(ledger: Ledger, person: str, position: int, on: date) -> tuple[Any, ...]:
    """The same, the slow and plain way: loops, since when the present one runs, and days since the last step."""
    chain = {(one.stream, one.version): one.origin for one in ledger.entries(until=position)}
    stand = [one for one in standing(ledger, position) if one.stream == person and one.event.effective_on <= on]
    stand.sort(key=lambda one: (one.event.effective_on, one.origin))
    passed = partial(days_here, away_in(stand))
    told = steps_in(stand, chain)
    closed: list[tuple[date, date, int, bool]] = []
    begun: date | None = None
    met: set[str] = set()
    heard: set[int] = set()
    for day, _, stage, origin, cites in told:
        if stage != "A":
            met.add(stage)
            heard |= {origin} if stage == "F" else set()
        elif begun is None or met >= {"E", "P", "F"}:
            if begun is not None:
                closed.append((begun, day, passed(begun, day), bool(heard & cites)))
            begun, met, heard = day, set(), set()
    last = max((one[0] for one in told), default=FIRST_DAY)
    return closed, begun, passed(max(last, FIRST_DAY), on)


def away_in(stand: list[Entry[Any]]) -> list[tuple[date, date]]:
    """First and last days of leave, by what stands."""
    away: list[tuple[date, date]] = []
    for one in stand:
        day = one.event.effective_on
        if one.kind == "LeaveRecorded":
            away.append((day, date.max))
        elif one.kind == "LeaveEnded":
            away = [(first, day) if first <= day <= last else (first, last) for first, last in away]
    return away


def days_here(away: list[tuple[date, date]], since: date, until: date) -> int:
    """Days after the first up to the last, less those of leave, one by one; a day of two leaves counts twice."""
    each = [since + timedelta(n) for n in range(1, (until - since).days + 1)]
    return (until - since).days - sum(first <= day <= last for first, last in away for day in each)


def steps_in(stand: list[Entry[Any]], chain: dict[tuple[str, int], int]) -> list[tuple[date, bool, str, int, set[int]]]:
    """Day, whether it is an assessment, its stage, its origin, and the origins that it cites; a cycle's as one."""
    told: list[tuple[date, bool, str, int, set[int]]] = []
    cycles: dict[str, tuple[date, set[int]]] = {}
    for one in stand:
        if one.kind not in STAGES:
            continue
        cites = {chain[at.stream, at.version] for at in one.event.builds_on}
        cycle = getattr(one.event, "cycle", None)
        if cycle is None:
            told.append((one.event.effective_on, STAGES[one.kind] == "A", STAGES[one.kind], one.origin, cites))
        else:
            first, before = cycles.get(cycle, (one.event.effective_on, set()))
            cycles[cycle] = (first, before | cites)
    told += [(day, True, "A", 0, cites) for day, cites in cycles.values()]
    return sorted(told, key=lambda one: one[:2])


def shown(loop: LearningLoop) -> tuple[Any, ...]:
    closed = [(one.begun_on, one.closed_on, one.days, one.feedback_taken_up) for one in loop.closed]
    return closed, loop.begun_on, loop.days_since


def taken(kind: type[Event[Any]], days: int, *cites: int, supersedes: int | None = None) -> Written:
    """A step after so many days, which cites what was written before by its number."""
    return Written(kind, FIRST_DAY + timedelta(days), cites, None, supersedes, retracts=False)


ROUND = [
    taken(AssessmentRecorded, 0),
    taken(AssignmentGiven, 1),
    taken(PracticeRecorded, 2),
    taken(FeedbackGiven, 3),
    taken(FeedbackGiven, 3, supersedes=3),
    taken(AssessmentRecorded, 10, 4),
]
"""Once round; the assessment that closes it cites feedback by what corrected it."""


@SETTINGS
@example(story=ROUND, at=30, on=FIRST_DAY + timedelta(100))
@given(story=STORY, at=st.integers(0, 30), on=st.integers(0, 320).map(lambda days: FIRST_DAY + timedelta(days)))
def test_loops_are_those_of_a_plain_replay(
    streams: Streams, ledger: Ledger, follow: Callable[..., int], ask: Callable[..., Any], story: list[Written],
    at: int, on: date,
) -> None:  # fmt: skip
    before = streams_length(ledger)
    person = write(streams, story)
    last = follow()
    position = min(last, before + 1 + at)

    async def question(reading: Any) -> Any:
        return await learning_loops(reading, [person])

    [told] = ask(question, AsOf(position=position, effective_on=on)).values()
    assert shown(told) == replayed(ledger, person, position, on)
    now = AsOf(effective_on=on)
    [told] = ask(question, now).values()
    assert shown(told) == replayed(ledger, person, last, on)


def streams_length(ledger: Ledger) -> int:
    return max((one.position for one in ledger.entries()), default=0)


def test_every_kind_with_a_stage_is_a_step_or_is_none_for_a_reason() -> None:
    staged = {kind for kind in EVENTS.values() if kind.stage is not None}
    assert staged - set(STEPS.folds) == set(NO_STEPS) - set(STEPS.folds)
    assert not set(STEPS.folds) & set(NO_STEPS)
    assert all(NO_STEPS.values())
