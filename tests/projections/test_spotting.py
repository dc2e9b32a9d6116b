"""What is said of potential equals a plain replay, at any position and day, whatever came late or was taken back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import psycopg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.development.assessments import AssessmentRecorded
from domain.development.development import AssessmentId, Instrument, Purpose, Rating, Source
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.kernel.dates import months_after
from domain.kernel.facts import EntryRetracted, Event, Reference
from domain.kernel.ids import PersonId
from domain.people.joining import PersonJoined
from domain.spotting.basis import runs_out_on
from domain.spotting.potential import AspectJudged, AspectOfPotential, PotentialAssessed
from domain.spotting.potential_figures import PotentialSeen
from domain.spotting.talent_pools import TalentPoolEntered, TalentPoolLeft, WhyPoolLeft
from ledger import AsOf, Entry, Ledger
from projections.registry import READ_MODELS
from projections.registry import rebuild as rebuild_all
from projections.spotting import SPOTTING, pool_memberships, potential_of, potential_seen
from projections.staff import Member
from tests.databases import WRAPPING
from tests.projections.lives import FIRST_DAY
from tests.projections.oracle import facts_in, facts_shown, standing
from tests.projections.streams_written import Streams, a_person
from tests.units import TOOLING

PEOPLE: Final = 3
DAYS = st.integers(0, 900).map(lambda days: FIRST_DAY + timedelta(days))
SETTINGS = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


@dataclass(frozen=True)
class Step:
    """Something is said of one of three people; or what was written is taken back, or told otherwise."""

    kind: str
    whom: int
    day: date
    rating: int
    aspects: frozenset[AspectOfPotential]
    pool: str
    supersedes: int | None
    retracts: bool


STEPS = st.lists(
    st.builds(
        Step,
        kind=st.sampled_from(("judged", "judged", "entered", "entered", "left", "evaluated")),
        whom=st.integers(0, PEOPLE - 1),
        day=DAYS,
        rating=st.integers(1, 5),
        aspects=st.frozensets(st.sampled_from(AspectOfPotential), min_size=1),
        pool=st.sampled_from(("Leads", " leads", "Experts  too", "experts too")),
        supersedes=st.none() | st.none() | st.integers(0, 20),
        retracts=st.booleans(),
    ),
    min_size=8,
    max_size=25,
)


def event_of(step: Step, kind: str, person: PersonId) -> Event[Any]:
    day, basis = step.day, (Reference(person, 1),)
    if kind == "judged":
        aspects = tuple(AspectJudged(each, step.rating if step.rating > 1 else None, basis) for each in step.aspects)
        until = months_after(day, 12)
        return PotentialAssessed(aspects, DEFAULT_FRAMEWORK, 1, person, until, effective_on=day)
    if kind == "entered":
        return TalentPoolEntered(step.pool, basis, person, runs_out_on(day), effective_on=day)
    if kind == "left":
        return TalentPoolLeft(step.pool, WhyPoolLeft.POOL_ENDED, person, effective_on=day)
    return AssessmentRecorded(
        AssessmentId("assessment"),
        Instrument.PERFORMANCE_EVALUATION,
        Purpose.DECISION if step.rating > 2 else Purpose.DEVELOPMENT,
        DEFAULT_FRAMEWORK,
        1,
        Source.UNKNOWN,
        None,
        (Rating("performance", step.rating, ("seen",)),),
        effective_on=day,
    )


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
    people = [PersonId(a_person()) for _ in range(PEOPLE)]
    for person in people:
        streams.put(person, PersonJoined("Somebody", TOOLING, effective_on=FIRST_DAY))
    written: list[tuple[int, str, PersonId]] = []
    for step in steps:
        supersedes, kind, person = None, step.kind, people[step.whom]
        if step.supersedes is not None and written:
            supersedes, kind, person = written[step.supersedes % len(written)]
        event = event_of(step, kind, person)
        if supersedes and step.retracts:
            event = EntryRetracted(effective_on=step.day)
        version = streams.put(person, event, supersedes=supersedes)
        if supersedes is None:
            written.append((version, kind, person))
    now = follow()
    group = {Member(person, TOOLING, None, None, FIRST_DAY): person for person in people}
    for position in {now, max(now - back, now - len(steps))}:
        as_of = AsOf(position, None, on)
        stand = sorted(
            (one for one in standing(ledger, position) if one.stream in people and one.event.effective_on <= on),
            key=lambda one: (one.event.effective_on, one.origin),
        )
        said = ask(lambda reading: potential_of(reading, people), as_of)
        pools = ask(lambda reading: pool_memberships(reading, people), as_of)
        seen = {one.group: one for one in ask(lambda reading: potential_seen(reading, group), as_of)}
        for person in people:
            mine = [one for one in stand if one.stream == person]
            judged = judged_last(mine)
            assert {
                one.aspect: (one.rating, one.judged_on, one.expired, one.running_out) for one in said[person].aspects
            } == {
                aspect: (rating, day, until <= on, on < until <= on + timedelta(60))
                for aspect, (rating, day, until) in judged.items()
            }
            assert {spelled(one.pool): (one.since, one.expires_on) for one in said[person].pools} == in_pools(mine, on)
            assert [one for one in pools if one.person == person] == [*said[person].pools]
            assert seen[person] == seen_of(person, judged, mine, on)


def judged_last(mine: list[Entry[Any]]) -> dict[AspectOfPotential, tuple[int | None, date, date]]:
    """Each aspect as it was rated last, or judged last where it never was: how, when and until when."""
    said = [
        (each.aspect, (each.rating, one.event.effective_on, one.event.expires_on))
        for one in mine
        if isinstance(one.event, PotentialAssessed) and isinstance(one.event.aspects, tuple)
        for each in one.event.aspects
    ]
    return dict(said) | {aspect: how for aspect, how in said if how[0] is not None}


def spelled(pool: str) -> str:
    """A pool by the words of its name alone."""
    return " ".join(pool.lower().split())


def in_pools(mine: list[Entry[Any]], on: date) -> dict[str, tuple[date, date]]:
    """The pools that somebody is in: since when without a break, and until when."""
    spells: dict[str, tuple[date, date]] = {}
    for one in mine:
        event = one.event
        if isinstance(event, TalentPoolEntered):
            since, until = spells.get(spelled(event.pool), (event.effective_on, date.min))
            since = since if event.effective_on <= until else event.effective_on
            spells[spelled(event.pool)] = (since, event.expires_on)
        elif isinstance(event, TalentPoolLeft):
            spells.pop(spelled(event.pool), None)
    return {pool: (since, until) for pool, (since, until) in spells.items() if on < until}


def seen_of(
    person: str, judged: dict[AspectOfPotential, tuple[int | None, date, date]], mine: list[Entry[Any]], on: date
) -> PotentialSeen:
    """What figures count of one person."""
    ratings = [rating for _, (rating, _, until) in sorted(judged.items()) if on < until and rating is not None]
    if not ratings:
        return PotentialSeen(person, assessed=False)
    evaluated = [
        one.event for one in mine if isinstance(one.event, AssessmentRecorded) and one.event.purpose is Purpose.DECISION
    ]
    mean = sum(ratings) / len(ratings)
    if not evaluated or not isinstance(evaluated[-1].ratings, tuple):
        return PotentialSeen(person, True, mean)
    results = (DEFAULT_FRAMEWORK, 1, evaluated[-1].ratings[0].value)
    return PotentialSeen(person, True, mean, (results, (DEFAULT_FRAMEWORK, 1)))


def test_live_equals_rebuilt_and_whoever_is_erased_is_told_nothing(
    streams: Streams, ledger: Ledger, follow: Callable[..., int], url: str
) -> None:
    person, day = PersonId(a_person()), FIRST_DAY
    step = Step("judged", 0, day, 4, frozenset(AspectOfPotential), "Leads", None, retracts=False)
    streams.put(person, PersonJoined("Somebody", TOOLING, effective_on=FIRST_DAY))
    for kind in ("judged", "entered", "evaluated"):
        streams.put(person, event_of(step, kind, person))
    position = follow()
    on = day + timedelta(30)

    def shown() -> list[Any]:
        with psycopg.connect(url) as connection:
            return [facts_shown(connection, table, position, on) for table in SPOTTING.tables]

    live = shown()
    entries = standing(ledger, position)
    assert live == [facts_in(table, [*entries], on) for table in SPOTTING.tables]
    assert all(any(person in fact for fact in facts) for facts in live)
    rebuild_all(url, WRAPPING)
    assert shown() == live
    assert SPOTTING.name in {one.name for one in READ_MODELS.read_models}
