"""Where somebody stood when, and what they were called: as the ledger says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, TypeVar

from domain.kernel.dates import Dated, latest
from domain.kernel.facts import Erased, Event, Reference
from domain.kernel.ids import CaseId
from domain.kernel.standing import Noted
from domain.people.employment import Belonging, Identity, Placement
from domain.people.joining import PersonJoined
from domain.people.leaving import LeavingReason, PersonLeft
from domain.people.moving import PersonMoved, placement_in
from domain.people.naming import PersonIdentified, PersonRenamed
from domain.people.steps_up import Exemption

Said = TypeVar("Said")
KINDS_READ = ("PersonJoined", "PersonMoved", "PersonRenamed", "PersonLeft", "PersonIdentified", "EntryRetracted")
"""The kinds of entries that such a history is read from."""


@dataclass(frozen=True)
class Renamed(Dated[str]):
    """A name that was taken on a day."""

    at: Reference | None = field(default=None, compare=False)
    """The entry that says so; None where none does yet."""


@dataclass(frozen=True)
class Stood:
    """Where somebody stood from a day on."""

    on: date
    placement: Placement
    at: Reference | None = None
    """The entry that says so; None where none does yet."""
    case: CaseId | None = field(default=None, compare=False)
    """The promotion case that it names."""
    exempt: Exemption | None = field(default=None, compare=False)
    """Why it names none, where it says so."""


@dataclass(frozen=True)
class Stay:
    """One stay with the organisation."""

    name: str
    """What they were called when they joined."""
    stood: tuple[Stood, ...]
    """In the order of their days; the first is the joining."""
    left_on: date | None = None
    why_left: LeavingReason = LeavingReason.UNKNOWN
    left_at: Reference | None = None
    belonging: Belonging | None = None
    continuous_since: date | None = None

    @property
    def joined_on(self) -> date:
        """The first day."""
        return self.stood[0].on

    def stood_on(self, day: date) -> Stood:
        """Where they stood on a day; before they joined, where they were to begin."""
        return next((stood for stood in reversed(self.stood) if stood.on <= day), self.stood[0])

    def with_stood(self, stood: Stood, *, instead_of: Stood | None = None) -> Stay:
        """The same stay with one more standing, or with one in another's place."""
        others = tuple(one for one in self.stood if one is not instead_of)
        return replace(self, stood=tuple(sorted((*others, stood), key=lambda one: one.on)))


@dataclass(frozen=True)
class History:
    """Somebody's stays, names and identities."""

    stays: tuple[Stay, ...] = ()
    names: tuple[Renamed, ...] = ()
    """Names that they took after joining."""
    identities: frozenset[Identity] = frozenset()
    identified: Mapping[Identity, Dated[Reference]] = field(default_factory=dict, compare=False)
    """The entries that say these, with the days from which on they are called so."""

    def name_on(self, day: date) -> str:
        """What they were called."""
        joined = (Dated(stay.joined_on, stay.name) for stay in self.stays)
        names = sorted((*joined, *self.names), key=lambda name: name.on)
        return latest(names, day) or names[0].what

    def known_as(self, *identities: Identity) -> History:
        """The same history of somebody who is called that, too."""
        return (
            self
            if self.identities.issuperset(identities)
            else replace(self, identities=self.identities | {*identities})
        )

    def with_last_stay(self, stay: Stay) -> History:
        """The same history with another last stay."""
        return self if stay is self.stays[-1] else replace(self, stays=(*self.stays[:-1], stay))


class Unreadable(Exception):
    """This person has been erased: nothing can be compared any more, and nothing more is recorded."""


def history_of(standing: Iterable[Noted[Event[Any]]]) -> History:
    """What the ledger says, from the entries that stand, in the order of effect. Raises Unreadable."""
    stays: list[Stay] = []
    names: list[Renamed] = []
    identities: dict[Identity, Dated[Reference]] = {}
    for noted in standing:
        match noted.event:
            case PersonIdentified(system=system, identifier=identifier):
                identities[Identity(system, readable(identifier))] = Dated(noted.event.effective_on, noted.at)
            case PersonJoined(name=name) as joined:
                first = Stood(joined.effective_on, placement_in(joined), noted.at)
                stays.append(stay_begun(readable(name), first, joined))
            case PersonMoved() as moved:
                readable(moved.job_title)
                stood = Stood(moved.effective_on, placement_in(moved), noted.at, moved.case, moved.exempt)
                if stays:
                    stays[-1] = replace(stays[-1], stood=(*stays[-1].stood, stood))
            case PersonRenamed(name=name):
                names.append(Renamed(noted.event.effective_on, readable(name), noted.at))
            case PersonLeft(reason=reason):
                why = readable(reason)
                if stays:
                    left_on = noted.event.effective_on
                    stays[-1] = replace(stays[-1], left_on=left_on, why_left=why, left_at=noted.at)
    return History(tuple(stays), tuple(names), frozenset(identities), identities)


def readable(said: Said | Erased) -> Said:
    """What an entry says in words. Raises Unreadable."""
    if isinstance(said, Erased):
        raise Unreadable
    return said


def stay_begun(name: str, first: Stood, joined: PersonJoined) -> Stay:
    """A stay as it begins."""
    return Stay(name, (first,), belonging=joined.belonging, continuous_since=joined.continuous_since)
