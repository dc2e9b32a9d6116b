"""What is asked of a panel: there is one, and whoever acts for it may."""

from __future__ import annotations

from dataclasses import dataclass

from domain.frameworks.framework import published
from domain.frameworks.procedure import Procedure
from domain.kernel.book import Book
from domain.kernel.commands import precondition
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.people.named import takes_part
from domain.promotions.conflicts import Standing, standing_towards
from domain.promotions.panels.panel import Panel
from domain.promotions.promotion_case import OpenCaseCommand


@dataclass(frozen=True)
class CaseWithPanelCommand(OpenCaseCommand, abstract=True):
    """Something asked where a panel recommends on a case, convened or about to be."""

    def procedure(self, book: Book) -> Procedure:
        """How the edition has it."""
        proposal = self.proposal(book)
        return published(proposal.framework, proposal.edition, book).procedure

    def standing(self, book: Book) -> Standing:
        """Where people stand towards the case on the day of the command."""
        return standing_towards(self.case, self.known(book), self.proposal(book), self.effective_on, book)

    def quorum_must_be_met(self, panel: Panel, having: tuple[PersonId, ...], what: str, right: str) -> None:
        """Refuses to go on with fewer than the panel needs, and says what would be right."""
        if len(having) < panel.quorum:
            raise QuorumNotMet(f"“{self.case}” needs {panel.quorum} {what} and has {len(having)}: {right}")


@dataclass(frozen=True)
class PanelCommand(CaseWithPanelCommand, abstract=True):
    """Something asked of the panel that was convened on a case."""

    @precondition
    def must_be_convened(self, book: Book) -> None:
        """Refuses what comes before there is a panel."""
        self.panel(book)

    def panel(self, book: Book) -> Panel:
        """The panel that was convened."""
        panel = self.known(book).panel
        if panel is None:
            raise NoPanel(f"“{self.case}” has no panel: convene one first")
        return panel

    def present(self, book: Book) -> tuple[PersonId, ...]:
        """The members of the panel who are with the organisation on the day of the command, or come from a seat."""
        return tuple(member for member in self.panel(book).seated if takes_part(member, self.effective_on, book))

    def must_act_for_it(self, field: str, person: PersonId, book: Book) -> None:
        """Refuses whoever is neither on the panel nor the one who convened it."""
        if person != self.panel(book).convened_by and person not in self.present(book):
            raise NotOfThePanel(
                f"{field} “{person}” neither sits on the panel nor convened it: have one of those do it", field=field
            )

    def must_have_a_seat(self, member: PersonId, panel: Panel) -> None:
        if member not in panel.seated:
            raise HasNoSeat(f"member “{member}” has no seat on the panel: name somebody who has")

    def vote_must_be_open(self, panel: Panel) -> None:
        if not panel.vote_open:
            raise NoVoteOpen(f"“{self.case}” has no vote open on {self.effective_on}: open a round first")


class NoPanel(Refusal):
    """There is a panel before there is anything asked of it."""

    instead = "Convene a panel first."
    field = "case"


class NotOfThePanel(Refusal):
    """A panel is run by its members, and by whoever convened it."""

    instead = "Have a member do it, or whoever convened the panel."


class NoVoteOpen(Refusal):
    """Votes are cast and counted while a vote is on."""

    instead = "Open a round first."
    field = "case"


class HasNoSeat(Refusal):
    """Conflicts are looked for in those who would vote."""

    instead = "Name a member who has a seat on the panel."
    field = "member"


class QuorumNotMet(Refusal):
    """Too few who may vote are no panel, and too few votes no recommendation."""

    instead = "Name more members or substitutes, or wait for more members to vote."
    field = "case"
