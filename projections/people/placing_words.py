"""The words by which people are placed, as functions and levels: which there are, and which there are not."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from projections.engine.reading import Reading

Placing = Literal["function", "level"]
"""What somebody's place is told in, beside their unit."""


async def not_placing(reading: Reading, placing: Placing, words: Sequence[str]) -> list[str]:
    """Those of these words with which nobody was ever placed, as far as was known; quick where there are none."""
    rows = await reading.rows(
        "SELECT word FROM unnest(%(words)s::text[]) WITH ORDINALITY AS asked (word, place)"
        " WHERE NOT EXISTS (SELECT FROM read_models.placements fact"
        f" WHERE fact.{placing} = asked.word AND fact.position <= %(position)s) ORDER BY place",
        {"words": list(words)},
    )
    return [word for (word,) in rows]


async def placing_words(reading: Reading, placing: Placing) -> list[str]:
    """All words with which anybody was placed, as far as was known, in the order of the alphabet."""
    rows = await reading.rows(
        f"SELECT DISTINCT {placing} FROM read_models.placements fact"
        f" WHERE {placing} IS NOT NULL AND fact.position <= %(position)s ORDER BY 1"
    )
    return [word for (word,) in rows]
