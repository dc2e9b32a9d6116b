"""Whether a column can say what its heading stands for: where its cells cannot be that, they overrule the heading."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from api.imports.dates import FORMATS, Ways, day_in_words, parsed
from api.imports.months_alone import first_of
from api.imports.words import FILE_WORDS, squeezed

Cells = Sequence[str]
FLAGS: Final = frozenset(squeezed(word) for asked in ("yes", "no") for word in FILE_WORDS["flags"][asked])


def cells_of(place: int, sample: Sequence[Sequence[str]]) -> Iterator[str]:
    """The cells of a column."""
    return (row[place] for row in sample if place < len(row))


def flags_alone(filled: Cells) -> bool:
    """Whether these say nothing but yes and no: “Key position” then asks whether it is one, and names none."""
    return all(squeezed(cell) in FLAGS for cell in filled)


def no_letters(filled: Cells) -> bool:
    """Whether no letter is in these: nobody is called 1001, whatever the column is headed."""
    return not any(letter.isalpha() for cell in filled for letter in cell)


def names_alone(filled: Cells) -> bool:
    """Whether these are names: no digit is in them, and most have several words. No system numbers people so."""
    digits = any(letter.isdigit() for cell in filled for letter in cell)
    return not digits and 2 * sum(" " in cell for cell in filled) > len(filled)


INSTEAD: Final[Mapping[str, tuple[Callable[[Cells], bool], str]]] = {
    "name": (no_letters, "identifier"),
    "identifier": (names_alone, "name"),
    "role": (flags_alone, "critical"),
    "reviewed": (names_alone, "reviewed_name"),
    "reviewed_name": (no_letters, "reviewed"),
    "learner": (names_alone, "learner_name"),
    "learner_name": (no_letters, "learner"),
    "successor": (names_alone, "successor_name"),
    "successor_name": (no_letters, "successor"),
    "incumbent": (names_alone, "incumbent_name"),
    "incumbent_name": (no_letters, "incumbent"),
}
"""What the cells of a column for a field cannot be; and for which field it stands then."""


def instead_of(field: str, cells: Cells) -> str:
    """For which field a column stands, by its cells: as a rule for the one that its heading says."""
    cannot_be, other = INSTEAD.get(field, (None, field))
    filled = [cell for cell in cells if cell]
    return other if cannot_be and filled and cannot_be(filled) else field


def no_days(filled: Cells) -> bool:
    """Whether most of these are no days, as “13 ans” and “4,5”."""
    days = sum(day_in_words(cell) is not None or any(parsed(cell, name) for name in FORMATS) for cell in filled)
    return 2 * (days + sum(first_of(cell) is not None for cell in filled)) < len(filled)


def no_numbers(filled: Cells) -> bool:
    """Whether no number is in these."""
    return not any(letter.isdigit() for cell in filled for letter in cell)


NOT_OF_THESE: Final[Mapping[str, tuple[Callable[[Cells], bool], str]]] = {
    "continuous_since": (no_days, "holds no days"),
    "share_of_full_time": (no_numbers, "holds no numbers"),
}
"""What the cells of a column for a field cannot be, so that nothing is taken from it; and what is told of it."""


def cannot_say(field: str, cells: Cells) -> str:
    """Why a column cannot be for the field that its heading says; empty where it can."""
    if field not in NOT_OF_THESE:
        return ""
    cannot_be, why = NOT_OF_THESE[field]
    filled = [cell for cell in cells if cell]
    return f"{why}, but “{filled[0]}”" if filled and cannot_be(filled) else ""


def says_part(name: str, part: str) -> bool:
    """Whether a name has the words of one of its parts in it."""
    return squeezed(part) in squeezed(name)


def tells_apart(cells: Cells) -> bool:
    """Whether these can be the identifiers: all there, all different, all in one word, and no days."""
    different = len(cells) > 1 and all(cells) and len(set(cells)) == len(cells)
    return different and not any(" " in cell for cell in cells) and not are_days(cells)


def numbers_people(cells: Cells) -> bool:
    """Whether these are numbers of people, and not those of the rows, which may be another somebody's the next time."""
    rows = [str(number) for number in range(1, len(cells) + 1)]
    return list(cells) != rows and all(any(map(str.isdigit, cell)) for cell in cells)


def are_days(cells: Cells) -> bool:
    """Whether these are days, and no numbers that could be read as such by a spreadsheet."""
    if all(map(str.isdecimal, cells)):
        return all(parsed(cell, "YYYYMMDD") for cell in cells)
    ways = Ways()
    for cell in cells:
        ways.add(cell)
    return ways.are_dates


def other_days(cells: Cells, others: Cells) -> bool:
    """Whether two columns of days say different ones of somebody."""
    pairs = [(one, other) for one, other in zip(cells, others, strict=False) if one and other]
    return any(one != other for one, other in pairs) and all(are_days(side) for side in zip(*pairs, strict=True))
