"""What a browser says of a bundle is what `leadership verify` says, of whole bundles and of those that were changed.

As many are changed as MUTATIONS says: `make bundles` takes a thousand.
"""

from __future__ import annotations

import os
from base64 import b64encode
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import cycle, islice
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any, Final
from zipfile import ZIP_BZIP2, ZIP_DEFLATED, ZIP_LZMA

import pytest
from playwright.sync_api import Browser, Page

from api.cli.check_page_command import check_page
from audit.bundles.archive import unpacked
from audit.replay import KINDS
from ledger.proofs.signing import Algorithm, SigningKey
from tests.api.pages.conftest import browser
from tests.audit.bundles.conftest import Audited, leadership
from tests.audit.bundles.mutations import Mutating, zipped
from tests.compatibility.version_1.restoring import FOLDER

__all__ = ["browser"]

MANY: Final = int(os.environ.get("MUTATIONS", "90"))
AT_ONCE: Final = 30
"""So many bundles are handed to the browser in one go."""
CODES: Final[Mapping[str, int]] = {"holds": 0, "fails": 1, "no-bundle": 3, "other-key": 4}
"""With what `leadership verify` ends, by what a browser says."""
CHECK: Final = """async (asked) => {
    const { check } = await import("./bundle_check/checking.js");
    const { keyOf } = await import("./bundle_check/note.js");
    const bytes = (text) => text && Uint8Array.from(atob(text), (each) => each.charCodeAt(0));
    const found = [];
    for (const { bundle, known: { log, witnesses, quorum, since } } of asked) {
        const known = { log: log.map(keyOf), witnesses: witnesses.map(keyOf), quorum, since: bytes(since) };
        const { verdict, steps, unchecked } = await check(bytes(bundle), known);
        found.push({ verdict, said: steps.at(-1).said, unchecked: unchecked.join(" ") });
    }
    return found;
}"""
NOT_SO: Final = "are proved; what is said of them is not so"
"""How `leadership verify` begins to tell of statements that it has judged again."""


@dataclass(frozen=True)
class Known:
    """What whoever checks knows from elsewhere."""

    log: tuple[str, ...] = ()
    witnesses: tuple[str, ...] = ()
    quorum: int = 0
    since: Path | None = None

    @property
    def options(self) -> list[object]:
        """On the command line."""
        keys = [("--key", key) for key in self.log] + [("--witness", key) for key in self.witnesses]
        kept = [("--checkpoint", self.since)] if self.since else []
        return [each for pair in (*keys, *kept, ("--quorum", self.quorum)) for each in pair]

    @property
    def in_browser(self) -> dict[str, Any]:
        """On the page."""
        since = b64encode(self.since.read_bytes()).decode() if self.since else None
        return {"log": self.log, "witnesses": self.witnesses, "quorum": self.quorum, "since": since}


Told = Mapping[str, str]


@dataclass(frozen=True)
class Look:
    """A browser that checks bundles."""

    page: Page

    def __call__(self, asked: Sequence[tuple[bytes, Known]]) -> list[Told]:
        """What it says of each, with what is known from elsewhere."""
        told = [{"bundle": b64encode(data).decode(), "known": known.in_browser} for data, known in asked]
        return [
            one for at in range(0, len(told), AT_ONCE) for one in self.page.evaluate(CHECK, told[at : at + AT_ONCE])
        ]


@pytest.fixture(scope="module")
def look(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Look]:
    """Has a browser check bundles, on the page as it is had by `leadership check-page`, served by somebody else."""
    folder = tmp_path_factory.mktemp("page")
    check_page(folder)
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=folder)) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/")
        yield Look(page)
        page.close()
        server.shutdown()


class Silent(SimpleHTTPRequestHandler):
    """A server of files that says nothing of it."""

    def log_message(self, *_: object) -> None:
        """Nothing."""


@dataclass(frozen=True)
class Bundles:
    """Bundles of today, and of the first version."""

    whole: Mapping[str, bytes]
    knowing: Mapping[str, Sequence[Known]]
    """What is known from elsewhere, by the bundle: first the keys that are right."""


@pytest.fixture(scope="module")
def bundles(audited: Audited, look: Look) -> Bundles:
    first = audited.bundle("first.zip")
    kept = audited.home / "kept"
    kept.write_bytes(unpacked(first.read_bytes())["checkpoint"])
    audited.book.write(20)
    since = audited.bundle("since.zip", "--since", kept).read_bytes()
    opened = audited.bundle("opened.zip", "--opened").read_bytes()
    old = {f"{name} of 0.1.0": (FOLDER / f"{name}.zip").read_bytes() for name in ("case", "case-opened")}
    stranger = Known((str(SigningKey(audited.key.name, Algorithm.ED25519, bytes(32)).verifier),))
    ours, keys = Known((str(audited.key),)), (FOLDER / "verifier-keys").read_text().split()
    witnesses = tuple((FOLDER / "witness-keys").read_text().split())
    of_today = (ours, Known(), stranger, Known(ours.log, since=kept), Known(quorum=1), Known(stranger.log, since=kept))
    of_before = (
        Known(tuple(keys)), Known(), stranger, Known(tuple(keys), witnesses, 1, FOLDER / "checkpoint-earlier"),
        Known((), witnesses, 2), Known(tuple(keys[:1])), Known(tuple(keys), witnesses, 1, FOLDER / "checkpoint"),
    )  # fmt: skip
    whole = {"today's": since, "today's, opened": opened, "today's first": first.read_bytes(), **old}
    return Bundles(whole, {name: of_before if name in old else of_today for name in whole})


def verified(data: bytes, known: Known, path: Path) -> tuple[int, str]:
    """What `leadership verify` says."""
    path.write_bytes(data)
    return leadership("verify", path, *known.options)


@pytest.mark.mission("M67")
def test_of_whole_bundles_both_say_the_same_whatever_is_known(bundles: Bundles, look: Look, tmp_path: Path) -> None:
    asked = [(data, known) for name, data in bundles.whole.items() for known in bundles.knowing[name]]
    told = [CODES[one["verdict"]] for one in look(asked)]
    assert told == [verified(data, known, tmp_path / "case.zip")[0] for data, known in asked]
    assert set(told) == {0, 1, 4}


@pytest.mark.mission("M67")
def test_of_changed_bundles_both_say_the_same(bundles: Bundles, look: Look, tmp_path: Path) -> None:
    files = {name: unpacked(data) for name, data in bundles.whole.items()}
    others = {"today's first": "today's", "today's": "today's first", "today's, opened": "today's first"}
    changing = [
        (name, Mutating(data, files[name], files[others.get(name, name)], Random(f"{MANY} {name}")).mutations())
        for name, data in bundles.whole.items()
    ]
    turns = islice(cycle(changing), MANY)
    known = Random(MANY)
    asked = [(next(ways), known.choice((*bundles.knowing[name], Known(), Known()))) for name, ways in turns]
    told = look([(mutation.data, knowing) for mutation, knowing in asked])
    ended = [verified(mutation.data, knowing, tmp_path / "case.zip") for mutation, knowing in asked]
    unlike = [
        f"{mutation.what}: {one['verdict']} ({one['said']}), and verify ends with {code}: {said}"
        for (mutation, _), one, (code, said) in zip(asked, told, ended, strict=True)
        if CODES.get(one["verdict"]) != code
    ]
    assert not unlike, "\n".join(unlike)
    assert {code for code, _ in ended} >= {0, 1}, "some hold all the same, as those that were packed again"


def test_statements_are_read_in_a_browser_and_judged_by_the_command_alone(
    bundles: Bundles, look: Look, tmp_path: Path
) -> None:
    """By design: a browser never says no where the command says yes, and where it says yes it says what it left."""
    data = bundles.whole["today's, opened"]
    changing = Mutating(data, unpacked(data), {}, Random(67)).mutations(statements=True)
    asked = [(mutation, Known()) for mutation in islice(changing, max(20, MANY // 5))]
    beyond = 0
    for (mutation, known), one in zip(asked, look([(each.data, known) for each, known in asked]), strict=True):
        code, said = verified(mutation.data, known, tmp_path / "case.zip")
        if CODES[one["verdict"]] != code:
            assert (one["verdict"], code, NOT_SO in said) == ("holds", 1, True), f"{mutation.what}: {one} {said}"
            assert "Whether what is opened says the same as the proved entries" in one["unchecked"]
            assert "Whether the replay says what comes out" in one["unchecked"]
            beyond += 1
    assert beyond


def test_a_time_stamp_is_not_looked_at_in_a_browser_which_says_so(bundles: Bundles, look: Look, tmp_path: Path) -> None:
    files = unpacked(bundles.whole["today's"])
    stamped = zipped({**files, "time-stamp.tsr": b"none", "time-authority.pem": b"none"})
    code, said = verified(stamped, Known(), tmp_path / "case.zip")
    assert (code, "is no time stamp of the checkpoint" in said) == (1, True)
    [told] = look([(stamped, Known())])
    assert (told["verdict"], "The time stamp: whether an authority saw" in told["unchecked"]) == ("holds", True)
    [told] = look([(bundles.whole["today's"], Known())])
    assert "time stamp" not in told["unchecked"]


def test_what_browsers_cannot_unpack_is_no_damage(bundles: Bundles, look: Look, tmp_path: Path) -> None:
    files = unpacked(bundles.whole["today's"])
    for compression, verdict in ((ZIP_DEFLATED, "holds"), (ZIP_LZMA, "cannot"), (ZIP_BZIP2, "cannot")):
        data = zipped(files, compression)
        assert verified(data, Known(), tmp_path / "case.zip")[0] == 0
        assert look([(data, Known())])[0]["verdict"] == verdict


HASHES: Final = "async (texts) => texts.map((await import('./bundle_check/sha256.js')).sha256Hex)"
DECISIONS: Final = "async () => (await import('./bundle_check/statements.js')).DECISIONS"


def test_its_hash_is_sha_256(look: Look) -> None:
    texts = ["x" * length for length in (*range(200), 10_000)]
    assert look.page.evaluate(HASHES, texts) == [sha256(text.encode()).hexdigest() for text in texts]


def test_it_knows_the_kinds_that_decide(look: Look) -> None:
    assert sorted(look.page.evaluate(DECISIONS)) == sorted(KINDS)
