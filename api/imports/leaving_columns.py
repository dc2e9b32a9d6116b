"""Columns under unknown headings that may tell who has left: days, mostly blank, and words of a status."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from api.imports.column_contents import are_days
from api.imports.dates import FORMATS, parsed
from api.imports.problems import Problem
from api.imports.statuses import YES_OR_NO, Standing, meaning_of
from api.imports.words import FILE_WORDS, squeezed

LONG: Final = 4
"""Parts of words that are shorter stand in others by chance, where accents and spaces make no difference."""
FEW: Final = 12
"""A column with more different words than these says something else than a status."""
STEMS: Final = FILE_WORDS["looks_like"]["left_on"]
SQUEEZED: Final = tuple(squeezed(stem) for stem in STEMS if len(squeezed(stem)) >= LONG)
WITH_REASONS: Final = tuple(map(squeezed, FILE_WORDS["looks_like"]["only_with_reasons"]))
REASONS: Final = tuple(map(squeezed, FILE_WORDS["looks_like"]["reasons"]))
AGAIN: Final = 2
"""So many rows say each word of a status, on average, or more."""


class Held(NamedTuple):
    """A column that nothing is taken from."""

    place: int
    heading: str
    cells: list[str]


def is_about_leaving(heading: str) -> bool:
    """Whether a heading has to do with leaving."""
    words = heading.casefold()
    return any(stem in words for stem in STEMS) or any(stem in squeezed(heading) for stem in SQUEEZED)


def is_reason_of_leaving(heading: str) -> bool:
    """Whether a heading is about why somebody left, as “Motif de sortie” and “Austrittsgrund”."""
    words = squeezed(heading)
    asks_why = any(word in words for word in REASONS)
    return asks_why and (is_about_leaving(heading) or any(stem in words for stem in WITH_REASONS))


def may_be_last_days(column: Held, first_days: Sequence[str]) -> bool:
    """Whether a column holds days, and in no row one before the first day there, however they are written."""
    filled = [cell for cell in column.cells if cell]
    if not filled or not are_days(filled):
        return False
    pairs = [(cell, first) for cell, first in zip(column.cells, first_days, strict=False) if cell and first]
    return any(never_before(pairs, name) for name in FORMATS if parsed(filled[0], name))


def never_before(pairs: Sequence[tuple[str, str]], name: str) -> bool:
    """Whether no day is before its first day, if the days are written in that way."""
    for cell, first in pairs:
        day = parsed(cell, name)
        began = parsed(first, name) or next((found for each in FORMATS if (found := parsed(first, each))), None)
        if day and began and day < began:
            return False
    return True


def mostly_blank(column: Held) -> bool:
    """Whether no more than half of the rows say something."""
    return 2 * sum(map(bool, column.cells)) <= len(column.cells)


def last_days_asked(columns: Sequence[Held], first_days: Sequence[str]) -> Iterator[Problem]:
    """What has to be said of columns of days that are mostly blank, as they may be last days."""
    asked = [column for column in columns if mostly_blank(column) and may_be_last_days(column, first_days)]
    for column in asked:
        example = next(cell for cell in column.cells if cell)
        what = (
            f"may say the last day, as it holds days, mostly blank, none before a first day: if it does, say"
            f" --column left_on='{column.heading}', and if no column does, --column left_on=unused"
        )
        yield Problem(0, column.heading, example, what)


def is_status(cells: Sequence[str]) -> bool:
    """Whether most of a column's words say that somebody is here or has left, under whatever heading."""
    words = Counter(cell for cell in cells if cell)
    if not words or len(words) > FEW or all(squeezed(word) in YES_OR_NO for word in words):
        return False
    standing = {word: meaning for word in words if len(word) > 1 and (meaning := meaning_of(word))}
    known = sum(times for word, times in words.items() if word in standing and says_standing(word))
    return 2 * known > words.total() and len(words) > 1


def says_standing(word: str) -> bool:
    """Whether a word says that somebody is here, or that they have left."""
    meaning = meaning_of(word)
    return meaning is not None and meaning.standing is not Standing.NEITHER


def few_words(column: Held) -> Counter[str]:
    """The words of a column that could be those of a status: few, each said again and again. Else nothing."""
    words = Counter(cell for cell in column.cells if cell)
    spoken = all(any(map(str.isalpha, word)) and not any(map(str.isdigit, word)) for word in words)
    return words if spoken and 0 < len(words) <= FEW and words.total() >= AGAIN * len(words) else Counter()
