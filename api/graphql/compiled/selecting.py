"""Which fields a selection asks of an object, whatever fragments they stand in, by the GraphQL specification."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple, cast

from graphql import (
    BooleanValueNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    SelectionNode,
    SelectionSetNode,
    VariableNode,
    Visitor,
    is_abstract_type,
    visit,
)
from graphql.language import DirectiveNode, DocumentNode

INCLUDE: Final = "include"
SKIP: Final = "skip"


class Selecting(NamedTuple):
    """What has to be known to tell which fields are asked."""

    schema: GraphQLSchema
    fragments: dict[str, FragmentDefinitionNode]
    decided: Mapping[str, bool]
    """The variables by which parts are left out or not."""

    def asked(self, of: GraphQLObjectType, sets: Iterable[SelectionSetNode]) -> dict[str, list[FieldNode]]:
        """By the names under which they are answered, in order, the nodes that ask for a field of a type."""
        found: dict[str, list[FieldNode]] = {}
        spread: set[str] = set()
        for one in sets:
            for node in self._asked_in(of, one, spread):
                found.setdefault((node.alias or node.name).value, []).append(node)
        return found

    def _asked_in(self, of: GraphQLObjectType, selected: SelectionSetNode, spread: set[str]) -> Iterator[FieldNode]:
        for selection in filter(self._is_included, selected.selections):
            if isinstance(selection, FieldNode):
                yield selection
            elif isinstance(selection, InlineFragmentNode):
                if self._is_on(selection, of):
                    yield from self._asked_in(of, selection.selection_set, spread)
            elif isinstance(selection, FragmentSpreadNode) and selection.name.value not in spread:
                fragment = self.fragments[selection.name.value]
                if self._is_on(fragment, of):
                    spread.add(selection.name.value)
                    yield from self._asked_in(of, fragment.selection_set, spread)

    def _is_included(self, node: SelectionNode) -> bool:
        return all(self._holds(each) is (each.name.value == INCLUDE) for each in node.directives or () if decides(each))

    def _holds(self, directive: DirectiveNode) -> bool:
        """Whether what is said to be the condition is true."""
        [condition] = directive.arguments or ()
        given = condition.value
        return (
            self.decided[given.name.value] if isinstance(given, VariableNode) else cast("BooleanValueNode", given).value
        )

    def _is_on(self, fragment: InlineFragmentNode | FragmentDefinitionNode, of: GraphQLObjectType) -> bool:
        if fragment.type_condition is None:
            return True
        named = self.schema.type_map[fragment.type_condition.name.value]
        return named is of or (is_abstract_type(named) and self.schema.is_sub_type(named, of))


def decides(directive: DirectiveNode) -> bool:
    """Whether it leaves something out, or not."""
    return directive.name.value in (INCLUDE, SKIP)


class Deciding(Visitor):
    """Gathers the variables by which something is left out or not."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def enter_directive(self, node: DirectiveNode, *_: object) -> None:
        """One directive."""
        given = (argument.value for argument in node.arguments or () if decides(node))
        self.names |= {each.name.value for each in given if isinstance(each, VariableNode)}


def deciding(document: DocumentNode) -> tuple[str, ...]:
    """The variables by which parts of a document are left out or not."""
    found = Deciding()
    visit(document, found)
    return tuple(sorted(found.names))
