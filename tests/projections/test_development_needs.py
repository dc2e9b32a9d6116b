"""Development needs say the same as a plain replay, at any position and day, and rebuilt; of few nothing is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import psycopg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.development.learning import LearningCompleted, LearningMode
from domain.growth.growth import NeedId, PlanId
from domain.growth.needs import DevelopmentNeedIdentified, DevelopmentNeedSettled, NeedOutcome
from domain.growth.plans import DevelopmentPlanAgreed
from domain.kernel.facts import Event, Reference
from domain.kernel.ids import FrameworkId, PersonId
from domain.people.erased import PersonalDataErased
from domain.people.joining import PersonJoined
from ledger import AsOf, Ledger
from projections.development_needs import DEVELOPMENT_NEEDS, NeedsOfGroup, needs_of, needs_of_group
from projections.registry import rebuild as rebuild_all
from projections.staff import Member
from tests.databases import WRAPPING
from tests.projections.lives import FIRST_DAY, ONE_OF_EACH
from tests.projections.oracle import facts_in, facts_shown, standing
from tests.projections.streams_written import Streams, a_person, write_story

DAYS: Final = st.integers(0, 60).map(lambda days: FIRST_DAY + timedelta(days))
SETTINGS: Final = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
FRAMEWORK: Final = FrameworkId("framework-1")


@dataclass(frozen=True)
class Written:
    """Something that is written of a need, or cites what was."""

    kind: type[Event[Any]]
    number: int
    day: date
    cites: tuple[int, ...]
    supersedes: int | None
    retracts: bool


STORIES: Final = st.lists(
    st.builds(
        Written,
        kind=st.sampled_from(
            (*(DevelopmentNeedIdentified,) * 3, DevelopmentNeedSettled, LearningCompleted, DevelopmentPlanAgreed)
        ),
        number=st.integers(0, 3),
        day=DAYS,
        cites=st.lists(st.integers(0, 9), max_size=3).map(tuple),
        supersedes=st.none() | st.none() | st.integers(0, 9),
        retracts=st.booleans(),
    ),
    min_size=1,
    max_size=14,
)


def said(kind: type[Event[Any]], one: Written, cites: tuple[Reference, ...]) -> Event[Any]:
    """The event of a step."""
    need, competency = NeedId(f"need-{one.number}"), ("direction", "courage", None, "courage")[one.number]
    if kind is DevelopmentNeedIdentified:
        named = (competency, FRAMEWORK if competency else None, 1 if competency else None)
        return DevelopmentNeedIdentified(need, "To wait", *named, PersonId("person-ben"), cites, effective_on=one.day)
    if kind is DevelopmentNeedSettled:
        outcome = NeedOutcome.MET if one.number % 2 else NeedOutcome.DROPPED
        return DevelopmentNeedSettled(need, outcome, PersonId("person-ben"), "It shows", effective_on=one.day)
    if kind is LearningCompleted:
        return LearningCompleted(LearningMode.PEERS, "To wait", 2.0, None, builds_on=cites, effective_on=one.day)
    return DevelopmentPlanAgreed(
        PlanId("plan-1"), "To wait", (), (), (), one.day, identified_needs=cites, effective_on=one.day
    )


def replayed(ledger: Ledger, person: str, position: int, on: date) -> list[tuple[Any, ...]]:
    """The same, the slow and plain way: each need, what became of it, and the positions of what serves it."""
    chain = {(one.stream, one.version): one.origin for one in ledger.entries(until=position)}
    stand = sorted(
        (one for one in standing(ledger, position) if one.stream == person and one.event.effective_on <= on),
        key=lambda one: (one.event.effective_on, one.origin),
    )
    found: list[tuple[Any, ...]] = []
    for one in stand:
        if isinstance(one.event, DevelopmentNeedIdentified):
            came = [
                each.event
                for each in stand
                if isinstance(each.event, DevelopmentNeedSettled) and each.event.need == one.event.need
            ]
            serving = [
                each.position
                for each in stand
                if isinstance(each.event, LearningCompleted | DevelopmentPlanAgreed)
                and one.origin
                in {
                    chain.get((at.stream, at.version))
                    for at in getattr(each.event, "builds_on", ()) or getattr(each.event, "identified_needs", ())
                }
            ]
            outcome = came[-1].outcome if came else "open"
            settled_on = came[-1].effective_on if came else None
            found.append((one.event.need, str(outcome), settled_on, one.event.competency, serving))
    return found


@SETTINGS
@given(story=STORIES, back=st.integers(0, 8), on=DAYS)
def test_asked_equals_replayed_at_any_position_and_day(
    streams: Streams,
    ledger: Ledger,
    follow: Callable[..., int],
    ask: Callable[..., Any],
    story: list[Written],
    back: int,
    on: date,
) -> None:
    person = a_person()
    streams.put(person, PersonJoined("Ada", "Tooling", effective_on=FIRST_DAY))
    write_story(streams, person, story, said)
    now = follow()
    for position in {now, now - back}:
        told = ask(lambda reading: needs_of(reading, [person]), AsOf(position, None, on))[person]
        shown = [
            (
                one.need,
                str(one.state),
                one.settled_on,
                one.entry.event.competency,
                [each.position for each in one.served_by],
            )
            for one in told
        ]
        assert shown == replayed(ledger, person, position, on)


def test_live_equals_rebuilt_and_of_whoever_is_erased_no_competency_is_left(
    streams: Streams, ledger: Ledger, follow: Callable[..., int], url: str
) -> None:
    person = a_person()
    streams.put(person, PersonJoined("Ada", "Tooling", effective_on=FIRST_DAY))
    steps = [Written(DevelopmentNeedIdentified, number, FIRST_DAY, (), None, False) for number in (0, 1)]
    write_story(streams, person, [*steps, Written(DevelopmentPlanAgreed, 0, FIRST_DAY, (0,), None, False)], said)

    def shown(position: int) -> list[Any]:
        with psycopg.connect(url) as connection:
            return [
                facts_shown(connection, table, position, FIRST_DAY + timedelta(90))
                for table in DEVELOPMENT_NEEDS.tables
            ]

    position = follow()
    live = shown(position)
    assert all(any(person in fact for fact in facts) for facts in live)
    assert any(person in fact and "direction" in fact for fact in live[0])
    rebuild_all(url, WRAPPING)
    assert shown(position) == live
    streams.put(person, ONE_OF_EACH[PersonalDataErased])
    position = follow()
    entries, on = standing(ledger, position), FIRST_DAY + timedelta(90)
    assert shown(position) == [facts_in(table, [*entries], on, {person}) for table in DEVELOPMENT_NEEDS.tables]
    assert not any("direction" in fact for fact in shown(position)[0] if person in fact)


@SETTINGS
@given(needs=st.lists(st.tuples(st.integers(0, 7), st.integers(0, 3)), max_size=18), settled=st.integers(0, 7))
def test_a_group_is_told_what_five_or_more_of_it_have_to_learn(
    streams: Streams,
    follow: Callable[..., int],
    ask: Callable[..., Any],
    needs: list[tuple[int, int]],
    settled: int,
) -> None:
    people = [a_person() for _ in range(8)]
    for person in people:
        streams.put(person, PersonJoined("Somebody", "Tooling", effective_on=FIRST_DAY))
    having: dict[int, set[str | None]] = {number: set() for number in range(8)}
    for whose, number in needs:
        one = Written(DevelopmentNeedIdentified, number, FIRST_DAY, (), None, False)
        event = said(DevelopmentNeedIdentified, one, ())
        streams.put(people[whose], event)
        having[whose].add(event.competency)  # type: ignore[attr-defined]
    for number in range(4):
        streams.put(
            people[settled],
            said(DevelopmentNeedSettled, Written(DevelopmentNeedSettled, number, FIRST_DAY, (), None, False), ()),
        )
    having[settled] = set()
    follow()
    group = [Member(person, "Tooling", None, None, FIRST_DAY) for person in people]
    told: NeedsOfGroup = ask(
        lambda reading: needs_of_group(reading, group, "organisation", as_figures=True),
        AsOf(effective_on=FIRST_DAY + timedelta(9)),
    )
    assert told.with_needs is not None
    assert (told.with_needs.count, told.with_needs.n) == (sum(map(bool, having.values())), 8)
    counted = Counter(each for those in having.values() for each in those if each is not None)
    assert {one.competency: one.people for one in told.competencies} == {
        one: count for one, count in counted.items() if count >= 5
    }
    few: NeedsOfGroup = ask(
        lambda reading: needs_of_group(reading, group[:4], "organisation", as_figures=True),
        AsOf(effective_on=FIRST_DAY + timedelta(9)),
    )
    assert (few.people, few.with_needs, few.competencies) == (4, None, ())
