"""Capability tags say the same as a plain replay, at any position and day, and rebuilt; nothing is left once erased."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

import psycopg
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.development.capability_tags import CapabilityTagged
from domain.development.learning import LearningCompleted, LearningMode
from domain.development.practice import PracticeRecorded
from domain.kernel.dates import a_year_before
from domain.kernel.facts import EntryRetracted, Event, Reference
from domain.kernel.ids import FrameworkId, PersonId
from domain.people.erased import PersonalDataErased
from domain.people.joining import PersonJoined
from ledger import AsOf, Entry, Ledger
from projections.capability_tags import CAPABILITY_TAGS, capabilities_shown, people_tagged
from projections.registry import rebuild as rebuild_all
from tests.databases import WRAPPING
from tests.projections.lives import FIRST_DAY, ONE_OF_EACH
from tests.projections.oracle import facts_in, facts_shown, standing
from tests.projections.streams_written import Streams, a_person

DAYS: Final = st.integers(0, 500).map(lambda days: FIRST_DAY + timedelta(days))
SETTINGS: Final = settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
FRAMEWORK: Final = FrameworkId("framework-1")
TAGS: Final = ("growth", "inspiring", "navigating_challenge")
Kind = type[Event[Any]]


@dataclass(frozen=True)
class Written:
    """Evidence, or a tag on evidence that was written before; or what was written is taken back, or told otherwise."""

    kind: Kind
    day: date
    cites: int
    tags: tuple[str, ...]
    supersedes: int | None
    retracts: bool


STORIES: Final = st.lists(
    st.builds(
        Written,
        kind=st.sampled_from((PracticeRecorded, LearningCompleted, *(CapabilityTagged,) * 3)),
        day=DAYS,
        cites=st.integers(0, 9),
        tags=st.lists(st.sampled_from(TAGS), min_size=1, unique=True).map(tuple),
        supersedes=st.none() | st.none() | st.integers(0, 9),
        retracts=st.booleans(),
    ),
    min_size=2,
    max_size=16,
)


def said(kind: Kind, one: Written, evidence: Reference) -> Event[Any]:
    """The event of a step."""
    if kind is CapabilityTagged:
        return CapabilityTagged(evidence, one.tags, FRAMEWORK, 1, PersonId("person-ben"), effective_on=one.day)
    if kind is LearningCompleted:
        return LearningCompleted(LearningMode.PEERS, "To wait", effective_on=one.day)
    return PracticeRecorded("Chaired", effective_on=one.day)


def write(streams: Streams, story: list[Written]) -> PersonId:
    """A life with that story, which begins with evidence; whoever it is about."""
    person = PersonId(a_person())
    streams.put(person, PersonJoined("Ada", "Tooling", effective_on=FIRST_DAY))
    version = streams.put(person, PracticeRecorded("Began", effective_on=FIRST_DAY))
    written: list[tuple[int, Kind]] = [(version, PracticeRecorded)]
    for one in story:
        supersedes, kind = None, one.kind
        if one.supersedes is not None:
            supersedes, kind = written[one.supersedes % len(written)]
        evidence = [each for each, of in written if of is not CapabilityTagged]
        event = said(kind, one, Reference(person, evidence[one.cites % len(evidence)]))
        retracted = EntryRetracted(effective_on=one.day) if supersedes and one.retracts else event
        version = streams.put(person, retracted, supersedes=supersedes)
        if supersedes is None:
            written.append((version, kind))
    return person


def replayed(ledger: Ledger, person: str, position: int, on: date) -> list[tuple[str, Entry[Any]]]:
    """The slow and plain way: each tag with each entry that it is found on, the latest first; once for each tagging."""
    chain = {(one.stream, one.version): one.origin for one in ledger.entries(until=position)}
    stand = [one for one in standing(ledger, position) if one.stream == person and one.event.effective_on <= on]
    evidence = {one.origin: one for one in stand if isinstance(one.event, PracticeRecorded | LearningCompleted)}
    found = []
    for one in stand:
        if isinstance(one.event, CapabilityTagged):
            at = chain[one.event.entry.stream, one.event.entry.version]
            tags = one.event.tags if isinstance(one.event.tags, tuple) else ()
            found += [(tag, evidence[at]) for tag in tags if at in evidence]
    return sorted(found, key=lambda each: (each[1].event.effective_on, each[1].origin), reverse=True)


@SETTINGS
@given(story=STORIES, back=st.integers(0, 16), on=DAYS)
def test_asked_equals_replayed_at_any_position_and_day(
    streams: Streams, ledger: Ledger, follow: Callable[..., int], ask: Callable[..., Any], story: list[Written],
    back: int, on: date,
) -> None:  # fmt: skip
    person = write(streams, story)
    now = follow()
    for position in {now, max(now - back, now - len(story))}:
        expected = replayed(ledger, person, position, on)
        told = ask(lambda reading: capabilities_shown(reading, [person]), AsOf(position, None, on))[person]
        assert {one.tag: [each.position for each in one.evidence] for one in told} == {
            tag: [entry.position for each, entry in expected if each == tag] for tag, _ in expected
        }
        assert {one.tag: (one.entries, one.last_on) for one in told} == {
            tag: (len(those), those[0].event.effective_on)
            for tag in {each for each, _ in expected}
            for those in ([entry for each, entry in expected if each == tag],)
        }
        counted = ask(people_tagged, AsOf(position, None, on))
        in_the_year = {tag for tag, entry in expected if a_year_before(on) < entry.event.effective_on <= on}
        assert {tag for (of, tag), those in counted.items() if of == FRAMEWORK and person in those} == in_the_year


def test_live_equals_rebuilt_and_of_whoever_is_erased_no_tag_is_left(
    streams: Streams, ledger: Ledger, follow: Callable[..., int], url: str
) -> None:
    tag = Written(CapabilityTagged, FIRST_DAY, 0, ("growth", "inspiring"), None, False)
    person = write(streams, [tag])
    on = FIRST_DAY + timedelta(90)

    def shown(position: int) -> list[Any]:
        with psycopg.connect(url) as connection:
            return [facts_shown(connection, table, position, on) for table in CAPABILITY_TAGS.tables]

    position = follow()
    live = shown(position)
    assert any(person in fact and ["growth", "inspiring"] in fact for fact in live[0])
    rebuild_all(url, WRAPPING)
    assert shown(position) == live
    streams.put(person, ONE_OF_EACH[PersonalDataErased])
    position = follow()
    assert shown(position) == [
        facts_in(table, standing(ledger, position), on, {person}) for table in CAPABILITY_TAGS.tables
    ]
    assert not any(["growth", "inspiring"] in fact for fact in shown(position)[0] if person in fact)
