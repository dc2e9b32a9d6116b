"""The directory, the org chart, and finding people by what they are called, as of any moment."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from datetime import UTC, date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.kernel.facts import ERASED, EntryRetracted
from domain.kernel.standing import recall, standing
from domain.people.employment import Employment
from domain.people.joining import PersonJoined
from domain.people.leaving import PersonLeft
from domain.people.moving import PersonMoved
from domain.people.naming import PersonIdentified, PersonRenamed
from domain.units.citing import unit_of
from ledger import AsOf, Ledger
from projections import people as asked
from projections.engine.reading import ReadModels
from projections.engine.seeing import EVERYTHING
from projections.people import Identity
from tests.projections.lives import DAYS, FIRST_DAY, Cast, Step
from tests.projections.streams_written import Streams, a_person
from tests.projections.test_development_history import on
from tests.units import ASSEMBLY, TOOLING

Ask = Callable[..., Any]
MOVES = st.lists(
    st.builds(
        Step,
        kind=st.sampled_from((PersonJoined, PersonMoved, PersonRenamed)),
        stream=st.integers(0, 1),
        whom=st.integers(0, 2),
        day=DAYS,
        supersedes=st.none() | st.none() | st.integers(0, 20),
        retracts=st.booleans(),
    ),
    min_size=5,
    max_size=20,
)


def somebody(streams: Streams, name: str = "Ada Okafor", **said: Any) -> str:
    person = a_person()
    streams.put(person, on(PersonJoined, 0, **{"name": name, "manager": None, **said}))
    return person


def days(number: int) -> date:
    return FIRST_DAY + timedelta(number)


def test_where_somebody_stands_and_what_they_are_called_on_a_day(streams: Streams, follow: Ask, ask: Ask) -> None:
    manager = somebody(streams)
    person = somebody(streams, unit=TOOLING, job_title="Designer")
    streams.put(person, on(PersonMoved, 10, unit=ASSEMBLY, job_title="Planner", manager=manager))
    streams.put(person, on(PersonRenamed, 20, name="Ada Eze"))
    follow()

    def told(day: int) -> tuple[Any, ...]:
        [listed] = ask(lambda reading: asked.listed(reading, [person]), AsOf(effective_on=days(day))).values()
        return listed.name, listed.unit, listed.job_title, listed.manager

    assert told(0) == ("Ada Okafor", TOOLING, "Designer", None)
    assert told(10) == ("Ada Okafor", ASSEMBLY, "Planner", manager)
    assert told(20) == ("Ada Eze", ASSEMBLY, "Planner", manager)
    assert ask(lambda reading: asked.listed(reading, [person]), AsOf(effective_on=days(-1))) == {}
    assert ask(lambda reading: asked.names(reading, [person, manager])) == {person: "Ada Eze", manager: "Ada Okafor"}


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=MOVES, back=st.integers(0, 20), day=DAYS)
def test_the_directory_says_what_each_page_recalls(
    streams: Streams, ledger: Ledger, follow: Ask, ask: Ask, steps: list[Step], back: int, day: date
) -> None:
    cast = Cast(streams)
    for step in steps:
        cast.take(step)
    as_of = AsOf(position=max(0, follow() - back), effective_on=day)
    told = ask(lambda reading: asked.listed(reading, cast.people), as_of)
    for stream in cast.people:
        person = recall(Employment, standing(ledger.stream(stream, as_of=as_of.position)), on=day)
        placement = person.placement_on(day)
        if placement is None or not any(stay.joined_on <= day for stay in person.stays):
            assert stream not in told
            continue
        assert (told[stream].unit, told[stream].manager, told[stream].name) == (
            placement.unit,
            placement.manager,
            person.name_on(day),
        )


def test_who_leaves_is_here_until_the_last_day_and_may_come_back(streams: Streams, follow: Ask, ask: Ask) -> None:
    unit = unit_of(f"Unit {uuid4()}")
    person = somebody(streams, unit=unit)
    streams.put(person, on(PersonLeft, 10))
    streams.put(person, on(PersonJoined, 30, unit=unit))
    follow()

    def told(day: int, *, here: bool | None) -> list[tuple[Any, ...]]:
        stream = ask(lambda reading: asked.directory(reading, units=[unit], here=here), AsOf(effective_on=days(day)))
        return [(p.here, p.joined_on, p.left_on) for p in stream.people]

    assert told(9, here=True) == [(True, days(0), None)]
    assert told(10, here=True) == [(True, days(0), days(10))]
    assert told(11, here=True) == []
    assert told(11, here=False) == told(11, here=None) == [(False, days(0), days(10))]
    assert told(30, here=True) == [(True, days(30), None)]


def test_the_directory_is_paged_and_counted(streams: Streams, follow: Ask, ask: Ask) -> None:
    unit = unit_of(f"Unit {uuid4()}")
    people = sorted(somebody(streams, unit=unit, level="self" if n % 2 else "others") for n in range(7))
    follow()
    seen: list[str] = []
    more, after = True, None
    while more:
        stream = ask(lambda reading: asked.directory(reading, units=[unit], first=3, after=after))  # noqa: B023
        seen += [person.person for person in stream.people]
        more, after = stream.more, stream.people[-1].cursor
    assert seen == people
    assert ask(lambda reading: asked.directory_counted(reading, units=[unit])) == 7
    assert ask(lambda reading: asked.directory_counted(reading, units=[unit], levels=["self"])) == 3


def test_the_org_chart_up_and_down(streams: Streams, follow: Ask, ask: Ask) -> None:
    head = somebody(streams)
    middle = somebody(streams, manager=head)
    low, gone = somebody(streams, manager=middle), somebody(streams, manager=middle)
    streams.put(gone, on(PersonLeft, 5))
    moved = somebody(streams, manager=middle)
    streams.put(moved, on(PersonMoved, 7, manager=head))
    follow()
    reporting = ask(lambda reading: asked.reports(reading, [head, middle, low]))
    assert reporting == {head: tuple(sorted((middle, moved))), middle: (low,), low: ()}
    assert ask(lambda reading: asked.chain_of_managers(reading, low)) == (middle, head)
    chart = ask(asked.org_chart)
    assert (chart[low], chart[head]) == (middle, None)
    assert gone not in chart


def test_a_chain_that_goes_round_in_a_circle_is_cut(streams: Streams, follow: Ask, ask: Ask) -> None:
    first = somebody(streams)
    second = somebody(streams, manager=first)
    streams.put(first, on(PersonMoved, 3, manager=second))
    follow()
    assert ask(lambda reading: asked.chain_of_managers(reading, first)) == (second,)


def test_what_other_systems_call_people(streams: Streams, follow: Ask, ask: Ask) -> None:
    person, badge = somebody(streams), f"B-{uuid4()}"
    streams.put(person, on(PersonIdentified, 0, system="badges", identifier=badge))
    wrong = streams.put(person, on(PersonIdentified, 0, system="payroll", identifier="0815"))
    before = streams.last
    streams.put(person, EntryRetracted(effective_on=days(0)), supersedes=wrong)
    follow()
    assert ask(lambda reading: asked.identities(reading, [person])) == {person: (Identity("badges", badge),)}
    assert ask(lambda reading: asked.identified(reading, "badges", badge)) == (person,)
    assert ask(lambda reading: asked.identified(reading, "payroll", badge)) == ()
    assert ask(lambda reading: asked.identified(reading, "payroll", "0815")) == ()
    assert person in ask(lambda reading: asked.identified(reading, "payroll", "0815"), AsOf(position=before))


@pytest.mark.parametrize("words", ["Zuñiga", "zuni", "ZUNIGA mar", "mar zun", "zz-1"])
def test_people_are_found_by_the_beginnings_of_words(streams: Streams, follow: Ask, ask: Ask, words: str) -> None:
    person = somebody(streams, name="María Zúñiga")
    streams.put(person, on(PersonIdentified, 0, system="badges", identifier=f"ZZ-1{uuid4()}"))
    somebody(streams, name="Mario Zander")
    follow()
    assert person in ask(lambda reading: asked.search(reading, words, by_identifiers=True))


def test_a_search_knows_the_present_name_and_is_as_of_a_moment(streams: Streams, follow: Ask, ask: Ask) -> None:
    person = somebody(streams, name="Former Qwertz")
    before = streams.last
    streams.put(person, on(PersonRenamed, 5, name="Present Qwertz"))
    follow()

    def found(words: str, as_of: AsOf = AsOf()) -> tuple[str, ...]:  # noqa: B008
        return tuple(ask(lambda reading: asked.search(reading, words, by_identifiers=True), as_of))

    assert found("former qwertz") == ()
    assert found("present qwertz") == (person,)
    assert found("former qwertz", AsOf(position=before)) == (person,)
    assert found("former qwertz", AsOf(effective_on=days(4))) == (person,)
    assert found("") == ()


def test_the_index_takes_in_what_is_written_corrected_and_erased_since(
    streams: Streams, url: str, ledger: Ledger, follow: Ask
) -> None:
    person, other = somebody(streams), somebody(streams)
    wrong = streams.put(person, on(PersonIdentified, 0, system="badges", identifier="Vwxyz"))
    before = follow()

    async def found(door: ReadModels, as_of: AsOf) -> tuple[str, ...]:
        async with door.reading(as_of, seeing=EVERYTHING) as reading:
            return await asked.search(reading, "vwxyz", by_identifiers=True)

    async def searches() -> list[tuple[str, ...]]:
        async with ReadModels(url, ledger.form, UTC) as door:
            first = await found(door, AsOf())
            streams.put(other, on(PersonRenamed, 1, name="Vwxyz"))
            streams.put(person, EntryRetracted(effective_on=days(0)), supersedes=wrong)
            follow()
            second, then = await found(door, AsOf()), await found(door, AsOf(position=before))
            ledger.keys.destroy(other)
            return [first, second, then, await found(door, AsOf())]

    assert asyncio.run(searches()) == [(person,), (other,), (person,), ()]


def test_the_closest_come_first(streams: Streams, follow: Ask, ask: Ask) -> None:
    longer, exact = somebody(streams, name="Xaver Ypsilon Zett"), somebody(streams, name="Xaver Ypsilon")
    follow()
    assert ask(lambda reading: asked.search(reading, "xaver ypsilon", by_identifiers=True)) == (exact, longer)
    assert ask(lambda reading: asked.search(reading, "xaver ypsilon", first=1, by_identifiers=True)) == (exact,)


def test_erased_people_are_still_counted_and_lose_their_name(streams: Streams, follow: Ask, ask: Ask) -> None:
    person = somebody(streams, name="Gone Plugh")
    follow()
    streams.ledger.keys.destroy(person)
    [listed] = ask(lambda reading: asked.listed(reading, [person])).values()
    assert listed.name is ERASED
    assert (listed.unit, listed.level, listed.joined_on) == (None, None, None), "they are told from nobody"
    assert listed.here
    assert ask(lambda reading: asked.search(reading, "plugh", by_identifiers=True)) == ()
