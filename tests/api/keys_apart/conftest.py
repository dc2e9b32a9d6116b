"""Houses whose keys have a database of their own, on the server of all tests."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.api.keys_apart.house import House
from tests.databases import drop_from, make_on


@pytest.fixture(scope="module")
def empty(server_url: str) -> Iterator[Callable[[], str]]:
    """Makes empty databases; all are dropped in the end, with their roles."""
    made: list[str] = []

    def make() -> str:
        made.append(make_on(server_url))
        return made[-1]

    yield make
    drop_from(server_url, reversed(made))  # a copy holds what belongs to the roles of what it was copied from


@pytest.fixture
def new_house(empty: Callable[[], str], tmp_path: Path) -> Callable[..., House]:
    """Makes houses that share a key, so that nothing but the databases tells them apart."""

    def make(*, apart: bool = True) -> House:
        return House(empty(), empty() if apart else None, tmp_path / "home")

    return make


@pytest.fixture
def house(new_house: Callable[..., House]) -> House:
    return new_house()
