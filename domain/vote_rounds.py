"""Rounds of voting: one opens on a closed file, and is counted when it closes. A further one has a reason."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import Annotated, ClassVar

from domain.conflicts import declared_must_be_decided
from domain.due_process import VoteStillOpen
from domain.facts import About, Book, Decision, Erased, Event, Reference, Refusal
from domain.panel_command import PanelCommand
from domain.person import PersonId
from domain.promotion_case import PromotionCase
from domain.promotion_panel import Ballot, Choice, Panel, Tally


@dataclass(frozen=True)
class VoteOpened(Event[PromotionCase]):
    """A round of voting began."""

    act: ClassVar[bool] = True

    candidate: PersonId
    round: int
    opened_by: PersonId
    why_again: Annotated[str | Erased | None, About("candidate")] = None
    """Why there is a further round; None for the first."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.candidate, self.opened_by)))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        panel = replace(case.panel.to_vote_again(), round=self.round, vote_open=True) if case.panel else None
        return case.after(self, self.opened_by, panel=panel)


@dataclass(frozen=True)
class VoteClosed(Event[PromotionCase]):
    """A round of voting ended and was counted."""

    act: ClassVar[bool] = True

    candidate: PersonId
    round: int
    tally: Tally
    counted: tuple[PersonId, ...]
    """Whose votes these are."""
    closed_by: PersonId

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.candidate, *self.counted, self.closed_by)))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        return case.with_panel(
            self,
            self.closed_by,
            vote_open=False,
            tally=self.tally,
            counted=self.counted,
            closed_on=self.effective_on,
        )


@dataclass(frozen=True)
class OpenVote(PanelCommand):
    """Begin a round of voting, on a closed file, among members who are enough and may vote."""

    opened_by: PersonId
    why_again: str | None = None

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        panel = self.panel(case)
        self.file_must_be_closed(case)
        self.must_act_for_it(self.opened_by, case, book)
        if panel.vote_open:
            raise VoteStillOpen(f"round {panel.round} of “{self.case}” is still open: close it first")
        if panel.recommendation is not None:
            raise HasRecommended(f"“{self.case}” has its recommendation “{panel.recommendation}”: it stands")
        if panel.round and not (self.why_again or "").strip():
            raise WhyAgainMissing(f"why_again is “{self.why_again}”: round {panel.round} was held; say why another is")
        present = self.present(case, book)
        self.standing(case, book).must_be_free(*present)
        declared_must_be_decided(panel, *present)
        self.quorum_must_be_met(panel, present, "members who may vote")
        why_again = self.why_again if panel.round else None
        return (
            VoteOpened(
                self.proposal(case).candidate,
                panel.round + 1,
                self.opened_by,
                why_again,
                effective_on=self.effective_on,
            ),
        )


@dataclass(frozen=True)
class CloseVote(PanelCommand):
    """End a round of voting and count it. Whoever turned out to have a conflict is recused first."""

    closed_by: PersonId

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        panel = self.panel(case)
        self.vote_must_be_open(panel)
        self.must_act_for_it(self.closed_by, case, book)
        counted = tuple(ballot.voter for ballot in countable(panel))
        self.standing(case, book).must_be_free(*counted)
        declared_must_be_decided(panel, *counted)
        self.quorum_must_be_met(panel, counted, "votes")
        return (
            VoteClosed(
                self.proposal(case).candidate,
                panel.round,
                tally_of(panel),
                counted,
                self.closed_by,
                effective_on=self.effective_on,
            ),
        )


def countable(panel: Panel) -> tuple[Ballot, ...]:
    """The votes that count: what was made unreadable says nothing any more."""
    return tuple(ballot for ballot in panel.ballots if not isinstance(ballot.choice, Erased))


def tally_of(panel: Panel) -> Tally:
    votes = Counter(ballot.choice for ballot in countable(panel))
    return Tally(votes[Choice.IN_FAVOUR], votes[Choice.AGAINST], votes[Choice.ABSTAINED])


class HasRecommended(Refusal):
    """Nobody votes until it comes out right."""

    field = "case"


class WhyAgainMissing(Refusal):
    """A further round has a reason."""

    field = "why_again"
