"""That somebody's personal data were erased: what is sealed for them is unreadable for good, and nothing is added."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from domain.kernel.facts import ORGANISATION, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.memories import changed
from domain.people.erasure import Erasure


class ErasureGround(StrEnum):
    """Why somebody's personal data are erased."""

    REQUESTED = "requested"
    """They asked for it, or took back their consent."""
    RETENTION_OVER = "retention_over"
    """They have been gone for as long as records are kept."""
    UNLAWFUL = "unlawful"
    """The data should never have been kept."""
    ORDERED = "ordered"
    """An authority or a court has ordered it."""


@dataclass(frozen=True)
class PersonalDataErased(Event[Erasure]):
    """Somebody's personal data were erased: with this entry on record, their key is destroyed, and stays so."""

    act: ClassVar[bool] = True

    ground: ErasureGround
    """Why."""
    erased_by: PersonId
    """The steward who did it."""

    def concerns(self) -> tuple[str, ...]:
        return (ORGANISATION, self.erased_by)

    def evolve(self, erasure: Erasure, at: Reference) -> Erasure:
        return changed(erasure, erased_on=self.effective_on)
