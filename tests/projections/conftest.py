"""Read models over a ledger of the module's own, and ways of asking them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar
from zoneinfo import ZoneInfo

import psycopg
import pytest

from ledger import AsOf, Ledger
from ledger.storage.connections import in_role, roles_of
from ledger.storage.migrations import migrate
from projections.engine.following import Follower
from projections.engine.reading import NOW, Reading, ReadModels
from projections.engine.seeing import EVERYTHING
from projections.registry import READ_MODELS
from projections.registry import migrate as migrate_read_models
from tests.projections.streams_written import Streams

T = TypeVar("T")
Ask = Callable[..., T]
ZURICH = ZoneInfo("Europe/Zurich")


@pytest.fixture(scope="module")
def url(database_url: str) -> str:
    """A migrated database with empty read models."""
    migrate(database_url, migrate_read_models)
    return database_url


@pytest.fixture(scope="module")
def streams(url: str, ledger: Ledger) -> Streams:
    """Streams of the ledger to write on."""
    return Streams(url, ledger)


@pytest.fixture
def follow(url: str, ledger: Ledger) -> Callable[..., int]:
    """Follows everything written (or everything up to a position) before returning; the position."""

    def follow(until: int = 2**62) -> int:
        with psycopg.connect(in_role(url, roles_of(url).projector), autocommit=True) as connection:
            follower = Follower(connection, READ_MODELS, ledger.form)
            follower.find_bookmark()
            while follower.go_on(until):
                pass
            return follower.position

    return follow


@pytest.fixture
def ask(url: str, ledger: Ledger) -> Callable[..., object]:
    """Asks a question as of a moment, on a loop of its own."""

    def ask(question: Callable[[Reading], Awaitable[T]], as_of: AsOf = NOW) -> T:
        async def asked() -> T:
            async with (
                ReadModels(url, ledger.form, ZURICH) as read_models,
                read_models.reading(as_of, seeing=EVERYTHING) as reading,
            ):
                return await question(reading)

        return asyncio.run(asked())

    return ask
