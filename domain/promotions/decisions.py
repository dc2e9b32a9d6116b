"""Deciding a promotion: somebody with a name decides, gives their reasons, and stores what the rules found."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Annotated, Any, ClassVar, TypeVar

from domain.frameworks.framework import published
from domain.frameworks.procedure import Procedure
from domain.judging.findings import Finding
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.commands import Said, precondition
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.history import counts_from
from domain.kernel.ids import FrameworkId, PersonId, RoleId
from domain.kernel.later import LATER
from domain.kernel.refusals import ReasonMissing, Refusal
from domain.people.named import Here
from domain.promotions.acts import nobody_may_have_had_a_stake
from domain.promotions.independence import Independent
from domain.promotions.judging.judges import FIRST, JUDGES, PRESENT, as_remembered_by
from domain.promotions.overrides import Override, SetAside, overridden
from domain.promotions.promotion_case import (
    REPEATED,
    AwaitedReview,
    Direction,
    OpenCaseCommand,
    PromotionCase,
    file_must_be_closed,
)


@dataclass(frozen=True)
class PromotionDecision(Event[PromotionCase], abstract=True):
    """What every decision stores, so that it can be replayed: who, why, what the rules found, and as of when."""

    act: ClassVar[bool] = True

    candidate: PersonId
    """Who is to take the step."""
    role: RoleId | None
    direction: Direction
    """Which way the step goes."""
    to_level: str
    """The level on which they would stand."""
    framework: FrameworkId
    edition: int
    """Number of the edition that it was made under."""
    basis: int
    """The position up to which the ledger was known."""
    findings: Annotated[tuple[Finding, ...] | Erased, About("candidate")]
    """What the rules found, criterion by criterion."""
    decided_by: PersonId
    """Who decides."""
    rationale: Annotated[str | Erased, About("candidate")]
    """What the decision rests on, in words."""
    recommendation: Reference | None = field(default=None, kw_only=True)
    """What the panel recommended; None where the edition asks for no panel. It binds nobody."""
    judged_by: str = field(default=FIRST, kw_only=True)
    """The name of the code that judged, which stays callable under it: see judges.py."""
    decided_with: PersonId | None = field(default=None, kw_only=True, metadata=LATER)
    """Who decides together with them, from a seat; None where they decide alone."""

    @property
    def found(self) -> tuple[Finding, ...]:
        """What the rules found; nothing where that has been erased."""
        return () if isinstance(self.findings, Erased) else self.findings

    @property
    def deciders(self) -> tuple[PersonId, ...]:
        """Who decides, and who decides with them."""
        return (self.decided_by, self.decided_with) if self.decided_with else (self.decided_by,)

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(subject for subject in (self.candidate, self.role, *self.deciders) if subject))


D = TypeVar("D", bound=PromotionDecision)


@dataclass(frozen=True)
class PromotionApproved(PromotionDecision):
    """The step was granted. An appointment follows on the role's stream."""

    overrides: tuple[Override, ...]
    """The criteria that were set aside, and by whom."""
    override_reasons: Annotated[tuple[str, ...] | Erased, About("candidate")]
    """One for each override, in their order."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*super().concerns(), *(override.authorised_by for override in self.overrides))))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        authorities = (override.authorised_by for override in self.overrides)
        reviews = tuple(
            AwaitedReview(at, override.criterion, override.authorised_by, day)
            for override in self.overrides
            for day in override.reviews_on
        )
        known = case.after(self, *self.deciders, *authorities, decided_on=self.effective_on, decision=at)
        return replace(known, reviews=(*case.reviews, *reviews))


@dataclass(frozen=True)
class PromotionDeclined(PromotionDecision):
    """The step was not granted. What was missing is in the findings and the rationale."""

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        return case.after(self, *self.deciders, decided_on=self.effective_on, declined=True, decision=at)


@dataclass(frozen=True)
class PromotionDeferred(PromotionDecision):
    """Not yet: the file is open again, and a day is set to look at it anew. The panel will vote anew, too."""

    revisit_on: date
    """The day to look at it anew."""

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        panel = case.panel.to_vote_again() if case.panel else None
        known = case.after(self, *self.deciders, file_open=True, file_closing=None, panel=panel, decision=at)
        known = replace(known, deferred_by=case.deferred_by | {*self.deciders})
        return replace(known, deferrals=case.deferrals + 1, heard=False, waits_since=self.revisit_on)


@dataclass(frozen=True)
class DecidePromotion(OpenCaseCommand, abstract=True):
    """What every decision needs: a closed file, procedure kept, somebody with a name who stands apart, and reasons."""

    decided_by: Annotated[PersonId, Here(), Independent(decides=True), Acts()]
    rationale: Annotated[str, Said("say what the decision rests on", ReasonMissing)]
    decided_with: Annotated[PersonId, Here(), Independent(), Acts()] | None = field(
        default=None, kw_only=True, metadata=LATER
    )

    @precondition
    def file_must_be_closed(self, book: Book) -> None:
        """Nobody decides on a file that may still change."""
        file_must_be_closed(self.case, self.known(book))

    @precondition
    def must_be_in_time(self, book: Book) -> None:
        """Refuses a decision after the time that the edition sets: a case that waits too long lapses."""
        last = self.known(book).decide_by(self.proposal(book).proposed_on, self.procedure(book))
        if last is not None and (day := counts_from(self.effective_on, book)) > last:
            written = f", which is written on {day}" if day > self.effective_on else ""
            raise DecidedTooLate(
                f"effective_on {self.effective_on}{written}: the case lapsed after {last}: propose it anew"
            )

    @precondition
    def no_appeal_may_wait(self, book: Book) -> None:
        """Refuses a decision while an appeal, against a deferral as it is, waits for its answer."""
        appeal = self.known(book).appeal
        if appeal is not None and not appeal.dismissed:
            raise AppealWaits(f"“{self.case}” was appealed on {appeal.lodged_on}: have the appeal answered first")

    @precondition
    def acts_must_stand(self, book: Book) -> None:
        """Refuses what rests on acts of people of whom it is known by now that they did not stand apart."""
        seen = as_remembered_by(PRESENT, book)
        if not isinstance(self, DeferPromotion):
            JUDGES[PRESENT].looks_back(self.case, self.known(seen), self.proposal(seen), seen)
            nobody_may_have_had_a_stake(self.case, self.known(seen), self.proposal(seen), seen)

    def candidate_must_be_heard(self, case: PromotionCase, book: Book) -> None:
        """Refuses what goes against somebody who was not heard since the last decision, where the edition asks."""
        if self.procedure(book).hearing_required and not case.heard:
            raise CandidateNotHeard(f"“{self.case}”: its candidate has not been heard: hear them first")

    def procedure(self, book: Book) -> Procedure:
        """How the edition has it."""
        proposal = self.proposal(book)
        return published(proposal.framework, proposal.edition, book).procedure

    @precondition
    def must_be_theirs_to_decide(self, book: Book) -> None:
        """Refuses whoever has a stake in it, or does not stand high enough."""
        seen = as_remembered_by(PRESENT, book)
        judge, case, proposal = JUDGES[PRESENT], self.known(seen), self.proposal(seen)
        judge.may_decide(self.case, case, proposal, self.decided_by, self.effective_on, seen)
        judge.decide_together(self.case, case, proposal, self.decided_by, self.decided_with, self.effective_on, seen)

    @precondition
    def procedure_must_be_kept(self, book: Book) -> None:
        """Refuses a decision that the procedure of the edition stands against."""
        seen = as_remembered_by(PRESENT, book)
        JUDGES[PRESENT].objects(self.case, self.known(seen), self.proposal(seen), self.decided_by, seen)

    def decided(self, kind: type[D], book: Book, findings: tuple[Finding, ...], **others: Any) -> D:
        """The decision: what it repeats of the proposal, what the rules found, and as of when."""
        proposal = self.proposal(book)
        return self.becomes(
            kind,
            **{name: getattr(proposal, name) for name in REPEATED},
            basis=book.basis,
            findings=findings,
            recommendation=self.known(book).recommendation,
            judged_by=PRESENT,
            **others,
        )

    def findings(self, book: Book) -> tuple[Finding, ...]:
        """What the rules find in the file as it stands today, corrections included."""
        seen = as_remembered_by(PRESENT, book)
        proposal = self.proposal(seen)
        edition = published(proposal.framework, proposal.edition, seen)
        return JUDGES[PRESENT].finds(edition, self.known(seen), proposal, self.effective_on, seen)


@dataclass(frozen=True)
class ApprovePromotion(DecidePromotion):
    """Grant the step. What stands in the way is overridden criterion by criterion, or it is not granted."""

    records = (PromotionApproved,)

    set_aside: tuple[SetAside, ...] = ()
    """Criteria that are set aside, each by somebody with the authority to do so."""

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        self.authorities_must_stand_apart(case, book)
        findings = self.findings(book)
        deciders = {self.decided_by, self.decided_with}
        overrides = overridden(self.set_aside, findings, deciders, self.effective_on)
        reasons = tuple(one.reason for one in self.set_aside)
        return (self.decided(PromotionApproved, book, findings, overrides=overrides, override_reasons=reasons),)

    def authorities_must_stand_apart(self, case: PromotionCase, book: Book) -> None:
        """Refuses authorities with a stake, below the level that the edition asks for, or who voted."""
        seen = as_remembered_by(PRESENT, book)
        proposal, may_override = self.proposal(seen), JUDGES[PRESENT].may_override
        for one in self.set_aside:
            may_override(self.case, case, proposal, one.authorised_by, self.effective_on, seen)


@dataclass(frozen=True)
class DeclinePromotion(DecidePromotion):
    """Do not grant the step. That may be right also where every criterion is met: findings never decide alone."""

    records = (PromotionDeclined,)

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        self.candidate_must_be_heard(case, book)
        return (self.decided(PromotionDeclined, book, self.findings(book)),)


@dataclass(frozen=True)
class DeferPromotion(DecidePromotion):
    """Decide later, on a fuller file."""

    records = (PromotionDeferred,)

    revisit_on: date

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        if self.revisit_on <= self.effective_on:
            raise RevisitTooEarly(f"revisit_on {self.revisit_on} is not after {self.effective_on}: give a later day")
        if case.deferrals:
            self.candidate_must_be_heard(case, book)
        procedure = self.procedure(book)
        most, within = procedure.deferrals_at_most, procedure.decide_within_days
        if most is not None and case.deferrals >= most:
            raise DeferredTooOften(f"“{self.case}” was deferred {case.deferrals} times of {most}: approve or decline")
        if within is not None and self.revisit_on > self.effective_on + timedelta(days=within):
            raise RevisitTooLate(f"revisit_on {self.revisit_on}: give a day within {within} days of the deferral")
        return (self.decided(PromotionDeferred, book, self.findings(book)),)


class CandidateNotHeard(Refusal):
    """Where the edition says so, nobody is declined or put off again unheard."""

    instead = "Hear the candidate first."
    field = "case"


class AppealWaits(Refusal):
    """While an appeal waits for its answer, nothing is decided anew."""

    instead = "Have the appeal answered first."
    field = "case"


class DecidedTooLate(Refusal):
    """Nobody waits for a decision without end: after the time that the edition sets, a case lapses."""

    instead = "Propose the promotion anew."
    field = "effective_on"


class DeferredTooOften(Refusal):
    """A decision is deferred as often as the edition allows, and then made."""

    instead = "Approve or decline."
    field = "case"


class RevisitTooLate(Refusal):
    """What is deferred is looked at again within the time that the edition sets for deciding."""

    instead = "Give an earlier day."
    field = "revisit_on"


class RevisitTooEarly(Refusal):
    """What is deferred is looked at again later."""

    instead = "Give a day after the decision."
    field = "revisit_on"
