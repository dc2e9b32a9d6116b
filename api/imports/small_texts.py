"""Files of a page or a few, as packs and maps of levels are: read as text, where they are no longer than that."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from api.imports.problems import about_the_file

LONGEST: Final = 1_000_000
"""Of how many bytes such a file may be: the packs that ship have less than a twentieth of that."""


def small_text(path: Path) -> str:
    """The text of such a file. Raises CannotBeRead where it is longer, or no text in UTF-8."""
    with path.open("rb") as file:
        held = file.read(LONGEST + 1)
    if len(held) > LONGEST:
        raise about_the_file(f"“{path.name}” cannot be read: it is longer than {LONGEST:,} bytes, so give another file")
    try:
        return held.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise about_the_file(f"“{path.name}” cannot be read: it is no text in UTF-8, so save it as UTF-8") from None
