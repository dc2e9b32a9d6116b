"""Votes are shown to nobody before the vote closes, wherever entries are shown, and whatever moment is asked about."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from domain.kernel.facts import Event
from domain.kernel.standing import recall, standing
from domain.promotions.panels.vote_casting import VoteCast, is_withheld
from domain.promotions.promotion_case import PromotionCase
from ledger.entry import Entry

Pages = Callable[[str], Iterable[Entry[Any]]]
"""The whole page of a subject, as it stands now."""


def is_vote(entry: Entry[Any]) -> bool:
    """Whether it has to be asked at all."""
    event: Event[Any] = entry.event
    return isinstance(event, VoteCast)


def withheld(entry: Entry[Any], page: Pages) -> bool:
    """Whether an entry is a vote in a round that is still open."""
    return is_vote(entry) and is_withheld(entry.event, recall(PromotionCase, standing(page(entry.stream))))
