"""One subscription answered: its results as they come, in the form in which every answer leaves the house."""

from __future__ import annotations

from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import aclosing, asynccontextmanager
from typing import Any, Final

import strawberry
from graphql import GraphQLError, OperationType
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType as Allowed

from api.access.entrance import Shown
from api.graphql.context import Context
from api.graphql.documents import operation_type
from api.graphql.errors import serialised
from api.graphql.request import Asked
from api.graphql.subscriptions.listening import Listener, Listening
from api.graphql.subscriptions.streams import Stream

NO_LONGER: Final = "What you have shown is good no longer, or you have been erased here: nothing more is told."
DENIED: Final[dict[str, Any]] = {"errors": [{"message": NO_LONGER, "extensions": {"code": "UNAUTHENTICATED"}}]}


ONLY_SUBSCRIPTIONS: Final = "Only subscriptions are answered so: ask questions and record over HTTP, as JSON."


@asynccontextmanager
async def listening(context: Context, whose: str, among: Listening) -> AsyncIterator[Stream]:
    """A stream of whoever asks, as long as this is open."""
    shown: Shown = context.shown
    with among.streams.opened(whose, shown) as stream:
        context.listener = Listener(stream, among)
        yield stream


async def results(schema: strawberry.Schema, context: Context, asked: Asked) -> AsyncGenerator[dict[str, Any], None]:
    """Each result as it is sent; one of errors alone where it is none to be answered so."""
    if operation_type(asked.query, asked.operation_name) not in (None, OperationType.SUBSCRIPTION):
        yield {"errors": [{"message": ONLY_SUBSCRIPTIONS, "extensions": {"code": "NO_SUBSCRIPTION"}}]}
        return
    try:
        source: Any = await schema.stream(
            asked.query,
            asked.variables,
            context_value=context,
            operation_name=asked.operation_name,
            allowed_operation_types=(Allowed.SUBSCRIPTION,),
        )
        async with aclosing(source):
            async for result in source:
                yield told(result)
    except GraphQLError as refused:  # of what is no document, or not for them: it is raised before anything is run
        yield {"errors": serialised([refused])}


def told(result: ExecutionResult) -> dict[str, Any]:
    """A result in the form of the GraphQL specification."""
    errors = {"errors": serialised(result.errors)} if result.errors else {}
    return {**errors, **({} if result.data is None else {"data": result.data})}
