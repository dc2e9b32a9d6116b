"""Panels: people without a stake are called together to recommend on a promotion, and substitutes for them."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Annotated, ClassVar

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.facts import Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.later import LATER
from domain.kernel.refusals import Refusal
from domain.people.named import Here, Known
from domain.promotions.acts import tainted
from domain.promotions.independence import Independent
from domain.promotions.panels.coming_along import the_panel_comes_along
from domain.promotions.panels.composition import must_be_well_composed
from domain.promotions.panels.panel import Declared, Panel
from domain.promotions.panels.panel_command import CaseWithPanelCommand, PanelCommand
from domain.promotions.promotion_case import PromotionCase


@dataclass(frozen=True)
class PromotionPanelConvened(Event[PromotionCase]):
    """People were called together to recommend on a promotion."""

    act: ClassVar[bool] = True

    candidate: PersonId
    """Who is to take the step."""
    members: tuple[PersonId, ...]
    """Who sits on the panel."""
    quorum: int
    """How many have to vote."""
    convened_by: PersonId
    """Who calls them together."""
    presented_by: PersonId | None = None
    """Who tells the panel about the candidate, as their line manager does, and does not vote."""
    moderated_by: PersonId | None = field(default=None, metadata=LATER)
    """Who leads the panel without a vote."""

    def concerns(self) -> tuple[str, ...]:
        people = (self.candidate, *self.members, self.convened_by, self.presented_by, self.moderated_by)
        return tuple(dict.fromkeys(person for person in people if person))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        beside = (person for person in (self.presented_by, self.moderated_by) if person)
        held, broken_off = case.panel.convened_anew() if case.panel else (0, ())
        declared = declared_of_members(case, *self.members)
        panel = Panel(self.members, self.quorum, self.convened_by, declared, round=held, broken_off=broken_off)
        anew = replace(case, acts=()).run_by(
            self, self.convened_by, *((self.moderated_by,) if self.moderated_by else ())
        )
        return anew.after(self, *self.members, self.convened_by, *beside, panel=panel)


@dataclass(frozen=True)
class SubstituteNamed(Event[PromotionCase]):
    """Somebody took the seat of a member who was recused or has left."""

    act: ClassVar[bool] = True

    candidate: PersonId
    """Who is to take the step."""
    member: PersonId
    """The member whose seat is free."""
    substitute: PersonId
    """Who takes their seat."""
    named_by: PersonId
    """Who names the substitute."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.candidate, self.member, self.substitute, self.named_by)))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        if case.panel is None:
            return case.after(self, self.substitute, self.named_by)
        return case.run_by(self, self.named_by).with_panel(
            self,
            self.substitute,
            self.named_by,
            members=(*case.panel.members, self.substitute),
            declared=(*case.panel.declared, *declared_of_members(case, self.substitute)),
            replaced=case.panel.replaced | {self.member},
        )


@dataclass(frozen=True)
class ConvenePanel(CaseWithPanelCommand):
    """Call people together to recommend on a promotion; as many as the edition asks for, or more."""

    records = (PromotionPanelConvened,)

    members: tuple[Annotated[PersonId, Here(), Independent()], ...]
    convened_by: Annotated[PersonId, Here(), Independent(), Acts()]
    presented_by: Annotated[PersonId, Here()] | None = None
    moderated_by: Annotated[PersonId, Here(), Independent()] | None = field(default=None, metadata=LATER)
    quorum: int | None = None
    """The edition's, if left out."""

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        proposal = self.proposal(book)
        if case.panel is not None and not tainted(self.case, case, proposal, book):
            raise AlreadyConvened(f"“{self.case}” has its panel: name substitutes for members who cannot vote")
        self.members_must_have_one_seat_each()
        must_not_have_deferred(case, self.members, "members")
        the_panel_comes_along(self, self.members, case, book)
        if self.moderated_by is None and self.procedure(book).moderator_required:
            raise ModeratorMissing(f"moderated_by is empty: name who leads the panel of “{self.case}” without a vote")
        must_be_well_composed(self, self.members, book)
        quorum = self.quorum_within(self.procedure(book).quorum)
        self.quorum_must_be_met(Panel(self.members, quorum, self.convened_by), self.members, "members", "name more")
        return (self.becomes(PromotionPanelConvened, candidate=proposal.candidate, quorum=quorum),)

    def members_must_have_one_seat_each(self) -> None:
        for member in self.members:
            if self.members.count(member) > 1 or member in (self.presented_by, self.moderated_by):
                raise OneSeatEach(
                    f"members: “{member}” is named twice, or presents the case or moderates: name everybody once"
                )

    def quorum_within(self, asked: int) -> int:
        """As given, though never less than the edition asks for: procedure cannot be overridden."""
        if self.quorum is not None and self.quorum < asked:
            raise QuorumTooLow(f"quorum is {self.quorum}: the edition asks for {asked} or more")
        return asked if self.quorum is None else self.quorum


@dataclass(frozen=True)
class NameSubstitute(PanelCommand):
    """Give the seat of a member who was recused, or has left, to somebody who may vote."""

    records = (SubstituteNamed,)

    member: Annotated[PersonId, Known()]
    substitute: Annotated[PersonId, Here(), Independent()]
    named_by: Annotated[PersonId, Here(), Independent(), Acts()]

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        panel = self.panel(book)
        self.must_act_for_it("named_by", self.named_by, book)
        waiting = self.member in panel.members and self.member not in panel.replaced
        voted = panel.vote_open and panel.has_voted(self.member)
        if not waiting or voted or self.member in self.present(book):
            raise NoSeatFree(f"member “{self.member}” leaves no seat: they may vote, or have: have them recused first")
        if self.substitute in panel.members:
            raise SitsAlready(f"substitute “{self.substitute}” has been on this panel: name somebody who has not")
        must_not_have_deferred(case, (self.substitute,), "substitute")
        return (self.becomes(SubstituteNamed, candidate=self.proposal(book).candidate),)


def declared_of_members(case: PromotionCase, *members: PersonId) -> tuple[Declared, ...]:
    """What was declared of people before they were given a seat: others decide on it before they vote."""
    return tuple(declared for declared in case.declared if declared.member in members)


def must_not_have_deferred(case: PromotionCase, members: tuple[PersonId, ...], field: str) -> None:
    """Refuses whoever has put the decision off as voters on it: a panel recommends, and somebody else decides."""
    for member in members:
        if member in case.deferred_by:
            raise HasDeferred(f"{field} “{member}” has deferred the decision: name somebody who has not", field=field)


class HasDeferred(Refusal):
    """Whoever has decided on a case, if only to decide later, does not recommend on it."""

    instead = "Name somebody who has not decided on the case."


class AlreadyConvened(Refusal):
    """A case has one panel, until an appeal sends it to a new one, or whoever ran it turns out to have a stake."""

    instead = "Name substitutes for members who cannot vote."
    field = "case"


class ModeratorMissing(Refusal):
    """Somebody without a vote leads the panel, where the edition asks for it."""

    instead = "Name who moderates."
    field = "moderated_by"


class OneSeatEach(Refusal):
    """A panel names everybody once, and who presents does not vote."""

    instead = "Name every member once, and nobody who presents the case."
    field = "members"


class QuorumTooLow(Refusal):
    """The edition's quorum is the least."""

    instead = "Give a quorum no lower than that of the edition, or none."
    field = "quorum"


class NoSeatFree(Refusal):
    """A substitute takes a seat that somebody had to leave."""

    instead = "Recuse the member first, if they have a conflict."
    field = "member"


class SitsAlready(Refusal):
    """A substitute is somebody new to the panel."""

    instead = "Name somebody who has not been on this panel."
    field = "substitute"
