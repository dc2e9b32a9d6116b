"""Words: whether a text says anything at all, and several of them in a sentence."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from unicodedata import category

UNSEEN: Final = frozenset(
    "\N{BRAILLE PATTERN BLANK}\N{HANGUL FILLER}\N{HANGUL CHOSEONG FILLER}\N{HANGUL JUNGSEONG FILLER}"
    "\N{HALFWIDTH HANGUL FILLER}"
)
"""What counts as letters or signs and shows nothing."""


def says_something(text: str) -> bool:
    """Whether there is anything to be seen in it: spaces, controls and characters without width are nothing."""
    for character in text:  # noqa: SIM110 (mostly the first says it: a generator costs more than the look)
        if category(character)[0] not in "CZ" and character not in UNSEEN:
            return True
    return False


def folded(text: str) -> str:
    """A text as it is held beside others: case, and how many blanks there are, make no difference."""
    return " ".join(text.casefold().split())


def listed(values: Iterable[object]) -> str:
    """Several values in a sentence, as people write them: each once, in quotation marks."""
    return ", ".join(f"“{value}”" for value in dict.fromkeys(map(str, values))) or "nothing"
