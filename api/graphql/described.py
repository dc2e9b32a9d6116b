"""What things mean, in the words that stand beside them in the code: the docstring under a field, or the glossary."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from functools import cache
from itertools import pairwise

from api.graphql.glossary import GLOSSARY


def meaning(of: type, field: str) -> str:
    """What `field` of `of` means; KeyError where neither the class nor the glossary says."""
    said = _said(of)
    if field in said:
        return _as_clients_say(said[field])
    return GLOSSARY.get(f"{of.__name__}.{field}") or GLOSSARY[field]


def purpose(of: type) -> str:
    """What the class itself is for."""
    return _as_clients_say(inspect.cleandoc(of.__doc__ or ""))


def _as_clients_say(text: str) -> str:
    """What Python calls None is null in GraphQL; “none of these” stays what it is."""
    text = re.sub(r"(?<=[;,] )None(?! of)", "null", text)
    return re.sub(r"None(?= (where|also|if|is a|below))", "Null", text)


@cache
def _said(of: type) -> dict[str, str]:
    """The docstrings under the fields, members and properties of a class and its bases; its own come last."""
    said: dict[str, str] = {}
    for base in reversed(of.__mro__):
        if base.__module__.partition(".")[0] in ("domain", "ledger", "audit", "projections", "api"):
            said |= _under_fields(base) | _of_properties(base)
    return said


def _under_fields(of: type) -> dict[str, str]:
    body = ast.parse(textwrap.dedent(inspect.getsource(of))).body[0]
    statements = body.body if isinstance(body, ast.ClassDef) else []
    return {
        target.id: inspect.cleandoc(after.value.value)
        for before, after in pairwise(statements)
        if isinstance(before, ast.AnnAssign | ast.Assign)
        if isinstance(after, ast.Expr) and isinstance(after.value, ast.Constant) and isinstance(after.value.value, str)
        for target in ([before.target] if isinstance(before, ast.AnnAssign) else before.targets)
        if isinstance(target, ast.Name)
    }


def _of_properties(of: type) -> dict[str, str]:
    return {
        name: inspect.cleandoc(held.__doc__)
        for name, held in vars(of).items()
        if isinstance(held, property) and held.__doc__
    }
