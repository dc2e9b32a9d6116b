"""Votes: one each while a round is open. Until it closes nobody sees how anybody voted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated, ClassVar

from domain.conflicts import declared_must_be_decided
from domain.facts import About, Book, Decision, Erased, Event, Reference, Refusal
from domain.panel_command import PanelCommand
from domain.person import PersonId
from domain.promotion_case import PromotionCase
from domain.promotion_panel import Ballot, Choice


@dataclass(frozen=True)
class VoteCast(Event[PromotionCase]):
    """A member voted. That they did is open; how, and why, is sealed, and withheld until the vote closes."""

    act: ClassVar[bool] = True

    candidate: PersonId
    voter: PersonId
    round: int
    choice: Annotated[Choice | Erased, About("voter")]
    words: Annotated[str | Erased | None, About("candidate")] = None
    """What they want to be read beside their vote, above all where they dissent."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.candidate, self.voter)))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        cast = case.panel.ballots if case.panel else ()
        return case.with_panel(self, self.voter, ballots=(*cast, Ballot(self.voter, self.choice)))


def is_withheld(vote: VoteCast, case: PromotionCase) -> bool:
    """Whether how somebody voted is shown to nobody yet. `case` is the case as it is now, whatever day is asked for."""
    panel = case.panel
    return panel is not None and panel.vote_open and panel.round == vote.round and vote.voter in panel.members


@dataclass(frozen=True)
class CastVote(PanelCommand):
    """Vote, once in a round. Words may go with it; dissent is worth some."""

    voter: PersonId
    choice: Choice
    words: str | None = None

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        panel = self.panel(case)
        self.vote_must_be_open(panel)
        if self.voter not in self.present(case, book):
            raise MayNotVote(f"voter “{self.voter}” has no seat on the panel, or was recused: members alone vote")
        if panel.has_voted(self.voter):
            raise AlreadyVoted(f"voter “{self.voter}” has voted in round {panel.round}: one vote each")
        declared_must_be_decided(panel, self.voter)
        self.standing(case, book).must_be_free(self.voter)
        return (
            VoteCast(
                self.proposal(case).candidate,
                self.voter,
                panel.round,
                self.choice,
                self.words,
                effective_on=self.effective_on,
            ),
        )


class MayNotVote(Refusal):
    """Only members vote, and of those only who still have their seat."""

    field = "voter"


class AlreadyVoted(Refusal):
    """One vote each."""

    field = "voter"
