"""The files of a bundle in a ZIP archive, or in a folder: none of them can be changed, added or left out unseen.

It is written in exactly one form: nothing is compressed, there are no dates and no comments, so that the same files are
always the same bytes. What is read may have been unpacked, or packed again: SHA256SUMS, as sha256sum writes it, is over
every file, and whatever is around them says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

SUMS: Final = "SHA256SUMS"
NAME: Final = re.compile(r"[a-z0-9A-Z-]+([./][a-z0-9A-Z-]+)*", re.ASCII)
SIGNATURE: Final = b"PK"
"""What every ZIP archive begins with."""
READABLE: Final = 0o100644 << 16
UNIX: Final = 3
LARGEST: Final = 1 << 28
"""Of all files together, in bytes: a bundle is a few megabytes, and an archive may say that it is anything."""
TOO_LARGE: Final = f"its files are more than {LARGEST >> 20} MiB, and no bundle is as large"
HIDDEN: Final = (".", "__MACOSX")
"""What the names of files begin with that desktops leave behind."""


class ArchiveBroken(ValueError):
    """This is no bundle as it was written; the message says where."""


class NoBundle(ArchiveBroken):
    """This is something else altogether, or is not to be had: nothing of it can be looked at."""


def packed(files: Mapping[str, bytes]) -> bytes:
    """The archive of these files."""
    everything = {**files, SUMS: sums(files)}
    written = BytesIO()
    with ZipFile(written, "w", ZIP_STORED) as archive:
        for name in sorted(everything):
            if NAME.fullmatch(name) is None:
                raise ValueError(f"“{name}” is no name for a file of a bundle")
            info = ZipInfo(name)  # of 1980, the beginning of its time
            info.create_system, info.external_attr = UNIX, READABLE
            archive.writestr(info, everything[name])
    return written.getvalue()


def unpacked(data: bytes) -> dict[str, bytes]:
    """The files of an archive, whoever packed it. Raises ArchiveBroken unless they are all that SHA256SUMS lists.

    Raises NoBundle for what is no archive, or holds no such list.
    """
    if not data.startswith(SIGNATURE):
        raise NoBundle("this is no audit bundle: it is no ZIP archive")
    try:
        files = files_in_archive(data)
    except Exception as error:  # a broken archive makes the library raise whatever it stumbles over
        raise ArchiveBroken(f"this is no archive of a bundle, or it was damaged: {error}") from None
    return as_listed(files)


def unpacked_folder(folder: Path) -> dict[str, bytes]:
    """The files of a bundle that was unpacked into a folder. Raises ArchiveBroken as `unpacked` does."""
    files, room = dict[str, bytes](), LARGEST
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not (path.is_file() or path.is_dir()):
            raise ArchiveBroken(f"“{name}” is no file: a bundle has nothing else")
        if path.is_file() and not left_behind(name):
            room -= path.stat().st_size
            if room < 0:
                raise ArchiveBroken(TOO_LARGE)
            files[name] = path.read_bytes()
    return as_listed(files)


def files_in_archive(data: bytes) -> dict[str, bytes]:
    """What is in an archive, in whichever order and however compressed, as long as it is no more than a bundle is."""
    with ZipFile(BytesIO(data)) as archive:
        entries = [entry for entry in archive.infolist() if not entry.is_dir() and not left_behind(entry.filename)]
        if len({entry.filename for entry in entries}) != len(entries):
            raise ValueError("two of its files have one name")
        if sum(entry.file_size for entry in entries) > LARGEST:  # the library reads no more than is said there
            raise ValueError(TOO_LARGE)
        if twice := [one for one in entries if one.compress_type == ZIP_STORED and one.compress_size != one.file_size]:
            raise ValueError(f"“{twice[0].filename}” is said to have two sizes")
        return {entry.filename: archive.read(entry) for entry in entries}


def left_behind(name: str) -> bool:
    """Whether it is something that desktops leave in folders and archives, hidden from who looks at them."""
    return any(part.startswith(HIDDEN) for part in name.split("/"))


def as_listed(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """The files beside their list, be it in a folder of its own. Raises ArchiveBroken where it lists others."""
    around = {name.removesuffix(SUMS) for name in files if name == SUMS or name.endswith(f"/{SUMS}")}
    if not around:
        raise NoBundle(f"this is no audit bundle, or not a whole one: there is no {SUMS} in it")
    if len(around) != 1:
        raise ArchiveBroken(f"this is no bundle, or not a whole one: there is more than one {SUMS} in it")
    [folder] = around
    if beside := [name for name in files if not name.startswith(folder)]:
        raise ArchiveBroken(f"“{beside[0]}” lies beside the bundle, and does not belong to it")
    found = {name.removeprefix(folder): content for name, content in files.items()}
    if strange := [name for name in found if NAME.fullmatch(name) is None]:
        raise ArchiveBroken(f"“{strange[0]}” is no name for a file of a bundle")
    listed = found.pop(SUMS)
    if listed != sums(found):
        raise ArchiveBroken(f"the files are not those that {SUMS} lists{first_other(listed, sums(found))}")
    return found


def sums(files: Mapping[str, bytes]) -> bytes:
    """The list of checksums, for `sha256sum --check`."""
    return "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


def first_other(listed: bytes, found: bytes) -> str:
    """The first file that is not as listed, in words."""
    other = sorted(set(found.splitlines()) ^ set(listed.splitlines()), key=lambda line: line.partition(b"  ")[2])
    return (
        f": “{other[0].partition(b'  ')[2].decode(errors='replace')}” was changed, added or left out" if other else ""
    )
