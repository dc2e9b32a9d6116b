"""Roles as a table lists them: what each is, and who holds it since when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from api.imports.basis import RowsTold
from api.imports.levels import LevelsMeant
from api.imports.names import names_nobody
from api.imports.recording import Asked
from api.imports.roles_known import KnownRole, RolesKnown
from api.imports.rows import Row, Wanted
from api.imports.units_meant import SeveralUnits
from api.imports.words import FILE_WORDS, squeezed
from domain.kernel.ids import PersonId, RoleId, UnitId
from domain.organisation.appointments import AppointToRole, EstablishRole
from domain.organisation.holders import holds_on
from domain.organisation.profiles import DefineRoleProfile
from domain.people.steps_up import Exemption

ROLES: Final = Wanted(
    ("role", "role_id", "unit", "function", "level", "critical", "incumbent", "incumbent_name", "since", "why"),
    {
        "role": "say what the role is called",
        "unit": "say to which unit it belongs",
        "level": "say on which level of leadership it is",
    },
    ("since", "since"),
)
CRITICAL: Final[Mapping[str, bool]] = {
    squeezed(word): answer == "yes"
    for asked in ("flags", "criticality")
    for answer in ("yes", "no")
    for word in FILE_WORDS[asked][answer]
}
VACANT: Final = frozenset(
    ("vacant", "open", "tbd", "tba", "to be hired", "vakant", "unbesetzt", "vacante", "à pourvoir")
)


@dataclass(frozen=True)
class RoleTold:
    """A role as the file has it, with whoever holds it."""

    row: Row
    known: KnownRole
    before: KnownRole | None
    """What it is in the ledger; None where that has none of it."""
    holders: tuple[tuple[PersonId, date, Row], ...] = ()


@dataclass
class RolesTold(RowsTold):
    """A file of roles, held against a ledger."""

    levels: LevelsMeant = field(kw_only=True)
    since: date | None = field(default=None, kw_only=True)
    """Since when incumbents hold their roles, where the file does not say."""

    def __iter__(self) -> Iterator[list[Asked]]:
        self.begin()
        self.levels.begin()
        told = self.roles_told()
        for one in told.values():
            self.basis.units.need(UnitId(one.known.unit), self.established_on(one))
        yield self.with_units([asked for one in told.values() for asked in self.about(one)])

    def in_words(self) -> Iterator[str]:
        """What is to be told beside."""
        yield from self.taken_in_words()
        if "critical" not in self.rows.headings():
            yield "No column says which roles are critical, so no new one is: name it with --column critical=HEADING."
        if "function" not in self.rows.headings():
            yield "No column gives a function: the name of the unit stands in for it."

    def roles_told(self) -> dict[RoleId, RoleTold]:
        """The roles of the file, each with all its holders."""
        known, told = RolesKnown(self.basis.ledger), dict[RoleId, RoleTold]()
        for row in self.understood():
            one = self.role_told(row, known)
            if one is None:
                continue
            before = told.setdefault(one.known.role, replace(one, holders=()))
            if replace(one.known, places=1) != replace(before.known, places=1):
                self.problem(
                    row, "role", f"is in row {before.row.number} too, as another role: give each an id of its own"
                )
            elif all(person not in {held for held, _, _ in before.holders} for person, _, _ in one.holders):
                holders = (*before.holders, *one.holders)
                places = max(before.known.places, len(holders))
                told[one.known.role] = replace(before, known=replace(before.known, places=places), holders=holders)
        return told

    def role_told(self, row: Row, known: RolesKnown) -> RoleTold | None:
        """The role of one row, with its holder; None, and a problem, where that cannot be said."""
        before = len(self.problems)
        try:
            unit = self.basis.units.meant(row.said["unit"])
        except SeveralUnits as error:
            self.problem(row, "unit", str(error))
            return None
        found = self.found(row, unit, known)
        level, critical = (
            self.levels.meant(row.said["level"], unit),
            critical_said(row.said.get("critical", "")),
        )
        if level is None:
            right = f"name one of {', '.join(self.levels.ladder(unit) or ())}, or say what it means with --levels"
            self.problem(row, "level", f"is no level there: {right}")
        if critical is None:
            self.problem(row, "critical", "is neither a yes nor a no: write yes or no")
        holders = self.holders(row)
        if len(self.problems) > before or level is None or critical is None:
            return None
        told = self.profile(row, unit, level, found)
        if "critical" in row.said:
            told = replace(told, critical=critical)
        return RoleTold(row, told, found, holders)

    def found(self, row: Row, unit: UnitId, known: RolesKnown) -> KnownRole | None:
        """The role that the ledger has for a row; None, and perhaps a problem, where it has none."""
        if own := row.said.get("role_id"):
            return known.by_id.get(RoleId(self.basis.ids.subject("role", self.basis.system, own)))
        named = known.called(row.said["role"], unit)
        if len(named) > 1:
            self.problem(row, "role", "is the title of several roles there: give their ids, in a column “Role ID”")
        return named[0] if named else None

    def profile(self, row: Row, unit: UnitId, level: str, found: KnownRole | None) -> KnownRole:
        """What the role is, by the file, and by the ledger where the file says nothing."""
        words = (row.said["role_id"],) if row.said.get("role_id") else (squeezed(row.said["role"]), unit)
        new = RoleId(self.basis.ids.subject("role", self.basis.system, *words))
        function = row.said.get("function") or (found.function if found else self.basis.units.names()[unit])
        held = found or KnownRole(new, row.said["role"], unit, function, level)
        why = row.said.get("why") or held.why
        return replace(held, title=row.said["role"], unit=unit, function=function, level=level, why=why)

    def holders(self, row: Row) -> tuple[tuple[PersonId, date, Row], ...]:
        """Whoever holds the role, by a row."""
        said = row.said.get("incumbent") or row.said.get("incumbent_name", "")
        if not said or said.casefold() in VACANT or names_nobody(said):
            return ()
        person, since = self.person(row, "incumbent", "incumbent_name"), row.days["since"] or self.since
        if since is None:
            self.problem(row, "since", "is empty: say since when they hold it, or with --since for all")
        return ((person, since, row),) if person and since else ()

    def established_on(self, told: RoleTold) -> date:
        """From which day on the ledger has the role, as far as the file tells."""
        return min((since for _, since, _ in told.holders), default=self.basis.on)

    def about(self, told: RoleTold) -> Iterator[Asked]:
        """What is asked for about one role."""
        row, known, title, stands, on = told.row, told.known, told.known.title, told.before, self.basis.on
        if stands is None:
            on = self.established_on(told)
            placed = (UnitId(known.unit), known.function, known.level, known.critical)
            yield self.asked(row, EstablishRole(known.role, title, *placed, effective_on=on), title)
            stands = replace(known, why="", places=1)
        if stands != known:
            yield self.asked(row, self.defined(known, on), title)
        for person, since, held in told.holders:
            yield from self.appointed(known, person, since, held)

    def defined(self, known: KnownRole, on: date) -> DefineRoleProfile:
        """The role described anew."""
        said: dict[str, Any] = {name: value for name, value in vars(known).items() if name not in ("role", "why")}
        return DefineRoleProfile(known.role, **said, why=known.why if known.critical else "", effective_on=on)

    def appointed(self, known: KnownRole, person: PersonId, since: date, row: Row) -> Iterator[Asked]:
        """The appointment of whoever holds it, unless that stands in the ledger."""
        held = holds_on(max(since, self.basis.on), person, known.role, self.basis.book)
        if held is None:
            exempt = Exemption.BEFORE_LEDGER if self.basis.is_history(since) else Exemption.NOT_STATED
            command = AppointToRole(known.role, person, exempt=exempt, effective_on=since)
            yield self.asked(row, command, known.title)
        elif held.since != since:
            self.notice(
                row, "since", f"is not since when the ledger has them hold it, which is {held.since}: left as it is"
            )


def critical_said(cell: str) -> bool | None:
    """Whether a cell says that a role is critical; a blank one says that it is not. None where it is no answer."""
    return CRITICAL.get(squeezed(cell)) if cell else False
