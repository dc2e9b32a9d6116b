"""Declarations: conflicts of which the ledger knows nothing, said by the member or by whoever knows of one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from domain.facts import About, Book, Decision, Erased, Event, Reference, Refusal
from domain.panel_command import PanelCommand
from domain.person import PersonId
from domain.promotion_case import PromotionCase
from domain.promotion_panel import DECLARED, Conflict, Declared


@dataclass(frozen=True)
class ConflictDeclared(Event[PromotionCase]):
    """Somebody said that a member may have a conflict: the member, or another who knows of it."""

    act: ClassVar[bool] = True

    candidate: PersonId
    member: PersonId
    conflict: Conflict
    declared_by: PersonId
    words: Annotated[str | Erased, About("member")]

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.candidate, self.member, self.declared_by)))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        known = case.panel.declared if case.panel else ()
        declared = Declared(self.member, self.conflict, self.declared_by)
        return case.with_panel(self, self.declared_by, declared=(*known, declared))


@dataclass(frozen=True)
class DeclareConflict(PanelCommand):
    """Say that a member may have a conflict of which the ledger knows nothing."""

    member: PersonId
    conflict: Conflict
    declared_by: PersonId
    words: str

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        panel = self.panel(case)
        self.must_have_a_seat(self.member, panel)
        if self.conflict not in DECLARED:
            raise NothingToDeclare(f"conflict “{self.conflict}” is for the ledger to show: declare {sorted(DECLARED)}")
        if not self.words.strip():
            raise NothingSaid(f"words is “{self.words}”: say what it is, for those who decide on it")
        if Declared(self.member, self.conflict, self.declared_by) in panel.declared:
            return ()
        return (
            ConflictDeclared(
                self.proposal(case).candidate,
                self.member,
                self.conflict,
                self.declared_by,
                self.words,
                effective_on=self.effective_on,
            ),
        )


class NothingToDeclare(Refusal):
    """What is in the ledger is known without a declaration."""

    field = "conflict"


class NothingSaid(Refusal):
    """A declaration says what there is."""

    field = "words"
