"""A person's timeline: newest first, whole or by stage, as of any moment, and stable while others write."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from domain.catalogue import EVENTS
from domain.development.assessments import AssessmentRecorded
from domain.development.assignments import AssignmentGiven
from domain.development.feedback import FeedbackGiven
from domain.development.practice import LessonNoted, PracticeRecorded
from domain.kernel.facts import ERASED, EntryRetracted, Stage
from domain.mentoring.agreements import MentoringSessionHeld
from ledger import AsOf, new_id
from projections.development_history import Milestone, Part, Timeline, development_histories, development_history
from projections.development_history import milestones_counted as counted
from projections.development_history.timeline_tables import FOLDS
from projections.engine.reading import Reading
from tests.projections.lives import FIRST_DAY, ONE_OF_EACH
from tests.projections.streams_written import Streams, a_person

Ask = Callable[..., Any]


def on(kind: type[Any], day: int, **said: Any) -> Any:
    """The example of a kind, so many days on."""
    return replace(ONE_OF_EACH[kind], effective_on=FIRST_DAY + timedelta(day), **said)


def kinds(timeline: Timeline) -> list[str]:
    return [milestone.kind for milestone in timeline.milestones]


def test_newest_first_each_with_its_stage_and_opened(streams: Streams, follow: Ask, ask: Ask) -> None:
    person, giver = a_person(), a_person()
    streams.write(person, on(AssessmentRecorded, 1), on(PracticeRecorded, 9), on(AssignmentGiven, 5))
    streams.write(person, on(FeedbackGiven, 12, giver=giver, strengths="Listens"))
    follow()
    timeline = ask(lambda reading: development_history(reading, person))
    assert [(m.kind, m.stage) for m in timeline.milestones] == [
        ("FeedbackGiven", Stage.FEEDBACK),
        ("PracticeRecorded", Stage.PRACTICE),
        ("AssignmentGiven", Stage.EXPOSURE),
        ("AssessmentRecorded", Stage.ASSESSMENT),
    ]
    assert timeline.milestones[0].entry.event.strengths == "Listens"
    assert not timeline.more
    given = ask(lambda reading: development_history(reading, giver))
    assert [(m.kind, m.part) for m in given.milestones] == [("FeedbackGiven", Part.GIVER)]


def test_a_session_is_told_of_mentor_and_mentee(streams: Streams, follow: Ask, ask: Ask) -> None:
    mentor, mentee = a_person(), a_person()
    streams.write(new_id("mentorship"), on(MentoringSessionHeld, 1, mentor=mentor, mentee=mentee))
    follow()
    both = ask(lambda reading: development_histories(reading, (mentor, mentee)))
    assert {person: both[person].milestones[0].part for person in both} == {mentor: Part.MENTOR, mentee: Part.MENTEE}


def test_whoever_assesses_themselves_is_told_so_once(streams: Streams, follow: Ask, ask: Ask) -> None:
    person = a_person()
    streams.put(person, on(AssessmentRecorded, 1, assessor=person))
    follow()
    assert [m.part for m in ask(lambda reading: development_history(reading, person)).milestones] == [Part.OWN]


def test_narrowed_by_stage_and_kind(streams: Streams, follow: Ask, ask: Ask) -> None:
    person = a_person()
    streams.write(person, on(AssessmentRecorded, 1), on(PracticeRecorded, 2), on(LessonNoted, 3))
    follow()
    practice = ask(lambda reading: development_history(reading, person, stages=[Stage.PRACTICE]))
    assert kinds(practice) == ["LessonNoted", "PracticeRecorded"]
    lessons = ask(lambda reading: development_history(reading, person, stages=[Stage.PRACTICE], kinds=["LessonNoted"]))
    assert kinds(lessons) == ["LessonNoted"]
    assert ask(lambda reading: counted(reading, [person], stages=[Stage.PRACTICE])) == {person: 2}


def test_a_correction_stands_in_the_place_of_its_origin_and_a_retraction_leaves_none(
    streams: Streams, follow: Ask, ask: Ask
) -> None:
    person = a_person()
    first = streams.put(person, on(PracticeRecorded, 3, hours=1.0))
    origin = streams.last
    streams.put(person, on(AssessmentRecorded, 4))
    streams.put(person, on(PracticeRecorded, 3, hours=2.0), supersedes=first)
    corrected = streams.last
    streams.put(person, on(PracticeRecorded, 3, hours=3.0), supersedes=first)
    again = streams.last
    streams.put(person, EntryRetracted(effective_on=FIRST_DAY), supersedes=first)
    follow()

    def practice_as_of(position: int) -> list[tuple[int, int, float, bool]]:
        timeline = ask(lambda reading: development_history(reading, person), AsOf(position, None, date.max))
        return [
            (m.position, m.origin, m.entry.event.hours, m.corrected)
            for m in timeline.milestones
            if m.kind == "PracticeRecorded"
        ]

    assert practice_as_of(origin) == [(origin, origin, 1.0, False)]
    assert practice_as_of(corrected) == [(corrected, origin, 2.0, True)]
    assert practice_as_of(again) == [(again, origin, 3.0, True)]
    assert practice_as_of(streams.last) == []


def test_as_of_a_position_an_instant_and_a_day(streams: Streams, follow: Ask, ask: Ask) -> None:
    person = a_person()
    streams.put(person, on(AssessmentRecorded, 10))
    then = streams.last
    follow()
    instant = datetime.now(UTC)
    streams.put(person, on(PracticeRecorded, 2))
    follow()

    def told(as_of: AsOf) -> list[str]:
        return kinds(ask(lambda reading: development_history(reading, person), as_of))

    assert told(AsOf()) == ["AssessmentRecorded", "PracticeRecorded"]
    assert told(AsOf(position=then)) == ["AssessmentRecorded"]
    assert told(AsOf(recorded_at=instant)) == ["AssessmentRecorded"]
    assert told(AsOf(effective_on=FIRST_DAY + timedelta(5))) == ["PracticeRecorded"]
    assert told(AsOf(position=then, effective_on=FIRST_DAY + timedelta(5))) == []


def test_pages_by_cursor_are_stable_while_entries_arrive(streams: Streams, follow: Ask, ask: Ask) -> None:
    person = a_person()
    for day in (5, 3, 3, 9, 1, 3, 7):
        streams.put(person, on(PracticeRecorded, day, hours=float(day)))
    follow()
    now = AsOf(position=streams.last)
    whole = ask(lambda reading: development_history(reading, person), now)
    seen: list[Milestone] = []
    after = None
    while True:
        stream = ask(lambda reading: development_history(reading, person, first=2, after=after), now)  # noqa: B023
        seen += stream.milestones
        streams.put(person, on(PracticeRecorded, 4))  # arrives in the middle of what is being read
        follow()
        if not stream.more:
            break
        after = stream.milestones[-1].cursor
    assert [m.cursor for m in seen] == [m.cursor for m in whole.milestones]
    assert [m.effective_on for m in seen] == sorted((m.effective_on for m in seen), reverse=True)


def test_a_cursor_of_something_else_is_refused(ask: Ask) -> None:
    with pytest.raises(ValueError, match="“nonsense” is no cursor"):
        ask(lambda reading: development_history(reading, a_person(), after="nonsense"))


def test_what_has_been_erased_reads_as_erased(streams: Streams, follow: Ask, ask: Ask) -> None:
    person = a_person()
    streams.put(person, on(FeedbackGiven, 1))
    follow()
    streams.ledger.keys.destroy(person)
    [milestone] = ask(lambda reading: development_history(reading, person)).milestones
    assert milestone.entry.event.strengths is ERASED


def test_nobody_has_an_empty_timeline(ask: Ask) -> None:
    assert ask(lambda reading: development_history(reading, a_person())).milestones == ()


async def statements(reading: Reading, people: list[str]) -> list[str]:
    """The statements that several timelines take."""
    asked: list[str] = []
    asking = reading.asking
    openly, told = asking.openly, asking.told

    async def counting(query: str, *arguments: Any, **how: Any) -> Any:
        asked.append(query)
        return await openly(query, *arguments, **how)

    async def counting_told(sight: str, query: str, *arguments: Any, **how: Any) -> Any:
        asked.append(query)
        return await told(sight, query, *arguments, **how)

    asking.openly, asking.told = counting, counting_told  # type: ignore[assignment, method-assign]
    await development_histories(reading, people)
    return asked


def test_many_timelines_take_as_many_statements_as_one(streams: Streams, follow: Ask, ask: Ask) -> None:
    people = [a_person() for _ in range(20)]
    for person in people:
        streams.put(person, on(PracticeRecorded, 1))
    follow()
    assert len(ask(lambda reading: statements(reading, people))) == 2


def test_every_step_of_the_learning_loop_has_its_place_on_a_timeline() -> None:
    missing = [kind for kind, event in EVENTS.items() if event.stage and event not in FOLDS]
    assert missing == [], "write into TIMELINES, in projections/development_history/timeline_tables.py, whose each is"
