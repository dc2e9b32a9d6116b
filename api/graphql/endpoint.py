"""`/graphql`: one request in, one answer out, as bytes."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractAsyncContextManager
from typing import Any

import msgspec
import strawberry
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from strawberry.exceptions import MissingQueryError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError
from strawberry.types.graphql import OperationType

from api.graphql.context import Context
from api.graphql.dropping import unless_dropped
from api.graphql.errors import serialised
from api.graphql.request import GRAPHQL, JSON, PAGE, Asked, asked, best_of

Contexts = Callable[[Request], AbstractAsyncContextManager[Context]]


class Endpoint:
    """Speaks GraphQL over HTTP for a schema; `contexts` makes what the resolvers of one request share."""

    def __init__(self, schema: strawberry.Schema, contexts: Contexts, workbench: str) -> None:
        self.schema, self.contexts, self.workbench = schema, contexts, workbench

    async def respond(self, request: Request) -> Response:
        accept = request.headers.get("accept")
        if (
            request.method == "GET"
            and "query" not in request.query_params
            and best_of(accept, JSON, GRAPHQL, PAGE) == PAGE
        ):
            return RedirectResponse(self.workbench)
        media_type = best_of(accept, JSON, GRAPHQL)
        if media_type is None:
            return answer(
                406, {"errors": [{"message": f"Accept: “{accept}” cannot be served; {GRAPHQL} or {JSON} can."}]}
            )
        try:
            wanted = await asked(request)
            result = await unless_dropped(request, self._run(request, wanted))
        except HTTPException as refused:
            return answer(refused.status_code, {"errors": [{"message": refused.detail}]}, media_type, refused.headers)
        return _answer(result, media_type)

    async def _run(self, request: Request, wanted: Asked) -> ExecutionResult:
        try:
            async with self.contexts(request) as context:
                result = await self.schema.execute(
                    wanted.query,
                    wanted.variables,
                    context_value=context,
                    operation_name=wanted.operation_name,
                    allowed_operation_types=OperationType.from_http("GET" if request.method == "GET" else "POST"),
                )
                if parked := context.parked():
                    result.extensions = {"parked": parked}
                return result
        except InvalidOperationTypeError as error:
            only_post = {"Allow": "POST"}
            raise HTTPException(405, error.as_http_error_reason(request.method), only_post) from error
        except CannotGetOperationTypeError as error:
            raise HTTPException(400, error.as_http_error_reason()) from error
        except MissingQueryError as error:
            raise HTTPException(400, "query: missing. Send the GraphQL document in it.") from error


def _answer(result: ExecutionResult, media_type: str) -> Response:
    """A request that never ran has errors and no data, and is a 400 to clients that know the new media type."""
    errors = result.errors or []
    never_ran = isinstance(result, PreExecutionError) or (
        result.data is None and bool(errors) and all(error.path is None for error in errors)
    )
    content: dict[str, Any] = {"errors": serialised(errors)} if errors else {}
    if not never_ran:
        content["data"] = result.data
    if result.extensions:
        content["extensions"] = result.extensions
    return answer(400 if never_ran and media_type == GRAPHQL else 200, content, media_type)


def answer(status: int, content: dict[str, Any], media_type: str = JSON, headers: Any = None) -> Response:
    """JSON in UTF-8."""
    written = Response(msgspec.json.encode(content), status, headers)
    written.headers["content-type"] = f"{media_type}; charset=utf-8"
    written.headers["cache-control"] = "private, no-cache"
    return written
