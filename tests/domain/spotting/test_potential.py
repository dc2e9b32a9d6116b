"""Potential is judged aspect by aspect, each on a basis that shows it, by somebody else, and runs out."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from domain.amendments.corrections import CorrectEntry, RetractEntry
from domain.amendments.resting import OthersRestOnIt
from domain.development.aspirations import AspirationStated, AspirationWithdrawn, Path, StateAspiration
from domain.development.assessments import (
    AspectOfPotentialRated,
    AssessmentRecorded,
    NothingRated,
    RatedTwice,
    RatingOffTheScale,
    RecordAssessment,
)
from domain.development.assignments import AssignmentCompleted
from domain.development.development import AssessmentId, AssignmentId, Instrument, Purpose, Rating, Source
from domain.development.feedback import FeedbackGiven
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.edition import Edition, PotentialAspect
from domain.frameworks.framework import EditionNotInForce
from domain.frameworks.packs.shipped import present_edition
from domain.frameworks.publishing import FrameworkPublished
from domain.kernel.facts import ERASED, Reference
from domain.kernel.history import LedgerBegun
from domain.people.joining import PersonJoined
from domain.spotting.basis import BasisMissing, BasisUnfit, is_running_out
from domain.spotting.potential import (
    AspectJudged,
    AspectNotAsked,
    AspectOfPotential,
    AssessPotential,
    NotTheirOwnWord,
    OwnPotentialJudged,
    PotentialAssessed,
)
from domain.succession.slates import ReportsToCandidate
from tests.examples import ADA, BEN, CAI
from tests.spec import Given, Written, given

DAY = date(2024, 3, 4)
ABILITY, ASPIRATION, AGILITY = AspectOfPotential
JOINED = PersonJoined("Ada", "Tooling", manager=BEN, effective_on=date(2020, 3, 2))
SEEN = AssessmentRecorded(
    AssessmentId("assessment-1"),
    Instrument.LEADERSHIP_ASSESSMENT,
    Purpose.DECISION,
    DEFAULT_FRAMEWORK,
    1,
    Source.PEER,
    CAI,
    (Rating("courage", 3, ("told the plant head",)),),
    effective_on=date(2023, 11, 20),
)
WISHED = AspirationStated(Path.LEADERSHIP, mobile=False, effective_on=date(2023, 12, 1))
BY_SEEN, BY_WISH = (Reference(ADA, 2),), (Reference(ADA, 3),)
ASPECTS = (AspectJudged(ABILITY, 4, BY_SEEN), AspectJudged(ASPIRATION, 3, BY_WISH), AspectJudged(AGILITY, None))
ASSESS = AssessPotential(ADA, ASPECTS, DEFAULT_FRAMEWORK, 1, BEN, effective_on=DAY)
JUDGED = PotentialAssessed(ASPECTS, DEFAULT_FRAMEWORK, 1, BEN, date(2025, 3, 4), effective_on=DAY)


def there(*more: Written, edition: Edition = DEFAULT_EDITION) -> Given:
    published = FrameworkPublished(edition, effective_on=date(2019, 1, 1))
    return given(JOINED, SEEN, WISHED, *more).and_on(DEFAULT_FRAMEWORK, published)


def judging(*aspects: AspectJudged, **said: Any) -> AssessPotential:
    return replace(ASSESS, aspects=aspects, **said)


def test_each_aspect_rests_on_what_shows_it_and_counts_as_long_as_the_edition_says() -> None:
    there().when(ASSESS).then(JUDGED)


@pytest.mark.parametrize(
    ("months", "expires_on"), [(6, date(2024, 9, 4)), (15, date(2025, 6, 4)), (36, date(2025, 6, 4))]
)
def test_no_judgement_counts_longer_than_fifteen_months(months: int, expires_on: date) -> None:
    windows = replace(DEFAULT_EDITION.windows, potential_months=months)
    there(edition=replace(DEFAULT_EDITION, windows=windows)).when(ASSESS).then(replace(JUDGED, expires_on=expires_on))


def test_that_it_runs_out_is_told_sixty_days_before() -> None:
    assert not is_running_out(JUDGED.expires_on, date(2025, 1, 2))
    assert is_running_out(JUDGED.expires_on, date(2025, 1, 3))
    assert is_running_out(JUDGED.expires_on, date(2025, 3, 3))
    assert not is_running_out(JUDGED.expires_on, JUDGED.expires_on), "it has run out"


def test_somebody_else_judges_who_does_not_report_to_them() -> None:
    there().when(replace(ASSESS, assessed_by=ADA)).refused(OwnPotentialJudged, ADA)
    under = PersonJoined("Ben", "Tooling", manager=ADA, effective_on=date(2020, 3, 2))
    there().and_on(BEN, under).when(ASSESS).refused(ReportsToCandidate, BEN)


def test_a_rating_has_a_basis_of_the_person_from_up_to_that_day() -> None:
    there().when(judging(AspectJudged(ABILITY, 4))).refused(BasisMissing, ADA)
    for at in (Reference(ADA, 9), Reference(CAI, 1)):
        there().when(judging(AspectJudged(ABILITY, 4, (at,)))).refused(BasisUnfit, str(at), ADA)
    early = replace(ASSESS, effective_on=date(2023, 11, 19))
    there().when(early).refused(BasisUnfit, str(BY_SEEN[0]), "2023-11-19")
    there().when(judging(AspectJudged(ABILITY, None, (Reference(ADA, 9),)))).refused(BasisUnfit)


NEVER = (
    replace(SEEN, purpose=Purpose.DEVELOPMENT),
    replace(SEEN, source=Source.SELF, assessor=ADA, instrument=Instrument.SELF_ASSESSMENT),
    replace(SEEN, instrument=Instrument.PERFORMANCE_EVALUATION),
    AssignmentCompleted(AssignmentId("assignment-1"), "Done", effective_on=date(2024, 1, 8)),
    FeedbackGiven(None, Source.UNKNOWN, Purpose.DECISION, "Well", "More of it", effective_on=date(2024, 1, 8)),
    JUDGED,
    WISHED,
)


@pytest.mark.parametrize("entry", NEVER, ids=lambda entry: type(entry).__name__)
def test_ability_rests_on_what_others_saw_for_decisions_and_never_on_results_or_labels(entry: Written) -> None:
    there(entry).when(judging(AspectJudged(ABILITY, 4, (Reference(ADA, 4),)))).refused(
        BasisUnfit, "what others saw", "assessment_centre"
    )


def test_ability_may_rest_on_an_assignment_that_somebody_saw() -> None:
    done = AssignmentCompleted(AssignmentId("assignment-1"), "Done", seen_by=CAI, effective_on=date(2024, 1, 8))
    rested = judging(AspectJudged(ABILITY, 4, (Reference(ADA, 4),)))
    there(done).when(rested).then(replace(JUDGED, aspects=rested.aspects))


def test_aspiration_is_their_own_word_as_long_as_they_do_not_take_it_back() -> None:
    there().when(judging(AspectJudged(ASPIRATION, 3, BY_SEEN))).refused(NotTheirOwnWord, str(BY_SEEN[0]))
    taken_back = AspirationWithdrawn(effective_on=date(2024, 2, 1))
    there(taken_back).when(ASSESS).refused(NotTheirOwnWord, str(BY_WISH[0]))


def test_something_is_judged_once_on_the_scale_of_the_edition_in_force() -> None:
    there().when(judging()).refused(NothingRated, "aspects")
    there().when(judging(ASPECTS[0], ASPECTS[0])).refused(RatedTwice, "ability", "2")
    there().when(judging(AspectJudged(ABILITY, 6, BY_SEEN))).refused(RatingOffTheScale, "6", "5")
    second = FrameworkPublished(replace(present_edition(), number=2), effective_on=date(2024, 1, 1))
    both = there().and_on(DEFAULT_FRAMEWORK, second)
    both.when(ASSESS).refused(EditionNotInForce, "2")
    off = replace(judging(AspectJudged(ABILITY, 4, BY_SEEN)), edition=2)
    both.when(off).refused(RatingOffTheScale, "4", "3")
    without = replace(DEFAULT_EDITION, potential_model=(PotentialAspect("ability", "Can they?"),))
    there(edition=without).when(ASSESS).refused(AspectNotAsked, "aspiration", "ability")


def test_an_assessment_leaves_the_aspects_to_be_judged_apart_but_for_an_earlier_record() -> None:
    edition = replace(present_edition(), number=1)
    rated = RecordAssessment(
        ADA,
        AssessmentId("assessment-2"),
        Instrument.LEADERSHIP_ASSESSMENT,
        Purpose.DECISION,
        DEFAULT_FRAMEWORK,
        1,
        CAI,
        (Rating("learning_agility", 3, ("asked the controllers first",)),),
        effective_on=DAY,
    )
    there(edition=edition).when(rated).refused(AspectOfPotentialRated, "learning_agility")
    whole = replace(rated, ratings=(replace(rated.ratings[0], of="potential"),))
    assert there(edition=edition).when(whole).decided()
    before = LedgerBegun(date(2024, 6, 1), effective_on=date(2024, 6, 1))
    brought = there(edition=edition).and_on("organisation", before)
    assert brought.when(replace(rated, imported=True)).decided()


def test_what_a_judgement_rests_on_stands_as_long_as_that_counts() -> None:
    retract = RetractEntry(Reference(ADA, 2), "Of somebody else")
    there(JUDGED).as_of(DAY).when(retract).refused(OthersRestOnIt, f"{ADA}@4")
    lower = CorrectEntry(Reference(ADA, 3), StateAspiration(ADA, Path.SPECIALIST, False, effective_on=DAY), "Misheard")
    there(JUDGED).as_of(DAY).when(lower).refused(OthersRestOnIt, f"{ADA}@4")
    assert [JUDGED.counts_on(JUDGED.expires_on + timedelta(days)) for days in (-1, 0, 1)] == [True, False, False]
    for day in (JUDGED.expires_on, JUDGED.expires_on + timedelta(1)):
        assert there(JUDGED).as_of(day).when(retract).decided()
    assert there(replace(JUDGED, aspects=ERASED)).as_of(DAY).when(retract).decided()


def test_that_something_runs_out_is_told_for_sixty_days_and_no_longer() -> None:
    days = {days: is_running_out(DAY, DAY - timedelta(days)) for days in (61, 60, 1, 0, -1)}
    assert [days for days, told in days.items() if told] == [60, 1]
