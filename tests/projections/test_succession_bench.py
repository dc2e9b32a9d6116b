"""The bench: what the streams of the roles recall, at any position and day, and who counts as a standing successor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from domain.development.aspirations import AspirationStated, AspirationWithdrawn, Path, Willingness
from domain.frameworks.criteria import Requirement
from domain.frameworks.edition import Readiness
from domain.judging.findings import Finding, Verdict
from domain.kernel.facts import EntryRetracted
from domain.kernel.ids import RoleId
from domain.organisation.appointments import RoleEstablished
from domain.organisation.holders import holders_on
from domain.organisation.role import AppointmentKind, AppointmentMade, RoleVacated, WhyVacated
from domain.people.joining import PersonJoined
from domain.people.leaving import PersonLeft
from domain.people.moving import PersonMoved
from domain.succession.emergency_cover import EmergencyCoverNamed
from domain.succession.readiness import ReadinessAssessed
from domain.succession.retention import Grade, ImpactOfLossAssessed, RetentionReason, RetentionRiskAssessed
from domain.succession.slates import SlateConfirmed, SuccessorNominated, SuccessorRemovedFromSlate
from domain.units.citing import unit_of
from ledger import AsOf, Ledger
from ledger.deciding.sources import StreamsAsOf
from ledger.deciding.view import View
from projections.role_history import role_history
from projections.succession_bench import Bench, RoleBench, Successor, benches_of, succession_bench
from tests.projections.bench_oracle import BenchOracle, Told
from tests.projections.lives import DAYS, FIRST_DAY, ROLE_EVENTS, Cast, Step
from tests.projections.oracle import standing
from tests.projections.streams_written import Streams, a_person, a_role
from tests.projections.test_development_history import on

Ask = Callable[..., Any]
LATER = AsOf(effective_on=FIRST_DAY + timedelta(60))
WILLING: dict[str, Any] = {"path": Path.LEADERSHIP, "role": None, "level": None, "willingness": None, "stated_by": None}
FOUND = Finding(Requirement.DIALS_AT_LEAST, Verdict.MET, ())
NOT_FOUND = Finding(Requirement.WILLINGNESS, Verdict.NOT_ENOUGH_EVIDENCE, ())
OF_PEOPLE = (PersonJoined, PersonLeft, PersonMoved, AspirationStated, AspirationWithdrawn)
ROLE_STEPS = st.lists(
    st.builds(
        Step,
        kind=st.sampled_from((*ROLE_EVENTS, *OF_PEOPLE)),
        stream=st.integers(0, 1),
        whom=st.integers(0, 2),
        day=DAYS,
        supersedes=st.none() | st.none() | st.integers(0, 20),
        retracts=st.booleans(),
    ),
    min_size=12,
    max_size=40,
)


@settings(
    phases=(Phase.explicit, Phase.generate),
    max_examples=7,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(steps=ROLE_STEPS, back=st.integers(0, 20), day=DAYS)
def test_the_bench_says_what_is_found_by_replaying(
    streams: Streams, ledger: Ledger, follow: Ask, ask: Ask, steps: list[Step], back: int, day: date
) -> None:
    cast = Cast(streams)
    begin(streams, cast)
    for step in steps:
        cast.take(step)
    now = follow()
    for position in (now, max(0, now - back)):
        entries = standing(ledger, position)
        for on_day in (day, *(FIRST_DAY + timedelta(later) for later in (12, 27, 42))):
            as_of = AsOf(position=position, effective_on=on_day)
            bench: Bench = ask(lambda reading: succession_bench(reading, roles=cast.roles), as_of)
            told = {role.role: role for role in bench.roles}
            oracle = BenchOracle(entries, on_day)
            counts_what_is_found(bench, oracle)
            for stream in cast.roles:
                if not oracle.of(stream, "RoleEstablished", "RoleProfileDefined"):
                    assert stream not in told
                    continue
                says_what_is_found(told[stream], oracle)
                if not all(map(BenchOracle(entries, date.max).could_have_been, cast.people)):
                    continue
                holders = {(h.person, h.appointment_kind, h.since) for h in told[stream].incumbents}
                held = holders_on(on_day, RoleId(stream), View(StreamsAsOf(ledger.recorder, position)))
                assert holders == {(h.person, h.appointment_kind, h.since) for h in held}
                [history] = ask(lambda reading, of=stream: role_history(reading, [of]), as_of).values()
                ongoing = (h for h in history if h.until is None or on_day < h.until)
                assert holders == {(h.person, h.appointment_kind, h.since) for h in ongoing}


def counts_what_is_found(bench: Bench, oracle: BenchOracle) -> None:
    """The figures, as they are told, against what is found by replaying; places held together are never overstated."""
    told, found = bench.figures, oracle.figures([role.role for role in bench.roles])
    shares = {name: getattr(told, name) for name in found if name != "n"}
    assert {share.n for share in shares.values()} == {found["n"]}
    holders = [holder for role in bench.roles for place in oracle.places(role.role) for holder in place.holders]
    if len({*holders}) < len(holders):
        assert shares.pop("coverage_after_chain").count <= found["coverage_after_chain"]
    assert {name: share.count for name, share in shares.items()} == {name: found[name] for name in shares}


def says_what_is_found(role: RoleBench, oracle: BenchOracle) -> None:
    """One role, as it is told, against what is found by replaying."""
    assert {(h.person, str(h.appointment_kind), h.since) for h in role.incumbents} == {*oracle.holders(role.role)}
    assert {cover.person: cover.until for cover in role.emergency_covers} == oracle.covers(role.role)
    expected = oracle.successors(role.role)
    shown = {
        s.person: Told(
            s.person,
            s.rank,
            s.nominated,
            s.readiness and str(s.readiness),
            s.unexpired,
            s.supported,
            s.willingness and str(s.willingness),
            s.employed,
            s.holds_it,
            s.in_level_since,
        )
        for s in role.successors
    }
    assert shown == expected
    assert {s.person for s in role.successors if s.standing} == {who for who, one in expected.items() if one.standing}


def begin(streams: Streams, cast: Cast) -> None:
    """Everybody is here and wants to lead, somebody holds each role, and the others are ready for it."""
    for person in cast.people:
        streams.put(person, on(PersonJoined, 0, manager=None, level="others"))
        streams.put(person, on(AspirationStated, 0, **WILLING))
    for role in cast.roles:
        streams.put(role, on(RoleEstablished, 0))
        streams.put(role, on(AppointmentMade, 0, person=cast.people[0]))
        streams.put(role, on(SlateConfirmed, 0, successors=tuple(cast.people[1:])))
        for person in cast.people:
            streams.put(role, replace(ready(person, Readiness.NOW), effective_on=FIRST_DAY))


def ready(person: str, readiness: Readiness, **said: Any) -> Any:
    return on(
        ReadinessAssessed,
        2,
        **{"candidate": person, "readiness": readiness, "findings": (FOUND,), "expires_on": date(2025, 1, 1), **said},
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
    """Who is here, and wants to lead."""
    person = a_person()
    streams.put(person, on(PersonJoined, 0, manager=None))
    streams.put(person, on(AspirationStated, 0, **WILLING))
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
    for findings in ((), (NOT_FOUND,), (FOUND, NOT_FOUND)):
        unsupported = ready(person, Readiness.NOW, findings=findings, willing=True)
        streams.put(role, replace(unsupported, effective_on=FIRST_DAY + timedelta(5)))
        told = successor(streams, follow, ask, role)
        assert (told.readiness, told.supported, told.standing) == (Readiness.NOW, False, False)
    streams.put(role, replace(ready(person, Readiness.NOW, willing=False), effective_on=FIRST_DAY + timedelta(6)))
    assert successor(streams, follow, ask, role).standing, "willing is their own word, whoever said what"
    streams.put(role, on(AppointmentMade, 7, person=person, appointment_kind=AppointmentKind.ACTING_UP))
    assert successor(streams, follow, ask, role).standing
    streams.put(role, on(AppointmentMade, 8, person=person))
    told = successor(streams, follow, ask, role)
    assert (told.holds_it, told.standing) == (True, False)


def test_readiness_expires(streams: Streams, follow: Ask, ask: Ask) -> None:
    person = somebody(streams)
    role = established(streams, (person, Readiness.NOW))
    last = successor(streams, follow, ask, role, AsOf(effective_on=date(2024, 12, 31)))
    over = successor(streams, follow, ask, role, AsOf(effective_on=date(2025, 1, 1)))
    assert (last.unexpired, last.standing) == (True, True)
    assert (over.unexpired, over.standing, over.readiness) == (False, False, Readiness.NOW)


def test_willing_is_the_word_of_the_day(streams: Streams, follow: Ask, ask: Ask) -> None:
    person = somebody(streams)
    role = established(streams, (person, Readiness.NOW))
    said = Willingness
    for day, what, word in (
        (10, {"path": Path.SPECIALIST}, said.NOT_WILLING),
        (11, {"path": Path.UNDECIDED}, said.UNDECIDED),
        (12, {"path": Path.LEADERSHIP}, said.WILLING),
        (13, {"path": Path.LEADERSHIP, "role": role, "willingness": said.NOT_WILLING}, said.NOT_WILLING),
        (14, {"path": Path.LEADERSHIP}, said.NOT_WILLING),
        (15, {"path": Path.LEADERSHIP, "role": role, "willingness": said.WILLING}, said.WILLING),
        (16, {"path": Path.LEADERSHIP, "role": a_role(), "willingness": said.UNDECIDED}, said.WILLING),
    ):
        streams.put(person, on(AspirationStated, day, **(WILLING | what)))
        told = successor(streams, follow, ask, role)
        assert (told.willingness, told.willing) == (word, word is said.WILLING)
    streams.put(person, on(AspirationWithdrawn, 17))
    assert successor(streams, follow, ask, role).willingness is None


def test_under_a_year_in_their_level_is_a_warning(streams: Streams, follow: Ask, ask: Ask) -> None:
    person = somebody(streams)
    role = established(streams, (person, Readiness.NOW))
    for day, level in ((10, "self"), (20, "others"), (30, "others")):
        streams.put(person, on(PersonMoved, day, level=level))
    since = FIRST_DAY + timedelta(20)
    for until, warned in ((date(2025, 1, 20), True), (date(2025, 1, 21), False)):
        told = successor(streams, follow, ask, role, AsOf(effective_on=until))
        assert (told.in_level_since, told.under_a_year_in_level) == (since, warned)


def test_a_holder_holds_through_their_last_day_whatever_is_written_when(
    streams: Streams, follow: Ask, ask: Ask
) -> None:
    def vacant(role: str, day: int) -> bool:
        follow()
        as_of = AsOf(effective_on=FIRST_DAY + timedelta(day))
        return only(ask(lambda reading: succession_bench(reading, roles=[role]), as_of)).vacant

    person, role = somebody(streams), established(streams)
    left = streams.put(person, on(PersonLeft, 20))
    streams.put(role, on(AppointmentMade, 10, person=person))
    assert [vacant(role, day) for day in (9, 10, 20, 21)] == [True, False, False, True]
    streams.put(person, on(PersonLeft, 30), supersedes=left)
    assert [vacant(role, day) for day in (21, 30, 31)] == [False, False, True]
    streams.put(person, on(PersonJoined, 40, manager=None))
    assert vacant(role, 41), "coming back gives no role back"
    streams.put(person, EntryRetracted(effective_on=FIRST_DAY), supersedes=left)
    assert not vacant(role, 31)


def test_a_vacancy_that_leaving_wrote_down_follows_from_the_stay(streams: Streams, follow: Ask, ask: Ask) -> None:
    by_hand, with_leaving = UUID(int=8), UUID(int=9)
    person, role = somebody(streams), established(streams)
    streams.put(role, on(AppointmentMade, 1, person=person))
    left = streams.put(person, on(PersonLeft, 20), command=with_leaving)
    vacancy = on(RoleVacated, 20, person=person, why=WhyVacated.LEFT)
    streams.put(role, vacancy, command=with_leaving)

    def holders(day: int) -> list[str]:
        follow()
        as_of = AsOf(effective_on=FIRST_DAY + timedelta(day))
        [told] = ask(lambda reading: succession_bench(reading, roles=[role]), as_of).roles
        return [holder.person for holder in told.incumbents]

    assert (holders(20), holders(21)) == ([person], [])
    streams.put(person, EntryRetracted(effective_on=FIRST_DAY), supersedes=left)
    assert holders(21) == [person], "the chair comes back"
    streams.put(role, replace(vacancy, effective_on=FIRST_DAY + timedelta(25)), command=by_hand)
    assert (holders(24), holders(25)) == ([person], [])


def test_emergency_cover_is_told_beside_and_makes_no_successor(streams: Streams, follow: Ask, ask: Ask) -> None:
    person, role = somebody(streams), established(streams)
    until = FIRST_DAY + timedelta(30)
    streams.put(role, on(EmergencyCoverNamed, 5, person=person, until=until, can_hold_days=60))
    follow()

    def told(day: int) -> RoleBench:
        as_of = AsOf(effective_on=FIRST_DAY + timedelta(day))
        return only(ask(lambda reading: succession_bench(reading, roles=[role]), as_of))

    [cover] = told(30).emergency_covers
    assert (cover.person, cover.until, cover.can_hold_days) == (person, until, 60)
    assert (told(4).emergency_covers, told(31).emergency_covers, told(30).successors) == ((), (), ())


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

    assert (holder(49).retention_risk.grade, holder(49).retention_risk.reason) == (Grade.HIGH, RetentionReason.MARKET)
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
