"""Loaders that gather what is asked for meanwhile and look it up together, for all who wait for it."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import TypeVar

from strawberry.dataloader import DataLoader

K = TypeVar("K")
V = TypeVar("V")


class Gathering(DataLoader[K, V]):
    """Strawberry's, of which nobody who stops waiting takes what others still wait for.

    Where a field fails, what is asked beside it is given up; and a future that many wait for would go with the first.
    """

    def load(self, key: K) -> Awaitable[V]:
        """What is found of a key, as soon as it is."""
        return asyncio.shield(super().load(key))
