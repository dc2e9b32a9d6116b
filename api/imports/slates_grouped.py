"""Which rows of a table make one slate: those of a role, also where each has a day of its own."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from api.imports.roles_known import KnownRole
from api.imports.rows import Row
from domain.frameworks.edition import Readiness
from domain.kernel.ids import PersonId

UNRANKED: Final = 1 << 30


@dataclass(frozen=True)
class SuccessorTold:
    """What one row says."""

    row: Row
    person: PersonId | None
    """None where it says that there is nobody."""
    rank: int
    readiness: Readiness | None
    by: PersonId | None
    on: date
    """The day of the row."""
    proposed: bool = False
    """Whether they are only proposed, whoever confirmed the others: as where their name stands in brackets."""
    wrong: bool = False
    """Whether the row cannot be taken, and so its slate cannot."""


@dataclass(frozen=True)
class SlateTold:
    """A slate as the file has it."""

    role: KnownRole
    on: date
    """The day on which it is confirmed: the latest of its rows."""
    told: tuple[SuccessorTold, ...]
    """In the order of the file."""

    @property
    def days(self) -> list[date]:
        """The days of its rows."""
        return sorted({one.on for one in self.told})

    @property
    def wrong(self) -> list[int]:
        """Its rows that cannot be taken."""
        return sorted({one.row.number for one in self.told if one.wrong})


def with_days(rows: Sequence[Row]) -> list[Row]:
    """The same, where one day alone is told of a role, as the day of all its rows: cells are merged, or said once."""
    days = {row.days["judged_on"] for row in rows} - {None}
    return [row._replace(days={"judged_on": day}) for row in rows for day in days] if len(days) == 1 else list(rows)


def slates_of(role: KnownRole, told: Sequence[SuccessorTold]) -> list[SlateTold]:
    """The slates of one role, the earliest first.

    Rows are of one slate, whatever their days, unless somebody, or a rank, is on two of these: then each day has one.
    """
    days = sorted({one.on for one in told})
    by_day = [tuple(one for one in told if one.on == day) for day in days]
    comes_again = returns([{one.person for one in of if not one.wrong} for of in by_day]) or returns(
        [{one.rank for one in of if one.rank != UNRANKED} for of in by_day]
    )
    if comes_again:
        return [SlateTold(role, day, of) for day, of in zip(days, by_day, strict=True)]
    return [SlateTold(role, days[-1], tuple(told))]


def returns(of_days: Iterable[set[PersonId | None] | set[int]]) -> bool:
    """Whether anything of one day is there on another."""
    seen: set[PersonId | int | None] = set()
    for of_day in of_days:
        if seen & of_day:
            return True
        seen |= of_day
    return False
