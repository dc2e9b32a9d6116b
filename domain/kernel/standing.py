"""What stands of what was written, and what is remembered of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic, Protocol, TypeVar

from domain.kernel.facts import EntryRetracted, Event, Reference
from domain.kernel.memories import Memory

E_co = TypeVar("E_co", bound=Event[Any], covariant=True)

Folds = Mapping[str, Callable[[Any, Any, Reference], Any]]
"""How a memory is recalled otherwise than by its events' own `evolve`: by kind, from memory, event and reference."""


@dataclass(frozen=True)
class Noted(Generic[E_co]):
    """An event that stands, under the reference by which it is cited."""

    event: E_co
    at: Reference


class Written(Protocol):
    """An entry as far as recalling needs it."""

    @property
    def event(self) -> Event[Any]: ...
    @property
    def stream(self) -> str: ...
    @property
    def version(self) -> int: ...
    @property
    def supersedes(self) -> int | None: ...


def standing(stream: Iterable[Written]) -> tuple[Noted[Event[Any]], ...]:
    """The entries of one stream that count: superseded ones left out, a correction in its origin's place.

    `stream` is in the order of writing. What is returned is in the order of effect: by day, then by origin.
    """
    chains: dict[int, Noted[Event[Any]] | None] = {}
    for entry in stream:
        origin = entry.supersedes or entry.version
        retracted = isinstance(entry.event, EntryRetracted)
        chains[origin] = None if retracted else Noted(entry.event, Reference(entry.stream, origin))
    return tuple(sorted((noted for noted in chains.values() if noted), key=order_of_effect))


def order_of_effect(noted: Noted[Event[Any]]) -> tuple[date, int]:
    """By the day of effect, then by origin, so that mending an old entry does not make it the latest."""
    return noted.event.effective_on, noted.at.version


def recall(
    memory: type[Memory], noted: Iterable[Noted[Any]], *, on: date | None = None, folds: Folds | None = None
) -> Memory:
    """The memory of a stream as its standing entries left it; those effective after `on` are left out."""
    return remember(memory(), noted, on=on, folds=folds)


def remember(
    known: Memory, noted: Iterable[Noted[Any]], *, on: date | None = None, folds: Folds | None = None
) -> Memory:
    """What is known with further entries in mind: those of its memory, by their `evolve`, unless `folds` say how."""
    memory = type(known)
    for entry in noted:
        event = entry.event
        if on is not None and event.effective_on > on:
            continue
        if folds is not None:
            fold = folds.get(type(event).__name__)
            known = fold(known, event, entry.at) if fold else known
        elif event.memory is memory:
            known = event.evolve(known, entry.at)
    return known
