"""The bench: what the streams of the roles recall, at any position and day, and who counts as a standing successor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.development.aspirations import AspirationStated, AspirationWithdrawn
from domain.frameworks.edition import Readiness
from domain.kernel.ids import RoleId
from domain.kernel.standing import recall, standing
from domain.organisation.appointments import RoleEstablished
from domain.organisation.holders import holders_on
from domain.organisation.role import AppointmentMade, Role, RoleVacated
from domain.people.joining import PersonJoined
from domain.people.leaving import PersonLeft
from domain.succession.readiness import ReadinessAssessed
from domain.succession.retention import Grade, ImpactOfLossAssessed, RetentionRiskAssessed
from domain.succession.slates import Slate, SlateConfirmed, SuccessorNominated, SuccessorRemovedFromSlate
from domain.units.citing import unit_of
from ledger import AsOf, Ledger
from ledger.deciding.sources import StreamsAsOf
from ledger.deciding.view import View
from projections.role_history import role_history
from projections.succession_bench import Bench, RoleBench, Successor, benches_of, succession_bench
from tests.projections.lives import DAYS, FIRST_DAY, ROLE_EVENTS, Cast, Step
from tests.projections.streams_written import Streams, a_person, a_role
from tests.projections.test_development_history import on

Ask = Callable[..., Any]
LATER = AsOf(effective_on=FIRST_DAY + timedelta(60))
ROLE_STEPS = st.lists(
    st.builds(
        Step,
        kind=st.sampled_from(ROLE_EVENTS),
        stream=st.integers(0, 1),
        whom=st.integers(0, 2),
        day=DAYS,
        supersedes=st.none() | st.none() | st.integers(0, 20),
        retracts=st.booleans(),
    ),
    min_size=5,
    max_size=25,
)


STAYS = st.lists(st.lists(st.integers(0, 40), max_size=3, unique=True), min_size=3, max_size=3)
"""Of each of the cast: days on which they join, leave and come back."""


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=ROLE_STEPS, stays=STAYS, back=st.integers(0, 20), day=DAYS)
def test_the_bench_says_what_each_role_recalls(
    streams: Streams,
    ledger: Ledger,
    follow: Ask,
    ask: Ask,
    steps: list[Step],
    stays: list[list[int]],
    back: int,
    day: date,
) -> None:
    cast = Cast(streams)
    for person, changes in zip(cast.people, stays, strict=True):
        for number, changed_on in enumerate(sorted(changes)):
            streams.put(person, on(PersonLeft if number % 2 else PersonJoined, changed_on))
    for role in cast.roles:
        streams.put(role, on(RoleEstablished, 0))
    for step in steps:
        cast.take(step)
    as_of = AsOf(position=max(0, follow() - back), effective_on=day)
    bench: Bench = ask(lambda reading: succession_bench(reading, roles=cast.roles), as_of)
    told = {role.role: role for role in bench.roles}
    for stream in cast.roles:
        stands = standing(ledger.stream(stream, as_of=as_of.position))
        recalled, behind = recall(Role, stands, on=day), recall(Slate, stands, on=day)
        if not recalled.established:
            assert stream not in told
            continue
        holders = {(h.person, h.appointment_kind, h.since) for h in told[stream].incumbents}
        held = holders_on(day, RoleId(stream), View(StreamsAsOf(ledger.recorder, as_of.position or 0)))
        assert holders == {(h.person, h.appointment_kind, h.since) for h in held}
        history = ask(lambda reading, of=stream: role_history(reading, [of]), as_of)[stream]
        assert holders == {(h.person, h.appointment_kind, h.since) for h in history if h.until is None or day < h.until}
        successors = told[stream].successors
        assert tuple(s.person for s in successors if s.confirmed) == behind.confirmed
        assert {s.person for s in successors if s.nominated} == behind.nominated


def ready(person: str, readiness: Readiness, **said: Any) -> Any:
    return on(
        ReadinessAssessed,
        2,
        **{"candidate": person, "readiness": readiness, "willing": True, "expires_on": date(2025, 1, 1), **said},
    )


def established(streams: Streams, *ready_for: tuple[str, Readiness], critical: bool = True) -> str:
    """A role with these on its slate, in this order."""
    role = a_role()
    streams.put(role, on(RoleEstablished, 0, critical=critical))
    for person, readiness in ready_for:
        streams.put(role, ready(person, readiness))
    streams.put(role, on(SlateConfirmed, 3, successors=tuple(person for person, _ in ready_for)))
    return role


def somebody(streams: Streams) -> str:
    person = a_person()
    streams.put(person, on(PersonJoined, 0, manager=None))
    return person


def only(bench: Bench) -> RoleBench:
    [role] = bench.roles
    return role


def successor(streams: Streams, follow: Ask, ask: Ask, role: str, as_of: AsOf = LATER) -> Successor:
    follow()
    return only(ask(lambda reading: succession_bench(reading, roles=[role]), as_of)).successors[0]


def test_a_standing_successor_is_confirmed_willing_employed_unexpired_and_no_emergency_cover(
    streams: Streams, follow: Ask, ask: Ask
) -> None:
    person = somebody(streams)
    role = established(streams, (person, Readiness.NOW))
    told = successor(streams, follow, ask, role)
    assert (told.standing, told.ready_now, told.within_two_years) == (True, True, True)
    assert told.facts == ready(person, Readiness.NOW).facts
    assert (told.assessed_on, told.expires_on) == (FIRST_DAY + timedelta(2), date(2025, 1, 1))

    for readiness, standing_now in ((Readiness.EMERGENCY, False), (Readiness.THREE_TO_FIVE_YEARS, True)):
        streams.put(role, replace(ready(person, readiness), effective_on=FIRST_DAY + timedelta(4)))
        told = successor(streams, follow, ask, role)
        assert (told.standing, told.within_two_years) == (standing_now, False)
    streams.put(role, replace(ready(person, Readiness.NOW, willing=False), effective_on=FIRST_DAY + timedelta(5)))
    assert not successor(streams, follow, ask, role).standing


def test_readiness_expires(streams: Streams, follow: Ask, ask: Ask) -> None:
    person = somebody(streams)
    role = established(streams, (person, Readiness.NOW))
    last = successor(streams, follow, ask, role, AsOf(effective_on=date(2024, 12, 31)))
    over = successor(streams, follow, ask, role, AsOf(effective_on=date(2025, 1, 1)))
    assert (last.unexpired, last.standing) == (True, True)
    assert (over.unexpired, over.standing, over.readiness) == (False, False, Readiness.NOW)


def test_who_prefers_the_specialist_track_since_is_not_willing(streams: Streams, follow: Ask, ask: Ask) -> None:
    person = somebody(streams)
    streams.put(person, on(AspirationWithdrawn, 1))  # before the assessment, which asked again
    role = established(streams, (person, Readiness.NOW))
    assert successor(streams, follow, ask, role).willing
    streams.put(person, on(AspirationStated, 10, path="specialist"))
    assert not successor(streams, follow, ask, role).willing
    streams.put(person, on(AspirationStated, 11, path="leadership"))
    assert successor(streams, follow, ask, role).willing
    streams.put(person, on(AspirationWithdrawn, 12))
    assert not successor(streams, follow, ask, role).willing


def test_who_has_left_or_never_joined_is_not_employed(streams: Streams, follow: Ask, ask: Ask) -> None:
    person = somebody(streams)
    role = established(streams, (person, Readiness.NOW))
    streams.put(person, on(PersonLeft, 20))
    last_day, after = (AsOf(effective_on=FIRST_DAY + timedelta(days)) for days in (20, 21))
    assert successor(streams, follow, ask, role, last_day).employed
    assert not successor(streams, follow, ask, role, after).employed
    stranger = established(streams, (a_person(), Readiness.NOW))
    assert not successor(streams, follow, ask, stranger).employed


def test_only_nominated_is_no_standing_successor_and_comes_last(streams: Streams, follow: Ask, ask: Ask) -> None:
    ranked, nominated = somebody(streams), somebody(streams)
    role = established(streams, (ranked, Readiness.NOW))
    streams.put(role, on(SuccessorNominated, 1, candidate=nominated, nominated_by=nominated))
    streams.put(role, ready(nominated, Readiness.NOW))
    follow()
    first, second = only(ask(lambda reading: succession_bench(reading, roles=[role]), LATER)).successors
    assert (first.person, first.rank, second.person, second.rank) == (ranked, 1, nominated, None)
    assert (second.self_nominated, second.standing) == (True, False)
    assert ask(lambda reading: benches_of(reading, [ranked, nominated]), LATER) == {ranked: (role,), nominated: (role,)}


def test_an_empty_slate_takes_the_place_of_the_one_before(streams: Streams, follow: Ask, ask: Ask) -> None:
    person = somebody(streams)
    role = established(streams, (person, Readiness.NOW))
    streams.put(role, on(SlateConfirmed, 9, successors=()))
    follow()
    assert only(ask(lambda reading: succession_bench(reading, roles=[role]), LATER)).successors == ()


def test_incumbents_with_what_would_be_lost_as_long_as_it_counts(streams: Streams, follow: Ask, ask: Ask) -> None:
    person = somebody(streams)
    role = established(streams)
    streams.put(role, on(AppointmentMade, 1, person=person))
    streams.put(person, on(RetentionRiskAssessed, 2, risk=Grade.HIGH, expires_on=FIRST_DAY + timedelta(50)))
    streams.put(person, on(ImpactOfLossAssessed, 2, impact=Grade.LOW, expires_on=FIRST_DAY + timedelta(90)))
    follow()

    def holder(days: int) -> Any:
        as_of = AsOf(effective_on=FIRST_DAY + timedelta(days))
        return only(ask(lambda reading: succession_bench(reading, roles=[role]), as_of)).incumbents[0]

    assert holder(49).retention_risk.grade is Grade.HIGH
    assert holder(50).retention_risk is None
    assert holder(50).impact_of_loss.grade is Grade.LOW


def test_roles_are_narrowed_by_unit_and_by_being_critical(streams: Streams, follow: Ask, ask: Ask) -> None:
    unit = unit_of(f"Unit of {a_role()}")
    critical, other = a_role(), a_role()
    streams.put(critical, on(RoleEstablished, 0, unit=unit, title="B", critical=True))
    streams.put(other, on(RoleEstablished, 0, unit=unit, title="A", critical=False))
    follow()
    bench = ask(lambda reading: succession_bench(reading, units=[unit]))
    assert [role.role for role in bench.roles] == [other, critical]
    assert [r.role for r in ask(lambda reading: succession_bench(reading, units=[unit], critical=True)).roles] == [
        critical
    ]


def test_all_roles_say_the_same_as_each(streams: Streams, follow: Ask, ask: Ask) -> None:
    for _ in range(5):
        role = established(streams, (somebody(streams), Readiness.NOW), (somebody(streams), Readiness.ONE_TO_TWO_YEARS))
        streams.put(role, on(AppointmentMade, 1, person=somebody(streams)))
        streams.put(role, on(RoleVacated, 30))
    follow()
    whole: Bench = ask(succession_bench, LATER)
    assert len(whole.roles) >= 5
    each = ask(lambda reading: succession_bench(reading, roles=[role.role for role in whole.roles]), LATER)
    assert whole == each


def test_somebody_removed_and_confirmed_again_is_back(streams: Streams, follow: Ask, ask: Ask) -> None:
    person = somebody(streams)
    role = established(streams, (person, Readiness.NOW))
    streams.put(role, on(SuccessorRemovedFromSlate, 5, candidate=person))
    follow()
    assert only(ask(lambda reading: succession_bench(reading, roles=[role]), LATER)).successors == ()
    streams.put(role, on(SlateConfirmed, 6, successors=(person,)))
    assert successor(streams, follow, ask, role).confirmed


def test_somebody_nominated_and_removed_is_gone_until_nominated_again(streams: Streams, follow: Ask, ask: Ask) -> None:
    person = somebody(streams)
    role = established(streams)
    streams.put(role, on(SuccessorNominated, 4, candidate=person))
    streams.put(role, on(SuccessorRemovedFromSlate, 5, candidate=person))
    follow()
    assert only(ask(lambda reading: succession_bench(reading, roles=[role]), LATER)).successors == ()
    assert ask(lambda reading: benches_of(reading, [person]), LATER) == {person: ()}
    streams.put(role, on(SuccessorNominated, 6, candidate=person))
    assert successor(streams, follow, ask, role).person == person


def test_mending_an_old_assessment_does_not_make_it_the_latest(streams: Streams, follow: Ask, ask: Ask) -> None:
    person = somebody(streams)
    role = established(streams, (person, Readiness.THREE_TO_FIVE_YEARS))
    first = streams.versions[role] - 1
    streams.put(role, ready(person, Readiness.NOW))
    streams.put(role, ready(person, Readiness.EMERGENCY), supersedes=first)
    assert successor(streams, follow, ask, role).readiness is Readiness.NOW
