"""What is asked of a panel: there is one, and whoever acts for it may."""

from __future__ import annotations

from dataclasses import dataclass

from domain.conflicts import Standing, standing_towards
from domain.facts import Book, Refusal
from domain.grounds import published
from domain.person import PersonId
from domain.procedure import Procedure
from domain.promotion_case import CaseCommand, PromotionCase
from domain.promotion_panel import Panel


@dataclass(frozen=True)
class PanelCommand(CaseCommand):
    """Something asked of the panel on a case."""

    def panel(self, case: PromotionCase) -> Panel:
        """The panel that was convened; refuses what comes before it, or after the case was decided."""
        self.proposal(case)
        if case.panel is None:
            raise NoPanel(f"“{self.case}” has no panel: convene one first")
        return case.panel

    def procedure(self, case: PromotionCase, book: Book) -> Procedure:
        """How the edition has it."""
        proposal = self.proposal(case)
        return published(proposal.framework, proposal.edition, book).procedure

    def standing(self, case: PromotionCase, book: Book) -> Standing:
        """Where people stand towards the case on the day of the command."""
        return standing_towards(self.case, case, self.proposal(case), self.effective_on, book)

    def present(self, case: PromotionCase, book: Book) -> tuple[PersonId, ...]:
        """The members with a seat who are with the organisation on the day of the command."""
        standing = self.standing(case, book)
        return tuple(member for member in self.panel(case).seated if standing.is_here(member))

    def must_act_for_it(self, person: PersonId, case: PromotionCase, book: Book) -> None:
        """Refuses whoever is neither on the panel nor the one who convened it."""
        if person != self.panel(case).convened_by and person not in self.present(case, book):
            raise NotOfThePanel(f"“{person}” neither sits on the panel nor convened it: have one of those do it")

    def must_have_a_seat(self, member: PersonId, panel: Panel) -> None:
        if member not in panel.seated:
            raise HasNoSeat(f"member “{member}” has no seat on the panel: name somebody who has")

    def vote_must_be_open(self, panel: Panel) -> None:
        if not panel.vote_open:
            raise NoVoteOpen(f"“{self.case}” has no vote open on {self.effective_on}: open a round first")

    def quorum_must_be_met(self, panel: Panel, having: tuple[PersonId, ...], what: str) -> None:
        if len(having) < panel.quorum:
            raise QuorumNotMet(
                f"“{self.case}” needs {panel.quorum} {what} and has {len(having)}: name substitutes, or wait for more"
            )


class NoPanel(Refusal):
    """There is a panel before there is anything asked of it."""

    field = "case"


class NotOfThePanel(Refusal):
    """A panel is run by its members, and by whoever convened it."""


class NoVoteOpen(Refusal):
    """Votes are cast and counted while a vote is on."""

    field = "case"


class HasNoSeat(Refusal):
    """Conflicts are looked for in those who would vote."""

    field = "member"


class QuorumNotMet(Refusal):
    """Too few who may vote are no panel, and too few votes no recommendation."""

    field = "case"
