"""Units as tests name them: by a word, each with the id that the word stands for in old entries."""

from __future__ import annotations

from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Final

from domain.kernel.ids import UnitId
from domain.units.citing import unit_of
from domain.units.tree import EstablishUnit
from domain.units.unit import UnitEstablished

if TYPE_CHECKING:
    from ledger import Ledger

LONG_AGO: Final = date(1950, 1, 1)
RECORDER: Final = "person-0190a000-0000-7000-8000-00000000c1e4"
"""Whoever records."""


HOUSE: Final = {
    unit_of(word): UnitEstablished(word, effective_on=LONG_AGO)
    for word in (
        *("Tooling", "Assembly", "Paint", "Production", "Sales", "Logistics", "Stores", "Plant 2"),
        *("Despatch", "Quality"),
    )
}
"""The units that the organisation of every specification has."""


TOOLING, ASSEMBLY, PAINT, PRODUCTION, SALES, LOGISTICS, STORES, PLANT_2, DESPATCH, QUALITY = HOUSE


def called(unit: str) -> str:
    """What a unit of the house is called; a word is its own."""
    return next((str(established.name) for known, established in HOUSE.items() if known == unit), unit)


def establish(word: str, parent: UnitId | None = None, on: date = LONG_AGO) -> EstablishUnit:
    """What is asked for so that a unit of that name stands."""
    return EstablishUnit(unit_of(word), word, parent, effective_on=on)


def established(word: str, parent: UnitId | None = None, on: date = LONG_AGO) -> UnitEstablished:
    """What that comes to."""
    return UnitEstablished(word, parent, effective_on=on)


def establish_units(ledger: Ledger, *words: str) -> None:
    """Lets a ledger have units of these names; those of the house, where none are named."""
    for word in words or (str(unit.name) for unit in HOUSE.values()):
        ledger.record(establish(word), by=RECORDER)


def establish_units_in(url: str, key: bytes | None = None) -> str:
    """Lets the ledger of a database have the units of the house; the URL again."""
    from ledger import Ledger, Wrapping  # noqa: PLC0415  tests of the language alone need none
    from tests.databases import WRAPPING  # noqa: PLC0415

    with closing(Ledger.open(url, Wrapping(key) if key else WRAPPING)) as ledger:
        establish_units(ledger)
    return url
