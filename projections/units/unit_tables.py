"""What the tree of units is read from: what each is called, what it belongs to, and when it closed."""

from __future__ import annotations

from typing import Any, Final

from domain.organisation.appointments import RoleEstablished
from domain.people.joining import PersonJoined
from domain.people.moving import PersonMoved
from domain.units.citing import is_unit_id
from domain.units.unit import UnitClosed, UnitEstablished, UnitMoved, UnitRenamed
from projections.engine.read_model import ReadModel, Row, Table
from projections.engine.sealed_entry import SealedEntry
from projections.engine.visibility import NEWEST_FIRST
from projections.engine.walls import OPEN

OF_UNIT: Final = f"unit, {NEWEST_FIRST}"


def established(entry: SealedEntry[Any]) -> tuple[Row, ...]:
    return ((entry.stream,),)


def belongs(entry: SealedEntry[Any]) -> tuple[Row, ...]:
    """Establishing and moving both say what it belongs to."""
    return ((entry.stream, entry.event.parent),)


def closed(entry: SealedEntry[UnitClosed]) -> tuple[Row, ...]:
    return ((entry.stream, entry.event.into),)


def named_by_word(entry: SealedEntry[Any]) -> tuple[Row, ...]:
    """An old placement holds the word for a unit. The word itself stays in the book."""
    return () if is_unit_id(entry.event.unit) else ((entry.event.in_unit,),)


ESTABLISHED: Final = Table(
    "units_established", {"unit": "text NOT NULL"}, {UnitEstablished: established}, walls=OPEN, indexes=(OF_UNIT,)
)
NAMES: Final = Table(
    "unit_names",
    {"unit": "text NOT NULL"},
    {UnitEstablished: established, UnitRenamed: established},
    walls=OPEN,
    indexes=(OF_UNIT,),
)
PARENTS: Final = Table(
    "unit_parents",
    {"unit": "text NOT NULL", "parent": "text"},
    {UnitEstablished: belongs, UnitMoved: belongs},
    walls=OPEN,
    indexes=(OF_UNIT,),
)
CLOSINGS: Final = Table(
    "unit_closings", {"unit": "text NOT NULL", "goes_on": "text"}, {UnitClosed: closed}, walls=OPEN, indexes=(OF_UNIT,)
)
WORDS: Final = Table(
    "unit_words",
    {"unit": "text NOT NULL"},
    dict.fromkeys((PersonJoined, PersonMoved, RoleEstablished), named_by_word),
    walls=OPEN,
    indexes=("unit, effective_on, origin",),
)

UNITS: Final = ReadModel("units", (ESTABLISHED, NAMES, PARENTS, CLOSINGS, WORDS))
