"""The judges: whichever code ever judged a promotion stays callable under the name that its decisions give."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple, TypeVar

from domain.frameworks.edition import Edition
from domain.judging import judging
from domain.judging.findings import Finding
from domain.kernel.book import Book
from domain.kernel.facts import Event, Reference
from domain.kernel.ids import CaseId, PersonId
from domain.kernel.memories import Memory
from domain.kernel.standing import Folds, Noted
from domain.promotions.acts import acts_must_stand, nothing_to_look_back_at
from domain.promotions.deciding_together import nobody_decides_with, seat_must_decide_too
from domain.promotions.due_process import due_process_must_be_kept
from domain.promotions.independence import may_set_aside, must_stand_apart_and_high_enough
from domain.promotions.judging import first, first_independence
from domain.promotions.judging.files import criteria_asked, file_of, gathered_file
from domain.promotions.judging.rules import judge
from domain.promotions.promotion_case import PromotionCase, Proposal

E = TypeVar("E", bound=Event[Any])


LooksBack = Callable[[CaseId, PromotionCase, Proposal, Book], None]
StandsApart = Callable[[CaseId, PromotionCase, Proposal, PersonId, date, Book], None]
DecideTogether = Callable[[CaseId, PromotionCase, Proposal, PersonId, PersonId | None, date, Book], None]


class Judge(NamedTuple):
    """Code that judged, under one name: what it remembers, what it finds in evidence, and what it asks of procedure."""

    finds: Callable[[Edition, PromotionCase, Proposal, date, Book], tuple[Finding, ...]]
    """What an edition's criteria find in the file."""
    objects: Callable[[CaseId, PromotionCase, Proposal, PersonId, Book], None]
    """Refuses a decision that procedure stands against."""
    folds: Mapping[type, Folds]
    """How it recalls each memory that it looks at; what is not named here it recalls as everybody does."""
    looks_back: LooksBack
    """Refuses a decision on what was done by people who, as is known by now, did not stand apart."""
    may_decide: StandsApart
    """Refuses somebody who may not decide."""
    may_override: StandsApart
    """Refuses somebody who may not set a criterion aside."""
    decide_together: DecideTogether
    """Refuses whoever decides alone, or with somebody who may not."""

    def remembers(self, book: Book) -> Book:
        """A book as this judge recalls it. Whatever it is asked is asked with this."""
        return RecalledBy(self.folds, book)


@dataclass(frozen=True)
class RecalledBy:
    """A book of which somebody recalls the same entries in a way of their own."""

    folds: Mapping[type, Folds]
    book: Book

    @property
    def basis(self) -> int:
        """The position as of which it answers."""
        return self.book.basis

    @property
    def today(self) -> date:
        """Which day it is."""
        return self.book.today

    def recall(
        self, memory: type[Memory], stream: str, *, on: date | None = None, folds: Folds | None = None
    ) -> Memory:
        """A memory of a stream, by the folds of whoever recalls."""
        return self.book.recall(memory, stream, on=on, folds=folds or self.folds.get(memory))

    def concerning(self, subject: str, kind: type[E], *, on: date | None = None) -> tuple[Noted[E], ...]:
        """The standing entries of one kind that touch a subject."""
        return self.book.concerning(subject, kind, on=on)

    def key_of(self, system: str, identifier: str) -> str:
        """An open key for what a system outside calls somebody."""
        return self.book.key_of(system, identifier)

    def noted(self, at: Reference) -> Noted[Event[Any]] | None:
        """The entry that stands at a reference."""
        return self.book.noted(at)

    def written_with(self, at: Reference, kind: type[E], stream: str) -> bool:
        """Whether one command wrote what stands at a reference and such an entry on that stream."""
        return self.book.written_with(at, kind, stream)

    def without(self, at: Reference) -> Book:
        """The same as if that entry had never been written."""
        return RecalledBy(self.folds, self.book.without(at))

    def as_known_with(self, at: Reference) -> Book:
        """The same as it stood once that entry had been written."""
        return RecalledBy(self.folds, self.book.as_known_with(at))

    def whole(self) -> Book:
        """The same with nothing left out."""
        return RecalledBy(self.folds, self.book.whole())


def judged_as_filed(
    edition: Edition, case: PromotionCase, proposal: Proposal, on: date, book: Book
) -> tuple[Finding, ...]:
    """What an edition's criteria find in the file as it stands in a book."""
    return judge(edition, file_of(case, proposal, on, book))


def judged_by_looks(
    edition: Edition, case: PromotionCase, proposal: Proposal, on: date, book: Book
) -> tuple[Finding, ...]:
    """What the looks at evidence find in the file, and in what the ledger knows beside it."""
    file = gathered_file(edition, case, proposal, on, book)
    return judging.judge(edition, criteria_asked(edition, proposal.to_level), file)


FIRST: Final = "first"
"""Who judged before decisions said who did."""

SECOND: Final = "second"
"""Who judges since evidence has to be admissible and whoever decides independent, by what everybody remembers."""

JUDGES: Final[Mapping[str, Judge]] = {
    FIRST: Judge(
        judged_as_filed,
        due_process_must_be_kept,
        first.FOLDS,
        nothing_to_look_back_at,
        first_independence.may_decide,
        first_independence.may_override,
        nobody_decides_with,
    ),
    SECOND: Judge(
        judged_by_looks,
        due_process_must_be_kept,
        {},
        acts_must_stand,
        must_stand_apart_and_high_enough,
        may_set_aside,
        seat_must_decide_too,
    ),
}
"""By name. Rules are data; where code that judges must change, the changed code gets a row, and the old one stays."""

PRESENT: Final = SECOND
"""Who judges today."""


def as_remembered_by(judge: str, book: Book) -> Book:
    """A book as a judge recalls it; as everybody does, where this version has no such judge."""
    return JUDGES[judge].remembers(book) if judge in JUDGES else book
