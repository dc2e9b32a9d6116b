"""A document is read, measured and validated once, and kept: what clients ask again costs nothing again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice
from typing import Final

from graphql import DocumentNode, GraphQLError, GraphQLSchema, OperationDefinitionNode, OperationType, parse
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import validate_document

from api.graphql.fitting import RULES, misfit, misfits_of_variables, shown
from api.graphql.limits import MOST_CHARACTERS, MOST_TOKENS, cost, excess

MOST_OBJECTIONS: Final = 20
"""How much is said at once of what is wrong with variables."""


@lru_cache(maxsize=256)
def read(text: str) -> DocumentNode:
    """The document that `text` spells; GraphQLError where it is none, or too long."""
    return parse(text, max_lexical_tokens=MOST_TOKENS, max_comments=MOST_TOKENS, max_source_length=MOST_CHARACTERS)


@lru_cache(maxsize=256)
def objections(schema: GraphQLSchema, text: str) -> tuple[GraphQLError, ...]:
    """Why the document may not be run. One that asks for too much is never validated: that is the dear part."""
    document = read(text)
    return excess(schema, document) or tuple(validate_document(schema, document, tuple(RULES)))


def fits(schema: GraphQLSchema, text: str) -> bool:
    """Whether a text is a document that may be run."""
    try:
        return not objections(schema, text)
    except GraphQLError:
        return False


@lru_cache(maxsize=256)
def cost_of(schema: GraphQLSchema, text: str) -> int:
    """How many objects could be answered, at worst; 0 for what is no document, which is refused in a moment."""
    try:
        return cost(schema, read(text))
    except GraphQLError:
        return 0


def operation_of(document: DocumentNode, name: str | None) -> OperationDefinitionNode:
    """The operation that is meant; GraphQLError where that cannot be told."""
    there = [each for each in document.definitions if isinstance(each, OperationDefinitionNode)]
    if not there:
        raise misfit("query", "holds no operation, only fragments: add what is asked")
    named = [each.name.value for each in there if each.name]
    if name is None and len(there) > 1:
        raise misfit("operationName", f"is missing where there are several operations: say which, of {named_as(named)}")
    meant = [each for each in there if name is None or (each.name and each.name.value == name)]
    if not meant:
        raise misfit("operationName", f"“{shown(str(name))}” is no operation of this document: {named_as(named)}")
    return meant[0]


def operation_type(text: str, name: str | None) -> OperationType | None:
    """What sort of operation is meant; None where that cannot be told, which is said where it is answered."""
    try:
        return operation_of(read(text), name).operation
    except GraphQLError:
        return None


def named_as(names: list[str]) -> str:
    """The names of the operations that there are."""
    return ", ".join(names) or "it has no name, so leave this out"


class KeptDocuments(SchemaExtension):
    """Hands strawberry documents that were read and validated before, and looks at the variables of this request."""

    def on_parse(self) -> Iterator[None]:
        asked = self.execution_context
        name = asked.operation_name  # as long as there is no document, that is what the request says, and no guess
        asked.graphql_document = read(asked.query or "")
        operation_of(asked.graphql_document, name)
        yield

    def on_validate(self) -> Iterator[None]:
        asked = self.execution_context
        schema = asked.schema._schema  # noqa: SLF001  strawberry keeps it under no public name
        found = list(objections(schema, asked.query or ""))
        if not found:
            operation = operation_of(read(asked.query or ""), asked.operation_name)
            if operation.operation is not OperationType.MUTATION:
                asked.context.must_read()
            found = list(islice(misfits_of_variables(schema, operation, asked.variables or {}), MOST_OBJECTIONS))
        asked.pre_execution_errors = found
        yield
