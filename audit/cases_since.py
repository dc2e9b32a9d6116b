"""Promotion cases as auditors look at them together: what was set aside, and who decided what whom had proposed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from audit.replay import KINDS
from domain.frameworks.criteria import Requirement
from domain.kernel.facts import EntryRetracted, Reference
from domain.kernel.ids import CaseId, PersonId
from domain.kernel.standing import recall, standing
from domain.promotions.decisions import PromotionApproved, PromotionDecision
from domain.promotions.override_reviews import OverrideReviewed
from domain.promotions.promotion_case import PromotionCase
from domain.promotions.proposals import PromotionProposed
from ledger.as_of import Known
from ledger.entry import Entry
from ledger.ledger import Ledger

READ = (*KINDS, PromotionProposed.__name__, OverrideReviewed.__name__, EntryRetracted.__name__)


class ReviewState(StrEnum):
    """What became of a look at whether it was right to set a criterion aside."""

    DONE = "done"
    TO_COME = "to_come"
    MISSING = "missing"
    """Its day has passed, and nobody has looked."""


@dataclass(frozen=True)
class CalledIn:
    """A review that a decision called in."""

    due_on: date
    """From which day on it is due."""
    state: ReviewState
    """Whether it was done."""
    reviewed_by: PersonId | None
    """Who looked; None where nobody has."""


@dataclass(frozen=True)
class Overridden:
    """A criterion that was set aside in an approval."""

    case: CaseId
    decision: Reference
    """Reference of the approval."""
    decided_on: date
    """The day of the approval."""
    candidate: PersonId
    """Who was promoted."""
    decided_by: PersonId
    """Who approved."""
    criterion: Requirement
    """The criterion."""
    authorised_by: PersonId
    """Who set it aside."""
    reviews: tuple[CalledIn, ...]
    """The reviews that were called in with it, in the order of their days."""


@dataclass(frozen=True)
class ProposedAndDecided:
    """Two people of whom one proposed and the other decided."""

    proposed_by: PersonId
    """Who proposed."""
    decided_by: PersonId
    """Who decided, alone or with somebody else."""
    decisions: int
    """How many decisions there are of these two."""
    approved: int
    """How many of them granted the step."""
    the_other_way_round: int
    """How many decisions the one who proposed has taken on what the other had proposed, or on the other themselves."""


def overridden_since(ledger: Ledger, since: date, at: Known) -> tuple[Overridden, ...]:
    """Every criterion that was set aside in an approval from a day on, in the order of writing."""
    found = []
    for case, entries in cases_at(ledger, at).items():
        for entry in decisions_in(entries, since, at):
            if isinstance(entry.event, PromotionApproved):
                found += [(entry.position, one) for one in set_aside_in(CaseId(case), entry, entries, at)]
    return tuple(one for _, one in sorted(found, key=lambda each: each[0]))


def set_aside_in(
    case: CaseId, entry: Entry[PromotionApproved], entries: Sequence[Entry[Any]], at: Known
) -> Iterator[Overridden]:
    """What an approval set aside."""
    approved = entry.event
    for one in approved.overrides:
        done = [
            said.event
            for said in entries
            if isinstance(said.event, OverrideReviewed)
            and (said.event.decision, said.event.criterion) == (entry.at, one.criterion)
            and said.event.effective_on <= at.on
        ]
        reviews = tuple(
            CalledIn(day, *(become(done[place]) if place < len(done) else still(day, at.on)))
            for place, day in enumerate(sorted(one.reviews_on))
        )
        yield Overridden(
            case, entry.at, approved.effective_on, approved.candidate, approved.decided_by, one.criterion,
            one.authorised_by, reviews,
        )  # fmt: skip


def become(reviewed: OverrideReviewed) -> tuple[ReviewState, PersonId]:
    """What became of a review that was done."""
    return ReviewState.DONE, reviewed.reviewed_by


def still(due_on: date, on: date) -> tuple[ReviewState, None]:
    """What is to be said of one that was not, on a day."""
    return (ReviewState.TO_COME if on <= due_on else ReviewState.MISSING), None


def deciders_since(ledger: Ledger, since: date, at: Known) -> tuple[ProposedAndDecided, ...]:
    """Who proposed and who decided, from a day on, for each two of them: those who did most first."""
    return pairs_in(cases_at(ledger, at).values(), since, at)


def pairs_in(cases: Iterable[Sequence[Entry[Any]]], since: date, at: Known) -> tuple[ProposedAndDecided, ...]:
    """The same of the entries of cases."""
    decided: Counter[tuple[PersonId, PersonId]] = Counter()
    approved: Counter[tuple[PersonId, PersonId]] = Counter()
    on_each_other: Counter[tuple[PersonId, PersonId]] = Counter()
    for entries in cases:
        for entry in decisions_in(entries, since, at):
            known = recall(PromotionCase, standing([one for one in entries if one.position < entry.position]))
            proposed_by = known.proposal.proposed_by if known.proposal else None
            for decider in entry.event.deciders:
                if proposed_by is not None:
                    decided[proposed_by, decider] += 1
                    approved[proposed_by, decider] += isinstance(entry.event, PromotionApproved)
                for whose in {proposed_by, entry.event.candidate} - {None}:
                    on_each_other[whose, decider] += 1
    pairs = sorted(decided, key=lambda pair: (-decided[pair], pair))
    return tuple(
        ProposedAndDecided(
            by, decider, decided[by, decider], approved[by, decider], on_each_other[decider, by] if by != decider else 0
        )
        for by, decider in pairs
    )


def cases_at(ledger: Ledger, at: Known) -> dict[str, list[Entry[Any]]]:
    """The entries of all cases that say what was proposed, decided and reviewed, unopened, as known at a position."""
    found: dict[str, list[Entry[Any]]] = {}
    for entry in ledger.entries(until=at.position, kinds=READ, opened=False):
        if entry.stream.startswith("case-"):
            found.setdefault(entry.stream, []).append(entry)
    return found


def decisions_in(entries: Sequence[Entry[Any]], since: date, at: Known) -> Iterator[Entry[Any]]:
    """The decisions among the entries of a case from a day on, up to that of the moment."""
    return (
        entry
        for entry in entries
        if isinstance(entry.event, PromotionDecision) and since <= entry.event.effective_on <= at.on
    )
