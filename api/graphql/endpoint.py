"""`/graphql`: one request in, one answer out, as bytes."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager, AsyncExitStack
from dataclasses import replace
from typing import Final, NamedTuple

import strawberry
from graphql import GraphQLSchema, OperationDefinitionNode
from graphql import OperationType as GraphQLOperation
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import RedirectResponse, Response
from starlette.websockets import WebSocket
from strawberry.exceptions import MissingQueryError
from strawberry.schema.exceptions import CannotGetOperationTypeError, InvalidOperationTypeError
from strawberry.types import ExecutionResult
from strawberry.types.graphql import OperationType

from api.graphql.answers import answer, answer_of, why_away
from api.graphql.context import Context
from api.graphql.documents import cost_of, fits, operation_type, read
from api.graphql.dropping import GONE, unless_dropped
from api.graphql.errors import ASK_AGAIN_IN, UNAVAILABLE, is_away, tell_away
from api.graphql.known_documents import NOT_KNOWN_YET, KnownDocuments, NotKnownYet
from api.graphql.request import GRAPHQL, JSON, PAGE, Asked, asked, best_of
from api.graphql.sharing import Shares
from api.graphql.subscriptions.event_stream import EVENTS, EventStream
from api.graphql.subscriptions.results_told import listening, results
from api.graphql.subscriptions.socket import connect
from api.graphql.table_answers import TABLES, table_asked, table_or_why
from ledger import AsOf
from ledger.storage.connections import Gone, NoneToBeHad

ASKED_AGAIN_AFTER: Final = (0.0, 0.1, 0.2, 0.4)
"""Seconds to wait before a reading is asked again: of the connections that lay ready, others may be dying, too."""
TOO_LONG: Final = (
    "This was not answered within {:g} seconds: ask for less of it. A mutation may have been recorded: ask again under"
    " its commandId."
)
AS_EVENTS: Final = f"A subscription is told as it moves: ask for it with Accept: {EVENTS}, or by WebSocket."
Contexts = Callable[[Request], AbstractAsyncContextManager[Context]]
Elsewhere = Callable[[Request, bytes], Awaitable[Response | None]]
"""Has a request, with its body, answered by another process; None where none is there to answer it."""
LONG: Final = 100
"""From so many objects on, an answer is made elsewhere."""


class Ran(NamedTuple):
    """What came of a request, and what its resolvers shared."""

    result: ExecutionResult
    context: Context


class Endpoint:
    """Speaks GraphQL over HTTP for a schema; `contexts` makes what the resolvers of one request share."""

    def __init__(
        self,
        schema: strawberry.Schema,
        contexts: Contexts,
        workbench: str,
        within: float,
        elsewhere: Elsewhere | None = None,
        documents: KnownDocuments | None = None,
    ) -> None:
        self.schema, self.contexts, self.workbench, self.elsewhere = schema, contexts, workbench, elsewhere
        self.documents = documents or KnownDocuments()
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
        return await self.told(request, self._told, EVENTS, *TABLES)

    async def connect(self, socket: WebSocket) -> None:
        """Answer subscriptions of whoever connects by WebSocket."""
        await connect(socket, self.schema)

    async def _told(self, request: Request, media_type: str) -> Response:
        wanted = await self.known(request, await asked(request))
        if media_type == EVENTS:
            return await self._streamed(request, wanted)
        return await unless_dropped(request, self._answered(request, wanted, media_type))

    async def known(self, request: Request, wanted: Asked) -> Asked:
        """The request with the document that its hash names. Whether there is one is told to whoever may ask."""
        try:
            return self.documents.meant(wanted)
        except NotKnownYet:
            async with self.contexts(request):
                raise

    async def _streamed(self, request: Request, wanted: Asked) -> Response:
        """A subscription as server-sent events; what is wrong before it begins is answered in one."""
        among = request.app.state.listening
        async with AsyncExitStack() as opened:
            context = await opened.enter_async_context(self.contexts(request))
            stream = await opened.enter_async_context(listening(context, whose(request, context), among))
            return EventStream(results(self.schema, context, wanted), stream, opened.pop_all())

    async def told(
        self, request: Request, work: Callable[[Request, str], Awaitable[Response]], *further: str
    ) -> Response:
        """What the work for a request comes to, in the media type that is liked best; or why it came to nothing.

        It comes in JSON, or in `further` media types.
        """
        accept, offered = request.headers.get("accept"), (JSON, GRAPHQL, *further)
        best = best_of(accept, *offered)
        if best is None:
            can = f"{', '.join(offered[:-1])} or {offered[-1]} can"
            return answer(406, {"errors": [{"message": f"Accept: “{accept}” cannot be served; {can}."}]})
        return await self.in_time(request, work(request, best), JSON if best in further else best)

    async def in_time(self, request: Request, work: Awaitable[Response], media_type: str) -> Response:
        """What the work for a request comes to, within the time that there is for one; or, as JSON, why to nothing."""
        try:
            async with asyncio.timeout(self.within):
                return await work
        except ClientDisconnect:
            return answer(GONE, {"errors": [{"message": "The client has gone."}]}, media_type)
        except TimeoutError:
            told = {"message": TOO_LONG.format(self.within), "extensions": {"code": "TOO_LONG"}}
            return answer(504, {"errors": [told]}, media_type)
        except Gone as error:
            tell_away(error)
            gone = {"message": why_away(request), "extensions": {"code": UNAVAILABLE}}
            return answer(503, {"errors": [gone]}, media_type, {"retry-after": str(ASK_AGAIN_IN)})
        except NotKnownYet:
            return answer(200, {"errors": [NOT_KNOWN_YET]}, media_type)
        except HTTPException as refused:
            return answer(refused.status_code, {"errors": [{"message": refused.detail}]}, media_type, refused.headers)

    async def _answered(self, request: Request, wanted: Asked, form: str) -> Response:
        """The answer; of another process where it is long, and there is one. What changes something is done here."""
        table = table_asked(self.bare_schema, wanted) if form in TABLES else None
        answered = None
        if self.elsewhere and self.is_long(wanted):
            answered = await self.elsewhere(request, wanted.sent)
        if answered is None:
            to_run = replace(wanted, query=table.document) if table else wanted
            ran = await self.asked_again(request, to_run)
            as_asked = table_or_why(ran.result, table, form, request) if form in TABLES else None
            answered = as_asked or answer_of(ran.result, form, request)
        if wanted.digest and answered.status_code == 200 and fits(self.bare_schema, wanted.query):
            self.documents.register(wanted.query)
        return answered

    def is_long(self, wanted: Asked) -> bool:
        """Whether it is to be answered elsewhere."""
        return self._cost(wanted) >= LONG and not changes_something(wanted)

    @property
    def bare_schema(self) -> GraphQLSchema:
        """The schema as the GraphQL library knows it."""
        bare: GraphQLSchema = self.schema._schema  # noqa: SLF001  strawberry keeps it under no public name
        return bare

    def _cost(self, wanted: Asked) -> int:
        return cost_of(self.bare_schema, wanted.query)

    async def asked_again(self, request: Request, wanted: Asked) -> Ran:
        """What comes of it. A reading whose connection died under it is asked again, on another."""
        for pause in ASKED_AGAIN_AFTER:
            try:
                ran = await self._run(request, wanted)
            except Gone as gone:
                if isinstance(gone, NoneToBeHad) or changes_something(wanted):
                    raise
            else:
                if not any(map(is_away, ran.result.errors or ())) or changes_something(wanted):
                    return ran
            await asyncio.sleep(pause)
        return await self._run(request, wanted)

    async def _run(self, request: Request, wanted: Asked) -> Ran:
        try:
            cost = self._cost(wanted)
            if operation_type(wanted.query, wanted.operation_name) is GraphQLOperation.SUBSCRIPTION:
                raise HTTPException(406, AS_EVENTS)
            async with self.contexts(request) as context, self.shares.share(whose(request, context), cost):
                context.otherwise = AsOf(wanted.at)
                result = await self.schema.execute(
                    wanted.query,
                    wanted.variables,
                    context_value=context,
                    operation_name=wanted.operation_name,
                    allowed_operation_types=OperationType.from_http("POST" if wanted.may_change else "GET"),
                )
                await context.write_down()
                result.extensions = context.beside_the_answer()
                return Ran(result, context)
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


def changes_something(wanted: Asked) -> bool:
    """Whether any operation of a document that can be read is a mutation."""
    return any(
        isinstance(one, OperationDefinitionNode) and one.operation is not GraphQLOperation.QUERY
        for one in read(wanted.query or "").definitions
    )
