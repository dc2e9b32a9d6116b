"""One history under two editions: where it comes out otherwise, and where it cannot be said."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.development.assessments import AssessmentRecorded
from domain.development.development import AssessmentId, Instrument, Purpose, Rating, Source
from domain.frameworks.criteria import Bound, Criterion, Measure, Requirement
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.edition import Edition
from domain.judging.findings import Verdict
from domain.kernel.facts import ERASED, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.standing import Noted
from domain.promotions.judging.replaying import Obstacle
from domain.promotions.judging.rescoring import Otherwise, Rescored, level_above, rescore
from tests.examples import ADA

DAY = date(2024, 6, 3)
TWO_SOURCES = replace(
    DEFAULT_EDITION,
    promotion=(Criterion(Requirement.WORK_VALUES, (Bound(Measure.RATING, 3), Bound(Measure.SOURCES, 2))),),
)
THREE_SOURCES = replace(
    DEFAULT_EDITION,
    number=2,
    promotion=(Criterion(Requirement.WORK_VALUES, (Bound(Measure.RATING, 3), Bound(Measure.SOURCES, 3))),),
)


def assessed(number: int, source: Source, **said: Any) -> Noted[Event[Any]]:
    event = AssessmentRecorded(
        AssessmentId(f"assessment-{number}"),
        Instrument.LEADERSHIP_ASSESSMENT,
        Purpose.DECISION,
        DEFAULT_FRAMEWORK,
        1,
        source,
        PersonId(f"person-{number}"),
        (Rating("work_values", 4, ("seen",)),),
        "others",
        effective_on=date(2024, 3, number),
    )
    return Noted(replace(event, **said), Reference(ADA, number))


def judged(stream: tuple[Noted[Event[Any]], ...], to_level: str | None, before: Edition, after: Edition) -> Rescored:
    return rescore(ADA, stream, to_level, before, after, DAY)


HISTORY = (assessed(1, Source.PEER), assessed(2, Source.LINE_MANAGER))


def test_a_criterion_that_comes_out_otherwise_is_told_with_both_findings() -> None:
    told = judged(HISTORY, "others", TWO_SOURCES, THREE_SOURCES)
    [before], [after] = told.before.findings, told.after.findings
    assert (before.verdict, after.verdict) == (Verdict.MET, Verdict.NOT_ENOUGH_EVIDENCE)
    assert told.otherwise == (Otherwise(Requirement.WORK_VALUES, before, after),)
    assert judged((), "others", TWO_SOURCES, THREE_SOURCES).otherwise == ()


def test_a_criterion_that_only_one_edition_asks_for_is_told() -> None:
    nothing = replace(THREE_SOURCES, promotion=())
    told = judged(HISTORY, "others", TWO_SOURCES, nothing)
    assert told.otherwise == (Otherwise(Requirement.WORK_VALUES, told.before.findings[0], None),)


def test_what_only_rests_on_other_entries_comes_out_the_same() -> None:
    def lately(number: int, months: int) -> Edition:
        bounds = (Bound(Measure.SOURCES, 1), Bound(Measure.MONTHS, months))
        return replace(DEFAULT_EDITION, number=number, promotion=(Criterion(Requirement.INDEPENDENT_SOURCES, bounds),))

    told = judged((*HISTORY, assessed(5, Source.MENTOR)), "others", lately(1, 18), lately(2, 3))
    [before], [after] = told.before.findings, told.after.findings
    assert (before.verdict, after.verdict) == (Verdict.MET, Verdict.MET)
    assert (len(before.rests_on), len(after.rests_on)) == (3, 1)
    assert told.otherwise == ()


@pytest.mark.parametrize(
    "third",
    [
        assessed(3, Source.MENTOR, effective_on=date(2024, 6, 4)),
        assessed(3, Source.MENTOR, purpose=Purpose.DEVELOPMENT),
        assessed(3, Source.SELF),
    ],
    ids=["not yet true", "for development", "of themselves"],
)
def test_only_what_counts_for_decisions_by_that_day_is_judged(third: Noted[Event[Any]]) -> None:
    [after] = judged((*HISTORY, third), "others", TWO_SOURCES, THREE_SOURCES).after.findings
    assert after.verdict is Verdict.NOT_ENOUGH_EVIDENCE
    counts = assessed(3, Source.MENTOR)
    assert judged((*HISTORY, counts), "others", TWO_SOURCES, THREE_SOURCES).otherwise == ()


def test_results_are_judged_as_results() -> None:
    """Performance alone is no promise, however it came to be looked at."""
    results = tuple(
        assessed(number, source, instrument=Instrument.PERFORMANCE_EVALUATION)
        for number, source in ((1, Source.PEER), (2, Source.LINE_MANAGER))
    )
    asks = replace(TWO_SOURCES, promotion=(Criterion(Requirement.POTENTIAL_EVIDENCE),))
    verdicts = [judged(stream, "others", asks, asks).before.findings[0].verdict for stream in (results, HISTORY)]
    assert verdicts == [Verdict.NOT_MET, Verdict.MET]


def test_what_cannot_be_judged_says_why() -> None:
    nowhere = judged(HISTORY, None, TWO_SOURCES, THREE_SOURCES)
    assert (nowhere.to_level, nowhere.before.obstacle, nowhere.after.obstacle) == (
        None, Obstacle.LEVEL_MISSING, Obstacle.LEVEL_MISSING,
    )  # fmt: skip
    flat = replace(THREE_SOURCES, levels=DEFAULT_EDITION.levels[:1])
    told = judged(HISTORY, "others", TWO_SOURCES, flat)
    assert (told.before.obstacle, told.after.obstacle, told.otherwise) == (None, Obstacle.LEVEL_MISSING, ())
    erased = (assessed(1, Source.PEER, ratings=ERASED),)
    told = judged(erased, "others", TWO_SOURCES, THREE_SOURCES)
    assert {told.before.obstacle, told.after.obstacle} == {Obstacle.EVIDENCE_ERASED}


def test_the_level_above() -> None:
    assert level_above("self", DEFAULT_EDITION) == "others"
    for level in (None, "nowhere", DEFAULT_EDITION.ladder[-1]):
        assert level_above(level, DEFAULT_EDITION) is None
