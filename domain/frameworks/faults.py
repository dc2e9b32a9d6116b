"""What is wrong with an edition: where, by which rule, and what would be right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from domain.kernel.refusals import Refusal

Where = tuple[str | int, ...]
"""The place in an edition, as its file names it: `("levels", "leaders", "skills")`."""


class Fault(NamedTuple):
    """One thing for which an edition does not come out."""

    where: Where
    refusal: type[Refusal]
    why: str


Faults = Iterator[Fault]
