"""The rows of benches, as far as whoever asks is told them: which statement is about whom, and what comes of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from enum import Enum, auto
from typing import Any, Final

from domain.development.aspirations import Willingness
from domain.frameworks.edition import Readiness
from domain.kernel.dates import months_after, months_between
from domain.kernel.facts import ORGANISATION
from domain.organisation.role import WHOLE, AppointmentKind
from domain.people.leave import Leave, as_if_since
from domain.succession.retention import Grade, RetentionReason
from projections.engine.reading import Reading
from projections.engine.seeing import FIGURES, OWN_WORDS
from projections.leaves import leaves_begun
from projections.succession_bench.bench import EmergencyCover, Judged, RoleHeld, RoleHolder, Successor
from projections.succession_bench.bench_statements import (
    JUDGED,
    OF_ALL,
    OF_HOLDERS,
    covers_asked,
    holders_asked,
    successors_asked,
)

A_YEAR: Final = 12
"""Months below which somebody is new to their level."""
NOBODY: Final[frozenset[str]] = frozenset()
READINESS: Final[dict[str | None, Readiness | None]] = {None: None, **{each.value: each for each in Readiness}}
WILLINGNESS: Final[dict[str | None, Willingness | None]] = {None: None, **{each.value: each for each in Willingness}}


class Beside(Enum):
    """What is told beside a role and who holds it, and is not told to everybody."""

    SUCCESSORS = auto()
    COVERS = auto()
    JUDGEMENTS = auto()
    """How likely holders are to leave, and what would be lost with them."""


ALL_BESIDE: Final = frozenset(Beside)


class BenchRows:
    """Asks for the rows of some roles, or of all: of each role and holder what whoever asks is told of them.

    For figures, everything, by whoever is told these.
    """

    def __init__(self, reading: Reading, where: str, roles: Sequence[str], *, for_figures: bool) -> None:
        self._reading, self._where, self._roles, self._for_figures = reading, where, list(roles), for_figures

    async def holders(self, *, judged: bool) -> Mapping[str, list[RoleHolder]]:
        """By role, who holds it; with what is `judged` of them where that is asked for."""
        rows = await self._reading.rows(holders_asked(self._where), {"roles": self._roles}, prepare=self._narrow)
        judgements = await self._judgements({row[1] for row in rows}) if judged and rows else {}
        found: dict[str, list[RoleHolder]] = defaultdict(list)
        for row in rows:
            found[row[0]].append(holder(row, judgements))
        return found

    async def successors(self, own: Mapping[str, frozenset[str]]) -> Mapping[str, list[Successor]]:
        """By role, who might come after; beside its `own` holders."""
        found: dict[str, list[Successor]] = defaultdict(list)
        rows = await self._told(successors_asked(self._where), by=OWN_WORDS)
        leaves = await leaves_begun(self._reading, list({row[1] for row in rows})) if rows else {}
        for row in rows:
            found[row[0]].append(successor(row, own.get(row[0], NOBODY), leaves.get(row[1], ()), self._reading.on))
        return found

    async def covers(self, own: Mapping[str, frozenset[str]]) -> Mapping[str, list[EmergencyCover]]:
        """By role, who could hold it for a while, but for its `own` holders."""
        found: dict[str, list[EmergencyCover]] = defaultdict(list)
        for role, person, *named in await self._told(covers_asked(self._where)):
            if person not in own.get(role, NOBODY):
                found[role].append(EmergencyCover(person, *named))
        return found

    async def _judgements(self, people: Collection[str]) -> Mapping[tuple[str, str], Judged | None]:
        """By table and person, what is judged of them."""
        about, by = ((ORGANISATION,), FIGURES) if self._for_figures else (people, None)
        rows = await self._reading.rows(JUDGED, {"people": list(people)}, about=about, by=by, prepare=self._narrow)
        return {(table, person): judged(said) for table, person, *said in rows}

    async def _told(self, statement: str, by: str | None = None) -> list[tuple[Any, ...]]:
        """The rows of a statement about these roles."""
        about, by = ((ORGANISATION,), FIGURES) if self._for_figures else (self._roles, by)
        return await self._reading.rows(
            statement, {"roles": self._roles}, about=about, by=by if about else None, prepare=self._narrow
        )

    @property
    def _narrow(self) -> bool:
        return self._where != OF_ALL


def holder(row: Sequence[Any], judgements: Mapping[tuple[str, str], Judged | None]) -> RoleHolder:
    """A row of the question who holds a role, with what is judged of them."""
    _, person, kind, since, share, position = row
    risk, impact = (judgements.get((table, person)) for table in ("retention_risks", "impacts_of_loss"))
    return RoleHolder(person, AppointmentKind(kind), since, share or WHOLE, position, risk, impact)


def judged(row: Sequence[Any]) -> Judged | None:
    """A row of what is judged of holders; None where that has been erased."""
    grade, reason, on, until, position = row
    coded = RetentionReason(reason) if reason else None
    return None if grade is None else Judged(Grade(grade), on, until, position, coded)


async def roles_held(reading: Reading, people: Sequence[str]) -> Mapping[str, tuple[RoleHeld, ...]]:
    """By person, the roles that they hold on the day, in the order in which they took them up."""
    found: dict[str, list[RoleHeld]] = defaultdict(list)
    leaves = await leaves_begun(reading, people)
    for role, person, kind, since, share, _ in await reading.rows(holders_asked(OF_HOLDERS), {"people": list(people)}):
        months = months_between(as_if_since(leaves.get(person, ()), since, reading.on), reading.on)
        found[person].append(RoleHeld(person, role, AppointmentKind(kind), since, share or WHOLE, months))
    return {person: tuple(sorted(held, key=lambda one: one.since)) for person, held in found.items()}


async def judged_of(reading: Reading, people: Sequence[str]) -> Mapping[str, tuple[Judged | None, Judged | None]]:
    """By person, how likely they are to leave and what would be lost with them, as far as whoever asks is told."""
    rows = await reading.rows(JUDGED, {"people": list(people)}, about=people) if people else []
    found = {(table, person): judged(said) for table, person, *said in rows}
    return {who: (found.get(("retention_risks", who)), found.get(("impacts_of_loss", who))) for who in people}


def own_holders(holders: Iterable[RoleHolder]) -> frozenset[str]:
    """Who holds a role as their own."""
    return frozenset(holder.person for holder in holders if holder.substantive)


def successor(row: Sequence[Any], holders: Collection[str], leaves: Collection[Leave], on: date) -> Successor:
    """A row of the question who might come after, beside who holds the role."""
    role, person, rank, nominated, by, readiness, judged_on, until, unexpired, supported, *more = row
    word, employed, since, cited, framework, edition, position = more
    return Successor(
        person,
        rank,
        nominated,
        by,
        READINESS[readiness],
        judged_on,
        until,
        unexpired,
        supported,
        WILLINGNESS[word],
        employed,
        person in holders,
        since,
        since is not None and on < months_after(as_if_since(leaves, since, on), A_YEAR),
        cited,
        framework,
        edition,
        position,
        role,
    )
