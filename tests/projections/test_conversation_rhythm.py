"""The rhythm of conversations says the same as a plain replay, at any position and day, whatever was taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from statistics import median
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.development.conversations import ConversationHeld, ConversationKind
from domain.kernel.facts import EntryRetracted, Event
from domain.kernel.ids import PersonId
from domain.people.joining import PersonJoined
from domain.people.moving import PersonMoved
from ledger import AsOf, Entry, Ledger
from projections.conversations import conversation_figures, conversations
from tests.projections.lives import FIRST_DAY
from tests.projections.oracle import standing
from tests.projections.streams_written import Streams, a_person
from tests.units import TOOLING

DAYS = st.integers(0, 500).map(lambda days: FIRST_DAY + timedelta(days))
SETTINGS = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
KINDS = (ConversationKind.ONE_TO_ONE, ConversationKind.ONE_TO_ONE, ConversationKind.STAY)
PEOPLE = 7


@dataclass(frozen=True)
class Step:
    """Two talk, or somebody gets another manager; or what was written is taken back, or told otherwise."""

    whom: int
    other: int
    day: date
    kind: ConversationKind
    moves: bool
    supersedes: int | None
    retracts: bool


STEPS = st.lists(
    st.builds(
        Step,
        whom=st.integers(0, PEOPLE - 1),
        other=st.integers(0, 1),
        day=DAYS,
        kind=st.sampled_from(KINDS),
        moves=st.sampled_from((False, False, False, True)),
        supersedes=st.none() | st.none() | st.integers(0, 20),
        retracts=st.booleans(),
    ),
    min_size=1,
    max_size=25,
)


def write(streams: Streams, unit: str, steps: list[Step]) -> list[PersonId]:
    """People of whom the first two lead, each the other, and half of the others each; and what they did."""
    people = [PersonId(a_person()) for _ in range(PEOPLE)]
    for number, person in enumerate(people):
        leader = people[1 - number % 2]
        streams.put(person, PersonJoined("Somebody", unit, manager=leader, effective_on=FIRST_DAY))
    written: list[tuple[PersonId, int, bool]] = []
    for step in steps:
        person, supersedes, moves = people[step.whom], None, step.moves
        if step.supersedes is not None and written:
            person, supersedes, moves = written[step.supersedes % len(written)]
        other = next(each for each in (people[step.other], people[1 - step.other]) if each != person)
        event: Event[Any] = ConversationHeld(step.kind, other, other, effective_on=step.day)
        if moves:
            event = PersonMoved(unit, manager=other, effective_on=step.day)
        if supersedes and step.retracts:
            event = EntryRetracted(effective_on=step.day)
        version = streams.put(person, event, supersedes=supersedes)
        if supersedes is None:
            written.append((person, version, moves))
    return people


def replayed(stand: list[Entry[Any]], person: str, on: date) -> dict[str, set[date]]:
    """The days of each kind on which somebody talked with whoever led them that day."""
    true = sorted(
        (one for one in stand if one.event.effective_on <= on), key=lambda e: (e.event.effective_on, e.origin)
    )
    placed = [one for one in true if one.stream == person and one.kind in ("PersonJoined", "PersonMoved")]
    pair = {person, placed[-1].event.manager}
    found: dict[str, set[date]] = {}
    for one in true:
        if one.kind == "ConversationHeld" and {one.stream, one.event.with_whom} == pair:
            found.setdefault(one.event.conversation_kind, set()).add(one.event.effective_on)
    return found


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
        found = ask(lambda reading: conversations(reading, people), as_of)
        lately, ago = 0, []
        for person in people:
            days = replayed(stand, person, on)
            for told in found[person].kinds:
                held = days.get(told.conversation_kind, set())
                assert told.last_on == max(held, default=None)
                assert told.in_a_year == sum((day.year + 1, day.month, day.day) > on.timetuple()[:3] for day in held)
            if last := max(days.get("one_to_one", ()), default=None):
                ago.append((on - last).days)
                lately += on - last <= timedelta(30)
        figures = ask(lambda reading: conversation_figures(reading, [unit]), as_of)
        counted = on - FIRST_DAY >= timedelta(30)
        assert (figures.people, figures.with_one_to_one) == ((PEOPLE, lately) if counted else (0, None))
        assert figures.median_days == (median(ago) if counted and len(ago) >= 5 else None)
