"""Where a request holds U+0000, which PostgreSQL cannot keep: the field is named; what only spells it is text."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from graphql import (
    ArgumentNode,
    GraphQLError,
    Node,
    ObjectFieldNode,
    StringValueNode,
    VariableDefinitionNode,
    Visitor,
    parse,
    visit,
)
from starlette.exceptions import HTTPException

from api.imports.lines import NOTHING, with_nothing

NAMED: Final = (ArgumentNode, ObjectFieldNode, VariableDefinitionNode)


class HoldsNothing(HTTPException):
    """A field holds the character; nothing of the request is done."""

    def __init__(self, field: str) -> None:
        super().__init__(400, f"{field}: holds the character U+0000, which cannot be kept: leave it out.")
        self.extensions: Mapping[str, object] = {"code": "BAD_INPUT", "field": field}


def must_hold_something(query: str, variables: Mapping[str, Any]) -> None:
    """Raises HoldsNothing, which names the first field with the character in it."""
    field = with_nothing(variables) or field_in_document(query)
    if field is not None:
        raise HoldsNothing(field)


def field_in_document(query: str) -> str | None:
    """Where in the literals of a document it stands; None if it does not, or if this is no document."""
    if "\\u" not in query:
        return None
    try:
        document = parse(query)
    except (GraphQLError, RecursionError):
        return None
    looking = Looking()
    visit(document, looking)
    return looking.found


class Looking(Visitor):
    """Looks at every literal, and remembers the first with the character in it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: str | None = None

    def enter_string_value(
        self, node: StringValueNode, _key: object, parent: object, _path: object, ancestors: list[Any]
    ) -> None:
        """One literal, and what it stands in."""
        if self.found is None and NOTHING in node.value:
            within = [one for one in (*ancestors, parent) if isinstance(one, Node)]
            names = [name_of(one) for one in within if isinstance(one, NAMED)]
            self.found = ".".join(names) or "query"


def name_of(node: Node) -> str:
    """An argument's, a field's or a variable's."""
    named = node.variable if isinstance(node, VariableDefinitionNode) else node
    return str(getattr(named, "name").value)  # noqa: B009  (which of them has one, the caller has seen to)
