"""The rater's side: what they are asked, who will read it, and their answer, by a secret that they alone hold."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from api.access.callers import Caller
from api.feedback_cycles.raters import (
    NothingAskedOfThem,
    answer_of,
    edition_of,
    keep,
    known,
    person_of,
    rater_of,
    told_as,
)
from api.feedback_cycles.running import somebody
from domain.cycles.answering import NoAnswersTaken, RatersAnswer, must_be_answerable
from domain.cycles.closing import earlier_result
from domain.cycles.cycle import CycleId, FeedbackCycle
from domain.cycles.rater_groups import IN_THEIR_OWN_NAME, RaterGroup
from domain.development.development import Purpose
from domain.kernel.book import Book
from domain.kernel.ids import FrameworkId, PersonId
from ledger import Ledger
from ledger.storage.waiting import Slip

OF_DECISIONS: Final = "whoever leads the person, as it serves decisions"
READERS: Final = (
    "the person, once somebody has gone through it with them, and whom they show it to",
    "talent partners where the person stands",
    OF_DECISIONS,
    "auditors where the person stands: the numbers, and nothing that was written",
)
"""Who may read results, in words; one of them only where a result serves decisions."""


@dataclass(frozen=True)
class FeedbackRequest:
    """What somebody is asked about another, and what becomes of their answer: read before they answer."""

    cycle: CycleId
    person: PersonId
    """About whom they are asked."""
    purpose: Purpose
    """What the result may be used for; that never changes."""
    competencies: tuple[str, ...]
    """What they are asked about, by the names of the edition."""
    framework: FrameworkId
    """The framework of these competencies."""
    edition: int
    """The number of the framework's edition, on whose scale they rate."""
    closes_on: date
    """The last day on which they can answer, and change their answer."""
    group: RaterGroup
    """From where they see the person, as both stood when they were nominated."""
    told_as: RaterGroup
    """The group with which their ratings are told."""
    at_least: int
    """How many of that group have to rate a competency before it is told at all; fewer are told with others, or not."""
    in_your_own_name: bool
    """Whether everybody will know that what this group says is theirs, as of whoever leads the person."""
    withheld: bool
    """Whether nothing of this group will be told, as another result about the person is too near."""
    read_by: tuple[str, ...]
    """Who will read the result, in words."""
    answered: bool
    """Whether they have answered. Until the close they can answer again, in the place of that."""


def requests_of(caller: Caller | None, ledger: Ledger) -> tuple[FeedbackRequest, ...]:
    """Everything that whoever asks is asked now."""
    if caller is None or caller.person is None:
        return ()
    book = ledger.book()
    return tuple(asked for slip in own(caller.person, ledger) if (asked := request_in(slip, ledger, book)))


def own(person: PersonId, ledger: Ledger) -> Iterator[Slip]:
    """The slips of somebody."""
    return (slip for slip in ledger.waiting.all() if rater_of(slip).person == person)


def take_up(cycle: CycleId, caller: Caller | None, ledger: Ledger) -> tuple[str, FeedbackRequest]:
    """A secret with which whoever asks can answer, whoever then shows it; the one before is good for nothing."""
    person, book = somebody(caller), ledger.book()
    with ledger.waiting.held(cycle) as box:
        slip = next((one for one in box.slips() if rater_of(one).person == person), None)
        asked = None if slip is None else request_in(slip, ledger, book)
        if slip is None or asked is None:
            raise NothingAskedOfThem(f"“{cycle}” asks nothing of “{person}” now")
        return box.hand_out(slip), asked


def request_by(secret: str, ledger: Ledger) -> FeedbackRequest | None:
    """What whoever shows a secret is asked; None where it is good for nothing."""
    slip = ledger.waiting.presented(secret)
    return None if slip is None else request_in(slip, ledger, ledger.book())


def answer(secret: str, said: RatersAnswer, ledger: Ledger) -> date:
    """Keep an answer until the close; the day until which it can be changed. Raises Refusal."""
    shown = ledger.waiting.presented(secret)
    if shown is None:
        raise NothingAskedOfThem("the secret is good for nothing here, or not any more")
    cycle = CycleId(shown.box)
    with ledger.waiting.held(cycle) as box:
        slip = next((one for one in box.slips() if one.id == shown.id), None)
        book = ledger.book()
        state = known(cycle, book)
        if slip is None or state.closes_on is None:
            raise NoAnswersTaken("the cycle is over: answers are taken while it is open")
        rater = rater_of(slip)
        must_be_answerable(state, rater.person, rater.group, said, edition_of(state, book), ledger.today(), book)
        keep(box, slip, said, person_of(state))
        return state.closes_on


def answer_given(secret: str, ledger: Ledger) -> RatersAnswer | None:
    """What whoever shows a secret has answered so far."""
    shown = ledger.waiting.presented(secret)
    if shown is None:
        return None
    with ledger.waiting.held(shown.box) as box:
        state = known(CycleId(shown.box), ledger.book())
        return answer_of(box, shown, person_of(state)) if state.takes_answers else None


def request_in(slip: Slip, ledger: Ledger, book: Book) -> FeedbackRequest | None:
    """What a slip asks; None where nothing is asked by it any more, or yet."""
    cycle = CycleId(slip.box)
    state, rater = known(cycle, book), rater_of(slip)
    planned, closes_on = state.planned, state.closes_on
    if planned is None or closes_on is None or not state.takes_answers or ledger.today() > closes_on:
        return None
    to = told_as(state, rater)
    named = to in IN_THEIR_OWN_NAME
    near = earlier_result(planned.person, closes_on, book) is not None
    return FeedbackRequest(
        cycle=cycle,
        person=planned.person,
        purpose=planned.purpose,
        competencies=planned.competencies,
        framework=planned.framework,
        edition=planned.edition,
        closes_on=closes_on,
        group=rater.group,
        told_as=to,
        at_least=next(one.at_least for one in state.groups if one.group is to),
        in_your_own_name=named,
        withheld=near and not named,
        read_by=readers(state),
        answered=slip.answer is not None,
    )


def readers(state: FeedbackCycle) -> tuple[str, ...]:
    """Who will read the result of a cycle, in words."""
    decision = state.planned is not None and state.planned.purpose is Purpose.DECISION
    return tuple(each for each in READERS if decision or each != OF_DECISIONS)
