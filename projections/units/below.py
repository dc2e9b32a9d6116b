"""What belongs to a unit, through whatever others."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence


def with_below(units: Iterable[str], children: Mapping[str | None, Sequence[str]]) -> list[str]:
    """These units and all that belongs to them, each once."""
    found: dict[str, None] = {}
    waiting = list(units)
    while waiting:
        unit = waiting.pop()
        if unit not in found:
            found[unit] = None
            waiting += children.get(unit, ())
    return list(found)
