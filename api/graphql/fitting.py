"""Whether what is given fits the type that is asked for, and what is said of a part that does not."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from graphql import (
    ArgumentNode,
    ASTValidationRule,
    GraphQLEnumType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLInputType,
    GraphQLLeafType,
    GraphQLList,
    GraphQLNonNull,
    GraphQLSchema,
    ListValueNode,
    Node,
    NullValueNode,
    ObjectValueNode,
    OperationDefinitionNode,
    OperationType,
    StringValueNode,
    ValidationRule,
    ValueNode,
    VariableDefinitionNode,
    VariableNode,
    is_required_input_field,
    print_ast,
)
from graphql.pyutils import did_you_mean
from graphql.validation import ValuesOfCorrectTypeRule, VariablesInAllowedPositionRule, specified_rules

from api.graphql.pages_fit import PagesFit
from api.graphql.variables_fit import VariablesFit, input_type
from domain.kernel.near_misses import near

SHOWN_AT_MOST: Final = 80
"""How many characters of what was given are said again."""
LONGEST_TEXT: Final = 500
"""Characters of a text that something is asked by; what is to be recorded may be longer."""
MOST_STRANGE: Final = 5
"""How many fields that there are not are named at once: each is compared with those that there are."""
LONGEST_RECORDED: Final = 100_000
MOST_LISTED: Final = 500
"""How many may be listed in one place."""
NOTHING: Final = "\0"
"""The character that PostgreSQL cannot keep."""
RIGHT: Final = {
    "Int": "is no whole number from -2147483648 to 2147483647",
    "Float": "is no number",
    "String": "is no text",
    "Boolean": "is neither true nor false",
    "ID": "is no id: give a text, as any answer gives it",
}
"""What is said of a value that is none of GraphQL's own types; ours say it themselves."""


def misfit(path: str, said: str, given: object = None) -> GraphQLError:
    """What is said of a part that does not fit. What was written in the document is shown where it stands there."""
    told = {"code": "BAD_INPUT", "field": path} | ({} if given is None else {"value": shown(given)})
    words = said if given is None else f"“{shown(given)}” {said}"
    return GraphQLError(f"{path}: {words}", given if isinstance(given, Node) else None, extensions=told)


def misfits(given: Any, of: GraphQLInputType, path: str, longest: int = LONGEST_TEXT) -> Iterator[GraphQLError]:
    """What is wrong with a value, out of JSON or as it stands in the document; nothing for one that fits.

    No text may have more than the `longest` characters, and no list more than are counted through in no time.
    """
    if isinstance(given, VariableNode):
        return
    if isinstance(of, GraphQLNonNull):
        if is_null(given):
            yield misfit(path, f"is missing, where {of} is asked for")
        else:
            yield from misfits(given, of.of_type, path, longest)
    elif is_null(given):
        return
    elif isinstance(of, GraphQLList):
        items = given.values if isinstance(given, ListValueNode) else given
        if not isinstance(items, list | tuple):
            yield from misfits(given, of.of_type, path, longest)
            return
        if len(items) > MOST_LISTED:
            yield misfit(path, f"lists {len(items):,}, where {MOST_LISTED} is the limit: ask in several requests")
            return
        for place, each in enumerate(items):
            yield from misfits(each, of.of_type, f"{path}.{place}", longest)
    elif isinstance(of, GraphQLInputObjectType):
        yield from _misfits_within(given, of, path, longest)
    else:
        yield from _misfits_of_one(given, of, path, longest)


def _misfits_within(given: object, of: GraphQLInputObjectType, path: str, longest: int) -> Iterator[GraphQLError]:
    if isinstance(given, ObjectValueNode):
        parts: Mapping[str, object] = {each.name.value: each.value for each in given.fields}
    elif isinstance(given, dict):
        parts = given
    else:
        yield misfit(path, f"is no {of.name}: give an object with {', '.join(of.fields)}", given)
        return
    for name in sorted(parts.keys() - of.fields.keys(), key=len)[:MOST_STRANGE]:
        meant = did_you_mean(near(name, of.fields)) or f" There are {', '.join(of.fields)}."
        yield misfit(f"{path}.{shown(name)}", f"is no field of {of.name}.{meant}")
    for name, field in of.fields.items():
        if name in parts:
            yield from misfits(parts[name], field.type, f"{path}.{name}", longest)
        elif is_required_input_field(field):
            yield misfit(f"{path}.{name}", f"is missing, where {field.type} is asked for")
    if of.is_one_of and sum(not is_null(each) for each in parts.values()) != 1:
        yield misfit(path, f"says not exactly one thing: give one of {', '.join(of.fields)}")


def _misfits_of_one(given: Any, of: GraphQLLeafType, path: str, longest: int) -> Iterator[GraphQLError]:
    text = given.value if isinstance(given, StringValueNode) else given
    if isinstance(text, str) and len(text) > longest:
        yield misfit(path, f"is {len(text):,} characters long, where {longest:,} is the limit: ask by fewer", given)
        return
    try:
        read = of.parse_literal(given) if isinstance(given, ValueNode) else of.parse_value(given)
    except (GraphQLError, ValueError, TypeError, OverflowError) as reason:
        yield misfit(path, what_would_be_right(of, given, reason), given)
        return
    if isinstance(read, str) and NOTHING in read:
        yield misfit(path, "holds the character U+0000, which cannot be kept: leave it out", given)


def what_would_be_right(of: GraphQLLeafType, given: object, reason: Exception) -> str:
    """What is said of a single value that is none of its type."""
    if isinstance(of, GraphQLEnumType):
        meant = did_you_mean(near(shown(given), of.values), "the enum value")
        return f"is no {of.name}: there are {', '.join(of.values)}.{meant}"
    return RIGHT.get(of.name) or str(reason)


def is_null(given: object) -> bool:
    """Whether nothing is given."""
    return given is None or isinstance(given, NullValueNode)


def shown(given: object) -> str:
    """What was given, short and without characters that cannot be seen."""
    if isinstance(given, StringValueNode):
        text = given.value
    elif isinstance(given, Node):
        text = print_ast(given)
    else:
        text = given if isinstance(given, str) else json.dumps(given, ensure_ascii=False, default=str)
    short = text if len(text) <= SHOWN_AT_MOST else f"{text[:SHOWN_AT_MOST]}…"
    return "".join(each if each.isprintable() else f"\\u{ord(each):04x}" for each in short)


def misfits_of_variables(
    schema: GraphQLSchema, operation: OperationDefinitionNode, given: Mapping[str, Any]
) -> Iterator[GraphQLError]:
    """What is wrong with the variables that an operation asks for."""
    longest = LONGEST_RECORDED if operation.operation is OperationType.MUTATION else LONGEST_TEXT
    for definition in operation.variable_definitions or ():
        name, of = definition.variable.name.value, input_type(schema, definition)
        if name in given or definition.default_value is None:
            yield from misfits(given.get(name), of, name, longest)


class ValuesFit(ValidationRule):
    """GraphQL's rule that values are of their types, in our words."""

    longest = LONGEST_TEXT

    def enter_operation_definition(self, node: OperationDefinitionNode, *_: Any) -> None:
        self.longest = LONGEST_RECORDED if node.operation is OperationType.MUTATION else LONGEST_TEXT

    def enter_fragment_definition(self, *_: Any) -> None:
        self.longest = LONGEST_TEXT

    def enter_argument(self, node: ArgumentNode, *_: Any) -> None:
        self._report(node.value, self.context.get_input_type(), node.name.value)

    def enter_variable_definition(self, node: VariableDefinitionNode, *_: Any) -> None:
        if node.default_value:
            self._report(node.default_value, input_type(self.context.schema, node), node.variable.name.value)

    def _report(self, given: ValueNode, of: GraphQLInputType | None, path: str) -> None:
        for error in misfits(given, of, path, self.longest) if of else ():
            self.report_error(error)


OURS: Final[Mapping[type[ASTValidationRule], type[ASTValidationRule]]] = {
    ValuesOfCorrectTypeRule: ValuesFit,
    VariablesInAllowedPositionRule: VariablesFit,
}
RULES: Final[Sequence[type[ASTValidationRule]]] = (*(OURS.get(rule, rule) for rule in specified_rules), PagesFit)
"""What is asked of every document."""
