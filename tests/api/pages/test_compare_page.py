"""Two moments of a page side by side: what reads otherwise, what lies between, to whom; as a page and as a feed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import expect

from api.pages.page import all_pages
from tests.api.conftest import Served
from tests.api.pages.conftest import Open, is_accessible, text_of
from tests.api.pages.decided_case import DAY, DecidedCase, decided_case
from tests.api.pages.reading import page, rows_of

ATOM = "{http://www.w3.org/2005/Atom}"
LATE = "It was true before the earlier moment"


@dataclass(frozen=True)
class Moved:
    """Somebody of whom much was written between two moments."""

    ada: str
    boss: str
    before: int
    wrong: int
    """The position of what was taken back later."""
    last: int
    of_another: int
    """The position of what they said of somebody else."""


@pytest.fixture(scope="module")
def moved(served: Served, editions: str) -> Moved:
    def joined(name: str, **more: Any) -> str:
        where = {"unit": "Sails", "effectiveOn": "2020-03-02"}
        subject: str = served.recorded("joinPerson", name=name, **where, **more)["subject"]
        return subject

    boss = joined("Bao Lin")
    ada, cai = joined("Ada Okafor", manager=boss), joined("Cai Roe", manager=boss)
    wrong = served.recorded("movePerson", person=ada, unit="Law", effectiveOn="2024-05-06")
    before = served.recorded("movePerson", person=ada, unit="Sails & co", effectiveOn="2024-05-07")
    right = {"movePerson": {"person": ada, "unit": served.unit("Sales"), "effectiveOn": "2024-05-07"}}
    served.recorded("correctEntry", entry=before["entries"][0], replacement=right, reason="No sails here")
    served.recorded("retractEntry", entry=wrong["entries"][0], reason="Another Ada")
    said = {"purpose": "DEVELOPMENT", "strengths": "Asks first", "improvements": "", "effectiveOn": "2024-04-02"}
    last = served.recorded("giveFeedback", person=ada, giver=cai, **said)["position"]
    other = served.recorded("giveFeedback", person=cai, giver=ada, **said)["position"]
    return Moved(ada, boss, before["position"], wrong["position"], last, other)


def compared(asks: Served, moved: Moved, status: int = 200) -> str:
    """Ada's page, as known before and after, on one day."""
    return page(asks, f"/people/{moved.ada}/compare?then-known={moved.before}&known={moved.of_another}", status)


def test_what_reads_otherwise_and_what_lies_between_is_told(served: Served, moved: Moved) -> None:
    html = compared(served, moved)
    text = text_of(html)
    assert "Ada Okafor, compared" in text
    assert "Known up to entry" in text
    [unit] = [row for row in rows_of(html) if "In unit" in text_of(row) and "reads otherwise" in row]
    assert ("Sails &amp; co" in unit, "Sales" in unit, "/units/unit-" in unit) == (True, True, True)
    assert [text_of(row) for row in rows_of(html) if "added" in row and "Feedback" in row]
    for called in ("Came to light: 2", "Corrected: 1", "Taken back: 1"):
        assert called in text
    assert "No sails here" in text
    assert LATE in text
    assert f'href="/people/{moved.ada}?known={moved.last}"' in html, "each leads to the page as it was known then"


def test_both_moments_stand_in_the_address(served: Served, moved: Moved) -> None:
    today = served.app.state.services.today()
    bare = served.client.get(f"/people/{moved.ada}/compare", headers={**served.headers})
    assert bare.status_code == 302
    assert bare.headers["location"] == (
        f"/people/{moved.ada}/compare?then-effective={today - timedelta(30)}&known={today}"
    ), "this ledger began today"
    of_one = served.client.get(f"/people/{moved.ada}/compare?known={moved.last}", headers={**served.headers})
    assert of_one.headers["location"].endswith(f"then-known={moved.last - 1}&known={moved.last}")
    was = page(served, f"/people/{moved.ada}?known={moved.before}&effective=2024-05-07")
    assert f"/people/{moved.ada}/compare?then-known={moved.before}&amp;then-effective=2024-05-07" in was


def test_what_cannot_be_meant_is_told_by_its_name(served: Served, moved: Moved) -> None:
    assert "then-known: “soon” is no day" in page(served, f"/people/{moved.ada}/compare?then-known=soon", 400)
    assert "then-effective: “7” is no day" in page(served, f"/people/{moved.ada}/compare?then-effective=7", 400)
    assert "asOff: is no variable" in page(served, "/bench/compare?asOff=1&then-known=2&known=3", 400)
    turned = page(served, f"/people/{moved.ada}/compare?then-known={moved.last}&known={moved.before}")
    assert "give the earlier first" in turned
    assert "In unit" in turned or "in unit" in turned, "what reads otherwise is told either way round"
    assert page(served, "/people/person-00000000-0000-0000-0000-000000000009/compare?then-known=1&known=2", 404)


def test_nobody_is_told_more_by_comparing(served: Served, moved: Moved) -> None:
    """A stranger reads who Ada is and where she stands, whoever leads her more, and what she said of others nobody."""
    stranger = served.recorded("joinPerson", name="Stranger", unit="Law", effectiveOn="2020-03-02")["subject"]
    told = text_of(compared(served.asked_by(stranger), moved))
    for untold in ("Asks first", "Feedback given", "No sails here", "Another Ada", "Corrected", "Came to light"):
        assert untold not in told
    assert "Nothing was recorded between the two" in told
    for asks in (served.asked_by(moved.boss), served.asked_by(moved.ada)):
        html = compared(asks, moved)
        assert "Asks first" in html
        assert f"known={moved.last}" in html
        assert "Corrected: 1" in text_of(html)
        assert "Came to light: 1" in text_of(html), "what she said of another is not hers to be told of her"
    assert "Another Ada" not in compared(served.asked_by(moved.ada), moved), "why is told with the book"


def test_whoever_compares_has_looked(served: Served, moved: Moved) -> None:
    looks = "query ($id: ID!) { person(id: $id) { looks(first: 1) { totalCount nodes { by } } } }"
    before = served.ask(looks, id=moved.ada)["person"]["looks"]["totalCount"]
    compared(served.asked_by(moved.boss), moved)
    now = served.ask(looks, id=moved.ada)["person"]["looks"]
    assert now["totalCount"] >= before + 3, "at the page twice, and at what lies between"
    assert now["nodes"][0]["by"] == moved.boss


@pytest.mark.parametrize("each", all_pages(), ids=lambda each: each.name)
def test_every_page_is_compared_or_says_that_it_is_not(served: Served, moved: Moved, each: Any) -> None:
    """Those about somebody have tests of their own; the others all tell, to somebody."""
    path = each.path.replace("{person}", moved.ada)
    if "{" in path:
        return
    asks = served.asked_by(moved.ada)
    address = f"{'' if path == '/' else path}/compare?then-known={moved.before}&known={moved.last}"
    answer = asks.client.get(address, headers={**asks.headers})
    assert answer.status_code == (200 if each.compares else 404), answer.text
    shown = page(asks, path)
    assert ("Compare…" in shown) == each.compares


def test_units_people_and_the_bench_tell_what_came(served: Served, moved: Moved) -> None:
    before = served.recorded("establishUnit", name="Before", effectiveOn="2020-01-01")["position"]
    unit = served.recorded("establishUnit", name="Moorings", effectiveOn="2020-01-01")
    html = page(served, f"/units/compare?then-known={before}&known={unit['position']}")
    [row] = [one for one in rows_of(html) if "Moorings" in one]
    assert "added" in row
    assert f'href="/units/{unit["subject"]}' in row


@pytest.fixture(scope="module")
def decided(served: Served, editions: str) -> DecidedCase:
    return decided_case(served, editions)


def test_a_case_is_compared_across_its_decision(served: Served, decided: DecidedCase) -> None:
    html = page(served, f"/cases/{decided.case}/compare?known={decided.decided}&then-known={decided.before}")
    text = text_of(html)
    assert "Ada Okafor: Planner, compared" in text
    assert "Phase reads otherwise" in text
    assert "Promotion declined" in text


def test_the_time_bar_leads_to_decisions(served: Served, decided: DecidedCase) -> None:
    for path in (f"/cases/{decided.case}", f"/people/{decided.candidate}", f"/cases/{decided.case}?known=1"):
        html = page(served, path, 404 if path.endswith("known=1") else 200)
        assert ("Jump to a decision" in html) == (not path.endswith("known=1"))
        if "Jump" in html:
            before, at = decided.decided - 1, decided.decided
            assert f"{path}?known={before}" in html
            assert f"{path}?known={at}" in html
    was = page(served, f"/cases/{decided.case}?known={decided.before}")
    assert f'?known={decided.decided}&amp;effective={DAY}"' in was, "from before it, too, as true on its day"
    assert "Jump to a decision" not in page(served, f"/people/{decided.voter}")


def fed(asks: Served, path: str) -> list[dict[str, str]]:
    """The entries of a feed, which is valid: what Atom wants of a feed and its entries is there."""
    answer = asks.client.get(path, headers={**asks.headers})
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = ET.fromstring(answer.content)  # noqa: S314  our own
    for each in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            [element] = each.findall(f"{ATOM}{name}")
            assert (element.text or "").strip()
        assert "T" in str(each.findtext(f"{ATOM}updated"))
        assert each.find(f"{ATOM}link") is not None
    assert feed.find(f"{ATOM}author/{ATOM}name") is not None
    entries = [{one.tag.removeprefix(ATOM): one.text or "" for one in entry} for entry in feed.iter(f"{ATOM}entry")]
    assert len({one["id"] for one in entries}) == len(entries)
    return entries


def test_the_same_as_a_feed_has_ids_that_stay(served: Served, moved: Moved) -> None:
    feed = f"/people/{moved.ada}/compare.atom"
    entries = fed(served, feed)
    [said] = [one for one in entries if "Feedback" in one["title"] and f"entry {moved.last}." in one["summary"]]
    assert said["id"].endswith(f":/people/{moved.ada}#{moved.last}")
    again = fed(served, f"{feed}?then-known={moved.before}")
    assert said["id"] in {one["id"] for one in again}, "whatever moments are asked about"
    stranger = served.recorded("joinPerson", name="Stranger", unit="Law", effectiveOn="2020-03-02")["subject"]
    assert not any("Feedback" in one["title"] for one in fed(served.asked_by(stranger), feed))


def test_a_feed_is_for_whoever_shows_a_token(served: Served, moved: Moved) -> None:
    path = f"/people/{moved.ada}/compare.atom"
    assert served.client.get(path, headers={"authorization": "Bearer of nothing"}).status_code == 401
    assert served.client.get("/people/person-9/compare.atom", headers={**served.headers}).status_code == 400
    assert fed(served.asked_by(moved.boss), path)


def test_a_page_about_nobody_is_fed_by_days_that_are_over(served: Served, moved: Moved) -> None:
    assert fed(served, "/units/compare.atom") == [], "all of it was written today, and today is not over"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_it_can_be_used_by_everybody(
    served: Served, moved: Moved, decided: DecidedCase, look: Open, width: int, scheme: str
) -> None:
    for path in (
        f"/people/{moved.ada}/compare?then-known={moved.before}&known={moved.of_another}",
        f"/cases/{decided.case}/compare?then-known={decided.before}&known={decided.decided}",
    ):
        opened = look(served, path, width=width, scheme=scheme)
        assert is_accessible(opened)
        assert opened.evaluate("document.documentElement.scrollWidth") <= width
    case = look(served, f"/cases/{decided.case}", width=width, scheme=scheme)
    case.get_by_text("Jump to a decision").click()
    assert is_accessible(case)


def test_without_javascript_one_goes_from_a_page_to_two_moments_of_it(served: Served, moved: Moved, look: Open) -> None:
    opened = look(served, f"/people/{moved.ada}", javascript=False)
    opened.get_by_role("link", name="Compare…").click()
    assert opened.get_by_role("heading", level=1).inner_text() == "Ada Okafor, compared"
    earlier = opened.get_by_role("group", name="Earlier")
    earlier.get_by_label("As known on").fill("2020-01-01")
    opened.get_by_role("button", name="Compare").click()
    expect(opened).to_have_url(re.compile("then-known=2020-01-01"))
    assert "reads otherwise" in opened.content() or "added" in opened.content()
