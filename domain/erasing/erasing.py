"""Erasing a person: what stands in the way of it, and the entry with which their key is destroyed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

from domain.erasing.holds import Preservation, must_be_another_steward
from domain.erasing.retention_period import Retention, due_since
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.commands import precondition
from domain.kernel.facts import ORGANISATION
from domain.kernel.ids import CaseId, PersonId
from domain.kernel.kinds import events
from domain.kernel.refusals import Refusal
from domain.offices.offices import Mandate, Offices
from domain.people.employment import Employment, KnownPersonCommand
from domain.people.erased import ErasureGround, PersonalDataErased
from domain.people.erasure import Erasure
from domain.people.named import Known
from domain.people.seats import Seats
from domain.promotions.promotion_case import PromotionCase


@dataclass(frozen=True)
class ErasePerson(KnownPersonCommand[Erasure]):
    """Erase somebody's personal data, for good: what is sealed for them can never be read again."""

    records = (PersonalDataErased,)

    ground: ErasureGround
    erased_by: Annotated[PersonId, Known(), Acts(in_person=True, by_mandate=(Mandate.STEWARD,))]

    @precondition
    def may_be_written_about(self, book: Book) -> None:
        """Whoever has been erased may be erased again: it is so already."""

    def decide(self, erasure: Erasure, book: Book) -> Decision:
        must_be_another_steward("erased_by", self.erased_by, self.person, self.effective_on, book)
        if erasure.erased_on is not None:
            return ()
        for refusal in in_the_way(self.person, self.employment(book), book):
            raise refusal
        if self.ground is ErasureGround.RETENTION_OVER:
            self.retention_must_be_over(book)
        return (self.becomes(PersonalDataErased),)

    def retention_must_be_over(self, book: Book) -> None:
        """Refuses that somebody has been gone for long enough, where a period says that they have not."""
        left = max((stay.left_on for stay in self.employment(book).stays if stay.left_on), default=None)
        due = left and due_since(left, book.recall(Retention, ORGANISATION))
        if due is not None and self.effective_on < due:
            raise RetentionNotOver(f"ground is “{self.ground}”, and “{self.person}” left on {left}: that is on {due}")


def in_the_way(person: PersonId, employment: Employment, book: Book) -> Iterator[Refusal]:
    """Everything that stands in the way of somebody's erasure today, whatever its ground."""
    if holds := book.recall(Preservation, person).holds:
        yield LegalHold(f"“{person}” stands under {', '.join(map(str, holds))}: have that released first")
    yield from still_here(person, employment, book)
    if cases := list(dict.fromkeys(cases_open_to(person, book))):
        yield PartOfOpenCase(f"“{person}” has a part in {', '.join(f'“{case}”' for case in cases)}, still open")


def still_here(person: PersonId, employment: Employment, book: Book) -> Iterator[Refusal]:
    """Whether somebody is here today or is to come, or holds an office or a seat today or later."""
    today = book.today
    if any(stay.left_on is None or stay.left_on >= today for stay in employment.stays):
        yield StillHere(f"“{person}” is with the organisation on {today}, or is to be: record that they left first")
    if any(sitting.until is None or sitting.until >= today for sitting in book.recall(Seats, person).sittings):
        yield StillHere(f"“{person}” holds a seat on {today} or later: record that they leave it first")
    if mandates := [held.mandate for held in book.recall(Offices, person).mandates if held.until >= today]:
        yield StillHere(f"“{person}” is {mandates[0]} on {today} or later: end that mandate first")


def cases_open_to(person: PersonId, book: Book) -> Iterator[CaseId]:
    """The cases that are undecided, or under appeal, and in which somebody has a part."""
    kinds = [kind for kind in events() if kind.memory is PromotionCase]
    streams = dict.fromkeys(noted.at.stream for kind in kinds for noted in book.concerning(person, kind))
    for stream in streams:
        case = book.recall(PromotionCase, stream)
        if case.is_open or (case.appeal is not None and not case.appeal.dismissed):
            yield CaseId(stream)


class LegalHold(Refusal):
    """As long as a legal hold stands, nothing of a person is erased."""

    instead = "Have every hold released, by whoever placed it or another steward; then erase them."
    field = "person"


class RetentionNotOver(Refusal):
    """Whoever is erased because their records were kept for long enough has been gone for as long as that."""

    instead = "Wait until the period is over, or erase them on another ground, if there is one."
    field = "ground"


class StillHere(Refusal):
    """Whoever is here, or is to come, or holds an office, is not erased: what they do needs their record."""

    instead = "Record that they left, end their offices and seats; then erase them."
    field = "person"


class PartOfOpenCase(Refusal):
    """Whoever is the candidate of an open case, or has a part in it, is not erased before it ends."""

    instead = "Decide or withdraw the case, and answer its appeal; then erase them."
    field = "person"
