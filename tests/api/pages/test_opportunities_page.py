"""The page of opportunities: read by everybody, who apply from it; who wants what is told to whoever opened it."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from tests.api.conftest import Served
from tests.api.pages.conftest import Open, is_accessible, text_of

WORDS = "I know every press by its noise"


@dataclass(frozen=True)
class Story:
    """Cai opened an opportunity; Ada applied, and Ben was offered something that nobody opened."""

    opportunity: str
    cai: str
    ada: str
    ben: str
    before: int


@pytest.fixture(scope="module")
def story(served: Served) -> Story:
    cai, ada, ben = (
        served.recorded("joinPerson", name=name, unit="Tooling", effectiveOn="2020-03-02")["subject"]
        for name in ("Cai Berg", "Ada Okafor", "Ben Amari")
    )
    before = served.ask("{ position }")["position"]
    said = {"what": "Move the press shop", "opportunityKind": "PROJECT_LEAD", "unit": served.unit("Tooling")}
    opened = served.recorded("openOpportunity", **said, openedBy=cai, openUntil="2099-01-01")["subject"]
    served.asked_by(ada).recorded("applyForOpportunity", opportunity=opened, person=ada, words=WORDS)
    direct = {"person": ben, "offeredBy": cai, "what": "Chair the hand-over", "opportunityKind": "STRETCH_WORK"}
    served.recorded("offerOpportunity", **direct)
    return Story(opened, cai, ada, ben, before)


def page(served: Served, path: str = "/opportunities") -> str:
    """A page as whoever asks is told it."""
    answer = served.client.get(path, headers={**served.headers})
    assert answer.status_code == 200, answer.text
    return answer.text


def test_everybody_reads_what_is_open_and_applies_from_there(served: Served, story: Story) -> None:
    told = page(served.asked_by(story.ben))
    assert "Move the press shop" in text_of(told)
    assert f"/record/applyForOpportunity?opportunity={story.opportunity}" in told
    assert WORDS not in told
    assert f"/people/{story.ada}" not in told
    assert "Chair the hand-over, offered on" in text_of(told)
    assert "/record/answerOpportunity?opportunity=opportunity-" in told
    hers = page(served.asked_by(story.ada))
    assert "you applied on" in text_of(hers)
    assert "Chair the hand-over" not in hers
    form = page(served.asked_by(story.ben), f"/record/applyForOpportunity?opportunity={story.opportunity}")
    assert f'value="{story.opportunity}"' in form


def test_whoever_opened_it_reads_who_wants_it_and_offers_from_there(served: Served, story: Story) -> None:
    told = page(served.asked_by(story.cai))
    assert WORDS in told
    assert f"/record/offerOpportunity?opportunity={story.opportunity}&amp;person={story.ada}" in told
    then = page(served.asked_by(story.cai), f"/opportunities?known={story.before}")
    assert "Nothing is open at that moment" in text_of(then)
    data = served.client.get("/opportunities.json", headers={**served.asked_by(story.cai).headers}).json()
    assert [one["id"] for one in data["data"]["open"]] == [story.opportunity]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_it(served: Served, story: Story, look: Open, width: int, scheme: str) -> None:
    opened = look(served.asked_by(story.cai), "/opportunities", width=width, scheme=scheme)
    assert is_accessible(opened)
    assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_somebody_applies_without_javascript(served: Served, story: Story, look: Open) -> None:
    opened = look(served.asked_by(story.ben), "/opportunities", javascript=False)
    opened.get_by_role("link", name="Apply").click()
    opened.get_by_label("Words").fill("I would like to learn it")
    opened.get_by_role("button", name="Record").click()
    opened.goto(f"{served.url}/opportunities")
    assert "you applied on" in opened.inner_text("main")
