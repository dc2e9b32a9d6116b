"""Deciding a promotion: somebody with a name decides, gives their reasons, and stores what the rules found."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Annotated, ClassVar

from domain.facts import About, Book, Decision, Erased, Event, Reference, Refusal
from domain.findings import Finding
from domain.framework import FrameworkId
from domain.grounds import published
from domain.judges import FIRST, JUDGES, PRESENT
from domain.overrides import Override, SetAside, overridden
from domain.person import Person, PersonId
from domain.promotion_case import CaseCommand, Direction, PromotionCase, Proposal
from domain.role import RoleId


@dataclass(frozen=True)
class PromotionDecision(Event[PromotionCase]):
    """What every decision stores, so that it can be replayed: who, why, what the rules found, and as of when."""

    act: ClassVar[bool] = True

    candidate: PersonId
    role: RoleId | None
    direction: Direction
    to_level: str
    framework: FrameworkId
    edition: int
    basis: int
    """The position up to which the ledger was known."""
    findings: tuple[Finding, ...]
    decided_by: PersonId
    rationale: Annotated[str | Erased, About("candidate")]
    recommendation: Reference | None = field(default=None, kw_only=True)
    """What the panel recommended; None where the edition asks for no panel. It binds nobody."""
    judged_by: str = field(default=FIRST, kw_only=True)
    """The name of the code that judged, which stays callable under it: see judges.py."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(subject for subject in (self.candidate, self.role, self.decided_by) if subject))


@dataclass(frozen=True)
class PromotionApproved(PromotionDecision):
    """The step was granted. An appointment follows on the role's page."""

    overrides: tuple[Override, ...]
    override_reasons: Annotated[tuple[str, ...] | Erased, About("candidate")]
    """One for each override, in their order."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*super().concerns(), *(override.authorised_by for override in self.overrides))))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        authorities = (override.authorised_by for override in self.overrides)
        return case.after(self, self.decided_by, *authorities, decided_on=self.effective_on)


@dataclass(frozen=True)
class PromotionDeclined(PromotionDecision):
    """The step was not granted. What was missing is in the findings and the rationale."""

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        return case.after(self, self.decided_by, decided_on=self.effective_on, declined=True)


@dataclass(frozen=True)
class PromotionDeferred(PromotionDecision):
    """Not yet: the file is open again, and a day is set to look at it anew. The panel will vote anew, too."""

    revisit_on: date

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        panel = case.panel.to_vote_again() if case.panel else None
        return case.after(self, self.decided_by, file_open=True, panel=panel)


@dataclass(frozen=True)
class DecidePromotion(CaseCommand):
    """What every decision needs: a closed file, procedure kept, somebody with a name who stands apart, and reasons."""

    decided_by: PersonId
    rationale: str

    def weigh(self, case: PromotionCase, book: Book) -> tuple[Finding, ...]:
        """What the rules find in the file as it stands today, corrections included."""
        proposal = self.proposal(case)
        self.file_must_be_closed(case)
        if not self.rationale.strip():
            raise RationaleMissing(f"rationale is “{self.rationale}”: say what the decision rests on")
        must_be_theirs_to_decide(self.decided_by, proposal, self.effective_on, book)
        judge = JUDGES[PRESENT]
        judge.objects(self.case, case, proposal, self.decided_by, book)
        edition = published(proposal.framework, proposal.edition, book)
        return judge.finds(edition, case, proposal, self.effective_on, book)

    def decided(
        self, kind: Callable[..., PromotionDecision], case: PromotionCase, book: Book, findings: tuple[Finding, ...]
    ) -> Callable[..., PromotionDecision]:
        """The decision but for what is its kind's own."""
        proposal = self.proposal(case)
        return partial(
            kind,
            proposal.candidate,
            proposal.role,
            proposal.direction,
            proposal.to_level,
            proposal.framework,
            proposal.edition,
            book.basis,
            findings,
            self.decided_by,
            self.rationale,
            recommendation=case.recommendation,
            judged_by=PRESENT,
            effective_on=self.effective_on,
        )


@dataclass(frozen=True)
class ApprovePromotion(DecidePromotion):
    """Grant the step. What stands in the way is overridden criterion by criterion, or it is not granted."""

    set_aside: tuple[SetAside, ...] = ()

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        findings = self.weigh(case, book)
        overrides = overridden(self.set_aside, findings, self.proposal(case), self.effective_on, book)
        reasons = tuple(one.reason for one in self.set_aside)
        return (self.decided(PromotionApproved, case, book, findings)(overrides=overrides, override_reasons=reasons),)


@dataclass(frozen=True)
class DeclinePromotion(DecidePromotion):
    """Do not grant the step. That may be right also where every criterion is met: findings never decide alone."""

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        return (self.decided(PromotionDeclined, case, book, self.weigh(case, book))(),)


@dataclass(frozen=True)
class DeferPromotion(DecidePromotion):
    """Decide later, on a fuller file."""

    revisit_on: date

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        if self.revisit_on <= self.effective_on:
            raise RevisitTooEarly(f"revisit_on {self.revisit_on} is not after {self.effective_on}: give a later day")
        return (self.decided(PromotionDeferred, case, book, self.weigh(case, book))(revisit_on=self.revisit_on),)


def must_be_theirs_to_decide(decided_by: PersonId, proposal: Proposal, on: date, book: Book) -> None:
    """Refuses whoever decides on what is their own, or is not there to answer for it."""
    if decided_by in (proposal.candidate, proposal.proposed_by):
        raise DecidesTheirOwn(f"decided_by “{decided_by}” is the candidate or the proposer: name another")
    if not book.recall(Person(), decided_by).is_here_on(on):
        raise DeciderNotHere(f"decided_by “{decided_by}” is not with the organisation on {on}: name who decided")


class RationaleMissing(Refusal):
    """A decision gives its reasons."""

    field = "rationale"


class DecidesTheirOwn(Refusal):
    """Nobody decides on what they proposed, or about themselves."""

    field = "decided_by"


class DeciderNotHere(Refusal):
    """A decision is made by somebody who answers for it."""

    field = "decided_by"


class RevisitTooEarly(Refusal):
    """What is deferred is looked at again later."""

    field = "revisit_on"
