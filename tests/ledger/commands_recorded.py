"""What the tests of the book ask for again and again, in a line each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from domain.kernel.book import Book, Decision
from domain.kernel.commands import Command
from domain.kernel.facts import Event
from domain.kernel.ids import PersonId, RoleId, UnitId
from domain.organisation.appointments import EstablishRole
from domain.people.employment import Employment, KnownPersonCommand, PersonCommand
from domain.people.joining import JoinPerson
from domain.people.naming import PersonRenamed, RenamePerson
from domain.units.tree import EstablishUnit
from ledger import Ledger, Request, new_id
from ledger.deciding.sources import FreshStreams
from ledger.deciding.streams import KeptStreams
from ledger.deciding.view import View
from ledger.storage.proposals import NewEntry, Outcome, Proposal
from ledger.storage.read_set import ReadSet
from tests.units import ASSEMBLY, RECORDER, TOOLING

ROOT = Path(__file__).parents[2]
BY = RECORDER
DAY = date(2024, 1, 1)


def person_id() -> PersonId:
    return PersonId(new_id("person"))


def role_id() -> RoleId:
    return RoleId(new_id("role"))


def joining(person: PersonId, name: str = "Ada Okafor", *, manager: PersonId | None = None) -> JoinPerson:
    return JoinPerson(person, name, TOOLING, manager=manager, effective_on=DAY)


def renaming(person: PersonId, name: str, *, on: date = DAY) -> RenamePerson:
    return RenamePerson(person, name, effective_on=on)


def establishing(role: RoleId) -> EstablishRole:
    return EstablishRole(role, "Planner", ASSEMBLY, "Production", "others", effective_on=DAY)


def a_unit() -> EstablishUnit:
    """Something that needs nothing before it."""
    return EstablishUnit(UnitId(new_id("unit")), "Hall", effective_on=DAY)


def asking(command: Command[Any]) -> Request:
    """The command under an id of its own."""
    return Request(command, BY, uuid4())


def somebody(ledger: Ledger, name: str = "Ada Okafor") -> PersonId:
    """A person who has joined."""
    person = person_id()
    ledger.record(joining(person, name), by=BY)
    return person


def some_role(ledger: Ledger) -> RoleId:
    """A role that is established."""
    role = role_id()
    ledger.record(establishing(role), by=BY)
    return role


def book_of(ledger: Ledger) -> View:
    """The book as a decision would see it now, with nothing in memory."""
    return View(FreshStreams(ledger.recorder, KeptStreams()), ledger.form.secret_keys)


def past_the_rules(ledger: Ledger, stream: str, *events: Event[Any], kind: str | None = None) -> Outcome:
    """Write events on a stream in one append, which nobody has decided; of another kind, if one is named."""
    command_id = uuid4()
    entries = [
        NewEntry(stream, kind or type(event).__name__, ledger.form.encode(event, stream, command_id), None, ())
        for event in events
    ]
    [outcome] = ledger.recorder.append([Proposal(command_id, b"", BY, entries, ReadSet())])
    return outcome


@dataclass(frozen=True)
class SayWhereWeAre(KnownPersonCommand[Employment]):
    """A decision that stores the position it was made at."""

    def decide(self, person: Employment, book: Book) -> Decision:
        return (PersonRenamed(f"Known at {book.basis}", effective_on=self.effective_on),)


@dataclass(frozen=True)
class SayWhatIsKnown(PersonCommand[Employment]):
    """Another, which has looked at somebody else's stream before."""

    other: PersonId

    def decide(self, person: Employment, book: Book) -> Decision:
        name = book.recall(Employment, self.other).name_on(self.effective_on)
        return (PersonRenamed(f"{name} at {book.basis}", effective_on=self.effective_on),)
