"""What people want for themselves is theirs to say and to take back."""

from dataclasses import replace
from datetime import date

import pytest

from domain.development.aspirations import (
    Aspirations,
    AspirationStated,
    AspirationWithdrawn,
    NothingToWithdraw,
    NotTheirWord,
    Path,
    StateAspiration,
    Willingness,
    WithdrawAspiration,
    Word,
    WordsContradict,
)
from domain.kernel.facts import Reference
from domain.people.employment import AlreadyLeft, NobodyKnown
from domain.people.joining import PersonJoined
from domain.people.leaving import LeavingReason, PersonLeft
from tests.examples import ADA, BEN, PLANNER
from tests.spec import given

JOINED = PersonJoined("Ada", "Tooling", effective_on=date(2020, 3, 2))
MARCH, APRIL, MAY = (date(2024, month, 1) for month in (3, 4, 5))
STATE = StateAspiration(ADA, Path.LEADERSHIP, mobile=False, words="I want to run a plant", effective_on=MARCH)
STATED = AspirationStated(
    Path.LEADERSHIP, mobile=False, words="I want to run a plant", stated_by=ADA, effective_on=MARCH
)
WITHDRAW = WithdrawAspiration(ADA, "Not now", effective_on=APRIL)
WITHDRAWN = AspirationWithdrawn("Not now", effective_on=APRIL)


@pytest.mark.parametrize("path", Path)
def test_every_path_is_an_equal_choice_for_anybody(path: Path) -> None:
    given(JOINED).when(replace(STATE, path=path)).then(replace(STATED, path=path))


def test_it_can_be_stated_anew_and_taken_back() -> None:
    given(JOINED, STATED).when(replace(STATE, effective_on=APRIL)).then(replace(STATED, effective_on=APRIL))
    given(JOINED, STATED).when(WITHDRAW).then(WITHDRAWN)


def test_only_what_was_stated_by_then_can_be_taken_back() -> None:
    given(JOINED).when(WITHDRAW).refused(NothingToWithdraw, str(APRIL))
    given(JOINED, STATED, WITHDRAWN).when(replace(WITHDRAW, effective_on=MAY)).refused(NothingToWithdraw)
    given(JOINED, replace(STATED, effective_on=MAY)).when(WITHDRAW).refused(NothingToWithdraw)


def test_what_they_said_of_leading_stands_until_they_take_it_back() -> None:
    at = Reference(ADA, 1)
    said = STATED.evolve(Aspirations(), at)
    assert said.word_on(PLANNER, "others") == Word(at, Willingness.WILLING)
    assert WITHDRAWN.evolve(said, at).word_on(PLANNER, "others") is None


def test_a_word_reaches_closer_the_more_it_names() -> None:
    words = [Word(Reference(ADA, 1), Willingness.WILLING, **of) for of in ({}, {"level": "others"}, {"role": PLANNER})]
    assert [one.reach for one in words] == [0, 1, 2]


@pytest.mark.parametrize(
    ("path", "word"),
    [
        (Path.LEADERSHIP, Willingness.WILLING),
        (Path.SPECIALIST, Willingness.NOT_WILLING),
        (Path.UNDECIDED, Willingness.UNDECIDED),
    ],
)
def test_the_path_says_whether_they_would_lead(path: Path, word: Willingness) -> None:
    assert replace(STATED, path=path).word is word
    for willingness in Willingness:
        assert replace(STATED, path=path, level="others", willingness=willingness).word is willingness
        general = replace(STATE, path=path, willingness=willingness)
        if willingness is word:
            given(JOINED).when(general).then(replace(STATED, path=path, willingness=willingness))
        else:
            given(JOINED).when(general).refused(WordsContradict, willingness, path)


def test_nobody_says_it_for_them() -> None:
    given(JOINED).when(replace(STATE, stated_by=ADA)).then(STATED)
    given(JOINED).when(replace(STATE, stated_by=BEN)).refused(NotTheirWord, BEN, ADA)


@pytest.mark.parametrize("command", [STATE, WITHDRAW])
def test_it_is_said_by_people_who_are_here(command: StateAspiration | WithdrawAspiration) -> None:
    left = PersonLeft(LeavingReason.RETIRED, effective_on=date(2023, 1, 1))
    given().when(command).refused(NobodyKnown)
    given(JOINED, left).when(command).refused(AlreadyLeft)
