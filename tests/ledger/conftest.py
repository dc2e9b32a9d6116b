"""Further ledgers on the same book."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from ledger import Ledger
from tests.databases import WRAPPING
from tests.ledger.reads_and_conflicts import WatchedLedger


@pytest.fixture
def another_ledger(database_url: str) -> Iterator[Callable[[], Ledger]]:
    """Opens the book once more, as another process would."""
    opened: list[Ledger] = []

    def open_ledger() -> Ledger:
        opened.append(Ledger.open(database_url, WRAPPING))
        return opened[-1]

    yield open_ledger
    for ledger in opened:
        ledger.close()


@pytest.fixture
def watched(database_url: str) -> Iterator[WatchedLedger]:
    """The book, with its appends in view."""
    ledger = WatchedLedger.open(database_url, WRAPPING)
    yield ledger
    ledger.close()
