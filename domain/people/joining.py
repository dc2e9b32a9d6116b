"""Joining: somebody's record begins, or goes on where they come back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Annotated, Any

from domain.kernel.book import Book, Decision, Line
from domain.kernel.commands import Said
from domain.kernel.dates import Dated, months_after
from domain.kernel.facts import About, Erased, Event, Reference
from domain.kernel.history import is_history
from domain.kernel.ids import PersonId, UnitId
from domain.kernel.later import LATER
from domain.kernel.memories import changed
from domain.kernel.refusals import NameMissing, NothingSaid, Refusal
from domain.kernel.supposing import Supposing
from domain.kernel.words import says_something
from domain.people.employment import Belonging, Employment, Identity, PersonCommand, Stay
from domain.people.levels import rung
from domain.people.managers import must_not_go_round
from domain.people.moving import comes_higher, manager_of, must_be_placed_well, placement_in
from domain.people.named import Known
from domain.people.naming import PersonIdentified, carried_by, identified, is_known
from domain.people.steps_up import MONTHS_OUTSIDE
from domain.units.citing import CitesUnit


@dataclass(frozen=True)
class PersonJoined(CitesUnit[Employment]):
    """Somebody became one of us. Their record begins, and everyone's does: nobody is gated."""

    name: Annotated[str | Erased, About("person")]
    """What they are called."""
    unit: str
    """The organisational unit; in old entries the word for it."""
    function: str | None = None
    """The function, as “Finance”."""
    level: str | None = None
    """The level of leadership, as the framework names it."""
    job_title: Annotated[str | Erased | None, About("person")] = None
    """The job title."""
    manager: PersonId | None = None
    """The line manager; None for whoever has nobody above."""
    site: str | None = field(default=None, metadata=LATER)
    """Where they work, as the site is called; None where nobody has said."""
    employer: str | None = field(default=None, metadata=LATER)
    """The company that employs them, as it is called; None where nobody has said."""
    share_of_full_time: int | None = field(default=None, metadata=LATER)
    """How much they work, in percent of full time; None where nobody has said."""
    belonging: Belonging | None = field(default=None, metadata=LATER)
    """In which way they belong to the organisation; None where nobody has said."""
    continuous_since: date | None = field(default=None, metadata=LATER)
    """Since when their service counts as continuous, where that is before they joined."""

    earlier_keys = (manager_of,)

    def concerns(self) -> tuple[str, ...]:
        return (*manager_of(self), self.in_unit)

    def evolve(self, employment: Employment, at: Reference) -> Employment:
        return changed(
            employment,
            stays=(*employment.stays, Stay(self.effective_on, belonging=self.belonging)),
            names=(*employment.names, Dated(self.effective_on, self.name)),
            placements=(*employment.placements, Dated(self.effective_on, placement_in(self))),
        )


@dataclass(frozen=True)
class JoinPerson(PersonCommand[Employment]):
    """Begin somebody's record, or go on with it where they come back."""

    records = (PersonJoined, PersonIdentified)
    for_the_record = True
    may_lie_ahead = True
    creates = "person"

    name: Annotated[str, Said("give the name they go by", NameMissing)]
    unit: UnitId
    function: str | None = None
    level: str | None = None
    job_title: str | None = None
    manager: Annotated[PersonId, Known()] | None = None
    identities: tuple[Identity, ...] = ()
    """What systems outside know them by."""
    site: str | None = field(default=None, metadata=LATER)
    employer: str | None = field(default=None, metadata=LATER)
    share_of_full_time: int | None = field(default=None, metadata=LATER)
    belonging: Belonging | None = field(default=None, metadata=LATER)
    continuous_since: date | None = field(default=None, metadata=LATER)

    def looks_up(self, book: Book) -> Iterable[tuple[str, type[Event[Any]]]]:
        return carried_by(self.identities, book)

    def decide(self, employment: Employment, book: Book) -> Decision:
        must_be_placed_well(self.person, self, self.effective_on, book)
        if self.continuous_since is not None and self.continuous_since > self.effective_on:
            raise ContinuousAfterJoining(
                f"continuous_since “{self.continuous_since}” is after {self.effective_on}, when they joined:"
                " give that day or an earlier one, or none"
            )
        joined = self.becomes(PersonJoined)
        self.must_not_be_here(employment, Supposing(book, (Line(joined, stream=self.person),)))
        self.must_not_come_back_higher(employment, book)
        self.must_not_turn_out_higher(employment, book)
        placed = Dated(self.effective_on, placement_in(self))
        must_not_go_round(self.person, employment.placements, placed, book)
        return (joined, *self.identified(employment, book))

    def must_not_be_here(self, employment: Employment, after: Book) -> None:
        """Refuses a stay that shares a day with another; one before another has ended by then, as when it is mended."""
        stays = employment.stays
        here = next((s for s in stays if s.left_on is None or self.effective_on <= s.left_on), None)
        if here is not None and self.effective_on < here.joined_on:
            following = pairwise(after.recall(Employment, self.person).stays)
            here = next((b for a, b in following if a.left_on is None or b.joined_on <= a.left_on), None)
        if here is not None:
            raise AlreadyJoined(
                f"“{self.person}” joined on {here.joined_on}: record that they left before they join again,"
                " or correct that entry if its day is wrong"
            )

    def must_not_come_back_higher(self, employment: Employment, book: Book) -> None:
        """Refuses to put somebody higher than they stood, who left lately: that is a step, and has its case."""
        left_on = max((stay.left_on for stay in employment.stays if stay.left_on), default=None)
        if left_on is None or months_after(left_on, MONTHS_OUTSIDE) <= self.effective_on:
            return
        if comes_higher(self, self.effective_on, employment, book) and not is_history(self.effective_on, book):
            raise CameBackHigher(
                f"level “{self.level}”: “{self.person}” left on {left_on} from a lower one: give that level, and record"
                " the step as a move"
            )

    def must_not_turn_out_higher(self, employment: Employment, book: Book) -> None:
        """Refuses to correct the level on which somebody joined to a higher one: that would be a step without a case.

        What was before the ledger is corrected as it turns out to have been.
        """
        known = book.whole().recall(Employment, self.person)
        for joined_on in {stay.joined_on for stay in known.stays} - {stay.joined_on for stay in employment.stays}:
            said = known.placement_on(joined_on)
            if said is None or said.level is None or is_history(self.effective_on, book):
                continue
            before = max(0, rung(said.level, said.unit, joined_on, book))
            if self.level and rung(self.level, self.unit, self.effective_on, book) > before:
                raise JoinedHigher(
                    f"level “{self.level}”: “{self.person}” was said to have joined on “{said.level}”: leave that, and"
                    " record the higher level as a move, with its case or exemption"
                )

    def identified(self, employment: Employment, book: Book) -> tuple[PersonIdentified, ...]:
        """What systems outside call them, as far as it is not known already."""
        for identity in self.identities:
            if not (says_something(identity.system) and says_something(identity.identifier)):
                raise NothingSaid(
                    f"identities: “{identity.identifier}” in “{identity.system}”: name the system, and what they are"
                    " called there",
                    field="identities",
                )
        by_key: dict[str, Identity] = {}
        for each in self.identities:
            by_key.setdefault(book.key_of(each.system, each.identifier), each)
        unknown = (each for each in by_key.values() if not is_known(each, employment, book))
        return tuple(identified(self.person, each, self.effective_on, book, field="identities") for each in unknown)


class AlreadyJoined(Refusal):
    """Nobody joins while they are here."""

    instead = "Record that they left before they join again, or correct the day on which they joined."
    field = "effective_on"


class ContinuousAfterJoining(Refusal):
    """Service that counts as continuous began when they joined, or before."""

    instead = "Give the day on which they joined or an earlier one, or leave it out."
    field = "continuous_since"


class JoinedHigher(Refusal):
    """Nobody comes to a level of leadership by a correction of how they joined."""

    instead = "Leave the level as it is, and record the step as a move, with its case or exemption."
    field = "level"


class CameBackHigher(Refusal):
    """Leaving and coming back is no way to a higher level."""

    instead = "Give the level on which they left, and record the step as a move, with its case or exemption."
    field = "level"
