"""Commands and events as they would have been written before fields were added in which they say nothing."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache
from typing import Any, get_args, get_type_hints

from domain.kernel.commands import Command
from domain.kernel.later import fields_said, has_later_fields


def as_before(value: Any) -> Any:
    """The value for msgspec to encode: the same where nothing in it came later, and else without what is unsaid."""
    if isinstance(value, dict):
        return {name: as_before(each) for name, each in value.items()}
    if isinstance(value, tuple | list):
        return [as_before(each) for each in value]
    if is_dataclass(value) and not isinstance(value, type) and may_leave_unsaid(type(value)):
        return {field.name: as_before(getattr(value, field.name)) for field in fields_said(value)}
    return value


@cache
def may_leave_unsaid(of: Any) -> bool:
    """Whether there are fields that came later in a dataclass, or in what it holds."""
    return has_later_fields(of) or holds_what_may_leave_unsaid(of)


@cache
def holds_what_may_leave_unsaid(of: Any) -> bool:
    """Whether there are fields that came later in what a dataclass holds; a command may hold any other."""
    hints = get_type_hints(of)
    within = [each for field in fields(of) for each in types_in(hints[field.name]) if isinstance(each, type)]
    return any(issubclass(each, Command) or (is_dataclass(each) and may_leave_unsaid(each)) for each in within)


def types_in(hint: Any) -> Iterator[Any]:
    """The types that a hint is made of."""
    yield hint
    yield getattr(hint, "__origin__", None)
    for argument in get_args(hint):
        yield from types_in(argument)
