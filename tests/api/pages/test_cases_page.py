"""What is to be looked after in promotion cases: who is still to be told, and who came to a role without a case."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.api.conftest import Served
from tests.api.pages.conftest import Open, is_accessible, text_of
from tests.api.pages.decided_case import DecidedCase, decided_case


@pytest.fixture(scope="module")
def story(served: Served, editions: str) -> DecidedCase:
    """A decision that its candidate was not told of, and somebody who was appointed without a case."""
    case = decided_case(served, editions)
    chair = {"title": "Foreman", "unit": "Tooling", "function": "Production", "level": "others"}
    role = served.recorded("establishRole", **chair, effectiveOn="2021-01-01")["subject"]
    appointed = {"role": role, "person": case.voter, "exempt": "REORGANISATION", "effectiveOn": "2021-04-01"}
    served.recorded("appointToRole", **appointed)
    return case


def page(served: Served, path: str, status: int = 200) -> str:
    """A page as whoever asks is told it."""
    answer = served.client.get(path, headers={**served.headers})
    assert answer.status_code == status, answer.text
    return answer.text


def test_who_is_still_to_be_told_stands_there_with_the_case(served: Served, story: DecidedCase) -> None:
    told = page(served, "/cases")
    owed = told.split('id="owed"')[1]
    [row] = [row for row in owed.split("<tr") if story.case in row]
    assert text_of(f"<tr{row}").startswith("Ada Okafor the decision 6 May 2024 the case of Ada Okafor")
    assert story.case not in page(served, f"/cases?known={story.before}").split('id="owed"')[1]


def test_cases_are_listed_to_whom_they_are_told(served: Served, story: DecidedCase) -> None:
    listed = page(served, "/cases").split('id="owed"')[0]
    [row] = [row for row in listed.split("<tr") if story.case in row]
    assert "Ada Okafor level others" in text_of(f"<tr{row}")
    assert story.case in page(served, "/cases?phases=DECLINED").split('id="owed"')[0]
    assert story.case not in page(served, "/cases?phases=FILING").split('id="owed"')[0]
    stranger = served.recorded("joinPerson", name="Ben Abiodun", unit="Tooling")["subject"]
    assert "No case is told to you" in text_of(page(served.asked_by(stranger), "/cases"))


def test_cases_are_filtered_by_what_was_ever_done_in_them(served: Served, story: DecidedCase, editions: str) -> None:
    approved = decided_case(served, editions, approved=True)
    listed = page(served, "/cases?overridden=true&since=2021-01-01&orderBy=EARLIEST_FIRST").split('id="owed"')[0]
    cases = listed.split('id="cases"')[1]
    assert approved.case in cases
    assert story.case not in cases
    assert story.case in page(served, "/cases?overridden=false").split('id="owed"')[0]
    assert story.case not in page(served, "/cases?appealed=true").split('id="owed"')[0]
    form = listed.split('class="filters"')[1].split("</form>")[0]
    assert 'value="2021-01-01"' in form, "one form keeps all choices"
    assert '<option value="EARLIEST_FIRST" selected>' in form
    assert '<option value="true" selected>' in form


def test_who_came_to_a_role_without_a_case_stands_there_from_a_day_on(served: Served, story: DecidedCase) -> None:
    read = text_of(page(served, "/cases?since=2021-01-01"))
    assert "1 Apr 2021 Wim Foreman others reorganisation" in read
    assert "Wim Foreman" not in text_of(page(served, "/cases?since=2021-04-02"))


def test_it_tells_whoever_asks_what_is_theirs(served: Served, story: DecidedCase) -> None:
    stranger = served.recorded("joinPerson", name="Ben Abiodun", unit="Tooling")["subject"]
    read = text_of(page(served.asked_by(stranger), "/cases"))
    assert "Nobody is still to be told of anything, in the cases of which that is told to you." in read
    assert "Who came to a role of leadership without a case is told to auditors." in read
    assert "Wim" not in read
    assert story.case in page(served.asked_by(story.candidate), "/cases"), "her own"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_it(served: Served, story: DecidedCase, look: Open, width: int, scheme: str) -> None:
    opened = look(served, "/cases", width=width, scheme=scheme)
    assert is_accessible(opened)
    assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_it_works_without_javascript(served: Served, story: DecidedCase, look: Open) -> None:
    opened = look(served, f"/cases?effective={'2024-05-06'}", javascript=False)
    opened.get_by_label("Appointed without a case since").fill("2021-01-01")
    opened.get_by_label("Something was set aside").select_option("no")
    opened.get_by_role("button", name="Filter").last.click()
    expect(opened).to_have_url(re.compile("since=2021-01-01"))
    expect(opened).to_have_url(re.compile("overridden=false"))
    expect(opened, "the moment is kept").to_have_url(re.compile("effective=2024-05-06"))
    opened.get_by_role("link", name="the case of Ada Okafor").last.click()
    expect(opened).to_have_url(re.compile("/cases/case-"))
