"""A person's page: the growth timeline, drawn and as a table, as of any moment, and only to whom it belongs."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.api.conftest import Served
from tests.api.pages.conftest import Open, is_accessible, text_of


@pytest.fixture(scope="module")
def story(served: Served) -> dict[str, Any]:
    """Somebody with a task, practised and coached, seen through; and what was written down late."""
    boss = served.recorded("joinPerson", name="Bao Lin", unit="Tooling", effectiveOn="2020-01-01")["subject"]
    placed = {"unit": "Tooling", "jobTitle": "Engineer", "level": "self", "manager": boss}
    ada = served.recorded("joinPerson", name="Ada Okafor", effectiveOn="2020-02-03", **placed)["subject"]
    task = {"assignmentKind": "PROJECT_LEAD", "stretch": True, "objectives": ["Lead six people"], "supportedBy": boss}
    days = {"startsOn": "2023-01-09", "endsOn": "2023-06-30", "effectiveOn": "2023-01-02"}
    given = served.recorded("giveAssignment", person=ada, title="Lead the audit", **task, **days)
    within = {"person": ada, "assignment": given["made"][0]}
    cited = {"buildsOn": given["entries"]}
    served.recorded("recordPractice", **within, **cited, situation="Led a meeting", effectiveOn="2023-02-01")
    served.recorded("recordCoaching", **within, coach=boss, topic="Listening", effectiveOn="2023-02-08")
    before = served.ask("{ position }")["position"]
    served.recorded("recordPractice", person=ada, situation="Stood in for the manager", effectiveOn="2021-05-05")
    return {"ada": ada, "boss": boss, "before": before}


def page(served: Served, path: str, status: int = 200) -> str:
    """A page as whoever asks is told it."""
    answer = served.client.get(path, headers={**served.headers})
    assert answer.status_code == status, answer.text
    return answer.text


def test_the_whole_timeline_is_drawn_and_stands_in_a_table(served: Served, story: dict[str, Any]) -> None:
    told = page(served, f"/people/{story['ada']}")
    read = text_of(told)
    assert "Ada Okafor Engineer, level self in Tooling" in read
    assert "Manager Bao Lin" in read
    for headline in ("Assignment given: Lead the audit", "Practice recorded", "Coaching held", "Person joined"):
        assert headline in read, read
    assert told.count('class="spell"') == 2, "her place, and the task"
    assert told.count('id="entry-') == 5
    assert told.count('class="link"') == 2, "practice builds on the task; and one stands in the legend"


def test_what_was_written_down_late_is_told_as_late(served: Served, story: dict[str, Any]) -> None:
    told = page(served, f"/people/{story['ada']}")
    assert told.count('class="mark late"') == 2, "one in the drawing, one in the legend"
    [row] = [row for row in told.split("<tr") if 'class="when">5 May 2021' in row]
    assert '<span class="tag">late</span>' in row


def test_what_people_wrote_is_there_in_full(served: Served, story: dict[str, Any]) -> None:
    said = {"purpose": "DEVELOPMENT", "strengths": "You listen", "improvements": "Say no sooner"}
    served.recorded("giveFeedback", person=story["ada"], giver=story["boss"], effectiveOn="2024-03-01", **said)
    read = text_of(page(served, f"/people/{story['ada']}"))
    assert "Strengths You listen To improve Say no sooner" in read


def test_it_is_shown_as_of_any_moment(served: Served, story: dict[str, Any]) -> None:
    before = page(served, f"/people/{story['ada']}?known={story['before']}")
    assert "5 May 2021" not in before
    assert f"Known up to entry {story['before']}" in text_of(before)
    assert f"/people/{story['boss']}?known={story['before']}" in before, "links keep the moment"
    in_2022 = text_of(page(served, f"/people/{story['ada']}?effective=2022-01-01"))
    assert "Lead the audit" not in in_2022
    assert "5 May 2021" in in_2022
    nothing = page(served, f"/people/{story['ada']}?effective=2019-01-01&known=1", 404)
    assert "Nothing here" in nothing
    assert "Back to now" in nothing, "whoever asked for too early a moment finds the way back"


def test_it_tells_whoever_asks_what_is_theirs(served: Served, story: dict[str, Any]) -> None:
    stranger = served.recorded("joinPerson", name="Ben Abiodun", unit="Tooling")["subject"]
    told = text_of(page(served.asked_by(stranger), f"/people/{story['ada']}"))
    assert "Ada Okafor" in told
    assert "Lead the audit" not in told
    assert "Ben Abiodun Sign out" in told, "it says who looks"
    own = text_of(page(served.asked_by(story["ada"]), f"/people/{story['ada']}"))
    assert "Lead the audit" in own


def test_what_two_talked_about_stands_on_the_pages_of_the_two_alone(served: Served, story: dict[str, Any]) -> None:
    ada, boss = story["ada"], story["boss"]
    talk = {"person": ada, "withWhom": boss, "toldBy": ada, "conversationKind": "ONE_TO_ONE", "words": "Two nights off"}
    served.asked_by(ada).recorded("recordConversation", **talk)
    served.recorded("giveAssignment", person=ada, title="The hall", assignmentKind="STRETCH_WORK", stretch=True,
                    startsOn="2024-01-08", effectiveOn="2024-01-08")  # fmt: skip
    hers, his = (page(served.asked_by(one), f"/people/{one}") for one in (ada, boss))
    assert "Two nights off" in hers
    assert "Two nights off" in his
    assert "Conversation with their manager" in hers
    assert "One-to-ones within 30 days 1 of 1" in text_of(his)
    assert "Stretch without support The hall : name who stands by them" in text_of(hers)
    of_her = page(served.asked_by(boss), f"/people/{ada}")
    assert "Conversation with their manager" in of_her
    stranger = served.recorded("joinPerson", name="Ben Abiodun", unit="Tooling")["subject"]
    for asker in (served.asked_by(stranger), served.asked_by(boss)):
        assert "Two nights off" not in page(asker, f"/people/{ada}")
    assert "Conversation with their manager" not in page(served.asked_by(stranger), f"/people/{ada}")


def test_a_long_timeline_is_leafed_through(served: Served) -> None:
    person = served.recorded("joinPerson", name="Eve Long", unit="Tooling", effectiveOn="2020-01-01")["subject"]
    for number in range(100):
        served.recorded("recordPractice", person=person, situation=f"Time {number}", effectiveOn="2021-05-05")
    told = page(served, f"/people/{person}?effective=2024-01-01")
    assert "100 of 101 entries." in text_of(told)
    [earlier] = re.findall(r'href="([^"]*after=[^"]*)">Earlier ones', told)
    assert "effective=2024-01-01" in earlier
    last = page(served, unescape(earlier))
    assert "1 of 101 entries. The latest" in text_of(last)
    assert last.count('id="entry-') == 1


def test_it_is_written_down_who_looked(served: Served, story: dict[str, Any]) -> None:
    page(served.asked_by(story["boss"]), f"/people/{story['ada']}")
    looks = "query ($id: ID!) { person(id: $id) { looks(first: 1) { nodes { by } } } }"
    [latest] = served.ask(looks, id=story["ada"])["person"]["looks"]["nodes"]
    assert latest["by"] == story["boss"]


def test_the_same_is_there_as_data(served: Served, story: dict[str, Any]) -> None:
    told = served.client.get(f"/people/{story['ada']}.json?effective=2022-01-01").json()["data"]["person"]
    assert (told["name"], len(told["developmentHistory"]["nodes"])) == ("Ada Okafor", 2)


def test_what_people_are_called_is_no_markup(served: Served) -> None:
    person = served.recorded("joinPerson", name="<b>Eve</b> & “Co”", unit="Tooling")["subject"]
    told = page(served, f"/people/{person}")
    assert "<b>Eve" not in told
    assert "&lt;b&gt;Eve&lt;/b&gt; &amp; “Co”" in told


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_it(served: Served, story: dict[str, Any], look: Open, width: int, scheme: str) -> None:
    opened = look(served, f"/people/{story['ada']}", width=width, scheme=scheme)
    assert is_accessible(opened)
    wide = opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert wide, "nothing but what scrolls by itself is wider than the window"
    opened.locator("a[href^='#entry-']").last.focus()
    opened.keyboard.press("Enter")
    expect(opened).to_have_url(re.compile("#entry-"))


def test_it_works_without_javascript(served: Served, story: dict[str, Any], look: Open) -> None:
    opened = look(served, f"/people/{story['ada']}", javascript=False)
    opened.get_by_label("As effective on").fill("2022-01-01")
    opened.get_by_role("button", name="Show").click()
    expect(opened).to_have_url(re.compile("effective=2022-01-01"))
    assert opened.get_by_role("status").inner_text() == "All that is known, as true on 1 Jan 2022."
    opened.get_by_role("link", name="Back to now").click()
    expect(opened).not_to_have_url(re.compile("effective"))


def test_it_freshens_by_itself_and_under_nobodys_hands(served: Served, look: Open) -> None:
    person = served.recorded("joinPerson", name="Ida Holm", unit="Tooling", effectiveOn="2020-01-01")["subject"]
    opened = look(served.asked_by(person), f"/people/{person}")
    said = {"person": person, "effectiveOn": "2024-01-05"}
    with opened.expect_response("**/people/*"):
        served.recorded("recordPractice", **said, situation="Led a meeting")
    opened.get_by_text("5 Jan 2024", exact=True).wait_for()
    opened.locator("#main a").first.focus()
    served.recorded("recordPractice", **said, situation="Led another")
    opened.get_by_text("Something here has moved").wait_for()
