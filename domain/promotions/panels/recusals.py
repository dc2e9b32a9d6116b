"""Recusals: whether a member votes is decided by others, never by the member."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.commands import Said, precondition
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.refusals import ReasonMissing, Refusal
from domain.kernel.words import listed
from domain.people.named import Here, Known
from domain.promotions.conflicts import earlier_standings
from domain.promotions.independence import Independent
from domain.promotions.panels.panel import Conflict, Declared
from domain.promotions.panels.panel_command import PanelCommand
from domain.promotions.promotion_case import PromotionCase


@dataclass(frozen=True)
class MemberRecused(Event[PromotionCase]):
    """Others decided that a member does not vote. A vote they had cast no longer counts."""

    act: ClassVar[bool] = True

    candidate: PersonId
    """Who is to take the step."""
    member: PersonId
    """The member who does not vote."""
    conflict: Annotated[Conflict | Erased, About("member")]
    """What stands between them and the case."""
    decided_by: tuple[PersonId, ...]
    """Who decides that."""
    why: Annotated[str | Erased, About("member")]
    """Why they do not vote."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.candidate, self.member, *self.decided_by)))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        panel = case.panel.without(self.member) if case.panel else None
        recused = case.recused | {self.member}
        return case.run_by(self, *self.decided_by).after(self, *self.decided_by, panel=panel, recused=recused)


@dataclass(frozen=True)
class MemberRetained(Event[PromotionCase]):
    """Others looked into what was declared, and found that the member may vote."""

    act: ClassVar[bool] = True

    candidate: PersonId
    """Who is to take the step."""
    member: PersonId
    """The member who may vote."""
    decided_by: tuple[PersonId, ...]
    """Who decides that."""
    why: Annotated[str | Erased, About("member")]
    """Why they may vote."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.candidate, self.member, *self.decided_by)))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        panel = replace(case.panel, declared=case.panel.settled(self.member)) if case.panel else None
        settled = tuple(declared for declared in case.declared if declared.member != self.member)
        return case.run_by(self, *self.decided_by).after(self, *self.decided_by, panel=panel, declared=settled)


@dataclass(frozen=True)
class DecideOnConflict(PanelCommand, abstract=True):
    """What deciding on a member's conflict needs: others on the panel, or who convened it, and a reason."""

    member: Annotated[PersonId, Known()]
    decided_by: tuple[Annotated[PersonId, Here(), Independent(), Acts()], ...]
    why: Annotated[str, Said("say what was found of the member", ReasonMissing)]

    @precondition
    def others_must_decide(self, book: Book) -> None:
        """Refuses a member who decides on themselves, and whoever does not act for the panel."""
        panel, declared = self.panel(book), self.known(book).declared
        if self.member in panel.members or all(one.member != self.member for one in declared):
            self.must_have_a_seat(self.member, panel)
        if not self.decided_by or self.member in self.decided_by:
            raise OthersMustDecide(
                f"decided_by is {listed(self.decided_by)}: others decide on “{self.member}”, and they alone"
            )
        for other in self.decided_by:
            self.must_act_for_it("decided_by", other, book)


@dataclass(frozen=True)
class RecuseMember(DecideOnConflict):
    """Decide that a member does not vote, for what the ledger shows or for what was declared."""

    records = (MemberRecused,)

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        for other in self.decided_by:
            if any((one.member, one.declared_by) == (self.member, other) for one in case.declared):
                raise OthersMustDecide(
                    f"decided_by “{other}” declared it of “{self.member}”: others decide whether it stands in the way"
                )
        return (
            self.becomes(
                MemberRecused, candidate=self.proposal(book).candidate, conflict=self.conflict_in_the_way(book)
            ),
        )

    def conflict_in_the_way(self, book: Book) -> Conflict:
        """The first there is or was since the proposal. Without one nobody loses their vote."""
        panel, standing = self.panel(book), self.standing(book)
        counted = (replace(standing, on=panel.closed_on),) if panel.closed_on else ()
        looks = (standing, *counted, *earlier_standings(standing, self.member))
        shown: list[Conflict] = [conflict for look in looks for conflict in look.conflicts_of(self.member)]
        declared = [declared.conflict for declared in panel.declared if declared.member == self.member]
        told = [conflict for conflict in declared if not isinstance(conflict, Erased)]
        for conflict in (*shown, *told):
            return conflict
        raise NoConflict(f"member “{self.member}” has no conflict that is known or declared: declare it first")


@dataclass(frozen=True)
class RetainMember(DecideOnConflict):
    """Decide that a member may vote, in spite of what was declared. What the ledger shows cannot be decided away."""

    records = (MemberRetained,)

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        if all(declared.member != self.member for declared in case.declared):
            raise NoConflict(f"member “{self.member}” has no conflict that is declared: they may vote as it is")
        if Declared(self.member, Conflict.CLOSE_RELATION, self.member) in case.declared:
            raise CloseRelation(f"member “{self.member}” said themselves that they are close: recuse them")
        self.standing(book).must_be_free(self.member)
        return (self.becomes(MemberRetained, candidate=self.proposal(book).candidate),)


class OthersMustDecide(Refusal):
    """A recusal is decided by others, neither by the member nor by whoever declared the conflict."""

    instead = "Name other people, and only those, as who decides."
    field = "decided_by"


class NoConflict(Refusal):
    """Nobody loses their vote without a conflict."""

    instead = "Declare the conflict first, or let the member vote."
    field = "member"


class CloseRelation(Refusal):
    """Close relations do not vote."""

    instead = "Recuse the member."
    field = "member"
