"""Changes of who may do or see what: mandates, seats, accreditations, deputies, and access that was taken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from domain.offices.accesses import AccessTaken
from domain.offices.accrediting import AssessorAccredited
from domain.offices.deputising import DeputyNamed
from domain.offices.mandates import MandateEnded, MandateGiven
from domain.offices.stewards import StewardNamed
from domain.people.seats import SeatLeft, SeatTaken
from ledger.entry import Entry
from ledger.ledger import Ledger

CHARGES: Final = tuple(
    kind.__name__
    for kind in (
        MandateGiven,
        MandateEnded,
        StewardNamed,
        SeatTaken,
        SeatLeft,
        AssessorAccredited,
        DeputyNamed,
        AccessTaken,
    )
)
"""The kinds of entries that say so."""


def charges_since(ledger: Ledger, since: date, until: int) -> Iterator[Entry[Any]]:
    """What was written of it from a day on, up to a position, in the order of writing."""
    found = ledger.entries(until=until, kinds=CHARGES)
    return (entry for entry in found if ledger.recorder.clock.day_of(entry.recorded_at) >= since)
