"""What a command names, streams and keys of the index, so that those of many commands are read together."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields
from functools import cache
from typing import Any, NewType, get_type_hints

from domain.kernel import ids
from domain.kernel.book import Book
from domain.kernel.commands import Command, each_of
from domain.kernel.facts import Reference
from ledger.storage.forms import stored_as
from ledger.storage.read_set import Key
from ledger.storage.unsaid import types_in


def streams_named(command: Command[Any]) -> Iterator[str]:
    """Its own stream, and those of whom and of what it names; deciding may ask for others, too."""
    yield command.stream
    for name in fields_with_streams(type(command)):
        if held := getattr(command, name):  # most of them are left out
            yield from (value.stream if isinstance(value, Reference) else value for value in each_of(held))


def keys_named(command: Command[Any], book: Book) -> Iterator[Key]:
    """The keys of the index that it says it will look up; deciding may ask for others, too."""
    for subject, kind in command.looks_up(book):
        yield from ((subject, name) for name in stored_as(kind.__name__))


@cache
def fields_with_streams(kind: type[Command[Any]]) -> tuple[str, ...]:
    """The fields in which commands of a class hold ids of subjects, or cite entries."""
    hints = get_type_hints(kind)
    return tuple(field.name for field in fields(kind) if any(map(names_a_stream, types_in(hints[field.name]))))  # type: ignore[arg-type]  # every command is a dataclass


def names_a_stream(hint: Any) -> bool:
    return hint is Reference or (isinstance(hint, NewType) and hint.__module__ == ids.__name__)
