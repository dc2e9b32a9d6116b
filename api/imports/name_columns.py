"""Columns that hold names, whole or in parts, whatever their heading says."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from api.imports.column_contents import cells_of, says_part

OTHER_PART: Final[Mapping[str, str]] = {"given_name": "family_name", "family_name": "given_name"}


def as_part_of_a_name(
    taken: Mapping[int, tuple[str, str]], sample: Sequence[Sequence[str]]
) -> dict[int, tuple[str, str]]:
    """The column of names as that of given or family names, where the other part has a column and is none of them."""
    places = {field: place for place, (field, why) in taken.items() if field != "name" or why != "as you said"}
    parts = [part for part in OTHER_PART if part in places]
    if "name" not in places or len(parts) != 1:
        return {}
    pairs = zip(cells_of(places["name"], sample), cells_of(places[parts[0]], sample), strict=False)
    both = [(name, part) for name, part in pairs if name and part]
    if 2 * sum(says_part(name, part) for name, part in both) >= len(both):
        return {}
    return {places["name"]: (OTHER_PART[parts[0]], "as it is not the whole name")}


def as_whole_names(taken: Mapping[int, tuple[str, str]], sample: Sequence[Sequence[str]]) -> dict[int, tuple[str, str]]:
    """The column of family names as that of whole names, where no other column says a part, and most cells say two."""
    places = {field: place for place, (field, why) in taken.items() if why != "as you said"}
    if "family_name" not in places or not {"name", "given_name"}.isdisjoint(field for field, _ in taken.values()):
        return {}
    filled = [cell for cell in cells_of(places["family_name"], sample) if cell]
    whole = sum("," in cell or len(cell.split()) > 1 for cell in filled)
    return {places["family_name"]: ("name", "as it holds whole names")} if 2 * whole > len(filled) else {}
