"""How much somebody works, and in which way they belong to the organisation: in the words of HR files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from api.imports.problems import Problem
from api.imports.words import FILE_WORDS, squeezed, times_in_words
from domain.people.employment import Belonging
from domain.people.moving import WHOLE_TIME

SHARE: Final = re.compile(r"(?P<number>\d{1,4}(?:[.,]\d{1,6})?)\s*(?:/\s*(?P<of>[1-9]\d{0,2})|(?P<percent>%))?")
BELONGS: Final[Mapping[str, Belonging]] = {
    squeezed(word): Belonging(belonging) for belonging, words in FILE_WORDS["belonging"].items() for word in words
}
"""The words for ways of belonging."""
PARTS: Final = re.compile(r"\s*[-–—:/(),;\[\]|]\s*")


@dataclass
class Belongings:
    """The words of one file's ways of belonging, and what they are taken for."""

    heading: str = ""
    stated: Mapping[str, Belonging] = field(default_factory=dict)
    """What whoever imports has said of words, by these squeezed."""
    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)
    """The row in which each word comes first."""

    def add(self, word: str, number: int) -> None:
        """Take a word into account."""
        self.counts[word] += 1
        self.first.setdefault(word, number)

    def meaning(self, word: str) -> Belonging | None:
        """In which way somebody belongs by a word, or by its parts where they agree; None where nobody knows."""
        if whole := self.stated.get(squeezed(word)) or BELONGS.get(squeezed(word)):
            return whole
        found = {BELONGS[part] for part in map(squeezed, PARTS.split(word)) if part in BELONGS}
        return next(iter(found)) if len(found) == 1 else None

    def unknown(self) -> Iterator[Problem]:
        """The words of which nobody knows what they mean."""
        for word, times in self.counts.most_common():
            if word and self.meaning(word) is None:
                right = (
                    f"say which it is with --belonging '{word}={Belonging.EMPLOYED}' (or"
                    f" ={', ='.join(each for each in Belonging if each != Belonging.EMPLOYED)}), or leave them all"
                    f" open with --column belonging=unused"
                )
                what = f"is no way of belonging that we know ({times_in_words(times)}, first in row {self.first[word]})"
                yield Problem(0, self.heading, word, f"{what}: {right}")


def percentage(text: str) -> int | None:
    """A share in percent; 0.5, 1/2, 50, 50 % and %50 are the same. None for what is no share."""
    text = f"{text[1:].strip()}%" if text.startswith("%") else text
    if (written := SHARE.fullmatch(text)) is None:
        return None
    number = float(written["number"].replace(",", ".")) / float(written["of"] or 1)
    is_part = bool(written["of"]) or (number <= 1 and not written["percent"])
    share = round(number * 100 if is_part else number)
    return share if 1 <= share <= WHOLE_TIME else None


def wrong_in(said: Mapping[str, str]) -> tuple[str, str] | None:
    """The field of a row that says what cannot be, and what would be right; None where there is none."""
    share = said.get("share_of_full_time")
    if share and percentage(share) is None:
        what = f"is no share of full time: write a percentage from 1 to {WHOLE_TIME}, or a part of 1, as 0.5;"
        what += " where these are hours, say how many are full time, as with --full-time 40"
        return "share_of_full_time", what
    return None
