"""A server that cannot be worn down: what waits, is dear or never ends stands in nobody else's way."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import httpx
import psycopg
import pytest
import uvicorn
from pydantic import SecretStr
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from api.graphql import answers
from api.graphql.sharing import DEAR, MOST_WAITING, Shares
from api.http.patience import LIMITS, PatientProtocol
from api.settings import Settings
from tests.api.conftest import KEY, Served, serving

WRITES = 'mutation { introducePerson(input: {name: "Ada Okafor"}) { __typename } }'
PEOPLE = {"query": "{ people(first: 1) { nodes { id } } }"}


@pytest.fixture(scope="module")
def hurried(make_database: Callable[[], str]) -> Iterator[Served]:
    """A house that answers within a second and a half, or not at all."""
    with serving(Settings(database_url=make_database(), key=SecretStr(KEY), answer_within=1.5)) as told:
        yield told


def test_what_is_not_answered_in_time_is_told(hurried: Served) -> None:
    with psycopg.connect(hurried.database_url) as holding:
        holding.execute("LOCK TABLE read_models.placements IN ACCESS EXCLUSIVE MODE")
        began = time.monotonic()
        answer = hurried.client.post("/graphql", json=PEOPLE)
        assert time.monotonic() - began < 3
    assert answer.status_code == 504
    assert answer.json()["errors"][0]["extensions"]["code"] == "TOO_LONG"
    assert hurried.ask(PEOPLE["query"])


def test_a_command_that_waits_is_told_in_time_and_its_statement_ends(hurried: Served) -> None:
    with (
        psycopg.connect(hurried.database_url) as holding,
        psycopg.connect(hurried.database_url, autocommit=True) as watch,
    ):
        holding.execute("LOCK TABLE ledger.entries IN EXCLUSIVE MODE")
        answer = hurried.client.post("/graphql", json={"query": WRITES})
        assert answer.status_code in {503, 504}
        until = time.monotonic() + 10
        waiting = "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND usename = current_user"
        while watch.execute(waiting).fetchone() != (0,):
            assert time.monotonic() < until, "a statement waits on"
            time.sleep(0.1)


def test_commands_that_wait_for_a_lock_let_others_read(served: Served) -> None:
    def write() -> None:
        httpx.post(f"{served.url}/graphql", json={"query": WRITES}, headers=dict(served.client.headers), timeout=60)

    with ThreadPoolExecutor(20) as several, psycopg.connect(served.database_url) as holding:
        holding.execute("LOCK TABLE ledger.entries IN EXCLUSIVE MODE")
        for _ in range(20):
            several.submit(write)
        time.sleep(1)
        for path in ("/healthz", "/readyz", "/verifier-keys", "/graphql?query={position}"):
            began = time.monotonic()
            assert served.client.get(path).status_code == 200, path
            assert time.monotonic() - began < 1, path


def test_who_asks_for_a_lot_waits_behind_themselves() -> None:
    async def ask() -> list[str]:
        shares, order = Shares(), list[str]()

        async def one(caller: str, cost: int = DEAR) -> None:
            async with shares.share(caller, cost):
                await asyncio.sleep(0.01)
                order.append(caller)

        many = [asyncio.create_task(one("greedy")) for _ in range(MOST_WAITING)]
        await asyncio.sleep(0)
        await asyncio.gather(one("modest"), one("small", 1), *many)
        return order

    order = asyncio.run(ask())
    assert {"modest", "small"} <= set(order[:3])


def test_too_many_at_once_are_refused_and_say_when_to_come_again() -> None:
    async def ask() -> list[object]:
        shares = Shares()

        async def one() -> None:
            async with shares.share("greedy", DEAR):
                await asyncio.sleep(0.001)

        told = await asyncio.gather(*(one() for _ in range(MOST_WAITING + 5)), return_exceptions=True)
        await one()
        return [each for each in told if each is not None]

    refused = asyncio.run(ask())
    assert len(refused) == 4
    assert all(isinstance(each, HTTPException) and each.status_code == 429 and each.headers for each in refused)


class Hasty(PatientProtocol):
    """One that waits as long as a test does."""

    headers_within, body_within = 0.4, 0.6


@pytest.fixture(scope="module")
def address() -> Iterator[tuple[str, int]]:
    """Where something is served by that protocol."""

    async def echo(request: Request) -> Response:
        return PlainTextResponse(str(len(await request.body())))

    app = Starlette(routes=[Route("/", echo, methods=["GET", "POST"])])
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", **{**LIMITS, "http": Hasty}))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield server.servers[0].sockets[0].getsockname()
    server.should_exit = True
    thread.join()


def said(address: tuple[str, int], sent: bytes, *, drip: bytes = b"") -> tuple[bytes, float]:
    """What comes back on a connection until it is closed, and after how many seconds that is."""
    with socket.create_connection(address, timeout=8) as connection:
        began, told = time.monotonic(), b""
        with contextlib.suppress(ConnectionError):
            connection.sendall(sent)
            connection.settimeout(0.1 if drip else 8)
            while time.monotonic() - began < 8:
                try:
                    if not (part := connection.recv(65_536)):
                        break
                    told += part
                except TimeoutError:
                    connection.sendall(drip)
        return told, time.monotonic() - began


@pytest.mark.parametrize(
    ("sent", "drip"),
    [
        (b"", b""),
        (b"GET / HTTP/1.1\r\nhost: a\r\n", b""),
        (b"GET / HTTP/1.1\r\nhost: a\r\n", b"x: y\r\n"),
        (b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nabc", b""),
        (b"POST / HTTP/1.1\r\nhost: a\r\ncontent-length: 100\r\n\r\nabc", b"d"),
    ],
)
def test_half_a_request_is_not_waited_for(address: tuple[str, int], sent: bytes, drip: bytes) -> None:
    _, seconds = said(address, sent, drip=drip)
    assert seconds < 3


@pytest.mark.parametrize(
    "headers",
    [b"".join(b"x%d: y\r\n" % i for i in range(20_000)), b"x: " + b"y" * 500_000, b"x" * 500_000, b"x: y\r\n" * 101],
)
def test_headers_without_end_are_refused(address: tuple[str, int], headers: bytes) -> None:
    told, _ = said(address, b"GET / HTTP/1.1\r\nhost: a\r\n" + headers + b"\r\n\r\n")
    assert not told.startswith(b"HTTP/1.1 200"), told[:80]


def test_an_ordinary_request_after_another_is_answered(address: tuple[str, int]) -> None:
    with httpx.Client(base_url=f"http://{address[0]}:{address[1]}") as client:
        for _ in range(3):
            assert client.post("/", content=b"x" * 200_000).text == "200000"
            time.sleep(0.5)


def test_a_body_that_is_cut_off_leaves_no_traceback(served: Served) -> None:
    told: list[str] = []
    listening = logging.Handler()
    listening.emit = lambda record: told.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger("uvicorn.error").addHandler(listening)
    host, port = served.url.removeprefix("http://").split(":")
    bearer = served.client.headers["authorization"]
    with socket.create_connection((host, int(port))) as connection:
        head = (
            f"POST /graphql HTTP/1.1\r\nhost: {host}\r\nauthorization: {bearer}\r\ncontent-type: application/json\r\n"
        )
        connection.sendall(f'{head}content-length: 1000\r\n\r\n{{"query"'.encode())
        time.sleep(0.3)
    time.sleep(0.5)
    logging.getLogger("uvicorn.error").removeHandler(listening)
    assert told == []


def test_an_answer_that_is_too_long_is_refused(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(answers, "MOST_BYTES_ANSWERED", 10)
    [error] = served.post("{ position }")["errors"]
    assert error["extensions"]["code"] == "TOO_LARGE"
