"""People may say what they have to say beside what is written of them, and ask to have it mended; they are answered."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from domain.amendments.corrections import ActsStand, CorrectEntry, RetractEntry
from domain.amendments.remarks import (
    AlreadyRequested,
    AnsweredByThemselves,
    AnswerRectification,
    AttachStatement,
    NoSuchRequest,
    NotAboutThem,
    NothingMended,
    RectificationAnswered,
    RectificationOutcome,
    RectificationRequested,
    RequestRectification,
    StatementAttached,
)
from domain.kernel.commands import Command
from domain.kernel.facts import Reference
from domain.kernel.refusals import NothingSaid, ReasonMissing
from domain.people.employment import NobodyKnown
from domain.people.joining import JoinPerson
from domain.people.leaving import LeavePerson, LeavingReason
from domain.people.moving import MovePerson
from tests.examples import ADA, BEN, CAI
from tests.spec import BookInMemory, When
from tests.units import ASSEMBLY, PAINT, TOOLING

JOINED, MAY, JUNE = date(2020, 3, 2), date(2024, 5, 6), date(2024, 6, 3)
MOVED = Reference(ADA, 2)
STATEMENT = AttachStatement(ADA, MOVED, "I asked to stay", effective_on=JUNE)
REQUEST = RequestRectification(ADA, MOVED, "It was Painting", effective_on=JUNE)
ANSWER = AnswerRectification(
    ADA, Reference(ADA, 3), RectificationOutcome.MENDED, BEN, "So it was", effective_on=date(2024, 6, 10)
)
MEND = CorrectEntry(MOVED, MovePerson(ADA, PAINT, "Production", "self", effective_on=MAY), "It was Painting")


def house(*commands: Command[Any]) -> BookInMemory:
    joined = [JoinPerson(person, person, TOOLING, "Production", "self", effective_on=JOINED) for person in (ADA, BEN)]
    moved = MovePerson(ADA, ASSEMBLY, "Production", "self", effective_on=MAY)
    book = BookInMemory()
    for command in (*joined, moved, *commands):
        book = book.with_decided(command)
    return book


def test_a_statement_stands_beside_an_entry() -> None:
    When(house(), STATEMENT).then(StatementAttached(MOVED, "I asked to stay", effective_on=JUNE))
    When(house(STATEMENT), STATEMENT).then(StatementAttached(MOVED, "I asked to stay", effective_on=JUNE))
    gone = LeavePerson(ADA, LeavingReason.RESIGNED, effective_on=MAY)
    When(house(gone), STATEMENT).then(StatementAttached(MOVED, "I asked to stay", effective_on=JUNE))


@pytest.mark.parametrize("command", [STATEMENT, REQUEST], ids=["statement", "request"])
def test_people_remark_on_what_stands_and_concerns_them(command: AttachStatement | RequestRectification) -> None:
    for entry in (Reference(BEN, 1), Reference(ADA, 9)):
        When(house(), replace(command, entry=entry)).refused(NotAboutThem, str(entry))
    When(house(), replace(command, effective_on=date(2024, 5, 5))).refused(NotAboutThem, str(MOVED))
    When(house(RetractEntry(MOVED, "Never came")), command).refused(NotAboutThem, str(MOVED))
    When(house(), replace(command, person=CAI)).refused(NobodyKnown, CAI)
    When(house(), replace(command, words=" ")).refused(NothingSaid, "words")


def test_a_request_waits_for_its_answer() -> None:
    requested = RectificationRequested(MOVED, "It was Painting", date(2024, 7, 3), effective_on=JUNE)
    When(house(), REQUEST).then(requested)
    When(house(REQUEST), REQUEST).refused(AlreadyRequested, str(MOVED))
    When(house(REQUEST, MEND), ANSWER).then(
        RectificationAnswered(
            Reference(ADA, 3), MOVED, RectificationOutcome.MENDED, BEN, "So it was", effective_on=date(2024, 6, 10)
        )
    )
    When(house(REQUEST, MEND, ANSWER), REQUEST).then(requested)
    When(house(REQUEST, MEND, ANSWER), ANSWER).refused(NoSuchRequest, "none")


def test_an_answer_is_given_by_somebody_else_and_with_reasons() -> None:
    asked = house(REQUEST)
    When(asked, replace(ANSWER, request=MOVED)).refused(NoSuchRequest, f"{ADA}@3")
    When(asked, replace(ANSWER, answered_by=ADA)).refused(AnsweredByThemselves, ADA)
    nobody_knows_cai = replace(asked, strangers=frozenset({CAI}))
    When(nobody_knows_cai, replace(ANSWER, answered_by=CAI)).refused(NobodyKnown, CAI)
    When(asked, replace(ANSWER, words="")).refused(ReasonMissing, "words")


def test_nobody_is_told_that_something_was_mended_which_is_as_it_was() -> None:
    When(house(REQUEST), ANSWER).refused(NothingMended, str(MOVED), "when")
    When(house(MEND, REQUEST), replace(ANSWER, request=Reference(ADA, 4))).refused(NothingMended, str(MOVED))
    back = replace(MEND, replacement=MovePerson(ADA, ASSEMBLY, "Production", "self", effective_on=MAY))
    When(house(REQUEST, MEND, back), ANSWER).refused(NothingMended, str(MOVED))
    declined = replace(ANSWER, outcome=RectificationOutcome.DECLINED)
    told = RectificationAnswered(
        Reference(ADA, 3), MOVED, RectificationOutcome.DECLINED, BEN, "So it was", effective_on=date(2024, 6, 10)
    )
    When(house(REQUEST), declined).then(told)
    mended = replace(told, outcome=RectificationOutcome.MENDED)
    When(house(REQUEST, RetractEntry(MOVED, "She never moved")), ANSWER).then(mended)


def test_what_was_said_stands() -> None:
    for said in (STATEMENT, REQUEST):
        When(house(said), RetractEntry(Reference(ADA, 3), "Take it away")).refused(ActsStand)
