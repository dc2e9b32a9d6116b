"""One table of a pack's file, read field by field; whatever cannot be read is noted with what would be right."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from math import isfinite
from typing import Any, Final, NamedTuple, TypeVar

from domain.frameworks.faults import Where
from domain.kernel.near_misses import near
from domain.kernel.words import says_something

E = TypeVar("E", bound=StrEnum)
Types = type | tuple[type, ...]
MISSING: Final = object()
LONGEST_TOLD: Final = 100
"""Of how many characters a value may be that is told whole."""
WRITE_TEXT: Final = "write a text in quotes"


class Misread(NamedTuple):
    """Something in a file that cannot be read as it stands."""

    where: Where
    value: str
    """What stands there; empty where nothing does."""
    right: str
    """What is the matter, and what would be right."""


@dataclass
class Table:
    """A table of the file, or an inline one. What nobody has asked for by the end is strange."""

    held: object
    where: Where
    wrong: list[Misread]
    asked: set[str] = field(default_factory=set)

    @property
    def values(self) -> Mapping[str, Any]:
        return self.held if isinstance(self.held, dict) else {}

    def note(self, name: str | int | None, right: str, value: object = MISSING) -> None:
        """Notes what is wrong with a field, or with the table."""
        where = self.where if name is None else (*self.where, name)
        self.wrong.append(Misread(where, "" if value is MISSING else in_words(value), right))

    def value(self, name: str, of: Types, right: str, default: Any = None) -> Any:
        """What stands under a name, if it is of that type; else the default, which for None is noted as missing."""
        self.asked.add(name)
        found = self.values.get(name, MISSING)
        if found is MISSING:
            if default is None:
                self.note(name, f"is missing: {right}")
            return default
        if fits(found, of):
            return found
        self.note(name, f"does not fit: {right}", found)
        return default

    def text(self, name: str) -> str:
        found: str | None = self.value(name, str, WRITE_TEXT)
        if found is not None and not says_something(found):
            self.note(name, f"says nothing: {WRITE_TEXT}", found)
        return found or ""

    def number(self, name: str) -> int:
        return self.value(name, int, "write a whole number") or 0

    def of_enum(self, name: str, of: type[E], default: E | None = None) -> E | None:
        """One of a few words."""
        words = [*map(str, of)]
        found: str | None = self.value(name, str, f"write one of {', '.join(words)}", default)
        if found is None or found in words:
            return None if found is None else of(found)
        self.note(name, f"is nothing that is known here: {meant(found, words)}", found)
        return default

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of texts; none where it is left out."""
        found: tuple[str, ...] = self.several(name, str, 'write texts in brackets, as ["one", "another"]')
        for each in found:
            if not says_something(each):
                self.note(name, f"says nothing: {WRITE_TEXT}", each)
        return found

    def numbers(self, name: str) -> tuple[int, ...]:
        return self.several(name, int, "write whole numbers in brackets, as [2, 3]")

    def days(self, name: str) -> tuple[date, ...]:
        return self.several(name, date, "write days in brackets, as [2027-01-01, 2027-05-01]")

    def several(self, name: str, of: Types, right: str) -> tuple[Any, ...]:
        found: list[Any] = self.value(name, list, right, [])
        for each in found:
            if not fits(each, of):
                self.note(name, f"does not fit: {right}", each)
        return tuple(each for each in found if fits(each, of))

    def table(self, name: str, *, needed: bool = True) -> Table:
        """A table in this one; an empty one where there is none."""
        where = (*self.where, name)
        found = self.value(name, dict, f"begin one with [{'.'.join(map(str, where))}]", None if needed else {})
        return Table(found or {}, where, self.wrong)

    def tables(self, name: str, where: Where | None = None) -> list[Table]:
        """A list of tables."""
        right = "write tables in brackets, as [{ asks = … }, { asks = … }]"
        place = where or (*self.where, name)
        found: list[Any] = self.value(name, list, right) or []
        return [Table(each, (*place, number), self.wrong).checked(right) for number, each in enumerate(found)]

    def checked(self, right: str) -> Table:
        """Itself, after noting if it is none."""
        if not isinstance(self.held, dict):
            self.note(None, f"does not fit: {right}", self.held)
        return self

    def rest_is_strange(self, *further: str) -> None:
        """Notes what stands here and means nothing; `further` are names that could stand here, too."""
        known = sorted(self.asked | set(further))
        for name in self.values:
            if name not in self.asked:
                self.note(name, f"is nothing that is read here: {meant(name, known)}")


def fits(value: object, of: Types) -> bool:
    """Whether it is of a type, where true is no number, an instant no day, and a number has an end.

    Whole numbers have 64 bits at most, as in TOML.
    """
    if isinstance(value, float) and not isfinite(value):
        return False
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return False
    return isinstance(value, of) and (of is bool or not isinstance(value, bool | datetime))


def meant(word: str, known: list[str]) -> str:
    close = near(word, known, most=1)
    return f"did you mean “{close[0]}”?" if close else f"write one of {', '.join(known)}"


def in_words(value: object) -> str:
    """A value as the file spells it, more or less."""
    said = str(value).lower() if isinstance(value, bool) else str(value)
    return said if len(said) <= LONGEST_TOLD else f"{said[:LONGEST_TOLD]}…"
