"""Which level is meant by a grade of a file; a grade that means none leaves the level as it is, and is listed."""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from api.imports.problems import about_the_file
from api.services import holds_a_framework, publication
from domain.frameworks.adopting import active_edition
from ledger import Ledger


class LevelsMeant:
    """Grades of a file, and the levels of the edition that is in force on the day of the export."""

    def __init__(self, ledger: Ledger, on: date, path: Path | None = None) -> None:
        held = active_edition((), on, ledger.book())
        begins_with = None if holds_a_framework(ledger) else publication().edition
        edition = held.edition if held else begins_with
        self.ladder = edition.ladder if edition else None
        """The levels in force; None where no edition is, so that nobody can say what is one."""
        self._map = {grade.casefold(): level for grade, level in map_in(path).items()} if path else {}
        for level in sorted(set(self._map.values())):
            if self.ladder is not None and level not in self.ladder:
                right = f"name one of {', '.join(self.ladder)}"
                raise about_the_file(f"--levels: “{level}” is no level in force on {on}: {right}")
        self.without: Counter[str] = Counter()
        """Grades that mean no level, and how often each was met."""

        self.unchecked = False
        """Whether levels were taken as they stand, as no edition is in force."""

    def begin(self) -> None:
        """From here on grades are counted again."""
        self.without.clear()

    def meant(self, grade: str | None) -> str | None:
        """The level that is meant; None where none is, or none is said."""
        if grade is None:
            return None
        folded = grade.casefold()
        self.unchecked = self.unchecked or self.ladder is None
        if self.ladder is None and not self._map:
            return grade
        level = self._map.get(folded) or next((each for each in self.ladder or () if each.casefold() == folded), None)
        if level is None:
            self.without[grade] += 1
        return level


def map_in(path: Path) -> Mapping[str, str]:
    """Levels by grade, from a TOML file with a line each: `"Grade 7" = "others"`."""
    try:
        told = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        right = 'write a line for each grade, as "Grade 7" = "others"'
        raise about_the_file(f"--levels “{path.name}” is no TOML ({error}): {right}") from None
    wrong = [grade for grade, level in told.items() if not isinstance(level, str)]
    if wrong:
        raise about_the_file(f"--levels “{path.name}”: “{wrong[0]}” names no level: write the name of one, in quotes")
    return told
