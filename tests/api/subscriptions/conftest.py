"""People who come and move, and houses of their own for what would disturb others."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from api.settings import Settings
from tests.api.conftest import KEY, Served, serving
from tests.api.graphql.conftest import Join, join

__all__ = ["Join", "join"]


@pytest.fixture
def alone(make_database: Callable[[], str], tmp_path: Path) -> Iterator[Served]:
    """A house that nobody else writes in, where who asks is asked, and whose keys are its own."""
    key, key_file = SecretStr(KEY), tmp_path / "ledger.key"
    with serving(Settings(database_url=make_database(), key=key, key_file=key_file, sign_in="token")) as told:
        yield told
