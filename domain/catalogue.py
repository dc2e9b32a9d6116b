"""The catalogue of the language: every event, command, memory, subject and refusal, found by walking the chapters.

Nothing is registered by hand. Whatever else is computed from the language (mutations, the vocabulary of imports, what
can be corrected, what an id is called, what the append guards) is computed from here. Names are the stable words of
stored entries and public error codes: tests/domain/test_catalogue.py holds them to one meaning each.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pkgutil import walk_packages
from types import ModuleType
from typing import Any, Final, NewType, TypeVar, get_type_hints

import domain
from domain.kernel.commands import Command
from domain.kernel.facts import Event
from domain.kernel.refusals import Refusal

T = TypeVar("T")
AnyEvent = type[Event[Any]]
AnyCommand = type[Command[Any]]


def modules() -> tuple[ModuleType, ...]:
    """Every module of the language, in the order of their names."""
    names = (module.name for module in walk_packages(domain.__path__, f"{domain.__name__}."))
    return tuple(import_module(name) for name in sorted(names) if name != __name__)


def below(of: type[T]) -> Iterator[type[T]]:
    """Every class of the language that is built on another, at any depth, in the order of definition."""
    for child in of.__subclasses__():
        if child.__module__.startswith(f"{domain.__name__}."):
            yield child
        yield from below(child)


def by_name(of: type[T]) -> Mapping[str, type[T]]:
    """The classes built on another that stand for themselves, by their names."""
    found = dict.fromkeys(one for one in below(of) if not getattr(one, "abstract", False))
    return {one.__name__: one for one in sorted(found, key=place_of)}


def place_of(of: type) -> tuple[str, int]:
    """Where a class stands: by its module, and there from top to bottom."""
    return of.__module__, list(vars(import_module(of.__module__))).index(of.__name__)


modules()

EVENTS: Final[Mapping[str, AnyEvent]] = by_name(Event)
"""Every event that can happen, by the kind under which it is stored."""

COMMANDS: Final[Mapping[str, AnyCommand]] = by_name(Command)  # type: ignore[type-abstract]  # those below are not
"""Everything that can be asked for, by its name."""

REFUSALS: Final[Mapping[str, type[Refusal]]] = by_name(Refusal)
"""Every obstacle that the rules of the language name."""

RECORDED_BY: Final[Mapping[str, AnyCommand]] = {
    command.records[0].__name__: command for command in COMMANDS.values() if command.records
}
"""By the kind of an event, the command that is for it."""

CORRECTABLE: Final[tuple[AnyCommand, ...]] = tuple(
    command for command in COMMANDS.values() if command.records and not command.records[0].act
)
"""Commands for facts: what they recorded can be corrected or retracted. Acts are answered by acts of their own."""

SUBJECTS: Final[Mapping[str, NewType]] = {
    command.subject: get_type_hints(command)[command.subject] for command in COMMANDS.values() if command.subject
}
"""Whose streams there are, by the first word of their ids, with the type of those ids."""

ID_TYPES: Final[Mapping[str, str]] = {of.__name__: subject for subject, of in SUBJECTS.items()}
"""The subject of an id, by the name of the id's type."""


@cache
def kinds_remembered(memory: type) -> frozenset[str]:
    """The kinds of events that leave something to remember in a memory."""
    return frozenset(
        kind for kind, event in EVENTS.items() if event.memory is memory and event.evolve is not Event.evolve
    )
