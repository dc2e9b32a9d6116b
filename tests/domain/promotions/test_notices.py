"""What a candidate is to be told, and the time that runs then: the same that rules go by when they refuse."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.frameworks.default_pack import DEFAULT_FRAMEWORK, EDITION_WITH_PANELS
from domain.frameworks.procedure import Procedure
from domain.frameworks.publishing import FrameworkPublished
from domain.kernel.commands import Command
from domain.kernel.facts import ORGANISATION, Reference
from domain.kernel.history import LedgerBegun
from domain.people.erased import ErasureGround, PersonalDataErased
from domain.promotions.appeal_decisions import AppealOutcome
from domain.promotions.appeals import AppealTooLate
from domain.promotions.candidacies import WithdrawCandidacy
from domain.promotions.decisions import ApprovePromotion, DeferPromotion, PromotionDeclined
from domain.promotions.informing import Channel, InformPerson
from domain.promotions.judging.judges import FIRST
from domain.promotions.notices import NoticePeriod, notices_of
from domain.promotions.phases import CasePhase, cases_of, phase_of
from domain.promotions.promotion_case import PromotionCase
from domain.promotions.promotion_file import CloseFile, FileNotSeen
from tests.domain.promotions.panel_room import (
    ANSWER,
    APPEAL,
    CLOSE_FILE,
    DECLINED,
    HAL,
    LONG_AGO,
    MAY,
    PROPOSE,
    RECOMMENDED,
    after,
    house,
)
from tests.domain.promotions.test_procedure_is_kept import ENOUGH_OVERRIDES
from tests.examples import ADA, CASE, FAY
from tests.spec import BookInMemory, When

PROPOSED = Reference(CASE, 1)
DECISION = Reference(CASE, 10)
COMMENTED = replace(PROPOSE, edition=3)
TOLD = InformPerson(ADA, DECISION, Channel.IN_PERSON, HAL, effective_on=MAY)
DEFER = DeferPromotion(CASE, HAL, "Not yet", MAY + timedelta(7), effective_on=MAY)
APPROVE = ApprovePromotion(CASE, HAL, "Leads already", ENOUGH_OVERRIDES, effective_on=MAY)
DAYS = tuple(MAY + timedelta(days) for days in range(40))


def commenting() -> BookInMemory:
    """The house where a third edition has the candidate see the file for three working days."""
    edition = replace(EDITION_WITH_PANELS, number=3, procedure=Procedure(comment_working_days=3))
    return house().with_lines(DEFAULT_FRAMEWORK, (FrameworkPublished(edition, effective_on=LONG_AGO),))


def test_a_decision_is_owed_until_it_is_told_and_may_be_appealed_as_long_as_is_said() -> None:
    declined = after(*DECLINED)
    [owed] = notices_of(CASE, MAY, declined)
    assert (owed.person, owed.about, owed.since, owed.told_on, owed.until) == (ADA, DECISION, MAY, None, None)
    assert notices_of(CASE, MAY - timedelta(1), declined) == ()
    told = after(TOLD, book=declined)
    [notice] = notices_of(CASE, MAY, told)
    assert (notice.told_on, notice.working_days, notice.period) == (MAY, 20, NoticePeriod.APPEAL_WORKING_DAYS)
    for day in DAYS:
        appeal = When(told, replace(APPEAL, effective_on=day))
        if notice.days_left(day) is None:
            appeal.refused(AppealTooLate, str(notice.until))
        else:
            assert appeal.decided()
    [appealed] = notices_of(CASE, MAY, after(APPEAL, book=told))
    assert (appealed.told_on, appealed.until) == (MAY, None)


def test_the_file_is_owed_as_it_stands_and_may_be_closed_when_the_time_is_over() -> None:
    proposed = after(COMMENTED, book=commenting())
    [owed] = notices_of(CASE, MAY, proposed)
    assert (owed.about, owed.since, owed.told_on) == (PROPOSED, MAY, None)
    told = after(replace(TOLD, about=PROPOSED), book=proposed)
    [notice] = notices_of(CASE, MAY, told)
    assert (notice.until, notice.period) == (date(2024, 5, 9), NoticePeriod.COMMENT_WORKING_DAYS)
    for day in DAYS:
        close = When(told, CloseFile(CASE, FAY, effective_on=day))
        if notice.days_left(day) is None:
            assert close.decided()
        else:
            close.refused(FileNotSeen, str(notice.until))
    assert notices_of(CASE, MAY, after(PROPOSE)) == (), "that edition asks for nothing"
    assert notices_of(CASE, MAY, after(WithdrawCandidacy(CASE, ADA, effective_on=MAY), book=proposed)) == ()


def test_what_nobody_can_be_told_or_could_have_written_down_is_not_owed() -> None:
    declined = after(*DECLINED)
    proposed, *_, decided = (one.event for one in declined.entries if one.stream == CASE)
    assert isinstance(decided, PromotionDeclined)
    [known] = notices_of(CASE, MAY, house().with_lines(CASE, (proposed, replace(decided, judged_by=FIRST))))
    assert known.told_on == MAY, "of what the first judge judged nobody wrote that down"
    begun = declined.with_lines(ORGANISATION, (LedgerBegun(effective_on=MAY + timedelta(1)),))
    assert notices_of(CASE, MAY, begun) == ()
    erased = declined.with_lines(ADA, (PersonalDataErased(ErasureGround.REQUESTED, HAL, effective_on=MAY),))
    assert notices_of(CASE, MAY, erased) == ()


@pytest.mark.parametrize(
    ("phase", "commands"),
    [
        (CasePhase.FILING, (PROPOSE,)),
        (CasePhase.CONSIDERED, (PROPOSE, CLOSE_FILE)),
        (CasePhase.RECOMMENDED, RECOMMENDED),
        (CasePhase.DEFERRED, (*RECOMMENDED, DEFER)),
        (CasePhase.CONSIDERED, (*RECOMMENDED, DEFER, CLOSE_FILE)),
        (CasePhase.APPROVED, (*RECOMMENDED, APPROVE)),
        (CasePhase.DECLINED, DECLINED),
        (CasePhase.APPEALED, (*DECLINED, APPEAL)),
        (CasePhase.DECLINED, (*DECLINED, APPEAL, replace(ANSWER, outcome=AppealOutcome.DISMISSED))),
        (CasePhase.CONSIDERED, (*DECLINED, APPEAL, ANSWER)),
        (CasePhase.WITHDRAWN, (PROPOSE, WithdrawCandidacy(CASE, ADA, effective_on=MAY))),
    ],
)
def test_where_a_case_stands_is_said_in_a_word(phase: CasePhase, commands: tuple[Command[PromotionCase], ...]) -> None:
    [(case, known)] = cases_of(ADA, MAY, after(*commands))
    assert (case, phase_of(known)) == (CASE, phase)
    assert list(cases_of(ADA, MAY - timedelta(1), after(*commands))) == []
