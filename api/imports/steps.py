"""How a change of place that a file tells came about: files do not say it, and the ledger may know."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from api.imports.histories import Stood
from domain.kernel.book import Book
from domain.kernel.ids import CaseId, PersonId
from domain.people.steps_up import Exemption
from domain.promotions.granting import case_that_grants


@dataclass(frozen=True)
class CameAbout:
    """By which case, or without one, and why."""

    case: CaseId | None = None
    exempt: Exemption | None = None
    """Of no account where it is no step up."""


@dataclass(frozen=True)
class Steps:
    """What is said of steps, by whether they were before the ledger's first day."""

    book: Callable[[], Book]
    first_day: date | None
    """None as long as nobody has said."""

    def came_about(self, person: PersonId, stood: Stood, level_before: str | None) -> CameAbout:
        """Before the first day it is history; from then on by the case that grants it, if one does."""
        if self.first_day is None or stood.on < self.first_day:
            return CameAbout(exempt=Exemption.BEFORE_LEDGER)
        level = stood.placement.level
        case = None
        if level not in (None, level_before):
            case = case_that_grants(person, level, stood.on, self.book())
        return CameAbout(case, None if case else Exemption.NOT_STATED)
