"""Who may ask for which command: one way for each, by what it says of itself. For what is of no way nobody may ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cache
from typing import Any, Final, get_args, get_type_hints

from api.access.amending import MENDING
from domain.frameworks.framework import FrameworkCommand
from domain.kernel.acting import acting_fields
from domain.kernel.commands import Command
from domain.kernel.history import BeginLedger
from domain.offices.stewards import NameSteward
from domain.people.employment import PersonCommand
from domain.people.seats import LeaveSeat, TakeSeat


class Way(StrEnum):
    """Who may ask for a command, whatever the rules say to it then."""

    MACHINE = "machine"
    """Whoever holds the machine."""
    STEWARDS = "stewards"
    """Stewards, and none for themselves: it changes who may do what, or the rules."""
    AUTHORS = "authors"
    """Whoever wrote the entry, or a steward; nobody whose stake in an open case it would hide, and of somebody's plan
    nobody who leads them no longer."""
    WHO_ACTS = "who acts"
    """Whoever is said to act. Where it is not to be in person, also their deputy, or whoever may record for others,
    free of conflict and not whom it concerns."""
    RECORD_KEEPERS = "record keepers"
    """Stewards, or whoever may record for others, and nobody about themselves. A pair tells of its own mentoring."""
    NEAR = "near"
    """The person, whoever leads them, or record keepers."""


ROWS: Final[tuple[tuple[Way, Callable[[type[Command[Any]]], bool]], ...]] = (
    (Way.MACHINE, lambda of: issubclass(of, NameSteward)),
    (Way.STEWARDS, lambda of: issubclass(of, BeginLedger | TakeSeat | LeaveSeat | FrameworkCommand)),
    (Way.AUTHORS, lambda of: issubclass(of, MENDING)),
    (Way.WHO_ACTS, lambda of: bool(acting_fields(of))),
    (Way.RECORD_KEEPERS, lambda of: of.for_the_record),
    (Way.NEAR, lambda of: issubclass(of, PersonCommand)),
)
"""The first row that a command fits says its way."""


@cache
def ways_to(command: type[Command[Any]]) -> tuple[Way, ...]:
    """The way to a command, and a second one where it may name nobody who acts. Empty for what is of no way."""
    fitting = tuple(way for way, fits in ROWS if fits(command))
    return fitting[:2] if fitting[:1] == (Way.WHO_ACTS,) and not any(must_act(command)) else fitting[:1]


def must_act(command: type[Command[Any]]) -> Iterator[str]:
    """The fields in which somebody has to be named who acts."""
    hints = get_type_hints(command)
    return (name for name in acting_fields(command) if type(None) not in get_args(hints[name]))


def way_to(command: Command[Any], *, acts: bool) -> Way | None:
    """The way to a command as it was filled in; None where there is none. `acts`: whether it names somebody who did."""
    ways = ways_to(type(command))
    return next((way for way in ways if acts or way is not Way.WHO_ACTS), None)
