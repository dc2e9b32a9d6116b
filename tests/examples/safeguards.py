"""What the ledger writes of itself: how far the log of who looked went, and which data keys there were."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.safeguards.committing import DataKeysCommitted, KeyCommitment
from domain.safeguards.own_streams import own_stream
from domain.safeguards.witnessing import LooksWitnessed
from tests.examples.people import ADA
from tests.examples.streams import example

DAY: Final = date(2024, 12, 2)
WITNESSED: Final = example(own_stream(DAY), LooksWitnessed(3, "ab" * 32, effective_on=DAY))
COMMITTED: Final = example(own_stream(DAY), DataKeysCommitted((KeyCommitment(ADA, "cd" * 32),), effective_on=DAY))
