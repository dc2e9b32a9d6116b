"""What people want for themselves: leading is a choice, and a specialist track an equal one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Annotated

from domain.kernel.book import Book, Decision
from domain.kernel.dates import Dated, latest
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.people.employment import PresentPersonCommand


class Path(StrEnum):
    """Where somebody wants to go. Leading is a choice, and growing as a specialist an equal one."""

    LEADERSHIP = "leadership"
    SPECIALIST = "specialist"
    UNDECIDED = "undecided"


@dataclass(frozen=True)
class Aspiration:
    """What somebody wants next."""

    path: Path
    mobile: bool


@dataclass(frozen=True)
class Aspirations:
    """What somebody wanted, each with the day from which they said so; None from a day on which they took it back."""

    stated: tuple[Dated[Aspiration | None], ...] = ()

    def on(self, day: date) -> Aspiration | None:
        """What they wanted on that day; None if they have not said, or taken it back."""
        return latest(self.stated, day)


@dataclass(frozen=True)
class AspirationStated(Event[Aspirations]):
    """They said where they want to go."""

    path: Path
    """Where they want to go."""
    mobile: bool
    """Whether they would move for it."""
    words: Annotated[str | Erased | None, About("person")] = None
    """In their own words."""

    def evolve(self, aspirations: Aspirations, at: Reference) -> Aspirations:
        stated: Dated[Aspiration | None] = Dated(self.effective_on, Aspiration(self.path, self.mobile))
        return changed(aspirations, stated=(*aspirations.stated, stated))


@dataclass(frozen=True)
class AspirationWithdrawn(Event[Aspirations]):
    """They took it back. People change their minds."""

    words: Annotated[str | Erased | None, About("person")] = None
    """Why, in their own words."""

    def evolve(self, aspirations: Aspirations, at: Reference) -> Aspirations:
        taken_back: Dated[Aspiration | None] = Dated(self.effective_on, None)
        return changed(aspirations, stated=(*aspirations.stated, taken_back))


@dataclass(frozen=True)
class StateAspiration(PresentPersonCommand[Aspirations]):
    """Say where you want to go. Said anew, it counts from then on."""

    records = (AspirationStated,)

    path: Path
    mobile: bool
    words: str | None = None

    def decide(self, aspirations: Aspirations, book: Book) -> Decision:
        return (self.becomes(AspirationStated),)


@dataclass(frozen=True)
class WithdrawAspiration(PresentPersonCommand[Aspirations]):
    """Take it back."""

    records = (AspirationWithdrawn,)

    words: str | None = None

    def decide(self, aspirations: Aspirations, book: Book) -> Decision:
        if aspirations.on(self.effective_on) is None:
            raise NothingToWithdraw(
                f"“{self.person}” had stated no aspiration by {self.effective_on}: nothing to withdraw"
            )
        return (self.becomes(AspirationWithdrawn),)


class NothingToWithdraw(Refusal):
    """An aspiration is stated before it is withdrawn."""

    instead = "Leave it; there is nothing to take back."
