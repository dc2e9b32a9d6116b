"""One of every event, as it might have happened, on streams that hold all that it cites and needs.

An event's example stands in the module of its chapter. Nothing is listed here: whatever the chapters tell is found.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Final

from domain.kernel.facts import Event
from domain.kernel.ids import PersonId
from tests.examples.frameworks import PUBLISHED
from tests.examples.mentoring import PAIR
from tests.examples.organisation import PLANNER
from tests.examples.people import ADA, BEN, CAI, DEE, EVE, FAY, GUS
from tests.examples.promotions import CASE
from tests.examples.streams import TOLD, Told

__all__ = [
    "ADA",
    "BEN",
    "CAI",
    "CASE",
    "DEE",
    "EVE",
    "EVERYBODY",
    "EXAMPLES",
    "FAY",
    "GUS",
    "PAIR",
    "PLANNER",
    "PUBLISHED",
    "STREAMS",
]

for chapter in iter_modules(__path__):
    import_module(f"{__name__}.{chapter.name}")

EXAMPLES: Final[tuple[Event[Any], ...]] = tuple(told.event for told in TOLD if told.is_example)
"""The examples, in the order in which they were told."""

STREAMS: Final[Mapping[str, tuple[Told, ...]]] = {
    stream: tuple(told for told in TOLD if told.at.stream == stream)
    for stream in dict.fromkeys(told.at.stream for told in TOLD)
}
"""What stands on every stream, examples and what they need."""

EVERYBODY: Final = tuple(PersonId(stream) for stream in STREAMS if stream.startswith("person-"))
"""Whoever has a stream."""
