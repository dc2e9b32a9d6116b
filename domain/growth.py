"""What people want for themselves: leading is a choice, and a specialist track an equal one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated

from domain.development import Path
from domain.facts import About, Book, Decision, Erased, Event, Reference, Refusal, remembering
from domain.person import Aspiration, Dated, Person, PersonCommand


@dataclass(frozen=True)
class AspirationStated(Event[Person]):
    """They said where they want to go."""

    path: Path
    mobile: bool
    """Whether they would move for it."""
    words: Annotated[str | Erased | None, About("person")] = None

    def evolve(self, person: Person, at: Reference) -> Person:
        stated: Dated[Aspiration | None] = Dated(self.effective_on, Aspiration(self.path, self.mobile))
        return remembering(person, aspirations=(*person.aspirations, stated))


@dataclass(frozen=True)
class AspirationWithdrawn(Event[Person]):
    """They took it back. People change their minds."""

    words: Annotated[str | Erased | None, About("person")] = None

    def evolve(self, person: Person, at: Reference) -> Person:
        taken_back: Dated[Aspiration | None] = Dated(self.effective_on, None)
        return remembering(person, aspirations=(*person.aspirations, taken_back))


@dataclass(frozen=True)
class StateAspiration(PersonCommand):
    """Say where you want to go. Said anew, it counts from then on."""

    path: Path
    mobile: bool
    words: str | None = None

    def decide(self, person: Person, book: Book) -> Decision:
        self.must_be_here(person)
        return (AspirationStated(self.path, self.mobile, self.words, effective_on=self.effective_on),)


@dataclass(frozen=True)
class WithdrawAspiration(PersonCommand):
    """Take it back."""

    words: str | None = None

    def decide(self, person: Person, book: Book) -> Decision:
        self.must_be_here(person)
        if person.aspiration_on(self.effective_on) is None:
            raise NothingToWithdraw(
                f"“{self.person}” had stated no aspiration by {self.effective_on}: nothing to withdraw"
            )
        return (AspirationWithdrawn(self.words, effective_on=self.effective_on),)


class NothingToWithdraw(Refusal):
    """An aspiration is stated before it is withdrawn."""
