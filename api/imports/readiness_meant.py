"""Which readiness is meant by the words of a table of successors: “ready now”, “1–2 years”, “12 to 24 months”."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from api.imports.names import says_nothing
from api.imports.words import FILE_WORDS, squeezed
from domain.frameworks.edition import Readiness

DOT_ABOVE: Final = "\u0307"
"""What a capital İ leaves beside its i where capitals make no difference."""
SAID: Final = FILE_WORDS["readiness"]
WORDS: Final[Mapping[str, Readiness]] = {
    **{squeezed(readiness.value): readiness for readiness in Readiness},
    **dict.fromkeys(map(squeezed, SAID["now"]), Readiness.NOW),
    **dict.fromkeys(map(squeezed, SAID["emergency"]), Readiness.EMERGENCY),
}


def one_of(*names: str) -> str:
    """A pattern for any of the words of some lists, the longest first."""
    words = sorted((word for name in names for word in SAID[name]), key=len, reverse=True)
    return "|".join(map(re.escape, words))


BEFORE: Final = rf"(?:(?:{one_of('before')})\s+)?"
UNIT: Final = rf"\s*(?P<unit>{one_of('years', 'months')})?(?:\s+(?:{one_of('behind')}))?"
SPAN: Final = re.compile(rf"{BEFORE}(?P<least>\d+)\s*(?:[-–—〜～~]|{one_of('to')}|do)\s*(?P<most>\d+){UNIT}")
UP_TO: Final = re.compile(
    r"(?:<|within|less than|under|in|unter|in weniger als|binnen|em até|entro|do)\s*(?P<most>\d+)" + UNIT
)
MONTHS: Final = frozenset(SAID["months"])
YEAR: Final = 12
SPANS: Final = {Readiness.ONE_TO_TWO_YEARS: (1, 2), Readiness.THREE_TO_FIVE_YEARS: (3, 5)}
"""In years."""
NOT_READY: Final = frozenset(FILE_WORDS["nobody"]["not_ready"])
NONE: Final = "none"
"""How whoever imports says that a word means no readiness."""


def readiness_meant(word: str) -> Readiness | None:
    """The readiness that is meant; None where the words fit none, as “2–3 years” do."""
    said = " ".join(word.casefold().replace("_", " ").replace(DOT_ABOVE, "").split())
    if known := WORDS.get(squeezed(said)):
        return known
    said = said.removeprefix("ready").removeprefix("bereit").strip().removeprefix("in ").strip()
    if span := SPAN.fullmatch(said):
        return fitting(in_months(span["least"], span["unit"]), in_months(span["most"], span["unit"]))
    if span := UP_TO.fullmatch(said):
        return fitting(0, in_months(span["most"], span["unit"]))
    return None


def means_none(word: str) -> bool:
    """Whether the words say that there is no readiness to record: “not ready”, “not yet”."""
    return says_nothing(word) or " ".join(word.casefold().replace("_", " ").split()) in NOT_READY


def fitting(least: int, most: int) -> Readiness | None:
    """The readiness whose time a span lies in, in months. “Within a year” may be now, and may be no such thing."""
    for readiness, (first, last) in SPANS.items():
        if first * YEAR <= least and most <= last * YEAR:
            return readiness
    return None


def in_months(number: str, unit: str | None) -> int:
    """A time in months; years where no unit says otherwise."""
    return int(number) * (1 if unit in MONTHS else YEAR)
