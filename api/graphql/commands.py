"""From one input to one command: what every mutation does, and all that any of them does."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import cache
from math import isfinite
from typing import Annotated, Any, NewType, get_args, get_type_hints
from uuid import UUID

import strawberry

from api.graphql.context import Info
from api.graphql.derived import SOURCE, TODAY, created_by, input_of, snake
from api.graphql.described import purpose
from api.graphql.errors import BadInput
from api.graphql.feedback import BESIDE_THE_COMMANDS
from api.graphql.node import checked_id
from api.graphql.outcome import Outcome, Recorded, Refused, camel, settled
from domain.catalogue import COMMANDS, ID_TYPES
from domain.kernel.commands import Command
from domain.kernel.keeping import AS_IT_IS, kept_in
from ledger import new_id

COMMAND_ID = (
    "Your own id of this request. Asked again with it, the same command is recorded once, and answered as before."
)
WAIT = "Whether to answer only when queries can answer with it, too."
INPUT = "What is asked for."

NAMED_BY_WORDS = "unit"
"""What people name by words where an id is asked for: the rules refuse these, and say which ids may be meant."""

Fill = Callable[[type, str, str], Any]
"""What stands for a field that was left out: of which command, which field, and where in the input."""


def mutation_for(command: type[Command[Any]]) -> Any:
    """The mutation that asks for `command`: one input, one outcome."""

    async def ask(info: Info, input: Any, command_id: UUID | None = None, wait: bool = True) -> Recorded | Refused:  # noqa: A002
        made: list[str] = []

        def fill(of: type, field: str, path: str) -> Any:
            if of is command and field == TODAY:
                return info.context.services.today()
            if of is command:
                made.append(new_id(field, command_id))
                return made[-1]
            raise BadInput(path, None, "is missing: a command inside another says this itself")

        asked: Command[Any] = command_from(input, "input", fill)
        recording = info.context.record(asked, command_id)
        return await settled(info.context, recording, asked.stream, made, wait=wait)

    ask.__annotations__ |= {
        "input": Annotated[input_of(command), strawberry.argument(description=INPUT)],
        "command_id": Annotated[UUID | None, strawberry.argument(description=COMMAND_ID)],
        "wait": Annotated[bool, strawberry.argument(description=WAIT)],
        "return": Outcome,
    }
    return strawberry.mutation(ask, description=purpose(command))


def command_from(given: Any, path: str, fill: Fill) -> Any:
    """The dataclass that an input was derived from, with what the input says; and so for everything in it."""
    if isinstance(given, list):
        return tuple(command_from(each, f"{path}.{place}", fill) for place, each in enumerate(given))
    source = getattr(given, SOURCE, None)
    if source is None:
        if isinstance(given, float) and not isfinite(given):
            raise BadInput(path, given, "is no number that can be kept: write one with an end")
        return given
    if source is Command:
        (name,) = (name for name, value in vars(given).items() if value is not strawberry.UNSET)
        return command_from(getattr(given, name), f"{path}.{camel(name)}", fill)
    values: dict[str, Any] = {}
    kept = kept_in(source) if issubclass(source, Command) else {}
    for field in dataclasses.fields(source):
        value, where = getattr(given, field.name), f"{path}.{camel(field.name)}"
        if field.name in kept:
            value = said_or_kept(value, kept[field.name])
        elif value is None or value is strawberry.UNSET:
            value = fill(source, field.name, where) if field.name in (TODAY, created_by(source)) else None
        values[field.name] = command_from(value, where, fill)
        check_ids(values[field.name], subjects_in(source).get(field.name), where)
    return source(**values)


def said_or_kept(value: Any, none: Any) -> Any:
    """What is said of something that may stay as it is: null is none, and what is left out stays."""
    return AS_IT_IS if value is strawberry.UNSET else none if value is None else value


def check_ids(value: Any, subject: str | None, path: str) -> None:
    """Refuses what cannot be an id of such a subject; one that is spelled well and unknown is the rules' business."""
    if subject in (None, NAMED_BY_WORDS) or value is None or value is AS_IT_IS:
        return
    for each in value if isinstance(value, tuple) else (value,):
        checked_id(path, each, subject)


@cache
def subjects_in(of: type) -> dict[str, str]:
    """Which fields of a dataclass hold ids of subjects, and of which."""
    named = {name: name_of_id(hint) for name, hint in get_type_hints(of).items()}
    return {name: ID_TYPES[found] for name, found in named.items() if found in ID_TYPES}


def name_of_id(hint: Any) -> str:
    """The name of the type of ids that a hint holds; "" if it holds none."""
    if isinstance(hint, NewType):
        return hint.__name__
    return next((name for name in map(name_of_id, get_args(hint)) if name), "")


Mutation: Any = strawberry.type(
    type(
        "Mutation",
        (),
        {
            **{snake(name): mutation_for(of) for name, of in COMMANDS.items() if not of.kept_from_doors},
            **BESIDE_THE_COMMANDS,
        },
    ),
    description="What can be recorded: each takes one command, and the rules record it or refuse it.",
)
