"""Whether somebody was erased: what is part of this memory has the key of the person on whose stream it stands go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Erasure:
    """The memory of somebody's erasure."""

    erased_on: date | None = None
    """The day; None while they have not been erased."""
