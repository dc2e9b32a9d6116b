"""In which way somebody belonged in each stay that a history tells of, and since when that is continuous."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Final

from api.imports.problems import Problem
from api.imports.spells import SpellRow
from domain.people.employment import Belonging

CHANGED: Final = "is another way of belonging than in row {row}: of the whole stay is recorded what its latest row says"
AFTER: Final = "is after the first day that the file tells of, {day}: not used"


def belonging_in(rows: Sequence[SpellRow]) -> tuple[Belonging | None, date | None]:
    """In which way somebody belonged in one stay, by its latest row that says it, and since when that is continuous.

    A day after the stay began is of another stay.
    """
    said = [row.belonging for row in rows if row.belonging]
    since = [row.continuous_since for row in rows if row.continuous_since]
    own = [day for day in since if day <= rows[0].started_on]
    return said[-1] if said else None, own[-1] if own else None


def doubts(stays: Sequence[Sequence[SpellRow]], heading: Mapping[str, str]) -> Iterator[Problem]:
    """What of that is worth knowing: another way within a stay, and a day that no stay can take."""
    for stay in stays:
        told = [row for row in stay if row.belonging]
        for row, later in pairwise(told):
            if row.belonging is not later.belonging:
                what = CHANGED.format(row=row.number)
                yield Problem(later.number, heading.get("belonging", "belonging"), str(later.belonging), what)
    if stays:
        began = stays[-1][0].started_on
        of_none = next((row for row in stays[-1] if row.continuous_since and row.continuous_since > began), None)
        if of_none is not None:
            since = str(of_none.continuous_since)
            named = heading.get("continuous_since", "continuous_since")
            yield Problem(of_none.number, named, since, AFTER.format(day=began))
