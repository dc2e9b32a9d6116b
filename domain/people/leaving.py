"""Leaving: somebody's last day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated

from domain.kernel.book import Book, Decision
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.memories import changed
from domain.people.employment import AlreadyLeft, Employment, PresentPersonCommand


class LeavingReason(StrEnum):
    """Why somebody left, as far as it is to be told."""

    RESIGNED = "resigned"
    RETIRED = "retired"
    CONTRACT_ENDED = "contract_ended"
    MADE_REDUNDANT = "made_redundant"
    DISMISSED = "dismissed"
    DIED = "died"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class PersonLeft(Event[Employment]):
    """Their last day. Their record stays open to history, and to their coming back."""

    reason: Annotated[LeavingReason | Erased, About("person")]
    """Why they leave, as far as it is to be told."""

    def evolve(self, employment: Employment, at: Reference) -> Employment:
        if not employment.stays:
            return employment
        *earlier, last = employment.stays
        return changed(employment, stays=(*earlier, replace(last, left_on=self.effective_on)))


@dataclass(frozen=True)
class LeavePerson(PresentPersonCommand[Employment]):
    """Say goodbye on somebody's last day. They hold their roles through that day, and none of them after it."""

    records = (PersonLeft,)
    for_the_record = True
    may_lie_ahead = True

    reason: LeavingReason = LeavingReason.UNKNOWN

    def decide(self, employment: Employment, book: Book) -> Decision:
        left_on = next(stay.left_on for stay in employment.stays if stay.includes(self.effective_on))
        if left_on is not None:
            raise AlreadyLeft(f"“{self.person}” left on {left_on}: correct that entry if the day is wrong")
        return (self.becomes(PersonLeft),)
