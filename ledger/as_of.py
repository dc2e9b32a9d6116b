"""The two times of a question: what was known then, and what was true on which day."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple


@dataclass(frozen=True)
class AsOf:
    """A moment to ask about. With nothing said: now, and today.

    `position` or `recorded_at` (with its zone) say what was known; `effective_on` says which day is asked about, and
    defaults to the date of that instant.
    """

    position: int | None = None
    recorded_at: datetime | None = None
    effective_on: date | None = None

    def __post_init__(self) -> None:
        """ValueError if it names two moments, or none that can be found."""
        if self.position is not None and self.recorded_at is not None:
            raise ValueError("as of a position or as of a recorded_at, not both: one moment is known by either")
        if self.position is not None and self.position < 0:
            raise ValueError(f"position “{self.position}” is before the first entry: positions begin with 1")
        if self.recorded_at is not None and self.recorded_at.tzinfo is None:
            raise ValueError(
                f"recorded_at “{self.recorded_at.isoformat()}” has no time zone: add one, as in …T12:00:00Z"
            )


class Known(NamedTuple):
    """A moment once it is found: the ledger up to a position, and facts effective up to a day."""

    position: int
    on: date
