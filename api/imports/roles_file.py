"""Roles as a table lists them: what each is, and who holds it since when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Final

from api.imports.basis import first_of_all
from api.imports.holders_told import Holder, HoldersTold
from api.imports.levels import LevelsMeant
from api.imports.recording import Asked
from api.imports.roles_known import KnownRole, RolesKnown
from api.imports.rows import Row
from api.imports.units_meant import SeveralUnits
from api.imports.wanted import Wanted
from api.imports.words import FILE_WORDS, squeezed
from domain.kernel.ids import RoleId, UnitId
from domain.organisation.appointments import AppointToRole, EstablishRole, VacateRole
from domain.organisation.holders import holds_on, own_holders_on
from domain.organisation.profiles import DefineRoleProfile
from domain.organisation.role import AppointmentKind, WhyVacated
from domain.people.steps_up import Exemption

ROLES: Final = Wanted(
    (
        "role",
        "role_id",
        "unit",
        "function",
        "level",
        "critical",
        "incumbent",
        "incumbent_name",
        "incumbent_unit",
        "footing",
        "since",
        "why",
        "cancelled",
    ),
    {
        "role": "say what the role is called",
        "unit": "say to which unit it belongs",
        "level": "say on which level of leadership it is",
    },
    ("since", "since"),
    months=True,
)
CRITICAL: Final[Mapping[str, bool]] = {
    squeezed(word): answer == "yes"
    for asked in ("flags", "criticality")
    for answer in ("yes", "no")
    for word in FILE_WORDS[asked][answer]
}


DESCRIBED: Final = ("title", "function", "level", "critical", "why", "places")
"""What is told of a role that is described anew, beside its unit."""


@dataclass(frozen=True)
class RoleTold:
    """A role as the file has it, with whoever holds it."""

    row: Row
    known: KnownRole
    before: KnownRole | None
    """What it is in the ledger; None where that has none of it."""
    holders: tuple[Holder, ...] = ()


@dataclass
class RolesTold(HoldersTold):
    """A file of roles, held against a ledger."""

    levels: LevelsMeant = field(kw_only=True)
    hand_over: WhyVacated | None = field(default=None, kw_only=True)
    """Why whoever the file no longer names gave up a role as the next took it up; None where they did not."""
    partly: frozenset[RoleId] = field(default=frozenset(), kw_only=True)
    """The roles of which a row is left out: nobody takes one of these over, as that row may name who holds it."""
    anew: list[str] = field(default_factory=list, kw_only=True)
    """The roles that the ledger has, and that are told otherwise: what of them, from what to what."""
    why: str = field(default="", kw_only=True)
    """Why roles are critical of which neither the file nor the ledger says it."""

    def __iter__(self) -> Iterator[list[Asked]]:
        self.begin()
        self.levels.begin()
        self.anew.clear()
        told = self.roles_told()
        for one in told.values():
            self.basis.units.need(UnitId(one.known.unit), self.established_on(one))
        yield self.with_units([asked for one in told.values() for asked in self.about(one)])

    def in_words(self) -> Iterator[str]:
        """What is to be told beside."""
        yield from self.taken_in_words()
        if self.anew:
            roles = "a role that is" if len(self.anew) == 1 else f"{len(self.anew)} roles that are"
            yield f"Described anew: {roles} told otherwise than in the ledger, {first_of_all(self.anew)}."
        if "critical" not in self.rows.headings():
            yield "No column says which roles are critical, so no new one is: name it with --column critical=HEADING."
        if "function" not in self.rows.headings():
            yield "No column gives a function: the name of the unit stands in for it."

    def roles_told(self) -> dict[RoleId, RoleTold]:
        """The roles of the file, each with all its holders."""
        known, told = RolesKnown(self.basis.ledger), dict[RoleId, RoleTold]()
        self.partly = self.partly_told(known) if self.hand_over else frozenset()
        for row in self.understood():
            one = self.role_told(row, known)
            if one is None:
                continue
            before = told.setdefault(one.known.role, replace(one, holders=()))
            if replace(one.known, places=1) != replace(before.known, places=1):
                self.problem(
                    row, "role", f"is in row {before.row.number} too, as another role: give each an id of its own"
                )
            elif all(held.person not in {each.person for each in before.holders} for held in one.holders):
                holders = (*before.holders, *one.holders)
                places = max(before.known.places, sum(held.substantive for held in holders))
                told[one.known.role] = replace(before, known=replace(before.known, places=places), holders=holders)
        return told

    def partly_told(self, known: RolesKnown) -> frozenset[RoleId]:
        """The roles of which a row is left out, which may be that of whoever holds it."""
        found = set[RoleId]()
        for number, said in self.rows.cells_said() if self.left_out else ():
            if number in self.left_out and said.get("role") and said.get("unit"):
                row = Row(number, said, {})
                with suppress(SeveralUnits):
                    unit = self.basis.units.meant(said["unit"])
                    found.add(self.profile(row, unit, "", self.found(row, unit, known)).role)
        return frozenset(found)

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
        wrong = len(self.problems) > before
        holders = self.holders(row)
        wrong = wrong or (len(self.problems) > before and row.number not in self.unheld)
        if wrong or level is None or critical is None:
            return None
        told = self.profile(row, unit, level, found)
        if "critical" in row.said:
            told = replace(told, critical=critical)
        if told.why and not told.critical:
            if row.said.get("why"):
                self.notice(row, "why", "is not kept: of critical roles alone it is said why they are")
            told = replace(told, why="")
        elif told.critical and not told.why:
            told = replace(told, why=self.why)
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

    def established_on(self, told: RoleTold) -> date:
        """From which day on the ledger has the role, as far as the file tells."""
        return min((*(held.since for held in told.holders), self.basis.on))

    def about(self, told: RoleTold) -> Iterator[Asked]:
        """What is asked for about one role."""
        row, known, title, stands, on = told.row, told.known, told.known.title, told.before, self.basis.on
        if stands is None:
            on = self.established_on(told)
            placed = (UnitId(known.unit), known.function, known.level, known.critical)
            yield self.asked(row, EstablishRole(known.role, title, *placed, effective_on=on), title)
            stands = replace(known, why="", places=1)
        if replace(stands, why=stands.why if known.critical else "") != known:
            if known.critical and not known.why:
                return self.ask_why(told)
            if told.before:
                self.anew.append(f"“{told.before.title}”: {self.otherwise(told.before, known)}")
            yield self.asked(row, self.defined(known, on), title)
        yield from self.handed_over(told)
        for held in told.holders:
            yield from self.appointed(known, held)

    def otherwise(self, before: KnownRole, known: KnownRole) -> str:
        """What of a role is told otherwise than in the ledger, in words."""
        names = self.basis.units.names()
        was, now = (
            {"unit": names.get(UnitId(one.unit), one.unit), **{name: str(getattr(one, name)) for name in DESCRIBED}}
            for one in (before, known)
        )
        return ", ".join(f"{name} from “{was[name]}” to “{now[name]}”" for name in was if was[name] != now[name])

    def ask_why(self, told: RoleTold) -> None:
        """Asks why a critical role is that, as the ledger has to be told where it is described anew."""
        title, own = told.known.title, [held for held in told.holders if held.substantive]
        if told.known.places > 1 and len(own) > 1:
            names = " and ".join(f"“{self.basis.people.name_of(held.person)}”" for held in own)
            why = f"“{title}” is critical, and {names} hold it: of a critical role with {told.known.places} places"
            other = ", or write “(acting)” behind the name of whoever does not hold it as their own"
        else:
            why, other = f"“{title}” is critical, and told otherwise than in the ledger: of a critical role", ""
        right = "write why in a column that --column why=HEADING names, or for all such roles with --why 'TEXT'"
        for row in {one.number: one for one in (told.row, *(held.row for held in told.holders))}.values():
            self.problem(row, "why", f"{why} it has to be said why the organisation depends on it: {right}{other}")

    def defined(self, known: KnownRole, on: date) -> DefineRoleProfile:
        """The role described anew."""
        said: dict[str, Any] = {name: value for name, value in vars(known).items() if name not in ("role", "why")}
        return DefineRoleProfile(known.role, **said, why=known.why if known.critical else "", effective_on=on)

    def handed_over(self, told: RoleTold) -> Iterator[Asked]:
        """What is asked for so that a role that somebody else holds is free for whom the file names."""
        own = [held for held in told.holders if held.substantive]
        named = {held.person for held in told.holders}
        on = max((held.since for held in own), default=self.basis.on)
        former = [held for held in own_holders_on(on, told.known.role, self.basis.book) if held.person not in named]
        names = ", ".join(f"“{self.basis.people.name_of(held.person)}” since {held.since}" for held in former)
        if former and not told.holders and {"incumbent", "incumbent_name"} & self.rows.headings().keys():
            if told.row.number not in self.unheld:
                what = f"names no holder, and the ledger has {names}: that is left as it is; record how they gave it up"
                self.notice(told.row, "incumbent", what)
            return
        if len(former) + len(own) <= told.known.places or not own:
            return
        latest = max(own, key=lambda held: held.since)
        of = "incumbent" if latest.row.said.get("incumbent") else "incumbent_name"
        if told.known.role in self.partly:
            what = (
                f"takes up on {latest.since} what the ledger has held by {names}, and another row of the role is left"
            )
            self.problem(latest.row, of, f"{what} out, which may name them: put that right first")
            return
        if self.hand_over is None or any(held.since >= latest.since for held in former):
            right = "--hand-over moved (or promoted, stepped_down, term_ended) where they gave it up on that day"
            self.problem(latest.row, of, f"takes up on {latest.since} what the ledger has held by {names}: say {right}")
            return
        for held in former:
            command = VacateRole(told.known.role, held.person, self.hand_over, effective_on=latest.since)
            self.notice(latest.row, of, f"follows {names}, who gave it up on {latest.since} ({self.hand_over})")
            yield self.asked(latest.row, command, told.known.title)

    def appointed(self, known: KnownRole, told: Holder) -> Iterator[Asked]:
        """The appointment of whoever holds it, unless that stands in the ledger."""
        of = "incumbent" if told.row.said.get("incumbent") else "incumbent_name"
        held = holds_on(max(told.since, self.basis.on), told.person, known.role, self.basis.book)
        if held is None and holds_on(told.since, told.person, known.role, self.basis.book):
            self.notice(told.row, of, f"held it on {told.since}, and does not today, by the ledger: left as it is")
            return
        changes = held and held.appointment_kind not in (told.kind, AppointmentKind.SUBSTANTIVE)
        if held is None or (changes and held.since < told.since):
            exempt = Exemption.BEFORE_LEDGER if self.basis.is_history(told.since) else Exemption.NOT_STATED
            command = AppointToRole(known.role, told.person, told.kind, exempt=exempt, effective_on=told.since)
            if held:
                was, now = (kind.value.replace("_", " ") for kind in (held.appointment_kind, told.kind))
                self.notice(told.row, of, f"held it {was} since {held.since}: from {told.since} on it is {now}")
            yield self.asked(told.row, command, known.title)
        elif held.appointment_kind is not told.kind:
            kind = held.appointment_kind.value.replace("_", " ")
            what = f"is held in another way in the ledger, {kind} since {held.since}: left as it is"
            self.notice(told.row, of, what)
        elif held.since != told.since:
            what = f"is not since when the ledger has them hold it, which is {held.since}: left as it is"
            self.notice(told.row, "since", what)


def critical_said(cell: str) -> bool | None:
    """Whether a cell says that a role is critical; a blank one says that it is not. None where it is no answer."""
    return CRITICAL.get(squeezed(cell)) if cell else False
