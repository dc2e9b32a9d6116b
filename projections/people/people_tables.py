"""What the directory is read from: stays, placements, names, and what people are called elsewhere."""

from __future__ import annotations

from typing import Any, Final

from domain.people.introducing import PersonIntroduced
from domain.people.joining import PersonJoined
from domain.people.leaving import PersonLeft
from domain.people.moving import PersonMoved
from domain.people.naming import PersonIdentified, PersonRenamed
from domain.people.reporting_lines import ReportingLineSet, SecondmentAgreed
from projections.engine.read_model import ReadModel, Row, Table
from projections.engine.sealed_entry import SealedEntry
from projections.engine.visibility import NEWEST_FIRST
from projections.engine.walls import OPEN, Wall

OF_PERSON: Final = f"person, {NEWEST_FIRST}"


def came(entry: SealedEntry[PersonJoined]) -> tuple[Row, ...]:
    return ((entry.stream, True, entry.event.belonging, entry.event.continuous_since, None),)


def went(entry: SealedEntry[PersonLeft]) -> tuple[Row, ...]:
    """Together with the command, which once vacated roles as well: that follows from the stay today."""
    return ((entry.stream, False, None, None, entry.command_id),)


def placed(entry: SealedEntry[PersonJoined]) -> tuple[Row, ...]:
    event = entry.event
    return ((entry.stream, event.in_unit, event.function, event.level, event.manager, False, None, None),)


def moved(entry: SealedEntry[PersonMoved]) -> tuple[Row, ...]:
    """The whole placement, as joining says it, and how a step up came about."""
    event = entry.event
    where = (event.in_unit, event.function, event.level, event.manager)
    return ((entry.stream, *where, True, event.case, event.exempt),)


def introduced(entry: SealedEntry[PersonIntroduced]) -> tuple[Row, ...]:
    return ((entry.stream,),)


def placed_nowhere(entry: SealedEntry[PersonIntroduced]) -> tuple[Row, ...]:
    """Whoever is introduced stands in no unit until they join."""
    return ((entry.stream, None, None, None, None, False, None, None),)


def called(entry: SealedEntry[Any]) -> tuple[Row, ...]:
    """The name itself stays in the book, sealed."""
    return ((entry.stream,),)


def known_as(entry: SealedEntry[PersonIdentified]) -> tuple[Row, ...]:
    """The identifier itself stays in the book, sealed."""
    return ((entry.stream, entry.event.system, entry.event.until),)


def line_set(entry: SealedEntry[ReportingLineSet]) -> tuple[Row, ...]:
    return ((entry.stream, entry.event.line, entry.event.manager, entry.event.until),)


def seconded(entry: SealedEntry[SecondmentAgreed]) -> tuple[Row, ...]:
    event = entry.event
    return ((entry.stream, event.in_unit, event.host_manager, event.until, event.share, event.right_of_return),)


STAYS: Final = Table(
    "stays",
    {
        "person": "text NOT NULL",
        "here": "boolean NOT NULL",
        "belonging": "text",
        "continuous_since": "date",
        "left_by": "uuid",
    },
    {PersonJoined: came, PersonLeft: went},
    walls=OPEN,
    indexes=(OF_PERSON,),
    coarse={"belonging": None, "continuous_since": None},
)
PLACEMENTS: Final = Table(
    "placements",
    {
        "person": "text NOT NULL",
        "unit": "text",
        "function": "text",
        "level": "text",
        "manager": "text",
        "moved": "boolean NOT NULL",
        "case_of": "text",
        "exempt": "text",
    },
    {PersonIntroduced: placed_nowhere, PersonJoined: placed, PersonMoved: moved},
    walls=OPEN,
    indexes=(OF_PERSON, "manager"),
    coarse={"unit": None, "function": None, "level": None, "case_of": None, "exempt": None},
)
INTRODUCTIONS: Final = Table(
    "introductions",
    {"person": "text NOT NULL"},
    {PersonIntroduced: introduced},
    walls=OPEN,
    indexes=(OF_PERSON,),
)
NAMES: Final = Table(
    "names",
    {"person": "text NOT NULL"},
    {PersonIntroduced: called, PersonJoined: called, PersonRenamed: called},
    walls=OPEN,
    indexes=(OF_PERSON,),
)
IDENTITIES: Final = Table(
    "identities",
    {"person": "text NOT NULL", "system": "text NOT NULL", "until": "date"},
    {PersonIdentified: known_as},
    walls=(Wall("accounts", ("person",)),),
    indexes=(OF_PERSON,),
)

REPORTING_LINES: Final = Table(
    "reporting_lines",
    {"person": "text NOT NULL", "line": "text NOT NULL", "manager": "text NOT NULL", "until": "date"},
    {ReportingLineSet: line_set},
    walls=OPEN,
    indexes=(OF_PERSON,),
)
SECONDMENTS: Final = Table(
    "secondments",
    {
        "person": "text NOT NULL",
        "unit": "text NOT NULL",
        "host_manager": "text",
        "until": "date NOT NULL",
        "share": "integer NOT NULL",
        "right_of_return": "boolean NOT NULL",
    },
    {SecondmentAgreed: seconded},
    walls=OPEN,
    indexes=(OF_PERSON,),
)

PEOPLE: Final = ReadModel("people", (STAYS, PLACEMENTS, INTRODUCTIONS, NAMES, IDENTITIES, REPORTING_LINES, SECONDMENTS))
