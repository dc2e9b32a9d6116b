"""What the tests of questions and commands begin with: an edition to judge under, and people."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from domain.frameworks.default_pack import DEFAULT_EDITION
from domain.kernel.ids import PersonId
from domain.offices.stewards import NameSteward, stewards_from
from tests.api.conftest import Served

Join = Callable[..., str]


@pytest.fixture
def join(served: Served) -> Join:
    """Lets somebody join; returns their id."""

    def join(name: str = "Ada Okafor", unit: str = "Tooling", effectiveOn: str = "2020-03-02", **more: Any) -> str:  # noqa: N803
        subject: str = served.recorded("joinPerson", name=name, unit=unit, effectiveOn=effectiveOn, **more)["subject"]
        return subject

    return join


@pytest.fixture
def steward(served: Served, join: Join) -> PersonId:
    """The house's steward."""
    ledger = served.app.state.services.ledger
    standing = stewards_from(ledger.today(), ledger.book())
    if not standing:
        person = PersonId(join("The steward"))
        until = ledger.today() + timedelta(days=300)
        ledger.record(NameSteward(person, until, effective_on=ledger.today()), by=ledger.tokens.of_the_machine().id)
        return person
    return standing[0]


@pytest.fixture
def unit() -> str:
    """A unit that no other test uses."""
    return f"Unit {uuid4().hex[:6]}"


@pytest.fixture
def edition(editions: str) -> dict[str, Any]:
    """The default pack's first edition; what names it in an input."""
    return {"framework": editions, "edition": DEFAULT_EDITION.number}
