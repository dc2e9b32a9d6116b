"""Chance in the demo: dice and lots that hang on the seed and on what they are about, and on nothing rolled before."""

from __future__ import annotations

from collections import Counter
from hashlib import blake2b
from random import Random
from typing import Final

FINE: Final = 2**64
"""How many lots there are."""


class Lots:
    """The same seed gives the same lot to whatever asks under the same name, whoever has asked before."""

    def __init__(self, seed: str) -> None:
        self._seed = seed
        self._asked: Counter[str] = Counter()

    def dice(self, *about: object) -> Random:
        """Dice of its own for something."""
        return Random(self._named(about))  # noqa: S311 (chance in a story, not a secret)

    def lot(self, *about: object) -> int:
        """A lot for something, from 0 to FINE - 1."""
        return int.from_bytes(blake2b(self._named(about).encode(), digest_size=8).digest())

    def chance(self, *about: object) -> float:
        """A lot for something, from 0 to less than 1."""
        return self.lot(*about) / FINE

    def turn(self, *about: object) -> int:
        """How often something has been asked for before: so that asking again gives another lot."""
        name = self._named(about)
        self._asked[name] += 1
        return self._asked[name] - 1

    def _named(self, about: tuple[object, ...]) -> str:
        return f"{self._seed} {' '.join(map(str, about))}"
