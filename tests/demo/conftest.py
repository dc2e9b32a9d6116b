"""The demo, seeded once for all tests of it, and served."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import closing

import pytest
from pydantic import SecretStr

from api.settings import Settings
from demo import script, seed
from demo.seeding import SEED, Script
from ledger import Ledger, Wrapping
from tests.api.conftest import ADDRESS, KEY, Served, serving
from tests.demo.history import History
from tests.demo.seeded import TODAY, Demo


@pytest.fixture(scope="session")
def as_told() -> Script:
    """The demo before it is asked of a ledger."""
    return script(SEED, TODAY)


@pytest.fixture(scope="session")
def demo(make_database: Callable[[], str]) -> Iterator[Demo]:
    url = make_database()
    heard: list[tuple[int, int]] = []
    with closing(Ledger.open(url, Wrapping(bytes.fromhex(KEY)))) as ledger:
        seeded = seed(ledger, lambda done, of: heard.append((done, of)), today=TODAY)
        yield Demo(ledger, seeded, url, heard)


@pytest.fixture(scope="session")
def history_of_today(demo: Demo) -> History:
    """What the demo's ledger says, entry by entry."""
    return History(list(demo.ledger.entries()), demo.seeded.opens_on, TODAY)


@pytest.fixture(scope="session")
def history(history_of_today: History) -> History:
    """What the demo's ledger says; a module may ask it of other days, too."""
    return history_of_today


@pytest.fixture(scope="session")
def served(demo: Demo) -> Iterator[Served]:
    """The demo, served; the read models have followed it to its end."""
    with serving(Settings(database_url=demo.database_url, key=SecretStr(KEY), address=ADDRESS)) as house:
        until = time.monotonic() + 60
        while house.ask("{ position }")["position"] < demo.seeded.entries:
            assert time.monotonic() < until, "the read models do not come to the end"
            time.sleep(0.1)
        yield house
