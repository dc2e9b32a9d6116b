"""Which table a document asks for: the one connection in it, a row a node, and a column for each path to a value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final, cast

from graphql import (
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLIncludeDirective,
    GraphQLInterfaceType,
    GraphQLList,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    GraphQLSkipDirective,
    InlineFragmentNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    get_directive_values,
    get_named_type,
    get_nullable_type,
    is_leaf_type,
)
from graphql.execution.values import VariableValues, get_variable_values

from api.graphql.documents import operation_of, read

TYPENAME: Final = "__typename"
ROWS: Final = ("nodes", "edges")
PAGE: Final = "pageInfo"
WHERE_IT_LIES: Final = f" {PAGE} {{ hasNextPage hasPreviousPage startCursor endCursor }} "
BESIDE_THE_ROWS: Final = (PAGE, "totalCount", "asOf", TYPENAME)
"""What a connection may be asked for beside its rows; it is told in a header."""
Selected = Sequence[tuple[SelectionSetNode, Any]]
"""What is selected, and on which type."""
Asked = Sequence[tuple[FieldNode, GraphQLOutputType]]
"""What is asked for under one name, and its type."""


class NoTable(Exception):
    """What is asked for is no table: says which field stands in the way, and what to do instead."""


@dataclass(frozen=True)
class Column:
    """One value of each row, by the names that lead to it."""

    path: tuple[str, ...]
    of: str
    """The name of its type."""

    @property
    def name(self) -> str:
        """What stands above it."""
        return ".".join(self.path)

    def value_in(self, row: Any) -> Any:
        """The value of a row; None where something on the way is null, or of a type that has none."""
        for name in self.path:
            row = row.get(name) if isinstance(row, dict) else None
        return row


@dataclass(frozen=True)
class Table:
    """Where in an answer the rows stand, and what is told of each."""

    name: str
    """The field that is the connection."""
    path: tuple[str, ...]
    """The names that lead to the connection."""
    rows: str
    """The name of the nodes, or the edges."""
    columns: tuple[Column, ...]
    document: str = ""
    """What is to be run for it: what was asked, and where the page lies, so that a table that is cut says so."""


def table_of(schema: GraphQLSchema, text: str, operation_name: str | None, variables: Mapping[str, Any]) -> Table:
    """The table that a valid document asks for. NoTable where it is none, GraphQLError where variables do not fit."""
    document = read(text)
    operation = operation_of(document, operation_name)
    if operation.operation is not OperationType.QUERY:
        raise NoTable(f"a {operation.operation.value} is answered as JSON only: leave out `Accept`")
    fragments = {each.name.value: each for each in document.definitions if isinstance(each, FragmentDefinitionNode)}
    given = get_variable_values(schema, operation.variable_definitions or (), dict(variables))
    if isinstance(given, list):
        raise given[0]
    return Tabling(schema, text, fragments, given).table(operation)


@dataclass(frozen=True)
class Tabling:
    """One document on its way to a table."""

    schema: GraphQLSchema
    text: str
    fragments: Mapping[str, FragmentDefinitionNode]
    variables: VariableValues

    def table(self, operation: OperationDefinitionNode) -> Table:
        """The table of an operation."""
        selected: Selected = [(operation.selection_set, self.schema.query_type)]
        path: tuple[str, ...] = ()
        while True:
            found = self.fields(selected)
            if len(found) != 1:
                beside = " and ".join(f"`{'.'.join((*path, name))}`" for name in found)
                raise NoTable(f"{beside or 'nothing'} is asked for: a table is one connection, with nothing beside it")
            [(name, asked)] = found.items()
            path = (*path, name)
            of = must_be_one(asked, path)
            if not asked[0][0].selection_set:
                raise NoTable(f"`{'.'.join(path)}` is no connection: ask for one, as `people(first: 50)`")
            selected = within(asked)
            if is_connection(of):
                return self.of_connection(asked[0][0], path, selected)

    def of_connection(self, asked_at: FieldNode, path: tuple[str, ...], selected: Selected) -> Table:
        """The table that a connection is."""
        found = self.fields(selected)
        if PAGE in found and found[PAGE][0][0].name.value != PAGE:
            raise NoTable(f"`{'.'.join((*path, PAGE))}` is where this page lies: call what you ask for otherwise")
        rows = {name: asked for name, asked in found.items() if asked[0][0].name.value in ROWS}
        strange = [
            name for name, asked in found.items() if name not in rows and asked[0][0].name.value not in BESIDE_THE_ROWS
        ]
        if strange or len(rows) != 1:
            said = " and ".join(f"`{'.'.join((*path, name))}`" for name in strange or rows) or f"`{'.'.join(path)}`"
            raise NoTable(f"{said} cannot be told as a table: ask for either `nodes` or `edges` of one connection")
        [(name, asked)] = rows.items()
        columns = tuple(self.columns(within(asked), (*path, name), ()))
        return Table(asked_at.name.value, path, name, columns, self.with_where_it_lies(asked_at))

    def with_where_it_lies(self, connection: FieldNode) -> str:
        """The document, with where the page lies asked for at the end of what is asked of its connection."""
        end = cast("Any", connection.selection_set).loc.end - 1
        return f"{self.text[:end]}{WHERE_IT_LIES}{self.text[end:]}"

    def columns(self, selected: Selected, at: tuple[str, ...], path: tuple[str, ...]) -> list[Column]:
        """The columns below a path within a row, in the order in which they are asked for."""
        found: list[Column] = []
        for name, asked in self.fields(selected).items():
            there = (*at, name)
            of = must_be_one(asked, there)
            if is_connection(of):
                raise NoTable(f"`{'.'.join(there)}` is a connection within a row: ask for it alone, of one of them")
            if is_leaf_type(of):
                found.append(Column((*path, name), of.name))
            else:
                found += self.columns(within(asked), there, (*path, name))
        return found

    def fields(self, selected: Selected) -> dict[str, list[tuple[FieldNode, GraphQLOutputType]]]:
        """What is selected, fragments included, by the names under which it is answered."""
        found: dict[str, list[tuple[FieldNode, GraphQLOutputType]]] = {}
        for selections, on in selected:
            for one in selections.selections:
                if self.is_left_out(one):
                    continue
                if isinstance(one, FieldNode):
                    name = one.name.value
                    of = self.schema.type_map["String"] if name == TYPENAME else on.fields[name].type
                    found.setdefault((one.alias or one.name).value, []).append((one, cast("GraphQLOutputType", of)))
                    continue
                for name, asked in self.fields([self.fragment(one, on)]).items():
                    found.setdefault(name, []).extend(asked)
        return found

    def fragment(self, one: Any, on: Any) -> tuple[SelectionSetNode, Any]:
        """What a fragment selects, and on which type."""
        fragment = self.fragments[one.name.value] if isinstance(one, FragmentSpreadNode) else one
        condition = fragment.type_condition
        return fragment.selection_set, self.schema.type_map[condition.name.value] if condition else on

    def is_left_out(self, one: FieldNode | FragmentSpreadNode | InlineFragmentNode | Any) -> bool:
        """Whether a directive says so, with these variables."""
        skip = get_directive_values(GraphQLSkipDirective, one, self.variables)
        include = get_directive_values(GraphQLIncludeDirective, one, self.variables)
        return bool((skip or {}).get("if")) or not (include or {"if": True})["if"]


def within(asked: Asked) -> Selected:
    """What is selected within fields of one name."""
    return [(node.selection_set, get_named_type(of)) for node, of in asked if node.selection_set]


def must_be_one(asked: Asked, path: Sequence[str]) -> Any:
    """The type of what is asked for under one name. NoTable for a list, other than the pages of a connection."""
    if any(isinstance(get_nullable_type(of), GraphQLList) for _, of in asked):
        raise NoTable(f"`{'.'.join(path)}` is a list, which has no place in a table: leave it out, or ask for JSON")
    return get_named_type(asked[0][1])


def is_connection(of: object) -> bool:
    """Whether a type is a page of a list."""
    return isinstance(of, GraphQLObjectType | GraphQLInterfaceType) and {PAGE, *ROWS} <= of.fields.keys()
