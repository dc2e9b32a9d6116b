"""The log as others read it over HTTP: checkpoint, tiles and entries that prove each other, under keys that stay."""

from __future__ import annotations

import stat
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from pydantic import SecretStr, ValidationError

from api import services
from api.settings import Settings
from ledger.proofs.checkpoint import Checkpoint, open_checkpoint
from ledger.proofs.signing import Algorithm, SigningKey, VerifierKey
from ledger.proofs.tiles import Bundle, Tile, bundles_of, tiles_of, unbundled
from ledger.proofs.tree import leaf_hash, root_of
from tests.api.conftest import KEY, Served, serving

ORIGIN = "ledger.example/book"
SIGNER = SigningKey("signer.example", Algorithm.ED25519, bytes(range(32)))
WITNESS = SigningKey("witness.example", Algorithm.COSIGNATURE, bytes(range(32)))


def keys_of(served: Served) -> tuple[VerifierKey, ...]:
    answer = served.client.get("/verifier-keys")
    assert answer.status_code == 200
    return tuple(map(VerifierKey.parse, answer.text.splitlines()))


def checkpoint_over(served: Served, size: int) -> Checkpoint:
    """The first checkpoint over so many entries."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        answer = served.client.get("/checkpoint")
        if answer.status_code == 200:
            assert "immutable" not in answer.headers["cache-control"]
            checkpoint = open_checkpoint(answer.content, keys_of(served)).checkpoint
            if checkpoint.size >= size:
                return checkpoint
        time.sleep(0.2)
    return pytest.fail(f"nothing was signed over {size} entries")


@pytest.mark.mission("M67")
def test_the_log_can_be_read_and_checked_by_anybody(served: Served) -> None:
    position = served.recorded("joinPerson", name="Ada Okafor", unit="Tooling")["position"]
    checkpoint = checkpoint_over(served, position)
    assert checkpoint.origin.startswith("leadership-ledger.local/test_")
    hashes: list[bytes] = []
    for bundle in bundles_of(checkpoint.size):
        answer = served.client.get(f"/{bundle.path}")
        assert (answer.status_code, "immutable" in answer.headers["cache-control"]) == (200, True)
        hashes += map(leaf_hash, unbundled(answer.content))
    assert root_of(hashes) == checkpoint.root
    tiles = {tile: served.client.get(f"/{tile.path}").content for tile in tiles_of(checkpoint.size)}
    assert b"".join(content for tile, content in tiles.items() if tile.level == 0) == b"".join(hashes)


@pytest.mark.parametrize(
    "path", ["tile/0/999", "tile/entries/999", "tile/0/0", "tile/0/000.p/256", "tile/", "tile/x", "tile/entries/../0"]
)
def test_what_is_not_there_may_come(served: Served, path: str) -> None:
    answer = served.client.get(f"/{path}")
    assert (answer.status_code, answer.headers["cache-control"]) == (404, "no-store")


@pytest.mark.parametrize("path", ["/checkpoint", Tile(0, 0, 1).path, Bundle(0, 1).path, "/verifier-keys"])
def test_the_log_is_only_read(served: Served, path: str) -> None:
    assert served.client.post(path).status_code == 405


def test_before_the_first_entry_there_is_no_checkpoint(
    make_database: Callable[[], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(services, "begin", lambda ledger, by: None)  # or else there is one from the start
    settings = Settings(
        database_url=make_database(), key=SecretStr(KEY), log_origin=ORIGIN, key_file=tmp_path / "a.key"
    )
    with serving(settings) as served:
        assert served.client.get("/checkpoint").status_code == 404
        served.recorded("joinPerson", name="Ada Okafor", unit="Tooling")
        assert checkpoint_over(served, 1).origin == ORIGIN
        first = keys_of(served)
    [made] = tmp_path.glob("*.signing.key")
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    other = SigningKey.generate(ORIGIN)
    made.write_text(f"{made.read_text()}{other.text}\n")
    with serving(settings) as served:
        served.recorded("joinPerson", name="Ben Sato", unit="Paint")
        checkpoint_over(served, 4)
        assert keys_of(served) == (*first, other.verifier)
        signed = open_checkpoint(served.client.get("/checkpoint").content, keys_of(served)).signed
        assert {signature.by for signature in signed} == {*first, other.verifier}, "both sign while keys change"


def test_witnesses_are_read_from_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADERSHIP_WITNESSES", f"https://witness.example/w/ {WITNESS.verifier},\n")
    [witness] = Settings().witnesses
    assert (witness.url, witness.key) == ("https://witness.example/w", WITNESS.verifier)


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("WITNESSES", "witness.example", "is no address of a witness"),
        ("WITNESSES", f"file:///etc/passwd {WITNESS.verifier}", "is no address of a witness"),
        ("WITNESSES", f"https://w.example {SIGNER.verifier}", "is no witness"),
        ("LOG_ORIGIN", "the book", "is no name for a key"),
    ],
    ids=["no address", "no web address", "no key of a witness", "no origin"],  # keys differ from run to run
)
def test_what_cannot_be_meant_is_said(monkeypatch: pytest.MonkeyPatch, name: str, value: str, said: str) -> None:
    monkeypatch.setenv(f"LEADERSHIP_{name}", value)
    with pytest.raises(ValidationError, match=said):
        Settings()
