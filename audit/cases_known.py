"""All promotion cases at a moment, each as it stood then: read in one look, unopened."""

from __future__ import annotations

from typing import Any, Final

from domain.catalogue import kinds_remembered
from domain.kernel.facts import EntryRetracted
from domain.kernel.ids import CaseId
from domain.kernel.standing import recall, standing
from domain.promotions.promotion_case import PromotionCase
from ledger.as_of import Known
from ledger.entry import Entry
from ledger.ledger import Ledger
from ledger.storage.unread import readable

READ: Final = (*sorted(kinds_remembered(PromotionCase)), EntryRetracted.__name__)


def cases_known(ledger: Ledger, at: Known) -> dict[CaseId, PromotionCase]:
    """Every case of which anything was true on the day, the first one first; what was sealed reads as ERASED."""
    found: dict[str, list[Entry[Any]]] = {}
    for entry in ledger.entries(until=at.position, kinds=READ, opened=False):
        if entry.stream.startswith("case-") and readable(entry):
            found.setdefault(entry.stream, []).append(entry)
    return {
        CaseId(case): recall(PromotionCase, standing(entries), on=at.on)
        for case, entries in found.items()
        if any(entry.event.effective_on <= at.on for entry in entries)
    }
