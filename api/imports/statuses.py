"""What the words of a status say of somebody: that they are here, that they have left and why, or neither."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import Final, NamedTuple

from api.imports.belonging import BELONGS
from api.imports.flags import NAMED, meant
from api.imports.heading_rows import forms
from api.imports.problems import Problem
from api.imports.words import FILE_WORDS, squeezed, times_in_words
from domain.people.employment import Belonging
from domain.people.leaving import LeavingReason

PARTS: Final = re.compile(r"\s*[-–—:/(),;\[\]|]\s*")
SUFFIX: Final = re.compile(
    r"(?P<name>.*\S)\s*(?:[(\[（](?P<bracketed>[^()\[\]]{3,})[)\]）]|\s[-–]\s(?P<word>\w[\w ]{2,}))"
)
HAS_ONE: Final = re.compile(r"[(\[（]|\s[-–]\s")
"""What stands in every name with a status behind it; looked for first, as most have none."""
CODE: Final = 2
"""Latin letters of a code of the system, which says nothing beside words."""
MANY: Final = 60
"""A column with more different words than these is no status."""


class Standing(Enum):
    """What a status says of somebody."""

    HERE = "here"
    GONE = "left"
    NEITHER = "neither here nor left"


class Meaning(NamedTuple):
    """What a word is taken for."""

    standing: Standing
    why: LeavingReason | None = None
    """Why they left, if they have."""
    belonging: Belonging | None = None
    """In which way they belong, where a status says that of those who are here."""

    def __str__(self) -> str:
        if self.belonging:
            return f"{Standing.HERE.value}, {self.belonging}"
        if self.why in (None, LeavingReason.UNKNOWN):
            return self.standing.value
        return f"left ({str(self.why).lower().replace('_', ' ')})"


def meaning_called(name: str) -> Meaning:
    """What a group of words means, by its name. KeyError if there is none."""
    if name == "neither":
        return Meaning(Standing.NEITHER)
    if name == "here":
        return Meaning(Standing.HERE)
    return Meaning(Standing.GONE, LeavingReason.UNKNOWN if name == "left" else LeavingReason[name.upper()])


WAYS: Final[Mapping[Belonging, Meaning]] = {way: Meaning(Standing.NEITHER, None, way) for way in Belonging}
"""What a way of belonging is taken for: who has left, that other columns say."""
CALLED: Final[Mapping[str, Meaning]] = {name: meaning_called(name) for name in FILE_WORDS["status"]} | {
    str(way): meaning for way, meaning in WAYS.items()
}
WORDS: Final[Mapping[str, Meaning]] = {
    squeezed(word): CALLED[name] for name, words in FILE_WORDS["status"].items() for word in words
} | {word: WAYS[way] for word, way in BELONGS.items() if not way.counts}
"""Who is employed elsewhere is told so by a status as well."""
SAP: Final[Mapping[str, Meaning]] = {word: CALLED[name] for name, words in FILE_WORDS["sap"].items() for word in words}
YES, NO, ASKS_HERE, ASKS_GONE = (
    frozenset(map(squeezed, FILE_WORDS["flags"][name])) for name in ("yes", "no", "asks_here", "asks_gone")
)
YES_OR_NO: Final = YES | NO


@lru_cache(1 << 12)
def meaning_of(status: str) -> Meaning | None:
    """What a status means by its words, or by its parts where they agree; None where nobody knows."""
    if whole := WORDS.get(squeezed(status)):
        return whole
    parts = PARTS.split(status)
    words = [part for part in parts if len(squeezed(part)) > CODE or not part.isascii()]  # “D - Demitido”
    found = {meaning for part in words or parts if (meaning := WORDS.get(squeezed(part)))}
    telling = {one for one in found if one.standing is not Standing.NEITHER} or found
    if len({one.standing for one in telling}) != 1:
        return None
    return max(telling, key=lambda one: one.why not in (None, LeavingReason.UNKNOWN))


def without_status(name: str) -> tuple[str, str]:
    """A name, and the status that stands behind it: “Kim Birch (On Leave)”."""
    return taken_apart(name) if HAS_ONE.search(name) else (name, "")


@lru_cache(1 << 12)
def taken_apart(name: str) -> tuple[str, str]:
    """The same of a name behind which something stands."""
    found = SUFFIX.fullmatch(name)
    word = (found["bracketed"] or found["word"]) if found else ""
    return (found["name"], word) if found and meaning_of(word) else (name, "")


@dataclass
class Statuses:
    """The words of one file's status, and what they are taken for."""

    heading: str = ""
    stated: Mapping[str, Meaning] = field(default_factory=dict)
    """What whoever imports has said of words, by these squeezed."""
    counts: Counter[str] = field(default_factory=Counter)
    first: dict[str, int] = field(default_factory=dict)
    """The row in which each word comes first."""

    def add(self, status: str, number: int) -> None:
        """Take a status into account."""
        self.counts[status] += 1
        self.first.setdefault(status, number)

    def meaning(self, status: str) -> Meaning | None:
        """What is meant by a status; None where nobody knows. A blank says neither."""
        word = squeezed(status)
        if word in self.stated:
            return self.stated[word]
        if not status:
            return CALLED["neither"]
        if (answer := meant(status, self.counts, self.heading)) is not None and (asked := self.asked):
            return CALLED["here"] if answer == (asked is Standing.HERE) else CALLED["left"]
        if word in YES_OR_NO and (asked := self.asked):
            return CALLED["here"] if (word in YES) == (asked is Standing.HERE) else CALLED["left"]
        return SAP[word] if word in SAP and self.is_sap else meaning_of(status)

    @property
    def asked(self) -> Standing | None:
        """What a yes would say, by the heading."""
        asks = forms(NAMED.sub(" ", self.heading))
        if any(form in ASKS_HERE for form in asks):
            return Standing.HERE
        return Standing.GONE if any(form in ASKS_GONE for form in asks) else None

    @property
    def is_sap(self) -> bool:
        """Whether these are SAP's codes, which go up to 3."""
        words = {word for word in self.counts if word}
        return words <= SAP.keys() and bool(words & {"2", "3"})

    def taken(self) -> Iterator[tuple[str, int, Meaning | None]]:
        """Each word with how often it comes, and what it is taken for; the most frequent first."""
        return ((word, times, self.meaning(word)) for word, times in self.counts.most_common())

    def unknown(self) -> Iterator[Problem]:
        """The words of which nobody knows what they mean."""
        for word, times, meaning in self.taken():
            if meaning is None:
                right = f"say what it means with --status '{word}=here' or '{word}=left' (or ={', ='.join(REASONS)})"
                met = f"{times_in_words(times)}, first in row {self.first[word]}"
                what = f"is a status of which nobody knows what it means ({met})"
                yield Problem(0, self.heading, word, f"{what}: {right}")


REASONS: Final = tuple(name for name in CALLED if name not in ("here", "left"))
