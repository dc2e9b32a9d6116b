"""Raters as they wait beside the ledger: whose a slip is, and what is asked of its box."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import msgspec

from domain.cycles.answering import RatersAnswer
from domain.cycles.cycle import CycleId, FeedbackCycle
from domain.cycles.nominating import Rater, awaited
from domain.cycles.rater_groups import RaterGroup
from domain.frameworks.edition import Edition
from domain.frameworks.framework import published
from domain.kernel.book import Book
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from ledger import Ledger
from ledger.storage.waiting import Box, Slip

encode = msgspec.json.Encoder().encode
read_rater: Final = msgspec.json.Decoder(Rater).decode
read_answer: Final = msgspec.json.Decoder(RatersAnswer).decode


def rater_of(slip: Slip) -> Rater:
    """Whose a slip is."""
    return read_rater(slip.owner)


def known(cycle: CycleId, book: Book) -> FeedbackCycle:
    """What the ledger knows of a cycle."""
    return book.recall(FeedbackCycle, cycle)


def person_of(cycle: FeedbackCycle) -> PersonId:
    """About whom a cycle is that raters wait in: it was planned."""
    if cycle.planned is None:
        raise NothingAskedOfThem("there is no such cycle")
    return cycle.planned.person


def edition_of(cycle: FeedbackCycle, book: Book) -> Edition:
    """The edition of a cycle that was planned."""
    if cycle.planned is None:
        raise NothingAskedOfThem("there is no such cycle")
    return published(cycle.planned.framework, cycle.planned.edition, book)


def keep(box: Box, slip: Slip, answer: RatersAnswer, person: PersonId) -> None:
    """Keep an answer: it opens as long as neither its rater nor the person has been erased."""
    box.answer(slip, encode(answer), holders(slip, person))


def answer_of(box: Box, slip: Slip, person: PersonId) -> RatersAnswer | None:
    """What a rater has answered; None where they have not, or where they or the person have been erased."""
    text = box.opened(slip, holders(slip, person))
    return None if text is None else read_answer(text)


def holders(slip: Slip, person: PersonId) -> tuple[PersonId, ...]:
    """With whose keys an answer is sealed."""
    return tuple(dict.fromkeys((rater_of(slip).person, person)))


def still_awaited(slips: Iterable[Slip], ledger: Ledger, book: Book) -> int:
    """How many answers have not come from raters who are here."""
    raters = [rater_of(slip).person for slip in slips if slip.answer is None]
    return len(awaited(raters, ledger.today(), book))


def missing(cycle: CycleId, ledger: Ledger) -> int | None:
    """How many answers are still waited for; None where they are so few that it could be told whose they are."""
    book = ledger.book()
    state = known(cycle, book)
    if not state.takes_answers:
        return None
    with ledger.waiting.held(cycle) as box:
        number = still_awaited(box.slips(), ledger, book)
    return number if number >= max(one.at_least for one in state.groups) else None


def told_as(state: FeedbackCycle, rater: Rater) -> RaterGroup:
    """The group as which a rater is told, once the cycle is open."""
    return state.told_as.get(rater.group, rater.group)


class NothingAskedOfThem(Refusal):
    """Only who is asked answers, with what was handed to them, and only until the close."""

    instead = "Ask for your own requests, and take up the one that you want to answer."
