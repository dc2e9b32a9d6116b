"""The working days of each site: public holidays as data, for periods that are counted in working days."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class SiteCalendar:
    """The days on which nobody works at a site, beside Saturdays and Sundays."""

    site: str | None
    """What the site is called, as placements name it; None where they hold at all sites."""
    holidays: tuple[date, ...]
    """Its public holidays, day by day."""


def holidays_at(site: str | None, calendars: Sequence[SiteCalendar]) -> frozenset[date]:
    """The holidays of one site, with those that hold everywhere; of a site that has no calendar, these alone."""
    return frozenset(day for calendar in calendars if calendar.site in (None, site) for day in calendar.holidays)
