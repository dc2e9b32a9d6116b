"""From one input to one command: what every mutation does, and all that any of them does."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from functools import cache
from typing import Annotated, Any, NewType, get_args, get_type_hints
from uuid import UUID

import strawberry
from graphql import GraphQLError

from api.graphql.beginnings import BEGINS
from api.graphql.context import Context, Info
from api.graphql.derived import TODAY, input_of
from api.graphql.described import purpose
from api.graphql.errors import BadInput
from api.graphql.node import checked_id
from api.graphql.outcome import Outcome, Recorded, Refused, camel, recorded, refused
from domain.kernel.commands import Command
from domain.kernel.refusals import Refusal
from ledger import TooManyConflicts, new_id

COMMAND_ID = (
    "Your own id of this request. Asked again with it, the same command is recorded once, and answered as before."
)
WAIT = "Whether to answer only when queries can answer with it, too."
INPUT = "What is asked for."
KINDS = {
    "PersonId": "person",
    "RoleId": "role",
    "CaseId": "case",
    "MentorshipId": "mentorship",
    "FrameworkId": "framework",
}

Fill = Callable[[type, str, str], Any]
"""What stands for a field that was left out: of which command, which field, and where in the input."""


def asks(command: type[Command[Any]]) -> Any:
    """The mutation that asks for `command`: one input, one outcome."""

    async def ask(info: Info, input: Any, command_id: UUID | None = None, wait: bool = True) -> Recorded | Refused:  # noqa: A002
        made: list[str] = []

        def fill(of: type, field: str, path: str) -> Any:
            if of is command and field == TODAY:
                return info.context.house.today()
            if of is command:
                made.append(new_id(BEGINS[of], command_id))
                return made[-1]
            raise BadInput(path, "", "is missing: a command inside another says this itself")

        return await outcome(info.context, meant(input, "input", fill), made, command_id, wait=wait)

    ask.__annotations__ |= {
        "input": Annotated[input_of(command), strawberry.argument(description=INPUT)],
        "command_id": Annotated[UUID | None, strawberry.argument(description=COMMAND_ID)],
        "wait": Annotated[bool, strawberry.argument(description=WAIT)],
        "return": Outcome,
    }
    return strawberry.mutation(ask, description=purpose(command))


async def outcome(
    context: Context, command: Command[Any], made: list[str], command_id: UUID | None, *, wait: bool
) -> Recorded | Refused:
    """What becomes of a command."""
    try:
        receipt = await context.record(command, command_id)
    except Refusal as refusal:
        return refused(refusal)
    except TooManyConflicts as overtaken:
        raise GraphQLError(f"{overtaken}: ask again", extensions={"code": "OVERTAKEN"}) from overtaken
    readable = await context.readable(receipt.position) if wait else False
    return recorded(receipt, command.stream, made, readable=readable)


def meant(given: Any, path: str, fill: Fill) -> Any:
    """What an input means: the dataclass that its type was derived from, and so for everything in it."""
    if isinstance(given, list):
        return tuple(meant(each, f"{path}.{place}", fill) for place, each in enumerate(given))
    of = getattr(given, "meant", None)
    if of is None:
        return given
    if of is Command:
        (name,) = (name for name, value in vars(given).items() if value is not strawberry.UNSET)
        return meant(getattr(given, name), f"{path}.{camel(name)}", fill)
    values = {}
    for field in dataclasses.fields(of):
        value, where = getattr(given, field.name), f"{path}.{camel(field.name)}"
        left_out = value is None or value is strawberry.UNSET
        if left_out:
            value = fill(of, field.name, where) if field.name in (TODAY, BEGINS.get(of)) else None
        values[field.name] = meant(value, where, fill)
        check_ids(values[field.name], _kinds(of).get(field.name), where)
    return of(**values)


def check_ids(value: Any, kind: str | None, path: str) -> None:
    """Refuses what cannot be an id of that kind; one that is spelled well and unknown is the rules' business."""
    if kind is None or value is None:
        return
    for each in value if isinstance(value, tuple) else (value,):
        checked_id(path, each, kind)


@cache
def _kinds(of: type) -> dict[str, str]:
    """Which fields of a dataclass hold ids of subjects, and of which kind."""
    return {name: KINDS[found] for name, hint in get_type_hints(of).items() if (found := _named(hint)) in KINDS}


def _named(hint: Any) -> str:
    if isinstance(hint, NewType):
        return hint.__name__
    return next((name for name in map(_named, get_args(hint)) if name), "")
