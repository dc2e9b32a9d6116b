"""Competency profiles say the same as a plain replay, at any position and day, whatever was taken back or erased."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.cycles.closing import FeedbackCycleClosed
from domain.cycles.cycle import CycleId
from domain.cycles.planning import FeedbackCyclePlanned
from domain.cycles.rater_groups import RaterGroup
from domain.cycles.releasing import RatingsReleased
from domain.development.assessments import AssessmentRecorded
from domain.development.development import AssessmentId, Instrument, LeadershipContext, Purpose, Rating, Source
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.kernel.dates import a_year_before
from domain.kernel.facts import Event, Reference
from domain.kernel.ids import PersonId
from domain.people.joining import PersonJoined
from ledger import AsOf, Entry, Ledger, new_id
from projections.competency_profile import group_rated, ratings_of
from tests.projections.lives import FIRST_DAY
from tests.projections.oracle import standing
from tests.projections.streams_written import Streams, a_person, write_story
from tests.units import TOOLING

DAYS = st.integers(0, 500).map(lambda days: FIRST_DAY + timedelta(days))
SETTINGS = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NAMES = ("direction", "courage", "work_values")


@dataclass(frozen=True)
class Assessed:
    """Somebody is assessed; or what was written of it is taken back, or told otherwise."""

    kind: type[Event[Any]]
    day: date
    values: tuple[int | None, ...]
    assessor: int | None
    source: Source
    context: LeadershipContext | None
    cites: tuple[int, ...]
    supersedes: int | None
    retracts: bool


STORY = st.lists(
    st.builds(
        Assessed,
        kind=st.just(AssessmentRecorded),
        day=DAYS,
        values=st.tuples(*(st.none() | st.integers(1, 5) for _ in NAMES)),
        assessor=st.none() | st.integers(0, 3),
        source=st.sampled_from((Source.PEER, Source.PEER, Source.SELF)),
        context=st.none() | st.sampled_from(LeadershipContext),
        cites=st.just(()),
        supersedes=st.none() | st.none() | st.integers(0, 20),
        retracts=st.booleans(),
    ),
    min_size=3,
    max_size=12,
)
CYCLE = st.tuples(DAYS, st.lists(st.integers(1, 5), min_size=1, max_size=4), st.sampled_from(RaterGroup))


def said(people: list[PersonId], kind: type[Event[Any]], one: Assessed, cites: tuple[Reference, ...]) -> Event[Any]:
    ratings = tuple(Rating(of, value, ("Seen",)) for of, value in zip(NAMES, one.values, strict=True))
    assessor = None if one.assessor is None else people[one.assessor]
    return AssessmentRecorded(
        AssessmentId("assessment-1"), Instrument.THREE_SIXTY, Purpose.DEVELOPMENT, DEFAULT_FRAMEWORK, 1, one.source,
        assessor, ratings, "others", context=one.context, effective_on=one.day,
    )  # fmt: skip


def write(streams: Streams, unit: str, story: list[Assessed], cycle: Any) -> list[PersonId]:
    people = [PersonId(a_person()) for _ in range(4)]
    for person in people:
        streams.put(person, PersonJoined("Somebody", unit, effective_on=FIRST_DAY))
    for person in people[:2]:
        write_story(streams, person, story, partial(said, people))
    day, values, group = cycle
    asked, by = CycleId(new_id("cycle")), people[1]
    planned = (people[0], Purpose.DEVELOPMENT, DEFAULT_FRAMEWORK, 1, ("direction",))
    streams.put(asked, FeedbackCyclePlanned(*planned, closes_on=day, planned_by=by, effective_on=day))
    ratings = (RatingsReleased("direction", group, tuple(values)),)
    streams.put(asked, FeedbackCycleClosed(people[0], Purpose.DEVELOPMENT, (), ratings, (), effective_on=day))
    return people


def in_order(stand: list[Entry[Any]], person: str, on: date) -> list[Entry[Any]]:
    mine = [one for one in stand if one.stream == person and one.kind == "AssessmentRecorded"]
    return sorted(
        (one for one in mine if one.event.effective_on <= on), key=lambda one: (one.event.effective_on, one.origin)
    )


def by_several(stand: list[Entry[Any]], people: list[PersonId], since: date, on: date) -> dict[Any, list[int]]:
    """What several others rated, the slow and plain way."""
    cells: dict[Any, dict[Any, int]] = defaultdict(dict)
    for person in people:
        for entry in in_order(stand, person, on):
            event = entry.event
            for each in event.ratings:
                counts = event.assessor and event.source is not Source.SELF and event.effective_on > since
                if counts and each.value is not None:
                    cells[person, each.of, "others"][event.assessor] = each.value
    for entry in stand:
        if entry.kind == "FeedbackCycleClosed" and since < entry.event.effective_on <= on:
            for told in entry.event.ratings if entry.event.person in people else ():
                if told.group is not RaterGroup.SELF:
                    cells[entry.event.person, told.of, ""].update(enumerate(told.values))
    return {key: sorted(cell.values()) for key, cell in cells.items() if len(cell) > 1}


@SETTINGS
@given(story=STORY, cycle=CYCLE, back=st.integers(0, 25), on=DAYS)
def test_asked_equals_replayed_at_any_position_and_day(
    streams: Streams, ledger: Ledger, follow: Callable[..., int], ask: Callable[..., Any], story: list[Assessed],
    cycle: Any, back: int, on: date,
) -> None:  # fmt: skip
    unit = f"{TOOLING[:-12]}{a_person()[-12:]}"
    people = write(streams, unit, story, cycle)
    now = follow()
    for position in {now, now - min(back, 2 * len(story) + 1)}:
        as_of, stand = AsOf(position, None, on), standing(ledger, position)
        found = ask(lambda reading: ratings_of(reading, people), as_of)
        for person in people:
            assert [
                (told.rated_on, told.of, told.value, told.assessor, told.context, told.position)
                for told in found[person]
            ] == [
                (one.event.effective_on, each.of, each.value, one.event.assessor, one.event.context, one.position)
                for one in in_order(stand, person, on)
                for each in one.event.ratings
            ]
        group = ask(lambda reading: group_rated(reading, [unit]), as_of)
        told = {(one.person, one.of, one.level): sorted(one.values) for one in group.by_several}
        assert told == by_several(stand, people, a_year_before(group.until), on)
        assert group.people == len(people)
