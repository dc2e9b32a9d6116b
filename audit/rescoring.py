"""Re-scoring from the ledger: many people's histories under two editions, as known and true at one moment."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from domain.development.assessments import AssessmentRecorded
from domain.frameworks.edition import Edition
from domain.kernel.facts import EntryRetracted
from domain.kernel.ids import PersonId
from domain.kernel.standing import standing
from domain.promotions.judging.rescoring import Rescored, rescore
from ledger.as_of import Known
from ledger.entry import Entry
from ledger.ledger import Ledger

LOOKED_AT = (AssessmentRecorded.__name__, EntryRetracted.__name__)


def rescored(
    ledger: Ledger, steps: Mapping[str, str | None], before: Edition, after: Edition, at: Known
) -> dict[str, Rescored]:
    """What people's assessments come to under two editions, each for the step to the level named beside them."""
    pages = ledger.streams(list(steps), kinds=LOOKED_AT)
    return {
        person: rescore(PersonId(person), standing(known_at(pages[person], at)), step, before, after, at.on)
        for person, step in steps.items()
    }


def known_at(page: Iterable[Entry[Any]], at: Known) -> Iterator[Entry[Any]]:
    """The entries of a page that were written by then."""
    return (entry for entry in page if entry.position <= at.position)
