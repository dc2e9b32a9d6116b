"""Some of the hostile requests that `python -m benchmarks hostile` sends by the thousand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from pydantic import SecretStr

from api.access.callers import Scope
from api.settings import Settings
from tests.api.conftest import KEY, Served, serving
from tests.api.hostile import Sent, hostile, objection

KNOWN = ("person-0198c0de-7e57-7000-8000-00000000beef", "organisation", "role-0198c0de-7e57-7000-8000-00000000beef")


@pytest.fixture(scope="module")
def house(make_database: Callable[[], str]) -> Iterator[Served]:
    """A house that may be spoiled."""
    given = Settings(database_url=make_database(), key=SecretStr(KEY), time_zone=ZoneInfo("Europe/Berlin"))
    with serving(given) as served:
        yield served


@settings(max_examples=20, suppress_health_check=list(HealthCheck))
@given(sent=hostile(KNOWN))
def test_nothing_that_is_sent_is_answered_with_a_fault_of_ours(house: Served, sent: Sent) -> None:
    for shown in (house.headers, {"authorization": ""}):
        assert objection(house.client, sent, {**house.client.headers, **shown}) is None, sent


def test_a_fault_of_ours_would_be_seen(house: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise KeyError("read_models.placements")

    asked = Sent("POST", "/graphql", {"content-type": "application/json"}, b'{"query": "{ position }"}')
    person = house.asked_by(None, Scope.READ, name="A reader")
    assert objection(house.client, asked, person.headers) is None
    monkeypatch.setattr("api.graphql.context.Context.must_read", fails)
    assert objection(house.client, asked, person.headers) is not None
