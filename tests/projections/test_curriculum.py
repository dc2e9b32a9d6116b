"""The curriculum says the same as a plain replay, at any position and day, whatever was taken back or came late."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.development.learning import LearningCompleted, LearningMode
from domain.kernel.dates import a_year_before
from domain.kernel.facts import EntryRetracted
from domain.kernel.ids import FrameworkId, PersonId
from domain.people.joining import PersonJoined
from domain.people.moving import PersonMoved
from ledger import AsOf, Entry, Ledger
from projections.curriculum import learning_counted, modules_completed
from tests.projections.lives import FIRST_DAY
from tests.projections.oracle import standing
from tests.projections.streams_written import Streams, a_person
from tests.units import TOOLING

DAYS = st.integers(0, 500).map(lambda days: FIRST_DAY + timedelta(days))
SETTINGS = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
PEOPLE = 3


@dataclass(frozen=True)
class Learned:
    """Somebody learns something, or moves; or what was written is taken back, or told otherwise."""

    whom: int
    day: date
    moves: bool
    module: str | None
    hours: float | None
    cost: str | None
    supersedes: int | None
    retracts: bool


STORY = st.lists(
    st.builds(
        Learned,
        whom=st.integers(0, PEOPLE - 1),
        day=DAYS,
        moves=st.booleans(),
        module=st.sampled_from((None, "figures-1", "talks")),
        hours=st.none() | st.integers(1, 40).map(lambda halves: halves / 2),
        cost=st.sampled_from((None, "450.00", "0.1", "12")),
        supersedes=st.none() | st.none() | st.integers(0, 20),
        retracts=st.booleans(),
    ),
    min_size=4,
    max_size=20,
)


def event_of(one: Learned, framework: FrameworkId, elsewhere: str, *, moves: bool) -> PersonMoved | LearningCompleted:
    if moves:
        return PersonMoved(elsewhere, level="others", effective_on=one.day)
    pinned = (one.module, framework, 1) if one.module else (None, None, None)
    money = (one.cost, "EUR") if one.cost else (None, None)
    return LearningCompleted(LearningMode.COURSE, "Budgets", one.hours, None, *pinned, *money, effective_on=one.day)


@SETTINGS
@given(story=STORY, back=st.integers(0, 20), on=DAYS)
def test_asked_equals_replayed_at_any_position_and_day(
    streams: Streams,
    ledger: Ledger,
    follow: Callable[..., int],
    ask: Callable[..., Any],
    story: list[Learned],
    back: int,
    on: date,
) -> None:
    here, elsewhere = (f"{TOOLING[:-12]}{a_person()[-12:]}" for _ in range(2))
    framework = FrameworkId(f"framework-{a_person()[-12:]}")
    people = [PersonId(a_person()) for _ in range(PEOPLE)]
    for person in people:
        streams.put(person, PersonJoined("Somebody", here, level="self", effective_on=FIRST_DAY))
    written: list[tuple[str, int, bool]] = []
    for one in story:
        stream: str = people[one.whom]
        supersedes, moves = None, one.moves
        if one.supersedes is not None and written:
            stream, supersedes, moves = written[one.supersedes % len(written)]
        told = event_of(one, framework, elsewhere, moves=moves)
        event = EntryRetracted(effective_on=one.day) if supersedes and one.retracts else told
        version = streams.put(stream, event, supersedes=supersedes)
        if supersedes is None:
            written.append((stream, version, moves))
    now = follow()
    for position in {now, max(now - back, now - len(story))}:
        as_of = AsOf(position, None, on)
        stand = [one for one in standing(ledger, position) if one.stream in people]
        learned = [one for one in stand if one.kind == "LearningCompleted" and one.event.effective_on <= on]
        for units in ([here], [elsewhere], [here, elsewhere]):
            found = ask(lambda reading, units=units: learning_counted(reading, units), as_of)
            told_of = [(each.person, each.unit, each.level, each.hours, each.cost, each.currency) for each in found]
            expected = [counted(one, stand) for one in learned if one.event.effective_on > a_year_before(on)]
            assert sorted(told_of, key=str) == sorted((one for one in expected if one[1] in units), key=str)
        completed = ask(modules_completed, as_of)
        mine = {module: those for (of, module), those in completed.items() if of == framework}
        assert mine == {
            module: {one.stream for one in learned if one.event.module == module}
            for module in {one.event.module for one in learned} - {None}
        }


def counted(one: Entry[Any], stand: list[Entry[Any]]) -> tuple[Any, ...]:
    """What somebody learned, with where they stood that day."""
    event = one.event
    places = [
        each
        for each in stand
        if each.stream == one.stream
        and each.kind in ("PersonJoined", "PersonMoved")
        and each.event.effective_on <= event.effective_on
    ]
    stood = max(places, key=lambda each: (each.event.effective_on, each.origin)).event
    cost = None if event.cost is None else Decimal(event.cost)
    return (one.stream, stood.unit, stood.level, event.hours, cost, event.currency)
