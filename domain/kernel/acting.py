"""Who is said to act: the fields of commands that name somebody who does, says or decides what is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from domain.kernel.commands import Command, marks_of
from domain.kernel.ids import PersonId


@dataclass(frozen=True)
class Acts:
    """Marks a field that names who acts: `Annotated[PersonId, Acts()]`. At the doors it is whoever asks, or covered."""

    in_person: bool = False
    """Whether nobody does it for them, as nobody votes for another."""
    by_mandate: tuple[str, ...] = ()
    """The mandates of which they need one: whoever asks in their own name holds it still when they ask."""


@dataclass(frozen=True)
class Actor:
    """Somebody who is said to act, in a command or in one that it carries."""

    person: PersonId
    field: str
    """The field of the whole command in which they are named."""
    said_in: str
    """The field that says that they act: the same, or one of a part or a command in it."""
    in_person: bool
    by_mandate: tuple[str, ...]
    command: Command[Any]
    """The command that says so."""


@cache
def acting_fields(of: type) -> Mapping[str, Acts]:
    """The fields of a command, or of a value that one carries, that name who acts."""
    hints = get_type_hints(of, include_extras=True)
    return {name: mark for name, hint in hints.items() for mark in marks_within(hint) if isinstance(mark, Acts)}


def marks_within(hint: Any) -> Iterator[Any]:
    """What a field's type is annotated with, as a whole or within, as in `A | None`."""
    yield from marks_of(hint)
    for part in get_args(hint):
        yield from marks_within(part)


def actors_of(command: Command[Any]) -> Iterator[Actor]:
    """Everybody who is said to act in a command, in the values that it carries, and in the commands inside it."""
    yield from _actors_in(command, command, "")


def _actors_in(value: Any, command: Command[Any], path: str) -> Iterator[Actor]:
    if isinstance(value, tuple):
        for each in value:
            yield from _actors_in(each, command, path)
        return
    command = value if isinstance(value, Command) else command
    for name, mark in marked_fields(value.__class__):
        held = getattr(value, name)
        if mark:
            people = held if isinstance(held, tuple) else () if held is None else (held,)
            said = (path or name, name, mark.in_person, mark.by_mandate, command)
            yield from (Actor(person, *said) for person in people)
        elif may_hold_actors(held.__class__):
            yield from _actors_in(held, command, path or name)


@cache
def marked_fields(of: type) -> tuple[tuple[str, Acts | None], ...]:
    """The fields of a command, or of a value that one carries, with the marks of those that name who acts."""
    if not is_dataclass(of):
        return ()
    acting = acting_fields(of)
    return tuple((one.name, acting.get(one.name)) for one in fields(of))


@cache
def may_hold_actors(of: type) -> bool:
    """Whether a value of a class may name somebody who acts: most are texts and days, and need no look."""
    return issubclass(of, tuple) or is_dataclass(of)
