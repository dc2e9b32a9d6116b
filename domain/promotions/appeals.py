"""Appeals: somebody says in time what was wrong with a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Annotated, ClassVar

from domain.frameworks.framework import published
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision, entry_about
from domain.kernel.commands import Said
from domain.kernel.dates import working_days_after
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.refusals import Refusal
from domain.people.named import Known
from domain.promotions.promotion_case import Appeal, AppealGround, PromotionCase, Proposal, ProposedCaseCommand


@dataclass(frozen=True)
class AppealLodged(Event[PromotionCase]):
    """Somebody said what was wrong with a decision."""

    act: ClassVar[bool] = True

    candidate: PersonId
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
        return case.after(self, self.lodged_by, appeal=Appeal(self.ground, self.effective_on, self.due_on))


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
        if case.decided_on is None:
            raise NothingToAppeal(f"“{self.case}” is not decided: raise it with the panel, or wait for the decision")
        if case.appeal is not None:
            raise AlreadyAppealed(f"“{self.case}” was appealed on {case.appeal.lodged_on}: a decision is, once")
        if self.lodged_by not in (proposal.candidate, proposal.proposed_by):
            raise NotTheirsToAppeal(f"lodged_by “{self.lodged_by}” is neither the candidate nor the proposer")
        self.facts_must_support_it(case, proposal, book)
        procedure = published(proposal.framework, proposal.edition, book).procedure
        last = working_days_after(case.decided_on, procedure.appeal_working_days)
        if self.effective_on > last:
            raise AppealTooLate(
                f"effective_on {self.effective_on}: it was decided on {case.decided_on},"
                f" and {procedure.appeal_working_days} working days to appeal ended on {last}"
            )
        due_on = self.effective_on + timedelta(days=procedure.appeal_answer_days)
        return (self.becomes(AppealLodged, candidate=proposal.candidate, due_on=due_on),)

    def facts_must_support_it(self, case: PromotionCase, proposal: Proposal, book: Book) -> None:
        """What is pointed to is about the candidate; what is called new was not on the file."""
        known = {filed.evidence for filed in case.evidence}
        for at in self.facts:
            if entry_about(proposal.candidate, at, self.effective_on, book) is None:
                raise NoSuchFact(f"facts “{at}” is no entry about “{proposal.candidate}”: point to one that is")
        if self.ground is AppealGround.NEW_EVIDENCE and not {*self.facts} - known:
            raise NothingNew(f"facts is {[str(at) for at in self.facts]}: point to an entry that was not on the file")


class NothingToAppeal(Refusal):
    """A decision is appealed once there is one."""

    instead = "Raise it with the panel, or wait for the decision."
    field = "case"


class AlreadyAppealed(Refusal):
    """A decision is appealed once."""

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
