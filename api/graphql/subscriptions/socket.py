"""Subscriptions over WebSocket, by the graphql-transport-ws protocol as strawberry speaks it, within our limits."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Mapping
from contextlib import AsyncExitStack, suppress
from datetime import timedelta
from typing import Any, Final, cast

import msgspec
import strawberry
from graphql import GraphQLError
from starlette.exceptions import HTTPException
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState
from strawberry.exceptions import ConnectionRejectionError
from strawberry.http.exceptions import NonJsonMessageReceived, NonTextMessageReceived, WebSocketDisconnected
from strawberry.subscriptions import GRAPHQL_TRANSPORT_WS_PROTOCOL
from strawberry.subscriptions.protocols.graphql_transport_ws.handlers import BaseGraphQLTransportWSHandler
from strawberry.types import ExecutionResult
from strawberry.types.execution import PreExecutionError

from api.access.entrance import Entrance, NotKnown, Shown
from api.graphql.context import Context
from api.graphql.request import Asked
from api.graphql.subscriptions.results_told import NO_LONGER, listening, results
from api.graphql.subscriptions.streams import Stream

INTRODUCED_WITHIN: Final = timedelta(seconds=10)
"""Until then whoever has connected says who they are."""
COMPLETE_WITHIN: Final = 1.0
"""Seconds in which subscriptions are said to be complete, before the connection is closed."""
MOST_AT_ONCE: Final = 4
"""Subscriptions on one connection."""
LONGEST_REASON: Final = 120
"""Bytes that fit a closing frame, with some to spare."""
DENIED, AWAY, WRONG, TOO_MANY, TRY_LATER = 4401, 1001, 4400, 4429, 1013
"""Why a connection is closed, as the protocol and WebSocket number it."""
AS_BROWSERS_WRITE: Final = "POST"
"""A cookie counts here as with what changes something: only where a browser says which page asks."""


async def connect(socket: WebSocket, schema: strawberry.Schema) -> None:
    """Answer somebody who connects, until one of both closes. From which page they may, the walls around have asked."""
    if GRAPHQL_TRANSPORT_WS_PROTOCOL not in socket["subprotocols"]:
        await socket.close(1002, f"speak {GRAPHQL_TRANSPORT_WS_PROTOCOL}")
        return
    await socket.accept(subprotocol=GRAPHQL_TRANSPORT_WS_PROTOCOL)
    async with AsyncExitStack() as opened:
        wire = Wire(socket)
        conversation = Conversation(socket, schema, wire, opened)
        handler = Handler(
            cast("Any", conversation),
            cast("Any", wire),
            {},
            None,
            cast("Any", conversation),
            INTRODUCED_WITHIN,
            MOST_AT_ONCE,
        )
        talking = asyncio.ensure_future(handler.handle())
        try:
            await asyncio.wait({talking, conversation.over}, return_when=asyncio.FIRST_COMPLETED)
            if not talking.done():
                if answering := [one.task for one in handler.operations.values() if one.task]:
                    await asyncio.wait(answering, timeout=COMPLETE_WITHIN)
                await wire.close(*((DENIED, NO_LONGER) if conversation.denied else (AWAY, "come back")))
        finally:
            talking.cancel()
            conversation.over.cancel()
            done = await asyncio.gather(talking, conversation.over, return_exceptions=True)
        if isinstance(done[0], TypeError):  # a message that is no object: strawberry takes it for one
            await wire.close(WRONG, "a message is a JSON object, with text as its id")


class Handler(BaseGraphQLTransportWSHandler[Any, None]):
    """Strawberry's; who asks is known once they have introduced themselves."""


class Wire:
    """A WebSocket as strawberry's handler asks of it."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket

    async def iter_json(self) -> AsyncGenerator[object, None]:
        """The messages of the other side, as long as there are any."""
        while self._socket.application_state is WebSocketState.CONNECTED:
            try:
                text = await self._socket.receive_text()
            except WebSocketDisconnect:
                return
            except KeyError:
                raise NonTextMessageReceived from None
            try:
                yield msgspec.json.decode(text)
            except (msgspec.DecodeError, RecursionError):
                raise NonJsonMessageReceived from None

    async def send_json(self, message: Mapping[str, object]) -> None:
        """Send a message; returns when there is room for the next."""
        try:
            await self._socket.send_text(msgspec.json.encode(message).decode())
        except (WebSocketDisconnect, RuntimeError) as error:  # the second where it was closed from here
            raise WebSocketDisconnected from error

    async def close(self, code: int, reason: str) -> None:
        """Close it, unless that is done."""
        short = reason.encode()[:LONGEST_REASON].decode(errors="ignore")
        with suppress(WebSocketDisconnect, RuntimeError):
            await self._socket.close(code, short)


class Conversation:
    """One connection: who asks, and what they are answered. To strawberry's handler it is view and schema."""

    def __init__(self, socket: WebSocket, schema: strawberry.Schema, wire: Wire, opened: AsyncExitStack) -> None:
        self._socket, self._schema, self._wire, self._opened = socket, schema, wire, opened
        self._entrance: Entrance = socket.app.state.entrance
        self._caller: Context | None = None
        self._stream: Stream | None = None
        self.over: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        """Done when the stream ends from here."""

    @property
    def denied(self) -> bool:
        """Whether whoever asks is nobody any more."""
        return self._stream is not None and self._stream.denied

    async def on_ws_connect(self, said: dict[str, Any]) -> dict[str, object]:
        """Let in whoever introduces themselves; the stream is theirs from here on. Nothing is told otherwise."""
        services, among = self._socket.app.state.services, self._socket.app.state.listening
        try:
            context = Context(services, self._entrance, self._shown(said.get("connection_params", {})))
            self._caller = await self._opened.enter_async_context(context)
            where = self._socket.client.host if self._socket.client else ""
            whose = context.caller.recorded_by if context.caller else where
            self._stream = await self._opened.enter_async_context(listening(context, whose, among))
        except NotKnown as why:
            await self._wire.close(DENIED, str(why))
            raise ConnectionRejectionError from why
        except HTTPException as why:
            codes = {401: DENIED, 429: TOO_MANY}
            await self._wire.close(codes.get(why.status_code, TRY_LATER), str(why.detail))
            raise ConnectionRejectionError from why
        self.over.get_loop().create_task(self._wait(self._stream))
        return {}

    async def _wait(self, stream: Stream) -> None:
        await stream.over()
        if not self.over.done():
            self.over.set_result(None)

    def _shown(self, payload: Mapping[str, Any]) -> Shown:
        """What they show: in the payload, as browsers send no headers of a page's choice; else as with any request."""
        for name, value in payload.items():
            if name.lower() == "authorization" and isinstance(value, str):
                return self._entrance.shown(AS_BROWSERS_WRITE, {"authorization": value}, {})
        return self._entrance.shown(AS_BROWSERS_WRITE, self._socket.headers, self._socket.cookies)

    async def stream(
        self, query: object, variable_values: object = None, operation_name: object = None, **_: object
    ) -> AsyncGenerator[ExecutionResult, None]:
        """What a subscription is answered, each in a context of its own."""
        return self._answered(query, variable_values, operation_name)

    async def _answered(self, query: object, variables: object, name: object) -> AsyncGenerator[ExecutionResult, None]:
        known = self._caller
        assert known is not None, "strawberry answers nobody who has not been let in"  # noqa: S101
        if not (isinstance(query, str) and isinstance(variables, dict | None) and isinstance(name, str | None)):
            yield PreExecutionError(None, [GraphQLError("query, variables and operationName: one is of a wrong type.")])
            return
        context = Context(known._services, known.entrance, known.shown, known.caller, listener=known.listener)  # noqa: SLF001  its own
        first = True
        async for told in results(self._schema, context, Asked(query, name, variables or {})):
            errors = [GraphQLError(one["message"], extensions=one.get("extensions")) for one in told.get("errors", ())]
            of = PreExecutionError if first and "data" not in told else ExecutionResult
            yield of(told.get("data"), errors or None)
            first = False
