"""What things mean, in the words that stand beside them in the code: under a class, or under a field.

A field of a command means what the field of that name means in the event that the command records, unless the command
itself says otherwise: the docstring stands under the event's.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise
from types import UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from domain.kernel.commands import Command

Docstrings = Mapping[str, Mapping[str, str]]
"""What stands under the assignments of a module: by class ("" for the module itself), then by name."""


def meaning(of: type, field: str) -> str | None:
    """What a field, member or property of a class means; None where nobody has written that down."""
    for each in (of, *recorded_by(of)):
        found = docstrings(each).get(field)
        if found:
            return as_clients_say(found)
    return of_its_id(of, field)


def purpose(of: type) -> str:
    """What the class itself is for."""
    return as_clients_say(inspect.cleandoc(of.__doc__ or ""))


def as_clients_say(text: str) -> str:
    """What Python calls None is null in GraphQL; “none of these” stays what it is."""
    text = re.sub(r"(?<=[;,] )None(?! of)", "null", text)
    return re.sub(r"None(?= (where|also|if|is a|below))", "Null", text)


def recorded_by(of: type) -> tuple[type, ...]:
    """The events that a class records if it is a command, the one that it is for first."""
    return of.records if issubclass(of, Command) else ()


def of_its_id(of: type, field: str) -> str | None:
    """What a field means that holds the id of what it is called: the docstring under the id's type."""
    hint = get_type_hints(of).get(field) if field in vars(of).get("__dataclass_fields__", {}) else None
    options = get_args(hint) if get_origin(hint) in (Union, UnionType) else (hint,)
    for option in options:
        if isinstance(option, NewType) and f"{field}id" == option.__name__.lower():
            return in_module(option.__module__).get("", {}).get(option.__name__)
    return None


@cache
def docstrings(of: type) -> Mapping[str, str]:
    """What stands under the fields, members and properties of a class and its bases; its own words go before theirs."""
    found: dict[str, str] = {}
    for base in reversed(of.__mro__):
        if base.__module__.partition(".")[0] not in sys.stdlib_module_names:
            found |= in_module(base.__module__).get(base.__qualname__, {})
            found |= {name: inspect.cleandoc(doc) for name, doc in properties(base)}
    return found


def properties(of: type) -> Iterator[tuple[str, str]]:
    for name, held in vars(of).items():
        if isinstance(held, property) and held.__doc__:
            yield name, held.__doc__


@cache
def in_module(name: str) -> Docstrings:
    """The docstrings under the assignments of a module, which is parsed once; none where its source is not at hand."""
    try:
        tree = ast.parse(inspect.getsource(sys.modules[name]))
    except (OSError, TypeError):
        return {}
    classes = {each.name: under(each.body) for each in tree.body if isinstance(each, ast.ClassDef)}
    return {"": under(tree.body), **classes}


def under(statements: list[ast.stmt]) -> dict[str, str]:
    """The docstrings under assignments, by the names that are assigned."""
    return {
        name: inspect.cleandoc(after.value.value)
        for before, after in pairwise(statements)
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and isinstance(after.value.value, str)
        for name in assigned(before)
    }


def assigned(statement: ast.stmt) -> list[str]:
    targets: list[Any] = []
    if isinstance(statement, ast.AnnAssign):
        targets = [statement.target]
    elif isinstance(statement, ast.Assign):
        targets = statement.targets
    return [target.id for target in targets if isinstance(target, ast.Name)]
