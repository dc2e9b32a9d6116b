"""Yes and no in one letter or sign: which of them is meant, the others of the column tell, or the heading."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from api.imports.names import CHARACTERS
from api.imports.words import FILE_WORDS

PAIRS: Final = tuple(tuple(pair.split("/")) for pair in FILE_WORDS["flags"]["letters"])
NAMED: Final = re.compile(r"\b(?P<yes>\w)\s*/\s*(?P<no>\w)\b")
YES_SIGNS, NO_SIGNS, CROSSES, TICKS = (
    frozenset(FILE_WORDS["flags"][name]) for name in ("yes_signs", "no_signs", "crosses", "ticks")
)
SIGNS: Final = YES_SIGNS | NO_SIGNS | CROSSES
YES: Final = frozenset(FILE_WORDS["flags"]["yes"]) - CROSSES | YES_SIGNS
NO: Final = frozenset(FILE_WORDS["flags"]["no"]) | NO_SIGNS
FEW: Final = 3
"""More different words than these are no flags."""


@dataclass
class Flags:
    """The words of one column that asks for a yes or a no."""

    heading: str = ""
    words: set[str] = field(default_factory=set)

    def add(self, cell: str) -> None:
        """Take a cell into account."""
        if len(self.words) <= FEW or cell in SIGNS:
            self.words.add(cell)

    def in_words(self, cell: str) -> str:
        """A cell as “yes” or “no”, where it is a sign or one of two letters for these; else as it is."""
        answer = meant(cell, self.words, self.heading)
        return cell if answer is None else "yes" if answer else "no"


def meant(cell: str, words: Collection[str], heading: str) -> bool | None:
    """Whether a letter or sign says yes, by the heading, or by the others of its column; None where nobody knows."""
    letter, letters = cell.casefold(), {word.casefold() for word in words if word}
    if letter in SIGNS:
        return signified(letter, letters, heading)
    if len(letter) != 1:
        return None
    for pair in named_in(heading) or [pair for pair in PAIRS if letters == set(pair)]:
        if letter in pair:
            return letter == pair[0]
    return None


def signified(sign: str, others: Collection[str], heading: str) -> bool | None:
    """Whether a sign says yes. A cross is a no beside a yes, and a yes beside a no; alone a tick, or nobody knows."""
    if sign not in CROSSES:
        return sign in YES_SIGNS
    if not YES.isdisjoint(others):
        return False
    if not NO.isdisjoint(others):
        return True
    is_tick = sign in TICKS and (sign.isalpha() or CHARACTERS.search(heading) is None)
    return True if is_tick else None


def named_in(heading: str) -> list[tuple[str, ...]]:
    """The letters for yes and no that a heading names: “Critical (Y/N)”."""
    found = ((one["yes"].casefold(), one["no"].casefold()) for one in NAMED.finditer(heading))
    return [pair for pair in found if pair in PAIRS]
