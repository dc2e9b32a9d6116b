"""`leadership audit-bundle`, `leadership verify FILE`: all that a decision rests on, checked without the ledger."""

from __future__ import annotations

import json
import random
import re
from hashlib import sha256
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from audit.bundles.archive import ArchiveBroken, packed, unpacked
from audit.bundles.checking import BundleDoesNotHold, Known, check
from audit.bundles.contents import Bundled, ContentsRefused, table_of_contents
from ledger.proofs import reading
from ledger.proofs.leaf import Leaf
from ledger.proofs.published import Published
from ledger.proofs.signing import Algorithm, SigningKey
from tests.audit.bundles.cases import NAME
from tests.audit.bundles.conftest import Audited, leadership

RANDOM_FLIPS = 400
OTHER_FLIPS = 90
EVERY_SO_MANY = 11
"""Bits from one that is flipped to the next: of each byte, each bit now and then."""


@pytest.fixture(scope="module")
def since(audited: Audited) -> Path:
    """The checkpoint that the auditor has: an earlier one."""
    audited.bundle("first.zip")
    files = unpacked((audited.home / "first.zip").read_bytes())
    path = audited.home / "checkpoint"
    path.write_bytes(files["checkpoint"])
    audited.book.write(20)
    return path


@pytest.fixture(scope="module")
def file(audited: Audited, since: Path) -> Path:
    """A bundle."""
    return audited.bundle("case.zip", "--since", since)


@pytest.fixture(scope="module")
def files(file: Path) -> dict[str, bytes]:
    """What is in it."""
    return unpacked(file.read_bytes())


@pytest.mark.mission("M67")
def test_a_bundle_holds_offline(
    audited: Audited, file: Path, since: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LEADERSHIP_DATABASE_URL", "postgresql://nobody@127.0.0.1:9/nowhere")
    monkeypatch.setenv("LEADERSHIP_KEY_FILE", str(tmp_path / "none.key"))
    code, said = leadership("verify", file, "--key", audited.key, "--checkpoint", since)
    assert code == 0, said
    assert f"The bundle of {audited.decided.case} holds." in said
    assert "Proved: 7 entries in the log of “ledger.example/book”" in said
    assert "nothing before it was removed or rewritten" in said
    assert list(tmp_path.iterdir()) == []
    code, said = leadership("verify", file)
    assert code == 0, said
    assert "The keys are those in the bundle itself" in said


@pytest.mark.mission("M67")
def test_it_holds_when_it_was_unpacked_or_packed_again(
    audited: Audited, file: Path, files: dict[str, bytes], since: Path, tmp_path: Path
) -> None:
    with ZipFile(file) as bundle:
        bundle.extractall(tmp_path / "unpacked")
    with ZipFile(tmp_path / "again.zip", "w", ZIP_DEFLATED) as again:
        for path in sorted((tmp_path / "unpacked").rglob("*"), reverse=True):
            again.write(path, path.relative_to(tmp_path))
    for other in (tmp_path / "unpacked", tmp_path / "again.zip"):
        code, said = leadership("verify", other, "--key", audited.key, "--checkpoint", since)
        assert (code, said) == leadership("verify", file, "--key", audited.key, "--checkpoint", since)
        assert code == 0, said
    proof = next(path for path in (tmp_path / "unpacked").rglob("inclusion.tlog-proof"))
    proof.write_bytes(proof.read_bytes() + b"\n")
    code, said = leadership("verify", tmp_path / "unpacked")
    assert (code, "inclusion.tlog-proof” was changed" in said, str(tmp_path / "unpacked") in said) == (1, True, True)


@pytest.mark.mission("M67")
def test_the_checkpoint_that_was_kept_may_be_the_bundles_own(
    audited: Audited, file: Path, files: dict[str, bytes], tmp_path: Path
) -> None:
    own = tmp_path / "kept"
    own.write_bytes(files["checkpoint"])
    for bundle in (file, audited.home / "first.zip"):
        own.write_bytes(unpacked(bundle.read_bytes())["checkpoint"])
        code, said = leadership("verify", bundle, "--key", audited.key, "--checkpoint", own)
        assert (code, "Its checkpoint is the one that you kept." in said) == (0, True), said
    code, said = leadership("verify", audited.home / "first.zip", "--key", audited.key, "--checkpoint", tmp_path / "no")
    assert code == 2


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"{}", b"name,unit\nAda,Tooling\n", b"a\n\n\xe2\x80\x94 b AAAA\n"]
)
def test_a_file_that_is_no_checkpoint_is_told_as_that(
    audited: Audited, file: Path, tmp_path: Path, content: bytes
) -> None:
    other = tmp_path / "other.txt"
    other.write_bytes(content)
    for asked in (
        ("verify", file, "--checkpoint", other),
        ("verify", "--ledger", "--checkpoint", other),
        ("audit-bundle", audited.decided.case, "-o", tmp_path / "case.zip", "--since", other),
    ):
        code, said = leadership(*asked)
        assert (code, f"“{other}” is no checkpoint" in said, "does not hold" in said) == (2, True, False), said
    assert not (tmp_path / "case.zip").exists()


def test_where_nothing_can_be_written_is_told_before_the_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LEADERSHIP_DATABASE_URL", "postgresql://nobody@127.0.0.1:9/nowhere")
    (tmp_path / "file").write_text("")
    for asked in (("audit-bundle", "case-1"), ("export", "entries"), ("framework", "show", "leadership")):
        for to, right in (
            (tmp_path / "none" / "file.zip", f"the folder “{tmp_path / 'none'}” is not there"),
            (tmp_path, f"“{tmp_path}” is a folder"),
            (tmp_path / "file" / "file.zip", f"the folder “{tmp_path / 'file'}” is not there"),
        ):
            code, said = leadership(*asked, "--to", to)
            assert (code, right in said) == (2, True), said


@pytest.mark.parametrize("option", ["--key", "--witness", "--time-authority"])
def test_a_file_of_keys_that_is_not_there_is_said_in_a_line(file: Path, option: str, tmp_path: Path) -> None:
    code, said = leadership("verify", file, option, tmp_path / "none.txt")
    assert (code, "none.txt" in said, "Traceback" in said) == (2, True, False), said


def test_it_holds_the_page_what_it_cites_with_corrections_and_the_edition(
    audited: Audited, files: dict[str, bytes]
) -> None:
    contents = json.loads(files["case.json"])
    kinds = {path: json.loads(data)["kind"] for path, data in files.items() if path.endswith("header.json")}
    at = {position: kinds[f"entries/{position}/header.json"] for position in contents["page"]}
    assert list(at.values()) == ["PromotionProposed", "EvidenceFiled", "FileClosed", "PromotionDeclined"]
    [cited] = contents["cited"]
    assert cited["entry"] == str(audited.decided.evidence)
    assert len(cited["positions"]) == 2, "the entry, and its correction"
    [edition] = contents["editions"]
    assert kinds[f"entries/{edition['positions'][0]}/header.json"] == "FrameworkPublished"


def test_nothing_personal_is_open_unless_asked_for(audited: Audited, file: Path) -> None:
    assert b"She leads already" not in file.read_bytes()
    opened = audited.bundle("opened.zip", "--opened")
    assert b"She leads already" in opened.read_bytes()
    assert NAME.encode() not in opened.read_bytes(), "what the case does not cite stays where it is"
    code, said = leadership("verify", opened)
    assert (code, "a statement of whoever made the bundle" in said) == (0, True)


def test_the_replay_comes_with_it(audited: Audited, file: Path) -> None:
    [told] = json.loads(unpacked(file.read_bytes())["replay.json"])
    assert told["verdict"] == "reproduced"
    assert told["decision"].startswith(f"{audited.decided.case}@")
    assert (
        f"The replay of {told['decision']} is a statement of whoever made the bundle" in leadership("verify", file)[1]
    )


def test_any_flipped_bit_is_caught(audited: Audited, file: Path) -> None:
    data = file.read_bytes()
    known = Known(log=(audited.key,))
    check(data, known)
    for bit in sorted(random.Random(67).sample(range(8 * len(data)), RANDOM_FLIPS)):
        other = flipped(data, bit)
        try:
            assert unpacked(other) == unpacked(data), "no file of it"
        except ArchiveBroken:
            with pytest.raises(ArchiveBroken):
                check(other, known)


def test_any_cut_or_addition_is_caught(file: Path) -> None:
    data = file.read_bytes()
    for other in (data[:-1], data[len(data) // 2 :], b"", data[: len(data) // 2]):
        with pytest.raises(ValueError, match=r"."):
            check(other)


@pytest.mark.parametrize("part", ["leaf.json", "header.json", "stored.json", "inclusion.tlog-proof"])
def test_any_flipped_bit_of_an_entry_is_caught_without_the_checksums(
    audited: Audited, files: dict[str, bytes], part: str
) -> None:
    """As a forger would do it, who writes new sums: all bits of an entry's files, one after the other."""
    position = json.loads(files["case.json"])["page"][1]
    name = f"entries/{position}/{part}"
    bits = range(8 * len(files[name]))
    for bit in random.Random(67).sample(bits, OTHER_FLIPS):
        forged = packed({**files, name: flipped(files[name], bit)})
        with pytest.raises(ValueError, match=r"."):
            check(forged, Known(log=(audited.key,)))


@pytest.mark.parametrize("name", ["checkpoint", "case.json", "openssl/checkpoint.txt", "since/consistency"])
def test_any_flipped_bit_of_the_rest_is_caught_without_the_checksums(
    audited: Audited, files: dict[str, bytes], name: str
) -> None:
    for bit in range(0, 8 * len(files[name]), EVERY_SO_MANY):
        forged = packed({**files, name: flipped(files[name], bit)})
        with pytest.raises(ValueError, match=r"."):
            check(forged, Known(log=(audited.key,)))


def tiles_of_bundle(files: dict[str, bytes]) -> list[str]:
    return sorted(name for name in files if name.startswith("tile/"))


def test_the_tiles_are_those_that_lead_from_the_entries_to_the_root(audited: Audited, files: dict[str, bytes]) -> None:
    assert tiles_of_bundle(files) == ["tile/0/000", "tile/0/001.p/74", "tile/1/000.p/1"]
    with Published(audited.book.url) as log:
        for name in tiles_of_bundle(files):
            assert files[name] == log.tile(name), "as the log itself serves it"


def test_any_flipped_bit_of_a_tile_is_caught_without_the_checksums(audited: Audited, files: dict[str, bytes]) -> None:
    bits = [(name, bit) for name in tiles_of_bundle(files) for bit in range(8 * len(files[name]))]
    for name, bit in random.Random(67).sample(bits, OTHER_FLIPS):
        with pytest.raises(ValueError, match=r"tile"):
            check(packed({**files, name: flipped(files[name], bit)}), Known(log=(audited.key,)))


def test_no_tile_can_be_another_one(audited: Audited, files: dict[str, bytes]) -> None:
    full, partial, above = tiles_of_bundle(files)
    without = {name: content for name, content in files.items() if not name.startswith("tile/")}
    both = {**files, "tile/0/001.p/12": files[partial][: 12 * 32]}
    for other, said in (
        (without, "“tile/0/000” is missing"),
        (both, "“tile/0/001.p/12” does not belong"),
        ({**files, "tile/entries/000.p/1": b""}, "“tile/entries/000.p/1” does not belong"),
        ({**files, "tile/1/001": files[full]}, "“tile/1/001” does not belong"),
        ({**files, full: files[full][32:] + files[full][:32]}, "is not what “tile/1/000.p/1” has a hash of"),
        ({**files, full: files[full] + files[above]}, "has 8224 bytes"),
        ({**files, above: files[partial][:32]}, "do not lead to root"),
    ):
        with pytest.raises(ValueError, match=re.escape(said)):
            check(packed(other), Known(log=(audited.key,)))


def test_nothing_can_be_left_out_or_slipped_in(audited: Audited, files: dict[str, bytes]) -> None:
    for name in files.keys() - {"replay.json"}:  # a statement of whoever made it, which anybody can make again
        with pytest.raises(ValueError, match=r"."):
            check(packed({other: content for other, content in files.items() if other != name}))
    for position in {path.split("/")[1] for path in files if path.startswith("entries/")}:
        fewer = {path: content for path, content in files.items() if not path.startswith(f"entries/{position}/")}
        with pytest.raises(ValueError, match=r"."):
            check(packed(fewer))
    with pytest.raises(ValueError, match="does not belong"):
        check(packed({**files, "more.txt": b""}))


def test_proofs_stand_at_their_own_place_under_the_one_checkpoint(
    audited: Audited, files: dict[str, bytes], since: Path
) -> None:
    assert since.exists(), "the first bundle is there"
    earlier = unpacked((audited.home / "first.zip").read_bytes())
    one, other, *_ = (f"entries/{position}/" for position in json.loads(files["case.json"])["page"])
    name = f"{one}inclusion.tlog-proof"
    with pytest.raises(BundleDoesNotHold, match="under another checkpoint"):
        check(packed({**files, name: earlier[name]}))
    swapped = {path.replace(one, "\0").replace(other, one).replace("\0", other): files[path] for path in files}
    with pytest.raises(BundleDoesNotHold, match="is another one"):
        check(packed(swapped))


def test_which_entries_belong_in_follows_from_the_entries(audited: Audited, files: dict[str, bytes]) -> None:
    entries = list(check(packed(files)).entries)
    contents = table_of_contents(audited.decided.case, entries)
    assert contents["form"] == "leadership-ledger/audit-bundle/v2"
    for entry in entries:
        correction = entry.told.supersedes is not None
        last = entry.position == contents["page"][-1]
        if correction or last:
            continue  # nothing points to what came later: who must be sure reads the log's leaves
        with pytest.raises(ContentsRefused, match=r"is not whole|not all here"):
            table_of_contents(audited.decided.case, [other for other in entries if other is not entry])
    stored = b'{"open":{}}'
    leaf = Leaf(9_999, "role-x", 1, "RoleEstablished", None, "", "", "", sha256(stored).hexdigest())
    with pytest.raises(ContentsRefused, match="entry 9999 has nothing to do"):
        table_of_contents(audited.decided.case, [*entries, Bundled(leaf, stored)])


@pytest.mark.mission("M67")
def test_what_is_known_from_elsewhere_counts(audited: Audited, file: Path, tmp_path: Path) -> None:
    witness = SigningKey.generate("witness.example", Algorithm.COSIGNATURE)
    other = tmp_path / "checkpoint"
    note, size = reading.last_checkpoint(audited.book.signer) or pytest.fail("nothing was signed")
    other.write_bytes(bytes(note).replace(f"\n{size}\n".encode(), f"\n{size - 1}\n".encode()))
    for options, said in (
        (("--witness", witness.verifier, "--quorum", 1), "0 of the witnesses cosigned this checkpoint; 1 have to"),
        (("--checkpoint", other), "is not yours"),
    ):
        code, told = leadership("verify", file, *options)
        assert (code, said in told) == (1, True), told
    code, told = leadership("verify", audited.home / "first.zip", "--checkpoint", other)
    assert (code, "ask for a bundle --since it" in told) == (1, True)


def test_for_another_history_there_is_no_bundle_nor_of_no_case(audited: Audited, since: Path, tmp_path: Path) -> None:
    other = tmp_path / "checkpoint"
    other.write_bytes(since.read_bytes().replace(b"\n31", b"\n21"))
    for case, options, ends in ((audited.decided.case, ("--since", other), 1), ("case-nobody", (), 2)):
        code, said = leadership("audit-bundle", case, "-o", tmp_path / "none.zip", *options)
        assert (code, "There is no bundle" in said) == (ends, True)
    assert not (tmp_path / "none.zip").exists()


def test_a_file_or_the_ledger() -> None:
    assert leadership("verify")[0] == 2


def flipped(data: bytes, bit: int) -> bytes:
    return data[: bit // 8] + bytes((data[bit // 8] ^ 1 << bit % 8,)) + data[bit // 8 + 1 :]
