"""Tools that are not ours accept the bundle that we made, and refuse every mutation of it."""

from __future__ import annotations

import base64
import json
import os
import random
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pytest
from platformdirs import user_cache_path

from audit.bundles.archive import unpacked
from ledger.proofs.checkpoint import Checkpoint
from ledger.proofs.note import Note
from ledger.proofs.signing import SigningKey, VerifierKey
from ledger.proofs.text import to_base64
from tests.audit.bundles.cases import decide
from tests.audit.bundles.conftest import KEY, ORIGIN, Audited, leadership
from tests.foreign.witness import foreign_witness, run
from tests.ledger.proofs.conftest import opened

GO_PACKAGES = Path("/usr/share/gocode")
HERE = Path(__file__).parent
FLIPS = 100


@dataclass(frozen=True)
class Unpacked:
    """A bundle in a folder, as an auditor has it; and what they know from elsewhere."""

    folder: Path
    zipped: Path
    log: VerifierKey
    witness: VerifierKey

    @property
    def entry(self) -> Path:
        """One of the entries, in the midst of the tree."""
        return sorted((self.folder / "entries").iterdir())[1]

    def checkpoint(self, name: str) -> Checkpoint:
        """A checkpoint of it."""
        return Checkpoint.parse(Note.parse((self.folder / name).read_bytes()).text)


@pytest.fixture(scope="module")
def bundle(
    make_database: Callable[[], str], commands: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Unpacked]:
    """A witnessed bundle with everything in it."""
    home, witness_home = tmp_path_factory.mktemp("audited"), tmp_path_factory.mktemp("w")
    key = SigningKey.generate(ORIGIN)
    (home / "log.key").write_text(key.text)
    with (
        opened(make_database()) as book,
        foreign_witness(commands, witness_home, key.verifier) as foreign,
        pytest.MonkeyPatch.context() as environment,
    ):
        for name, value in {
            "DATABASE_URL": book.url,
            "KEY": KEY,
            "KEY_FILE": home / "ledger.key",
            "SIGNING_KEY_FILE": home / "log.key",
            "LOG_ORIGIN": ORIGIN,
            "WITNESSES": f"{foreign.witness.url} {foreign.witness.key}",
        }.items():
            environment.setenv(f"LEADERSHIP_{name}", str(value))
        book.write(249)
        audited = Audited(book, decide(book.ledger), home)  # across the end of the first tile
        book.write(50)
        first = unpacked(audited.bundle("first.zip").read_bytes())
        (home / "earlier").write_bytes(first["checkpoint"])
        book.write(57)
        zipped = audited.bundle("case.zip", "--since", home / "earlier")
        folder = home / "case"
        shutil.unpack_archive(zipped, folder)
        yield Unpacked(folder, zipped, key.verifier, foreign.witness.key)


def flips(data: bytes) -> Iterator[bytes]:
    """The same with one bit turned, again and again."""
    for bit in random.Random(67).sample(range(8 * len(data)), FLIPS):
        yield data[: bit // 8] + bytes((data[bit // 8] ^ 1 << bit % 8,)) + data[bit // 8 + 1 :]


def accepts(*command: object) -> bool:
    """Whether a tool's exit code says yes."""
    return subprocess.run([str(part) for part in command], capture_output=True).returncode == 0


def tool(name: str) -> str:
    """A command that may not be there."""
    if (found := shutil.which(name)) is None:
        pytest.skip(f"{name} is not on this machine")
    return found


def test_our_own_verifier_wants_what_the_others_want(bundle: Unpacked) -> None:
    code, said = leadership("verify", bundle.zipped, "--key", bundle.log, "--witness", bundle.witness, "--quorum", 1)
    assert code == 0, said
    assert f"Cosigned by: {bundle.witness.name}." in said


def test_sha256sum(bundle: Unpacked) -> None:
    check = subprocess.run([tool("sha256sum"), "--check", "--quiet", "SHA256SUMS"], cwd=bundle.folder)
    assert check.returncode == 0


def test_od_finds_the_leaves_in_their_tiles(bundle: Unpacked) -> None:
    tool("od")
    for entry in (bundle.folder / "entries").iterdir():
        number, place = divmod(int(entry.name) - 1, 256)
        [tile] = (bundle.folder / "tile" / "0").glob(f"{number:03}.p/*" if number else "000")
        leaf = run("sh", "-c", f"(printf '\\0'; cat {entry}/leaf.json) | sha256sum")
        stored = run("od", "-A", "n", "-v", "-t", "x1", "-w32", "-j", place * 32, "-N", 32, tile)
        assert leaf.split()[0] == stored.replace(" ", "").strip()


@pytest.mark.mission("M67")
def test_sha256sum_leads_from_the_leaf_to_what_is_stored(bundle: Unpacked) -> None:
    """As the bundle's README has it: leaf, header, stored bytes; and a mark for whatever comes next on the page."""
    tool("sha256sum")
    case = json.loads((bundle.folder / "case.json").read_bytes())
    marks = {}
    for entry in sorted((bundle.folder / "entries").iterdir(), key=lambda entry: int(entry.name)):
        leaf, header = (json.loads((entry / name).read_bytes()) for name in ("leaf.json", "header.json"))
        assert run("sha256sum", entry / "header.json").split()[0] == leaf["header"]
        assert run("sha256sum", entry / "stored.json").split()[0] == header["sha256"]
        marks[int(entry.name)] = leaf["follows"], leaf["amends"], header
    for before, after in pairwise(case["page"]):
        salt = marks[before][2]["salt"]
        assert run("sh", "-c", f"printf 'follows %s' {salt} | sha256sum").split()[0] == marks[after][0]
    [cited] = case["cited"]
    salt, (_, amends, correction) = marks[cited["positions"][0]][2]["salt"], marks[cited["positions"][1]]
    assert correction["supersedes"] == 2
    assert run("sh", "-c", f"printf 'amends %s' {salt} | sha256sum").split()[0] == amends


@pytest.mark.mission("M67")
def test_proofbundle(bundle: Unpacked, commands: Path) -> None:
    leaf, proof = bundle.entry / "leaf.json", bundle.entry / "inclusion.tlog-proof"
    for entry in (bundle.folder / "entries").iterdir():
        assert accepts(
            *(commands / "proofbundle", "verify-proof", entry / "inclusion.tlog-proof"),
            *("--payload-file", entry / "leaf.json", "--log-vkey", bundle.log),
            *("--witness-vkey", bundle.witness, "--threshold", 1, "--expected-origin", ORIGIN),
        )
    said = run(commands / "python", HERE / "mutating.py", leaf, proof, bundle.log, bundle.witness, 10 * FLIPS)
    assert said == "whole True accepted 0\n"


@pytest.mark.mission("M67")
def test_aics_tlog(bundle: Unpacked, commands: Path, tmp_path: Path) -> None:
    """The checkpoint with its cosignature, and that it continues the one before."""
    aics_tlog, note = commands / "aics-tlog", tmp_path / "note"
    keys = ("--vkey-file", bundle.folder / "verifier-keys", "--witness-key", bundle.witness, "--quorum", 1)
    assert accepts(aics_tlog, "verify-checkpoint", "--note", bundle.folder / "checkpoint", *keys)
    whole = (bundle.folder / "checkpoint").read_bytes()
    for other in list(flips(whole))[:8]:
        note.write_bytes(other)
        assert not accepts(aics_tlog, "verify-checkpoint", "--note", note, *keys)
    old, new = bundle.checkpoint("since/checkpoint"), bundle.checkpoint("checkpoint")
    assert old.size < new.size
    sizes = ("--old-size", old.size, "--old-root", to_base64(old.root), "--new-size", new.size)
    consistent = (aics_tlog, "verify-consistency", *sizes, "--new-root", to_base64(new.root), "--proof")
    proof = bundle.folder / "since" / "consistency"
    assert accepts(*consistent, proof)
    for other in list(flips(proof.read_bytes()))[:8]:
        note.write_bytes(other)
        assert not accepts(*consistent, note)


def test_openssl(bundle: Unpacked, tmp_path: Path) -> None:
    openssl, other = tool("openssl"), tmp_path / "other"
    text = bundle.folder / "openssl" / "checkpoint.txt"
    [key], [signature] = text.parent.glob("*.pem"), text.parent.glob("*.sig")
    check = (openssl, "pkeyutl", "-verify", "-pubin", "-inkey", key, "-rawin")
    assert accepts(*check, "-in", text, "-sigfile", signature)
    for changed in flips(text.read_bytes()):
        other.write_bytes(changed)
        assert not accepts(*check, "-in", other, "-sigfile", signature)
    for changed in flips(signature.read_bytes()):
        other.write_bytes(changed)
        assert not accepts(*check, "-in", text, "-sigfile", other)


def test_signify(bundle: Unpacked, tmp_path: Path) -> None:
    """OpenBSD's tool, on the same key and signature in its own wrapping."""
    signify = tool("signify-openbsd")
    [signature] = (bundle.folder / "openssl").glob("*.sig")
    text, number = bundle.folder / "openssl" / "checkpoint.txt", b"ledger__"

    def wrapped(name: str, data: bytes) -> Path:
        path = tmp_path / name
        path.write_bytes(b"untrusted comment: of the log\n" + base64.b64encode(b"Ed" + number + data) + b"\n")
        return path

    public = wrapped("log.pub", bundle.log.public)
    signed = wrapped("checkpoint.sig", signature.read_bytes())
    assert accepts(signify, "-V", "-q", "-p", public, "-x", signed, "-m", text)
    for changed in flips(text.read_bytes()):
        (tmp_path / "other").write_bytes(changed)
        assert not accepts(signify, "-V", "-q", "-p", public, "-x", signed, "-m", tmp_path / "other")
    for changed in flips(signature.read_bytes()):
        other = wrapped("other.sig", changed)
        assert not accepts(signify, "-V", "-q", "-p", public, "-x", other, "-m", text)


def test_go(bundle: Unpacked) -> None:
    """The packages with which Go checks its checksum database."""
    said = go("verify.go", bundle.entry / "leaf.json", bundle.entry / "inclusion.tlog-proof", bundle.log)
    assert said.startswith("accepted 0 of "), said


def test_go_reads_the_tiles(bundle: Unpacked) -> None:
    """Every entry is found with the files of the bundle alone, every tile of it is asked for, no other one will do."""
    said = go("tiles.go", bundle.folder, bundle.log)
    entries = len(list((bundle.folder / "entries").iterdir()))
    assert re.fullmatch(rf"found {entries} entries in 3 tiles, unread 0 accepted 0 of \d{{4}} mutations\n", said), said


def go(program: str, *arguments: object) -> str:
    """What one of the programs beside this file says, with Debian's packages."""
    if not (GO_PACKAGES / "src/golang.org/x/mod/sumdb/tlog").is_dir():
        pytest.skip("Debian's golang-golang-x-mod-dev is not on this machine")
    cache = user_cache_path("leadership-ledger") / "go"
    environment = {**os.environ, "GO111MODULE": "off", "GOPATH": str(GO_PACKAGES), "GOCACHE": str(cache)}
    done = subprocess.run(
        [tool("go"), "run", HERE / program, *map(str, arguments)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout
