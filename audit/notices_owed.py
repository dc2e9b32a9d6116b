"""Notices that are owed: who was to be told what, since when, and had not been at a moment."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from functools import cache
from typing import Final

from domain.catalogue import kinds_remembered
from domain.frameworks.framework import Framework
from domain.kernel.facts import ORGANISATION
from domain.kernel.history import Beginning
from domain.kernel.ids import CaseId
from domain.kernel.refusals import Refusal
from domain.people.employment import Employment
from domain.people.erasure import Erasure
from domain.promotions.decisions import PromotionDecision
from domain.promotions.informing import Informed
from domain.promotions.notices import Notice, notices_of
from domain.promotions.promotion_case import PromotionCase
from domain.promotions.proposals import PromotionProposed
from ledger.as_of import Known
from ledger.deciding.sources import OpenPartsAsOf
from ledger.deciding.view import View
from ledger.ledger import Ledger
from ledger.storage.unread import EntryUnreadable

CASES_AT_ONCE: Final = 1_000
"""So many cases are read in one statement."""
RECALLED: Final = (PromotionCase, Erasure, Informed, Employment, Framework, Beginning)
"""What notices rest on: nothing that is sealed."""


def notices_of_each(
    ledger: Ledger, cases: Sequence[CaseId], moment: Known
) -> dict[CaseId, tuple[Notice, ...] | Refusal]:
    """What the candidate of each case was to be told by a moment, told or not; or why nobody can say."""
    found: dict[CaseId, tuple[Notice, ...] | Refusal] = {}
    for first in range(0, len(cases), CASES_AT_ONCE):
        some = cases[first : first + CASES_AT_ONCE]
        streams = OpenPartsAsOf(ledger.recorder, moment.position, kinds_read())
        book = View(streams)
        streams.look_ahead(some)
        streams.look_ahead(rested_on(some, book))
        for case in some:
            try:
                found[case] = notices_of(case, moment.on, book)
            except Refusal as why:
                found[case] = why
    return found


def rested_on(cases: Iterable[CaseId], book: View) -> set[str]:
    """The organisation, and the candidates and frameworks of cases, as far as these can be read."""
    found: set[str] = {ORGANISATION}
    for case in cases:
        with suppress(EntryUnreadable):
            said = [noted.event for noted in book.stream(case).standing]
            for event in said:
                if isinstance(event, PromotionProposed | PromotionDecision):
                    found |= {event.candidate, event.framework}
    return found


def owed_of(ledger: Ledger, notices: Iterable[Notice]) -> list[Notice]:
    """Those of which nobody was told, the longest owed first; nothing of whoever was erased since."""
    owed = [one for one in notices if one.told_on is None]
    now = ledger.open_parts(kinds_remembered(Erasure), as_of=ledger.moment(), ahead={one.person for one in owed})
    erased = {one.person for one in owed if now.recall(Erasure, one.person).erased_on is not None}
    return sorted((one for one in owed if one.person not in erased), key=lambda one: (one.since, str(one.about)))


@cache
def kinds_read() -> frozenset[str]:
    """The kinds of entries that notices rest on."""
    return frozenset[str]().union(*map(kinds_remembered, RECALLED))
