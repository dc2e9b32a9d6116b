"""A panel is made of people without a stake; conflicts come from the ledger and from what people declare."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_EDITIONS, DEFAULT_FRAMEWORK
from domain.frameworks.number_rules import ProcedureImpossible
from domain.frameworks.procedure import Procedure
from domain.frameworks.publishing import PublishFramework
from domain.kernel.book import Line
from domain.kernel.facts import Event
from domain.kernel.ids import PersonId
from domain.kernel.refusals import NothingSaid, ReasonMissing
from domain.mentoring.agreements import MentorshipAgreed, MentorshipEnded, WhyEnded
from domain.organisation.role import RoleVacated, WhyVacated
from domain.people.employment import NotHere
from domain.people.leaving import LeavingReason, PersonLeft
from domain.people.moving import PersonMoved
from domain.promotions.candidacies import HearCandidate
from domain.promotions.conflicts import ConflictedMember, ConflictUndecided
from domain.promotions.decisions import PromotionDeclined
from domain.promotions.panels.convening import (
    AlreadyConvened,
    ConvenePanel,
    NameSubstitute,
    NoSeatFree,
    OneSeatEach,
    PromotionPanelConvened,
    QuorumTooLow,
    SitsAlready,
    SubstituteNamed,
)
from domain.promotions.panels.declarations import ConflictDeclared, DeclareConflict, NothingToDeclare
from domain.promotions.panels.panel import Conflict, Panel
from domain.promotions.panels.panel_command import HasNoSeat, NotOfThePanel, QuorumNotMet
from domain.promotions.panels.recusals import (
    CloseRelation,
    MemberRecused,
    MemberRetained,
    NoConflict,
    OthersMustDecide,
    RecuseMember,
    RetainMember,
)
from domain.promotions.promotion_case import AlreadyDecided, NotProposed, PromotionCase
from tests.domain.promotions.panel_room import (
    AGREED,
    BOSS,
    CLOSE,
    CONVENE,
    CONVENED,
    DECLINE,
    DECLINED,
    GONE,
    HAL,
    INA,
    LONG_AGO,
    MAY,
    MIA,
    OLA,
    OPEN,
    PAIRING,
    PIA,
    PROPOSE,
    RECOMMENDED,
    RIA,
    RIVAL_CASE,
    RON,
    STATE,
    VOTED,
    after,
    house,
    vote,
)
from tests.examples import ADA, BEN, CAI, CASE, DEE, EVE, FAY, GUS, PLANNER
from tests.spec import BookInMemory, When, given

DECLARE = DeclareConflict(CASE, GUS, Conflict.OTHER, GUS, "We row together", effective_on=MAY)
RECUSE = RecuseMember(CASE, GUS, (DEE, FAY), "They row together", effective_on=MAY)
RETAIN = RetainMember(CASE, GUS, (DEE, FAY), "They did, ten years ago", effective_on=MAY)
SUBSTITUTE = NameSubstitute(CASE, GUS, OLA, DEE, effective_on=MAY)
GUS_LEFT = PersonLeft(LeavingReason.RESIGNED, effective_on=MAY - timedelta(days=1))


def panel(book: BookInMemory) -> Panel:
    remembered = book.recall(PromotionCase, CASE).panel
    assert remembered is not None
    return remembered


def with_member(member: PersonId) -> ConvenePanel:
    return replace(CONVENE, members=(DEE, EVE, member), presented_by=None)


def test_a_panel_is_convened_once_with_the_quorum_of_the_edition_or_a_higher_one() -> None:
    convened = PromotionPanelConvened(ADA, (DEE, EVE, GUS), 3, FAY, BEN, effective_on=MAY)
    When(after(PROPOSE), CONVENE).then(convened)
    four = replace(CONVENE, members=(DEE, EVE, GUS, HAL), quorum=4)
    When(after(PROPOSE), four).then(replace(convened, members=four.members, quorum=4))
    When(after(PROPOSE), replace(CONVENE, quorum=2)).refused(QuorumTooLow, "2", "3 or more")
    When(after(PROPOSE), replace(CONVENE, members=(DEE, EVE))).refused(QuorumNotMet, "has 2: name more")
    When(after(*CONVENED), CONVENE).refused(AlreadyConvened, CASE)
    When(house(), CONVENE).refused(NotProposed)
    When(after(*DECLINED), CONVENE).refused(AlreadyDecided)


def test_everybody_on_it_is_here_has_one_seat_and_was_not_chosen_by_candidate_or_proposer() -> None:
    proposed = after(PROPOSE)
    When(proposed, with_member(GONE)).refused(NotHere, GONE)
    When(proposed, with_member(DEE)).refused(OneSeatEach, DEE)
    When(proposed, replace(CONVENE, presented_by=GUS)).refused(OneSeatEach, GUS)
    for own in (ADA, CAI):
        When(proposed, replace(CONVENE, convened_by=own)).refused(ConflictedMember, own)


@pytest.mark.parametrize(
    ("member", "conflict"),
    [
        (ADA, Conflict.CANDIDATE),
        (CAI, Conflict.PROPOSER),
        (BEN, Conflict.LINE_MANAGER),
        (RON, Conflict.DIRECT_REPORT),
        (MIA, Conflict.MENTOR),
        (RIA, Conflict.RIVAL),
        (INA, Conflict.INCUMBENT),
    ],
)
def test_nobody_with_a_conflict_that_the_ledger_shows_sits_on_it(member: PersonId, conflict: Conflict) -> None:
    When(after(PROPOSE), with_member(member)).refused(ConflictedMember, member, f"({conflict} ")


def test_a_higher_manager_may_sit_on_it_unless_they_proposed() -> None:
    assert panel(after(PROPOSE, with_member(BOSS))).seated == (DEE, EVE, BOSS)
    When(after(replace(PROPOSE, proposed_by=BOSS)), with_member(BOSS)).refused(ConflictedMember, "proposer")


@pytest.mark.parametrize(
    ("member", "stream", "event"),
    [
        (BEN, ADA, PersonMoved("Assembly", manager=BOSS, effective_on=date(2024, 5, 1))),
        (RON, RON, PersonMoved("Assembly", manager=BOSS, effective_on=date(2024, 5, 1))),
        (INA, PLANNER, RoleVacated(INA, WhyVacated.TERM_ENDED, effective_on=date(2024, 5, 1))),
        (MIA, PAIRING, MentorshipEnded(MIA, ADA, WhyEnded.TIME_UP, effective_on=date(2023, 5, 5))),
    ],
)
def test_conflicts_are_those_of_the_day(member: PersonId, stream: str, event: Event[object]) -> None:
    ended = house().with_lines(stream, (event,))
    after(PROPOSE, with_member(member), book=ended)
    not_yet = house().with_lines(stream, (replace(event, effective_on=MAY + timedelta(days=1)),))
    with pytest.raises(ConflictedMember):
        after(PROPOSE, with_member(member), book=not_yet)


def test_a_mentor_of_the_last_twelve_months_does_not_vote() -> None:
    on_the_day = MentorshipEnded(MIA, ADA, WhyEnded.TIME_UP, effective_on=date(2023, 5, 6))
    with pytest.raises(ConflictedMember, match="mentor"):
        after(PROPOSE, with_member(MIA), book=house().with_lines(PAIRING, (on_the_day,)))
    ran_out = Line(replace(AGREED, ends_on=date(2023, 5, 5)), supersedes=1, reason="it had an end")
    after(PROPOSE, with_member(MIA), book=house().with_lines(PAIRING, (ran_out,)))


def test_whom_the_candidate_mentors_may_vote_and_so_may_mentors_of_others() -> None:
    other_way = MentorshipAgreed(ADA, OLA, "Planning", 12.0, 30, None, effective_on=LONG_AGO)
    elsewhere = MentorshipAgreed(PIA, CAI, "Planning", 12.0, 30, None, effective_on=LONG_AGO)
    book = house().with_lines("mentorship-ola", (other_way,)).with_lines("mentorship-pia", (elsewhere,))
    after(PROPOSE, replace(CONVENE, members=(DEE, OLA, PIA)), book=book)


def test_a_rival_is_one_until_their_case_is_decided_and_for_the_same_role_alone() -> None:
    over = PromotionDeclined(
        RIA, PLANNER, PROPOSE.direction, "others", DEFAULT_FRAMEWORK, 2, 7, (), HAL, "No", effective_on=MAY
    )
    after(PROPOSE, with_member(RIA), book=house().with_lines(RIVAL_CASE, (over,)))
    after(replace(PROPOSE, role=None), with_member(RIA))
    after(replace(PROPOSE, role=None), with_member(INA))


def test_what_the_ledger_cannot_know_is_declared_by_anybody_who_does() -> None:
    declared = ConflictDeclared(ADA, GUS, Conflict.OTHER, GUS, "We row together", effective_on=MAY)
    book = after(*CONVENED)
    When(book, DECLARE).then(declared)
    When(book, replace(DECLARE, declared_by=ADA)).then(replace(declared, declared_by=ADA))
    When(book.with_decided(DECLARE), DECLARE).nothing_happens()
    When(book, replace(DECLARE, member=OLA)).then(replace(declared, member=OLA))
    When(book, replace(DECLARE, conflict=Conflict.MENTOR)).refused(NothingToDeclare, "mentor", "close_relation")
    When(book, replace(DECLARE, words=" ")).refused(NothingSaid)
    When(after(PROPOSE), DECLARE).then(declared)
    When(house(), DECLARE).refused(NotProposed, CASE)
    When(after(*DECLINED), DECLARE).refused(AlreadyDecided, CASE)


def test_others_decide_on_a_recusal_and_never_the_member() -> None:
    book = after(*CONVENED, DECLARE)
    When(book, RECUSE).then(MemberRecused(ADA, GUS, Conflict.OTHER, (DEE, FAY), "They row together", effective_on=MAY))
    When(book, RETAIN).then(MemberRetained(ADA, GUS, (DEE, FAY), "They did, ten years ago", effective_on=MAY))
    for command in (RECUSE, RETAIN):
        When(book, replace(command, decided_by=())).refused(OthersMustDecide, GUS)
        for deciders in ((GUS,), (GUS, DEE)):
            When(book, replace(command, decided_by=deciders)).refused(ConflictUndecided, GUS)
            When(after(*CONVENED), replace(command, decided_by=deciders)).refused(OthersMustDecide, GUS)
        When(book, replace(command, decided_by=(DEE, HAL))).refused(NotOfThePanel, HAL)
        for stake in (ADA, CAI, BEN, MIA):
            When(book, replace(command, decided_by=(DEE, stake))).refused(ConflictedMember, stake)
        When(book, replace(command, why=" ")).refused(ReasonMissing, "why")
        When(book, replace(command, member=OLA)).refused(HasNoSeat, OLA)
        When(book.with_decided(RECUSE), command).refused(HasNoSeat, GUS)
        When(after(*CONVENED), command).refused(NoConflict, GUS)
    assert not panel(after(RETAIN, book=book)).declared


def test_what_the_ledger_shows_and_a_close_relation_owned_up_to_cannot_be_decided_away() -> None:
    close = replace(DECLARE, conflict=Conflict.CLOSE_RELATION)
    When(after(*CONVENED, close), RETAIN).refused(CloseRelation, GUS)
    after(*CONVENED, replace(close, declared_by=EVE), RETAIN)
    mentored = after(*CONVENED).with_lines("mentorship-gus", (replace(AGREED, mentor=GUS),))
    When(mentored.with_decided(DECLARE), RETAIN).refused(ConflictedMember, "mentor")
    (recused,) = mentored.decide(RECUSE)
    assert isinstance(recused, MemberRecused)
    assert recused.conflict is Conflict.MENTOR


def test_substitutes_restore_the_quorum() -> None:
    recused = after(*CONVENED, DECLARE, RECUSE)
    When(recused, OPEN).refused(QuorumNotMet, "3 members who may vote", "has 2: name substitutes")
    When(recused, SUBSTITUTE).then(SubstituteNamed(ADA, GUS, OLA, DEE, effective_on=MAY))
    restored = after(SUBSTITUTE, OPEN, vote(DEE), vote(EVE), vote(OLA), CLOSE, book=recused)
    assert panel(restored).counted == (DEE, EVE, OLA)


def test_a_substitute_takes_a_seat_that_is_free_and_may_vote() -> None:
    When(after(*CONVENED), SUBSTITUTE).refused(NoSeatFree, GUS)
    recused = after(*CONVENED, DECLARE, RECUSE)
    for member in (ADA, BEN, CAI, RON, MIA, RIA, INA):
        When(recused, replace(SUBSTITUTE, substitute=member)).refused(ConflictedMember, member)
    When(recused, replace(SUBSTITUTE, substitute=DEE)).refused(SitsAlready, DEE)
    When(recused, replace(SUBSTITUTE, substitute=GUS)).refused(ConflictedMember, GUS)
    When(recused, replace(SUBSTITUTE, substitute=GONE)).refused(NotHere, GONE)
    When(recused, replace(SUBSTITUTE, member=OLA)).refused(NoSeatFree, OLA)
    When(recused, replace(SUBSTITUTE, named_by=HAL)).refused(NotOfThePanel, HAL)
    When(recused, replace(SUBSTITUTE, named_by=GUS)).refused(ConflictedMember, GUS)
    When(recused, replace(SUBSTITUTE, named_by=BEN)).refused(ConflictedMember, BEN)
    When(after(SUBSTITUTE, book=recused), replace(SUBSTITUTE, substitute=PIA)).refused(NoSeatFree, GUS)


def test_a_member_who_left_is_replaced_unless_their_vote_stands() -> None:
    gone = after(*CONVENED).with_lines(GUS, (GUS_LEFT,))
    When(gone, OPEN).refused(QuorumNotMet)
    assert panel(gone.with_decided(SUBSTITUTE)).seated == (DEE, EVE, OLA)
    voted = after(*VOTED).with_lines(GUS, (GUS_LEFT,))
    When(voted, SUBSTITUTE).refused(NoSeatFree, GUS)


def test_nobody_goes_on_before_a_declared_conflict_is_decided() -> None:
    When(after(*CONVENED, DECLARE), OPEN).refused(ConflictUndecided, GUS)
    opened = after(*CONVENED, OPEN, DECLARE)
    When(opened, vote(GUS)).refused(ConflictUndecided, GUS)
    assert panel(after(RETAIN, vote(GUS), book=opened)).has_voted(GUS)
    When(after(*VOTED, DECLARE), CLOSE).refused(ConflictUndecided, GUS)


def test_who_is_said_to_have_a_conflict_does_nothing_in_the_case_until_others_have_looked() -> None:
    about_dee = replace(DECLARE, member=DEE, declared_by=EVE)
    undecided = after(*CONVENED, OPEN, vote(EVE), vote(GUS), about_dee)
    hear = HearCandidate(CASE, DEE, "She was heard", effective_on=MAY)
    recuse = replace(RECUSE, decided_by=(DEE,))
    for by_dee in (CLOSE, hear, recuse):
        When(undecided, by_dee).refused(ConflictUndecided, DEE)
    retained = after(replace(RETAIN, member=DEE, decided_by=(GUS,)), book=undecided)
    assert When(retained, hear).decided()
    recused = after(replace(RECUSE, member=DEE, decided_by=(GUS,)), book=undecided)
    When(recused, hear).refused(ConflictedMember, DEE)
    late = after(*CONVENED[:2], replace(CONVENE, members=(DEE, EVE, GUS, OLA)), OPEN, vote(EVE), vote(GUS), vote(OLA))
    late = after(CLOSE, STATE, about_dee, book=late)
    When(late, DECLINE).refused(ConflictUndecided, DEE)


def test_what_rests_on_the_vote_of_a_recused_member_no_longer_stands() -> None:
    assert panel(after(*VOTED, DECLARE, RECUSE)).ballots == panel(after(*VOTED)).ballots[:2]
    shaken = panel(after(*RECOMMENDED, DECLARE, RECUSE))
    assert (shaken.recommendation, shaken.tally, shaken.counted, shaken.round) == (None, None, (), 1)


def test_the_default_pack_asks_for_a_panel_from_its_second_edition_on() -> None:
    assert [edition.procedure.panel_required for edition in DEFAULT_EDITIONS] == [False, True]
    book = BookInMemory()
    for edition in DEFAULT_EDITIONS:
        publish = PublishFramework(DEFAULT_FRAMEWORK, edition, effective_on=LONG_AGO, imported=True)
        book = book.with_decided(publish)


@pytest.mark.parametrize("name", ["quorum", "appeal_working_days", "appeal_answer_days", "mentorship_months"])
def test_an_edition_asks_for_a_procedure_that_can_be_kept(name: str) -> None:
    least = 0 if name == "mentorship_months" else 1
    for number, possible in ((least, True), (least - 1, False)):
        procedure = replace(Procedure(), **{name: number})  # type: ignore[arg-type] # none of these is the flag
        edition = replace(DEFAULT_EDITION, procedure=procedure)
        command = PublishFramework(DEFAULT_FRAMEWORK, edition, effective_on=MAY, imported=True)
        if possible:
            assert given().when(command).decided()
        else:
            given().when(command).refused(ProcedureImpossible, name, str(number))
