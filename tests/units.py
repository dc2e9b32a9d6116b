"""Units as tests name them: by a word, each with the id that the word stands for in old entries."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.kernel.ids import UnitId
from domain.units.citing import unit_of
from domain.units.tree import EstablishUnit
from domain.units.unit import UnitEstablished

LONG_AGO: Final = date(1950, 1, 1)

TOOLING, ASSEMBLY, PAINT, PRODUCTION, SALES = map(unit_of, ("Tooling", "Assembly", "Paint", "Production", "Sales"))


HOUSE: Final = {
    unit_of(word): UnitEstablished(word, effective_on=LONG_AGO)
    for word in ("Tooling", "Assembly", "Paint", "Production", "Sales")
}
"""The units that the organisation of every specification has."""


def establish(word: str, parent: UnitId | None = None, on: date = LONG_AGO) -> EstablishUnit:
    """What is asked for so that a unit of that name stands."""
    return EstablishUnit(unit_of(word), word, parent, effective_on=on)


def established(word: str, parent: UnitId | None = None, on: date = LONG_AGO) -> UnitEstablished:
    """What that comes to."""
    return UnitEstablished(word, parent, effective_on=on)
