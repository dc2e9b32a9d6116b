"""All promotion cases at a moment, each as it stood then: read in one look, unopened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from domain.catalogue import kinds_remembered
from domain.kernel.facts import EntryRetracted, Event
from domain.kernel.ids import CaseId
from domain.kernel.standing import Noted, recall, standing
from domain.promotions.appeals import AppealLodged
from domain.promotions.decisions import PromotionApproved
from domain.promotions.promotion_case import PromotionCase
from ledger.as_of import Known
from ledger.entry import Entry
from ledger.ledger import Ledger
from ledger.storage.unread import readable

READ: Final = (*sorted(kinds_remembered(PromotionCase)), EntryRetracted.__name__)


@dataclass(frozen=True)
class CaseKnown:
    """A case as it stood, and what was ever done in it by then."""

    stands: PromotionCase
    """What is remembered of it; what was sealed reads as ERASED."""
    overridden: bool
    """Whether a decision set something aside, whatever came of that decision."""
    appealed: bool
    """Whether anybody appealed, be it that they took it back, or were answered."""


def cases_known(ledger: Ledger, at: Known) -> dict[CaseId, CaseKnown]:
    """Every case of which anything was true on the day, the first one first."""
    found: dict[str, list[Entry[Any]]] = {}
    for entry in ledger.entries(until=at.position, kinds=READ, opened=False):
        if entry.stream.startswith("case-") and readable(entry):
            found.setdefault(entry.stream, []).append(entry)
    stands = {case: [one for one in standing(told) if one.event.effective_on <= at.on] for case, told in found.items()}
    return {
        CaseId(case): case_known(stands[case])
        for case, entries in found.items()
        if any(entry.event.effective_on <= at.on for entry in entries)
    }


def case_known(noted: Sequence[Noted[Event[Any]]]) -> CaseKnown:
    """A case by what stands of it on a day."""
    events = [one.event for one in noted]
    return CaseKnown(
        recall(PromotionCase, noted),
        any(isinstance(event, PromotionApproved) and event.overrides for event in events),
        any(isinstance(event, AppealLodged) for event in events),
    )
