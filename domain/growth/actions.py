"""Actions: what somebody takes on after a conversation, and by which day. It is theirs: told to them alone.

Who says when and how they will do something does it more often (Gollwitzer and Sheeran, “Implementation Intentions and
Goal Achievement”, 2006): so an action has a day. Whether it was done is nobody's measure of anybody.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, ClassVar

from domain.growth.growth import ActionId, AgreedAction, DueTooEarly, Growth
from domain.kernel.acting import Acts
from domain.kernel.book import Book, Decision, must_be_about
from domain.kernel.commands import Said
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.memories import changed
from domain.kernel.refusals import Refusal
from domain.people.employment import PresentPersonCommand
from domain.people.named import Known


@dataclass(frozen=True)
class ActionAgreed(Event[Growth]):
    """Somebody took something on, and said by when."""

    for_good: ClassVar[tuple[str, ...]] = ("action",)

    action: ActionId
    what: Annotated[str | Erased, About("person")]
    """What they will do."""
    due_on: date
    """The day by which they will have done it."""
    agreed_with: PersonId | None = None
    """With whom they agreed it; None where with nobody but themselves."""
    follows_from: Reference | None = None
    """Reference of the entry that it follows from, as a session, feedback or a conversation."""

    def concerns(self) -> tuple[str, ...]:
        return (self.agreed_with,) if self.agreed_with else ()

    def evolve(self, growth: Growth, at: Reference) -> Growth:
        return changed(growth, actions=(*growth.actions, AgreedAction(self.action, self.due_on)))

    def missed(self, at: Reference, book: Book) -> None:
        """Refuses where something was said of it since."""
        if self.action in book.recall(Growth, at.stream).gone_on:
            raise ActionGoneOn(f"something was said of “{self.action}” since: retract that first", field="entry")


@dataclass(frozen=True)
class ActionRenegotiated(Event[Growth]):
    """Before it was due, they agreed another day for it."""

    action: ActionId
    due_on: date
    """The day by which they will have done it, from now on."""
    why: Annotated[str | Erased | None, About("person")] = None
    """Why it takes longer, or may come sooner, as far as they want to say."""

    def evolve(self, growth: Growth, at: Reference) -> Growth:
        return growth.with_action(self.action, due_on=self.due_on)


@dataclass(frozen=True)
class ActionCompleted(Event[Growth]):
    """They did it."""

    action: ActionId
    what_came_of_it: Annotated[str | Erased | None, About("person")] = None
    """What came of it, as far as they want to say."""

    def evolve(self, growth: Growth, at: Reference) -> Growth:
        return growth.with_action(self.action, settled_on=self.effective_on)


@dataclass(frozen=True)
class ActionDropped(Event[Growth]):
    """They will not do it, and said so."""

    action: ActionId
    why: Annotated[str | Erased, About("person")]
    """Why they will not do it."""

    def evolve(self, growth: Growth, at: Reference) -> Growth:
        return growth.with_action(self.action, settled_on=self.effective_on)


@dataclass(frozen=True)
class ActionCommand(PresentPersonCommand[Growth], abstract=True):
    """Something that a person says of an action of theirs."""

    person: Annotated[PersonId, Acts(in_person=True)]
    """The person, whose action it is."""
    action: ActionId

    def open(self, growth: Growth, book: Book) -> AgreedAction:
        """The action that is meant, as it stood that day; refuses one that nobody agreed, or that is settled."""
        known = growth.action(self.action)
        then = book.recall(Growth, self.person, on=self.effective_on).action(self.action)
        if known is None or then is None:
            raise ActionUnknown(f"action “{self.action}” is none of “{self.person}” on {self.effective_on}: agree it")
        if known.settled_on is not None:
            raise ActionSettled(
                f"action “{self.action}” was settled on {known.settled_on}: correct that if it is wrong"
            )
        return then


@dataclass(frozen=True)
class AgreeAction(ActionCommand):
    """Take something on, and say by when. It stays yours: nobody else is told whether you did it."""

    records = (ActionAgreed,)
    creates = "action"

    what: Annotated[str, Said("say what you will do")]
    due_on: date
    agreed_with: Annotated[PersonId, Known()] | None = None
    follows_from: Reference | None = None

    def decide(self, growth: Growth, book: Book) -> Decision:
        if growth.action(self.action) is not None:
            raise ActionAgreedBefore(f"action “{self.action}” was agreed before: give the new one its own id")
        if self.agreed_with == self.person:
            raise AgreedWithThemselves(f"agreed_with is “{self.agreed_with}”, the person themselves: leave it out")
        if self.due_on < self.effective_on:
            raise DueTooEarly(f"due_on {self.due_on} is before {self.effective_on}: give that day or a later one")
        for at, refusal in self.cited():
            must_be_about(self.person, at, self.effective_on, book, refusal)
        return (self.becomes(ActionAgreed),)

    def cited(self) -> Iterator[tuple[Reference, Refusal]]:
        """What it follows from."""
        if (at := self.follows_from) is not None:
            yield (
                at,
                NothingToFollowFrom(
                    f"follows_from “{at}” is no entry about “{self.person}” from up to {self.effective_on}: cite one"
                ),
            )


@dataclass(frozen=True)
class RenegotiateAction(ActionCommand):
    """Agree another day for an action, before it is due; on that day at the latest."""

    records = (ActionRenegotiated,)

    due_on: date
    why: str | None = None

    def decide(self, growth: Growth, book: Book) -> Decision:
        due_on = self.open(growth, book).due_on
        if self.effective_on > due_on:
            raise ActionOverdue(
                f"action “{self.action}” was due on {due_on}: complete it or drop it, as another day can be agreed up"
                f" to that one, and not on {self.effective_on}"
            )
        if self.due_on < self.effective_on:
            raise DueTooEarly(f"due_on {self.due_on} is before {self.effective_on}: give that day or a later one")
        if self.due_on == due_on:
            raise DueThatDayAlready(f"due_on {self.due_on} is the day by which it is due already: give another one")
        return (self.becomes(ActionRenegotiated),)


@dataclass(frozen=True)
class CompleteAction(ActionCommand):
    """Say that you did it."""

    records = (ActionCompleted,)

    what_came_of_it: str | None = None

    def decide(self, growth: Growth, book: Book) -> Decision:
        self.open(growth, book)
        return (self.becomes(ActionCompleted),)


@dataclass(frozen=True)
class DropAction(ActionCommand):
    """Say that you will not do it, and why."""

    records = (ActionDropped,)

    why: Annotated[str, Said("say why you will not do it")]

    def decide(self, growth: Growth, book: Book) -> Decision:
        self.open(growth, book)
        return (self.becomes(ActionDropped),)


class ActionUnknown(Refusal):
    """Only what somebody took on can be done, dropped or put off."""

    instead = "Agree the action first, or name one that was agreed by that day."
    field = "action"


class ActionAgreedBefore(Refusal):
    """An action is agreed once; a second one like it has its own id."""

    instead = "Give the new action its own id, or correct the one on record."
    field = "action"


class ActionSettled(Refusal):
    """An action is settled once."""

    instead = "Correct how it was settled, if that is wrong."
    field = "action"


class ActionGoneOn(Refusal):
    """An action of which something was said since is not taken away from under it."""

    instead = "Retract first what was said of it."
    field = "entry"


class ActionOverdue(Refusal):
    """Another day is agreed before the first one is past: afterwards it would only hide that it was missed."""

    instead = "Complete the action, however late, or drop it and say why."
    field = "effective_on"


class DueThatDayAlready(Refusal):
    """Another day is another one."""

    instead = "Give another day, or leave it as it is."
    field = "due_on"


class AgreedWithThemselves(Refusal):
    """Whoever agrees something with nobody else names nobody."""

    instead = "Name somebody else, or nobody."
    field = "agreed_with"


class NothingToFollowFrom(Refusal):
    """An action follows from an entry about the person, if it says that it follows from one."""

    instead = "Cite an entry about the person that stands by that day, or none."
    field = "follows_from"
