"""Appeals: somebody says in time what was wrong with a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, ClassVar

from domain.frameworks.edition import Edition
from domain.frameworks.framework import published
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision, entry_about
from domain.kernel.commands import Said
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.kernel.words import listed
from domain.people.named import Known
from domain.promotions.conflicts import is_rival, standing_towards
from domain.promotions.informing import days_later
from domain.promotions.notices import may_be_appealed_by, told_of_decision
from domain.promotions.promotion_case import Appeal, AppealGround, PromotionCase, Proposal, ProposedCaseCommand


@dataclass(frozen=True)
class AppealLodged(Event[PromotionCase]):
    """Somebody said what was wrong with a decision."""

    act: ClassVar[bool] = True

    candidate: PersonId
    """Who is to take the step."""
    ground: AppealGround
    """What was wrong with the decision."""
    lodged_by: PersonId
    """Who appeals: the candidate, or who proposed them."""
    due_on: date
    """The last day for an answer."""
    words: Annotated[str | Erased, About("candidate")]
    """What was wrong, in words."""
    facts: tuple[Reference, ...] = ()
    """References of the entries that it points to."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.candidate, self.lodged_by)))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        return case.after(
            self,
            self.lodged_by,
            appellants=case.appellants | {(case.decision, self.lodged_by)},
            appeal=Appeal(self.ground, self.effective_on, self.due_on, of=case.decision, lodged_by=self.lodged_by),
        )


@dataclass(frozen=True)
class LodgeAppeal(ProposedCaseCommand):
    """Say what was wrong with a decision, in time; the candidate may, and so may who proposed them."""

    records = (AppealLodged,)

    ground: AppealGround
    lodged_by: Annotated[PersonId, Known(), Acts()]
    words: Annotated[str, Said("say what was wrong")]
    facts: tuple[Reference, ...] = ()

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        proposal = self.proposal(book)
        if not case.appealable or case.decision is None:
            raise NothingToAppeal(f"“{self.case}” is not decided: raise it with the panel, or wait for the decision")
        if case.appeal is not None and not may_be_appealed_by(self.lodged_by, case):
            raise AlreadyAppealed(
                f"“{self.case}” was appealed on {case.appeal.lodged_on}: wait for the answer, or abide by it;"
                " everybody whose it is to appeal does so once"
            )
        self.must_be_theirs_to_appeal(case, proposal, book)
        self.facts_must_support_it(case, proposal, book)
        edition = published(proposal.framework, proposal.edition, book)
        self.must_be_in_time(case.decision, proposal.candidate, edition, book)
        due_on = self.answer_due_on(proposal.candidate, edition, book)
        return (self.becomes(AppealLodged, candidate=proposal.candidate, due_on=due_on),)

    def must_be_theirs_to_appeal(self, case: PromotionCase, proposal: Proposal, book: Book) -> None:
        """The candidate's and the proposer's; procedure may be appealed by whoever was a rival on the day, too."""
        if self.lodged_by in (proposal.candidate, proposal.proposed_by):
            return
        standing = standing_towards(self.case, case, proposal, case.decided_on or self.effective_on, book)
        if self.ground is not AppealGround.PROCEDURE or not is_rival(standing, self.lodged_by):
            raise NotTheirsToAppeal(
                f"lodged_by “{self.lodged_by}” is neither the candidate nor the proposer, nor a rival over procedure"
            )

    def must_be_in_time(self, decision: Reference, candidate: PersonId, edition: Edition, book: Book) -> None:
        """Time runs from when it is on record that the candidate was told of the decision; until then it does not."""
        noted = book.noted(decision)
        told_on = told_of_decision(noted.event, decision, self.effective_on, book) if noted else None
        working_days = edition.procedure.appeal_working_days
        if told_on is None or self.effective_on <= (
            last := days_later(candidate, told_on, working_days, edition, book)
        ):
            return
        raise AppealTooLate(
            f"effective_on {self.effective_on}: the candidate was told on {told_on},"
            f" and {working_days} working days to appeal ended on {last}"
        )

    def answer_due_on(self, candidate: PersonId, edition: Edition, book: Book) -> date:
        """The last day for an answer."""
        working_days = edition.procedure.appeal_answer_working_days
        if working_days is None:
            return self.effective_on + timedelta(days=edition.procedure.appeal_answer_days)
        return days_later(candidate, self.effective_on, working_days, edition, book)

    def facts_must_support_it(self, case: PromotionCase, proposal: Proposal, book: Book) -> None:
        """What is pointed to is about the candidate; what is called new was not on the file."""
        known = {filed.evidence for filed in case.evidence}
        for at in self.facts:
            if entry_about(proposal.candidate, at, self.effective_on, book) is None:
                raise NoSuchFact(f"facts “{at}” is no entry about “{proposal.candidate}”: point to one that is")
        if self.ground is AppealGround.NEW_EVIDENCE and not {*self.facts} - known:
            raise NothingNew(f"facts is {listed(self.facts)}: point to an entry that was not on the file")


@dataclass(frozen=True)
class AppealWithdrawn(Event[PromotionCase]):
    """Whoever had appealed let it be. That is no mark against them."""

    act: ClassVar[bool] = True

    candidate: PersonId
    """Who is to take the step."""
    withdrawn_by: PersonId
    """Who had appealed."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.candidate, self.withdrawn_by)))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        theirs = (case.decision, self.withdrawn_by)
        return case.after(self, appeal=None, appellants=case.appellants - {theirs})


@dataclass(frozen=True)
class WithdrawAppeal(ProposedCaseCommand):
    """Take back an appeal that waits for an answer; whoever lodged it may."""

    records = (AppealWithdrawn,)

    withdrawn_by: Annotated[PersonId, Known(), Acts()]

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        if case.appeal is None or case.appeal.dismissed:
            raise NoAppeal(f"“{self.case}” has no appeal that waits for an answer")
        if self.withdrawn_by != case.appeal.lodged_by:
            raise NotTheirAppeal(f"withdrawn_by “{self.withdrawn_by}” did not appeal: leave it to who did")
        return (self.becomes(AppealWithdrawn, candidate=self.proposal(book).candidate),)


class NoAppeal(Refusal):
    """There is an appeal before there is an answer, and one answer."""

    instead = "Name a case with an appeal that waits for an answer."
    field = "case"


class NotTheirAppeal(Refusal):
    """An appeal is withdrawn by whoever lodged it."""

    instead = "Leave it to whoever appealed."
    field = "withdrawn_by"


class NothingToAppeal(Refusal):
    """A decision is appealed once there is one."""

    instead = "Raise it with the panel, or wait for the decision."
    field = "case"


class AlreadyAppealed(Refusal):
    """Whose it is to appeal a decision does so once, whatever came of the appeals of others."""

    instead = "Wait for the answer to the appeal, or abide by it."
    field = "case"


class NotTheirsToAppeal(Refusal):
    """An appeal is lodged by whom the decision is about, or by who proposed them."""

    instead = "Leave the appeal to the candidate, or to whoever proposed them."
    field = "lodged_by"


class AppealTooLate(Refusal):
    """An appeal is lodged in time, for others need to rely on a decision."""

    instead = "Give the day on which it was lodged, if that was in time; else propose the promotion anew."
    field = "effective_on"


class NoSuchFact(Refusal):
    """An appeal points to entries about the candidate."""

    instead = "Point to entries about the candidate that stand by that day."
    field = "facts"


class NothingNew(Refusal):
    """New evidence was not on the file."""

    instead = "Point to an entry that was not on the file, or appeal on another ground."
    field = "facts"
