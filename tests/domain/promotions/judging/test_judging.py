"""What the rules find in a file: one table of criteria, each row of it shown met, missed and wanting."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest

from domain.development.development import Assessment, AssessmentId, Instrument, Purpose, Rating, Source
from domain.frameworks.criteria import Bound, Criterion, Measure, Requirement, Severity
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.judging.findings import Evidence, EvidenceKind, File, Finding, Verdict
from domain.kernel.facts import Event, Reference
from domain.people.employment import Employment
from domain.people.naming import PersonRenamed
from domain.promotions.judging.rules import LOOKS, judge
from tests.examples import ADA

DAY = date(2024, 6, 3)
PERFORMANCE, POTENTIAL = EvidenceKind
MET, NOT_MET, WARNING, NOT_ENOUGH, _ = Verdict


def at(version: int) -> Reference:
    return Reference(ADA, version)


def filed(
    version: int,
    ratings: dict[str, int | None],
    *,
    kind: EvidenceKind = POTENTIAL,
    source: Source = Source.PEER,
    assessor: str | None = None,
    level: str | None = "others",
    cycle: str | None = None,
    on: date = date(2024, 3, 4),
) -> Evidence:
    """An assessment on the file."""
    assessed = Assessment(
        at(version),
        on,
        AssessmentId(f"assessment-{version}"),
        Instrument.LEADERSHIP_ASSESSMENT,
        Purpose.DECISION,
        source,
        assessor,
        DEFAULT_FRAMEWORK,
        1,
        level,
        cycle,
        tuple(Rating(of, value, ("seen",)) for of, value in ratings.items()),
        facts_unknown=False,
    )
    return Evidence(kind, at(version), something(on), assessed)


def something(on: date) -> Event[Employment]:
    return PersonRenamed("", effective_on=on)


def performed(version: int, value: int | None, cycle: str, *, source: Source = Source.LINE_MANAGER) -> Evidence:
    year = date(int(cycle[:4]), 12, 1)
    return filed(version, {"performance": value}, kind=PERFORMANCE, source=source, cycle=cycle, on=year)


def found(
    criterion: Criterion, evidence: Iterable[Evidence], *, vacant: bool | None = True, to_level: str = "others"
) -> Finding:
    edition = replace(DEFAULT_EDITION, promotion=(criterion,))
    (finding,) = judge(edition, File(to_level, DAY, vacant, tuple(evidence)))
    assert finding.criterion is criterion.requirement
    return finding


def criterion(requirement: Requirement) -> Criterion:
    """As the default pack publishes it."""
    rules = (DEFAULT_EDITION.promotion, *(rule.criteria for rule in DEFAULT_EDITION.readiness))
    return next(one for rule in rules for one in rule if one.requirement is requirement)


SUSTAINED = criterion(Requirement.PERFORMANCE_SUSTAINED)
VALUES = criterion(Requirement.WORK_VALUES)
TARGET = criterion(Requirement.EVIDENCE_AT_TARGET_LEVEL)
INTEGRITY = criterion(Requirement.NO_CONFIRMED_INTEGRITY_CONCERN)
OLDER = criterion(Requirement.EVIDENCE_OLDER_THAN)
DOMINATES = criterion(Requirement.ONE_SOURCE_DOMINATES)
SOURCES = criterion(Requirement.INDEPENDENT_SOURCES)
OUTSIDE = criterion(Requirement.SOURCE_OUTSIDE_THE_LINE)
DIALS = criterion(Requirement.DIALS_AT_LEAST)
SHOWN = criterion(Requirement.POTENTIAL_EVIDENCE)
MANAGER = Source.LINE_MANAGER


@pytest.mark.parametrize(
    ("evidence", "verdict", "rests_on"),
    [
        ([performed(1, 3, "2022"), performed(2, 4, "2023")], MET, (1, 2)),
        ([performed(1, 2, "2021"), performed(2, 4, "2022"), performed(3, 3, "2023")], MET, (2, 3)),
        ([performed(1, 4, "2021"), performed(2, 4, "2022"), performed(3, 2, "2023")], NOT_MET, (2, 3)),
        ([performed(1, 2, "2022"), performed(2, 4, "2022"), performed(3, 3, "2023")], MET, (1, 2, 3)),
        ([performed(1, 2, "2022"), performed(2, 3, "2022"), performed(3, 5, "2023")], NOT_MET, (1, 2, 3)),
        ([performed(1, 5, "2023")], NOT_ENOUGH, (1,)),
        ([performed(1, None, "2022"), performed(2, 4, "2023")], NOT_ENOUGH, (2,)),
        ([performed(1, 5, "2022", source=Source.SELF), performed(2, 4, "2023")], NOT_ENOUGH, (2,)),
        ([replace(performed(1, 5, "2022"), evidence_kind=POTENTIAL), performed(2, 4, "2023")], NOT_ENOUGH, (2,)),
        ([], NOT_ENOUGH, ()),
    ],
)
def test_performance_is_sustained_over_the_latest_cycles(
    evidence: list[Evidence], verdict: Verdict, rests_on: tuple[int, ...]
) -> None:
    assert found(SUSTAINED, evidence) == finding(SUSTAINED, verdict, rests_on)


def test_a_cycle_without_a_name_is_its_year() -> None:
    unnamed = [
        filed(version, {"performance": 4}, kind=PERFORMANCE, on=date(year, month, 1))
        for version, (year, month) in enumerate([(2022, 12), (2023, 1), (2023, 12)], start=1)
    ]
    assert found(SUSTAINED, unnamed) == finding(SUSTAINED, MET, (1, 2, 3))
    assert found(SUSTAINED, unnamed[1:]) == finding(SUSTAINED, NOT_ENOUGH, (2, 3))


@pytest.mark.parametrize(
    ("evidence", "verdict", "rests_on"),
    [
        ([filed(1, {"direction": 4})], MET, (1,)),
        ([Evidence(POTENTIAL, at(2), something(DAY))], MET, (2,)),
        ([performed(1, 5, "2022"), performed(2, 5, "2023")], NOT_MET, (1, 2)),
        ([filed(1, {"performance": 5, "expertise": 5})], NOT_MET, (1,)),
        ([filed(1, {"direction": None})], NOT_MET, (1,)),
        ([filed(1, {"direction": 5}, source=Source.SELF)], NOT_MET, (1,)),
        ([], NOT_ENOUGH, ()),
    ],
)
def test_performance_evidence_alone_fails_and_so_does_technical_evidence(
    evidence: list[Evidence], verdict: Verdict, rests_on: tuple[int, ...]
) -> None:
    assert found(SHOWN, evidence) == finding(SHOWN, verdict, rests_on)


@pytest.mark.parametrize(
    ("evidence", "verdict", "rests_on"),
    [
        ([filed(1, {"direction": 3})], MET, (1,)),
        ([filed(1, {"direction": 3}, level="function")], MET, (1,)),
        ([filed(1, {"direction": 3}, level="self")], NOT_MET, (1,)),
        ([filed(1, {"direction": 3}, level=None)], NOT_MET, (1,)),
        ([filed(1, {"expertise": 5}), filed(2, {"direction": 5}, source=Source.SELF)], NOT_ENOUGH, ()),
        ([], NOT_ENOUGH, ()),
    ],
)
def test_leadership_is_shown_at_the_level_of_the_step_or_above(
    evidence: list[Evidence], verdict: Verdict, rests_on: tuple[int, ...]
) -> None:
    assert found(TARGET, evidence) == finding(TARGET, verdict, rests_on)


def test_more_sources_at_the_target_level_may_be_asked_for() -> None:
    two = replace(TARGET, bounds=(Bound(Measure.SOURCES, 2),))
    one_peer = filed(1, {"direction": 3})
    assert found(two, [one_peer, filed(2, {"courage": 4})]) == finding(two, NOT_ENOUGH, (1, 2))
    assert found(two, [one_peer, filed(2, {"courage": 4}, source=MANAGER)]) == finding(two, MET, (1, 2))


@pytest.mark.parametrize(
    ("evidence", "verdict", "rests_on"),
    [
        ([filed(1, {"work_values": 3}), filed(2, {"work_values": 5}, source=MANAGER)], MET, (1, 2)),
        ([filed(1, {"work_values": 2}), filed(2, {"work_values": 5}, source=MANAGER)], NOT_MET, (1,)),
        ([filed(1, {"work_values": 5}), filed(2, {"work_values": 5}, source=Source.SELF)], NOT_ENOUGH, (1,)),
        ([filed(1, {"work_values": 5}), filed(2, {"work_values": 5})], NOT_ENOUGH, (1, 2)),
        ([filed(1, {"work_values": None}), filed(2, {"direction": 5}, source=MANAGER)], NOT_ENOUGH, ()),
        ([], NOT_ENOUGH, ()),
    ],
)
def test_nothing_outweighs_work_values_seen_by_two_sources(
    evidence: list[Evidence], verdict: Verdict, rests_on: tuple[int, ...]
) -> None:
    assert found(VALUES, evidence) == finding(VALUES, verdict, rests_on)


def test_an_assessors_latest_word_counts() -> None:
    before = filed(1, {"work_values": 2}, assessor="person-cai", on=date(2023, 1, 1))
    since = filed(2, {"work_values": 4}, assessor="person-cai", on=date(2024, 1, 1))
    another = filed(3, {"work_values": 3}, source=MANAGER)
    assert found(VALUES, [since, before, another]) == finding(VALUES, MET, (2, 3))
    worse = replace(VALUES, bounds=(Bound(Measure.RATING, 5), Bound(Measure.SOURCES, 1)))
    assert found(worse, [since, before]) == finding(worse, NOT_MET, (2,))


def test_every_dial_is_seen_and_none_is_low() -> None:
    all_three = {"skills": 3, "time_application": 4, "work_values": 3}
    assert found(DIALS, [filed(1, {**all_three})]) == finding(DIALS, MET, (1,))
    assert found(DIALS, [filed(1, {**all_three, "skills": 2})]) == finding(DIALS, NOT_MET, (1,))
    assert found(DIALS, [filed(1, {"skills": 3, "work_values": 3})]) == finding(DIALS, NOT_ENOUGH, (1,))


def test_one_voice_on_integrity_warns_and_a_second_source_confirms() -> None:
    one, two = filed(1, {"integrity": 1}), filed(2, {"integrity": 1}, source=MANAGER)
    assert found(INTEGRITY, [one]) == finding(INTEGRITY, WARNING, (1,))
    assert found(INTEGRITY, [one, filed(3, {"integrity": 1})]) == finding(INTEGRITY, WARNING, (1, 3))
    assert found(INTEGRITY, [one, two]) == finding(INTEGRITY, NOT_MET, (1, 2))
    assert found(INTEGRITY, [filed(1, {"integrity": 2})]) == finding(INTEGRITY, MET, (1,))
    assert found(INTEGRITY, []) == finding(INTEGRITY, MET, ())


@pytest.mark.parametrize(("vacant", "verdict"), [(True, MET), (False, NOT_MET), (None, WARNING)])
def test_a_step_into_a_role_waits_for_a_vacancy_and_any_other_need_is_for_people_to_see(
    vacant: bool | None, verdict: Verdict
) -> None:
    asked = criterion(Requirement.VACANCY_OR_NEED)
    assert found(asked, [], vacant=vacant) == finding(asked, verdict, ())


def test_sources_are_counted_by_how_they_stand_to_somebody() -> None:
    peers = [filed(1, {"direction": 3}), filed(2, {"courage": 3})]
    manager = filed(3, {"direction": 3}, source=MANAGER)
    old = filed(4, {"direction": 3}, source=Source.MENTOR, on=date(2022, 12, 2))
    assert found(SOURCES, peers).verdict is NOT_ENOUGH
    assert found(SOURCES, [*peers, old]) == finding(SOURCES, NOT_ENOUGH, (1, 2))
    in_time = filed(4, {"direction": 3}, source=Source.MENTOR, on=date(2022, 12, 3))
    assert found(SOURCES, [*peers, in_time]) == finding(SOURCES, MET, (4, 1, 2))
    assert found(SOURCES, [*peers, manager]) == finding(SOURCES, MET, (1, 2, 3))
    assert found(OUTSIDE, [manager]) == finding(OUTSIDE, NOT_ENOUGH, ())
    assert found(OUTSIDE, [manager, peers[0]]) == finding(OUTSIDE, MET, (1,))


def test_old_evidence_warns() -> None:
    on_the_day = filed(1, {"direction": 3}, on=date(2022, 12, 3))
    before = Evidence(PERFORMANCE, at(2), something(date(2022, 12, 2)))
    assert found(OLDER, [on_the_day]) == finding(OLDER, MET, ())
    assert found(OLDER, [on_the_day, before]) == finding(OLDER, WARNING, (2,))


def test_one_source_saying_most_warns() -> None:
    manager = [filed(1, {"direction": 3}, source=MANAGER), filed(2, {"direction": 3}, source=MANAGER)]
    peers = [filed(3, {"direction": 3}), filed(4, {"direction": 3})]
    assert found(DOMINATES, [*manager, *peers]) == finding(DOMINATES, MET, (1, 2, 3, 4))
    assert found(DOMINATES, [*manager, peers[0]]) == finding(DOMINATES, WARNING, (1, 2))
    assert found(DOMINATES, []) == finding(DOMINATES, MET, ())


def test_a_criterion_that_only_warns_never_stands_in_the_way() -> None:
    for verdict_without in (SUSTAINED, SHOWN, TARGET, VALUES):
        lenient = replace(verdict_without, severity=Severity.WARNS)
        assert found(verdict_without, []).stands_in_the_way
        assert not found(lenient, []).stands_in_the_way
        assert found(lenient, []).verdict is WARNING


@pytest.mark.parametrize("requirement", [one for one in Requirement if one not in LOOKS])
def test_what_the_rules_cannot_see_is_for_people_to_look_at(requirement: Requirement) -> None:
    assert found(Criterion(requirement), []) == Finding(requirement, WARNING, ())


def test_an_edition_is_judged_by_all_its_criteria_for_the_level_in_their_order() -> None:
    for level in DEFAULT_EDITION.ladder:
        findings = judge(DEFAULT_EDITION, File(level, DAY, True, (filed(1, {"direction": 4}),)))
        assert [one.criterion for one in findings] == [one.requirement for one in DEFAULT_EDITION.criteria_for(level)]


def test_what_was_erased_shows_nothing() -> None:
    erased = [filed(1, {}), filed(2, {}, source=MANAGER)]
    file = File("others", DAY, True, tuple(erased))
    assert {one.criterion: one.verdict for one in judge(DEFAULT_EDITION, file) if one.stands_in_the_way} == {
        Requirement.PERFORMANCE_SUSTAINED: NOT_ENOUGH,
        Requirement.POTENTIAL_EVIDENCE: NOT_MET,
        Requirement.EVIDENCE_AT_TARGET_LEVEL: NOT_ENOUGH,
        Requirement.WORK_VALUES: NOT_ENOUGH,
    }


def finding(of: Criterion, verdict: Verdict, rests_on: tuple[int, ...]) -> Finding:
    return Finding(of.requirement, verdict, tuple(at(version) for version in rests_on))
