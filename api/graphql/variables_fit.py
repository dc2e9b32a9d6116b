"""Whether variables may stand where they do: by GraphQL's rule, and one of Int where a position is asked for."""

from __future__ import annotations

from typing import Any, Final, cast

from graphql import (
    GraphQLError,
    GraphQLInputType,
    GraphQLInt,
    GraphQLSchema,
    GraphQLType,
    Node,
    OperationDefinitionNode,
    VariableDefinitionNode,
    get_named_type,
    parse_type,
    print_ast,
    type_from_ast,
)
from graphql.validation import VariablesInAllowedPositionRule
from graphql.validation.rules.variables_in_allowed_position import allowed_variable_usage

POSITION: Final = "Position"


def input_type(schema: GraphQLSchema, definition: VariableDefinitionNode) -> GraphQLInputType:
    """The type of a variable. Whether it is one of inputs at all, another rule has asked."""
    return cast("GraphQLInputType", type_from_ast(schema, definition.type))


class VariablesFit(VariablesInAllowedPositionRule):
    """GraphQL's rule that variables are of the types where they stand; one of Int may stand where a Position does.

    Positions were Int once: documents of then, and whoever writes `$position: Int!` today, mean a position.
    """

    operation: OperationDefinitionNode

    def enter_operation_definition(self, operation: OperationDefinitionNode, *_: Any) -> None:
        self.operation = operation
        super().enter_operation_definition(operation)

    def report_error(self, error: GraphQLError) -> None:
        declared, stands = cast("tuple[VariableDefinitionNode, Node]", error.nodes)
        of = get_named_type(input_type(self.context.schema, declared))
        if of is not GraphQLInt or not self._fits_as_position(stands, declared):
            super().report_error(error)

    def _fits_as_position(self, stands: Node, declared: VariableDefinitionNode) -> bool:
        schema = self.context.schema
        position = type_from_ast(schema, parse_type(print_ast(declared.type).replace(GraphQLInt.name, POSITION)))
        [usage] = [each for each in self.context.get_recursive_variable_usages(self.operation) if each.node is stands]
        return usage.type is not None and allowed_variable_usage(
            schema, cast("GraphQLType", position), declared.default_value, usage.type, usage.default_value
        )
