"""Theory beside practice says the same as a plain replay, at any position and day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.development.learning import EMBEDDED, LearningCompleted, LearningMode
from domain.development.practice import CoachingHeld, PracticeRecorded
from domain.kernel.facts import EntryRetracted, Event
from domain.kernel.ids import PersonId
from domain.mentoring.agreements import MentoringSessionHeld, MentorshipAgreed, MentorshipEnded, WhyEnded
from domain.mentoring.mentorship_kinds import MentorshipKind
from domain.mentoring.theory_and_practice import HoursSpent
from ledger import AsOf, Entry, Ledger, new_id
from projections.mentoring_network import theory_and_practice_of
from tests.projections.lives import FIRST_DAY
from tests.projections.oracle import standing
from tests.projections.streams_written import Streams, a_person

DAYS = st.integers(0, 200).map(lambda days: FIRST_DAY + timedelta(days))
SETTINGS = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
KINDS = (LearningCompleted, LearningCompleted, PracticeRecorded, CoachingHeld, MentoringSessionHeld, MentorshipEnded)


@dataclass(frozen=True)
class Step:
    """Something is written of an apprentice; where it supersedes, its kind is that of what it supersedes."""

    kind: type[Event[Any]]
    day: date
    mode: LearningMode
    hours: float | None
    supersedes: int | None
    retracts: bool


STEPS = st.lists(
    st.builds(
        Step,
        kind=st.sampled_from(KINDS),
        day=DAYS,
        mode=st.sampled_from(LearningMode),
        hours=st.none() | st.integers(1, 40).map(lambda halves: halves / 2),
        supersedes=st.none() | st.none() | st.integers(0, 20),
        retracts=st.booleans(),
    ),
    min_size=4,
    max_size=20,
)


def event_of(kind: type[Event[Any]], step: Step, mentor: PersonId, mentee: PersonId) -> Event[Any]:
    on: dict[str, Any] = {"effective_on": step.day}
    made: dict[type[Event[Any]], Callable[[], Event[Any]]] = {
        LearningCompleted: lambda: LearningCompleted(step.mode, "Shifts", step.hours, **on),
        PracticeRecorded: lambda: PracticeRecorded("Handed over", step.hours, **on),
        CoachingHeld: lambda: CoachingHeld(mentor, "Shifts", step.hours, **on),
        MentoringSessionHeld: lambda: MentoringSessionHeld(mentor, mentee, step.hours or 1, None, None, **on),
        MentorshipEnded: lambda: MentorshipEnded(mentor, mentee, WhyEnded.TIME_UP, **on),
    }
    return made[kind]()


@SETTINGS
@given(steps=STEPS, ends_on=st.none() | DAYS, back=st.integers(0, 20), on=DAYS)
def test_asked_equals_replayed_at_any_position_and_day(
    streams: Streams,
    ledger: Ledger,
    follow: Callable[..., int],
    ask: Callable[..., Any],
    steps: list[Step],
    ends_on: date | None,
    back: int,
    on: date,
) -> None:
    mentor, mentee = PersonId(a_person()), PersonId(a_person())
    pairs = {kind: new_id("mentorship") for kind in (MentorshipKind.APPRENTICESHIP, MentorshipKind.MENTORING)}
    begins = FIRST_DAY + timedelta(30)
    for of_kind, pair in pairs.items():
        said = (mentor, mentee, "Goals", 12.0, 30, ends_on, of_kind, ("Hand over",))
        streams.put(pair, MentorshipAgreed(*said, effective_on=begins))
    pair = pairs[MentorshipKind.APPRENTICESHIP]
    written: list[tuple[str, int, type[Event[Any]]]] = []
    for step in steps:
        kind, supersedes = step.kind, None
        stream: str = pair if kind in (MentoringSessionHeld, MentorshipEnded) else mentee
        if step.supersedes is not None and written:
            stream, supersedes, kind = written[step.supersedes % len(written)]
        retracts = supersedes and step.retracts
        event = EntryRetracted(effective_on=step.day) if retracts else event_of(kind, step, mentor, mentee)
        version = streams.put(stream, event, supersedes=supersedes)
        if supersedes is None:
            written.append((stream, version, kind))
    now = follow()
    for position in {now, max(now - back, now - len(steps))}:
        stand = [one for one in standing(ledger, position) if one.event.effective_on <= on]
        found = ask(lambda reading: theory_and_practice_of(reading, [*pairs.values()]), AsOf(position, None, on))
        if on < begins:
            assert found == {}
            continue
        told = found.pop(pair)
        assert found == {}, "the other is no apprenticeship"
        ended = [one for one in stand if one.stream == pair and one.kind == "MentorshipEnded"]
        latest = max(ended, key=lambda one: (one.event.effective_on, one.origin), default=None)
        until = min(filter(None, (on, ends_on, latest and latest.event.effective_on)))
        assert (told.mentee, told.since, told.until) == (mentee, begins, until)
        steps_in = [one for one in stand if one.stream == mentee and begins <= one.event.effective_on <= until]
        held = [one for one in stand if one.stream == pair and one.kind == "MentoringSessionHeld"]
        assert told.theory == spent(one for one in steps_in if is_apart(one))
        assert told.practice == spent(one for one in (*steps_in, *held) if not is_apart(one))


def is_apart(one: Entry[Any]) -> bool:
    return one.kind == "LearningCompleted" and one.event.mode not in EMBEDDED


def spent(those: Any) -> HoursSpent:
    hours = [one.event.hours for one in those]
    return HoursSpent(len(hours), hours.count(None), sum(each or 0 for each in hours))
