"""Promotion cases in a line each: whom they are about, how far they have come, since when, and who decided."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import islice
from typing import Any, Final

from api.access.disclosed import Disclosed, remembered
from api.cli.called import Called, named
from audit.replay import KINDS, NOT_TO_BE_READ
from domain.kernel.ids import CaseId
from domain.promotions.decisions import PromotionApproved, PromotionDeclined
from domain.promotions.promotion_case import PromotionCase, Proposal
from domain.promotions.proposals import PromotionProposed
from ledger.storage.unread import must_read

AT_ONCE: Final = 200
"""Cases whose streams are read together."""


class CaseState(StrEnum):
    """How far a case has come."""

    FILE_OPEN = "file-open"
    FILE_CLOSED = "file-closed"
    VOTING = "voting"
    RECOMMENDED = "recommended"
    DEFERRED = "deferred"
    APPROVED = "approved"
    DECLINED = "declined"
    APPEALED = "appealed"
    WITHDRAWN = "withdrawn"


DECIDED: Final = {PromotionApproved.__name__: CaseState.APPROVED, PromotionDeclined.__name__: CaseState.DECLINED}


@dataclass(frozen=True)
class ListedCase:
    """One case, as it stands today, as far as it may be told."""

    case: CaseId
    state: CaseState
    proposal: Proposal
    candidate_name: str | None
    role_title: str | None
    days: int
    """From the proposal to the decision or the withdrawal; to today where there is none."""
    decided_by: str | None
    decider_name: str | None
    decided_on: date | None
    grounds: str
    """Why it was proposed, in words; empty where that was erased."""

    @property
    def step(self) -> str:
        """Where to."""
        role = self.proposal.role
        return named(role, self.role_title) if role else f"level {self.proposal.to_level}"

    @property
    def line(self) -> str:
        """For people to read."""
        candidate = named(self.proposal.candidate, self.candidate_name)
        by = f"  decided by {named(self.decided_by, self.decider_name)}" if self.decided_by else ""
        return f"{self.case}  {self.state:<11}  {self.days:>4} days  {candidate}  {self.step}{by}"

    def is_about(self, person: str) -> bool:
        """Whether somebody, by id or by a part of their name, is the candidate, proposed it or decided it."""
        ids = (self.proposal.candidate, self.proposal.proposed_by, self.decided_by)
        return person in ids or any(holds(name, person) for name in (self.candidate_name, self.decider_name))

    def mentions(self, text: str) -> bool:
        """Whether a text stands in anything that is told of it here, or in the grounds of the proposal."""
        return any(holds(said, text) for said in (self.line, self.grounds, self.proposal.to_level))

    def in_json(self) -> dict[str, Any]:
        """The same for programs."""
        proposal = self.proposal
        return {
            "case": self.case,
            "state": self.state,
            "candidate": {"id": proposal.candidate, "name": self.candidate_name},
            "role": proposal.role and {"id": proposal.role, "title": self.role_title},
            "to_level": proposal.to_level,
            "direction": proposal.direction,
            "proposed_by": proposal.proposed_by,
            "proposed_on": proposal.proposed_on.isoformat(),
            "days": self.days,
            "decided_by": self.decided_by and {"id": self.decided_by, "name": self.decider_name},
            "decided_on": self.decided_on and self.decided_on.isoformat(),
        }


@dataclass(frozen=True)
class UnreadableCase:
    """A case of which something cannot be read, so that it is not known how it stands."""

    case: CaseId
    why: str
    """Which entry, and what is the matter with it."""

    @property
    def line(self) -> str:
        """For people to read."""
        return f"{self.case}  cannot be read: {self.why}"

    def in_json(self) -> dict[str, Any]:
        """The same for programs."""
        return {"case": self.case, "state": None, "unreadable": self.why}


def cases_of(called: Called) -> Iterator[ListedCase | UnreadableCase]:
    """Every case with a proposal that stands, the first one first; a few hundred in memory at a time.

    One of which something cannot be read is named as that.
    """
    ledger, today = called.ledger, called.ledger.today()
    begun = iter(ledger.begun("case"))
    while some := tuple(islice(begun, AT_ONCE)):
        for case, entries in ledger.streams(some).items():
            one: ListedCase | UnreadableCase | None
            try:
                must_read(entries)
                one = listed(CaseId(case), called.gate.disclose(entries), called, today)
            except NOT_TO_BE_READ as error:
                one = UnreadableCase(CaseId(case), str(error))
            if one is not None:
                yield one


def listed(case: CaseId, stream: Sequence[Disclosed], called: Called, today: date) -> ListedCase | None:
    """A case as it stands on a day; None where what was proposed has been retracted, or is yet to come."""
    known = remembered(PromotionCase, stream, on=today)
    proposal = known.proposal
    if proposal is None:
        return None
    decision = next((one for one in reversed(stream) if one.kind in KINDS and one.at == known.decision), None)
    by = decision.value("decided_by") if decision else None
    until = known.decided_on or known.withdrawn_on or today
    proposed = [one for one in stream if one.kind == PromotionProposed.__name__]
    return ListedCase(
        case,
        state_of(known, decision),
        proposal,
        called.person(proposal.candidate, today),
        called.role(proposal.role, today) if proposal.role else None,
        (until - proposal.proposed_on).days,
        by,
        called.person(by, today) if by else None,
        decision.effective_on if decision else None,
        str(proposed[-1].value("grounds") or ""),
    )


def state_of(known: PromotionCase, decision: Disclosed | None) -> CaseState:
    """How far it has come; where several are so, the latest."""
    if known.withdrawn_on is not None:
        return CaseState.WITHDRAWN
    if known.appeal is not None and not known.appeal.dismissed:
        return CaseState.APPEALED
    if known.decided_on is not None and decision is not None:
        return DECIDED[decision.kind]
    panel = known.panel
    if panel is not None and panel.vote_open:
        return CaseState.VOTING
    if known.recommendation is not None:
        return CaseState.RECOMMENDED
    if decision is not None:
        return CaseState.DEFERRED
    return CaseState.FILE_OPEN if known.file_open else CaseState.FILE_CLOSED


def holds(said: str | None, text: str) -> bool:
    """Whether a text stands somewhere in another, whatever the case of its letters."""
    return said is not None and text.casefold() in said.casefold()
