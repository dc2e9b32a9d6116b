"""What is meant for somebody on their page: plan, learning and what they took on; and the forms that record it."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from tests.api.conftest import Served
from tests.api.pages.conftest import Open, is_accessible, text_of
from tests.api.pages.forms import opened, sent

EDITION = {"framework": DEFAULT_FRAMEWORK, "edition": DEFAULT_EDITION.number}
TODAY = 'query { person(id: "%s") { asOf { effectiveOn } } }'


@pytest.fixture(scope="module")
def grown(served: Served) -> dict[str, Any]:
    """Somebody with a plan whose review is overdue, learning, and an action."""
    boss = served.recorded("joinPerson", name="Bao Lin", unit="Tooling", effectiveOn="2020-01-01")["subject"]
    ada = served.recorded("joinPerson", name="Ada Grown", unit="Tooling", manager=boss, effectiveOn="2020-02-03")[
        "subject"
    ]
    today = date.fromisoformat(served.ask(TODAY % ada)["person"]["asOf"]["effectiveOn"])
    spring = str(today - timedelta(90))
    plan = served.recorded(
        "agreeDevelopmentPlan",
        person=ada,
        needs="Reading figures",
        objectives=[{"words": "Explains the costs", "owner": ada}, {"words": "Sits in on talks", "owner": boss}],
        reviewOn=str(today - timedelta(10)),
        coOwners=[boss],
        effectiveOn=spring,
    )
    need = {"person": ada, "words": "Telling costs from worth", "identifiedBy": boss, "effectiveOn": spring}
    needed = served.recorded("identifyDevelopmentNeed", **need, competency="judgement")["entries"]
    learned = {"person": ada, "topic": "Budgets", "buildsOn": [*plan["entries"], *needed], "effectiveOn": spring}
    served.recorded("completeLearning", **learned, mode="COURSE", hours=30)
    action = served.asked_by(ada).recorded(
        "agreeAction", person=ada, what="Visit the controllers", dueOn=str(today - timedelta(5)), effectiveOn=spring
    )
    return {"ada": ada, "boss": boss, "plan": plan["made"][0], "action": action["made"][0], "today": today}


def page(served: Served, path: str) -> str:
    answer = served.client.get(path, headers={**served.headers})
    assert answer.status_code == 200, answer.text
    return answer.text


def test_the_plan_and_learning_are_told_to_whoever_reads_the_development(served: Served, grown: dict[str, Any]) -> None:
    told = page(served.asked_by(grown["boss"]), f"/people/{grown['ada']}")
    read = text_of(told)
    for words in (
        "Development plan Reading figures",
        "Explains the costs Ada Grown",
        "Sits in on talks Bao Lin",
        "Development needs Need Identified Served by State Telling costs from worth judgement",
        "Learning completed Open Met, or dropped…",
        "Open",
    ):
        assert words in read, read
    assert "overdue</span></dd>" in told, "its review is"
    assert "Learning in a year" in read
    assert "Course 1 30 100 %" in read
    assert "nothing in the work itself" in read
    assert "What you took on" not in read, "that is told to nobody else"
    assert "Visit the controllers" not in told
    stranger = served.recorded("joinPerson", name="Ben Abiodun", unit="Tooling")["subject"]
    read = text_of(page(served.asked_by(stranger), f"/people/{grown['ada']}"))
    assert "Development plan" not in read
    assert "Reading figures" not in read


def test_what_somebody_took_on_is_told_to_them(served: Served, grown: dict[str, Any]) -> None:
    read = text_of(page(served.asked_by(grown["ada"]), f"/people/{grown['ada']}"))
    assert "0 of 1 actions that were due in a year were completed." in read
    assert "overdue Visit the controllers" in read


def test_whoever_has_no_plan_is_led_to_one_and_the_past_shows_none(served: Served, grown: dict[str, Any]) -> None:
    told = page(served, f"/people/{grown['boss']}")
    assert "No development plan stands." in text_of(told)
    assert f'href="/record/agreeDevelopmentPlan?person={grown["boss"]}"' in told
    past = page(served, f"/people/{grown['ada']}?effective=2021-01-01")
    assert "No development plan stands." in text_of(past)
    assert "/record/agreeDevelopmentPlan" not in past


def test_a_plan_is_agreed_reviewed_and_closed_by_forms(served: Served, grown: dict[str, Any]) -> None:
    cai = served.recorded("joinPerson", name="Cai Formed", unit="Tooling", manager=grown["boss"])["subject"]
    asked = served.asked_by(grown["boss"])
    form = opened(asked, f"/record/agreeDevelopmentPlan?person={cai}")
    typed = {"needs": "Reading figures", "objectives__0__words": "Explains the costs", "objectives__0__owner": cai}
    refused = sent(asked, form, **typed, reviewOn=str(grown["today"]))
    assert "is not after" in text_of(refused.text)
    unknown = sent(asked, form, **{**typed, "objectives__0__owner": "Nobody of that name"}, reviewOn="2099-01-01")
    assert "Nobody of that name" in text_of(unknown.text)
    agreed = sent(asked, form, **typed, reviewOn=str(grown["today"] + timedelta(100)))
    assert agreed.status_code == 303, text_of(agreed.text)
    asked_plan = "query ($id: ID!) { person(id: $id) { growthPlan { plan objectives { words state owner { id } } } } }"
    plan = served.ask(asked_plan, id=cai)["person"]["growthPlan"]
    assert plan["objectives"] == [{"words": "Explains the costs", "state": "OPEN", "owner": {"id": cai}}]

    form = opened(asked, f"/record/reviewDevelopmentPlan?person={cai}&plan={plan['plan']}")
    assert form.fields["plan"] == [plan["plan"]], "the plan is chosen"
    progress = {"progress__0__objective": "1", "progress__0__state": "MET"}
    reviewed = sent(asked, form, **progress, reviewOn=str(grown["today"] + timedelta(200)))
    assert reviewed.status_code == 303, text_of(reviewed.text)
    assert served.ask(asked_plan, id=cai)["person"]["growthPlan"]["objectives"][0]["state"] == "MET"
    closed = sent(
        asked, opened(asked, f"/record/closeDevelopmentPlan?person={cai}&plan={plan['plan']}"), why="OBJECTIVES_MET"
    )
    assert closed.status_code == 303, text_of(closed.text)
    assert served.ask(asked_plan, id=cai)["person"]["growthPlan"] is None


def test_actions_and_learning_are_told_of_by_forms(served: Served, grown: dict[str, Any]) -> None:
    dee = served.recorded("joinPerson", name="Dee Formed", unit="Tooling", manager=grown["boss"])["subject"]
    hers = served.asked_by(dee)
    form = opened(hers, f"/record/agreeAction?person={dee}")
    assert form.fields["agreedWith"] == [""]
    agreed = sent(hers, form, what="Ask first", dueOn=str(grown["today"]), agreedWith=grown["boss"])
    assert agreed.status_code == 303, text_of(agreed.text)
    asked = "query ($id: ID!) { person(id: $id) { commitments { completed actions { action agreedWith { id } } } } }"
    [action] = hers.ask(asked, id=dee)["person"]["commitments"]["actions"]
    assert action["agreedWith"] == {"id": grown["boss"]}
    form = opened(hers, f"/record/completeAction?person={dee}&action={action['action']}")
    assert form.fields["action"] == [action["action"]]
    assert sent(hers, form).status_code == 303
    assert hers.ask(asked, id=dee)["person"]["commitments"]["completed"] == 1
    learned = sent(
        hers, opened(hers, f"/record/completeLearning?person={dee}"), mode="PEERS", topic="Asking", hours="1.5"
    )
    assert learned.status_code == 303, text_of(learned.text)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_it(served: Served, grown: dict[str, Any], look: Open, width: int, scheme: str) -> None:
    opened = look(served.asked_by(grown["ada"]), f"/people/{grown['ada']}", width=width, scheme=scheme)
    assert is_accessible(opened)
    assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    opened.get_by_role("link", name="Done…").click()
    expect(opened).to_have_url(re.compile("/record/completeAction"))
    assert is_accessible(opened)


def test_what_is_to_be_reviewed_or_done_needs_attention(served: Served, grown: dict[str, Any]) -> None:
    read = text_of(page(served.asked_by(grown["ada"]), "/attention"))
    assert "Look at your development plan again" in read
    assert "You took on: Visit the controllers" in read
    read = text_of(page(served.asked_by(grown["boss"]), "/attention"))
    assert "Look at the development plan of Ada Grown again" in read
    assert "Visit the controllers" not in read


def test_ratings_stand_side_by_side_for_whoever_is_told_them(served: Served, grown: dict[str, Any]) -> None:
    for days, value in ((800, 2), (430, 3), (60, 4)):
        served.recorded(
            "recordAssessment",
            person=grown["ada"],
            assessor=grown["boss"],
            instrument="LEADERSHIP_ASSESSMENT",
            purpose="DEVELOPMENT",
            ratings=[{"of": "direction", "value": value, "facts": ["Took the harder shift"]}],
            context="UNDER_PRESSURE",
            effectiveOn=str(grown["today"] - timedelta(days)),
            **EDITION,
        )
    own = text_of(page(served.asked_by(grown["ada"]), f"/people/{grown['ada']}"))
    assert "Direction Line manager Under pressure 3 4, best 5 0.9" in own, own
    colleague = served.recorded("joinPerson", name="Cai Berg", unit="Sales", effectiveOn="2020-02-03")["subject"]
    assert "Direction" not in page(served.asked_by(colleague), f"/people/{grown['ada']}")
