"""Foreign tools, installed apart; what cannot be had here is skipped."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.foreign.environment import environment


@pytest.fixture(scope="session")
def commands() -> Path:
    """The folder with the commands of the packages."""
    return environment()
