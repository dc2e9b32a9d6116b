"""What a witness may answer: a cosignature counts only if it is by its own key and over this checkpoint."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from ledger.proofs.checkpoint import Checkpoint
from ledger.proofs.note import Note, sign
from ledger.proofs.signing import Algorithm, SigningKey
from ledger.proofs.witness import TREE_SIZE, Witness, WitnessKnows, WitnessRefuses, WitnessSilent
from tests.ledger.proofs.conftest import KEY

WITNESS = SigningKey("witness.example", Algorithm.COSIGNATURE, bytes(range(32)))
OTHER = SigningKey("other.example", Algorithm.COSIGNATURE, bytes(range(1, 33)))
NOTE = sign(Checkpoint(KEY.name, 3, bytes(32)).text, KEY)
LINE = WITNESS.sign(NOTE.text, at=1_700_000_000).line


@contextmanager
def answering(status: int, body: str, kind: str = "text/plain") -> Iterator[tuple[Witness, list[bytes]]]:
    """Somebody at a witness's address who always says the same; and what they were sent."""
    asked: list[bytes] = []

    class Answer(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked.append(f"{self.path}\n".encode() + self.rfile.read(int(self.headers["content-length"])))
            self.send_response(status)
            self.send_header("content-type", kind)
            self.end_headers()
            self.wfile.write(body.encode())

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield Witness.parse(f"http://127.0.0.1:{server.server_port}/w/ {WITNESS.verifier}"), asked
        server.shutdown()
        thread.join()


def test_it_is_asked_as_the_specification_says() -> None:
    with answering(200, LINE) as (witness, asked):
        [signature] = witness.cosign(2, (b"\1" * 32, b"\2" * 32), NOTE)
    assert signature.line == LINE
    hashes = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=\nAgICAgICAgICAgICAgICAgICAgICAgICAgICAgICAgI="
    assert asked == [f"/w/add-checkpoint\nold 2\n{hashes}\n\n".encode() + bytes(NOTE)]


def test_lines_of_others_are_left_out() -> None:
    with answering(200, OTHER.sign(NOTE.text, at=1).line + LINE) as (witness, _):
        assert [signature.line for signature in witness.cosign(0, (), NOTE)] == [LINE]


@pytest.mark.parametrize(
    "body",
    [
        WITNESS.sign(NOTE.text.replace("3", "4"), at=1).line,
        LINE[:-10] + "AAAAAAAA=\n",
        OTHER.sign(NOTE.text, at=1).line,
        "",
        "thank you\n",
    ],
)
def test_a_cosignature_that_does_not_hold_is_none(body: str) -> None:
    with answering(200, body) as (witness, _), pytest.raises(WitnessSilent, match="cannot be read"):
        witness.cosign(0, (), NOTE)


@pytest.mark.parametrize(
    ("status", "body", "kind", "what"),
    [
        (409, "7\n", TREE_SIZE, WitnessKnows),
        (409, "07\n", TREE_SIZE, WitnessSilent),
        (409, "conflict\n", "text/plain", WitnessRefuses),
        (422, "no\n", "text/plain", WitnessRefuses),
        (403, "no\n", "text/plain", WitnessRefuses),
        (404, "who?\n", "text/plain", WitnessSilent),
        (503, "", "text/plain", WitnessSilent),
        (302, "", "text/plain", WitnessSilent),
    ],
)
def test_other_answers(status: int, body: str, kind: str, what: type[Exception]) -> None:
    with answering(status, body, kind) as (witness, _), pytest.raises(what):
        witness.cosign(0, (), NOTE)


def test_nobody_there() -> None:
    with pytest.raises(WitnessSilent, match="cannot be reached"):
        Witness.parse(f"http://127.0.0.1:9 {WITNESS.verifier}").cosign(0, (), Note.parse(bytes(NOTE)))
