"""A promotion is decided by somebody with a name and reasons, on what the rules find in a closed file."""

from dataclasses import replace
from datetime import date

import pytest

from domain.amendments.corrections import RetractEntry
from domain.development.assessments import AssessmentRecorded
from domain.development.development import AssessmentId, Instrument, Purpose, Rating, Source
from domain.frameworks.criteria import Requirement
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.judging.findings import EvidenceKind, Finding, Verdict
from domain.kernel.book import Line
from domain.kernel.commands import Command
from domain.kernel.facts import EntryRetracted, Reference
from domain.kernel.ids import PersonId
from domain.kernel.refusals import ReasonMissing
from domain.organisation.appointments import RoleEstablished
from domain.organisation.role import AppointmentKind, AppointmentMade, AppointmentSource
from domain.people.employment import NotHere
from domain.people.joining import PersonJoined
from domain.people.leaving import LeavingReason, PersonLeft
from domain.promotions.conflicts import ConflictedMember
from domain.promotions.decisions import (
    ApprovePromotion,
    DeclinePromotion,
    DeferPromotion,
    PromotionApproved,
    PromotionDeclined,
    PromotionDeferred,
    RevisitTooEarly,
)
from domain.promotions.judging.judges import JUDGES, SECOND
from domain.promotions.overrides import CriterionNotMet, NothingToOverride, Override, SetAside
from domain.promotions.promotion_case import (
    AlreadyDecided,
    BackDated,
    Direction,
    FileStillOpen,
    NotProposed,
    PromotionCase,
    Proposal,
)
from domain.promotions.promotion_file import EvidenceFiled, FileClosed
from domain.promotions.proposals import PromotionProposed
from tests.examples import ADA, BEN, CAI, CASE, FAY, PLANNER, PUBLISHED
from tests.spec import BookInMemory, Written

MAY, JUNE, JULY = date(2024, 5, 6), date(2024, 6, 3), date(2024, 7, 1)
PERFORMANCE, POTENTIAL = EvidenceKind
PEER = PersonId("person-peer")
EVE = PersonId("person-eve")
"""An executive."""
GONE = PersonId("person-gone")


def joined(name: str) -> PersonJoined:
    return PersonJoined(name, "Assembly", effective_on=date(2015, 3, 2))


def assessed(
    on: date, source: Source, ratings: dict[str, int], cycle: str | None = None, level: str | None = None
) -> AssessmentRecorded:
    return AssessmentRecorded(
        AssessmentId(f"assessment-{on}"),
        Instrument.PERFORMANCE_EVALUATION if cycle else Instrument.LEADERSHIP_ASSESSMENT,
        Purpose.DECISION,
        DEFAULT_FRAMEWORK,
        1,
        source,
        BEN if source is Source.LINE_MANAGER else PEER,
        tuple(Rating(of, value, ("seen",)) for of, value in ratings.items()),
        level,
        cycle,
        effective_on=on,
    )


LAST_YEAR = assessed(date(2022, 12, 10), Source.LINE_MANAGER, {"performance": 4}, "2022")
THIS_YEAR = assessed(date(2023, 12, 10), Source.LINE_MANAGER, {"performance": 4, "work_values": 4}, "2023", "self")
SHOWN = assessed(date(2024, 3, 1), Source.PEER, {"direction": 4, "work_values": 3}, level="others")
PROPOSED = PromotionProposed(
    ADA, PLANNER, Direction.UP, "self", "others", DEFAULT_FRAMEWORK, 1, CAI, "Leads already", effective_on=MAY
)
CLOSED = FileClosed(ADA, FAY, effective_on=JUNE)


def filed(version: int, kind: EvidenceKind) -> EvidenceFiled:
    return EvidenceFiled(ADA, Reference(ADA, version), kind, CAI, effective_on=MAY)


FULL = (PROPOSED, filed(2, PERFORMANCE), filed(3, PERFORMANCE), filed(4, POTENTIAL), CLOSED)
PERFORMANCE_ALONE = (PROPOSED, filed(2, PERFORMANCE), filed(3, PERFORMANCE), CLOSED)
APPROVE = ApprovePromotion(CASE, EVE, "The shift is behind her", effective_on=JULY)
DECLINE = DeclinePromotion(CASE, EVE, "Another year of the shift first", effective_on=JULY)
DEFER = DeferPromotion(CASE, EVE, "Another source is on its way", revisit_on=date(2024, 10, 1), effective_on=JULY)


def office(*stream: Written, role: tuple[Written, ...] = ()) -> BookInMemory:
    established = RoleEstablished("Planner", "Assembly", "Production", "others", critical=True, effective_on=MAY)
    book = BookInMemory().with_lines(DEFAULT_FRAMEWORK, (PUBLISHED,)).with_lines(PLANNER, (established, *role))
    for person in (BEN, CAI, EVE, FAY):
        book = book.with_lines(person, (joined(person),))
    book = book.with_lines(PEER, (replace(joined("Peer"), manager=BEN),))
    book = book.with_lines(GONE, (joined("Gone"), PersonLeft(LeavingReason.RETIRED, effective_on=MAY)))
    return book.with_lines(ADA, (replace(joined("Ada"), manager=BEN), LAST_YEAR, THIS_YEAR, SHOWN)).with_lines(
        CASE, stream
    )


def decided(book: BookInMemory, command: Command[PromotionCase]) -> PromotionApproved:
    (event,) = book.decide(command)
    assert isinstance(event, PromotionApproved)
    return event


def verdicts(findings: tuple[Finding, ...]) -> dict[Requirement, Verdict]:
    return {finding.criterion: finding.verdict for finding in findings}


def test_a_full_file_is_approved_with_findings_basis_edition_and_reasons() -> None:
    book = office(*FULL)
    approved = decided(book, APPROVE)
    assert approved.concerns() == (ADA, PLANNER, EVE)
    assert (approved.candidate, approved.role, approved.direction, approved.to_level) == (
        ADA,
        PLANNER,
        Direction.UP,
        "others",
    )
    assert (approved.framework, approved.edition, approved.basis) == (DEFAULT_FRAMEWORK, 1, book.basis)
    assert (approved.decided_by, approved.rationale, approved.effective_on) == (EVE, "The shift is behind her", JULY)
    assert approved.overrides == ()
    assert approved.override_reasons == ()
    assert verdicts(approved.found) == {
        Requirement.PERFORMANCE_SUSTAINED: Verdict.MET,
        Requirement.POTENTIAL_EVIDENCE: Verdict.MET,
        Requirement.EVIDENCE_AT_TARGET_LEVEL: Verdict.MET,
        Requirement.WORK_VALUES: Verdict.MET,
        Requirement.NO_CONFIRMED_INTEGRITY_CONCERN: Verdict.MET,
        Requirement.VACANCY_OR_NEED: Verdict.MET,
        Requirement.TRANSITION_PLAN: Verdict.NOT_JUDGED,
        Requirement.CARRIED_DEBT: Verdict.NOT_JUDGED,
        Requirement.EVIDENCE_OLDER_THAN: Verdict.WARNING,
        Requirement.ONE_SOURCE_DOMINATES: Verdict.MET,
        Requirement.FILE_COMPLETE: Verdict.MET,
    }
    assert approved.found[0].rests_on == (Reference(ADA, 2), Reference(ADA, 3))


def test_performance_evidence_alone_is_not_approved() -> None:
    with pytest.raises(CriterionNotMet, match="potential_evidence"):
        office(*PERFORMANCE_ALONE).decide(APPROVE)


def test_an_override_by_name_and_with_a_reason_lets_it_pass_and_keeps_the_finding() -> None:
    set_aside = tuple(
        SetAside(criterion, FAY, f"Known to us: {criterion}")
        for criterion in (
            Requirement.POTENTIAL_EVIDENCE,
            Requirement.EVIDENCE_AT_TARGET_LEVEL,
            Requirement.WORK_VALUES,
        )
    )
    book = office(*PERFORMANCE_ALONE)
    for missing in range(3):
        with pytest.raises(CriterionNotMet):
            book.decide(replace(APPROVE, set_aside=(*set_aside[:missing], *set_aside[missing + 1 :])))
    approved = decided(book, replace(APPROVE, set_aside=set_aside))
    reviews_on = (date(2025, 1, 1), date(2025, 7, 1))
    assert approved.overrides == tuple(Override(one.criterion, FAY, reviews_on) for one in set_aside)
    assert approved.override_reasons == tuple(one.reason for one in set_aside)
    assert verdicts(approved.found)[Requirement.POTENTIAL_EVIDENCE] is Verdict.NOT_MET
    assert verdicts(approved.found)[Requirement.WORK_VALUES] is Verdict.NOT_ENOUGH_EVIDENCE
    assert approved.concerns() == (ADA, PLANNER, EVE, FAY)


def test_an_override_has_an_authority_apart_from_the_proposal_and_a_reason() -> None:
    lone = office(PROPOSED, filed(3, PERFORMANCE), filed(2, PERFORMANCE), filed(4, POTENTIAL), CLOSED, role=(taken(),))
    one = SetAside(Requirement.VACANCY_OR_NEED, FAY, "He leaves in autumn")
    assert decided(lone, replace(APPROVE, set_aside=(one,))).overrides
    for authority in (CAI, ADA):
        with pytest.raises(ConflictedMember, match=authority):
            lone.decide(replace(APPROVE, set_aside=(replace(one, authorised_by=authority),)))
    with pytest.raises(NotHere, match=GONE):
        lone.decide(replace(APPROVE, set_aside=(replace(one, authorised_by=GONE),)))
    with pytest.raises(ReasonMissing, match="set_aside"):
        lone.decide(replace(APPROVE, set_aside=(replace(one, reason=" "),)))
    with pytest.raises(NothingToOverride, match="vacancy_or_need"):
        lone.decide(replace(APPROVE, set_aside=(one, one)))


@pytest.mark.parametrize("criterion", [Requirement.POTENTIAL_EVIDENCE, Requirement.CARRIED_DEBT])
def test_nothing_is_overridden_that_does_not_stand_in_the_way(criterion: Requirement) -> None:
    with pytest.raises(NothingToOverride, match=criterion):
        office(*FULL).decide(replace(APPROVE, set_aside=(SetAside(criterion, FAY, "To be sure"),)))


def taken() -> AppointmentMade:
    return AppointmentMade(BEN, AppointmentKind.SUBSTANTIVE, AppointmentSource.INTERNAL, effective_on=MAY)


def test_a_role_with_a_holder_is_not_vacant_but_one_may_act_up_beside_them() -> None:
    with pytest.raises(CriterionNotMet, match="vacancy_or_need"):
        office(*FULL, role=(taken(),)).decide(APPROVE)
    acting = (replace(PROPOSED, direction=Direction.ACTING), *FULL[1:])
    approved = decided(office(*acting, role=(taken(),)), APPROVE)
    assert verdicts(approved.found)[Requirement.VACANCY_OR_NEED] is Verdict.NOT_JUDGED
    theirs = replace(taken(), person=ADA)
    assert verdicts(decided(office(*FULL, role=(theirs,)), APPROVE).found)[Requirement.VACANCY_OR_NEED] is Verdict.MET


def test_findings_never_decide_alone() -> None:
    (declined,) = office(*FULL).decide(DECLINE)
    assert isinstance(declined, PromotionDeclined)
    assert not any(finding.stands_in_the_way for finding in declined.found)
    assert declined.rationale == "Another year of the shift first"
    (deferred,) = office(*PERFORMANCE_ALONE).decide(DEFER)
    assert isinstance(deferred, PromotionDeferred)
    assert deferred.revisit_on == date(2024, 10, 1)
    assert any(finding.stands_in_the_way for finding in deferred.found)


@pytest.mark.parametrize("command", [APPROVE, DECLINE, DEFER], ids=lambda command: type(command).__name__)
def test_every_decision_has_a_closed_file_reasons_and_somebody_apart_who_answers_for_it(
    command: ApprovePromotion | DeclinePromotion | DeferPromotion,
) -> None:
    with pytest.raises(NotProposed, match=CASE):
        office().decide(command)
    with pytest.raises(FileStillOpen, match="close"):
        office(PROPOSED).decide(command)
    with pytest.raises(ReasonMissing):
        office(*FULL).decide(replace(command, rationale=" "))
    for own in (ADA, CAI):
        with pytest.raises(ConflictedMember, match=own):
            office(*FULL).decide(replace(command, decided_by=own))
    with pytest.raises(NotHere, match=GONE):
        office(*FULL).decide(replace(command, decided_by=GONE))
    with pytest.raises(BackDated, match=str(JUNE)):
        office(*FULL).decide(replace(command, effective_on=MAY))


def test_what_is_deferred_is_looked_at_later_with_the_file_open_again() -> None:
    with pytest.raises(RevisitTooEarly, match=str(JULY)):
        office(*FULL).decide(replace(DEFER, revisit_on=JULY))
    deferred = office(*FULL).with_decided(DEFER)
    with pytest.raises(FileStillOpen):
        deferred.decide(APPROVE)
    closed_again = deferred.with_lines(CASE, (FileClosed(ADA, FAY, effective_on=JULY),))
    assert decided(closed_again, APPROVE).decided_by == EVE


@pytest.mark.parametrize("first", [APPROVE, DECLINE], ids=lambda command: type(command).__name__)
@pytest.mark.parametrize("second", [APPROVE, DECLINE, DEFER], ids=lambda command: type(command).__name__)
def test_a_case_is_decided_once(first: Command[PromotionCase], second: Command[PromotionCase]) -> None:
    with pytest.raises(AlreadyDecided, match=str(JULY)):
        office(*FULL).with_decided(first).decide(second)


def test_evidence_counts_as_it_was_corrected_and_not_at_all_once_retracted() -> None:
    weak = replace(SHOWN, ratings=(Rating("direction", 4, ("seen",)), Rating("work_values", 2, ("seen",))))
    corrected = office(*FULL).with_lines(ADA, (Line(weak, supersedes=4, reason="read from the wrong sheet"),))
    with pytest.raises(CriterionNotMet, match="work_values"):
        corrected.decide(APPROVE)
    gone = Line(EntryRetracted(effective_on=JULY), supersedes=4, reason="another Ada")
    with pytest.raises(CriterionNotMet, match="potential_evidence"):
        office(*FULL).with_lines(ADA, (gone,)).decide(APPROVE)


def test_what_a_decision_cited_may_be_retracted_and_the_decision_stands() -> None:
    book = office(*FULL).with_decided(APPROVE)
    retracted = book.with_decided(RetractEntry(Reference(ADA, 4), "another Ada"))
    approved = retracted.noted(Reference(CASE, 6))
    assert approved is not None
    assert approved == book.noted(Reference(CASE, 6))


def test_a_decision_is_judged_again_from_what_the_ledger_held_at_its_basis() -> None:
    book = office(*FULL)
    approved = decided(book, APPROVE)
    later = book.with_decided(APPROVE).with_lines(ADA, (Line(replace(SHOWN, level="self"), supersedes=4, reason="no"),))
    proposal = Proposal(ADA, PLANNER, Direction.UP, "others", DEFAULT_FRAMEWORK, 1, CAI, MAY)

    def judged(then: BookInMemory) -> tuple[Finding, ...]:
        case = then.recall(PromotionCase, CASE)
        assert case.proposal == proposal
        return JUDGES[SECOND].finds(PUBLISHED.edition, case, proposal, approved.effective_on, then)

    known_then = BookInMemory(later.entries[: approved.basis])
    assert judged(known_then) == approved.findings
    assert verdicts(judged(later))[Requirement.EVIDENCE_AT_TARGET_LEVEL] is Verdict.NOT_MET


def test_a_decision_is_an_act() -> None:
    for kind in (PromotionApproved, PromotionDeclined, PromotionDeferred, EvidenceFiled, FileClosed):
        assert kind.act
    assert not PromotionProposed.act
