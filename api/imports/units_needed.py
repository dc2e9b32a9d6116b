"""From when on the files place somebody in each unit, so that those which are new are established once."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from api.imports.units_meant import SeveralUnits, UnitsMeant
from api.imports.who import Sources, Who


def need_units(sources: Sources, who: Who, units: UnitsMeant) -> None:
    """Note from when on somebody stands in each unit that is named."""
    for row in sources.people or ():
        known = who.known
        new = not (known.find_any(sources.system, row.identifier) or known.alike(sources.system, row.identifier))
        first = row.earlier[0] if row.earlier else row.joined_on
        need(units, row.said, first if new or row.earlier else sources.on)
        for stay in sources.earlier_stays(row.identifier):
            need(units, stay.said, stay.joined_on)
    for identifier in sources.spells.packed if sources.spells else ():
        for spell in sources.spells.of(identifier) if sources.spells else ():
            need(units, spell.said, spell.started_on)


def need(units: UnitsMeant, said: Mapping[str, Any], on: date) -> None:
    """Note that a row places somebody in a unit from a day on."""
    with suppress(SeveralUnits):  # told where it is asked for
        if said.get("unit"):
            units.need(units.meant(said["unit"]), on)
