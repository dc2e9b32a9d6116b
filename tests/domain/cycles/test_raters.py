"""Raters and their answers: nominated once each, asked no more often than they should be, answering what is asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.cycles.answering import (
    CompetencyRated,
    NoAnswersTaken,
    NotAskedOfRaters,
    RatersAnswer,
    RatingOffScale,
    SaysBoth,
    TooManyWords,
    WordsOfOneself,
    must_be_answerable,
)
from domain.cycles.cycle import CycleUnknown, FeedbackCycle
from domain.cycles.keeping_open import CancelFeedbackCycle
from domain.cycles.nominating import (
    AskedTooOften,
    NominatedByOthers,
    Rater,
    RatesTwice,
    TooManyRaters,
    awaited,
    counted,
    must_not_be_asked_too_often,
    nominated,
)
from domain.cycles.opening import CycleOpen
from domain.cycles.rater_groups import GroupAsked, RaterGroup
from domain.frameworks.default_pack import DEFAULT_EDITION
from domain.kernel.ids import PersonId
from domain.kernel.refusals import NothingSaid, Refusal
from domain.people.employment import NotHere
from tests.domain.cycles.team import (
    ADA,
    BEN,
    CAI,
    CYCLE,
    JUNE,
    MANAGER,
    MAY,
    OTHERS,
    PEERS,
    PEERS_OF_ADA,
    PLANNED,
    REPORTS,
    REPORTS_OF_ADA,
    SELF,
    left,
    opened,
    team,
)
from tests.spec import BookInMemory, Given

ANY = CancelFeedbackCycle(CYCLE, "", BEN, effective_on=MAY)


def book_of(told: Given) -> BookInMemory:
    return told.when(ANY).book


BOOK = book_of(team(PLANNED))
OPEN_BOOK = book_of(team(PLANNED, opened()))
KNOWN = BOOK.recall(FeedbackCycle, CYCLE)
OPEN = OPEN_BOOK.recall(FeedbackCycle, CYCLE)


def refused(refusal: type[Refusal], *saying: str) -> pytest.RaisesExc[Refusal]:
    return pytest.raises(refusal, match=".*".join(saying) or None)


def test_each_rater_stands_in_the_one_group_that_follows_from_where_they_stand() -> None:
    raters = nominated(KNOWN, ADA, (BEN, PEERS_OF_ADA[0], REPORTS_OF_ADA[0], CAI), MAY, BOOK)
    assert [(one.person, one.group) for one in raters] == [
        (ADA, SELF),
        (BEN, MANAGER),
        (PEERS_OF_ADA[0], PEERS),
        (REPORTS_OF_ADA[0], REPORTS),
        (CAI, OTHERS),
    ]
    assert counted(raters) == tuple(GroupAsked(group, 1) for group in RaterGroup)


def test_nobody_rates_in_two_groups_and_only_the_person_nominates() -> None:
    with refused(RatesTwice, CAI, "twice"):
        nominated(KNOWN, ADA, (CAI, BEN, CAI), MAY, BOOK)
    with refused(RatesTwice, ADA):
        nominated(KNOWN, ADA, (ADA, CAI), MAY, BOOK)
    with refused(NominatedByOthers, BEN):
        nominated(KNOWN, BEN, (CAI,), MAY, BOOK)
    with refused(CycleUnknown):
        nominated(FeedbackCycle(), ADA, (CAI,), MAY, BOOK)
    with refused(CycleOpen):
        nominated(OPEN, ADA, (CAI,), MAY, OPEN_BOOK)
    with refused(TooManyRaters, "61"):
        nominated(KNOWN, ADA, tuple(PersonId(f"person-{n}") for n in range(61)), MAY, BOOK)


def test_a_rater_who_has_left_is_neither_nominated_nor_waited_for() -> None:
    gone = book_of(team(PLANNED, opened()).and_on(CAI, left(MAY + timedelta(days=2))))
    with refused(NotHere, CAI):
        nominated(KNOWN, ADA, (CAI,), JUNE, gone)
    assert awaited((BEN, CAI), JUNE, gone) == (BEN,)
    assert awaited((BEN, CAI), MAY, gone) == (BEN, CAI)


def test_nobody_is_asked_more_often_than_the_edition_says() -> None:
    raters = (Rater(ADA, SELF), Rater(CAI, OTHERS))
    must_not_be_asked_too_often(raters, {CAI: 9, ADA: 50}, DEFAULT_EDITION)
    with refused(AskedTooOften, CAI, "10 times"):
        must_not_be_asked_too_often(raters, {CAI: 10}, DEFAULT_EDITION)


DIRECTION = CompetencyRated("direction", 4)


def answer(said: RatersAnswer, *, group: RaterGroup = PEERS, book: BookInMemory = OPEN_BOOK, late: int = 0) -> None:
    on = (MAY if not late else JUNE) + timedelta(days=late or 2)
    must_be_answerable(book.recall(FeedbackCycle, CYCLE), PEERS_OF_ADA[0], group, said, DEFAULT_EDITION, on, book)


def test_an_answer_rates_what_is_asked_or_says_that_they_are_known_too_little() -> None:
    answer(RatersAnswer((DIRECTION, CompetencyRated("courage", None)), "Clear."))
    answer(RatersAnswer((), knows_too_little=True))
    answer(RatersAnswer((DIRECTION,)), group=SELF)
    with refused(NothingSaid, "too_little"):
        answer(RatersAnswer((CompetencyRated("courage", None),), " "))
    with refused(SaysBoth):
        answer(RatersAnswer((DIRECTION,), knows_too_little=True))
    with refused(NotAskedOfRaters, "judgement"):
        answer(RatersAnswer((CompetencyRated("judgement", 3),)))
    with refused(NotAskedOfRaters, "twice"):
        answer(RatersAnswer((DIRECTION, DIRECTION)))
    with refused(RatingOffScale, "6"):
        answer(RatersAnswer((CompetencyRated("direction", 6),)))
    with refused(WordsOfOneself):
        answer(RatersAnswer((DIRECTION,), "I try."), group=SELF)
    with refused(TooManyWords, "4001"):
        answer(RatersAnswer((DIRECTION,), "x" * 4001))


def test_answers_are_taken_while_it_is_open_and_both_are_here() -> None:
    said = RatersAnswer((DIRECTION,))
    must_be_answerable(OPEN, PEERS_OF_ADA[0], PEERS, said, DEFAULT_EDITION, JUNE, OPEN_BOOK)
    with refused(NoAnswersTaken):
        answer(said, late=1)
    with refused(NoAnswersTaken):
        answer(said, book=BOOK)
    for who in (ADA, PEERS_OF_ADA[0]):
        with refused(NoAnswersTaken, "here"):
            answer(said, book=book_of(team(PLANNED, opened()).and_on(who, left(MAY + timedelta(days=1)))))
