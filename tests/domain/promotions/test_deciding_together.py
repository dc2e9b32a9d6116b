"""Where the edition says so, somebody from a seat decides with whoever decides, and answers appeals."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from domain.frameworks.default_pack import DEFAULT_FRAMEWORK, EDITION_WITH_PANELS
from domain.frameworks.number_rules import ProcedureImpossible, procedure_is_possible
from domain.frameworks.procedure import SeatLevel
from domain.frameworks.publishing import FrameworkPublished
from domain.kernel.commands import Command
from domain.kernel.facts import Reference
from domain.kernel.ids import MentorshipId, PersonId
from domain.kernel.refusals import Refusal
from domain.people.introducing import PersonIntroduced
from domain.people.seats import Seat, SeatTaken
from domain.promotions.appeal_decisions import DecideAppeal
from domain.promotions.conflicts import ConflictedMember
from domain.promotions.deciding_together import (
    DecidesAlone,
    NoSeatAnswers,
    NoSeatThatCounts,
    NoSecondVoice,
)
from domain.promotions.decisions import PromotionDeclined
from domain.promotions.judging.replaying import objection
from domain.promotions.promotion_case import PromotionCase
from tests.domain.promotions.panel_room import (
    AGREED,
    ANSWER,
    APPEAL,
    BOSS,
    CLOSE_FILE,
    CONVENE,
    DECLINE,
    LONG_AGO,
    MAY,
    OLA,
    PIA,
    PROPOSE,
    STATE,
    VOTES,
    after,
    house,
)
from tests.domain.promotions.panel_room import CLOSE as CLOSE_VOTE
from tests.domain.promotions.panel_room import OPEN as OPEN_VOTE
from tests.examples import ADA, BEN, CASE
from tests.spec import BookInMemory

IVY, COACH = PersonId("person-ivy"), PersonId("person-coach")
TOP = EDITION_WITH_PANELS.ladder[-1]
SEATS = (SeatLevel(Seat.BOARD_MEMBER, TOP), SeatLevel(Seat.PANEL_MEMBER, "self"))
PROCEDURE = replace(
    EDITION_WITH_PANELS.procedure, second_decider_from_seat=True, appeal_to_seat=True, seats_count_as=SEATS
)
EDITION = replace(EDITION_WITH_PANELS, number=3, procedure=PROCEDURE)
COURSE: tuple[Command[Any], ...] = (
    replace(PROPOSE, edition=3),
    CLOSE_FILE,
    CONVENE,
    OPEN_VOTE,
    *VOTES,
    CLOSE_VOTE,
    STATE,
)
DECIDED = replace(DECLINE, decided_with=IVY)


def room(*commands: Command[Any]) -> BookInMemory:
    """The house under an edition that asks for two, with somebody on the board and a coach."""
    book = house().with_lines(DEFAULT_FRAMEWORK, (FrameworkPublished(EDITION, effective_on=LONG_AGO),))
    for person, seat in ((IVY, Seat.BOARD_MEMBER), (COACH, Seat.COACH), (PIA, Seat.PANEL_MEMBER)):
        introduced = (PersonIntroduced(person, effective_on=LONG_AGO),) if person != PIA else ()
        book = book.with_lines(person, (*introduced, SeatTaken(seat, effective_on=LONG_AGO)))
    return after(*COURSE, *commands, book=book)


@pytest.mark.parametrize(
    ("second", "rule"),
    [
        (None, DecidesAlone),
        (DECLINE.decided_by, NoSecondVoice),
        (BOSS, NoSeatThatCounts),
        (COACH, NoSeatThatCounts),
        (PIA, NoSeatThatCounts),
        (BEN, ConflictedMember),
    ],
)
def test_nobody_decides_alone_or_with_somebody_who_is_no_second(second: PersonId | None, rule: type[Refusal]) -> None:
    with pytest.raises(rule):
        room().decide(replace(DECLINE, decided_with=second))


def test_both_are_remembered_and_a_line_manager_may_decide_with_a_seat() -> None:
    [declined] = room().decide(replace(DECIDED, decided_by=BEN))
    assert isinstance(declined, PromotionDeclined)
    assert {BEN, IVY} <= {*declined.concerns()}
    known = declined.evolve(room().recall(PromotionCase, CASE), Reference(CASE, 99))
    assert {BEN, IVY} <= known.took_part


def test_where_the_edition_asks_for_nobody_a_line_manager_does_not_decide() -> None:
    with pytest.raises(ConflictedMember, match="line_manager"):
        after(PROPOSE, *COURSE[1:]).decide(replace(DECIDED, decided_by=BEN, decided_with=None))


def test_what_comes_to_light_of_the_second_is_told() -> None:
    book = room()
    [declined] = book.decide(DECIDED)
    assert isinstance(declined, PromotionDeclined)
    case = book.recall(PromotionCase, CASE)
    assert objection(declined, CASE, case, book) is None
    pair = replace(AGREED, mentor=IVY, mentee=ADA)
    since = book.with_lines(MentorshipId("mentorship-ivy"), (pair,))
    assert "decided_with “person-ivy”" in str(objection(declined, CASE, case, since))
    alone = replace(declined, decided_with=None)
    assert "does not decide" in str(objection(alone, CASE, case, book))


def test_an_appeal_is_answered_by_somebody_from_a_seat() -> None:
    book = room(DECIDED, APPEAL)
    answer: DecideAppeal = replace(ANSWER, decided_by=(OLA, PIA))
    with pytest.raises(NoSeatAnswers, match="board_member"):
        book.decide(answer)
    other = PersonId("person-otto")
    introduced = (PersonIntroduced("Otto", effective_on=LONG_AGO), SeatTaken(Seat.BOARD_MEMBER, effective_on=MAY))
    assert book.with_lines(other, introduced).decide(replace(answer, decided_by=(OLA, other)))


def test_an_edition_that_asks_for_a_seat_says_which_counts() -> None:
    without = replace(EDITION, procedure=replace(PROCEDURE, seats_count_as=SEATS[1:]))
    assert [fault.refusal for fault in procedure_is_possible(without)] == [ProcedureImpossible] * 2
    assert [*procedure_is_possible(EDITION)] == []
