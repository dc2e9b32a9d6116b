"""One form for several people: an entry each, told of each, and sent twice recorded once."""

from __future__ import annotations

import re

import pytest

from api.pages.record.by_hand import all_forms
from tests.api.conftest import Served
from tests.api.pages.conftest import Open, is_accessible, text_of
from tests.api.pages.forms import FormRead, opened, sent

GIVE, PRACTICE = "/record/giveFeedback", "/record/recordPractice"


@pytest.fixture(scope="module")
def team(served: Served) -> dict[str, str]:
    """Whoever leads, three whom they lead, and somebody elsewhere, by name."""
    boss = served.recorded("joinPerson", name="Bao Nguyen", unit="Foundry", effectiveOn="2020-01-01")["subject"]
    led = {
        name: served.recorded("joinPerson", name=name, unit="Foundry", manager=boss, effectiveOn="2020-02-03")[
            "subject"
        ]
        for name in ("Ann Three", "Ben Three", "Cia Three")
    }
    far = served.recorded("joinPerson", name="Dov Elsewhere", unit="Far away", effectiveOn="2020-02-03")["subject"]
    return {"boss": boss, **led, "far": far}


def practised(served: Served, person: str) -> list[str]:
    """The situations in which somebody is said to have led, the latest first."""
    asked = """query ($id: ID!) { person(id: $id) { developmentHistory(first: 50, kinds: ["PracticeRecorded"]) {
      nodes { entry { fact { ... on PracticeRecorded { situation } } } } } } }"""
    nodes = served.ask(asked, id=person)["person"]["developmentHistory"]["nodes"]
    return [one["entry"]["fact"]["situation"] for one in nodes]


def test_it_is_offered_where_nothing_else_is_of_one_person() -> None:
    together = {name for name, form in all_forms().items() if form.together}
    assert together >= {"recordPractice", "recordCoaching", "giveFeedback", "giveAssignment"}
    alone = {"completeAssignment", "recordAssessment", "noteLesson", "nominateSuccessor", "correctEntry", "lodgeAppeal"}
    assert not together & alone


def test_one_form_records_an_entry_for_each_and_twice_is_once(served: Served, team: dict[str, str]) -> None:
    boss = served.asked_by(team["boss"])
    form = opened(boss, f"{PRACTICE}?person={team['Ann Three']}")
    assert 'name="assignment"' in form.page
    asked = sent(boss, form, add="person", situation="The workshop")
    one = FormRead(asked.text)
    assert (one.fields["person.beside"], one.fields["person"]) == ([team["Ann Three"]], [""])
    assert one.fields["situation"] == ["The workshop"], "nothing typed is lost"
    which = sent(boss, one, add="person", person="three")
    assert {team["Ben Three"], team["Cia Three"]} <= set(
        re.findall(r'name="person.chosen" value="([^"]+)"', which.text)
    )
    two = FormRead(sent(boss, FormRead(which.text), add="person", person__chosen=team["Ben Three"]).text)
    assert two.fields["person.beside"] == [team["Ann Three"], team["Ben Three"]]
    assert 'name="assignment"' not in two.page, "nothing is asked that is of one alone"
    answer = sent(boss, two, person=team["Cia Three"])
    read = text_of(answer.text)
    assert "Recorded of 3 of 3" in read
    assert [practised(served, team[name]) for name in ("Ann Three", "Ben Three", "Cia Three")] == [["The workshop"]] * 3
    again = sent(boss, two, person=team["Cia Three"])
    assert re.findall(r"as entry (\d+)", text_of(again.text)) == re.findall(r"as entry (\d+)", read)
    assert practised(served, team["Ann Three"]) == ["The workshop"]


def test_whoever_is_refused_is_told_why_and_stays_in_the_form(served: Served, team: dict[str, str]) -> None:
    boss = served.asked_by(team["boss"])
    form = opened(boss, f"{PRACTICE}?person={team['Ann Three']}")
    named = [team["Ann Three"], team["far"]]
    answer = sent(boss, form, person="", person__beside=named, situation="The fair")
    read = text_of(answer.text)
    assert "Recorded of 1 of 2" in read
    assert "Dov Elsewhere : not recorded." in read
    assert "neither leads them nor keeps records" in read
    left = FormRead(answer.text)
    assert left.fields["person.beside"] == [team["far"]]
    assert left.fields["situation"] == ["The fair"]
    by_steward = sent(served, left)
    assert by_steward.status_code == 303, "one alone is recorded as ever"
    assert practised(served, team["far"]) == ["The fair"]
    assert practised(served, team["Ann Three"])[0] == "The fair"


def test_what_fits_nobody_is_told_once_beside_its_field(served: Served, team: dict[str, str]) -> None:
    form = opened(served, PRACTICE)
    named = [team["Ann Three"], team["Ben Three"]]
    missing = sent(served, form, person__beside=named, situation="")
    assert "Situation is missing" in text_of(missing.text)
    assert "Recorded of" not in text_of(missing.text)
    unknown = sent(served, form, person__beside=named, person="Nobody at all", situation="The fair")
    assert "nothing is found by “Nobody at all”" in text_of(unknown.text)
    forged = sent(served, form, person__beside=named, situation="The fair", **{"command-id": "none"})
    assert forged.status_code == 400


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_it(served: Served, team: dict[str, str], look: Open, width: int, scheme: str) -> None:
    page = look(served, f"{PRACTICE}?person={team['Ann Three']}", width=width, scheme=scheme)
    page.get_by_role("button", name="Name another").click()
    page.get_by_text("1 named already").wait_for()
    assert is_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_it_works_without_javascript(served: Served, team: dict[str, str], look: Open) -> None:
    page = look(served.asked_by(team["boss"]), f"{PRACTICE}?person={team['Ann Three']}", javascript=False)
    page.get_by_role("button", name="Name another").press("Enter")
    page.get_by_text("1 named already").wait_for()
    page.locator("#person").fill(team["Ben Three"])
    page.get_by_label("Situation").fill("Seen by all")
    page.get_by_label("Hours").press("Enter")
    page.get_by_role("heading", name="Recorded of 2 of 2").wait_for()
    page.get_by_role("link", name="Ben Three").click()
    assert "Practice recorded: Seen by all" in page.inner_text("main")
