"""GraphQL types out of the house's own dataclasses: what is written once is not written again."""

from __future__ import annotations

import dataclasses
import re
import types
from collections.abc import Callable, Collection
from enum import Enum
from functools import cache
from typing import Any, Final, NewType, TypeVar, Union, cast, get_args, get_origin, get_type_hints

import strawberry

from api.graphql.costs import HOLDS, WITHIN_A_ROW
from api.graphql.described import meaning, purpose
from api.graphql.row_types import RowType
from api.graphql.scalars import Position
from domain.catalogue import CORRECTABLE, AnyCommand
from domain.kernel.commands import Command
from domain.kernel.facts import Erased, Reference
from domain.kernel.keeping import kept_in

T = TypeVar("T", bound=type)
TODAY = "effective_on"
SOURCE = "source_type"
"""Where a type of the schema keeps the dataclass that it is derived from."""
POSITIONS: Final = frozenset(("position", "origin", "basis"))
"""What positions in the ledger are called, in whatever tells of them."""
SHOWN: Final[dict[type, type]] = {}
"""By what they show, the types that were written for it by hand."""


@cache
def input_of(source: type) -> type:
    """The input type for a dataclass: a command, or a value that one carries.

    The id of what a command begins may be left out, and so may the day of effect.
    """
    hints = get_type_hints(source)
    annotations: dict[str, Any] = {}
    fields: dict[str, Any] = {}
    for field in dataclasses.fields(source):
        annotation = graphql_type(hints[field.name], input_of)
        settings: dict[str, Any] = {"description": meaning(source, field.name)}
        left_out = when_left_out(source, field.name)
        if left_out:
            annotation |= None
            described = " ".join(filter(None, (settings["description"], left_out)))
            settings = {"default": strawberry.UNSET, "description": described}
        elif type(None) in get_args(hints[field.name]):
            settings |= {"default": strawberry.UNSET}
        elif field.default is not dataclasses.MISSING:
            settings |= {"default_factory": list} if field.default == () else {"default": field.default}
        annotations[field.name] = annotation
        fields[field.name] = strawberry.field(**settings)
    made = type(f"{source.__name__}Input", (), {"__annotations__": annotations, SOURCE: source, **fields})
    return strawberry.input(made, name=made.__name__, description=purpose(source))


def when_left_out(source: type, field: str) -> str | None:
    """What stands for a field that need not be given though its command needs it; None for all others."""
    if field == created_by(source):
        return "Left out: a new one is made."
    if field in kept_fields(source):
        return "Left out: as it stands."
    return "Left out: today." if field == TODAY else None


def kept_fields(source: type) -> Collection[str]:
    """The fields of a command that may stay as they are; none of what is no command."""
    return kept_in(source) if issubclass(source, Command) else ()


def created_by(source: type) -> str | None:
    """The field with the id of what a command begins; None if it begins nothing, and for what is no command."""
    return source.creates if issubclass(source, Command) else None


@cache
def one_of(commands: tuple[AnyCommand, ...]) -> type:
    """The input type for exactly one of several commands."""
    made = type(
        "ReplacementInput",
        (),
        {
            "__annotations__": {snake(command.__name__): input_of(command) | None for command in commands},
            SOURCE: Command,
            **{
                snake(command.__name__): strawberry.field(default=strawberry.UNSET, description=purpose(command))
                for command in commands
            },
        },
    )
    description = (
        "Exactly one command, on a fact. Its ids and its day of effect are said, never made up; what is left as it"
        " stands stays, in a correction, as the entry said it."
    )
    return strawberry.input(made, name=made.__name__, description=description, one_of=True)


def snake(name: str) -> str:
    """A class's name as a field's."""
    return re.sub("(?<!^)(?=[A-Z])", "_", name).lower()


def row_type(row: type, *, without: Collection[str] = ()) -> Callable[[T], T]:
    """Completes a GraphQL type with the fields of the row that it shows, `without` those that it resolves itself."""

    def complete(made: T) -> T:
        hints = get_type_hints(row)
        fields = {field.name: hints[field.name] for field in dataclasses.fields(row)}
        fields |= {
            name: get_type_hints(held.fget)["return"]
            for name, held in vars(row).items()
            if isinstance(held, property) and held.__doc__
        }
        for name, hint in fields.items():
            if name not in without and name not in vars(made):
                made.__annotations__[name] = field_type(name, hint)
                within = {HOLDS: WITHIN_A_ROW} if get_origin(hint) is tuple else {}
                setattr(made, name, strawberry.field(description=meaning(row, name), metadata=within))
        setattr(made, SOURCE, row)
        SHOWN[row] = _built(made)
        return cast("T", SHOWN[row])

    return complete


@cache
def output_of(row: type) -> type:
    """The GraphQL type of a dataclass: the one that was written for it, or one that serves it as it is."""
    return SHOWN.get(row) or row_type(row)(type(row.__name__, (), {"__annotations__": {}, "__doc__": row.__doc__}))


def _built(made: T) -> T:
    """Strawberry would want every field named when one is made; those that show a row read theirs from it."""
    built = strawberry.type(made, name=made.__name__, description=purpose(made))
    if issubclass(made, RowType):
        built.__init__ = vars(RowType)["__init__"]  # type: ignore[misc]
    return built


def field_type(name: str, hint: Any) -> Any:
    """The annotation of a field of an answer: what is called a position is one, and may be beyond 32 bits."""
    made = graphql_type(hint, output_of)
    return {int: Position, int | None: Position | None}.get(made, made) if name in POSITIONS else made


def graphql_type(hint: Any, of_dataclass: Callable[[type], type]) -> Any:
    """The annotation that strawberry understands for one of ours."""
    if isinstance(hint, NewType):
        return strawberry.ID
    if get_origin(hint) in (Union, types.UnionType):
        options = [graphql_type(each, of_dataclass) for each in get_args(hint) if each not in (Erased, type(None))]
        may_be_missing = type(None) in get_args(hint) or Erased in get_args(hint)
        return options[0] | None if may_be_missing else options[0]
    if get_origin(hint) is tuple:
        return list[graphql_type(get_args(hint)[0], of_dataclass)]  # type: ignore[misc]
    if Command in (hint, get_origin(hint)):
        return one_of(CORRECTABLE)
    if isinstance(hint, type) and issubclass(hint, Enum):
        return enum_of(hint)
    if isinstance(hint, type) and dataclasses.is_dataclass(hint) and hint is not Reference:
        return of_dataclass(hint)
    return hint


@cache
def enum_of(source: type[Enum]) -> Any:
    """The enum with what its members mean, where they do not say it by their names."""
    made: Any = strawberry.enum(source, description=purpose(source))
    for value in made.__strawberry_definition__.values:
        value.description = meaning(source, value.name)
    return made
