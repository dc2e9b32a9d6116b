"""Opportunities say the same as a plain replay, at any position and day, whatever was taken back or came late."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.development.development import AssignmentKind
from domain.development.opportunities import (
    OfferAnswer,
    OpportunityAnswered,
    OpportunityApplied,
    OpportunityClosed,
    OpportunityOffered,
    OpportunityOpened,
)
from domain.kernel.facts import EntryRetracted, Event
from domain.kernel.ids import PersonId, UnitId
from domain.people.joining import PersonJoined
from ledger import AsOf, Entry, Ledger, new_id
from projections.opportunities import offers, opportunities, parts
from tests.projections.lives import FIRST_DAY
from tests.projections.oracle import standing
from tests.projections.streams_written import Streams, a_person
from tests.units import TOOLING

DAYS = st.integers(0, 300).map(lambda days: FIRST_DAY + timedelta(days))
SETTINGS = settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
PEOPLE = 4


@dataclass(frozen=True)
class Step:
    """Something happens to one of two opportunities; or what was written is taken back, or told otherwise."""

    kind: str
    which: int
    whom: int
    day: date
    answer: OfferAnswer
    supersedes: int | None
    retracts: bool


STEPS = st.lists(
    st.builds(
        Step,
        kind=st.sampled_from(("opened", "applied", "applied", "offered", "offered", "answered", "closed")),
        which=st.integers(0, 1),
        whom=st.integers(0, PEOPLE - 1),
        day=DAYS,
        answer=st.sampled_from(OfferAnswer),
        supersedes=st.none() | st.none() | st.integers(0, 20),
        retracts=st.booleans(),
    ),
    min_size=8,
    max_size=25,
)


def event_of(step: Step, kind: str, person: PersonId, unit: str) -> Event[Any]:
    day, until = step.day, step.day + timedelta(30)
    made: dict[str, Event[Any]] = {
        "opened": OpportunityOpened(
            "The hall", AssignmentKind.PROJECT_LEAD, UnitId(unit), person, until, effective_on=day
        ),
        "applied": OpportunityApplied(person, "Gladly", effective_on=day),
        "offered": OpportunityOffered(person, person, effective_on=day),
        "answered": OpportunityAnswered(person, step.answer, effective_on=day),
        "closed": OpportunityClosed(person, effective_on=day),
    }
    return made[kind]


def latest(entries: list[Entry[Any]]) -> Entry[Any] | None:
    return max(entries, key=lambda one: (one.event.effective_on, one.origin), default=None)


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
    people = [PersonId(a_person()) for _ in range(PEOPLE)]
    for person in people:
        streams.put(person, PersonJoined("Somebody", unit, effective_on=FIRST_DAY))
    those = [new_id("opportunity") for _ in range(2)]
    written: list[tuple[str, int, str, PersonId]] = []
    for step in steps:
        stream, supersedes, kind, person = those[step.which], None, step.kind, people[step.whom]
        if step.supersedes is not None and written:
            stream, supersedes, kind, person = written[step.supersedes % len(written)]
        event = event_of(step, kind, person, unit)
        if supersedes and step.retracts:
            event = EntryRetracted(effective_on=step.day)
        version = streams.put(stream, event, supersedes=supersedes)
        if supersedes is None:
            written.append((stream, version, kind, person))
    now = follow()
    for position in {now, max(now - back, now - len(steps))}:
        as_of = AsOf(position, None, on)
        stand = [one for one in standing(ledger, position) if one.stream in those and one.event.effective_on <= on]
        assert_listed(ask(lambda reading: opportunities(reading, units=[unit]), as_of), stand, those, on)
        found = ask(lambda reading: parts(reading, those), as_of)
        total: Counter[str] = Counter()
        for stream in those:
            for person in people:
                mine = [one for one in stand if one.stream == stream and getattr(one.event, "person", None) == person]
                by = {kind: latest([one for one in mine if one.kind == f"Opportunity{kind}"]) for kind in KINDS}
                told = next((one for one in found[stream] if one.person == person), None)
                assert (told is None) == (not mine)
                if told:
                    said = (told.applied_on, told.offered_on, told.answer)
                    assert said == (day_of(by["Applied"]), day_of(by["Offered"]), by["Answered"] and by[
                        "Answered"
                    ].event.answer)  # fmt: skip
                total.update({kind: one is not None for kind, one in by.items() if kind != "Answered"})
        counted = ask(lambda reading: offers(reading, [unit]), as_of)
        assert sum(one.applied for one in counted) == total["Applied"]
        assert sum(one.offered for one in counted) == total["Offered"]


KINDS = ("Applied", "Offered", "Answered")


def day_of(entry: Entry[Any] | None) -> date | None:
    return None if entry is None else entry.event.effective_on


def assert_listed(told: Any, stand: list[Entry[Any]], those: list[str], on: date) -> None:
    """That what is listed was opened, and is open as long as nobody has closed it."""
    for stream in those:
        opened = latest([one for one in stand if one.stream == stream and one.kind == "OpportunityOpened"])
        closed = latest([one for one in stand if one.stream == stream and one.kind == "OpportunityClosed"])
        row = next((one for one in told if one.opportunity == stream), None)
        assert (row is None) == (opened is None)
        if row and opened:
            assert (row.opened_on, row.closed_on) == (opened.event.effective_on, day_of(closed))
            assert row.is_open_on(on) == (on <= opened.event.open_until and closed is None)
