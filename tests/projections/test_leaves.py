"""Leaves say the same as a plain replay, at any position and day; and nothing of whoever was erased."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.kernel.facts import EntryRetracted, Event
from domain.people.erased import PersonalDataErased
from domain.people.joining import PersonJoined
from domain.people.leave import Leave, LeaveEnded, LeaveRecorded
from ledger import AsOf, Ledger
from projections.leaves import leaves_begun
from tests.projections.lives import FIRST_DAY, ONE_OF_EACH
from tests.projections.oracle import standing
from tests.projections.streams_written import Streams, a_person

DAYS: Final = st.integers(0, 60).map(lambda days: FIRST_DAY + timedelta(days))
SETTINGS: Final = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass(frozen=True)
class Step:
    """A leave that is recorded, or ends; or something that was said of it before is retracted."""

    day: date
    ends: bool
    lasts: int | None
    retracts: int | None


STEPS: Final = st.lists(
    st.builds(
        Step,
        day=DAYS,
        ends=st.booleans(),
        lasts=st.none() | st.integers(0, 30),
        retracts=st.none() | st.none() | st.integers(0, 9),
    ),
    min_size=1,
    max_size=12,
)


def write(streams: Streams, person: str, steps: list[Step]) -> None:
    """What is said of somebody's leave."""
    streams.put(person, PersonJoined("Ada", "Tooling", effective_on=FIRST_DAY))
    said: list[int] = []
    for step in steps:
        if step.retracts is not None and said:
            superseded = said.pop(step.retracts % len(said))
            streams.put(person, EntryRetracted(effective_on=step.day), supersedes=superseded)
            continue
        until = None if step.lasts is None else step.day + timedelta(step.lasts)
        event: Event[Any] = (
            LeaveEnded(effective_on=step.day) if step.ends else LeaveRecorded(until, effective_on=step.day)
        )
        said.append(streams.put(person, event))


def replayed(ledger: Ledger, person: str, position: int, on: date) -> list[Leave]:
    """The same, the slow and plain way."""
    stand = sorted(
        (one for one in standing(ledger, position) if one.stream == person and one.event.effective_on <= on),
        key=lambda one: (one.event.effective_on, one.origin),
    )
    found: list[Leave] = []
    for one in stand:
        day = one.event.effective_on
        if isinstance(one.event, LeaveRecorded):
            found.append(Leave(day, one.event.until))
        elif isinstance(one.event, LeaveEnded):
            found = [Leave(each.since, day) if each.includes(day) else each for each in found]
    return found


@SETTINGS
@given(steps=STEPS, back=st.integers(0, 6), on=DAYS)
def test_asked_equals_replayed_at_any_position_and_day(
    streams: Streams,
    ledger: Ledger,
    follow: Callable[..., int],
    ask: Callable[..., Any],
    steps: list[Step],
    back: int,
    on: date,
) -> None:
    person = a_person()
    write(streams, person, steps)
    now = follow()
    for position in {now, now - back}:
        told = ask(lambda reading: leaves_begun(reading, [person]), AsOf(position, None, on))
        assert list(told.get(person, ())) == replayed(ledger, person, position, on)


def test_of_whoever_was_erased_no_leave_is_left_and_that_of_others_is(
    streams: Streams, follow: Callable[..., int], ask: Callable[..., Any]
) -> None:
    gone, other = a_person(), a_person()
    away = Step(FIRST_DAY + timedelta(3), ends=False, lasts=50, retracts=None)
    back = Step(FIRST_DAY + timedelta(9), ends=True, lasts=None, retracts=None)
    for person in (gone, other):
        write(streams, person, [away, back])
    before, leave = follow(), (Leave(FIRST_DAY + timedelta(3), FIRST_DAY + timedelta(9)),)

    def told(position: int) -> Any:
        return ask(
            lambda reading: leaves_begun(reading, [gone, other]), AsOf(position, None, FIRST_DAY + timedelta(60))
        )

    assert told(before) == {gone: leave, other: leave}
    streams.put(gone, ONE_OF_EACH[PersonalDataErased])
    assert told(follow()) == {other: leave}
    assert told(before) == {other: leave}, "as of before, too"
