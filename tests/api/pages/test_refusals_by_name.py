"""What a form was refused for is told in names: of people, plans and entries, where whoever asks is told them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.api.conftest import Served
from tests.api.graphql.conftest import Join, join
from tests.api.pages.conftest import text_of
from tests.api.pages.forms import opened, sent

__all__ = ["join"]


@pytest.fixture
def led(served: Served, join: Join) -> dict[str, Any]:
    """Somebody whom somebody leads, with a plan that stands."""
    boss = join("Bao Lin")
    ada, today = join("Ada Okafor", manager=boss), served.app.state.services.today()
    objectives = [{"words": "Explains the costs", "owner": ada}]
    review_on = str(today + timedelta(100))
    served.recorded("agreeDevelopmentPlan", person=ada, needs="Figures", objectives=objectives, reviewOn=review_on)
    return {"boss": boss, "ada": ada, "reviewOn": review_on}


def test_who_and_which_plan_is_meant_is_told_by_name(served: Served, led: dict[str, Any]) -> None:
    boss = served.asked_by(led["boss"])
    form = opened(boss, f"/record/agreeDevelopmentPlan?person={led['ada']}")
    typed = {"needs": "More", "objectives__0__words": "Reads a ledger", "objectives__0__owner": led["ada"]}
    again = text_of(sent(boss, form, **typed, reviewOn=led["reviewOn"]).text)
    assert "“Ada Okafor” has plan “Figures” since" in again
    assert "“person-" not in again
    assert "“plan-" not in again


def test_an_entry_is_told_by_what_it_says_and_its_day(served: Served, led: dict[str, Any]) -> None:
    boss, ada = served.asked_by(led["boss"]), led["ada"]
    entry = served.recorded("recordPractice", person=ada, situation="Chaired", effectiveOn="2024-03-04")["position"]
    tagging = opened(boss, f"/record/tagCapability?person={ada}&entry={entry}")
    before = {"tags": "growth", "effectiveOn": "2024-01-08"}
    refused = text_of(sent(boss, tagging, **before).text)
    assert "“Practice recorded: Chaired, 4 Mar 2024” is later than 2024-01-08: cite an entry from up to" in refused


def test_what_is_not_told_keeps_its_id(served: Served, join: Join, led: dict[str, Any]) -> None:
    peer = join("Ben Abiodun")
    hers = served.asked_by(peer)
    form = opened(hers, f"/record/agreeDevelopmentPlan?person={led['ada']}")
    typed = {"needs": "More", "objectives__0__words": "Reads a ledger", "objectives__0__owner": led["ada"]}
    refused = text_of(sent(hers, form, **typed, reviewOn=led["reviewOn"]).text)
    assert "Not recorded yet" in refused
    assert "Figures" not in refused
