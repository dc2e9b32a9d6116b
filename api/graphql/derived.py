"""GraphQL types out of the house's own dataclasses: what is written once is not written again."""

from __future__ import annotations

import dataclasses
import re
import types
from collections.abc import Callable, Collection
from enum import Enum
from functools import cache
from typing import Any, NewType, TypeVar, Union, get_args, get_origin, get_type_hints

import strawberry

from api.graphql.beginnings import BEGINS
from api.graphql.described import meaning, purpose
from api.graphql.replacement import OF_FACTS
from api.graphql.shown import Shown
from domain.kernel.commands import Command
from domain.kernel.facts import Erased, Reference

T = TypeVar("T", bound=type)
TODAY = "effective_on"


@cache
def input_of(meant: type) -> type:
    """The input type for a dataclass: a command, or a value that one carries.

    The id of what a command begins may be left out, and so may the day of effect.
    """
    hints = get_type_hints(meant)
    annotations: dict[str, Any] = {}
    fields: dict[str, Any] = {}
    for field in dataclasses.fields(meant):
        annotation = graphql_type(hints[field.name], input_of)
        settings: dict[str, Any] = {"description": meaning(meant, field.name)}
        if field.name == BEGINS.get(meant):
            annotation |= None
            settings |= {
                "default": strawberry.UNSET,
                "description": f"{settings['description']} Left out: a new one is made.",
            }
        elif field.name == TODAY:
            annotation |= None
            settings |= {"default": strawberry.UNSET, "description": f"{settings['description']} Left out: today."}
        elif type(None) in get_args(hints[field.name]):
            settings |= {"default": strawberry.UNSET}
        elif field.default is not dataclasses.MISSING:
            settings |= {"default_factory": list} if field.default == () else {"default": field.default}
        annotations[field.name] = annotation
        fields[field.name] = strawberry.field(**settings)
    made = type(f"{meant.__name__}Input", (), {"__annotations__": annotations, "meant": meant, **fields})
    return strawberry.input(made, name=made.__name__, description=purpose(meant))


@cache
def one_of(commands: tuple[type[Command[Any]], ...]) -> type:
    """The input type for exactly one of several commands."""
    made = type(
        "ReplacementInput",
        (),
        {
            "__annotations__": {snake(command.__name__): input_of(command) | None for command in commands},
            "meant": Command,
            **{
                snake(command.__name__): strawberry.field(default=strawberry.UNSET, description=purpose(command))
                for command in commands
            },
        },
    )
    description = "Exactly one command, on a fact. Its ids and its day of effect are said, never made up."
    return strawberry.input(made, name=made.__name__, description=description, one_of=True)


def snake(name: str) -> str:
    """A class's name as a field's."""
    return re.sub("(?<!^)(?=[A-Z])", "_", name).lower()


def shows(row: type, *, without: Collection[str] = ()) -> Callable[[T], T]:
    """Completes a GraphQL type with what the row that it shows says, `without` what it tells in its own way."""

    def complete(shown: T) -> T:
        hints = get_type_hints(row)
        told = {field.name: hints[field.name] for field in dataclasses.fields(row)}
        told |= {
            name: get_type_hints(held.fget)["return"]
            for name, held in vars(row).items()
            if isinstance(held, property) and held.__doc__
        }
        for name, hint in told.items():
            if name not in without and name not in vars(shown):
                shown.__annotations__[name] = graphql_type(hint, output_of)
                setattr(shown, name, strawberry.field(description=meaning(row, name)))
        return _built(shown)

    return complete


@cache
def output_of(row: type) -> type:
    """The GraphQL type of a dataclass that is told as it is."""
    return shows(row)(type(row.__name__, (), {"__annotations__": {}, "__doc__": row.__doc__}))


def _built(shown: T) -> T:
    """Strawberry would want every field named when one is made; those that show a row read theirs from it."""
    built = strawberry.type(shown, name=shown.__name__, description=purpose(shown))
    if issubclass(shown, Shown):
        built.__init__ = vars(Shown)["__init__"]  # type: ignore[misc]
    return built


def graphql_type(hint: Any, of_dataclass: Callable[[type], type]) -> Any:
    """The annotation that strawberry understands for one of ours."""
    if isinstance(hint, NewType):
        return strawberry.ID
    if get_origin(hint) in (Union, types.UnionType):
        told = [graphql_type(each, of_dataclass) for each in get_args(hint) if each not in (Erased, type(None))]
        may_be_missing = type(None) in get_args(hint) or Erased in get_args(hint)
        return told[0] | None if may_be_missing else told[0]
    if get_origin(hint) is tuple:
        return list[graphql_type(get_args(hint)[0], of_dataclass)]  # type: ignore[misc]
    if Command in (hint, get_origin(hint)):
        return one_of(OF_FACTS)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return enum_of(hint)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint) and hint is not Reference:
        return of_dataclass(hint)
    return hint


@cache
def enum_of(meant: type[Enum]) -> Any:
    """The enum with what its members mean."""
    made: Any = strawberry.enum(meant, description=purpose(meant))
    for value in made.__strawberry_definition__.values:
        try:
            value.description = meaning(meant, value.name)
        except KeyError:
            value.description = None
    return made
