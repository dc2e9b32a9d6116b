"""No file of a bundle is changed, added or left out unseen, whoever packed it; and it is written in one form."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_LZMA, ZIP_STORED, ZipFile

import pytest

from audit.bundles import archive
from audit.bundles.archive import SUMS, ArchiveBroken, packed, unpacked, unpacked_folder

FILES = {"README.txt": b"Read me.\n", "entries/7/leaf.json": b"{}", "empty": b""}


def test_the_same_files_are_the_same_bytes() -> None:
    assert unpacked(packed(FILES)) == FILES
    assert packed(dict(reversed(FILES.items()))) == packed(FILES)
    with ZipFile(BytesIO(packed(FILES))) as zip_file:
        assert zip_file.testzip() is None
        assert zip_file.namelist() == sorted((*FILES, SUMS))


def test_whatever_bit_is_flipped_the_files_are_the_same_or_none() -> None:
    data, refused = packed(FILES), 0
    for bit in range(8 * len(data)):
        flipped = data[: bit // 8] + bytes((data[bit // 8] ^ 1 << bit % 8,)) + data[bit // 8 + 1 :]
        try:
            assert unpacked(flipped) == FILES
        except ArchiveBroken:
            refused += 1
    assert refused > 8 * sum(map(len, FILES.values())), "every bit of a file, and most of what is around them"


def test_every_cut_counts() -> None:
    data = packed(FILES)
    for length in range(len(data)):
        with pytest.raises(ArchiveBroken):
            unpacked(data[:length])


def everything() -> dict[str, bytes]:
    return dict_of(packed(FILES))


def zipped(files: Mapping[str, bytes], compression: int = ZIP_DEFLATED, *folders: str) -> bytes:
    written = BytesIO()
    with ZipFile(written, "w", compression) as zip_file:
        for folder in folders:
            zip_file.mkdir(folder)
        for name, content in files.items():
            zip_file.writestr(name, content)
    return written.getvalue()


class Pipe(BytesIO):
    """Nobody can go back in it, so that sizes and sums come after the data."""

    def seekable(self) -> bool:
        return False

    def seek(self, *_: object) -> int:
        raise OSError("this is a pipe")


def streamed(files: Mapping[str, bytes]) -> bytes:
    written = Pipe()
    with ZipFile(written, "w", ZIP_DEFLATED) as zip_file:
        for name, content in files.items():
            zip_file.writestr(name, content)
    return written.getvalue()


@pytest.mark.parametrize(
    "again",
    [
        zipped,
        lambda files: zipped(files, ZIP_LZMA),
        lambda files: zipped(dict(reversed(files.items())), ZIP_STORED),
        lambda files: zipped(files, ZIP_DEFLATED, "entries", "entries/7"),
        lambda files: zipped({f"case/{name}": content for name, content in files.items()}, ZIP_DEFLATED, "case"),
        lambda files: zipped({**files, "__MACOSX/._README.txt": b"Mac", "entries/.DS_Store": b"Mac"}),
        streamed,
    ],
    ids=["deflated", "another compression", "another order", "with folders", "in a folder", "by a desktop", "streamed"],
)
def test_it_may_have_been_packed_again(again: Callable[[Mapping[str, bytes]], bytes], tmp_path: Path) -> None:
    data = again(everything())
    assert data != packed(FILES)
    assert unpacked(data) == FILES
    with ZipFile(BytesIO(data)) as zip_file:
        zip_file.extractall(tmp_path)
    assert unpacked_folder(tmp_path) == FILES


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"empty": b"more"}, "“empty” was changed, added or left out"),
        ({"more": b""}, "“more” was changed, added or left out"),
        ({"empty": None}, "“empty” was changed, added or left out"),
        ({SUMS: None}, f"there is no {SUMS}"),
        ({f"again/{SUMS}": b""}, "there is more than one"),
        ({"a b": b""}, "“a b” is no name"),
    ],
)
def test_neither_packed_again_nor_unpacked_is_anything_else_taken(
    change: dict[str, bytes | None], said: str, tmp_path: Path
) -> None:
    files = {name: content for name, content in (everything() | change).items() if content is not None}
    for name, content in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(content)
    with pytest.raises(ArchiveBroken, match=said):
        unpacked(zipped(files))
    with pytest.raises(ArchiveBroken, match=said):
        unpacked_folder(tmp_path)


def test_what_lies_beside_a_bundle_in_its_folder_is_told() -> None:
    with pytest.raises(ArchiveBroken, match=r"“letter\.txt” lies beside the bundle"):
        unpacked(zipped({"letter.txt": b"", **{f"case/{name}": content for name, content in everything().items()}}))


def test_no_link_leads_out_of_a_folder(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "README.txt").symlink_to(tmp_path)
    with pytest.raises(ArchiveBroken, match=r"“README\.txt” is no file"):
        unpacked_folder(tmp_path / "folder")


def test_a_file_that_was_changed_is_named() -> None:
    data = packed(FILES).replace(b"Read me.", b"Fead me.")
    with pytest.raises(ArchiveBroken, match="Bad CRC"):
        unpacked(data)
    written = BytesIO()
    with ZipFile(written, "w") as zip_file:
        for name, content in {**FILES, SUMS: dict_of(packed(FILES))[SUMS]}.items():
            zip_file.writestr(name, content or b"more")
    with pytest.raises(ArchiveBroken, match="“empty” was changed"):
        unpacked(written.getvalue())


@pytest.mark.parametrize("name", ["../up", "/root", "a//b", "a b", "ä", "a/"])
def test_names_stay_within_the_folder(name: str) -> None:
    with pytest.raises(ValueError, match="is no name for a file"):
        packed({name: b""})


def test_nothing_is_unpacked_that_grows_beyond_a_bundle(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(archive, "LARGEST", 1_000_000)
    data = zipped({"large": b"\0" * 1_000_001})
    assert len(data) < 10_000
    with pytest.raises(ArchiveBroken, match="no bundle is as large"):
        unpacked(data)
    less = data.replace((1_000_001).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    with pytest.raises(ArchiveBroken, match="damaged"):
        unpacked(less)
    (tmp_path / "large").write_bytes(b"\0" * 1_000_001)
    with pytest.raises(ArchiveBroken, match="no bundle is as large"):
        unpacked_folder(tmp_path)


def dict_of(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as zip_file:
        return {name: zip_file.read(name) for name in zip_file.namelist()}
