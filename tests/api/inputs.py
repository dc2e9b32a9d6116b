"""Domain values as a client would spell them in an input."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from api.graphql.outcome import camel
from domain.kernel.commands import Command
from domain.kernel.facts import Reference


def as_input(value: Any) -> Any:
    """A command, or a value that one carries, as JSON for the input type that was derived from its class."""
    match value:
        case Enum():
            return value.name
        case Reference():
            return str(value)
        case date():
            return value.isoformat()
        case tuple():
            return [as_input(each) for each in value]
        case _ if is_dataclass(value):
            return {camel(field.name): as_inner(getattr(value, field.name)) for field in fields(value)}
        case _:
            return value


def as_inner(value: Any) -> Any:
    """The same for what stands inside: a command there says which one it is."""
    if isinstance(value, Command):
        name = type(value).__name__
        return {name[0].lower() + name[1:]: as_input(value)}
    return as_input(value)
