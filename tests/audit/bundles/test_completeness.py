"""`leadership verify BUNDLE --log …`: what somebody left out who made the bundle with the log's own keys is told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from api.bundles import case_bundle
from audit.bundles import bundling
from audit.bundles.archive import unpacked
from audit.bundles.checking import check
from audit.bundles.completeness import LogDisagrees, read_through
from audit.bundles.contents import Bundled
from audit.bundles.logs import LogUnread, log_at
from domain.amendments.corrections import CorrectEntry
from ledger.proofs.checkpoint import Checkpoint
from ledger.proofs.note import sign
from ledger.proofs.published import Published
from ledger.proofs.reading import Connection
from ledger.proofs.signing import SigningKey
from ledger.proofs.tiles import Bundle, bundled, bundles_of, unbundled
from ledger.proofs.tree import leaf_hash, root_of
from tests.api.conftest import Served
from tests.audit.bundles.cases import assessing, record
from tests.audit.bundles.conftest import ORIGIN, Audited, leadership
from tests.ledger.proofs.conftest import opened

Chosen = Callable[[Bundled], bool]


@pytest.fixture(scope="module")
def whole(audited: Audited) -> Path:
    """A bundle with everything in it."""
    return audited.bundle("whole.zip")


@pytest.fixture(scope="module")
def copy(audited: Audited, whole: Path) -> Path:
    """The log in a folder, as anybody can copy it."""
    assert whole.exists(), "its checkpoint is the last one"
    return copied(audited, audited.home / "copy")


def copied(audited: Audited, folder: Path) -> Path:
    """A copy of what the log hands out now."""
    return copied_from(audited.book.url, folder)


def copied_from(url: str, folder: Path) -> Path:
    """The same, of the log in a database."""
    with Published(url) as log:
        keep(folder, "checkpoint", log.checkpoint())
        for bundle in bundles_of(int(log.checkpoint().split(b"\n")[1])):
            keep(folder, bundle.path, log.tile(bundle.path))
    return folder


def keep(folder: Path, path: str, content: bytes) -> None:
    (folder / path).parent.mkdir(parents=True, exist_ok=True)
    (folder / path).write_bytes(content)


def without(audited: Audited, name: str, gone: Chosen) -> Path:
    """A bundle by somebody who has the log and its keys, and leaves entries out."""
    honest = bundling.entries_of

    def dishonest(connection: Connection, case: str, size: int) -> list[Bundled]:
        return [entry for entry in honest(connection, case, size) if not gone(entry)]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(bundling, "entries_of", dishonest)
        patched.setattr(case_bundle, "replays_in_json", lambda ledger, case: None)  # it would name decisions
        return audited.bundle(name)


GONE: dict[str, tuple[Chosen, str]] = {
    "the last entry of the page": (lambda entry: entry.told.kind == "PromotionDeclined", "what follows case-"),
    "the last two": (lambda entry: entry.told.kind in ("FileClosed", "PromotionDeclined"), "what follows case-"),
    "a correction of what it cites": (
        lambda entry: entry.told.supersedes is not None,
        "what corrects or retracts person-",
    ),
}


@pytest.mark.mission("M67")
@pytest.mark.parametrize("gone", GONE)
def test_what_was_left_out_is_named(audited: Audited, served: Served, copy: Path, gone: str) -> None:
    chosen, said = GONE[gone]
    bundle = without(audited, "less.zip", chosen)
    code, told = leadership("verify", bundle, "--key", audited.key)
    assert (code, "left out" in told.lower()) == (0, False), "the bundle alone does not show it"
    all_of_it = check((audited.home / "whole.zip").read_bytes()).entries
    first = min(entry.position for entry in all_of_it if chosen(entry))
    for log in (served.url, copy):
        code, told = leadership("verify", bundle, "--key", audited.key, "--log", log)
        assert code == 1, told
        assert "Left out of the bundle: 1 entr" in told
        assert f"  position {first}: {said}" in told
        assert "further ones may follow" in told
    if "correction" in gone:
        assert f"corrects or retracts {audited.decided.evidence}, recorded 20" in told


def test_a_whole_bundle_is_whole(audited: Audited, served: Served, copy: Path, whole: Path) -> None:
    size = check(whole.read_bytes()).checkpoint.size
    for log in (served.url, f"{served.url}/", copy):
        code, told = leadership("verify", whole, "--key", audited.key, "--log", log)
        assert code == 0, told
        assert "Nothing was left out" in told
        assert f"Read: {size} leaves of {log}, which lead to the root" in told
        assert "after the bundle's checkpoint" not in told


def test_what_came_after_its_checkpoint_is_told_apart(audited: Audited, tmp_path: Path) -> None:
    """Whoever takes an older checkpoint leaves nothing out that is under it, and is found out all the same."""
    bundle = audited.bundle("older.zip")
    evidence = audited.decided.evidence
    command = assessing(evidence.stream, 2)  # type: ignore[arg-type]
    record(audited.book.ledger, CorrectEntry(evidence, command, "read wrongly again"))
    audited.book.write(300)
    size = check(audited.bundle("newer.zip").read_bytes()).checkpoint.size
    log = copied(audited, tmp_path)
    code, told = leadership("verify", bundle, "--log", log)
    assert code == 0, told
    assert "Nothing was left out" in told
    assert f"Read: {size} leaves" in told
    assert "Written after the bundle's checkpoint: 1 entry.\n" in told
    assert f"what corrects or retracts {evidence}, recorded 20" in told
    assert "after the bundle" not in leadership("verify", audited.home / "newer.zip", "--log", log)[1]


def test_a_log_may_keep_full_bundles_alone(audited: Audited, whole: Path, copy: Path, tmp_path: Path) -> None:
    """Of a partial bundle nothing has to be kept once it is full."""
    checked = check(whole.read_bytes())
    audited.book.write(300)
    audited.bundle("later.zip")
    later = copied(audited, tmp_path / "later")
    for partial in (later / "tile" / "entries").glob("000.p/*"):
        partial.unlink()
    assert (later / "tile/entries/000").read_bytes() == (copy / "tile/entries/000").read_bytes()
    keep(later, "checkpoint", unpacked(whole.read_bytes())["checkpoint"])
    *_, last = bundles_of(checked.checkpoint.size)
    assert not (later / last.path).exists()
    assert (later / Bundle(last.number).path).exists()
    code, told = leadership("verify", whole, "--log", later)
    assert (code, "Nothing was left out" in told) == (0, True), told


def test_a_log_that_keeps_something_back_is_told(audited: Audited, whole: Path, tmp_path: Path) -> None:
    log, size = copied(audited, tmp_path), check(whole.read_bytes()).checkpoint.size
    kept = {path: (log / path).read_bytes() for path in ("checkpoint", "tile/entries/000")}
    marked = kept["tile/entries/000"].index(b'"follows":"') + 11
    other = kept["tile/entries/000"][:marked] + b"00000000" + kept["tile/entries/000"][marked + 8 :]
    for path, content, said, ends_with in (
        ("tile/entries/000", other, f"This does not hold: the {size} entries that", 1),
        ("tile/entries/000", kept["tile/entries/000"][:-1], "is no bundle of entries", 1),
        ("tile/entries/000", b"", "has 0 entries; there should be 256", 1),
        ("tile/entries/000", None, "has no “tile/entries/000”", 1),
        ("checkpoint", None, "has no “checkpoint”", 3),
        ("checkpoint", b"something\n", "is no checkpoint of a log", 3),
    ):
        if content is None:
            (log / path).unlink()
        else:
            keep(log, path, content)
        code, told = leadership("verify", whole, "--log", log)
        assert (code, said in told) == (ends_with, True), told
        assert "Nothing was left out" not in told
        keep(log, path, kept[path])
    assert leadership("verify", whole, "--log", log)[0] == 0


def test_a_log_that_is_shorter_is_told(audited: Audited, whole: Path, tmp_path: Path) -> None:
    assert whole.exists(), "something is signed"
    log = copied(audited, tmp_path)
    audited.book.write(3)
    code, told = leadership("verify", audited.bundle("longer.zip"), "--log", log)
    assert code == 1, told
    assert "Whether something was left out is not known" in told
    assert "it is an old copy of the log, or entries were removed from it" in told


def test_another_log_is_told(whole: Path, make_database: Callable[[], str], tmp_path: Path) -> None:
    with opened(make_database()) as book:
        book.write(400)
        book.publish()  # under the same name, with another key
        log = copied(Audited(book, None, tmp_path), tmp_path / "namesake")  # type: ignore[arg-type]
    code, told = leadership("verify", whole, "--log", log)
    assert (code, "This does not hold: the " in told, "lead to root" in told) == (1, True, True), told
    keep(log, "checkpoint", (log / "checkpoint").read_bytes().replace(ORIGIN.encode(), b"other.example/book"))
    code, told = leadership("verify", whole, "--log", log)
    assert (code, "is the log of “other.example/book”; the bundle is of “ledger.example/book”" in told) == (3, True)


@pytest.mark.parametrize(
    ("log", "said"),
    [
        ("http://127.0.0.1:9", "“http://127.0.0.1:9” cannot be reached: Connection refused"),
        ("http://[", "is no web address"),
        ("ledger.example.com", "is neither an address, as in https://ledger.example.com, nor a folder"),
    ],
)
def test_a_log_that_is_not_there_is_told(whole: Path, log: str, said: str) -> None:
    code, told = leadership("verify", whole, "--log", log)
    assert (code, said in told) == (3, True), told


def test_an_address_without_a_log_is_told(served: Served, whole: Path) -> None:
    code, told = leadership("verify", whole, "--log", f"{served.url}/graphql")
    assert (code, "has no “checkpoint”: there is no log" in told) == (3, True), told


def test_only_a_bundle_can_be_compared_with_a_log() -> None:
    assert leadership("verify", "--ledger", "--log", "somewhere")[0] == 2


def test_an_entry_cannot_hide_behind_another(audited: Audited, whole: Path, tmp_path: Path) -> None:
    """As it would where a log signs a leaf that says it is the one before."""
    holds = check(whole.read_bytes())
    with Published(audited.book.url) as published:
        leaves = [leaf for at in bundles_of(300) for leaf in unbundled(published.tile(at.path))]
    index = next(entry.leaf.index for entry in holds.entries if entry.told.stream == holds.case)
    leaves[index + 1] = leaves[index]
    signed = Checkpoint(ORIGIN, 300, root_of(list(map(leaf_hash, leaves))))
    keep(tmp_path, "checkpoint", bytes(sign(signed.text, SigningKey.generate(ORIGIN))))
    for at in bundles_of(300):
        keep(tmp_path, at.path, bundled(leaves[at.number * 256 :][: at.width]))
    with (
        log_at(str(tmp_path)) as log,
        pytest.raises(LogDisagrees, match=f"entry {index + 2} of .* is entry {index + 1}"),
    ):
        read_through(log, replace(holds, checkpoint=signed))


def test_a_folder_that_cannot_be_read_is_told(whole: Path, copy: Path) -> None:
    assert whole.exists()
    with log_at(str(copy)) as log, pytest.raises(LogUnread, match="cannot be read: Is a directory"):
        log.read("tile/entries", 1)
