"""What the directory is read from: stays, placements, names, and what people are called elsewhere."""

from __future__ import annotations

from typing import Any, Final

from domain.people.joining import PersonJoined
from domain.people.leaving import PersonLeft
from domain.people.moving import PersonMoved
from domain.people.naming import PersonIdentified, PersonRenamed
from projections.engine.read_model import ReadModel, Row, Table
from projections.engine.sealed_entry import SealedEntry
from projections.engine.visibility import NEWEST_FIRST

OF_PERSON: Final = f"person, {NEWEST_FIRST}"


def came(entry: SealedEntry[PersonJoined]) -> tuple[Row, ...]:
    return ((entry.stream, True, None),)


def went(entry: SealedEntry[PersonLeft]) -> tuple[Row, ...]:
    """Together with the command, which once vacated roles as well: that follows from the stay today."""
    return ((entry.stream, False, entry.command_id),)


def placed(entry: SealedEntry[PersonJoined]) -> tuple[Row, ...]:
    event = entry.event
    return ((entry.stream, event.unit, event.function, event.level, event.manager, False, None, None),)


def moved(entry: SealedEntry[PersonMoved]) -> tuple[Row, ...]:
    """The whole placement, as joining says it, and how a step up came about."""
    event = entry.event
    where = (event.unit, event.function, event.level, event.manager)
    return ((entry.stream, *where, True, event.case, event.exempt),)


def called(entry: SealedEntry[Any]) -> tuple[Row, ...]:
    """The name itself stays in the book, sealed."""
    return ((entry.stream,),)


def known_as(entry: SealedEntry[PersonIdentified]) -> tuple[Row, ...]:
    """The identifier itself stays in the book, sealed."""
    return ((entry.stream, entry.event.system),)


STAYS: Final = Table(
    "stays",
    {"person": "text NOT NULL", "here": "boolean NOT NULL", "left_by": "uuid"},
    {PersonJoined: came, PersonLeft: went},
    indexes=(OF_PERSON,),
)
PLACEMENTS: Final = Table(
    "placements",
    {
        "person": "text NOT NULL",
        "unit": "text NOT NULL",
        "function": "text",
        "level": "text",
        "manager": "text",
        "moved": "boolean NOT NULL",
        "case_of": "text",
        "exempt": "text",
    },
    {PersonJoined: placed, PersonMoved: moved},
    indexes=(OF_PERSON, "manager"),
)
NAMES: Final = Table(
    "names", {"person": "text NOT NULL"}, {PersonJoined: called, PersonRenamed: called}, indexes=(OF_PERSON,)
)
IDENTITIES: Final = Table(
    "identities",
    {"person": "text NOT NULL", "system": "text NOT NULL"},
    {PersonIdentified: known_as},
    indexes=(OF_PERSON,),
)

PEOPLE: Final = ReadModel("people", (STAYS, PLACEMENTS, NAMES, IDENTITIES))
