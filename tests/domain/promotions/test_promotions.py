"""A promotion is proposed by anybody and argued from a file of entries, until the file is closed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.amendments.corrections import CorrectEntry, RetractEntry
from domain.development.assessments import AssessmentRecorded
from domain.development.assignments import AssignmentGiven
from domain.development.development import (
    AssessmentId,
    AssignmentId,
    AssignmentKind,
    Instrument,
    Purpose,
    Rating,
    Source,
)
from domain.development.feedback import FeedbackGiven, FeedbackRequested
from domain.development.practice import LessonNoted
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK, EDITION_WITH_PANELS
from domain.frameworks.framework import EditionNotInForce, EditionUnknown, LevelUnknown
from domain.frameworks.publishing import FrameworkPublished
from domain.judging.findings import EvidenceKind
from domain.kernel.book import Line
from domain.kernel.facts import EntryRetracted, Reference
from domain.kernel.ids import CaseId, PersonId
from domain.organisation.appointments import RoleEstablished
from domain.organisation.role import RoleUnknown
from domain.people.employment import NotHere
from domain.people.joining import PersonJoined
from domain.promotions.decisions import PromotionApproved, PromotionDeclined, PromotionDeferred
from domain.promotions.promotion_case import AlreadyDecided, BackDated, Direction, NotProposed, PromotionCase
from domain.promotions.promotion_file import (
    CloseFile,
    EvidenceFiled,
    FileClosed,
    FileEvidence,
    FileIsClosed,
    GivenForDevelopment,
    NoEvidence,
    NotEvidenceOf,
    ProtectedNote,
)
from domain.promotions.proposals import (
    AlreadyProposed,
    AlreadyUnderWay,
    AnotherCandidate,
    AnotherDirection,
    DeclinedRecently,
    NotTheirLevel,
    PromotionProposed,
    ProposalActedOn,
    ProposalDecided,
    ProposePromotion,
)
from tests.examples import ADA, BEN, CAI, CASE, PLANNER, PUBLISHED
from tests.spec import BookInMemory, Given, When, Written, given

MAY, JUNE, JULY = date(2024, 5, 6), date(2024, 6, 3), date(2024, 7, 1)
SOONER = date(2024, 5, 2)
EARLIER = CaseId("case-earlier")
PERFORMANCE, POTENTIAL = EvidenceKind
ESTABLISHED = RoleEstablished("Planner", "Assembly", "Production", "others", critical=True, effective_on=MAY)
JOINED = PersonJoined("Ada", "Tooling", effective_on=date(2020, 3, 2))
ASSESSED = AssessmentRecorded(
    AssessmentId("assessment-1"),
    Instrument.LEADERSHIP_ASSESSMENT,
    Purpose.DECISION,
    DEFAULT_FRAMEWORK,
    1,
    Source.PEER,
    CAI,
    ratings=(Rating("direction", 4, ("the shift knows why",)),),
    effective_on=date(2024, 2, 1),
)
GIVEN = AssignmentGiven(
    AssignmentId("assignment-1"),
    "Lead the night shift",
    AssignmentKind.ACTING_UP,
    True,
    "Production",
    (),
    CAI,
    date(2024, 2, 1),
    effective_on=date(2024, 1, 15),
)
PROPOSE = ProposePromotion(
    CASE, ADA, PLANNER, Direction.UP, "self", "others", DEFAULT_FRAMEWORK, 1, CAI, "Leads already", effective_on=MAY
)
PROPOSED = PromotionProposed(
    ADA, PLANNER, Direction.UP, "self", "others", DEFAULT_FRAMEWORK, 1, CAI, "Leads already", effective_on=MAY
)
FILE = FileEvidence(CASE, Reference(ADA, 2), POTENTIAL, CAI, effective_on=JUNE)
FILED = EvidenceFiled(ADA, Reference(ADA, 2), POTENTIAL, CAI, effective_on=JUNE)
CLOSED = FileClosed(ADA, BEN, effective_on=JUNE)
DECIDED = (ADA, PLANNER, Direction.UP, "others", DEFAULT_FRAMEWORK, 1, 7, (), BEN, "Not yet")
DECLINED = PromotionDeclined(*DECIDED, effective_on=JULY)
APPROVED = PromotionApproved(*DECIDED, overrides=(), override_reasons=(), effective_on=JULY)
DEFERRED = PromotionDeferred(*DECIDED, revisit_on=date(2024, 10, 1), effective_on=JULY)


def case(*stream: Written, ada: tuple[Written, ...] = (JOINED, ASSESSED, GIVEN)) -> Given:
    return given(*stream).and_on(DEFAULT_FRAMEWORK, PUBLISHED).and_on(PLANNER, ESTABLISHED).and_on(ADA, *ada)


def test_a_step_is_proposed_once_with_its_levels_under_an_edition() -> None:
    case().when(PROPOSE).then(PROPOSED)
    case().when(replace(PROPOSE, role=None)).then(replace(PROPOSED, role=None))
    case(PROPOSED).when(PROPOSE).refused(AlreadyProposed, str(MAY))
    case().when(replace(PROPOSE, edition=4)).refused(EditionUnknown, "4")
    case().when(replace(PROPOSE, from_level="chief")).refused(LevelUnknown, "chief", "others")
    case().when(replace(PROPOSE, to_level="chief")).refused(LevelUnknown, "chief", "others")
    case().when(replace(PROPOSE, effective_on=date(2020, 1, 1))).refused(NotHere, ADA)


def test_a_step_is_proposed_under_the_edition_of_its_day() -> None:
    second = FrameworkPublished(EDITION_WITH_PANELS, effective_on=JUNE)
    both = given().and_on(DEFAULT_FRAMEWORK, PUBLISHED, second).and_on(PLANNER, ESTABLISHED).and_on(ADA, JOINED)
    both.when(PROPOSE).then(PROPOSED)
    both.when(replace(PROPOSE, effective_on=JUNE)).refused(EditionNotInForce, "“1”", "edition 2")
    both.when(replace(PROPOSE, edition=2)).refused(EditionNotInForce, "“2”", "edition 1")
    both.when(replace(PROPOSE, edition=2, effective_on=JUNE)).then(replace(PROPOSED, edition=2, effective_on=JUNE))


def test_a_step_leads_into_a_role_that_exists() -> None:
    given().and_on(DEFAULT_FRAMEWORK, PUBLISHED).and_on(ADA, JOINED).when(PROPOSE).refused(RoleUnknown, PLANNER)


@pytest.mark.parametrize(
    ("direction", "from_level", "to_level", "right"),
    [
        (Direction.UP, "self", "leaders", True),
        (Direction.UP, "others", "others", False),
        (Direction.UP, "others", "self", False),
        (Direction.LATERAL, "others", "others", True),
        (Direction.LATERAL, "self", "others", False),
        (Direction.DOWN, "leaders", "others", True),
        (Direction.DOWN, "self", "others", False),
        (Direction.ACTING, "self", "others", True),
        (Direction.ACTING, "others", "others", True),
    ],
)
def test_a_step_goes_where_its_levels_lead(direction: Direction, from_level: str, to_level: str, right: bool) -> None:
    asked = case(ada=(replace(JOINED, level=from_level), ASSESSED, GIVEN)).when(
        replace(PROPOSE, direction=direction, from_level=from_level, to_level=to_level)
    )
    if right:
        asked.then(replace(PROPOSED, direction=direction, from_level=from_level, to_level=to_level))
    else:
        asked.refused(AnotherDirection, direction, from_level, to_level)


def test_anybody_proposes_themselves_and_needs_nobodys_endorsement() -> None:
    case().when(replace(PROPOSE, proposed_by=ADA)).then(replace(PROPOSED, proposed_by=ADA))
    assert replace(PROPOSED, proposed_by=ADA).self_nominated
    assert replace(PROPOSED, proposed_by=ADA).concerns() == (ADA, PLANNER)
    assert not PROPOSED.self_nominated
    assert PROPOSED.concerns() == (ADA, PLANNER, CAI)


@pytest.mark.parametrize(
    ("day", "new_facts", "waits"),
    [
        (date(2024, 12, 31), (), True),
        (date(2025, 1, 1), (), False),
        (date(2024, 8, 1), (Reference(ADA, 2),), True),
        (date(2024, 8, 1), (Reference(BEN, 1),), True),
        (date(2024, 8, 1), (Reference(ADA, 2), Reference(ADA, 3)), False),
    ],
)
def test_after_a_decline_whoever_proposes_themselves_waits_or_brings_new_facts(
    day: date, new_facts: tuple[Reference, ...], waits: bool
) -> None:
    declined = case().and_on(EARLIER, PROPOSED, FILED, CLOSED, DECLINED).and_on(BEN, JOINED)
    again = replace(PROPOSE, proposed_by=ADA, new_facts=new_facts, effective_on=day)
    if waits:
        declined.when(again).refused(DeclinedRecently, "2025-01-01")
    else:
        declined.when(again).then(replace(PROPOSED, proposed_by=ADA, new_facts=new_facts, effective_on=day))


def test_neither_another_proposer_nor_another_step_nor_another_outcome_has_to_wait() -> None:
    soon = replace(PROPOSE, effective_on=date(2024, 8, 1))
    declined = case().and_on(EARLIER, PROPOSED, CLOSED, DECLINED)
    declined.when(soon).then(replace(PROPOSED, effective_on=soon.effective_on))
    higher = replace(soon, proposed_by=ADA, to_level="leaders")
    declined.when(higher).then(replace(PROPOSED, proposed_by=ADA, to_level="leaders", effective_on=soon.effective_on))
    approved = case().and_on(EARLIER, PROPOSED, CLOSED, APPROVED)
    own = replace(soon, proposed_by=ADA)
    approved.when(own).then(replace(PROPOSED, proposed_by=ADA, effective_on=soon.effective_on))


def test_whoever_proposed_somebody_that_was_declined_need_not_wait_themselves() -> None:
    declined = case().and_on(EARLIER, PROPOSED, CLOSED, DECLINED).and_on(CAI, JOINED)
    own = replace(PROPOSE, candidate=CAI, proposed_by=CAI, effective_on=date(2024, 8, 1))
    declined.when(own).then(replace(PROPOSED, candidate=CAI, proposed_by=CAI, effective_on=own.effective_on))


def test_one_step_of_one_person_is_one_open_case() -> None:
    for so_far in ((PROPOSED,), (PROPOSED, CLOSED, DEFERRED)):
        for role in (PLANNER, None):
            again = replace(PROPOSE, role=role, effective_on=date(2024, 8, 1))
            case().and_on(EARLIER, *so_far).when(again).refused(AlreadyUnderWay, EARLIER)


def test_a_step_begins_where_the_candidate_stands() -> None:
    on_leaders = replace(JOINED, level="leaders")
    case(ada=(on_leaders,)).when(PROPOSE).refused(NotTheirLevel, "leaders")


def test_entries_about_the_candidate_are_filed() -> None:
    case(PROPOSED).when(FILE).then(FILED)
    case(PROPOSED, FILED).when(FILE).nothing_happens()
    as_results = replace(FILE, evidence_kind=PERFORMANCE)
    case(PROPOSED, FILED).when(as_results).refused(NotEvidenceOf, "performance_evaluation")
    for nothing in (JOINED, GIVEN, replace(ASSESSED, source=Source.SELF, assessor=ADA)):
        case(PROPOSED, ada=(JOINED, nothing)).when(FILE).refused(NotEvidenceOf, type(nothing).__name__)
    case().when(FILE).refused(NotProposed, CASE)


@pytest.mark.parametrize("at", [Reference(ADA, 9), Reference(BEN, 1), Reference("person-nobody", 1)])
def test_what_is_not_about_the_candidate_is_no_evidence(at: Reference) -> None:
    case(PROPOSED).and_on(BEN, JOINED).when(replace(FILE, evidence=at)).refused(NoEvidence, str(at), ADA)


def test_neither_what_was_retracted_nor_what_has_yet_to_happen_is_evidence() -> None:
    retracted = Line(EntryRetracted(effective_on=MAY), supersedes=2, reason="another Ada")
    case(PROPOSED, ada=(JOINED, ASSESSED, retracted)).when(FILE).refused(NoEvidence)
    that_day, to_come = replace(ASSESSED, effective_on=JUNE), replace(ASSESSED, effective_on=JULY)
    case(PROPOSED, ada=(JOINED, that_day)).when(FILE).then(FILED)
    case(PROPOSED, ada=(JOINED, to_come)).when(FILE).refused(NoEvidence, str(JUNE))


@pytest.mark.parametrize(
    "said",
    [
        FeedbackGiven(CAI, Source.PEER, Purpose.DEVELOPMENT, "Asks first", "Wait longer", effective_on=MAY),
        FeedbackRequested(CAI, "Hand-over", Purpose.DEVELOPMENT, effective_on=MAY),
        replace(ASSESSED, purpose=Purpose.DEVELOPMENT),
    ],
    ids=lambda said: type(said).__name__,
)
def test_what_was_given_for_development_is_never_evidence(said: Written) -> None:
    case(PROPOSED, ada=(JOINED, said)).when(FILE).refused(GivenForDevelopment, str(Reference(ADA, 2)))


def test_feedback_given_for_deciding_is_evidence() -> None:
    said = FeedbackGiven(CAI, Source.PEER, Purpose.DECISION, "Asks first", "Wait longer", effective_on=MAY)
    case(PROPOSED, ada=(JOINED, said)).when(FILE).then(FILED)


def test_a_protected_note_is_no_evidence() -> None:
    case(PROPOSED, ada=(JOINED, LessonNoted("I fixed it myself", effective_on=MAY))).when(FILE).refused(ProtectedNote)


def test_the_file_takes_evidence_until_it_is_closed_and_again_after_a_deferral() -> None:
    close = CloseFile(CASE, BEN, effective_on=JUNE)
    case(PROPOSED).when(close).then(replace(CLOSED, basis=6))
    case(PROPOSED, CLOSED).when(close).nothing_happens()
    case().when(close).refused(NotProposed)
    case(PROPOSED, CLOSED).when(FILE).refused(FileIsClosed, str(JUNE))
    late = replace(FILE, effective_on=JULY)
    case(PROPOSED, CLOSED, DEFERRED).when(late).then(replace(FILED, effective_on=JULY))
    for decided in (APPROVED, DECLINED):
        case(PROPOSED, CLOSED, decided).when(late).refused(AlreadyDecided, str(JULY))
        case(PROPOSED, CLOSED, decided).when(replace(close, effective_on=JULY)).refused(AlreadyDecided)


def test_the_acts_of_a_case_come_one_after_the_other() -> None:
    before = date(2024, 6, 2)
    case(PROPOSED).when(replace(FILE, effective_on=date(2024, 5, 5))).refused(BackDated, str(MAY))
    case(PROPOSED, FILED).when(CloseFile(CASE, BEN, effective_on=before)).refused(BackDated, str(JUNE))
    other = replace(FILE, evidence=Reference(ADA, 3), effective_on=before)
    case(PROPOSED, FILED).when(other).refused(BackDated, str(before), str(JUNE))


def test_a_proposal_is_corrected_for_the_same_person_once_something_is_filed() -> None:
    stream = BookInMemory().with_lines(CASE, (PROPOSED, FILED))
    without = stream.without(Reference(CASE, 1)).recall(PromotionCase, CASE)
    assert without.candidate == ADA
    book = case(PROPOSED, FILED).and_on(BEN, JOINED)

    def corrected(**said: Any) -> When:
        return book.when(CorrectEntry(Reference(CASE, 1), replace(PROPOSE, **said), "a slip"))

    words = Line(replace(PROPOSED, grounds="Leads well"), stream=CASE, supersedes=1, reason="a slip")
    corrected(grounds="Leads well").then(words)
    corrected(candidate=PersonId(BEN)).refused(AnotherCandidate, ADA, BEN)
    for other in ({"role": None}, {"to_level": "leaders"}, {"direction": Direction.ACTING}, {"effective_on": SOONER}):
        corrected(**other).refused(ProposalActedOn, CASE)


def test_nobody_who_acted_becomes_the_proposer() -> None:
    filed_by_ben = replace(FILED, filed_by=PersonId(BEN))
    theirs = CorrectEntry(Reference(CASE, 1), replace(PROPOSE, proposed_by=PersonId(BEN)), "Ben wrote it")
    case(PROPOSED, filed_by_ben).and_on(BEN, JOINED).when(theirs).refused(ProposalActedOn, BEN)


@pytest.mark.parametrize("decision", [APPROVED, DECLINED, DEFERRED], ids=lambda decision: type(decision).__name__)
def test_what_was_decided_on_is_neither_corrected_nor_retracted(decision: Written) -> None:
    decided = case(PROPOSED, CLOSED, decision)
    entry = Reference(CASE, 1)
    for taken_back in (
        CorrectEntry(entry, replace(PROPOSE, grounds="Leads well"), "a slip"),
        RetractEntry(entry, "a slip"),
        RetractEntry(entry, "a slip", instead=replace(PROPOSE, case=EARLIER)),
    ):
        decided.when(taken_back).refused(ProposalDecided, f"{CASE}@3")
    with pytest.raises(ProposalDecided):
        decided.when(RetractEntry(entry, "a slip", instead=replace(PROPOSE, proposed_by=PersonId(BEN)))).decided()
