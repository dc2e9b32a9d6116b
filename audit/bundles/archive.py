"""A ZIP file in exactly one form: the same files are always the same bytes, so that no bit of it can be flipped unseen.

Nothing is compressed, there are no dates and no comments, and SHA256SUMS, as sha256sum writes it, is over every file.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from hashlib import sha256
from io import BytesIO
from typing import Final
from zipfile import ZIP_STORED, ZipFile, ZipInfo

SUMS: Final = "SHA256SUMS"
NAME: Final = re.compile(r"[a-z0-9A-Z-]+([./][a-z0-9A-Z-]+)*", re.ASCII)
READABLE: Final = 0o100644 << 16
UNIX: Final = 3


class ArchiveBroken(ValueError):
    """These bytes are no bundle as it was written; the message says where."""


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
    """The files of an archive. Raises ArchiveBroken unless it is, to the bit, what packed() makes of them."""
    try:
        files = stored_files(data)
    except Exception as error:  # a broken archive makes the library raise whatever it stumbles over
        raise ArchiveBroken(f"this is no archive of a bundle, or it was damaged: {error}") from None
    listed = files.pop(SUMS, None)
    if listed != sums(files):
        raise ArchiveBroken(f"the files are not those that {SUMS} lists{first_other(listed or b'', sums(files))}")
    if packed(files) != data:
        raise ArchiveBroken("the archive itself was changed: its files are whole, what is around them is not")
    return files


def stored_files(data: bytes) -> dict[str, bytes]:
    """What is in the archive, as long as it is stored as such."""
    with ZipFile(BytesIO(data)) as archive:
        entries = archive.infolist()
        if len({entry.filename for entry in entries}) != len(entries):
            raise ValueError("two of its files have one name")
        for entry in entries:
            if entry.compress_type != ZIP_STORED or entry.file_size > len(data) or not NAME.fullmatch(entry.filename):
                raise ValueError(f"“{entry.filename}” is not stored as a bundle stores it")
        return {entry.filename: archive.read(entry) for entry in entries}


def sums(files: Mapping[str, bytes]) -> bytes:
    """The list of checksums, for `sha256sum --check`."""
    return "".join(f"{sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files)).encode()


def first_other(listed: bytes, found: bytes) -> str:
    """The first file that is not as listed, in words."""
    other = sorted(set(found.splitlines()) ^ set(listed.splitlines()), key=lambda line: line.partition(b"  ")[2])
    return (
        f": “{other[0].partition(b'  ')[2].decode(errors='replace')}” was changed, added or left out" if other else ""
    )
