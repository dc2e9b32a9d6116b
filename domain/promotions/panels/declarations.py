"""Declarations: conflicts of which the ledger knows nothing, said by the member or by whoever knows of one."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Annotated, ClassVar

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.commands import Said
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.later import LATER
from domain.kernel.refusals import Refusal
from domain.kernel.words import listed
from domain.offices.offices import Mandate, holds_mandate
from domain.people.named import Known
from domain.promotions.panels.panel import DECLARED, Conflict, Declared
from domain.promotions.promotion_case import OpenCaseCommand, PromotionCase


@dataclass(frozen=True)
class ConflictDeclared(Event[PromotionCase]):
    """Somebody said that a member of the panel, or another who acts, may have a conflict: they, or who knows of it."""

    act: ClassVar[bool] = True

    candidate: PersonId
    """Who is to take the step."""
    member: PersonId
    """The member, or another who acts in the case, who may have a conflict."""
    conflict: Annotated[Conflict | Erased, About("member")]
    """What may stand between the member and a vote."""
    declared_by: PersonId
    """Who says so, perhaps the member."""
    words: Annotated[str | Erased, About("member")]
    """What it is, for those who decide on it."""
    by_steward: bool = field(default=False, metadata=LATER)
    """Whether who says so was a steward when they did: of whoever sits on no panel, it stands in the way then."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.candidate, self.member, self.declared_by)))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        declared = Declared(self.member, self.conflict, self.declared_by, self.by_steward)
        known = replace(case, declared=(*case.declared, declared))
        if case.panel is None or self.member not in case.panel.members:
            return known.after(self, self.declared_by)
        return known.with_panel(self, self.declared_by, declared=(*case.panel.declared, declared))


@dataclass(frozen=True)
class DeclareConflict(OpenCaseCommand):
    """Say that somebody who votes, or acts in this case, may have a conflict of which the ledger knows nothing.

    Of a member of the panel others decide on it. Of anybody else it stands in the way where they say it themselves, or
    a steward does; what others say of them is told beside the case.
    """

    records = (ConflictDeclared,)

    member: Annotated[PersonId, Known()]
    conflict: Conflict
    declared_by: Annotated[PersonId, Known(), Acts()]
    words: Annotated[str, Said("say what it is, for those who decide on it")]

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        if self.conflict not in DECLARED:
            raise NothingToDeclare(
                f"conflict “{self.conflict}” is for the ledger to show: declare {listed(sorted(DECLARED))}"
            )
        if Declared(self.member, self.conflict, self.declared_by) in case.declared:
            return ()
        days = (self.effective_on, book.today)
        by_steward = any(holds_mandate(self.declared_by, Mandate.STEWARD, day, book) for day in days)
        candidate = self.proposal(book).candidate
        return (self.becomes(ConflictDeclared, candidate=candidate, by_steward=by_steward),)


class NothingToDeclare(Refusal):
    """What is in the ledger is known without a declaration."""

    instead = "Declare only what the ledger cannot show; the rest it knows."
    field = "conflict"
