"""Asking over HTTP: on one connection, which the other side may have closed, and never longer than asked for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from ledger.proofs.web import Answer, CannotBeReached, Site


class Hangs(BaseHTTPRequestHandler):
    """Says that the connection is kept, and closes it after the second answer, as servers may at any time."""

    protocol_version = "HTTP/1.1"

    def setup(self) -> None:
        super().setup()
        self.answered = 0

    def do_GET(self) -> None:
        body = f"{self.path} {self.answered}".encode()
        self.send_response(200)
        self.send_header("content-type", "text/plain; charset=utf-8")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self.answered += 1
        self.close_connection = self.answered == 2

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def url() -> Iterator[str]:
    """Where it answers."""
    with ThreadingHTTPServer(("127.0.0.1", 0), Hangs) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/prefix/"
        server.shutdown()
        thread.join()


def test_a_connection_is_kept_as_long_as_the_other_side_keeps_it(url: str) -> None:
    with Site(url) as site:
        answers = [site.ask("GET", "/a", longest=100) for _ in range(5)]
    assert [answer.body for answer in answers] == [f"/prefix/a {at}".encode() for at in (0, 1, 0, 1, 0)]
    assert answers[0] == Answer(200, "text/plain", b"/prefix/a 0")


def test_no_more_is_read_than_asked_for(url: str) -> None:
    with Site(f"{url}?of=it") as site:
        assert [site.ask("GET", "/abc", longest=7).body for _ in range(2)] == [b"/prefix"] * 2
        assert site.ask("GET", "/abc", longest=100).body == b"/prefix/abc?of=it 0"


def test_nobody_there() -> None:
    with (
        Site("http://127.0.0.1:9") as site,
        pytest.raises(CannotBeReached, match=r": Connection refused$"),
    ):
        site.ask("GET", "/", longest=1)


@pytest.mark.parametrize(
    "url", ["host/path", "ftp://host", "http://", "http://host#there", "http://host:port", "http://["]
)
def test_no_address(url: str) -> None:
    with pytest.raises(ValueError, match="is no web address: write one as in https://host/path"):
        Site(url)
