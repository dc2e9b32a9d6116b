"""What the ledger writes of itself: how far the log of who looked went, its data keys, and which figures were told."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.safeguards.committing import DataKeysCommitted, KeyCommitment
from domain.safeguards.figures_released import FiguresReleased, release_stream
from domain.safeguards.own_streams import own_stream
from domain.safeguards.witnessing import LooksWitnessed
from tests.examples.people import ADA
from tests.examples.streams import example

DAY: Final = date(2024, 12, 2)
WITNESSED: Final = example(own_stream(DAY), LooksWitnessed(3, "ab" * 32, effective_on=DAY))
COMMITTED: Final = example(own_stream(DAY), DataKeysCommitted((KeyCommitment(ADA, "cd" * 32),), effective_on=DAY))
TOLD: Final = FiguresReleased(
    figure="conversations",
    until=date(2024, 11, 30),
    known_at=1234,
    least=5,
    told='{"within_days":30,"people":14,"with_one_to_one":4,"share":0.2857142857142857,"median_days":null}',
    effective_on=DAY,
)
RELEASED: Final = example(release_stream(TOLD.figure, TOLD.until), TOLD)
