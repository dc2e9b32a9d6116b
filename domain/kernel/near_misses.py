"""Near misses: what may be meant by a word that is none of those that there are. All who suggest anything ask here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from difflib import SequenceMatcher, get_close_matches
from typing import Final

from domain.kernel.words import listed

SHORTEST: Final = 3
"""Letters from which on a word, or a beginning, says enough to be looked for in others."""
ALIKE: Final = 0.8
"""How much of two single words has to be the same, of 1, for one to be taken for a slip of the other."""
WITHIN: Final = re.compile(r"(?<=[a-z\d])(?=[A-Z])|[\W_]+")
"""Where a word ends within a name: before a capital after small letters, and at whatever is no letter."""
LONGEST: Final = 100
MOST_WORDS: Final = 8
"""So many characters and words of what was asked are looked for: one who writes more has not slipped."""
BY_THE_WHOLE: Final = 4
"""So many ways, the nearest, go by all of what was asked, or all of a name."""
Slips = Mapping[str, frozenset[str]]
"""By each word that was asked, those words of names that are the same or spelled alike."""


def near(asked: str, there: Iterable[str], most: int = 3) -> list[str]:
    """Those that come nearest, the nearest first: they begin so, have these words, or are spelled alike.

    Those that share a word with it are named where nothing comes nearer.
    """
    folded, names = asked.strip().casefold()[:LONGEST], {name: words_in(name) for name in there}
    wanted = words_in(asked[:LONGEST])[:MOST_WORDS]
    spelled = {*get_close_matches(folded, {name.casefold() for name in names}, n=len(names) or 1)}
    slips = slips_among({word for has in names.values() for word in has}, wanted)
    found = {name: way_to(wanted, has, slips, name.casefold() in spelled) for name, has in names.items()}
    ways = {name: way for name, way in found.items() if way is not None}
    nearest = [name for name, way in ways.items() if way < BY_THE_WHOLE] or [*ways]
    return sorted(nearest, key=lambda name: (ways[name], -likeness(folded, name)))[:most]


def right_one(asked: str, there: Sequence[str]) -> str:
    """What is to be written instead of a word that is none of those that there are, in the imperative."""
    if close := near(asked, there, most=1):
        return f"did you mean “{close[0]}”?"
    return f"name one of {listed(there)}, or leave it out" if there else "leave it out"


def way_to(wanted: Sequence[str], has: Sequence[str], slips: Slips, spelled_alike: bool) -> int | None:
    """In which way a name of these words comes near: the lower, the nearer; None where it does not."""
    begins = "".join(wanted)
    ways = (
        len(begins) >= SHORTEST and "".join(has).startswith(begins),
        bool(wanted) and all(any(is_begun(word, own) for own in has) for word in wanted),
        bool(has) and all(len(own) >= SHORTEST and own in wanted for own in has),
        spelled_alike or (bool(wanted) and all(not slips[word].isdisjoint(has) for word in wanted)),
        any(not slips[word].isdisjoint(has) for word in wanted),
    )
    return next((way for way, holds in enumerate(ways) if holds), None)


def words_in(text: str) -> Sequence[str]:
    """The words of a name, folded: those of “ROLE_PROFILE” as those of “roleProfile” and “Role profile”."""
    return [word.casefold() for word in WITHIN.split(text.strip()) if word]


def is_begun(word: str, own: str) -> bool:
    """Whether a word begins another; one that is too short has to be all of it."""
    return own.startswith(word) if len(word) >= SHORTEST else own == word


def slips_among(words: set[str], wanted: Iterable[str]) -> Slips:
    """Which words were perhaps meant by each that is wanted; none by one that is too short."""
    return {
        word: frozenset(get_close_matches(word, words, n=len(words) or 1, cutoff=ALIKE))
        if len(word) >= SHORTEST
        else frozenset()
        for word in wanted
    }


def likeness(folded: str, name: str) -> float:
    """How much of two is the same, of 1."""
    return SequenceMatcher(None, folded, name.casefold()).ratio()
