"""Where the examples stand: each is told on a stream, after what it needs, and is cited by its place there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, TypeVar

from domain.kernel.book import Line
from domain.kernel.facts import Event, Reference

E = TypeVar("E", bound=Event[Any])


@dataclass(frozen=True)
class Told:
    """An event as it was told: where it stands, what it took back, and whether it is the example of its kind."""

    event: Event[Any]
    at: Reference
    retracts: Reference | None
    is_example: bool

    @property
    def line(self) -> Line[Any]:
        """It, as a decision hands it to the ledger."""
        return Line(self.event, self.at.stream, self.retracts.version if self.retracts else None)


TOLD: Final[list[Told]] = []
"""Everything that was told, in that order. A chapter that mentions another imports it, and so is told after it."""


def example(stream: str, event: E, *, retracts: Reference | None = None) -> E:
    """Tells an event as the example of its kind, next on its stream."""
    tell(stream, event, retracts, is_example=True)
    return event


def needed(stream: str, *events: Event[Any]) -> None:
    """Tells what an example needs before it; the examples of these kinds stand elsewhere."""
    for event in events:
        tell(stream, event, None, is_example=False)


def tell(stream: str, event: Event[Any], retracts: Reference | None, *, is_example: bool) -> None:
    version = 1 + sum(told.at.stream == stream for told in TOLD)
    TOLD.append(Told(event, Reference(stream, version), retracts, is_example))


def at(event: Event[Any]) -> Reference:
    """The reference of what was told before. Whatever has not been told cannot be cited."""
    return next(told.at for told in TOLD if told.event is event)


def position() -> int:
    """The position up to which the ledger is known when the next is told."""
    return len(TOLD)
