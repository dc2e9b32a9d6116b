"""Who is here and where: the directory, the org chart, and who is who in other systems."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from domain.facts import Erased
from projections.reading import Reading


@dataclass(frozen=True, slots=True)
class PersonListed:
    """Somebody as the directory shows them on the day."""

    person: str
    name: str | Erased | None
    job_title: str | Erased | None
    unit: str
    function: str | None
    level: str | None
    manager: str | None
    joined_on: date
    left_on: date | None
    """The last day; None for those who are here."""

    @property
    def cursor(self) -> str:
        """Where in the directory they are; give it as `after` to go on from here."""
        return self.person


@dataclass(frozen=True, slots=True)
class Directory:
    """A page of the directory, as known at a position and true on a day."""

    people: tuple[PersonListed, ...]
    more: bool
    position: int
    on: date
    parked: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """What somebody is called in another system."""

    system: str
    identifier: str | Erased


async def directory(
    reading: Reading,
    *,
    units: Sequence[str] | None = None,
    functions: Sequence[str] | None = None,
    levels: Sequence[str] | None = None,
    manager: str | None = None,
    here: bool | None = True,
    first: int = 50,
    after: str | None = None,
) -> Directory:
    """The people who answer the description. `here`: with the organisation on the day (True), left (False), both (None)."""
    raise NotImplementedError


async def directory_counted(
    reading: Reading,
    *,
    units: Sequence[str] | None = None,
    functions: Sequence[str] | None = None,
    levels: Sequence[str] | None = None,
    manager: str | None = None,
    here: bool | None = True,
) -> int:
    """How many people answer the description."""
    raise NotImplementedError


async def listed(reading: Reading, people: Sequence[str]) -> Mapping[str, PersonListed]:
    """Those of these people whom the directory knows on the day, whether here or gone; one look for all of them."""
    raise NotImplementedError


async def names(reading: Reading, people: Sequence[str]) -> Mapping[str, str | Erased]:
    """What these people were called on the day."""
    raise NotImplementedError


async def reports(reading: Reading, managers: Sequence[str]) -> Mapping[str, tuple[str, ...]]:
    """Who reports directly to each of these people on the day."""
    raise NotImplementedError


async def chain_of_managers(reading: Reading, person: str) -> tuple[str, ...]:
    """The managers above somebody on the day, the nearest first; cut where it would go round in a circle."""
    raise NotImplementedError


async def identities(reading: Reading, people: Sequence[str]) -> Mapping[str, tuple[Identity, ...]]:
    """What these people are called in other systems."""
    raise NotImplementedError


async def identified(reading: Reading, system: str, identifier: str) -> tuple[str, ...]:
    """Who carries that identifier in that system."""
    raise NotImplementedError


async def search(reading: Reading, words: str, *, first: int = 20) -> tuple[str, ...]:
    """People whose name, or an identifier of theirs, begins with each of the words; the closest first."""
    raise NotImplementedError
