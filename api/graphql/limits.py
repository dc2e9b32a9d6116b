"""How much one request may ask for: length, depth, aliases and the number of things that could be answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
)

MOST_CHARACTERS = 50_000
MOST_TOKENS = 2_500
MOST_LEVELS = 14
MOST_ALIASES = 60
MOST_NODES = 20_000
MOST_DIGITS = 12
"""A page of more digits is refused as no number; nothing is counted with it."""
LONGEST_PAGE = 100
"""What `first` and `last` may be at most, and what a variable in their place is taken to be."""


@dataclass(frozen=True)
class QuerySize:
    """What a part of a document asks for; `nodes` are the objects that could be answered, at worst."""

    levels: int = 0
    aliases: int = 0
    nodes: int = 0


def excess(document: DocumentNode) -> tuple[GraphQLError, ...]:
    """What each operation asks for beyond the limits."""
    fragments = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
    measured: dict[str, QuerySize] = {}
    operations = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    return tuple(
        GraphQLError(f"This asks for too much: {what} {count:,}, where {most:,} is the limit. {instead}", operation)
        for operation in operations
        for what, count, most, instead in _limits(_extent(operation.selection_set, fragments, measured))
        if count > most
    )


def _limits(asked: QuerySize) -> Iterable[tuple[str, int, int, str]]:
    return (
        ("levels", asked.levels, MOST_LEVELS, "Ask for what lies deeper by its id."),
        ("aliases", asked.aliases, MOST_ALIASES, "Use a connection, or several requests."),
        ("nodes", asked.nodes, MOST_NODES, "Ask for shorter pages (`first`), or for fewer of them inside each other."),
    )


def _extent(
    selected: SelectionSetNode, fragments: dict[str, FragmentDefinitionNode], measured: dict[str, QuerySize]
) -> QuerySize:
    """Each fragment is measured once, however often it is spread: a chain of doubling fragments stays cheap."""
    sizes = []
    for selection in selected.selections:
        if isinstance(selection, FragmentSpreadNode):
            name = selection.name.value
            if name in fragments and name not in measured:
                measured[name] = QuerySize()  # so that a cycle ends here; validation refuses it
                measured[name] = _extent(fragments[name].selection_set, fragments, measured)
            sizes.append(measured.get(name, QuerySize()))
        elif isinstance(selection, FieldNode):
            sizes.append(_field(selection, fragments, measured))
        elif isinstance(selection, InlineFragmentNode):
            sizes.append(_extent(selection.selection_set, fragments, measured))
    return QuerySize(
        max((each.levels for each in sizes), default=0),
        sum(each.aliases for each in sizes),
        sum(each.nodes for each in sizes),
    )


def _field(field: FieldNode, fragments: dict[str, FragmentDefinitionNode], measured: dict[str, QuerySize]) -> QuerySize:
    if field.name.value.startswith("__"):  # introspection has a rule of its own in the specification
        return QuerySize(aliases=bool(field.alias))
    if not field.selection_set:
        return QuerySize(levels=1, aliases=bool(field.alias))
    inside = _extent(field.selection_set, fragments, measured)
    times = _page(field)
    return QuerySize(inside.levels + 1, inside.aliases + bool(field.alias), times * (inside.nodes + 1))


def _page(field: FieldNode) -> int:
    asked = {argument.name.value: argument.value for argument in field.arguments or ()}
    page = asked.get("first") or asked.get("last")
    if page is None:
        return 1
    if isinstance(page, IntValueNode) and len(page.value) <= MOST_DIGITS:
        return max(1, int(page.value))
    return LONGEST_PAGE
