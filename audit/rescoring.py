"""Re-scoring from the ledger: many people's histories under two editions, as known and true at one moment."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
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
from ledger.storage.unread import Unread, read_of

LOOKED_AT = (AssessmentRecorded.__name__, EntryRetracted.__name__)


def rescored(
    ledger: Ledger,
    steps: Mapping[str, str | None],
    before: Edition,
    after: Edition,
    at: Known,
    unread: Callable[[Unread], None] = lambda entry: None,
) -> dict[str, Rescored]:
    """What people's assessments come to under two editions, each for the step to the level named beside them.

    Those that cannot be read count for nothing, and `unread` is told which.
    """
    streams = ledger.streams(list(steps), kinds=LOOKED_AT)
    return {
        person: rescore(
            PersonId(person), standing(read_of(known_at(streams[person], at), unread)), step, before, after, at.on
        )
        for person, step in steps.items()
    }


def known_at(stream: Iterable[Entry[Any]], at: Known) -> Iterator[Entry[Any]]:
    """The entries of a stream that were written by then."""
    return (entry for entry in stream if entry.position <= at.position)
