"""Yes and no in one letter: which language they are of, the pair of them tells, or the heading."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from api.imports.words import FILE_WORDS

PAIRS: Final = tuple(tuple(pair.split("/")) for pair in FILE_WORDS["flags"]["letters"])
NAMED: Final = re.compile(r"\b(?P<yes>\w)\s*/\s*(?P<no>\w)\b")
FEW: Final = 3
"""More different words than these are no flags."""


@dataclass
class Flags:
    """The words of one column that asks for a yes or a no."""

    heading: str = ""
    words: set[str] = field(default_factory=set)

    def add(self, cell: str) -> None:
        """Take a cell into account."""
        if len(self.words) <= FEW:
            self.words.add(cell)

    def in_words(self, cell: str) -> str:
        """A cell as “yes” or “no”, where it is one of two letters for these; else as it is."""
        answer = meant(cell, self.words, self.heading)
        return cell if answer is None else "yes" if answer else "no"


def meant(cell: str, words: Collection[str], heading: str) -> bool | None:
    """Whether a letter says yes, by the heading, or by the other letter of its column; None where nobody knows."""
    letter, letters = cell.casefold(), {word.casefold() for word in words if word}
    if len(letter) != 1:
        return None
    for pair in named_in(heading) or [pair for pair in PAIRS if letters == set(pair)]:
        if letter in pair:
            return letter == pair[0]
    return None


def named_in(heading: str) -> list[tuple[str, ...]]:
    """The letters for yes and no that a heading names: “Critical (Y/N)”."""
    found = ((one["yes"].casefold(), one["no"].casefold()) for one in NAMED.finditer(heading))
    return [pair for pair in found if pair in PAIRS]
