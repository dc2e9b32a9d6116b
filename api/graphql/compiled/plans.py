"""A document that asks, as it is run: for each field what to ask, and how to tell it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import strawberry
from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    GraphQLNonNull,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLString,
    OperationDefinitionNode,
    SelectionSetNode,
)

from api.graphql.compiled.completing import completing
from api.graphql.compiled.filling import Complete, Run
from api.graphql.compiled.resolving import NotCompiled, Resolve, arguments, is_plain, resolving
from api.graphql.compiled.selecting import Selecting

TYPENAME: Final = "__typename"


@dataclass(eq=False, slots=True)
class PlannedField:
    """One field that is asked of a type, under one name."""

    key: str
    name: str
    nodes: list[FieldNode]
    parent: GraphQLObjectType
    of: GraphQLOutputType
    nullable: bool = False
    may_wait: bool = True
    resolve: Resolve = field(init=False)
    complete: Complete = field(init=False)

    def given(self, run: Run) -> dict[str, Any]:
        """What it is asked with."""
        return arguments(self.parent.fields[self.name], self, run)


@dataclass(frozen=True)
class Plan:
    """What one operation asks."""

    strawberry_schema: strawberry.Schema
    asked: Selecting
    operation: OperationDefinitionNode
    fields: Sequence[PlannedField]


def plan(
    schema: strawberry.Schema,
    document: DocumentNode,
    operation: OperationDefinitionNode,
    decided: Mapping[str, bool],
) -> Plan:
    """How an operation is run where these variables decide what is left out. NotCompiled for some."""
    core = schema._schema  # noqa: SLF001  strawberry keeps it under no public name
    fragments = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
    asked = Selecting(core, fragments, decided)
    root = core.get_root_type(operation.operation)
    if root is None or root is not core.query_type:
        raise NotCompiled
    return Plan(schema, asked, operation, planned(asked, root, [operation.selection_set]))


def planned(asked: Selecting, of: GraphQLObjectType, sets: Sequence[SelectionSetNode]) -> tuple[PlannedField, ...]:
    """What is asked of objects of a type."""
    return tuple(one_planned(asked, of, key, nodes) for key, nodes in asked.asked(of, sets).items())


def one_planned(asked: Selecting, parent: GraphQLObjectType, key: str, nodes: list[FieldNode]) -> PlannedField:
    name = nodes[0].name.value
    if name == TYPENAME:
        return named(parent, key, nodes)
    if name not in parent.fields:
        raise NotCompiled  # what tells of the schema itself
    there = parent.fields[name]
    made = PlannedField(key, name, nodes, parent, there.type, not isinstance(there.type, GraphQLNonNull))
    made.resolve, made.may_wait = resolving(there, made), not is_plain(there)
    inner = [node.selection_set for node in nodes if node.selection_set]
    made.complete = completing(there.type, made, lambda of: planned(asked, of, inner))
    return made


def named(parent: GraphQLObjectType, key: str, nodes: list[FieldNode]) -> PlannedField:
    """The name of a type itself."""
    made = PlannedField(key, TYPENAME, nodes, parent, GraphQLNonNull(GraphQLString), may_wait=False)
    made.resolve = lambda source, run: parent.name
    made.complete = lambda value, run, path: value
    return made
