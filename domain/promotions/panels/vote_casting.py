"""Casting votes: one each while a round is open. Until it closes nobody sees how anybody voted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.people.named import Here
from domain.promotions.conflicts import declared_must_be_decided
from domain.promotions.independence import Independent
from domain.promotions.panels.panel import Ballot, Choice
from domain.promotions.panels.panel_command import PanelCommand
from domain.promotions.promotion_case import PromotionCase


@dataclass(frozen=True)
class VoteCast(Event[PromotionCase]):
    """A member voted. That they did is open; how, and why, is sealed, and withheld until the vote closes."""

    act: ClassVar[bool] = True

    candidate: PersonId
    """Who is to take the step."""
    voter: PersonId
    """Who votes."""
    round: int
    """Which vote of the case it is, from 1."""
    choice: Annotated[Choice | Erased, About("voter")]
    """How they vote."""
    words: Annotated[str | Erased | None, About("candidate")] = None
    """What they want to be read beside their vote, above all where they dissent."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.candidate, self.voter)))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        cast = case.panel.ballots if case.panel else ()
        return case.with_panel(self, self.voter, ballots=(*cast, Ballot(self.voter, self.choice, self.effective_on)))


def is_withheld(vote: VoteCast, case: PromotionCase) -> bool:
    """Whether how somebody voted is shown to nobody, as yet or, in a round that was broken off, ever.

    `case` is the case as it is now, whatever day is asked for.
    """
    panel = case.panel
    if panel is not None and vote.round in panel.broken_off:
        return True
    return panel is not None and panel.vote_open and panel.round == vote.round and vote.voter in panel.members


@dataclass(frozen=True)
class CastVote(PanelCommand):
    """Vote, once in a round. Words may go with it; dissent is worth some."""

    records = (VoteCast,)

    voter: Annotated[PersonId, Here(), Independent(), Acts(in_person=True)]
    choice: Choice
    words: str | None = None

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        panel = self.panel(book)
        self.vote_must_be_open(panel)
        if self.voter not in self.present(book):
            raise MayNotVote(f"voter “{self.voter}” has no seat on the panel, or was recused: members alone vote")
        if panel.has_voted(self.voter):
            raise AlreadyVoted(f"voter “{self.voter}” has voted in round {panel.round}: one vote each")
        declared_must_be_decided(panel, self.voter)
        return (self.becomes(VoteCast, candidate=self.proposal(book).candidate, round=panel.round),)


class MayNotVote(Refusal):
    """Only members vote, and of those only who still have their seat."""

    instead = "Leave the vote to members who still have their seat."
    field = "voter"


class AlreadyVoted(Refusal):
    """One vote each."""

    instead = "Leave the vote as it was cast."
    field = "voter"
