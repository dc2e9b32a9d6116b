"""What people and roles are called, beside their ids, as far as whoever reads may be told."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.access.disclosed import Disclosed, remembered
from api.access.gate import Gate
from audit.replay import NOT_TO_BE_READ
from domain.kernel.facts import Erased
from domain.people.employment import Employment
from ledger import Ledger


@dataclass(frozen=True)
class Called:
    """Names of one ledger, as known now of a day; None where there is none, or none that opens any more."""

    ledger: Ledger
    gate: Gate

    def person(self, person: str, on: date) -> str | None:
        """What somebody was called on a day."""
        try:
            name = remembered(Employment, self._stream(person), on=on).name_on(on)
        except NOT_TO_BE_READ:
            return None
        return None if isinstance(name, Erased) else name

    def role(self, role: str, on: date) -> str | None:
        """What a role was called on a day."""
        try:
            return title_on(self._stream(role), on)
        except NOT_TO_BE_READ:
            return None

    def in_words(self, decision: Disclosed) -> tuple[str, str]:
        """Whom a decision is about, and which step: each by name and id."""
        candidate, role, on = decision.value("candidate"), decision.value("role"), decision.effective_on
        step = named(role, self.role(role, on)) if role else f"level {decision.value('to_level')}"
        return named(candidate, self.person(candidate, on)), step

    def in_json(self, decision: Disclosed) -> dict[str, Any]:
        """The same for programs."""
        candidate, role, on = decision.value("candidate"), decision.value("role"), decision.effective_on
        return {
            "candidate": {"id": candidate, "name": self.person(candidate, on)},
            "role": role and {"id": role, "title": self.role(role, on)},
        }

    def _stream(self, subject: str) -> list[Disclosed]:
        return self.gate.disclose(self.ledger.stream(subject))


def title_on(stream: Iterable[Disclosed], on: date) -> str | None:
    """The latest title that a role had by a day; the first one where that is later."""
    stands = {entry.at: entry for entry in stream}.values()  # of each chain of corrections, its last entry
    titled = [entry for entry in stands if entry.value("title")]
    in_order = sorted(titled, key=lambda entry: (entry.effective_on, entry.version))
    by_then = [entry for entry in in_order if entry.effective_on <= on] or in_order[:1]
    return str(by_then[-1].value("title")) if by_then else None


def named(subject: str, name: str | None) -> str:
    """A name with the id that it belongs to; the id alone where there is no name."""
    return f"{name} ({subject})" if name else subject
