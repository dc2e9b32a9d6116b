"""Kinds: every event that there is, and the command that is for it, as far as they have been read in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from domain.kernel.commands import Command
from domain.kernel.facts import Event

T = TypeVar("T")


def built_on(base: type[T]) -> Iterator[type[T]]:
    """Every class of the language that is built on another, at any depth."""
    for child in base.__subclasses__():
        if child.__module__.startswith("domain."):
            yield child
        yield from built_on(child)


def events() -> tuple[type[Event[Any]], ...]:
    """Every event that can happen."""
    return tuple(dict.fromkeys(event for event in built_on(Event) if not event.abstract))


def commands_by_event() -> Mapping[type[Event[Any]], type[Command[Any]]]:
    """The command that is for each event."""
    commands = built_on(Command)  # type: ignore[type-abstract]  # those below are not
    return {command.records[0]: command for command in commands if command.records and not command.abstract}


def kinds_of(memory: type) -> frozenset[str]:
    """The kinds of events that are part of a memory."""
    return frozenset(event.__name__ for event in events() if event.memory is memory)
