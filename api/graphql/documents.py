"""A document is read, measured and validated once, and kept: what clients ask again costs nothing again."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from graphql import DocumentNode, GraphQLError, GraphQLSchema, parse
from graphql.validation import specified_rules
from strawberry.extensions import SchemaExtension
from strawberry.schema.schema import validate_document

from api.graphql.limits import MOST_CHARACTERS, MOST_TOKENS, excess


@lru_cache(maxsize=256)
def read(text: str) -> DocumentNode:
    """The document that `text` spells; GraphQLError where it is none, or too long."""
    return parse(text, max_lexical_tokens=MOST_TOKENS, max_comments=MOST_TOKENS, max_source_length=MOST_CHARACTERS)


@lru_cache(maxsize=256)
def objections(schema: GraphQLSchema, text: str) -> tuple[GraphQLError, ...]:
    """Why the document may not be run. One that asks for too much is never validated: that is the dear part."""
    document = read(text)
    return excess(document) or tuple(validate_document(schema, document, tuple(specified_rules)))


class KeptDocuments(SchemaExtension):
    """Hands strawberry documents that were read and validated before."""

    def on_parse(self) -> Iterator[None]:
        self.execution_context.graphql_document = read(self.execution_context.query or "")
        yield

    def on_validate(self) -> Iterator[None]:
        schema = self.execution_context.schema._schema  # noqa: SLF001  strawberry keeps it under no public name
        self.execution_context.pre_execution_errors = list(objections(schema, self.execution_context.query or ""))
        yield
