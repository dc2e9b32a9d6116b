"""Notices that are owed: who was to be told what, since when, and had not been at a moment."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from domain.kernel.ids import CaseId
from domain.people.erasure import Erasure
from domain.promotions.notices import Notice, notices_of
from ledger.as_of import Known
from ledger.deciding.sources import StreamsAsOf
from ledger.deciding.view import View
from ledger.ledger import Ledger

CASES_AT_ONCE: Final = 1_000
"""So many cases are read in one statement."""


def notices_owed(ledger: Ledger, moment: Known) -> list[Notice]:
    """What candidates had not been told at a moment, the longest owed first; nothing of whoever was erased since."""
    now = ledger.book()
    owed = [one for one in notices_at(ledger, moment) if one.told_on is None]
    erased = {one.person for one in owed if now.recall(Erasure, one.person).erased_on is not None}
    return sorted((one for one in owed if one.person not in erased), key=lambda one: (one.since, str(one.about)))


def notices_at(ledger: Ledger, moment: Known) -> Iterator[Notice]:
    """What the candidates of all cases were to be told by a moment, told or not."""
    cases = ledger.begun("case")
    for first in range(0, len(cases), CASES_AT_ONCE):
        some = cases[first : first + CASES_AT_ONCE]
        streams = StreamsAsOf(ledger.recorder, moment.position)
        streams.streams(some)
        book = View(streams)
        for case in some:
            yield from notices_of(CaseId(case), moment.on, book)
