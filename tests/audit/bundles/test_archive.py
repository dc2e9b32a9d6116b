"""The archive has one form: whatever is changed of it, be it one bit that no tool would look at, is told."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from audit.bundles.archive import SUMS, ArchiveBroken, packed, unpacked

FILES = {"README.txt": b"Read me.\n", "entries/7/leaf.json": b"{}", "empty": b""}


def test_the_same_files_are_the_same_bytes() -> None:
    assert unpacked(packed(FILES)) == FILES
    assert packed(dict(reversed(FILES.items()))) == packed(FILES)
    with ZipFile(BytesIO(packed(FILES))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted((*FILES, SUMS))


def test_every_single_bit_counts() -> None:
    data = packed(FILES)
    for bit in range(8 * len(data)):
        flipped = data[: bit // 8] + bytes((data[bit // 8] ^ 1 << bit % 8,)) + data[bit // 8 + 1 :]
        with pytest.raises(ArchiveBroken):
            unpacked(flipped)


def test_every_cut_counts() -> None:
    data = packed(FILES)
    for length in range(len(data)):
        with pytest.raises(ArchiveBroken):
            unpacked(data[:length])


def test_a_file_that_was_changed_is_named() -> None:
    data = packed(FILES).replace(b"Read me.", b"Fead me.")
    with pytest.raises(ArchiveBroken, match="Bad CRC"):
        unpacked(data)
    written = BytesIO()
    with ZipFile(written, "w") as archive:
        for name, content in {**FILES, SUMS: dict_of(packed(FILES))[SUMS]}.items():
            archive.writestr(name, content or b"more")
    with pytest.raises(ArchiveBroken, match="“empty” was changed"):
        unpacked(written.getvalue())


@pytest.mark.parametrize("name", ["../up", "/root", "a//b", "a b", "ä", "a/"])
def test_names_stay_within_the_folder(name: str) -> None:
    with pytest.raises(ValueError, match="is no name for a file"):
        packed({name: b""})


def test_nothing_is_unpacked_that_could_grow() -> None:
    written = BytesIO()
    with ZipFile(written, "w", ZIP_DEFLATED) as archive:
        archive.writestr("large", b"\0" * 1_000_000)
    with pytest.raises(ArchiveBroken, match="“large” is not stored as a bundle stores it"):
        unpacked(written.getvalue())


def dict_of(data: bytes) -> dict[str, bytes]:
    with ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
