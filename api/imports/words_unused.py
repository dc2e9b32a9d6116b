"""Some words of the columns of which nothing is taken: whoever imports sees whether they tell something."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import islice
from typing import Final

from api.imports.columns import NOT_ASKED_FOR
from api.imports.rows import Rows

SHOWN: Final = 3
FEW: Final = 12
"""A column with more different words than these tells of each row something else."""
LONGEST: Final = 40
"""Characters of a word."""
LOOKED_THROUGH: Final = 1_000
"""Rows."""


def words_unused(rows: Rows) -> Mapping[int, list[str]]:
    """By the place of a column that nobody asks for, the first of its words; nothing where it has many, or none."""
    words: dict[int, dict[str, None]] = {one.place: {} for one in rows.columns if one.why == NOT_ASKED_FOR}
    for _, cells in islice(rows.table.rows(), LOOKED_THROUGH) if words else ():
        for place in tuple(words):
            cell = cells[place] if place < len(cells) else ""
            if len(cell) <= LONGEST and any(map(str.isalpha, cell)):
                words[place].setdefault(cell)
            if len(words[place]) > FEW:
                del words[place]
    return {place: list(found)[:SHOWN] for place, found in words.items() if found}
