"""Languages: which somebody speaks, and how well."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from domain.background.background import BackgroundCommand, BackgroundEvent, BroughtAlong, Proficiency
from domain.kernel.book import Book, Decision
from domain.kernel.refusals import Refusal

CODE: Final = re.compile("[a-z]{2,3}")
"""What languages are called in ISO 639."""


@dataclass(frozen=True)
class LanguageRecorded(BackgroundEvent):
    """They speak a language. What was recorded of it last counts."""

    language: str
    """Its code by ISO 639, as “pt” for Portuguese."""
    proficiency: Proficiency
    """How well they speak it."""


@dataclass(frozen=True)
class RecordLanguage(BackgroundCommand):
    """Tell which language somebody speaks, and how well."""

    records = (LanguageRecorded,)

    language: str
    proficiency: Proficiency

    def decide(self, background: BroughtAlong, book: Book) -> Decision:
        if not CODE.fullmatch(self.language):
            raise NoLanguageCode(f"language is “{self.language}”: give its code by ISO 639, as “pt” for Portuguese")
        return (self.becomes(LanguageRecorded),)


class NoLanguageCode(Refusal):
    """Languages are called by their code, so that they are found again."""

    instead = "Give the code of two or three small letters by which ISO 639 calls the language."
    field = "language"
