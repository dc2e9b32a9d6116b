"""What a command leaves as it is: said by doors that can tell what was left out from what is said to be none."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import MISSING, fields, replace
from functools import cache
from typing import Any, Final, TypeVar, cast, final, get_args, get_type_hints

from domain.kernel.facts import Erased

C = TypeVar("C")


@final
class AsItIs:
    """Stands in a command for what is to stay as it is. Like none it says nothing, until it is known what stands."""

    def __bool__(self) -> bool:
        return False

    def __repr__(self) -> str:
        return "AS_IT_IS"


AS_IT_IS: Final[Any] = AsItIs()


@cache
def kept_in(command: Any) -> Mapping[str, Any]:
    """The fields of a command that may be left as they are, with what they say where nothing stands yet.

    They are those of what the command says anew as a whole that need not be said.
    """
    if command.replaces is None:
        return {}
    whole, hints = {each.name for each in fields(command.replaces)}, get_type_hints(command)
    return {
        each.name: None if each.default is MISSING else each.default
        for each in fields(command)
        if each.name in whole and (each.default is not MISSING or type(None) in get_args(hints[each.name]))
    }


def leaves_something(command: Any) -> bool:
    """Whether a command leaves anything as it is."""
    of: type = type(command)
    return any(getattr(command, name) is AS_IT_IS for name in kept_in(of))


def completed(command: C, stands: object | None) -> C:
    """The command with what stands in the place of all that it leaves as it is."""
    if not leaves_something(command):
        return command
    left: Any = command
    of: type = type(left)
    kept: dict[str, Any] = {}
    for name, otherwise in kept_in(of).items():
        if getattr(left, name) is AS_IT_IS:
            held = getattr(stands, name, None)
            kept[name] = otherwise if held is None or isinstance(held, Erased) else held
    return cast("C", replace(left, **kept))
