"""What is said of somebody's potential on their page, among what needs attention, and by forms."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from domain.frameworks.default_pack import DEFAULT_EDITIONS
from domain.kernel.dates import months_after
from tests.api.conftest import Served
from tests.api.pages.conftest import Open, is_accessible, text_of
from tests.api.pages.forms import opened, sent

TODAY = "{ me { asOf { effectiveOn } } }"
SAID = "query ($id: ID!) { person(id: $id) { potential { aspects { aspect rating } pools { pool } } } }"


@pytest.fixture(scope="module")
def spotted(served: Served, editions: str) -> dict[str, Any]:
    """Somebody whose potential was judged eleven months ago, and who is in a pool."""
    boss = served.recorded("joinPerson", name="Bao Lin", unit="Tooling", effectiveOn="2020-01-01")["subject"]
    joined = {"name": "Ada Spotted", "unit": "Tooling", "manager": boss, "effectiveOn": "2020-02-03"}
    ada = served.recorded("joinPerson", **joined)["subject"]
    today = date.fromisoformat(served.asked_by(ada).ask(TODAY)["me"]["asOf"]["effectiveOn"])
    then = str(months_after(today, -11))
    wish = {"person": ada, "path": "LEADERSHIP", "mobile": False, "effectiveOn": then}
    said = served.asked_by(ada).recorded("stateAspiration", **wish)["entries"]
    aspects = [{"aspect": "ASPIRATION", "rating": 4, "basis": said}, {"aspect": "ABILITY", "rating": None}]
    under = {"framework": editions, "edition": DEFAULT_EDITIONS[-1].number, "assessedBy": boss}
    served.asked_by(boss).recorded("assessPotential", person=ada, aspects=aspects, **under, effectiveOn=then)
    entered = {"person": ada, "pool": "Leads to be", "basis": said, "nominatedBy": ada}
    served.asked_by(ada).recorded("enterTalentPool", **entered, effectiveOn=then)
    return {"ada": ada, "boss": boss, "today": today, "wish": said[0]}


def read(served: Served, person: str, path: str) -> str:
    answer = served.asked_by(person).client.get(path, headers={**served.asked_by(person).headers})
    assert answer.status_code == 200, answer.text
    return text_of(answer.text)


def test_what_is_said_of_their_potential_is_shown_to_them_and_whoever_leads_them(
    served: Served, spotted: dict[str, Any]
) -> None:
    ada, boss = spotted["ada"], spotted["boss"]
    for reader in (ada, boss):
        told = read(served, reader, f"/people/{ada}")
        assert "What is said of their potential" in told
        assert "Aspiration 4" in told
        assert "Ability not enough seen" in told
        assert "runs out soon" in told
        assert "In the pool “Leads to be” since" in told
        assert "nominated themselves" in told
        assert ("Judge potential" in told) == (reader == boss), "nobody judges themselves"
    stranger = served.recorded("joinPerson", name="Ben Abiodun", unit="Tooling")["subject"]
    told = read(served, stranger, f"/people/{ada}")
    assert "What is said of their potential" not in told
    assert "Leads to be" not in told


def test_what_runs_out_needs_attention_sixty_days_before(served: Served, spotted: dict[str, Any]) -> None:
    told = read(served, spotted["ada"], "/attention")
    assert "What was judged of your potential runs out" in told
    told = read(served, spotted["boss"], "/attention")
    assert "Judge the potential of Ada Spotted anew, or let it run out" in told
    early = spotted["today"] - timedelta(45)
    assert "or let it run out" not in read(served, spotted["boss"], f"/attention?effective={early}")


def test_potential_and_pools_are_told_of_by_forms(served: Served, spotted: dict[str, Any]) -> None:
    ada, boss = served.asked_by(spotted["ada"]), served.asked_by(spotted["boss"])
    form = opened(ada, f"/record/leaveTalentPool?person={spotted['ada']}")
    left = sent(ada, form, pool="Leads to be", why="OWN_WISH")
    assert left.status_code == 303, text_of(left.text)
    form = opened(ada, f"/record/enterTalentPool?person={spotted['ada']}")
    refused = sent(ada, form, pool="Leads to be")
    assert refused.status_code != 303
    entered = sent(ada, form, pool="Experts", basis=spotted["wish"])
    assert entered.status_code == 303, text_of(entered.text)
    assert served.ask(SAID, id=spotted["ada"])["person"]["potential"]["pools"] == [{"pool": "Experts"}]
    form = opened(boss, f"/record/assessPotential?person={spotted['ada']}")
    typed = {"aspects__0__aspect": "ASPIRATION", "aspects__0__rating": "2", "aspects__0__basis": spotted["wish"]}
    judged = sent(boss, form, **typed)
    assert judged.status_code == 303, text_of(judged.text)
    aspects = served.ask(SAID, id=spotted["ada"])["person"]["potential"]["aspects"]
    assert {"aspect": "ASPIRATION", "rating": 2} in aspects


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_it(served: Served, spotted: dict[str, Any], look: Open, width: int, scheme: str) -> None:
    page = look(served.asked_by(spotted["boss"]), f"/people/{spotted['ada']}", width=width, scheme=scheme)
    assert is_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.get_by_role("link", name="Judge potential…").click()
    expect(page).to_have_url(re.compile("/record/assessPotential"))
    assert is_accessible(page)
