"""Names that begin with a surname in capitals: “BENEŠ Jiří” is kept as it stands, and that is told."""

from __future__ import annotations

from collections.abc import Iterable


def begins_in_capitals(name: str) -> bool:
    """Whether a name begins with words in capitals, and ends with one that is not."""
    first, *_, last = words if len(words := name.split()) > 1 else ["", ""]
    return len(first) > 1 and first.isalpha() and first.isupper() and not last.isupper()


def surname_first(names: Iterable[str]) -> str | None:
    """What is to be told where most names begin so; None where they do not."""
    first, found, every = "", 0, 0
    for name in names:
        every += 1
        if begins_in_capitals(name):
            first, found = first or name, found + 1
    if 2 * found <= every:
        return None
    return (
        f"names as “{first}” begin with the surname in capitals ({found} of {every}), and are kept as they stand: to"
        " have them as they are spoken, give given_name and family_name in columns of their own"
    )
