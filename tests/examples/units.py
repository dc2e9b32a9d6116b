"""The units in which the examples take place: a tree of two plants, one of which closes."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.kernel.ids import UnitId
from domain.units.unit import UnitClosed, UnitEstablished, UnitMoved, UnitRenamed
from tests.examples.streams import example, needed

PRODUCTION: Final = UnitId("unit-0190a000-0000-7000-8000-0000000000a0")
ASSEMBLY: Final = UnitId("unit-0190a000-0000-7000-8000-0000000000a5")
TOOLING: Final = UnitId("unit-0190a000-0000-7000-8000-0000000000a1")
PAINT: Final = UnitId("unit-0190a000-0000-7000-8000-0000000000a9")
SALES: Final = UnitId("unit-0190a000-0000-7000-8000-0000000000a2")
OLD_PLANT: Final = UnitId("unit-0190a000-0000-7000-8000-0000000000a3")

BEGAN: Final = date(2001, 1, 1)

needed(PRODUCTION, UnitEstablished("Production", effective_on=BEGAN))
UNIT_ESTABLISHED: Final = example(ASSEMBLY, UnitEstablished("Assembly", PRODUCTION, effective_on=BEGAN))
for unit, name in ((TOOLING, "Tooling"), (PAINT, "Paint"), (SALES, "Sales"), (OLD_PLANT, "Old plant")):
    needed(unit, UnitEstablished(name, effective_on=BEGAN))
UNIT_RENAMED: Final = example(OLD_PLANT, UnitRenamed("Plant 1", effective_on=date(2004, 1, 1)))
UNIT_MOVED: Final = example(OLD_PLANT, UnitMoved(PRODUCTION, effective_on=date(2006, 1, 1)))
UNIT_CLOSED: Final = example(OLD_PLANT, UnitClosed(ASSEMBLY, effective_on=date(2010, 6, 30)))
