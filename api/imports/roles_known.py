"""The roles of a ledger by what they are called, and as they stand today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from api.imports.units_meant import units_in
from api.imports.words import squeezed
from domain.kernel.facts import Erased
from domain.kernel.ids import PersonId, RoleId, UnitId
from domain.kernel.standing import standing
from domain.organisation.appointments import RoleEstablished
from domain.organisation.profiles import RoleClosed, RoleProfileDefined
from domain.units.citing import unit_of
from ledger import Ledger

SAID_BY = (RoleEstablished.__name__, RoleProfileDefined.__name__, RoleClosed.__name__, "EntryRetracted")


@dataclass(frozen=True)
class KnownRole:
    """A role as the ledger has it today."""

    role: RoleId
    title: str
    unit: str
    function: str
    level: str
    critical: bool = False
    why: str = ""
    places: int = 1
    experiences: tuple[str, ...] = ()
    owner: PersonId | None = None


class NoRole(Exception):
    """What names no role, or several; with what would be right."""


class RolesKnown:
    """Finds roles by title, and by unit where several have it."""

    def __init__(self, ledger: Ledger) -> None:
        self._by_title: dict[str, list[KnownRole]] = {}
        self.by_id: dict[RoleId, KnownRole] = {}
        self._units = {unit: told.name for unit, told in units_in(ledger)}
        for known in roles_in(ledger):
            self._by_title.setdefault(squeezed(known.title), []).append(known)
            self.by_id[known.role] = known

    def called(self, title: str, unit: str | None = None) -> list[KnownRole]:
        """The roles of that title, in a unit where one is given."""
        named = self._by_title.get(squeezed(title), [])
        return [one for one in named if unit is None or one.unit == unit]

    def one(self, title: str, unit: str | None = None) -> KnownRole:
        """The one role that is meant. Raises NoRole."""
        found = self.called(title, unit)
        if len(found) > 1:
            raise NoRole(f"is the title of {len(found)} roles: say in which unit, in a column “Unit”")
        if not found and (elsewhere := self.called(title)):
            units = " and ".join(f"“{self._units.get(UnitId(one.unit), one.unit)}”" for one in elsewhere)
            raise NoRole(f"is no role of that unit: the ledger has it in {units}")
        if not found:
            raise NoRole("is no role that the ledger knows: import roles first (leadership import roles)")
        return found[0]


def roles_in(ledger: Ledger) -> Iterator[KnownRole]:
    """Every role that is not closed, as it was last described."""
    established = ledger.entries(kinds=(RoleEstablished.__name__,), opened=False)
    names = list(dict.fromkeys(entry.stream for entry in established))
    for name, stream in ledger.streams(names, kinds=SAID_BY).items():
        known: KnownRole | None = None
        for noted in standing(stream):
            match noted.event:
                case RoleEstablished(title=str(title)) as said:
                    known = KnownRole(RoleId(name), title, said.in_unit, said.function, said.level, said.critical)
                case RoleProfileDefined(title=str(title)) as said:
                    why = "" if isinstance(said.why, Erased) else said.why
                    asked = () if isinstance(said.experiences, Erased) else said.experiences
                    places, owner = said.places, said.owner
                    known = KnownRole(
                        RoleId(name), title, unit_of(said.unit), said.function, said.level, said.critical, why, places,
                        asked, owner,
                    )  # fmt: skip
                case RoleClosed():
                    known = None
        if known:
            yield known
