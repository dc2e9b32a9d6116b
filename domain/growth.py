"""What people want for themselves: leading is a choice, and a specialist track an equal one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Annotated

from domain.development import Path
from domain.facts import About, Erased, Event, Reference
from domain.person import Aspiration, Dated, Person


@dataclass(frozen=True)
class AspirationStated(Event[Person]):
    """They said where they want to go."""

    path: Path
    mobile: bool
    """Whether they would move for it."""
    words: Annotated[str | Erased | None, About("person")] = None

    def evolve(self, person: Person, at: Reference) -> Person:
        stated: Dated[Aspiration | None] = Dated(self.effective_on, Aspiration(self.path, self.mobile))
        return replace(person, aspirations=(*person.aspirations, stated))


@dataclass(frozen=True)
class AspirationWithdrawn(Event[Person]):
    """They took it back. People change their minds."""

    words: Annotated[str | Erased | None, About("person")] = None

    def evolve(self, person: Person, at: Reference) -> Person:
        taken_back: Dated[Aspiration | None] = Dated(self.effective_on, None)
        return replace(person, aspirations=(*person.aspirations, taken_back))
