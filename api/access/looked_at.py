"""What counts as a look at somebody, and looks that are taken at the machine, past all that is asked of people."""

from __future__ import annotations

from collections.abc import Iterable

from api.access.callers import machine
from api.access.sight import WHOLE
from api.access.table import Information
from domain.kernel.ids import PersonId
from domain.promotions.proposals import PromotionProposed
from ledger import Ledger


def subjects_of(person: PersonId, ledger: Ledger) -> frozenset[str]:
    """Whatever is about somebody: themselves, the cases of which they are the candidate, and everything at once."""
    proposed = ledger.book().concerning(person, PromotionProposed)
    return frozenset((person, WHOLE, *(noted.at.stream for noted in proposed if noted.event.candidate == person)))


def note_at_the_machine(ledger: Ledger, sort: Information, subjects: Iterable[str] = (WHOLE,)) -> None:
    """Write down, before it is told, that whoever holds the machine looks at what is of a sort; raises if it cannot be.

    They stand to nobody: they are told everything, as they could read the disk.
    """
    seen: dict[str, dict[str, list[str]]] = {subject: {sort: []} for subject in subjects}
    if seen:
        ledger.readings.write_at_once(machine(ledger).recorded_by, seen)
