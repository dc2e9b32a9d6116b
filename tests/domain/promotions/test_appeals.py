"""An appeal says in time what was wrong; people who took no part dismiss it or send the case to a new panel."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.development.development import Purpose, Source
from domain.development.feedback import FeedbackGiven
from domain.judging.findings import EvidenceKind
from domain.kernel.dates import working_days_after
from domain.kernel.facts import Reference
from domain.kernel.ids import PersonId
from domain.kernel.refusals import NothingSaid, ReasonMissing
from domain.people.employment import NotHere
from domain.promotions.appeal_decisions import (
    AppealDecided,
    AppealOutcome,
    AppealOverdue,
    NobodyDecides,
    TookPart,
    VoterDecidesAppeal,
)
from domain.promotions.appeals import (
    AlreadyAppealed,
    AppealLodged,
    AppealTooLate,
    NoAppeal,
    NoSuchFact,
    NothingNew,
    NothingToAppeal,
    NotTheirsToAppeal,
)
from domain.promotions.conflicts import ConflictedMember
from domain.promotions.due_process import RecommendationMissing
from domain.promotions.informing import Channel, InformPerson
from domain.promotions.promotion_case import AppealGround, BackDated, PromotionCase
from domain.promotions.promotion_file import FileEvidence, FileIsClosed
from tests.domain.promotions.panel_room import (
    AGREED,
    ANSWER,
    APPEAL,
    BOSS,
    CLOSE,
    CONVENE,
    DECLINE,
    DECLINED,
    GONE,
    HAL,
    MAY,
    MIA,
    OLA,
    OPEN,
    PIA,
    PROPOSE,
    QUY,
    RECOMMENDED,
    REX,
    STATE,
    after,
    house,
    vote,
)
from tests.examples import ADA, BEN, CAI, CASE, DEE, EVE, FAY, GUS
from tests.spec import BookInMemory, When

LAST_DAY = date(2024, 6, 3)
"""Twenty working days after the sixth of May."""
DUE = MAY + timedelta(days=30)
DISMISS = replace(ANSWER, outcome=AppealOutcome.DISMISSED)
LODGED = AppealLodged(ADA, AppealGround.PROCEDURE, ADA, DUE, "I was not heard", effective_on=MAY)
NEWCOMERS = (QUY, REX)
NEW_CONVENER = PersonId("person-new")
SEEN = FeedbackGiven(
    BOSS, Source.HIGHER_MANAGER, Purpose.DECISION, "The shift plans itself", "Nothing", effective_on=MAY
)


def remembered(book: BookInMemory) -> PromotionCase:
    return book.recall(PromotionCase, CASE)


@pytest.mark.parametrize(
    ("day", "days", "last"),
    [
        (MAY, 20, LAST_DAY),
        (date(2024, 5, 10), 1, date(2024, 5, 13)),
        (date(2024, 5, 11), 1, date(2024, 5, 13)),
        (MAY, 4, date(2024, 5, 10)),
        (MAY, 0, MAY),
    ],
)
def test_working_days_leave_weekends_out(day: date, days: int, last: date) -> None:
    assert working_days_after(day, days) == last


@pytest.mark.parametrize("ground", [AppealGround.PROCEDURE, AppealGround.ERROR_OF_FACT, AppealGround.DISCRIMINATION])
def test_a_decision_is_appealed_on_a_ground_within_twenty_working_days(ground: AppealGround) -> None:
    declined = after(*DECLINED)
    When(declined, replace(APPEAL, ground=ground)).then(replace(LODGED, ground=ground))
    in_time = replace(APPEAL, ground=ground, effective_on=LAST_DAY)
    When(declined, in_time).then(
        replace(LODGED, ground=ground, effective_on=LAST_DAY, due_on=LAST_DAY + timedelta(days=30))
    )
    late = replace(in_time, effective_on=LAST_DAY + timedelta(days=1))
    assert When(declined, late).decided(), "nobody told the candidate, so that no time runs"
    told = InformPerson(ADA, Reference(CASE, 10), Channel.IN_PERSON, HAL, effective_on=MAY)
    When(declined.with_decided(told), late).refused(AppealTooLate, "20 working days", str(LAST_DAY))


def test_an_appeal_is_lodged_once_by_whom_it_concerns_and_in_words() -> None:
    declined = after(*DECLINED)
    assert When(declined, replace(APPEAL, lodged_by=CAI)).decided()
    for stranger in (BEN, BOSS, HAL):
        When(declined, replace(APPEAL, lodged_by=stranger)).refused(NotTheirsToAppeal, stranger)
    When(declined, replace(APPEAL, words=" ")).refused(NothingSaid)
    When(after(*RECOMMENDED), APPEAL).refused(NothingToAppeal, CASE)
    When(declined, replace(APPEAL, effective_on=MAY - timedelta(days=1))).refused(BackDated)
    for answer in ((), (DISMISS,)):
        When(after(APPEAL, *answer, book=declined), APPEAL).refused(AlreadyAppealed, str(MAY))


def test_new_evidence_is_an_entry_that_was_not_on_the_file() -> None:
    filed = FileEvidence(CASE, Reference(ADA, 2), EvidenceKind.POTENTIAL, CAI, effective_on=MAY)
    declined = after(PROPOSE, filed, *DECLINED[1:], book=house().with_lines(ADA, (SEEN, SEEN)))
    new = replace(APPEAL, ground=AppealGround.NEW_EVIDENCE, facts=(Reference(ADA, 3),))
    When(declined, new).then(replace(LODGED, ground=AppealGround.NEW_EVIDENCE, facts=(Reference(ADA, 3),)))
    for facts in ((), (Reference(ADA, 2),)):
        When(declined, replace(new, facts=facts)).refused(NothingNew)
    for strange in (Reference(ADA, 9), Reference(OLA, 1)):
        When(declined, replace(new, facts=(strange,))).refused(NoSuchFact, str(strange))


def test_an_appeal_is_dismissed_or_remitted_within_thirty_days() -> None:
    lodged = after(*DECLINED, APPEAL)
    for command in (ANSWER, DISMISS):
        for day in (MAY, DUE):
            When(lodged, replace(command, effective_on=day)).then(
                AppealDecided(ADA, command.outcome, (OLA, PIA), "She was not", effective_on=day)
            )
    overdue = DUE + timedelta(days=1)
    When(lodged, replace(DISMISS, effective_on=overdue)).refused(AppealOverdue, str(DUE), "remit")
    assert When(lodged, replace(ANSWER, effective_on=overdue)).decided()
    When(lodged, replace(ANSWER, rationale=" ")).refused(ReasonMissing)
    When(after(*DECLINED), ANSWER).refused(NoAppeal, CASE)
    for outcome in (ANSWER, DISMISS):
        When(after(outcome, book=lodged), replace(ANSWER, decided_by=NEWCOMERS)).refused(NoAppeal)


def test_an_appeal_is_decided_by_people_who_took_no_part() -> None:
    lodged = after(*DECLINED, APPEAL)
    for voter in (DEE, EVE, GUS):
        When(lodged, replace(ANSWER, decided_by=(OLA, voter))).refused(VoterDecidesAppeal, voter)
    for part in (HAL, FAY):
        When(lodged, replace(ANSWER, decided_by=(OLA, part))).refused(TookPart, part)
    for stake in (CAI, MIA, BEN, ADA):
        When(lodged, replace(ANSWER, decided_by=(OLA, stake))).refused(ConflictedMember, stake)
    When(lodged, replace(ANSWER, decided_by=())).refused(NobodyDecides)
    When(lodged, replace(ANSWER, decided_by=(GONE,))).refused(NotHere, GONE)


def test_a_remitted_case_goes_to_a_new_panel_and_is_decided_anew() -> None:
    remitted = after(*DECLINED, APPEAL, ANSWER)
    case = remembered(remitted)
    assert (case.panel, case.decided_on, case.declined, case.file_open) == (None, None, False, False)
    When(remitted, DECLINE).refused(ConflictedMember, HAL, "took_part")
    When(remitted, replace(DECLINE, decided_by=BOSS)).refused(RecommendationMissing)
    When(remitted, replace(CONVENE, members=(BOSS, *NEWCOMERS))).refused(ConflictedMember, FAY, "took_part")
    for member in (DEE, HAL, OLA):
        again = replace(CONVENE, members=(BOSS, *NEWCOMERS, member), convened_by=NEW_CONVENER)
        When(remitted, again).refused(ConflictedMember, member, "took_part")
    new = after(
        replace(CONVENE, members=(BOSS, *NEWCOMERS), convened_by=NEW_CONVENER),
        replace(OPEN, opened_by=BOSS),
        book=remitted,
    )
    panel = remembered(new).panel
    assert panel is not None
    assert (panel.members, panel.round) == ((BOSS, *NEWCOMERS), 1)


def test_a_remitted_case_waits_for_its_new_panel_whatever_the_edition_says() -> None:
    first = after(replace(PROPOSE, edition=1), DECLINED[1], DECLINE, book=house(edition=1))
    When(after(APPEAL, ANSWER, book=first), replace(DECLINE, decided_by=BOSS)).refused(RecommendationMissing)


@pytest.mark.parametrize("ground", AppealGround)
def test_the_file_opens_again_only_where_it_was_at_fault(ground: AppealGround) -> None:
    declined = after(*DECLINED, book=house().with_lines(ADA, (SEEN, SEEN)))
    appeal = replace(APPEAL, ground=ground, facts=(Reference(ADA, 2),))
    remitted = When(
        after(appeal, ANSWER, book=declined),
        FileEvidence(CASE, Reference(ADA, 2), EvidenceKind.POTENTIAL, CAI, effective_on=MAY),
    )
    if ground in (AppealGround.NEW_EVIDENCE, AppealGround.ERROR_OF_FACT):
        assert remitted.decided()
    else:
        remitted.refused(FileIsClosed)


def test_a_file_that_stays_closed_was_closed_by_somebody_without_a_stake() -> None:
    anew = (
        replace(CONVENE, members=(BOSS, *NEWCOMERS), convened_by=NEW_CONVENER),
        replace(OPEN, opened_by=BOSS),
        *(vote(member) for member in (BOSS, *NEWCOMERS)),
        replace(CLOSE, closed_by=BOSS),
        replace(STATE, stated_by=BOSS),
    )
    decide = replace(DECLINE, decided_by=PersonId("person-new-decider"))
    recommended = after(*DECLINED, APPEAL, ANSWER, *anew)
    after(decide, book=recommended)
    mentored = recommended.with_lines("mentorship-fay", (replace(AGREED, mentor=FAY),))
    When(mentored, decide).refused(ConflictedMember, FAY, "mentor")


def test_a_dismissed_appeal_leaves_the_decision_as_it_is() -> None:
    case = remembered(after(*DECLINED, APPEAL, DISMISS))
    assert (case.decided_on, case.declined) == (MAY, True)
