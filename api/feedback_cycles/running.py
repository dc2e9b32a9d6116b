"""Running a cycle: nominating raters, opening, closing and giving it up. Nothing of it is half, and nothing twice.

Whoever is named as acting is who asks, and nobody asks for others here. The close is decided on what waits in the
cycle's box while that is held; it is written in one append by the cycle itself, and then the box is destroyed. Where a
process ends in between, whoever settles cycles (`settling.py`) destroys what is left.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from secrets import SystemRandom
from typing import Final, TypeVar
from uuid import UUID

from api.access.admission import admitted
from api.access.callers import Caller, Scope
from api.feedback_cycles.raters import (
    answer_of,
    edition_of,
    encode,
    known,
    person_of,
    rater_of,
    still_awaited,
    told_as,
)
from domain.cycles.closing import CloseFeedbackCycle, ToldOfTooFew, closing_with, must_be_due
from domain.cycles.cycle import CycleId, CycleIsOver, NotTheirsToRun, runs
from domain.cycles.keeping_open import CancelFeedbackCycle
from domain.cycles.nominating import Rater, awaited, counted, must_not_be_asked_too_often, nominated
from domain.cycles.opening import OpenFeedbackCycle
from domain.cycles.releasing import GroupsAnswer
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from ledger import Ledger, Receipt
from ledger.storage.waiting import Box

T = TypeVar("T")
shuffle: Final = SystemRandom().shuffle
OVERTAKEN_AT_MOST: Final = 5


def nominate(cycle: CycleId, raters: Sequence[PersonId], caller: Caller | None, ledger: Ledger) -> tuple[Rater, ...]:
    """Say who is to be asked, in the place of whoever was named before. Raises Refusal."""
    by = somebody(caller)
    with ledger.waiting.held(cycle) as box:
        book = ledger.book()
        state = known(cycle, book)
        named = nominated(state, by, raters, ledger.today(), book)
        people = [rater.person for rater in named]
        must_not_be_asked_too_often(named, times(people, ledger), edition_of(state, book))
        box.fill([encode(rater) for rater in named])
    return named


def nominations(cycle: CycleId, caller: Caller | None, ledger: Ledger) -> tuple[Rater, ...] | None:
    """Who is nominated, for the person and for whoever approves; None for all others, and once they are asked."""
    book = ledger.book()
    state = known(cycle, book)
    by = None if caller is None else caller.person
    if by is None or state.planned is None or state.opened_on is not None or state.is_over:
        return None
    if by != state.planned.person and not runs(by, state.planned.person, ledger.today(), book):
        return None
    with ledger.waiting.held(cycle) as box:
        return tuple(rater_of(slip) for slip in box.slips())


def open_cycle(
    cycle: CycleId, caller: Caller | None, ledger: Ledger, *, small_rolled_up: bool, command_id: UUID | None
) -> Receipt:
    """Approve the raters and ask them. Whoever has left since they were nominated is not. Raises Refusal."""
    by, today = somebody(caller), ledger.today()
    with ledger.waiting.held(cycle) as box:
        book = ledger.book()
        slips = {rater_of(slip): slip for slip in box.slips()}
        here = {*awaited([rater.person for rater in slips], today, book)}
        asked = [rater for rater in slips if rater.person in here]
        state = known(cycle, book)
        if state.planned is not None and state.opened_on is None:
            people = [rater.person for rater in asked]
            must_not_be_asked_too_often(asked, times(people, ledger), edition_of(state, book))
        command = OpenFeedbackCycle(cycle, by, counted(asked), small_rolled_up, effective_on=today)
        receipt = ledger.record(command, by=write_as(command, caller, ledger), command_id=command_id)
        if not receipt.repeated:
            for rater in slips.keys() - {*asked}:
                box.remove(slips[rater])
            box.count([rater.person for rater in asked], today.year)
    return receipt


def cancel(cycle: CycleId, why: str, caller: Caller | None, ledger: Ledger, command_id: UUID | None) -> Receipt:
    """Give a cycle up, and destroy unread what was answered. Raises Refusal."""
    command = CancelFeedbackCycle(cycle, why, somebody(caller), effective_on=ledger.today())
    with ledger.waiting.held(cycle) as box:
        receipt = ledger.record(command, by=write_as(command, caller, ledger), command_id=command_id)
        box.destroy()
    ledger.waiting.give_back()
    return receipt


def close(cycle: CycleId, caller: Caller | None, ledger: Ledger) -> Receipt:
    """Release what was answered, once, and destroy who answered what. Raises Refusal."""
    by, today = somebody(caller), ledger.today()
    if (state := known(cycle, ledger.book())).is_over:
        raise CycleIsOver(f"“{cycle}” is over already")
    if by != (person := person_of(state)) and not runs(by, person, today, ledger.book()):
        raise NotTheirsToRun(f"“{by}” is neither “{person}” nor leads them, nor is talent partner where they stand")
    return released(cycle, ledger)


def released(cycle: CycleId, ledger: Ledger) -> Receipt:
    """Release what was answered, whoever asks for it. Raises Refusal."""
    with ledger.waiting.held(cycle) as box:
        receipt = decided_again(lambda: ledger.record(closing(cycle, box, ledger), by=cycle))
        box.destroy()
    ledger.waiting.give_back()
    return receipt


def closing(cycle: CycleId, box: Box, ledger: Ledger) -> CloseFeedbackCycle:
    """What is released of what waits in a box, as the ledger stands."""
    book, today, slips = ledger.book(), ledger.today(), box.slips()
    state = known(cycle, book)
    must_be_due(state, still_awaited(slips, ledger, book), today)
    person = person_of(state)
    given = [(rater_of(slip), answer_of(box, slip, person)) for slip in slips]
    answers = [GroupsAnswer(told_as(state, rater), answer) for rater, answer in given if answer is not None]
    in_order = closing_with(cycle, state, answers, today, book)
    pieces = list(in_order.pieces)
    shuffle(pieces)
    return replace(in_order, pieces=tuple(pieces))


def decided_again(close_it: Callable[[], T]) -> T:
    """What comes of a close; where another result came out meanwhile, less is released."""
    for _ in range(OVERTAKEN_AT_MOST):
        try:
            return close_it()
        except ToldOfTooFew:
            continue
    return close_it()


def times(people: Sequence[PersonId], ledger: Ledger) -> dict[PersonId, int]:
    """How often people have been asked this year."""
    return {PersonId(person): number for person, number in ledger.waiting.asked(people, ledger.today().year).items()}


def write_as(command: OpenFeedbackCycle | CancelFeedbackCycle, caller: Caller | None, ledger: Ledger) -> str:
    """Under whose name a command is written. Raises Refusal where they may not ask for it."""
    return admitted(command, caller, ledger.today(), ledger).recorded_by


def somebody(caller: Caller | None) -> PersonId:
    """The person who asks, and may write. Raises NoPersonAsks."""
    if caller is None or caller.person is None or Scope.WRITE not in caller.scopes:
        raise NoPersonAsks("raters are nominated, asked and released by people, each in their own name")
    return caller.person


class NoPersonAsks(Refusal):
    """What is asked for here, people ask for themselves: no system does, and nobody for them."""

    instead = "Sign in, or show a token of your own that may write."
