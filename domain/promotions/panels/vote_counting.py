"""Counting votes: a round ends, and what it came to is recorded."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Annotated, ClassVar

from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.ids import PersonId
from domain.people.named import Here
from domain.promotions.acts import voters_must_have_been_there
from domain.promotions.conflicts import declared_must_be_decided, must_have_been_free
from domain.promotions.independence import Independent
from domain.promotions.panels.composition import must_be_well_composed
from domain.promotions.panels.panel import Ballot, Choice, Panel, Tally
from domain.promotions.panels.panel_command import PanelCommand
from domain.promotions.promotion_case import PromotionCase


@dataclass(frozen=True)
class VoteClosed(Event[PromotionCase]):
    """A round of voting ended and was counted."""

    act: ClassVar[bool] = True

    candidate: PersonId
    """Who is to take the step."""
    round: int
    """Which vote of the case it is, from 1."""
    tally: Annotated[Tally | Erased, About("candidate")]
    """What the round came to."""
    counted: tuple[PersonId, ...]
    """Whose votes these are."""
    closed_by: PersonId
    """Who closes the round."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.candidate, *self.counted, self.closed_by)))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        return case.run_by(self, self.closed_by).with_panel(
            self,
            self.closed_by,
            vote_open=False,
            tally=self.tally,
            counted=self.counted,
            closed_on=self.effective_on,
        )


@dataclass(frozen=True)
class CloseVote(PanelCommand):
    """End a round of voting and count it. Whoever turned out to have a conflict is recused first."""

    records = (VoteClosed,)

    closed_by: Annotated[PersonId, Here(), Independent(), Acts()]

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        panel = self.panel(book)
        self.vote_must_be_open(panel)
        self.must_act_for_it("closed_by", self.closed_by, book)
        counted = tuple(ballot.voter for ballot in countable(panel))
        self.standing(book).must_be_free(*counted)
        must_have_been_free(self.standing(book), *counted)
        declared_must_be_decided(panel, *counted)
        voters_must_have_been_there(self.case, panel, book)
        self.quorum_must_be_met(panel, counted, "votes", "wait for more, or name substitutes")
        must_be_well_composed(self, counted, book)
        return (
            self.becomes(
                VoteClosed,
                candidate=self.proposal(book).candidate,
                round=panel.round,
                tally=tally_of(panel),
                counted=counted,
            ),
        )


def countable(panel: Panel) -> tuple[Ballot, ...]:
    """The votes that count: what was made unreadable says nothing any more."""
    return tuple(ballot for ballot in panel.ballots if not isinstance(ballot.choice, Erased))


def tally_of(panel: Panel) -> Tally:
    votes = Counter(ballot.choice for ballot in countable(panel))
    return Tally(votes[Choice.IN_FAVOUR], votes[Choice.AGAINST], votes[Choice.ABSTAINED])
