"""Over WebSocket: who is let in from where, what is answered, and how it ends."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from socket import create_connection
from typing import Any

import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Subprotocol

from api.access.callers import Scope
from api.graphql.subscriptions import streams
from tests.api.conftest import Served
from tests.api.subscriptions.conftest import Join
from tests.api.subscriptions.heard import CHANGED

PROTOCOL = Subprotocol("graphql-transport-ws")
SUBSCRIBE = {"id": "1", "type": "subscribe", "payload": {"query": CHANGED}}


def bearer(served: Served) -> dict[str, str]:
    """What a page says to introduce somebody."""
    return {"Authorization": ({**served.client.headers, **served.headers})["authorization"]}


@contextmanager
def connected(served: Served, headers: Mapping[str, str] | None = None, **more: Any) -> Iterator[ClientConnection]:
    """A connection, as long as this is open."""
    url = served.url.replace("http", "ws") + "/graphql"
    more = {"subprotocols": [PROTOCOL], **more}
    with connect(url, additional_headers=headers, open_timeout=10, **more) as socket:
        yield socket


def say(socket: ClientConnection, **message: Any) -> None:
    socket.send(json.dumps(message))


def told(socket: ClientConnection) -> Any:
    return json.loads(socket.recv(timeout=10))


def introduced(socket: ClientConnection, payload: Mapping[str, str]) -> None:
    """Let in."""
    say(socket, type="connection_init", payload=payload)
    assert told(socket)["type"] == "connection_ack"


def closed(socket: ClientConnection, within: float = 8) -> tuple[int, str]:
    """How it is closed, whatever is told before."""
    with pytest.raises(ConnectionClosed) as end:
        read_on(socket, time.monotonic() + within)
    assert end.value.rcvd is not None
    return end.value.rcvd.code, end.value.rcvd.reason


def read_on(socket: ClientConnection, until: float) -> None:
    while True:
        socket.recv(timeout=max(0.01, until - time.monotonic()))


def test_what_moves_is_told(served: Served, join: Join) -> None:
    with connected(served) as socket:
        introduced(socket, bearer(served))
        say(socket, **SUBSCRIBE)
        at = told(socket)["payload"]["data"]["changed"]["position"]
        ada = join("Ada")
        while ada not in (event := told(socket))["payload"]["data"]["changed"]["people"]:
            assert event["type"] == "next"
        say(socket, type="complete", id="1")
        say(socket, type="ping")
        assert told(socket)["type"] == "pong"
        say(socket, **{**SUBSCRIBE, "payload": {"query": CHANGED, "variables": {"since": at}}})
        assert ada in told(socket)["payload"]["data"]["changed"]["people"]


def test_nothing_is_told_to_whoever_is_not_let_in(alone: Served) -> None:
    with connected(alone) as socket:
        say(socket, **SUBSCRIBE)
        assert closed(socket)[0] == 4401
    for payload in ({}, {"authorization": "Bearer of-nothing"}, {"authorization": "Basic x"}):
        with connected(alone) as socket:
            say(socket, type="connection_init", payload=payload)
            code, why = closed(socket)
            assert code == 4401, why
    with connected(alone, bearer(alone)) as socket:
        introduced(socket, {})  # programs send a header


def test_a_cookie_is_good_from_a_page_of_ours_alone(alone: Served) -> None:
    ada = alone.recorded("introducePerson", name="Ada")["subject"]
    secret = alone.app.state.services.ledger.sessions.begin(ada, timedelta(hours=1), timedelta(hours=1))
    cookie = {"cookie": f"{alone.app.state.entrance.cookie}={secret}"}
    with connected(alone, {**cookie, "origin": alone.url}) as socket:
        introduced(socket, {})
    with connected(alone, cookie) as socket:
        say(socket, type="connection_init", payload={})
        assert closed(socket)[0] == 4401
    for headers in (
        {**cookie, "origin": "https://elsewhere.example"},
        {**cookie, "sec-fetch-site": "cross-site", "sec-fetch-mode": "websocket"},
    ):
        with pytest.raises(InvalidStatus) as refused, connected(alone, headers):
            pass
        assert refused.value.response.status_code == 403
    with (
        create_connection(("127.0.0.1", int(alone.url.rpartition(":")[2]))) as here,
        pytest.raises(InvalidStatus),
        connect("ws://elsewhere.example/graphql", sock=here, subprotocols=[PROTOCOL]),
    ):
        pass  # by a name that somebody else has pointed here


def test_only_subscriptions_are_answered_and_what_is_wrong_is_said(served: Served) -> None:
    with connected(served) as socket:
        introduced(socket, bearer(served))
        for query, says in (
            ("{ position }", "Only subscriptions"),
            ("subscription { nothing }", "Cannot query field"),
            ("subscription {", "Syntax Error"),
            ('mutation { introducePerson(input: {name: "A"}) { __typename } }', "Only subscriptions"),
        ):
            say(socket, id="1", type="subscribe", payload={"query": query})
            event = told(socket)
            assert event["type"] == "error"
            assert says in event["payload"][0]["message"]
        say(socket, id="1", type="subscribe", payload={"query": 7})
        assert told(socket)["type"] == "error"
    may_not = served.asked_by(None, Scope.WRITE, name="Writes")
    with connected(served) as socket:
        introduced(socket, bearer(may_not))
        say(socket, **SUBSCRIBE)
        assert told(socket)["payload"][0]["extensions"]["code"] == "FORBIDDEN"


@pytest.mark.parametrize(
    "message", ["[]", "7", '"ping"', "{", '{"type": "unheard-of"}', '{"type": "subscribe", "id": []}', b"\x00"]
)
def test_what_is_no_message_closes_the_connection_and_no_more(served: Served, message: str | bytes) -> None:
    with connected(served) as socket:
        introduced(socket, bearer(served))
        socket.send(message)
        assert closed(socket)[0] == 4400
    assert served.ask("{ position }")


def test_another_protocol_is_refused(served: Served) -> None:
    with pytest.raises(InvalidStatus), connected(served, subprotocols=[Subprotocol("graphql-ws")]):
        pass


def test_it_ends_with_the_token_and_after_a_while(alone: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    tokens = alone.app.state.services.ledger.tokens
    asks = alone.asked_by(None, Scope.READ, name="Dashboard")
    [token] = [one for one in tokens.listed() if one.name == "Dashboard"]
    with connected(alone) as socket:
        introduced(socket, bearer(asks))
        say(socket, **SUBSCRIBE)
        told(socket)
        tokens.revoke(token.id)
        assert closed(socket)[0] == 4401
    monkeypatch.setattr(streams, "LASTS", 0.5)
    with connected(alone) as socket:
        introduced(socket, bearer(alone))
        say(socket, **SUBSCRIBE)
        told(socket)
        assert told(socket) == {"id": "1", "type": "complete"}
        assert closed(socket)[0] == 1001


def test_one_caller_has_a_share(served: Served, join: Join, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MOST_OF_ONE", 1)
    asks = served.asked_by(join("Ada"))
    with connected(served) as socket, connected(served) as another:
        introduced(socket, bearer(asks))
        say(another, type="connection_init", payload=bearer(asks))
        assert closed(another)[0] == 4429
        for number in range(4):
            say(socket, **{**SUBSCRIBE, "id": str(number)})
            assert told(socket)["type"] == "next"
        say(socket, **{**SUBSCRIBE, "id": "one more"})
        assert told(socket)["payload"][0]["message"] == "Subscription limit reached"
