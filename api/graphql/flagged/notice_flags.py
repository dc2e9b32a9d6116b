"""What a notice to a candidate is flagged with, whoever is to see to it."""

from __future__ import annotations

from datetime import date

from api.graphql.flagged.flag import Flag
from domain.promotions.notices import Notice


def flag_of(notice: Notice, *, since: date | None, due: date | None) -> Flag:
    """A flag of a notice: that it is owed, or that the time runs that it began."""
    return Flag(
        about=str(notice.about),
        subject=notice.case,
        whom=notice.person,
        since=since,
        due=due,
        case=notice.case,
        words=notice.period.name,
    )
