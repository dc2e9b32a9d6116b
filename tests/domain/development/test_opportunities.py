"""Opportunities: who opens, applies, offers and answers when; and how chances are spread over groups."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from domain.amendments.corrections import CorrectEntry, RetractEntry, SaidForGood
from domain.development.development import AssignmentKind
from domain.development.opportunities import (
    AnsweredBefore,
    AnswerOpportunity,
    AppliedBefore,
    ApplyForOpportunity,
    CloseOpportunity,
    NotOffered,
    OfferAnswer,
    OfferedBefore,
    OfferedToOneself,
    OfferOpportunity,
    OpenedBefore,
    OpenOpportunity,
    Opportunity,
    OpportunityAnswered,
    OpportunityApplied,
    OpportunityClosed,
    OpportunityNotOpen,
    OpportunityOffered,
    OpportunityOpened,
)
from domain.development.opportunity_figures import OpportunityHad, figures_by_group, figures_of_parts
from domain.kernel.book import Line
from domain.kernel.facts import Reference
from domain.kernel.ids import OpportunityId, UnitId
from domain.kernel.refusals import BeginsAfterItEnds, NothingSaid
from domain.kernel.small_groups import withheld_of
from domain.people.employment import NobodyKnown
from domain.units.unit import UnitUnknown
from tests.examples import ADA, BEN, CAI
from tests.spec import given
from tests.units import TOOLING

HALL = OpportunityId("opportunity-hall")
MAY = date(2024, 5, 2)
JUNE = date(2024, 6, 3)
KIND = AssignmentKind.PROJECT_LEAD
OPENED = OpportunityOpened("Move the press shop", KIND, TOOLING, CAI, JUNE, effective_on=MAY)
OPEN = OpenOpportunity(HALL, "Move the press shop", KIND, TOOLING, CAI, JUNE, effective_on=MAY)
APPLY = ApplyForOpportunity(HALL, ADA, "I know the presses", effective_on=JUNE)
OFFER = OfferOpportunity(HALL, ADA, CAI, effective_on=JUNE)
OFFERED = OpportunityOffered(ADA, CAI, effective_on=JUNE)
ANSWER = AnswerOpportunity(HALL, ADA, OfferAnswer.DECLINED, effective_on=JUNE)
CLOSED = OpportunityClosed(CAI, effective_on=JUNE)


def test_an_opportunity_is_opened_once_where_a_unit_stands_and_for_some_time() -> None:
    given().when(OPEN).then(OPENED)
    given(OPENED).when(OPEN).refused(OpenedBefore, HALL)
    given().when(replace(OPEN, open_until=MAY - timedelta(1))).refused(BeginsAfterItEnds, "open_until")
    given().when(replace(OPEN, unit=UnitId("unit-strange"))).refused(UnitUnknown, "unit-strange")
    given().when(replace(OPEN, what=" ")).refused(NothingSaid, "what")


APPLIED = OpportunityApplied(ADA, "I know the presses", effective_on=JUNE)


def test_who_opened_it_and_who_offered_it_to_whom_is_said_for_good() -> None:
    first, opening = Reference(HALL, 1), replace(OPEN, what="Move the paint shop")
    book, slip = given(OPENED, APPLIED, OFFERED), CorrectEntry(first, opening, "Paint")
    told = Line(replace(OPENED, what="Move the paint shop"), stream=HALL, supersedes=1, reason="Paint")
    book.when(slip).then(told)
    book.when(replace(slip, replacement=replace(OPEN, opened_by=BEN))).refused(SaidForGood, "opened_by")
    book.when(RetractEntry(first, "Ben's", replace(OPEN, opened_by=BEN))).refused(SaidForGood, HALL)
    alone = given(replace(OFFERED, what="Lead the move", opportunity_kind=KIND))
    offer = replace(OFFER, what="Lead the move", opportunity_kind=KIND)
    for another in (replace(offer, offered_by=BEN), replace(offer, person=BEN)):
        alone.when(CorrectEntry(first, another, "Ben's")).refused(SaidForGood, HALL)
    for begun in (replace(offer, offered_by=BEN), replace(OPEN, opened_by=BEN)):
        alone.when(RetractEntry(first, "Ben's", begun)).refused(SaidForGood, HALL)


def test_nobody_opens_what_others_have_applied_for() -> None:
    given(APPLIED).when(OPEN).refused(OpenedBefore, HALL)
    given(OFFERED).when(OPEN).refused(OpenedBefore, HALL)


def test_people_apply_once_as_long_as_it_is_open() -> None:
    given(OPENED).when(APPLY).then(APPLIED)
    given(OPENED, APPLIED).when(APPLY).refused(AppliedBefore, ADA, HALL)
    for day in (MAY - timedelta(1), JUNE + timedelta(1)):
        given(OPENED).when(replace(APPLY, effective_on=day)).refused(OpportunityNotOpen, HALL, str(day))
    given(OPENED, CLOSED).when(APPLY).refused(OpportunityNotOpen, HALL, str(JUNE))
    given().when(APPLY).refused(OpportunityNotOpen, HALL)
    given(OPENED).and_strangers(ADA).when(APPLY).refused(NobodyKnown, ADA)


def test_it_is_offered_to_whoever_applied_or_not_and_without_an_opening_says_what_it_is() -> None:
    given(OPENED).when(OFFER).then(OFFERED)
    direct = replace(OFFER, what="Lead the move", opportunity_kind=KIND)
    given().when(direct).then(replace(OFFERED, what="Lead the move", opportunity_kind=KIND))
    given().when(OFFER).refused(NothingSaid, "what", HALL)
    given().when(replace(direct, opportunity_kind=None)).refused(NothingSaid, "opportunity_kind")
    given(OPENED, OFFERED).when(OFFER).refused(OfferedBefore, ADA, unsaid=str(JUNE))
    given(OPENED).when(replace(OFFER, offered_by=ADA)).refused(OfferedToOneself, ADA)
    given(OPENED, CLOSED).when(OFFER).refused(OpportunityNotOpen, str(JUNE))


def test_whoever_it_was_offered_to_answers_once_and_nobody_else_does() -> None:
    answered = OpportunityAnswered(ADA, OfferAnswer.DECLINED, effective_on=JUNE)
    given(OPENED, OFFERED).when(ANSWER).then(answered)
    given(OPENED, OFFERED, CLOSED).when(ANSWER).then(answered)
    given(OPENED, OFFERED).when(replace(ANSWER, person=BEN)).refused(NotOffered, BEN)
    given(OPENED, OFFERED).when(replace(ANSWER, effective_on=MAY)).refused(NotOffered, ADA, str(MAY))
    given(OPENED, OFFERED, answered).when(ANSWER).refused(AnsweredBefore, ADA, unsaid=str(JUNE))


def test_what_was_opened_is_closed_once() -> None:
    close = CloseOpportunity(HALL, CAI, effective_on=JUNE)
    given(OPENED).when(close).then(CLOSED)
    given(OPENED, CLOSED).when(close).nothing_happens()
    given().when(close).refused(OpportunityNotOpen, HALL)


def had(number: int, group: str | None, answer: OfferAnswer | None = None, *, offered: bool = True) -> OpportunityHad:
    return OpportunityHad(f"person-{group}-{number}", group, not offered, offered, answer)


def test_what_was_declined_is_no_part_of_the_share_that_was_taken() -> None:
    taken, declined = (had(number, "self", answer) for number, answer in enumerate(OfferAnswer))
    told = figures_of_parts([taken, declined, had(3, "self"), had(4, "self", offered=False), had(5, "self")])
    assert (told.people, told.applied, told.offered, told.taken, told.declined, told.unanswered) == (5, 1, 4, 1, 1, 2)
    assert told.share_taken == 1 / 3
    few = figures_of_parts([taken, declined, had(3, "self"), had(4, "self")])
    assert few.people is None
    assert {few.offered, few.taken, few.declined, few.applied, few.share_taken} == {None}
    assert figures_of_parts([had(number, "self", OfferAnswer.DECLINED) for number in range(5)]).share_taken is None


def test_a_group_that_is_too_small_is_withheld_with_the_next_smallest() -> None:
    told = figures_by_group(had(number, group) for group, n in (("a", 9), ("b", 6), ("c", 2)) for number in range(n))
    assert {group: (row.people, row.offered) for group, row in told.items()} == {
        "a": (9, 9), "b": (None, None), "c": (None, None)
    }  # fmt: skip
    assert withheld_of({"a": 9, "b": 6}) == frozenset()
    assert withheld_of({"a": 9, "b": 3, "c": 3}) == {"b", "c"}
    assert withheld_of({"a": 9, "b": 2, "c": 2}) == {"a", "b", "c"}
    assert withheld_of({"a": 2}) == {"a"}


def test_it_is_whose_it_was_to_open_or_to_offer_and_open_until_its_last_day_or_its_close() -> None:
    opened = Opportunity(opened_by=CAI, opened_on=MAY, open_until=JUNE)
    assert [opened.is_of(person) for person in (CAI, ADA)] == [True, False]
    assert [Opportunity(offered_by=BEN).is_of(person) for person in (BEN, CAI)] == [True, False]
    day = timedelta(days=1)
    assert [opened.is_open_on(on) for on in (MAY - day, MAY, JUNE, JUNE + day)] == [False, True, True, False]
    closed = replace(opened, closed_on=JUNE - day)
    assert [closed.is_open_on(on) for on in (MAY, JUNE - day - day, JUNE - day, JUNE)] == [True, True, False, False]
