"""Which step of a scale is meant by a mark of a table of reviews: a number, a step's own words, or low to high."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Final, NamedTuple

from api.imports.words import FILE_WORDS, squeezed
from domain.frameworks.scales import Scale, ScalePoint

NUMBER: Final = re.compile(r"(\d+)(?:[.,]0+)?(?:\s*[-–—:./].*)?")
"""A number, whatever is said of it behind: “2”, “2.0”, “2 - full performance”, “2/3”."""
THREE: Final = tuple(frozenset(map(squeezed, FILE_WORDS["marks"][step])) for step in ("low", "middle", "high"))
"""The words of tables with three steps, which are taken for the steps of scales with three, the worst first."""


def as_number(mark: str) -> int | None:
    """The number of a mark; None where it is none."""
    number = NUMBER.fullmatch(mark)
    return int(number[1]) if number else None


def step_meant(mark: str, scale: Scale) -> ScalePoint | None:
    """The step that is meant; None where the mark is none."""
    if (number := as_number(mark)) is not None:
        return next((point for point in scale.points if point.value == number), None)
    word = mark.casefold()
    by_meaning = next((point for point in scale.points if point.meaning.casefold() == word), None)
    if by_meaning or len(scale.points) != len(THREE):
        return by_meaning
    steps = sorted(scale.points, key=lambda point: scale.worth(point.value))
    return next((step for step, words in zip(steps, THREE, strict=True) if squeezed(mark) in words), None)


MEASURE: Final = re.compile(r"\d+(?:[.,]\d+)?")
RANGE: Final = re.compile(rf"(?P<of>[^:]+):\s*(?P<least>{MEASURE.pattern})\s*[-–]\s*(?P<most>{MEASURE.pattern})")


class MarksBetween(NamedTuple):
    """Marks that are numbers from one to another, both among them."""

    of: str
    least: Decimal
    most: Decimal
    word: str
    """As it is said."""

    def __str__(self) -> str:
        return f"{self.of}:{self.least}-{self.most}"


def as_measure(mark: str) -> Decimal | None:
    """The whole mark as a number, however its decimals are written: “64,0”, “64.0”, “64”."""
    return Decimal(mark.replace(",", ".")) if MEASURE.fullmatch(mark) else None


def ranges_said(said: Mapping[str, str]) -> Iterator[MarksBetween]:
    """The ranges among what is said of marks: “results:85-100”."""
    for word in said:
        if found := RANGE.fullmatch(word):
            least, most = (Decimal(found[end].replace(",", ".")) for end in ("least", "most"))
            yield MarksBetween(found["of"].strip(), least, most, word)


def ranges_wrong(said: Mapping[str, str]) -> str:
    """What is wrong with the ranges that are said: one that is upside down, or two with a mark in common."""
    ranges = sorted(ranges_said(said))
    for one in ranges:
        if one.least > one.most:
            return f"“{one}” ends before it begins: write the lesser number first"
    for one, other in pairwise(ranges):
        if one.of == other.of and other.least <= one.most:
            return f"“{one}” and “{other}” both have {other.least} in them: let one begin after the other ends"
    return ""


def said_of(of: str, mark: str, said: Mapping[str, str]) -> str | None:
    """What whoever imports has said of a mark: of it as it is written, of its number, or of a range around that."""
    if (exact := said.get(f"{of}:{mark}".casefold())) is not None:
        return exact
    if (measure := as_measure(mark)) is None:
        return None
    numbers = (word for word in said if is_of(of, measure, word))
    around = (one.word for one in ranges_said(said) if one.of == of and one.least <= measure <= one.most)
    word = next(numbers, None) or next(around, None)
    return None if word is None else said[word]


def is_of(of: str, measure: Decimal, word: str) -> bool:
    """Whether what is said is said of a number."""
    field, _, mark = word.partition(":")
    return field == of and as_measure(mark.strip()) == measure


def numbers_in_words(marks: Iterable[str]) -> str:
    """How many different numbers there are, the least and the greatest."""
    numbers = sorted({measure for mark in marks if (measure := as_measure(mark)) is not None})
    return f"{len(numbers)} different numbers from {numbers[0]} to {numbers[-1]}"
