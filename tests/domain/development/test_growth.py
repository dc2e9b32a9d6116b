"""What people want for themselves is theirs to say and to take back."""

from dataclasses import replace
from datetime import date

import pytest

from domain.development.aspirations import (
    Aspiration,
    Aspirations,
    AspirationStated,
    AspirationWithdrawn,
    NothingToWithdraw,
    Path,
    StateAspiration,
    WithdrawAspiration,
)
from domain.kernel.facts import Reference
from domain.people.employment import AlreadyLeft, NotYetJoined
from domain.people.joining import PersonJoined
from domain.people.leaving import LeavingReason, PersonLeft
from tests.examples import ADA
from tests.spec import given

JOINED = PersonJoined("Ada", "Tooling", effective_on=date(2020, 3, 2))
MARCH, APRIL, MAY = (date(2024, month, 1) for month in (3, 4, 5))
STATE = StateAspiration(ADA, Path.LEADERSHIP, mobile=False, words="I want to run a plant", effective_on=MARCH)
STATED = AspirationStated(Path.LEADERSHIP, mobile=False, words="I want to run a plant", effective_on=MARCH)
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


def test_what_they_wanted_is_asked_of_a_day() -> None:
    at = Reference(ADA, 1)
    wanted = WITHDRAWN.evolve(STATED.evolve(Aspirations(), at), at)
    days = (date(2024, 2, 1), MARCH, APRIL)
    assert [wanted.on(day) for day in days] == [None, Aspiration(Path.LEADERSHIP, mobile=False), None]


@pytest.mark.parametrize("command", [STATE, WITHDRAW])
def test_it_is_said_by_people_who_are_here(command: StateAspiration | WithdrawAspiration) -> None:
    left = PersonLeft(LeavingReason.RETIRED, effective_on=date(2023, 1, 1))
    given().when(command).refused(NotYetJoined)
    given(JOINED, left).when(command).refused(AlreadyLeft)
