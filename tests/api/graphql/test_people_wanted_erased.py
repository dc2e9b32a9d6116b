"""Whoever was erased stands last in every order: in a house of its own, whose keys are exchanged."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.kernel.ids import PersonId
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.graphql.test_people_wanted import PEOPLE
from tests.api.graphql.test_practice_of_the_erased import served

__all__ = ["served"]


@pytest.mark.parametrize("order", ["NAME", "LEVEL", "TENURE", "UNIT"])
def test_nothing_of_whoever_was_erased_is_told_by_where_they_stand(
    served: Served, join: Join, steward: PersonId, order: str
) -> None:
    """Their day, level, unit and name would each have put them first."""
    ada = join("Aa", "Aardvarks", level="enterprise", effectiveOn="1970-01-01")
    join("Bb", "Beavers", level="self", effectiveOn="2021-01-01")
    before = served.ask("{ position }")["position"]
    asked = {"orderBy": order, "first": 99, "here": None}
    assert served.ask(PEOPLE, **asked)["people"]["nodes"][0]["id"] == ada
    today = served.app.state.services.ledger.today()
    served.recorded("leavePerson", person=ada, reason="RESIGNED", effectiveOn=str(today - timedelta(days=1)))
    erased = {"person": ada, "ground": "REQUESTED", "erasedBy": steward, "effectiveOn": str(today)}
    assert served.asked_by(steward).record("erasePerson", erased)["__typename"] == "Recorded"
    for moment in ({}, {"position": before, "effectiveOn": "2024-05-01"}):
        told = [one["name"] for one in served.ask(PEOPLE, **asked, asOf=moment)["people"]["nodes"]]
        assert None in told
        assert told == [name for name in told if name] + [None] * told.count(None)
