"""How much one request may ask for: length, depth, aliases and the number of things that could be answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    IntValueNode,
    NamedTypeNode,
    NullValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    ValueNode,
    get_named_type,
)

from api.graphql.costs import INTROSPECTION, holds, is_list_of_objects, price

MOST_CHARACTERS = 50_000
MOST_TOKENS = 2_500
MOST_LEVELS = 14
MOST_ALIASES = 60
MOST_REPEATS = 40
"""How often fields may be asked for again under a name that they have already: each is compared with each."""
MOST_NODES = 15_000
MOST_DIGITS = 12
"""A page of more digits is refused as no number; nothing is counted with it."""
LONGEST_PAGE = 100
"""What `first` and `last` may be at most, and what a variable in their place is taken to be."""
PAGE_LENGTHS: Final = frozenset(("first", "last"))
SHORTER: Final = (
    "Ask for shorter pages (`first` or `last`), for fewer lists inside each other, or for what lies deeper by its id."
)
Composite = GraphQLObjectType | GraphQLInterfaceType


@dataclass(frozen=True)
class QuerySize:
    """What a part of a document asks for; `nodes` are the objects that could be answered, at worst."""

    levels: int = 0
    aliases: int = 0
    repeats: int = 0
    nodes: int = 0
    dearest: tuple[str, ...] = ()
    """The way to what costs the most."""


@dataclass(frozen=True)
class Measuring:
    """One document being measured; each fragment once, however often it is spread."""

    schema: GraphQLSchema
    fragments: dict[str, FragmentDefinitionNode]
    measured: dict[tuple[str, int], QuerySize] = field(default_factory=dict)

    def size(self, selected: SelectionSetNode, on: object, page: int = 1) -> QuerySize:
        """What is selected on a type, within a page so long. Of a type that there is not, validation will say so."""
        parts = [self._part(selection, on, page) for selection in selected.selections]
        names = Counter(self._names(selected, set()))
        nodes: Counter[str] = Counter()
        for selection, part in zip(selected.selections, parts, strict=True):
            nodes[self._alone_on(selection, on)] += part.nodes
        return QuerySize(
            max((each.levels for each in parts), default=0),
            sum(each.aliases for each in parts),
            sum(each.repeats for each in parts) + names.total() - len(names),
            nodes.pop("", 0) + max(nodes.values(), default=0),
            max(parts, key=lambda each: each.nodes, default=QuerySize()).dearest,
        )

    def _alone_on(self, selection: object, on: object) -> str:
        """The one type of several on which something is selected, where that excludes the others; "" for all others."""
        if isinstance(selection, InlineFragmentNode):
            named = self._named(selection.type_condition)
        elif isinstance(selection, FragmentSpreadNode) and selection.name.value in self.fragments:
            named = self._named(self.fragments[selection.name.value].type_condition)
        else:
            return ""
        return named.name if isinstance(on, GraphQLInterfaceType) and isinstance(named, GraphQLObjectType) else ""

    def _part(self, selection: object, on: object, page: int) -> QuerySize:
        if isinstance(selection, FieldNode):
            return self._field(selection, on, page)
        if isinstance(selection, FragmentSpreadNode):
            return self._fragment(selection.name.value, page)
        if isinstance(selection, InlineFragmentNode):
            return self.size(selection.selection_set, self._named(selection.type_condition) or on, page)
        return QuerySize()

    def _fragment(self, name: str, page: int) -> QuerySize:
        fragment = self.fragments.get(name)
        if fragment is not None and (name, page) not in self.measured:
            self.measured[name, page] = QuerySize()  # so that a cycle ends here; validation refuses it
            self.measured[name, page] = self.size(fragment.selection_set, self._named(fragment.type_condition), page)
        return self.measured.get((name, page), QuerySize())

    def _named(self, condition: NamedTypeNode | None) -> object:
        return None if condition is None else self.schema.type_map.get(condition.name.value)

    def _field(self, asked: FieldNode, on: object, page: int) -> QuerySize:
        name = asked.name.value
        if name.startswith("__"):  # how deep it may go, validation says
            return QuerySize(aliases=bool(asked.alias), nodes=INTROSPECTION.get(name, 0), dearest=(name,))
        there = on.fields.get(name) if isinstance(on, Composite) else None
        dear = price(there, [each.name.value for each in asked.arguments or ()]) if there else 0
        if not asked.selection_set:
            return QuerySize(levels=1, aliases=bool(asked.alias), nodes=dear, dearest=(name,))
        own = page_of(asked)
        inside = self.size(asked.selection_set, get_named_type(there.type) if there else None, own or 1)
        counted = own if there and is_list_of_objects(there.type) else None
        times = (counted or holds(there) or page) if there else 1
        return QuerySize(
            inside.levels + 1,
            inside.aliases + bool(asked.alias),
            inside.repeats,
            dear + times * (inside.nodes + 1),
            (name, *(inside.dearest if inside.nodes else ())),
        )

    def _names(self, selected: SelectionSetNode, spread: set[str]) -> Iterator[str]:
        """The names under which answers stand, those of fragments among them, each fragment once."""
        for selection in selected.selections:
            if isinstance(selection, FieldNode):
                yield (selection.alias or selection.name).value
            elif isinstance(selection, InlineFragmentNode):
                yield from self._names(selection.selection_set, spread)
            elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in spread:
                spread.add(selection.name.value)
                if selection.name.value in self.fragments:
                    yield from self._names(self.fragments[selection.name.value].selection_set, spread)


def excess(schema: GraphQLSchema, document: DocumentNode) -> tuple[GraphQLError, ...]:
    """What each operation asks for beyond the limits."""
    return tuple(
        GraphQLError(
            f"This asks for too much: {what} {count:,}, where {most:,} is the limit. {instead}",
            operation,
            extensions={"code": "TOO_MUCH"},
        )
        for operation, size in _sizes(schema, document)
        for what, count, most, instead in _limits(size)
        if count > most
    )


def cost(schema: GraphQLSchema, document: DocumentNode) -> int:
    """How many objects the dearest of the operations could be answered with."""
    return max((size.nodes for _, size in _sizes(schema, document)), default=0)


def _sizes(schema: GraphQLSchema, document: DocumentNode) -> Iterator[tuple[OperationDefinitionNode, QuerySize]]:
    fragments = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
    measuring = Measuring(schema, fragments)
    for each in document.definitions:
        if isinstance(each, OperationDefinitionNode):
            yield each, measuring.size(each.selection_set, schema.get_root_type(each.operation))


def _limits(asked: QuerySize) -> Iterable[tuple[str, int, int, str]]:
    dearest = f"Most of it is `{'.'.join(asked.dearest)}`. {SHORTER}"
    return (
        ("levels", asked.levels, MOST_LEVELS, "Ask for what lies deeper by its id."),
        ("aliases", asked.aliases, MOST_ALIASES, "Use a connection, or several requests."),
        ("fields under the same name", asked.repeats, MOST_REPEATS, "Ask for each field once."),
        ("nodes", asked.nodes, MOST_NODES, dearest),
    )


def page_of(asked: FieldNode) -> int | None:
    """How long the page is that is asked for, by `first` or by `last`, at worst; None where none is."""
    lengths = (each.value for each in asked.arguments or () if each.name.value in PAGE_LENGTHS)
    return max((length_said(each) for each in lengths if not isinstance(each, NullValueNode)), default=None)


def length_said(length: ValueNode) -> int:
    """How long a page may be for which this is given."""
    if isinstance(length, IntValueNode) and len(length.value) <= MOST_DIGITS:
        return max(1, int(length.value))
    return LONGEST_PAGE
