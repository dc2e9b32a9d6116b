"""People's names as files write them: “Ash, Robin (On Leave)”, “CN=Robin Ash,OU=Mill”, and words for nobody."""

from __future__ import annotations

import re
from typing import Final

from api.imports.alike_ids import loosened, without_point
from api.imports.statuses import without_status
from api.imports.words import FILE_WORDS, squeezed

COMMA: Final = re.compile(r"(?P<family>[^,、]+)[,、]\s*(?P<given>[^,、]+)")
AFTER_A_NAME: Final = frozenset(
    ("jr", "sr", "i", "ii", "iii", "iv", "phd", "md", "mba", "cpa", "esq", "dr", "prof", "msc", "bsc", "ma", "ba")
)
"""What stands behind a comma in a name, and is no given name."""
DIRECTORY_NAME: Final = re.compile(r"CN=(?P<name>(?:\\.|[^,\\])+)(?:,.*)?", re.IGNORECASE)
"""People as directories name them."""
NOBODY: Final = frozenset(map(squeezed, FILE_WORDS["blank"]["managers"]))


def name_said(cell: str) -> str:
    """A name in the order in which it is spoken, without a status behind it: “Ash, Robin (Terminated)” is Robin Ash."""
    name, _ = without_status(from_directory(cell))
    found = COMMA.fullmatch(name) if "," in name or "、" in name else None
    if found is None or squeezed(found["given"]) in AFTER_A_NAME:
        return name
    return f"{found['given'].strip()} {found['family'].strip()}"


def manager_said(cell: str) -> str:
    """What names a manager, without what does not; nothing where the cell says that there is none, as NO_MANAGER."""
    named, _ = without_status(from_directory(cell))
    return "" if loosened(squeezed(named)) in NOBODY else without_point(named)


def from_directory(cell: str) -> str:
    """The name in a distinguished name; anything else as it is."""
    found = DIRECTORY_NAME.fullmatch(cell)
    return re.sub(r"\\(.)", r"\1", found["name"]) if found else cell


def shares_a_word(one: str, other: str) -> bool:
    """Whether two names have a word in common, as they have where somebody took another family name."""
    return bool(set(map(squeezed, one.split())) & set(map(squeezed, other.split())))
