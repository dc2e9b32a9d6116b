"""Which level is meant by a grade of a file; a grade that means none leaves the level as it is, and is listed."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

from api.imports.problems import about_the_file
from api.imports.small_texts import small_text
from api.imports.units_meant import UnitsMeant
from api.services import holds_a_framework, publication
from domain.frameworks.adopting import active_edition
from domain.kernel.ids import UnitId
from domain.units.unit import ALL_UNITS, UnitEstablished, unit_as_known
from ledger import Ledger


class LevelsMeant:
    """Grades of a file, and the levels of the editions that are in force on the day of the export, unit by unit."""

    def __init__(self, ledger: Ledger, on: date, units: UnitsMeant, path: Path | None = None) -> None:
        self._book, self._on, self._units = ledger.book(), on, units
        self._begins_with = None if holds_a_framework(ledger) else publication().edition
        self.ladder = cache(self.ladder_in)
        self._map = {grade.casefold(): level for grade, level in map_in(path).items()} if path else {}
        everywhere = self.levels_anywhere() if self._map else frozenset()
        for level in sorted(set(self._map.values())):
            if everywhere and level not in everywhere:
                right = f"name one of {', '.join(sorted(everywhere))}"
                raise about_the_file(f"--levels: “{level}” is no level in force on {on}: {right}")
        self.without: Counter[str] = Counter()
        """Grades that mean no level, and how often each was met."""

        self.unchecked = False
        """Whether levels were taken as they stand, as no edition is in force."""

    def begin(self) -> None:
        """From here on grades are counted again."""
        self.without.clear()

    def ladder_in(self, unit: str | None) -> tuple[str, ...] | None:
        """The levels in force for a unit; None where no edition is, so that nobody can say what is one."""
        held = active_edition(self.with_those_above(unit), self._on, self._book)
        edition = held.edition if held else self._begins_with
        return edition.ladder if edition else None

    def with_those_above(self, unit: str | None) -> list[UnitId]:
        """A unit and those that it belongs to, or will, where the file has it established; the innermost first."""
        chain: list[UnitId] = []
        above = UnitId(unit) if unit else None
        while above is not None and above not in chain:
            chain.append(above)
            known = unit_as_known(above, self._book)
            above = known.parent_on(self._on) if known.established_on else self._units.parent(above)
        return chain

    def levels_anywhere(self) -> frozenset[str]:
        """The levels in force for the organisation, or for any of its units."""
        units = (noted.at.stream for noted in self._book.concerning(ALL_UNITS, UnitEstablished))
        return frozenset(level for unit in (None, *units) for level in self.ladder(unit) or ())

    def meant(self, grade: str | None, unit: str | None) -> str | None:
        """The level that is meant of whoever stands in a unit; None where none is, or none is said."""
        if grade is None:
            return None
        folded, ladder = grade.casefold(), self.ladder(unit)
        self.unchecked = self.unchecked or ladder is None
        if ladder is None and not self._map:
            return grade
        level = self._map.get(folded) or next((each for each in ladder or () if each.casefold() == folded), None)
        if level is None:
            self.without[grade] += 1
        return level


def map_in(path: Path) -> Mapping[str, str]:
    """Levels by grade, from a TOML file with a line each: `"Grade 7" = "others"`."""
    try:
        told = tomllib.loads(small_text(path))
    except (ValueError, RecursionError) as error:  # no TOML, a number without end, brackets within brackets without end
        right = 'write a line for each grade, as "Grade 7" = "others"'
        raise about_the_file(f"--levels “{path.name}” cannot be read: it is no TOML ({error}): {right}") from None
    wrong = [grade for grade, level in told.items() if not isinstance(level, str)]
    if wrong:
        raise about_the_file(f"--levels “{path.name}”: “{wrong[0]}” names no level: write the name of one, in quotes")
    return told
