"""The days that a digest tells of."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Period:
    """Some days, the last included."""

    since: date
    until: date

    @classmethod
    def last_week(cls, today: date) -> Period:
        """The last week that is over, from Monday to Sunday."""
        monday = today - timedelta(days=today.weekday())
        return cls(monday - timedelta(days=7), monday - timedelta(days=1))

    @property
    def before(self) -> date:
        """The day at whose end the earlier moment is."""
        return self.since - timedelta(days=1)
