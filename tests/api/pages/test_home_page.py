"""Home says what needs whoever asks, and who their people are; to nobody known, where what is."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from playwright.sync_api import expect

from tests.api.conftest import Served
from tests.api.pages.conftest import Open, is_accessible, text_of

QUESTION = 'query { people(first: 1) { nodes { name } } } # "<&'


def test_whoever_opens_the_address_is_told_where_what_is(served: Served) -> None:
    page = served.client.get("/")
    assert (page.status_code, page.headers["content-type"]) == (200, "text/html; charset=utf-8")
    assert "Nobody signs in here" in page.text
    assert "Authorization: Bearer" in page.text
    served.recorded("joinPerson", name="Ada Okafor", unit="Tooling")
    for path in re.findall(r'href="(/[^"]*)"', page.text):
        assert served.client.get(unescape(path)).status_code in {200, 404 if path == "/checkpoint" else 200}, path


def test_questions_open_in_the_workbench(served: Served) -> None:
    served.app.state.questions = [("Who <is> here?", QUESTION)]
    try:
        page = served.client.get("/").text
    finally:
        served.app.state.questions = ()
    assert "Who &lt;is&gt; here?" in page
    links = [unescape(path) for path in re.findall(r'href="([^"]+)"', page) if "query=" in path]
    assert {"query": [QUESTION]} in [parse_qs(urlsplit(link).query) for link in links]


def test_nobody_becomes_somebody_else_but_in_a_demo(served: Served) -> None:
    person = served.recorded("joinPerson", name="Ada Okafor", unit="Tooling")["subject"]
    assert "persona" not in served.client.get("/").text
    assert served.client.post(f"/persona/{person}").status_code == 404


@pytest.fixture(scope="module")
def pair(served: Served) -> dict[str, str]:
    """A mentor and a mentee, who were to meet each month and have not for a while; the mentor leads somebody, too."""
    placed = {"unit": "Tooling", "effectiveOn": "2020-01-01"}
    mentor = served.recorded("joinPerson", name="Mara Quist", **placed)["subject"]
    mentee = served.recorded("joinPerson", name="Ned Oyelaran", jobTitle="Engineer", **placed)["subject"]
    report = served.recorded("joinPerson", name="Rosa Ibarra", manager=mentor, **placed)["subject"]
    agreed = {"goals": "Lead a team", "hoursPromised": 12, "cadenceDays": 30, "effectiveOn": "2024-01-10"}
    agreement = served.recorded("agreeMentorship", mentor=mentor, mentee=mentee, **agreed)["subject"]
    session = {"hours": 1.5, "menteeLearned": "To listen", "effectiveOn": "2024-02-01"}
    served.recorded("holdMentoringSession", mentorship=agreement, **session)
    return {"mentor": mentor, "mentee": mentee, "report": report}


def page(served: Served, path: str) -> str:
    """A page as it is read."""
    answer = served.client.get(path, headers={**served.headers})
    assert answer.status_code == 200, answer.text
    return text_of(answer.text)


def test_a_mentor_sees_at_home_what_needs_them_and_who_their_people_are(served: Served, pair: dict[str, str]) -> None:
    read = page(served.asked_by(pair["mentor"]), "/")
    assert "Meet Ned Oyelaran again: a mentoring session is overdue since or until 2 Mar 2024" in read
    assert "My people Rosa Ibarra Ned Oyelaran mentee" in read
    then = page(served.asked_by(pair["mentor"]), "/?effective=2024-02-15")
    assert "Nothing just now" in then, "on that day it was not overdue"


def test_agreements_are_told_to_both_and_to_nobody_else(served: Served, pair: dict[str, str]) -> None:
    mentors = page(served.asked_by(pair["mentor"]), "/mentees")
    assert "Ned Oyelaran Engineer 10 Jan 2024 Lead a team 1 Feb 2024 1 in all 2 Mar 2024 stalled 1.5 of 12" in mentors
    assert "You learn from nobody" in mentors
    mentees = page(served.asked_by(pair["mentee"]), "/mentees")
    assert "My mentors With" in mentees
    assert "Mara Quist" in mentees
    assert "Mara Quist" not in page(served.asked_by(pair["report"]), "/mentees").replace("Mara Quist Sign out", "")


def test_whoever_is_not_known_is_told_how_to_come_in(served: Served) -> None:
    answer = httpx.get(f"{served.url}/", headers={"authorization": "Bearer of nothing"})
    assert answer.status_code == 401
    assert "leadership token issue" in text_of(answer.text)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_them(served: Served, pair: dict[str, str], look: Open, width: int, scheme: str) -> None:
    for path in ("/", "/mentees"):
        assert is_accessible(look(served.asked_by(pair["mentor"]), path, width=width, scheme=scheme))
    assert is_accessible(look(served, "/", width=width, scheme=scheme))


def test_what_somebody_looked_at_last_is_theirs_alone(served: Served, pair: dict[str, str], look: Open) -> None:
    opened = look(served.asked_by(pair["mentor"]), f"/people/{pair['mentee']}")
    opened.goto(f"{served.url}/")
    lately = opened.locator("#lately")
    assert lately.get_by_role("link").all_inner_texts() == ["Ned Oyelaran"]
    opened.set_extra_http_headers({**served.asked_by(pair["report"]).headers})
    opened.goto(f"{served.url}/")
    expect(lately).to_be_hidden()
    opened.set_extra_http_headers({**served.asked_by(pair["mentor"]).headers})
    opened.goto(f"{served.url}/")
    expect(lately, "another has looked there meanwhile, and nothing was left to them").to_be_hidden()
