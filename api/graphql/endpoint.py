"""`/graphql`: one request in, one answer out, as bytes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from typing import Any, Final

import msgspec
import strawberry
from graphql import OperationDefinitionNode
from graphql import OperationType as GraphQLOperation
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from strawberry.exceptions import MissingQueryError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType

from api.graphql.context import Context
from api.graphql.documents import cost_of, read
from api.graphql.dropping import GONE, unless_dropped
from api.graphql.errors import ASK_AGAIN_IN, AWAY, UNAVAILABLE, is_away, serialised, tell_away
from api.graphql.request import GRAPHQL, JSON, PAGE, Asked, asked, best_of
from api.graphql.sharing import Shares
from api.graphql.table_answers import TABLES, as_table, status_of, table_asked
from api.graphql.tabular import Table
from api.services import Services
from ledger.storage.connections import Gone, NoneToBeHad

ASKED_AGAIN_AFTER: Final = (0.0, 0.1, 0.2, 0.4)
"""Seconds to wait before a reading is asked again: of the connections that lay ready, others may be dying, too."""
MOST_BYTES_ANSWERED: Final = 10_000_000
TOO_LARGE: Final = f"The answer is longer than {MOST_BYTES_ANSWERED:,} bytes: ask for less of it, or for shorter pages."
OVERLONG: Final[dict[str, Any]] = {"message": TOO_LARGE, "extensions": {"code": "TOO_LARGE"}}
TOO_LONG: Final = (
    "This was not answered within {:g} seconds: ask for less of it. A mutation may have been recorded: ask again under"
    " its commandId."
)
Contexts = Callable[[Request], AbstractAsyncContextManager[Context]]
Elsewhere = Callable[[Request, bytes], Awaitable[Response | None]]
"""Has a request, with its body, answered by another process; None where none is there to answer it."""
LONG: Final = 100
"""From so many objects on, an answer is made elsewhere."""


class Endpoint:
    """Speaks GraphQL over HTTP for a schema; `contexts` makes what the resolvers of one request share."""

    def __init__(
        self,
        schema: strawberry.Schema,
        contexts: Contexts,
        workbench: str,
        within: float,
        elsewhere: Elsewhere | None = None,
    ) -> None:
        self.schema, self.contexts, self.workbench, self.elsewhere = schema, contexts, workbench, elsewhere
        self.within = within
        """Seconds that a request may take."""
        self.shares = Shares()

    async def respond(self, request: Request) -> Response:
        accept = request.headers.get("accept")
        if (
            request.method == "GET"
            and "query" not in request.query_params
            and best_of(accept, JSON, GRAPHQL, PAGE) == PAGE
        ):
            return RedirectResponse(self.workbench)
        form = best_of(accept, JSON, GRAPHQL, *TABLES)
        if form is None:
            others = ", ".join((GRAPHQL, JSON, *TABLES))
            return answer(406, {"errors": [{"message": f"Accept: “{accept}” cannot be served; {others} can."}]})
        media_type = JSON if form in TABLES else form  # in which it is told what is wrong
        try:
            async with asyncio.timeout(self.within):
                wanted = await asked(request)
                return await unless_dropped(request, self._answered(request, wanted, form))
        except ClientDisconnect:
            return answer(GONE, {"errors": [{"message": "The client has gone."}]}, media_type)
        except TimeoutError:
            told = {"message": TOO_LONG.format(self.within), "extensions": {"code": "TOO_LONG"}}
            return answer(504, {"errors": [told]}, media_type)
        except Gone as error:
            tell_away(error)
            gone = {"message": why_away(request), "extensions": {"code": UNAVAILABLE}}
            return answer(503, {"errors": [gone]}, media_type, {"retry-after": str(ASK_AGAIN_IN)})
        except HTTPException as refused:
            return answer(refused.status_code, {"errors": [{"message": refused.detail}]}, media_type, refused.headers)

    async def _answered(self, request: Request, wanted: Asked, form: str) -> Response:
        """The answer; of another process where it is long, and there is one. What changes something is done here."""
        table = table_asked(self.schema._schema, wanted) if form in TABLES else None  # noqa: SLF001
        is_long = self._cost(wanted) >= LONG and not changes_something(wanted)
        if self.elsewhere and is_long and (answered := await self.elsewhere(request, wanted.sent)):
            return answered
        result = await self._asked_again(request, wanted)
        if form in TABLES:
            return _answer_as_table(result, table, form, request)
        return _answer(result, form, request)

    def _cost(self, wanted: Asked) -> int:
        return cost_of(self.schema._schema, wanted.query)  # noqa: SLF001  strawberry keeps it under no public name

    async def _asked_again(self, request: Request, wanted: Asked) -> ExecutionResult:
        """What comes of it. A reading whose connection died under it is asked again, on another."""
        for pause in ASKED_AGAIN_AFTER:
            try:
                result = await self._run(request, wanted)
            except Gone as gone:
                if isinstance(gone, NoneToBeHad) or changes_something(wanted):
                    raise
            else:
                if not any(map(is_away, result.errors or ())) or changes_something(wanted):
                    return result
            await asyncio.sleep(pause)
        return await self._run(request, wanted)

    async def _run(self, request: Request, wanted: Asked) -> ExecutionResult:
        try:
            cost = self._cost(wanted)
            async with self.contexts(request) as context, self.shares.share(whose(request, context), cost):
                result = await self.schema.execute(
                    wanted.query,
                    wanted.variables,
                    context_value=context,
                    operation_name=wanted.operation_name,
                    allowed_operation_types=OperationType.from_http("GET" if request.method == "GET" else "POST"),
                )
                await context.write_down()
                result.extensions = context.beside_the_answer()
                return result
        except InvalidOperationTypeError as error:
            only_post = {"Allow": "POST"}
            raise HTTPException(405, error.as_http_error_reason(request.method), only_post) from error
        except CannotGetOperationTypeError as error:
            raise HTTPException(400, error.as_http_error_reason()) from error
        except MissingQueryError as error:
            raise HTTPException(400, "query: missing. Send the GraphQL document in it.") from error


def whose(request: Request, context: Context) -> str:
    """Whose share of the server a request takes: that of who asks, or of where it comes from where nobody is known."""
    if context.caller is not None:
        return context.caller.recorded_by
    return request.client.host if request.client else ""


def why_away(request: Request) -> str:
    """What is said where the database is needed and does not do as it is asked."""
    services: Services = request.app.state.services
    return services.ledger.recorder.room.alarm or AWAY


def _answer(result: ExecutionResult, media_type: str, request: Request) -> Response:
    """A request that never ran has errors and no data, and is a 400 to clients that know the new media type."""
    errors = result.errors or []
    never_ran = isinstance(result, PreExecutionError) or (
        result.data is None and bool(errors) and all(error.path is None for error in errors)
    )
    away = why_away(request) if any(map(is_away, errors)) else None
    content: dict[str, Any] = {"errors": serialised(errors, away or AWAY)} if errors else {}
    if not never_ran:
        content["data"] = result.data
    if result.extensions:
        content["extensions"] = result.extensions
    status = 503 if away else 400 if never_ran and media_type == GRAPHQL else 200
    answered = answer(status, content, media_type, {"retry-after": str(ASK_AGAIN_IN)} if away else None)
    if len(answered.body) <= MOST_BYTES_ANSWERED:
        return answered
    return answer(200, {"errors": [OVERLONG], "data": None}, media_type)


def _answer_as_table(result: ExecutionResult, table: Table | None, form: str, request: Request) -> Response:
    """The whole table; where anything is wrong no part of it, but what is, as JSON."""
    if result.errors or table is None:
        told = serialised(result.errors or [], why_away(request))
        status = status_of(told)
        return answer(status, {"errors": told}, JSON, {"retry-after": str(ASK_AGAIN_IN)} if status == 503 else None)
    written = as_table(result, table, form, request.headers["accept"])
    return written if len(written.body) <= MOST_BYTES_ANSWERED else answer(400, {"errors": [OVERLONG]})


def changes_something(wanted: Asked) -> bool:
    """Whether any operation of a document that can be read is a mutation."""
    return any(
        isinstance(one, OperationDefinitionNode) and one.operation is not GraphQLOperation.QUERY
        for one in read(wanted.query or "").definitions
    )


def answer(status: int, content: dict[str, Any], media_type: str = JSON, headers: Any = None) -> Response:
    """JSON in UTF-8."""
    written = Response(msgspec.json.encode(content), status, headers)
    written.headers["content-type"] = f"{media_type}; charset=utf-8"
    written.headers["cache-control"] = "private, no-cache"
    return written
