"""The tree of units as a list: how deep each stands, so that a page can show what belongs to what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

Told = Mapping[str, Any]
"""A unit as it is answered."""


def depths(tree: Sequence[Told]) -> dict[str, int]:
    """By id, how many units each belongs to; of a tree in which everything stands after what it belongs to."""
    found: dict[str, int] = {}
    for unit in tree:
        above = unit["parent"]
        found[unit["id"]] = found.get(above["id"], -1) + 1 if above else 0
    return found
