"""The table of looks: what counts as evidence, what was left off, and how many voices there truly are."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain.development.assessments import AssessmentRecorded
from domain.development.assignments import AssignmentCompleted
from domain.development.development import (
    Assessment,
    AssessmentId,
    AssignmentId,
    Development,
    Instrument,
    Purpose,
    Rating,
    Source,
)
from domain.development.feedback import FeedbackGiven
from domain.frameworks.criteria import Bound, Criterion, Measure, Requirement, Severity
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.judging.admissible import shows
from domain.judging.findings import Evidence, EvidenceKind, File, Finding, Verdict, Wish
from domain.judging.judging import judge
from domain.kernel.facts import Event, Reference
from domain.kernel.ids import PersonId
from domain.people.joining import PersonJoined
from tests.examples import ADA, BEN, CAI, DEE, EVE

DAY = date(2024, 6, 3)
PERFORMANCE, POTENTIAL = EvidenceKind
MET, NOT_MET, WARNING, NOT_ENOUGH, NOT_JUDGED = Verdict
EVALUATION, CENTRE = Instrument.PERFORMANCE_EVALUATION, Instrument.ASSESSMENT_CENTRE
ALL_DIALS = {"skills": 4, "time_application": 4, "work_values": 4}


def at(version: int) -> Reference:
    return Reference(ADA, version)


def recorded(
    instrument: Instrument,
    source: Source,
    assessor: PersonId | None,
    ratings: dict[str, int],
    *,
    on: date = date(2024, 3, 4),
    cycle: str | None = None,
    facts_unknown: bool = False,
    level: str | None = "others",
) -> AssessmentRecorded:
    """An assessment for a decision."""
    rated = tuple(Rating(of, value, ("seen",)) for of, value in ratings.items())
    return AssessmentRecorded(
        AssessmentId("assessment-1"),
        instrument,
        Purpose.DECISION,
        DEFAULT_FRAMEWORK,
        1,
        source,
        assessor,
        rated,
        level,
        cycle,
        facts_unknown=facts_unknown,
        effective_on=on,
    )


def result(version: int, value: int, year: int, *, facts_unknown: bool = False) -> AssessmentRecorded:
    return recorded(
        EVALUATION,
        Source.LINE_MANAGER,
        BEN,
        {"performance": value},
        on=date(year, 12, 1),
        cycle=str(year),
        facts_unknown=facts_unknown,
    )


def weighed(version: int, event: Event[Development]) -> Assessment | None:
    development = event.evolve(Development(), at(version))
    return development.assessments[0] if development.assessments else None


def file_of(
    filed: list[tuple[int, EvidenceKind, Event[Development]]], *unfiled: tuple[int, Event[Development]]
) -> File:
    """A file, and what the ledger knows beside it."""
    evidence = tuple(Evidence(kind, at(version), event, weighed(version, event)) for version, kind, event in filed)
    there = [(version, event) for version, _, event in filed] + [*unfiled]
    known = [assessment for version, event in dict(there).items() if (assessment := weighed(version, event))]
    return File("others", DAY, True, evidence, tuple(sorted(known, key=lambda one: one.on)), concerns=())


def found(criterion: Criterion, file: File) -> Finding:
    (finding,) = judge(DEFAULT_EDITION, (criterion,), file)
    return finding


SUSTAINED = Criterion(Requirement.PERFORMANCE_SUSTAINED, (Bound(Measure.RATING, 3), Bound(Measure.CYCLES, 2)))
SHOWN = Criterion(Requirement.POTENTIAL_EVIDENCE)
SOURCES = Criterion(Requirement.INDEPENDENT_SOURCES, (Bound(Measure.SOURCES, 2), Bound(Measure.MONTHS, 18)))
COMPLETE = Criterion(Requirement.FILE_COMPLETE, (Bound(Measure.MONTHS, 18),), Severity.WARNS)
DOMINATES = Criterion(Requirement.ONE_SOURCE_DOMINATES, (Bound(Measure.PERCENT, 50),), Severity.WARNS)
INTEGRITY = Criterion(Requirement.NO_CONFIRMED_INTEGRITY_CONCERN)
GROWN = Criterion(Requirement.LEADER_GROWN, (Bound(Measure.LEADERS, 1), Bound(Measure.REPORTS, 2)))


def test_the_latest_cycles_are_the_latest_there_are() -> None:
    """Not the latest that somebody chose to file."""
    good, fair, bad = result(1, 5, 2021), result(2, 3, 2022), result(3, 1, 2023)
    chosen = file_of([(1, PERFORMANCE, good), (2, PERFORMANCE, fair)], (3, bad))
    assert found(SUSTAINED, chosen) == Finding(SUSTAINED.requirement, NOT_ENOUGH, (at(2),))
    whole = file_of([(2, PERFORMANCE, fair), (3, PERFORMANCE, bad)], (1, good))
    assert found(SUSTAINED, whole) == Finding(SUSTAINED.requirement, NOT_MET, (at(2), at(3)))
    lasting = file_of([(1, PERFORMANCE, good), (2, PERFORMANCE, fair)])
    assert found(SUSTAINED, lasting) == Finding(SUSTAINED.requirement, MET, (at(1), at(2)))


def test_the_best_voice_of_a_cycle_is_not_the_cycle() -> None:
    kind, fair = result(1, 5, 2022), result(2, 3, 2023)
    other = replace(result(3, 1, 2023), assessor=CAI, source=Source.HIGHER_MANAGER)
    assert found(SUSTAINED, file_of([(1, PERFORMANCE, kind), (2, PERFORMANCE, fair)], (3, other))).verdict is NOT_ENOUGH


def test_two_rounds_on_one_day_are_one_and_friends_rate_no_results() -> None:
    twice = replace(result(2, 5, 2022), cycle="another")
    assert (
        found(SUSTAINED, file_of([(1, PERFORMANCE, result(1, 5, 2022)), (2, PERFORMANCE, twice)])).verdict is NOT_ENOUGH
    )
    fair, low = result(1, 3, 2022), result(2, 1, 2023)
    for beside in (Source.PEER, Source.COLLEAGUE, Source.DIRECT_REPORT):
        kind = replace(result(3, 5, 2023), assessor=CAI, source=beside)
        padded = file_of([(1, PERFORMANCE, fair), (2, PERFORMANCE, low), (3, PERFORMANCE, kind)])
        assert found(SUSTAINED, padded) == Finding(SUSTAINED.requirement, NOT_MET, (at(1), at(2)))


def test_results_without_facts_do_not_count_and_are_told() -> None:
    unknown = result(2, 5, 2023, facts_unknown=True)
    file = file_of([(1, PERFORMANCE, result(1, 4, 2022)), (2, PERFORMANCE, unknown)])
    assert found(SUSTAINED, file) == Finding(SUSTAINED.requirement, NOT_ENOUGH, (at(1),), (at(2),))


@pytest.mark.parametrize(
    ("event", "of_performance", "of_potential"),
    [
        (result(1, 5, 2023), True, False),
        (recorded(EVALUATION, Source.HIGHER_MANAGER, DEE, {"direction": 5}), True, False),
        (recorded(CENTRE, Source.ASSESSOR, DEE, {"direction": 4}), False, True),
        (recorded(Instrument.THREE_SIXTY, Source.SELF, ADA, {"direction": 5}), False, False),
        (replace(recorded(CENTRE, Source.ASSESSOR, DEE, {"direction": 4}), purpose=Purpose.DEVELOPMENT), False, False),
        (AssignmentCompleted(AssignmentId("assignment-1"), "Done", effective_on=DAY), True, True),
        (PersonJoined("Ada", "Tooling", effective_on=DAY), False, False),
    ],
)
def test_each_kind_of_evidence_is_a_closed_list(
    event: Event[Development], of_performance: bool, of_potential: bool
) -> None:
    assert (shows(PERFORMANCE, event), shows(POTENTIAL, event)) == (of_performance, of_potential)


def test_what_may_not_show_potential_shows_none_even_where_it_is_filed_as_such() -> None:
    yearly = recorded(EVALUATION, Source.LINE_MANAGER, BEN, {"direction": 5, "performance": 5})
    assert found(SHOWN, file_of([(1, POTENTIAL, yearly)])).verdict is NOT_MET
    lowest = recorded(CENTRE, Source.ASSESSOR, DEE, {"direction": 1})
    assert found(SHOWN, file_of([(1, POTENTIAL, lowest)])).verdict is NOT_MET
    seen = recorded(CENTRE, Source.ASSESSOR, DEE, {"direction": 4})
    assert found(SHOWN, file_of([(1, POTENTIAL, seen)])) == Finding(SHOWN.requirement, MET, (at(1),))
    unfounded = replace(seen, facts_unknown=True)
    assert found(SHOWN, file_of([(1, POTENTIAL, unfounded)])) == Finding(SHOWN.requirement, NOT_MET, (at(1),), (at(1),))


def test_what_nobody_else_saw_shows_no_potential() -> None:
    """Feedback from nobody, and an assignment that somebody calls done themselves, were enough."""
    done = AssignmentCompleted(AssignmentId("assignment-1"), "Done", effective_on=DAY)
    said = FeedbackGiven(CAI, Source.PEER, Purpose.DECISION, "Leads", "", effective_on=DAY)
    for unseen in (done, replace(said, giver=None, source=Source.UNKNOWN), replace(said, source=Source.UNKNOWN)):
        file = file_of([(1, POTENTIAL, unseen)])
        assert found(SHOWN, file) == Finding(SHOWN.requirement, NOT_MET, (at(1),), (at(1),))
    for seen in (replace(done, seen_by=BEN), said):
        assert found(SHOWN, file_of([(1, POTENTIAL, seen)])) == Finding(SHOWN.requirement, MET, (at(1),))


def test_one_person_under_three_labels_is_one_source_and_so_are_two_peers() -> None:
    def seen(version: int, source: Source, assessor: PersonId | None) -> tuple[int, EvidenceKind, Event[Development]]:
        return version, POTENTIAL, recorded(CENTRE, source, assessor, ALL_DIALS)

    labels = [seen(1, Source.ASSESSOR, EVE), seen(2, Source.PEER, EVE), seen(3, Source.HIGHER_MANAGER, EVE)]
    peers = [seen(1, Source.PEER, CAI), seen(2, Source.PEER, EVE)]
    nobody = [seen(1, Source.PEER, None), seen(2, Source.EXTERNAL, None)]
    for several in (labels, peers, nobody):
        assert found(SOURCES, file_of(several)).verdict is NOT_ENOUGH
    assert found(SOURCES, file_of([*labels, seen(4, Source.PEER, CAI)])).verdict is MET


def test_what_was_left_off_is_told() -> None:
    filed, left_off = recorded(CENTRE, Source.ASSESSOR, DEE, ALL_DIALS), recorded(CENTRE, Source.PEER, CAI, ALL_DIALS)
    old = replace(left_off, effective_on=date(2020, 1, 1))
    assert found(COMPLETE, file_of([(1, POTENTIAL, filed)], (2, left_off), (3, old))) == Finding(
        COMPLETE.requirement, WARNING, (at(2),)
    )
    assert found(COMPLETE, file_of([(1, POTENTIAL, filed)], (3, old))).verdict is MET


def test_a_source_dominates_by_people_and_distances_and_not_by_its_years() -> None:
    years = [(year, PERFORMANCE, result(year, 4, year)) for year in (2021, 2022, 2023)]
    centre = (1, POTENTIAL, recorded(CENTRE, Source.ASSESSOR, DEE, ALL_DIALS))
    again = (2, POTENTIAL, recorded(CENTRE, Source.ASSESSOR, DEE, ALL_DIALS))
    assert found(DOMINATES, file_of([])).verdict is NOT_JUDGED
    assert found(DOMINATES, file_of([*years])).verdict is WARNING
    assert found(DOMINATES, file_of([*years, centre])).verdict is MET
    assert found(DOMINATES, file_of([*years, centre, again])).verdict is WARNING


def test_ratings_never_confirm_a_concern_and_a_procedure_does() -> None:
    low = [
        (version, POTENTIAL, recorded(CENTRE, source, who, {"integrity": 1, "courage": 5}))
        for version, source, who in ((1, Source.PEER, CAI), (2, Source.ASSESSOR, DEE))
    ]
    file = file_of([*low])
    assert found(INTEGRITY, file) == Finding(INTEGRITY.requirement, WARNING, (at(1), at(2)))
    assert found(replace(INTEGRITY, competencies=("courage",)), file).verdict is MET
    assert found(INTEGRITY, file_of([])) == Finding(INTEGRITY.requirement, MET, ())
    confirmed = replace(file_of([]), concerns=(at(9),))
    assert found(INTEGRITY, confirmed) == Finding(INTEGRITY.requirement, NOT_MET, (at(9),))


def test_what_the_rules_cannot_see_neither_warns_nor_stands_in_the_way() -> None:
    for requirement in (Requirement.CARRIED_DEBT, Requirement.TRANSITION_PLAN, Requirement.LIVE_PLAN):
        for severity in Severity:
            finding = found(Criterion(requirement, severity=severity), file_of([]))
            assert finding == Finding(requirement, NOT_JUDGED, ())
            assert not finding.stands_in_the_way
    assert found(GROWN, file_of([])).verdict is NOT_JUDGED


def test_a_leader_grown_only_ever_warns() -> None:
    leads = replace(file_of([]), leaders_grown=(), reports=2)
    assert found(GROWN, leads).verdict is WARNING
    assert found(GROWN, replace(leads, leaders_grown=(CAI,))).verdict is MET
    assert found(GROWN, replace(leads, reports=1)).verdict is NOT_JUDGED


def test_willing_is_their_own_word() -> None:
    willing = Criterion(Requirement.WILLINGNESS)
    silent = file_of([])
    assert found(willing, silent).verdict is NOT_ENOUGH
    assert found(willing, replace(silent, wish=Wish(at(4), False))) == Finding(willing.requirement, NOT_MET, (at(4),))
    assert found(willing, replace(silent, wish=Wish(at(4), True))).verdict is MET


def test_dials_and_gaps_are_those_of_the_level_that_is_asked_for() -> None:
    dials = Criterion(Requirement.DIALS_AT_LEAST, (Bound(Measure.RATING, 3),))
    gaps = Criterion(Requirement.GAPS_AT_MOST, (Bound(Measure.RATING, 4), Bound(Measure.GAPS, 1)))
    seen = recorded(CENTRE, Source.ASSESSOR, DEE, ALL_DIALS | {"direction": 3})
    below = replace(seen, level="self")
    assert [found(one, file_of([(1, POTENTIAL, seen)])).verdict for one in (dials, gaps)] == [MET, MET]
    assert [found(one, file_of([(1, POTENTIAL, below)])).verdict for one in (dials, gaps)] == [NOT_ENOUGH, NOT_ENOUGH]
    two = recorded(CENTRE, Source.ASSESSOR, DEE, ALL_DIALS | {"direction": 3, "courage": 2})
    assert found(gaps, file_of([(1, POTENTIAL, two)])).verdict is NOT_MET
