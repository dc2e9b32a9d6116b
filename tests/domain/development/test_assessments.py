"""An assessment says by whom, under which edition, and on which facts."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.development.assessments import (
    AssessmentRecorded,
    AssessmentRecordedBefore,
    AssessmentWithoutFacts,
    LevelMissing,
    NothingRated,
    RatedTwice,
    RatingOffTheScale,
    RecordAssessment,
    UnknownCompetency,
)
from domain.development.development import AssessmentId, Development, Instrument, Purpose, Rating, Source
from domain.development.learning_loop import NothingToBuildOn, NotTheirView
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.framework import EditionUnknown, LevelUnknown
from domain.kernel.book import Line
from domain.kernel.facts import ERASED, EntryRetracted, Event, Reference, Stage
from domain.kernel.ids import PersonId
from domain.kernel.refusals import NothingSaid
from domain.people.employment import AlreadyLeft, NobodyKnown, NotYetJoined
from domain.people.joining import PersonJoined
from domain.people.leaving import LeavingReason, PersonLeft
from domain.people.moving import PersonMoved
from tests.examples import ADA, BEN, CAI, PUBLISHED
from tests.spec import BookInMemory, Given, When, given

JOINED = PersonJoined("Ada", "Tooling", "Engineering", "self", "Tool designer", BEN, effective_on=date(2020, 3, 2))
PEER_JOINED = PersonJoined("Cai", "Paint", manager=BEN, effective_on=date(2016, 4, 4))
BEN_JOINED = PersonJoined("Ben", "Production", effective_on=date(2012, 10, 1))
MAY = date(2024, 5, 6)
SEEN = Rating("courage", 4, ("told the plant head that the date would not hold",))
ASSESS = RecordAssessment(
    ADA,
    AssessmentId("assessment-1"),
    Instrument.LEADERSHIP_ASSESSMENT,
    Purpose.DECISION,
    DEFAULT_FRAMEWORK,
    1,
    CAI,
    (SEEN,),
    level="others",
    cycle="2024",
    summary="Speaks up early.",
    effective_on=MAY,
)
RECORDED = AssessmentRecorded(
    AssessmentId("assessment-1"),
    Instrument.LEADERSHIP_ASSESSMENT,
    Purpose.DECISION,
    DEFAULT_FRAMEWORK,
    1,
    Source.PEER,
    CAI,
    (SEEN,),
    level="others",
    cycle="2024",
    summary="Speaks up early.",
    effective_on=MAY,
)


def when(command: RecordAssessment, *stream: Event[Any] | Line[Event[Any]]) -> When:
    return among_others(JOINED, *stream).when(command)


def among_others(*stream: Event[Any] | Line[Event[Any]]) -> Given:
    """Ada's stream, and Cai and Ben, whom the ledger knows: Ben leads both."""
    own = given(*stream).and_on(DEFAULT_FRAMEWORK, PUBLISHED)
    return own.and_on(CAI, PEER_JOINED).and_on(BEN, BEN_JOINED)


def rated(*ratings: Rating, **changed: object) -> RecordAssessment:
    return replace(ASSESS, ratings=ratings, **changed)  # type: ignore[arg-type]


def test_an_assessment_is_recorded_with_its_instrument_purpose_edition_source_and_facts() -> None:
    when(ASSESS).then(RECORDED)
    assert RECORDED.stage is Stage.ASSESSMENT


@pytest.mark.parametrize("instrument", [each for each in Instrument if each is not Instrument.SELF_ASSESSMENT])
def test_any_instrument_will_do(instrument: Instrument) -> None:
    when(replace(ASSESS, instrument=instrument)).then(replace(RECORDED, instrument=instrument))


def test_nobody_needs_a_title_to_be_assessed() -> None:
    newcomer = PersonJoined("Ada", "Tooling", manager=BEN, effective_on=MAY)
    among_others(newcomer).when(ASSESS).then(RECORDED)


def test_an_assessment_without_facts_is_refused() -> None:
    when(rated(SEEN, Rating("direction", 3))).refused(AssessmentWithoutFacts, "direction")


@pytest.mark.parametrize("facts", [("",), (" ", ""), ("She asked why", "\N{ZERO WIDTH SPACE}")])
def test_a_blank_fact_is_none(facts: tuple[str, ...]) -> None:
    when(rated(SEEN, Rating("direction", 3, facts))).refused(NothingSaid, "ratings.facts")


def test_not_observed_is_an_answer_and_needs_no_facts() -> None:
    unseen = Rating("direction", None)
    when(rated(unseen)).then(replace(RECORDED, ratings=(unseen,)))


def test_imported_ratings_say_facts_unknown() -> None:
    bare = Rating("direction", 3)
    when(rated(SEEN, bare, imported=True)).then(replace(RECORDED, ratings=(SEEN, bare), facts_unknown=True))
    when(replace(ASSESS, imported=True)).then(RECORDED)


def test_raters_of_a_360_comment_at_the_extremes_only() -> None:
    middle, top = Rating("direction", 3), Rating("direction", 5)
    three_sixty = replace(ASSESS, instrument=Instrument.THREE_SIXTY)
    when(replace(three_sixty, ratings=(middle,))).then(
        replace(RECORDED, instrument=Instrument.THREE_SIXTY, ratings=(middle,))
    )
    when(replace(three_sixty, ratings=(top,))).refused(AssessmentWithoutFacts)
    when(replace(three_sixty, ratings=(replace(top, value=1),))).refused(AssessmentWithoutFacts)


def test_something_is_rated_once_and_on_the_scale() -> None:
    when(rated()).refused(NothingRated)
    when(rated(SEEN, replace(SEEN, value=2))).refused(RatedTwice, "courage")
    when(rated(replace(SEEN, of="charisma"))).refused(UnknownCompetency, "charisma", "courage")
    for value in (0, 6, -1):
        when(rated(replace(SEEN, value=value))).refused(RatingOffTheScale, str(value), "“1”, “2”, “3”, “4”, “5”")


def test_a_dial_is_rated_against_a_level() -> None:
    dial = replace(SEEN, of="work_values")
    when(rated(dial)).then(replace(RECORDED, ratings=(dial,)))
    when(rated(dial, level=None)).refused(LevelMissing, "work_values")
    when(rated(dial, level="emperor")).refused(LevelUnknown, "emperor")


def test_performance_and_potential_are_rated_apart() -> None:
    both = (replace(SEEN, of="performance"), replace(SEEN, of="potential", value=2))
    when(rated(*both)).then(replace(RECORDED, ratings=both))


def test_an_assessment_names_an_edition_that_is_out() -> None:
    when(replace(ASSESS, edition=2)).refused(
        EditionUnknown, "2", DEFAULT_FRAMEWORK, "name edition 1, which is in force"
    )


def test_an_assessment_is_recorded_once() -> None:
    when(ASSESS, RECORDED).refused(AssessmentRecordedBefore, "assessment-1")
    retracted: Line[Event[Any]] = Line(EntryRetracted(effective_on=MAY), supersedes=2, reason="of somebody else")
    when(ASSESS, RECORDED, retracted).then(RECORDED)


@pytest.mark.parametrize(
    ("source", "assessor"),
    [
        (Source.SELF, CAI),
        (Source.SELF, None),
        (Source.PEER, ADA),
        (Source.EXTERNAL, ADA),
        (Source.EXTERNAL, None),
        (Source.ASSESSOR, CAI),
        (Source.MENTOR, CAI),
    ],
)
def test_a_source_that_the_ledger_contradicts_is_refused(source: Source, assessor: PersonId | None) -> None:
    when(replace(ASSESS, source=source, assessor=assessor)).refused(NotTheirView, source, "leave it out")


def test_a_self_assessment_comes_from_the_person() -> None:
    by_peer = replace(ASSESS, instrument=Instrument.SELF_ASSESSMENT)
    when(by_peer).refused(NotTheirView, CAI, ADA)
    when(replace(by_peer, source=None, assessor=ADA)).then(
        replace(RECORDED, instrument=Instrument.SELF_ASSESSMENT, source=Source.SELF, assessor=ADA)
    )


def test_the_line_manager_of_the_day_speaks_as_nothing_else() -> None:
    as_peer = replace(ASSESS, assessor=BEN, source=Source.PEER)
    when(as_peer).refused(NotTheirView, BEN, "line_manager")
    when(replace(as_peer, source=None)).then(replace(RECORDED, assessor=BEN, source=Source.LINE_MANAGER))
    moved_away = PersonMoved("Assembly", manager=CAI, effective_on=date(2024, 5, 1))
    when(replace(as_peer, source=None), moved_away).then(replace(RECORDED, assessor=BEN, source=Source.HIGHER_MANAGER))


def test_somebody_who_is_not_named_may_assess_and_nobody_knows_from_where() -> None:
    when(replace(ASSESS, source=None, assessor=None)).then(replace(RECORDED, source=Source.UNKNOWN, assessor=None))


def test_only_what_is_imported_may_be_older_than_their_time_here() -> None:
    before = date(2019, 5, 6)
    when(replace(ASSESS, effective_on=before)).refused(NotYetJoined)
    when(replace(ASSESS, effective_on=before, imported=True)).then(
        replace(RECORDED, source=Source.UNKNOWN, effective_on=before)
    )
    among_others().when(replace(ASSESS, imported=True)).refused(NobodyKnown)


def test_nobody_is_assessed_after_they_left() -> None:
    left = PersonLeft(LeavingReason.RETIRED, effective_on=date(2024, 1, 1))
    when(ASSESS, left).refused(AlreadyLeft)
    when(replace(ASSESS, imported=True), left).refused(AlreadyLeft)


def test_a_step_of_the_loop_cites_what_it_builds_on() -> None:
    earlier = replace(RECORDED, assessment=AssessmentId("assessment-0"), effective_on=date(2023, 5, 6))
    cites = (Reference(ADA, 2),)
    when(replace(ASSESS, builds_on=cites), earlier).then(replace(RECORDED, builds_on=cites))
    when(replace(ASSESS, builds_on=cites), replace(earlier, effective_on=MAY)).then(replace(RECORDED, builds_on=cites))
    when(replace(ASSESS, builds_on=cites)).refused(NothingToBuildOn, f"{ADA}@2")
    too_early = replace(ASSESS, builds_on=cites, effective_on=date(2023, 5, 5))
    when(too_early, earlier).refused(NothingToBuildOn, f"“{ADA}@2” is later than 2023-05-05")


def test_a_step_of_the_loop_builds_on_the_same_person() -> None:
    theirs = among_others(JOINED)
    theirs.when(replace(ASSESS, builds_on=(Reference(CAI, 1),))).refused(NothingToBuildOn, f"no entry about “{ADA}”")


def test_what_is_remembered_can_be_weighed_later_and_bears_erasure() -> None:
    book = BookInMemory().with_lines(ADA, (RECORDED, replace(RECORDED, ratings=ERASED, summary=ERASED)))
    kept, erased = book.recall(Development, ADA).assessments
    assert kept.at == Reference(ADA, 1)
    assert kept.ratings == (SEEN,)
    assert erased.ratings == ()
    assert erased.source is Source.PEER
