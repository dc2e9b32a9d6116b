"""A real PostgreSQL for every test that needs one; whoever tests the language alone waits for nothing of it."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Generator, Iterator
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from ledger import Ledger
    from tests.scheduling import ByModule

RARELY = (10_000, 10, 10)
"""After how many new objects, and how many such looks, the memory is looked through for what nobody holds."""


NO_DEADLINE = settings(deadline=None)  # another process may be busy
settings.register_profile("house", NO_DEADLINE, derandomize=True)  # what holds once holds until something is changed
settings.register_profile("anew", NO_DEADLINE, print_blob=True)
settings.load_profile("house")


def pytest_configure() -> None:
    """Let processes that tests start keep what they have compiled: else each of them compiles the whole house."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByModule:
    """Where several processes test, whole modules go to each.

    Those of xdist's own would: with pytest 9.2 its groups are lost in silence (pytest-dev/pytest-xdist#1386).
    """
    from tests.scheduling import ByModule  # noqa: PLC0415  where it is not installed, nobody asks

    return ByModule(config, log)


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Generator[None, object, object]:
    """What is there once all tests are found stays to the end: nothing of it is looked through for what may go.

    To look through it again and again takes a tenth of the time of all tests.
    """
    gc.disable()
    try:
        return (yield)
    finally:
        gc.collect()
        gc.freeze()
        gc.set_threshold(*RARELY)
        gc.enable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the demo, which takes longest, and with what looks at the whole house: so nobody waits at the end."""
    items.sort(key=lambda item: (not item.nodeid.startswith("tests/demo/"), item.nodeid.count("/")))


@pytest.fixture(scope="session")
def server_url() -> Iterator[str]:
    """A server on which databases may be made and dropped; shared by all test processes, kept between runs."""
    from tests.databases import served  # noqa: PLC0415  half a second that tests of the language do not need

    with served() as url:
        yield url


@pytest.fixture(scope="session")
def make_database(server_url: str) -> Iterator[Callable[[], str]]:
    """Makes an empty, migrated database and returns its URL; all are dropped in the end, with their roles."""
    from ledger.storage.migrations import migrate  # noqa: PLC0415  as for server_url
    from tests.databases import drop_from, make_on  # noqa: PLC0415

    made: list[str] = []

    def make() -> str:
        made.append(make_on(server_url))
        migrate(made[-1])
        return made[-1]

    yield make
    drop_from(server_url, made)


@pytest.fixture(scope="module")
def database_url(make_database: Callable[[], str]) -> str:
    """A database for the tests of one module, of an organisation that has its units."""
    from tests.units import establish_units_in  # noqa: PLC0415  as for server_url

    return establish_units_in(make_database())


@pytest.fixture(scope="module")
def ledger(database_url: str) -> Iterator[Ledger]:
    """The ledger in that database."""
    from ledger import Ledger  # noqa: PLC0415  as for server_url
    from tests.databases import WRAPPING  # noqa: PLC0415

    ledger = Ledger.open(database_url, WRAPPING)
    yield ledger
    ledger.close()
