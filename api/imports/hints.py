"""What the type of a field says of it: whether it holds a command, and what would be right to write there."""

from __future__ import annotations

import types
from collections.abc import Mapping
from dataclasses import is_dataclass
from datetime import date
from enum import Enum
from functools import cache
from typing import Any, Final, Union, get_args, get_origin

from api.imports.fields import fields_of
from domain.kernel.commands import Command
from domain.kernel.facts import Reference


@cache
def carries_command(hint: Any) -> bool:
    """Whether a field holds a command."""
    options = get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
    return any(get_origin(option) is Command or option is Command for option in options)


def expected(hint: Any) -> str:
    """What would be right to write."""
    if get_origin(hint) in (Union, types.UnionType):
        return expected(next(option for option in get_args(hint) if option is not type(None))) + ", or null"
    if get_origin(hint) is tuple:
        return f"write a list, [{expected(get_args(hint)[0]).removeprefix('write ')}, …]"
    if isinstance(hint, type) and issubclass(hint, Enum):
        return f"write one of {', '.join(str(one.value) for one in hint)}"
    if isinstance(hint, type) and is_dataclass(hint) and hint is not Reference:
        return f"write an object with {', '.join(fields_of(hint))}"
    return WRITTEN.get(hint, "write a text")


WRITTEN: Final[Mapping[Any, str]] = {
    date: "write a day, as 2024-05-31",
    int: "write a whole number",
    float: "write a number",
    bool: "write true or false",
    Reference: "write the reference of an earlier line, or stream@version",
}
