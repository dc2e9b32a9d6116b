"""Answers to appeals: people who took no part dismiss one, or send the case to a new panel."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Annotated, ClassVar, Final

from domain.frameworks.framework import published
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision
from domain.kernel.commands import Said
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.history import counts_from
from domain.kernel.ids import PersonId
from domain.kernel.refusals import ReasonMissing, Refusal
from domain.people.named import Here
from domain.promotions.appeals import NoAppeal
from domain.promotions.deciding_together import seat_must_answer
from domain.promotions.independence import Independent
from domain.promotions.promotion_case import AppealGround, PromotionCase, ProposedCaseCommand


class AppealOutcome(StrEnum):
    """What came of an appeal."""

    DISMISSED = "dismissed"
    REMITTED = "remitted"
    """To a new panel, and a new decision."""


REOPENS_THE_FILE: Final = frozenset({AppealGround.ERROR_OF_FACT, AppealGround.NEW_EVIDENCE})
"""The grounds on which the file itself was at fault; on others the same file goes to other people."""


@dataclass(frozen=True)
class AppealDecided(Event[PromotionCase]):
    """People who had taken no part looked at an appeal. A remitted case goes on, with a new panel."""

    act: ClassVar[bool] = True

    candidate: PersonId
    """Who is to take the step."""
    outcome: AppealOutcome
    """Whether it is dismissed, or remitted to a new panel."""
    decided_by: tuple[PersonId, ...]
    """Who decides on the appeal: people who took no part in the case."""
    rationale: Annotated[str | Erased, About("candidate")]
    """What is answered to the appeal, in words."""

    def concerns(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys((self.candidate, *self.decided_by)))

    def evolve(self, case: PromotionCase, at: Reference) -> PromotionCase:
        known = case.after(self, *self.decided_by)
        if self.outcome is AppealOutcome.DISMISSED:
            return replace(known, appeal=replace(case.appeal, dismissed=True) if case.appeal else None)
        reopened = case.appeal is not None and case.appeal.ground in REOPENS_THE_FILE
        return replace(
            known,
            appeal=None,
            panel=None,
            decided_on=None,
            declined=False,
            file_open=case.file_open or reopened,
            barred=known.took_part,
            waits_since=self.effective_on,
            deferrals=0,
            heard=False,
            acts=(),
            file_closing=None if reopened else case.file_closing,
        )


@dataclass(frozen=True)
class DecideAppeal(ProposedCaseCommand):
    """Dismiss an appeal, or send the case to a new panel."""

    records = (AppealDecided,)

    outcome: AppealOutcome
    decided_by: tuple[Annotated[PersonId, Here(), Independent(), Acts()], ...]
    rationale: Annotated[str, Said("answer what the appeal says", ReasonMissing)]

    def decide(self, case: PromotionCase, book: Book) -> Decision:
        proposal = self.proposal(book)
        edition = published(proposal.framework, proposal.edition, book)
        if case.appeal is None or case.appeal.dismissed:
            raise NoAppeal(f"“{self.case}” has no appeal that waits for an answer")
        self.others_must_decide(case, edition.procedure.appeal_deciders)
        seat_must_answer(proposal, self.decided_by, self.effective_on, book)
        if self.outcome is AppealOutcome.DISMISSED and counts_from(self.effective_on, book) > case.appeal.due_on:
            raise AppealOverdue(
                f"outcome “{self.outcome}”: an answer was due by {case.appeal.due_on}:"
                " whoever appealed does not pay for the delay; remit it"
            )
        return (self.becomes(AppealDecided, candidate=proposal.candidate),)

    def others_must_decide(self, case: PromotionCase, asked: int) -> None:
        """People who took no part."""
        if not self.decided_by:
            raise NobodyDecides("decided_by is empty: name who decided on the appeal")
        deciders = len({*self.decided_by})
        if deciders < asked:
            raise TooFewDecide(f"decided_by names {deciders}: the edition asks for {asked} or more")
        for person in self.decided_by:
            if case.panel is not None and person in case.panel.members:
                raise VoterDecidesAppeal(f"decided_by “{person}” sat on the panel: name people who took no part")
            if person in case.took_part:
                raise TookPart(f"decided_by “{person}” took part in the case: name people who did not")


class TooFewDecide(Refusal):
    """An appeal is decided by as many as the edition asks for."""

    instead = "Name further people who took no part."
    field = "decided_by"


class NobodyDecides(Refusal):
    """An appeal is decided by people with names."""

    instead = "Name who decided on the appeal."
    field = "decided_by"


class VoterDecidesAppeal(Refusal):
    """Nobody hears an appeal against their own vote."""

    instead = "Name people who did not sit on the panel."
    field = "decided_by"


class TookPart(Refusal):
    """Appeals are decided by people who took no part."""

    instead = "Name people who took no part in the case."
    field = "decided_by"


class AppealOverdue(Refusal):
    """An appeal that was not answered in time cannot be dismissed any more."""

    instead = "Send the case to a new panel."
    field = "outcome"
