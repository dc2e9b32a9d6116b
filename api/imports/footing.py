"""On what footing somebody holds a role, by what stands beside their name: “(acting)”, “komm.”, “ad interim”."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from api.imports.names import IN_BRACKETS
from api.imports.words import FILE_WORDS
from domain.organisation.role import AppointmentKind

KINDS: Final[Mapping[str, AppointmentKind]] = {
    word: AppointmentKind(kind) for kind, words in FILE_WORDS["footing"].items() for word in words
}
APART: Final = re.compile(r"\s*[-–—:(),;\[\]]\s*")
"""Between the parts of a remark."""
UNTIL: Final = re.compile(
    r"(?:until|till|to|bis|befristet bis|t/m|tot|tot en met|até|hasta|jusqu['’]au|fino al|do|til)\s.*\d.*"
)
"""Whoever holds a role until a day holds it for a time."""
SHORTEST: Final = 3
"""Two letters alone beside a name are part of it."""
SIGNS: Final = " ,;:/–-"
LONGEST: Final = 3
"""So many words beside a name can say on what footing they hold the role."""


@dataclass(frozen=True)
class Footing:
    """What a cell says of a holder."""

    name: str
    """Who it is, without what stands beside it of their footing."""
    kind: AppointmentKind | None = None
    """None where nothing beside the name says it."""
    mark: str = ""
    """What says it, or what nobody knows."""


def footing_in(cell: str, said: Mapping[str, AppointmentKind], own: frozenset[str]) -> Footing:
    """The footing that a cell tells; a mark without a kind is one that nobody knows.

    `said` is what whoever imports has said of marks; `own` are words that may stand there and say nothing of it.
    """
    for mark in map(str.strip, IN_BRACKETS.findall(cell)):
        kind = kind_of(mark, said)
        if kind:
            return Footing(" ".join(IN_BRACKETS.sub(" ", cell).split()), kind, mark)
        if mark and not any(map(str.isdigit, mark)) and "@" not in mark and mark.casefold() not in own:
            return Footing(cell, None, mark)
    for name, mark in beside(cell):
        kind = kind_of(mark, said) if len(mark) >= SHORTEST else None
        if kind and kind is not AppointmentKind.SUBSTANTIVE:
            return Footing(name, kind, mark)
    return Footing(cell)


def kind_of(mark: str, said: Mapping[str, AppointmentKind]) -> AppointmentKind | None:
    """What a mark means; None where nobody knows."""
    word = " ".join(mark.casefold().split())
    known = said.get(word) or KINDS.get(word.strip("()[]"))
    return known or (AppointmentKind.ACTING_UP if UNTIL.fullmatch(word) else None)


def held_for_a_time(cell: str) -> bool:
    """Whether a cell that names nobody, or a part of it, is a word for holding a role otherwise than as one's own."""
    kinds = (KINDS.get(part) for part in (cell.casefold(), *APART.split(cell.casefold())))
    return any(kind not in (None, AppointmentKind.SUBSTANTIVE) for kind in kinds)


def beside(cell: str) -> Iterator[tuple[str, str]]:
    """A cell as a name and what stands before or behind it."""
    words = cell.split()
    for number in range(min(LONGEST, len(words) - 1), 0, -1):
        for name, mark in ((words[:-number], words[-number:]), (words[number:], words[:number])):
            yield " ".join(name).strip(SIGNS), " ".join(mark).strip(SIGNS)
