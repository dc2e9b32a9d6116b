"""From the words of a line to the command that it asks for, whichever it is: read off the commands' own fields."""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, is_dataclass
from datetime import date
from typing import Any, Final, NewType, Union, get_args, get_origin

import msgspec

from api.imports.fields import fields_of
from api.imports.hints import carries_command, expected
from api.imports.ids import KnownPeople, SameIds, SeveralPeople
from api.imports.units_meant import SeveralUnits, UnitsMeant
from domain.catalogue import COMMANDS, ID_TYPES, RECORDED_BY, AnyCommand
from domain.kernel.commands import Command
from domain.kernel.facts import Reference
from domain.kernel.near_misses import near
from domain.kernel.words import says_something
from domain.people.joining import JoinPerson
from domain.units.citing import is_unit_id
from domain.units.tree import EstablishUnit

OWN: Final = "ref:"
"""What begins a key of the file's own for a person, a role, a case or a mentorship."""
ENVELOPE: Final = frozenset(("command", "kind", "reference", "by", "recorded_at"))
"""What a line says beside the fields of its command."""

PLAIN: Final = frozenset((str, date, bool, int, float))
"""What is said as it stands: nobody and nothing has to be found in it."""

FROM_FILES: Final = {name: of for name, of in COMMANDS.items() if not of.kept_from_files}
BY_KIND_FROM_FILES: Final = {kind: of for kind, of in RECORDED_BY.items() if not of.kept_from_files}
"""What files may ask for, by its own name and by the kind of entry that it comes to."""

AN_ID: Final = r"[a-z][a-z0-9]*(-[0-9a-z]+)*"

Cite = Callable[[str], Reference]
"""Finds the entry that is cited by a line's own reference, or by its address in the ledger. Raises ValueError."""


class Unreadable(Exception):
    """A field that cannot be read."""

    def __init__(self, where: str, value: object, what: str) -> None:
        super().__init__(f"{where}: {what}")
        self.where = where
        self.value = value
        self.what = what


@dataclass
class CommandReader:
    """Reads commands off lines, in the order of the file: people who join in one are known in those after it."""

    system: str
    known: KnownPeople
    ids: SameIds
    cite: Cite
    units: UnitsMeant
    wrong: list[Unreadable] = field(default_factory=list)
    """What could not be understood of the last line."""

    def command(self, content: Mapping[str, Any]) -> Command[Any] | None:
        """What a line asks for; None, and `wrong` says why, where that cannot be said."""
        self.wrong = []
        return self.command_in(content, "")

    def command_in(self, content: Mapping[str, Any], path: str) -> Command[Any] | None:
        """What is asked for, by a line or inside one."""
        of = self.command_type(content, path)
        if of is None:
            return None
        before = len(self.wrong)
        said = {name: value for name, value in content.items() if name not in ENVELOPE or name in fields_of(of)}
        if "imported" in fields_of(of):
            said.setdefault("imported", True)
        if of is JoinPerson:
            said = self.joining(said, path)
        values = self.values(of, said, path)
        if len(self.wrong) > before:
            return None
        command = of(**values)
        if isinstance(command, EstablishUnit):
            self.units.heard(command)
        elif (unit := values.get("unit")) is not None and command.subject != "unit":
            self.units.need(unit, values["effective_on"])
        return command

    def command_type(self, content: Mapping[str, Any], path: str) -> AnyCommand | None:
        """Which command it is: named itself, or by the kind of entry that it comes to."""
        named, known = ("command", FROM_FILES) if "command" in content else ("kind", BY_KIND_FROM_FILES)
        name = str(content.get(named, ""))
        if name not in known:
            close = near(name, known, most=1)
            meant = f"did you mean “{close[0]}”?" if close else f"name one of {', '.join(known)}"
            self.wrong.append(Unreadable(path + named, name, f"is no {named}: {meant}"))
        return known.get(name)

    def joining(self, said: dict[str, Any], path: str) -> dict[str, Any]:
        """Whoever joins under an identifier is found under it from then on."""
        person = said.get("person")
        if not isinstance(person, dict):
            return said
        system, identifier = str(person.get("system", self.system)), str(person.get("id", ""))
        try:
            found = self.known.find(system, identifier)
        except SeveralPeople as error:
            self.wrong.append(Unreadable(f"{path}person", identifier, str(error)))
            return said
        joined = found or self.ids.person(system, identifier)
        self.known.add(system, identifier, joined)
        own = {"system": system, "identifier": identifier}
        given = said.get("identities", [])
        return {**said, "person": joined, "identities": given if own in given else [own, *given]}

    def values(self, of: type, said: Mapping[str, Any], path: str) -> dict[str, Any]:
        """The fields of a command, or of a value that it carries; what is wrong with any of them is noted."""
        fields, values = fields_of(of), {}
        for name, value in said.items():
            if name not in fields:
                close = near(name, fields, most=1)
                meant = f"did you mean “{close[0]}”?" if close else f"it has {', '.join(fields)}"
                self.wrong.append(Unreadable(path + name, value, f"is no field of {of.__name__}: {meant}"))
                continue
            try:
                values[name] = self.value(fields[name].hint, value, path + name)
            except Unreadable as wrong:
                self.wrong.append(wrong)
        for name, one in fields.items():
            if one.required and name not in said:
                self.wrong.append(Unreadable(path + name, "", f"is missing: {expected(one.hint)}"))
        return values

    def value(self, hint: Any, value: Any, where: str) -> Any:
        """What a field means. Raises Unreadable."""
        if carries_command(hint):
            if value is None:
                return None
            if not isinstance(value, dict):
                raise Unreadable(where, value, "is no command: write an object with “command” and its fields")
            return self.command_in(value, f"{where}.")
        try:
            return msgspec.convert(self.found(hint, value, where), hint)
        except msgspec.ValidationError as error:
            raise Unreadable(where, value, f"does not fit ({error}): {expected(hint)}") from None

    def found(self, hint: Any, value: Any, where: str) -> Any:
        """The same value with everybody and everything in it found that is named in the words of the file."""
        if hint in PLAIN:
            return value
        if isinstance(hint, NewType):
            return self.subject(ID_TYPES[hint.__name__], value, where) if hint.__name__ in ID_TYPES else value
        if hint is Reference:
            return self.cited(value, where)
        if get_origin(hint) in (Union, types.UnionType):
            options = [option for option in get_args(hint) if option is not type(None)]
            return None if value is None else self.found(options[0], value, where)
        if get_origin(hint) is tuple and isinstance(value, list):
            return [self.found(get_args(hint)[0], one, f"{where}[{place}]") for place, one in enumerate(value)]
        if is_dataclass(hint) and isinstance(value, dict) and isinstance(hint, type):
            hints = {name: one.hint for name, one in fields_of(hint).items()}
            strange = next((name for name in value if name not in hints), None)
            if strange:
                raise Unreadable(f"{where}.{strange}", value[strange], f"is no field here: it has {', '.join(hints)}")
            return {name: self.found(hints[name], one, f"{where}.{name}") for name, one in value.items()}
        return value

    def subject(self, kind: str, value: Any, where: str) -> str:
        """Whose stream is meant. Raises Unreadable."""
        if isinstance(value, dict) and kind == "person" and "id" in value:
            return self.person(str(value.get("system", self.system)), str(value["id"]), where)
        if isinstance(value, str) and value.startswith(OWN):
            return self.ids.subject(kind, self.system, value.removeprefix(OWN))
        if isinstance(value, str) and value.startswith(f"{kind}-") and (kind != "unit" or is_unit_id(value)):
            return value
        if kind == "unit" and isinstance(value, str) and says_something(value):
            return self.unit(value, where)
        forms = f"{kind}-… as in the ledger, or {OWN}… for one of the file's own"
        forms += ', or {"system": …, "id": …}' if kind == "person" else ""
        raise Unreadable(where, value, f"names no {kind}: write {forms}")

    def person(self, system: str, identifier: str, where: str) -> str:
        """Who is called that in another system. Raises Unreadable."""
        try:
            found = self.known.find(system, identifier)
        except SeveralPeople as error:
            raise Unreadable(where, identifier, str(error)) from None
        if found is None:
            raise Unreadable(
                where, identifier, f"is what “{system}” calls nobody: import them, or let them join before"
            )
        return found

    def unit(self, words: str, where: str) -> str:
        """The unit that is called that, or that is established under that name. Raises Unreadable."""
        try:
            return self.units.meant(words)
        except SeveralUnits as error:
            raise Unreadable(where, words, str(error)) from None

    def cited(self, value: Any, where: str) -> dict[str, Any]:
        """The entry that is cited. Raises Unreadable."""
        try:
            at = self.cite(value if isinstance(value, str) else "")
        except ValueError as error:
            raise Unreadable(where, value, str(error)) from None
        return {"stream": at.stream, "version": at.version}

    def by(self, value: Any) -> str | None:
        """Who recorded a line: a person or a token; None, and so whoever imports, for any other id. Raises Unreadable.

        Ledgers of before knew other ids, as “steward”: who that was, nobody can say.
        """
        if isinstance(value, dict):
            return self.subject("person", value, "by")
        if value is not None and not (isinstance(value, str) and re.fullmatch(AN_ID, value)):
            raise Unreadable("by", value, "is no id: write one as in person-0198c0de-…, never a name")
        return value if value is not None and value.startswith(("person-", "token-")) else None
