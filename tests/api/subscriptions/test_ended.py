"""Streams end: with what was shown, with whoever listens, after a while, and at once where the server stops."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from api.access.callers import Scope
from api.graphql.subscriptions import streams
from api.http.patience import PatientProtocol
from api.settings import Settings
from domain.kernel.ids import PersonId
from domain.offices.stewards import NameSteward
from tests.api.conftest import KEY, Served, serving
from tests.api.subscriptions.conftest import Join
from tests.api.subscriptions.heard import CHANGED, CUT_OFF, END, listening
from tests.api.test_cli import environment, free_port

SECONDS = 6.0
"""Within which somebody is told nothing more."""


def denied(told: list[object]) -> bool:
    """Whether a stream said why it ended, and ended."""
    *_, why, end = told
    return isinstance(why, dict) and why["errors"][0]["extensions"]["code"] == "UNAUTHENTICATED" and end == END


def test_a_token_that_is_revoked_ends_its_streams(alone: Served) -> None:
    tokens = alone.app.state.services.ledger.tokens
    asks = alone.asked_by(None, Scope.READ, name="Dashboard")
    with listening(asks) as heard, listening(alone) as other:
        heard.next(), other.next()
        [token] = [one for one in tokens.listed() if one.name == "Dashboard"]
        began = time.monotonic()
        tokens.revoke(token.id)
        assert denied(heard.ends(within=SECONDS))
        assert time.monotonic() - began < SECONDS
        alone.recorded("introducePerson", name="Ada")
        assert other.next()["people"], "others go on"
    assert answer_to(asks).status_code == 401


def test_a_session_that_is_ended_ends_its_streams_and_listening_keeps_none_alive(alone: Served) -> None:
    ada = alone.recorded("introducePerson", name="Ada")["subject"]
    sessions = alone.app.state.services.ledger.sessions
    hour, name = timedelta(hours=1), alone.app.state.entrance.cookie
    ended, idle = sessions.begin(ada, hour, hour), sessions.begin(ada, hour, timedelta(seconds=3))
    here = {"origin": alone.url}
    with (
        listening(alone, {"cookie": f"{name}={ended}", **here}) as one,
        listening(alone, {"cookie": f"{name}={idle}", **here}) as another,
    ):
        one.next(), another.next()
        sessions.end(ended)
        assert denied(one.ends(within=SECONDS))
        assert denied(another.ends(within=SECONDS))


def test_whoever_is_erased_is_told_nothing_more_and_others_are_told_that(alone: Served) -> None:
    ledger = alone.app.state.services.ledger
    noor, ada = (PersonId(alone.recorded("introducePerson", name=name)["subject"]) for name in ("Noor", "Ada"))
    until = ledger.today() + timedelta(days=9)
    ledger.record(NameSteward(noor, until, effective_on=ledger.today()), by=ledger.tokens.of_the_machine().id)
    with listening(alone.asked_by(ada)) as by_ada, listening(alone.asked_by(noor)) as by_noor:
        by_ada.next(), by_noor.next()
        asked = {"person": ada, "ground": "REQUESTED", "erasedBy": noor, "effectiveOn": str(ledger.today())}
        at = alone.asked_by(noor).recorded("erasePerson", **asked)["position"]
        assert denied(by_ada.ends(within=SECONDS))
        assert ada in by_noor.until(at)["people"]


def test_a_stream_ends_after_a_while_and_whoever_comes_back_misses_nothing(
    served: Served, join: Join, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(streams, "LASTS", 1.0)
    at = served.ask("{ position }")["position"]
    with listening(served) as heard:
        assert heard.ends()[-1] == END
    ada = join("Ada")
    with listening(served, since=at) as heard:
        assert ada in heard.next()["people"]


def answer_to(asks: Served) -> httpx.Response:
    """What whoever may not listen is answered."""
    headers = {**asks.headers, "accept": "text/event-stream"}
    return httpx.post(f"{asks.url}/graphql", json={"query": CHANGED}, headers=headers)


def is_let_in(asks: Served, *, within: float = 30) -> bool:
    """Whether somebody may listen, or soon may."""
    headers = {**asks.headers, "accept": "text/event-stream"}
    end = time.monotonic() + within
    while time.monotonic() < end:
        with httpx.stream("POST", f"{asks.url}/graphql", json={"query": CHANGED}, headers=headers) as answer:
            if answer.status_code == httpx.codes.OK:
                return True
        time.sleep(0.1)
    return False


def test_nobody_has_more_streams_than_their_share(served: Served, join: Join, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(streams, "MOST_OF_ONE", 2)
    asks, other = served.asked_by(join("Ada")), served.asked_by(join("Ben"))
    with listening(asks) as first, listening(asks) as second:
        first.next(), second.next()
        refused = answer_to(asks)
        assert (refused.status_code, "retry-after" in refused.headers) == (429, True)
        with listening(other) as heard:
            heard.next()
    assert is_let_in(asks), "once the server has seen that they have gone"
    with listening(asks) as heard:
        heard.next()
    monkeypatch.setattr(streams, "MOST_OF_ALL", 0)
    assert answer_to(asks).status_code == 503


def test_two_hundred_listen_beside_a_small_question(served: Served, join: Join) -> None:
    callers = [served.asked_by(join(f"Ada {number}")) for number in range(10)]
    with ExitStack() as open_streams:
        heard = [open_streams.enter_context(listening(callers[number % 10])) for number in range(200)]
        for one in heard:
            one.next(within=30)
        took, joined = [], ""
        for number in range(10):
            joined = join(f"Ben {number}")
            began = time.monotonic()
            served.ask("query ($id: ID!) { person(id: $id) { name } }", id=joined)
            took.append(time.monotonic() - began)
        at = served.ask("{ position }")["position"]
        for one in heard:
            assert joined in one.until(at)["people"]
    assert sorted(took)[5] < 0.5, took


@pytest.fixture
def impatient(make_database: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Served]:
    """A house with the limits of what is served, that waits a second for whoever does not read."""
    monkeypatch.setattr(PatientProtocol, "read_within", 1.0)
    with serving(Settings(database_url=make_database(), key=SecretStr(KEY)), limited=True) as told:
        yield told


def test_whoever_does_not_read_is_cut_off_and_holds_nobody_up(
    impatient: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.graphql.subscriptions.subscription.HEARD_EVERY", 0.0)
    monkeypatch.setattr("api.graphql.subscriptions.event_stream.COMMENT", b":" + b" " * 400_000 + b"\n\n")
    monkeypatch.setattr("api.graphql.subscriptions.event_stream.QUIET_FOR", 0.01)
    opened = impatient.app.state.listening.streams._open
    host, port = impatient.url.removeprefix("http://").split(":")
    body = b'{"query": "subscription { changed(moving: []) { position } }"}'
    headers = (
        f"POST /graphql HTTP/1.1\r\nhost: {host}\r\naccept: text/event-stream\r\ncontent-type: application/json\r\n"
    )
    with socket.create_connection((host, int(port))) as deaf:
        deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4_096)
        deaf.sendall(f"{headers}content-length: {len(body)}\r\n\r\n".encode() + body)
        until = time.monotonic() + 60
        while not opened:
            assert time.monotonic() < until
            time.sleep(0.01)
        while opened:
            assert impatient.ask("{ position }")["position"] > 0
            assert time.monotonic() < until, "it is told on and on"
            time.sleep(0.1)


def test_ctrl_c_ends_streams_at_once(make_database: Callable[[], str], tmp_path: Path) -> None:
    port = free_port()
    told = environment(make_database(), LEADERSHIP_HOME=str(tmp_path))
    command = [sys.executable, "-u", "-c", "from api.cli.main import main; main()", "serve", "--port", str(port)]
    with subprocess.Popen(command, env=told, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as running:
        assert running.stdout is not None
        try:
            for line in running.stdout:
                if "GraphQL is served" in line:
                    break
            house = Served(f"http://127.0.0.1:{port}", httpx.Client(), "", app=None)  # type: ignore[arg-type]
            with listening(house, {}) as heard:
                heard.next()
                began = time.monotonic()
                running.send_signal(signal.SIGINT)
                assert heard.ends()[-1] in (END, CUT_OFF)
                running.wait(timeout=10)
                assert time.monotonic() - began < 5
        finally:
            running.kill()
