"""Employment: when somebody was with the organisation, where they stood, what they were called, in order of days."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Final

from domain.kernel.book import Book
from domain.kernel.commands import Command, precondition
from domain.kernel.dates import Dated, latest
from domain.kernel.facts import Erased
from domain.kernel.ids import PersonId, UnitId
from domain.kernel.memories import Memory
from domain.kernel.refusals import Refusal, WrittenAboutErased
from domain.people.erasure import Erasure
from domain.units.citing import unit_of


class Belonging(StrEnum):
    """In which way somebody belongs to the organisation."""

    EMPLOYED = "employed"
    TRANSFERRED = "transferred"
    """Employed, and come over with a business."""
    AGENCY = "agency"
    """Employed by an agency, and working here."""
    CONTRACTOR = "contractor"
    """Working here on a contract of their own."""

    @property
    def counts(self) -> bool:
        """Whether they are part of the headcount."""
        return self in (Belonging.EMPLOYED, Belonging.TRANSFERRED)


WHERE_NOBODY_HAS_SAID: Final = Belonging.EMPLOYED
"""As what somebody counts of whom nobody has said in which way they belong; what is told of them stays open."""


@dataclass(frozen=True)
class Stay:
    """One stay with the organisation. Whoever comes back begins another one, on the same stream."""

    joined_on: date
    left_on: date | None = None
    """The last day."""
    belonging: Belonging | None = None
    """In which way they belonged; None where nobody has said."""

    @property
    def counts(self) -> bool:
        """Whether they are part of the headcount while it lasts."""
        return (self.belonging or WHERE_NOBODY_HAS_SAID).counts

    def includes(self, day: date) -> bool:
        """Whether a day is in it, the first and the last included."""
        return self.joined_on <= day and (self.left_on is None or day <= self.left_on)


@dataclass(frozen=True)
class Identity:
    """Whom a system outside takes somebody for."""

    system: str
    """The other system."""
    identifier: str
    """What they are called there."""

    @property
    def signs_in(self) -> bool:
        """Whether it is an account to sign in with: its system is an address, as OpenID Connect's issuers are."""
        return "://" in self.system


@dataclass(frozen=True)
class Placement:
    """Where in the organisation somebody stands."""

    unit: str
    function: str | None = None
    level: str | None = None
    """The leadership level, as the organisation's framework names it; None where nobody has said."""
    job_title: str | Erased | None = None
    manager: PersonId | None = None
    site: str | None = None
    employer: str | None = None
    share_of_full_time: int | None = None


@dataclass(frozen=True)
class Employment:
    """Everything is remembered with its day, so that history that arrives late is judged as of then."""

    introduced_on: date | None = None
    """Since when they are known without being employed, if they were introduced."""
    stays: tuple[Stay, ...] = ()
    names: tuple[Dated[str | Erased], ...] = ()
    identities: frozenset[Identity] = frozenset()
    placements: tuple[Dated[Placement], ...] = ()

    @property
    def is_known(self) -> bool:
        """Whether the ledger knows them, here or gone."""
        return bool(self.stays) or self.introduced_on is not None

    @property
    def known_since(self) -> date | None:
        """Since when the ledger knows them: introduced or joined, whichever came first; None for nobody."""
        begun = (self.introduced_on, *(stay.joined_on for stay in self.stays))
        return min((day for day in begun if day is not None), default=None)

    def is_here_on(self, day: date) -> bool:
        """Whether they were with the organisation on that day, their first and last day included."""
        for stay in self.stays:  # noqa: SIM110 (nothing is asked so often: a generator costs more than the look)
            if stay.includes(day):
                return True
        return False

    def left_after(self, day: date, on: date) -> date | None:
        """The last day of the stay that held a day, if it was over before another; what was agreed ended with it."""
        return min((stay.left_on for stay in self.stays if stay.left_on and day <= stay.left_on < on), default=None)

    def counts_on(self, day: date) -> bool:
        """Whether they are part of the headcount on that day: here, and neither from an agency nor on a contract."""
        return any(stay.counts for stay in self.stays if stay.includes(day))

    def name_on(self, day: date) -> str | Erased | None:
        """What they were called on that day."""
        return latest(self.names, day)

    def placement_on(self, day: date) -> Placement | None:
        """Where they stood on that day; None before they joined."""
        return latest(self.placements, day)


@dataclass(frozen=True)
class PersonCommand(Command[Memory], abstract=True):
    """Something asked on a person's own stream."""

    subject = "person"

    person: PersonId
    """The person."""
    effective_on: date = field(kw_only=True)
    """The day it was true, or true from."""

    def employment(self, book: Book) -> Employment:
        """When they were with the organisation, and where."""
        return book.recall(Employment, self.person)

    def unit_on_that_day(self, book: Book) -> UnitId | None:
        """The unit in which they stand on the day; None before they joined."""
        placement = self.employment(book).placement_on(self.effective_on)
        return unit_of(placement.unit) if placement else None

    @precondition
    def may_be_written_about(self, book: Book) -> None:
        """Refuses whatever is recorded of somebody who has been erased."""
        must_not_be_erased("person", self.person, book)


@dataclass(frozen=True)
class KnownPersonCommand(PersonCommand[Memory], abstract=True):
    """Something asked of somebody whom the ledger knows, whether they are still here or not."""

    @precondition
    def must_be_known(self, book: Book) -> None:
        """Refuses what is said of somebody who neither joined nor was introduced."""
        if not self.employment(book).is_known:
            raise nobody_known("person", self.person)


@dataclass(frozen=True)
class PresentPersonCommand(KnownPersonCommand[Memory], abstract=True):
    """Something asked of somebody who is with the organisation on the day."""

    @precondition
    def must_be_present(self, book: Book) -> None:
        """Refuses what is said to have happened before they joined, after they left, or while they were away."""
        employment = self.employment(book)
        if not employment.stays:
            raise NotYetJoined(f"“{self.person}” was introduced, and has not joined: record the joining first")
        day, first = self.effective_on, employment.stays[0].joined_on
        if day < first:
            raise NotYetJoined(f"effective_on “{day}” is before “{self.person}” joined: give a day from {first} on")
        if not employment.is_here_on(day):
            last = max(stay.left_on for stay in employment.stays if stay.left_on and stay.left_on < day)
            raise AlreadyLeft(f"effective_on “{day}” is after “{self.person}” left: give a day up to {last}")


def must_not_be_erased(field: str, person: PersonId, book: Book) -> None:
    """Refuses somebody, named in a field of a command, who has been erased: nothing more is recorded about them."""
    erased_on = book.recall(Erasure, person).erased_on
    if erased_on is not None:
        raise WrittenAboutErased(f"{field} “{person}” was erased on {erased_on}: leave them out", field=field)


def is_known(person: PersonId, book: Book) -> bool:
    """Whether the ledger knows somebody of this id, here or gone."""
    return book.recall(Employment, person).is_known


def is_here(person: PersonId, on: date, book: Book) -> bool:
    """Whether somebody is with the organisation on a day."""
    return book.recall(Employment, person).is_here_on(on)


def must_count(field: str, person: PersonId, on: date, book: Book) -> None:
    """Refuses somebody, named in a field of a command, who works here on a day and is employed elsewhere."""
    if not book.recall(Employment, person).counts_on(on):
        raise EmployedElsewhere(
            f"{field} “{person}” is not employed here on {on}, but comes from an agency or on a contract:"
            " name somebody who is",
            field=field,
        )


def must_be_here(field: str, person: PersonId, on: date, book: Book) -> None:
    """Refuses somebody, named in a field of a command, who is not with the organisation on a day."""
    if not is_here(person, on, book):
        if not is_known(person, book):
            raise nobody_known(field, person)
        raise NotHere(f"{field} “{person}” is not with the organisation on {on}: name somebody who is", field=field)


def nobody_known(field: str, person: PersonId) -> NobodyKnown:
    """What is said of somebody, named in a field of a command, whom the ledger does not know."""
    return NobodyKnown(
        f"{field} “{person}” is nobody whom the ledger knows: record first that they joined, or name another",
        field=field,
    )


class NobodyKnown(Refusal):
    """Whoever is named stands in the ledger."""

    instead = "Record first that they joined, or name somebody whom the ledger knows."


class NotHere(Refusal):
    """Whoever takes a part is with the organisation on that day, and answers for it."""

    instead = "Name somebody who is with the organisation on that day, or mend the day."


class EmployedElsewhere(Refusal):
    """Whoever comes from an agency or on a contract stands in for a while, and holds or follows in no role of ours."""

    instead = "Name somebody who is employed here, or appoint them for an interim."


class NotYetJoined(Refusal):
    """Nothing is recorded of somebody's time here before it began."""

    instead = "Give a day from their first on, or record that they joined."
    field = "effective_on"


class AlreadyLeft(Refusal):
    """Nothing is recorded of somebody's time here after it ended."""

    instead = "Give a day up to their last, or correct their leaving."
    field = "effective_on"
