"""Seats: the board, the owner, those from outside. Who holds one takes part without being employed here."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from domain.kernel.book import Book, Decision
from domain.kernel.facts import ORGANISATION, Event, Reference
from domain.kernel.ids import PersonId
from domain.kernel.memories import changed
from domain.kernel.refusals import BeginsAfterItEnds, Refusal
from domain.people.employment import KnownPersonCommand


class Seat(StrEnum):
    """What somebody does for the organisation beside, or without, being employed by it."""

    BOARD_MEMBER = "board_member"
    OWNER = "owner"
    EXTERNAL_ASSESSOR = "external_assessor"
    COACH = "coach"
    MENTOR = "mentor"
    PANEL_MEMBER = "panel_member"


@dataclass(frozen=True)
class Sitting:
    """Somebody in a seat, from a day on and until a day."""

    seat: Seat
    since: date
    until: date | None = None
    """The last day; None as long as nobody has said one."""

    def includes(self, day: date) -> bool:
        """Whether they hold the seat on that day, the first and the last included."""
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True)
class Seats:
    """The seats that somebody has held, in order of days."""

    sittings: tuple[Sitting, ...] = ()

    def held_on(self, day: date) -> tuple[Seat, ...]:
        """The seats that they hold on that day."""
        return tuple(dict.fromkeys(sitting.seat for sitting in self.sittings if sitting.includes(day)))


@dataclass(frozen=True)
class SeatTaken(Event[Seats]):
    """Somebody took a seat: from here on they take part, employed or not."""

    seat: Seat
    """The seat."""
    until: date | None = None
    """The last day in it, if that is known beforehand."""

    def concerns(self) -> tuple[str, ...]:
        return (ORGANISATION,)

    def evolve(self, seats: Seats, at: Reference) -> Seats:
        return changed(seats, sittings=(*seats.sittings, Sitting(self.seat, self.effective_on, self.until)))


@dataclass(frozen=True)
class SeatLeft(Event[Seats]):
    """Their last day in a seat."""

    seat: Seat
    """The seat."""

    def concerns(self) -> tuple[str, ...]:
        return (ORGANISATION,)

    def evolve(self, seats: Seats, at: Reference) -> Seats:
        left = tuple(
            replace(sitting, until=self.effective_on) if self.ends(sitting) else sitting for sitting in seats.sittings
        )
        return changed(seats, sittings=left)

    def ends(self, sitting: Sitting) -> bool:
        """Whether this is the end of a sitting."""
        return sitting.seat is self.seat and sitting.includes(self.effective_on)


@dataclass(frozen=True)
class TakeSeat(KnownPersonCommand[Seats]):
    """Give somebody a seat, whether they are employed here or not."""

    records = (SeatTaken,)
    may_lie_ahead = True

    seat: Seat
    until: date | None = None

    def decide(self, seats: Seats, book: Book) -> Decision:
        if self.until is not None and self.until < self.effective_on:
            raise BeginsAfterItEnds(f"until “{self.until}” is before effective_on “{self.effective_on}”", field="until")
        if Sitting(self.seat, self.effective_on, self.until) in seats.sittings:
            return ()
        if self.seat in seats.held_on(self.effective_on):
            raise SeatHeldAlready(f"“{self.person}” is {self.seat} on {self.effective_on} already: end that first")
        return (self.becomes(SeatTaken),)


@dataclass(frozen=True)
class LeaveSeat(KnownPersonCommand[Seats]):
    """Record somebody's last day in a seat."""

    records = (SeatLeft,)
    may_lie_ahead = True

    seat: Seat

    def decide(self, seats: Seats, book: Book) -> Decision:
        sittings = [one for one in seats.sittings if one.seat is self.seat and one.includes(self.effective_on)]
        if not sittings:
            raise SeatNotHeld(
                f"“{self.person}” is not {self.seat} on {self.effective_on}: give a day on which they are"
            )
        if all(sitting.until == self.effective_on for sitting in sittings):
            return ()
        return (self.becomes(SeatLeft),)


def holds_seat(person: PersonId, on: date, book: Book) -> bool:
    """Whether somebody holds a seat on a day, whichever it is."""
    return bool(book.recall(Seats, person).held_on(on))


def seats_of(person: PersonId, on: date, book: Book) -> tuple[Seat, ...]:
    """The seats that somebody holds on a day."""
    return book.recall(Seats, person).held_on(on)


class SeatHeldAlready(Refusal):
    """Nobody takes a seat in which they sit."""

    instead = "Record that they leave it first, or mend the day."
    field = "seat"


class SeatNotHeld(Refusal):
    """Only whoever holds a seat leaves it."""

    instead = "Name a seat that they hold on that day."
    field = "seat"
