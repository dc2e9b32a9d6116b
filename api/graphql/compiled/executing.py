"""Runs what a client asks: by a plan where one can be made, and else the way that graphql-core does."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import strawberry
from graphql import GraphQLError, OperationType, get_variable_values
from strawberry.types import ExecutionResult

from api.graphql.compiled.filling import Run
from api.graphql.compiled.plans import Plan, plan
from api.graphql.compiled.resolving import NotCompiled
from api.graphql.compiled.selecting import deciding
from api.graphql.documents import objections, operation_of, read
from api.graphql.fitting import misfits_of_variables


async def executed(
    schema: strawberry.Schema, text: str, name: str | None, given: Mapping[str, Any], context: Any
) -> ExecutionResult | None:
    """What comes of asking; None where it has to be asked the other way, which says as well what is wrong with it."""
    run = begun(schema, text, name, given, context)
    if run is None:
        return None
    return ExecutionResult(await run.answer(), run.errors or None)


def begun(schema: strawberry.Schema, text: str, name: str | None, given: Mapping[str, Any], context: Any) -> Run | None:
    """One request by its plan, if it has one and nothing is wrong with what it asks."""
    core = schema._schema  # noqa: SLF001  strawberry keeps it under no public name
    try:
        if objections(core, text):
            return None
        operation = operation_of(read(text), name)
        if operation.operation is not OperationType.QUERY:
            return None
        context.must_read()
    except GraphQLError:
        return None
    if any(misfits_of_variables(core, operation, given)):
        return None
    variables = get_variable_values(core, operation.variable_definitions or (), dict(given))
    if isinstance(variables, list):
        return None
    decided = tuple((each, variables.coerced[each]) for each in decided_by(text) if each in variables.coerced)
    if not all(isinstance(value, bool) for _, value in decided):  # null, or of another operation
        return None
    made = plan_of(schema, text, name, decided)
    return None if made is None else Run(made, context, variables)


@lru_cache(maxsize=256)
def decided_by(text: str) -> tuple[str, ...]:
    """The variables by which parts of a document are left out or not."""
    return deciding(read(text))


@lru_cache(maxsize=256)
def plan_of(
    schema: strawberry.Schema, text: str, name: str | None, decided: tuple[tuple[str, bool], ...]
) -> Plan | None:
    """The plan of an operation; None where there is none."""
    document = read(text)
    try:
        return plan(schema, document, operation_of(document, name), dict(decided))
    except NotCompiled:
        return None
