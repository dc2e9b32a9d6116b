"""Recusals: whether a member votes is decided by others, never by the member."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Annotated, ClassVar

from domain.facts import About, Book, Decision, Erased, Event, Reference, Refusal
from domain.panel_command import PanelCommand
from domain.person import PersonId
from domain.promotion_case import PromotionCase
from domain.promotion_panel import Conflict, Declared


@dataclass(frozen=True)
class MemberRecused(Event[PromotionCase]):
    """Others decided that a member does not vote. A vote they had cast no longer counts."""

    act: ClassVar[bool] = True

    candidate: PersonId
    member: PersonId
    conflict: Conflict
    decided_by: tuple[PersonId, ...]
    why: Annotated[str | Erased, About("member")]

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.candidate, self.member, *self.decided_by)))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        panel = case.panel.without(self.member) if case.panel else None
        return case.after(self, *self.decided_by, panel=panel)


@dataclass(frozen=True)
class MemberRetained(Event[PromotionCase]):
    """Others looked into what was declared, and found that the member may vote."""

    act: ClassVar[bool] = True

    candidate: PersonId
    member: PersonId
    decided_by: tuple[PersonId, ...]
    why: Annotated[str | Erased, About("member")]

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.candidate, self.member, *self.decided_by)))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        panel = replace(case.panel, declared=case.panel.settled(self.member)) if case.panel else None
        return case.after(self, *self.decided_by, panel=panel)


@dataclass(frozen=True)
class DecideOnConflict(PanelCommand):
    """What deciding on a member's conflict needs: others on the panel, or who convened it, and a reason."""

    member: PersonId
    decided_by: tuple[PersonId, ...]
    why: str

    def others_must_decide(self, case: PromotionCase, book: Book) -> None:
        self.must_have_a_seat(self.member, self.panel(case))
        if not self.decided_by or self.member in self.decided_by:
            raise OthersMustDecide(
                f"decided_by is {list(self.decided_by)}: others decide on “{self.member}”, and they alone"
            )
        for other in self.decided_by:
            self.must_act_for_it(other, case, book)
        if not self.why.strip():
            raise WhyMissing(f"why is “{self.why}”: say what was found of “{self.member}”")


@dataclass(frozen=True)
class RecuseMember(DecideOnConflict):
    """Decide that a member does not vote, for what the ledger shows or for what was declared."""

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        self.others_must_decide(case, book)
        return (
            MemberRecused(
                self.proposal(case).candidate,
                self.member,
                self.conflict_in_the_way(case, book),
                self.decided_by,
                self.why,
                effective_on=self.effective_on,
            ),
        )

    def conflict_in_the_way(self, case: PromotionCase, book: Book) -> Conflict:
        """The first that there is, today or on the day of the vote. Without one nobody loses their vote."""
        panel, standing = self.panel(case), self.standing(case, book)
        days: tuple[date | None, ...] = (self.effective_on, panel.closed_on)
        shown = [c for day in days if day for c in replace(standing, on=day).conflicts_of(self.member)]
        declared = [declared.conflict for declared in panel.declared if declared.member == self.member]
        for conflict in (*shown, *declared):
            return conflict
        raise NoConflict(f"member “{self.member}” has no conflict that is known or declared: declare it first")


@dataclass(frozen=True)
class RetainMember(DecideOnConflict):
    """Decide that a member may vote, in spite of what was declared. What the ledger shows cannot be decided away."""

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        self.others_must_decide(case, book)
        panel = self.panel(case)
        if not panel.undecided(self.member):
            raise NoConflict(f"member “{self.member}” has no conflict that is declared: they may vote as it is")
        if Declared(self.member, Conflict.CLOSE_RELATION, self.member) in panel.declared:
            raise CloseRelation(f"member “{self.member}” said themselves that they are close: recuse them")
        self.standing(case, book).must_be_free(self.member)
        return (
            MemberRetained(
                self.proposal(case).candidate, self.member, self.decided_by, self.why, effective_on=self.effective_on
            ),
        )


class OthersMustDecide(Refusal):
    """A recusal is decided by others, never by the member."""

    field = "decided_by"


class WhyMissing(Refusal):
    """Whoever decides on a member says why."""

    field = "why"


class NoConflict(Refusal):
    """Nobody loses their vote without a conflict."""

    field = "member"


class CloseRelation(Refusal):
    """Close relations do not vote."""

    field = "member"
