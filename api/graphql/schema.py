"""The schema: all questions and all commands, and what holds for each of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

import strawberry
from graphql import GraphQLError, GraphQLInputObjectType, GraphQLInterfaceType, GraphQLObjectType, Undefined
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext, ExecutionResult
from strawberry.types.graphql import OperationType

from api.graphql import queries
from api.graphql.commands import Mutation
from api.graphql.compiled.executing import executed
from api.graphql.documents import KeptDocuments
from api.graphql.facts import fact_types
from api.graphql.guarding import guard
from api.graphql.outcome import camel
from api.graphql.queries import Questions
from api.graphql.row_types import attribute
from api.graphql.scalars import SCALARS
from api.graphql.subscriptions.subscription import Subscription

CHECKED_IN = Path(__file__).with_name("schema.graphql")


def questions() -> tuple[type[Questions], ...]:
    """What all modules of questions add to the Query type."""
    for module in iter_modules(queries.__path__, f"{queries.__name__}."):
        import_module(module.name)
    return tuple(sorted(Questions.__subclasses__(), key=lambda of: of.__module__))


Query: Any = strawberry.type(
    type("Query", questions(), {}),
    description="What can be asked. Every question takes `asOf`: what was known, and true on which day.",
)


def as_given(value: object) -> object:
    """A default as a client would give it, which is how the schema tells it; what is None is left out."""
    if is_dataclass(value):
        said = {camel(each.name): as_given(getattr(value, each.name)) for each in fields(value)}
        return {name: part for name, part in said.items() if part is not None}
    return [as_given(each) for each in value] if isinstance(value, tuple) else value


class Schema(strawberry.Schema):
    """Strawberry's, with what this house does otherwise."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._leave_out_what_says_nothing()
        guard(self._schema)

    def _leave_out_what_says_nothing(self) -> None:
        """An argument that may be left out is null anyway: a default that says so is noise in every reader's way."""
        for of in self._schema.type_map.values():
            inputs = of.fields.values() if isinstance(of, GraphQLInputObjectType) else ()
            resolved = of.fields.values() if isinstance(of, GraphQLObjectType | GraphQLInterfaceType) else ()
            for argument in (*inputs, *(each for field in resolved for each in field.args.values())):
                if argument.default_value is None:
                    argument.default_value = Undefined
                elif is_dataclass(argument.default_value):
                    argument.default_value = as_given(argument.default_value)

    async def execute(
        self,
        query: str | None,
        variable_values: dict[str, Any] | None = None,
        context_value: Any = None,
        root_value: Any = None,
        operation_name: str | None = None,
        allowed_operation_types: Iterable[OperationType] | None = None,
        operation_extensions: dict[str, Any] | None = None,
    ) -> ExecutionResult:
        """By the document's plan where it has one; it is answered the same, in less time."""
        by_plan = executed(self, query or "", operation_name, variable_values or {}, context_value)
        return await by_plan or await super().execute(
            query,
            variable_values,
            context_value,
            root_value,
            operation_name,
            allowed_operation_types,
            operation_extensions,
        )

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """The endpoint says what is logged of an error; strawberry would log what people typed."""


schema = Schema(
    Query,
    Mutation,
    Subscription,
    types=fact_types().values(),
    extensions=[KeptDocuments],
    config=StrawberryConfig(default_resolver=attribute, scalar_map=SCALARS),
)

if __name__ == "__main__":
    CHECKED_IN.write_text(f"{schema.as_str()}\n")
