"""Mending by forms: an entry is named by its number, what it says stands there, and what changes is said anew."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from api.access import amending
from tests.api.conftest import Served
from tests.api.pages.conftest import Open, is_accessible, text_of
from tests.api.pages.forms import FormRead, opened, sent
from tests.api.pages.reading import page

WHOLE = {"purpose": "DEVELOPMENT", "strengths": "Listens", "improvements": "Asks late", "about": ["courage", "calm"]}


@pytest.fixture(scope="module")
def firm(served: Served) -> dict[str, str]:
    """Somebody, and who leads them, and who knows neither."""
    boss = served.recorded("joinPerson", name="Bao Nguyen", unit="Foundry", effectiveOn="2020-01-01")["subject"]
    placed = {"unit": "Foundry", "jobTitle": "Founder", "effectiveOn": "2020-02-03"}
    ida = served.recorded("joinPerson", name="Ida Quist", manager=boss, **placed)["subject"]
    stranger = served.recorded("joinPerson", name="Eve Stranger", **placed)["subject"]
    return {"ida": ida, "boss": boss, "stranger": stranger}


@pytest.fixture
def feedback(served: Served, firm: dict[str, str]) -> dict[str, Any]:
    """What Bao told Ida, whole."""
    boss = served.asked_by(firm["boss"])
    return boss.recorded("giveFeedback", person=firm["ida"], giver=firm["boss"], effectiveOn="2024-05-06", **WHOLE)


def said(served: Served, position: int) -> dict[str, Any]:
    """What an entry says."""
    asked = "query ($p: Position!) { entry(position: $p) { kind reason event reference } }"
    told: dict[str, Any] = served.ask(asked, p=position)["entry"]
    return told


def recorded_at(answer: Any) -> int:
    """The position of what was recorded, by where one is led."""
    assert answer.status_code == 303, text_of(answer.text)
    return int(answer.headers["location"].rpartition("=")[2])


def test_what_an_entry_says_stands_in_the_fields_and_what_changes_is_said_anew(
    served: Served, firm: dict[str, str], feedback: dict[str, Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(amending, "AT_ONCE", timedelta(0))
    boss = served.asked_by(firm["boss"])
    form = opened(boss, f"/record/correctEntry?entry={feedback['position']}")
    assert f"Feedback given: Listens , 6 May 2024, entry {feedback['position']}" in text_of(form.page)
    held = {name: form.fields[f"replacement.{name}"] for name in ("purpose", "strengths", "about", "effectiveOn")}
    assert held == {
        "purpose": ["DEVELOPMENT"], "strengths": ["Listens"], "about": ["courage\ncalm"], "effectiveOn": ["2024-05-06"],
    }  # fmt: skip
    assert form.fields["replacement.giver"] == ["Bao Nguyen"]
    without = sent(boss, form, replacement__strengths="Listens well")
    assert "say what was wrong, for whoever reads it later" in text_of(without.text)
    assert FormRead(without.text).fields["replacement.strengths"] == ["Listens well"], "nothing typed is lost"
    answer = sent(boss, form, replacement__strengths="Listens well", reason="A word was left out")
    now = said(served, position := recorded_at(answer))
    assert answer.headers["location"] == f"/people/{firm['ida']}?recorded={position}"
    assert (now["reference"], now["reason"]) == (feedback["entries"][0], "A word was left out")
    before = said(served, feedback["position"])["event"]
    assert now["event"] == {**before, "strengths": "Listens well"}, "and nothing else has changed"


def test_what_says_the_same_is_not_recorded(served: Served, firm: dict[str, str], feedback: dict[str, Any]) -> None:
    boss = served.asked_by(firm["boss"])
    form = opened(boss, f"/record/correctEntry?entry={feedback['position']}")
    before = served.ask("{ position }")
    assert "nothing was recorded" in text_of(sent(boss, form, reason="None").text)
    assert served.ask("{ position }") == before


def test_rows_and_what_may_stay_as_it_stands_are_said_anew(served: Served, firm: dict[str, str], editions: str) -> None:
    of = {"person": firm["ida"], "assessor": firm["boss"], "framework": editions, "edition": 1, "level": "others"}
    how = {"instrument": "LEADERSHIP_ASSESSMENT", "purpose": "DECISION", "effectiveOn": "2024-03-01"}
    rated = [{"of": "direction", "value": 4, "facts": ["seen"]}, {"of": "work_values", "value": 3, "facts": ["heard"]}]
    entry = served.recorded("recordAssessment", **of, **how, ratings=rated)
    form = opened(served, f"/record/correctEntry?entry={entry['position']}")
    assert form.fields["replacement.ratings.1.value"] == ["3"]
    now = said(served, recorded_at(sent(served, form, replacement__ratings__1__value="5", reason="Misread")))
    before = said(served, entry["position"])["event"]
    assert [one["value"] for one in now["event"]["ratings"]] == [4, 5]
    assert {**now["event"], "ratings": []} == {**before, "ratings": []}, "its own id and all else are the same"
    wrong = sent(served, form, replacement__ratings__0__value="high", reason="Misread")
    assert 'id="replacement.ratings.0.value-wrong"' in wrong.text, "in its own row"

    moved = {"person": firm["ida"], "unit": "Foundry", "jobTitle": "Moulder", "effectiveOn": "2023-01-09"}
    entry = served.recorded("movePerson", **moved)
    form = opened(served, f"/record/correctEntry?entry={entry['position']}")
    assert form.fields["replacement.jobTitle"] == ["Moulder"]
    now = said(served, recorded_at(sent(served, form, replacement__jobTitle="Head moulder", reason="Misheard")))
    before = said(served, entry["position"])["event"]
    assert now["event"] == {**before, "job_title": "Head moulder"}


def test_an_entry_is_named_by_its_number(served: Served, firm: dict[str, str], feedback: dict[str, Any]) -> None:
    boss = served.asked_by(firm["boss"])
    bare = opened(boss, "/record/correctEntry")
    for number in ("many", "99999999", "9" * 30):
        assert f"“{number}” is no entry that is told to you" in text_of(sent(boss, bare, entry=number).text)
    before = served.ask("{ position }")
    answer = sent(boss, bare, entry=str(feedback["position"]), reason="Misheard")
    form = FormRead(answer.text)
    assert form.fields["replacement.strengths"] == ["Listens"], "what it says is shown before anything is recorded"
    assert form.fields["reason"] == ["Misheard"]
    assert served.ask("{ position }") == before
    recorded_at(sent(boss, form, replacement__strengths="Listens long"))


def test_acts_stand(served: Served, firm: dict[str, str], feedback: dict[str, Any]) -> None:
    boss = served.asked_by(firm["boss"])
    gone = recorded_at(sent(boss, opened(boss, f"/record/retractEntry?entry={feedback['position']}"), reason="Not so"))
    assert said(served, gone)["kind"] == "EntryRetracted"
    for mutation in ("correctEntry", "retractEntry"):
        form = opened(served, f"/record/{mutation}?entry={gone}")
        assert "is an act: it stands as it was done" in text_of(sent(served, form, reason="Not so").text)
    again = opened(boss, f"/record/retractEntry?entry={feedback['position']}")
    assert "No entry stands at" in text_of(sent(boss, again, reason="Not so").text)


def test_the_timeline_leads_there_where_the_entry_is_theirs_to_mend(
    served: Served, firm: dict[str, str], feedback: dict[str, Any]
) -> None:
    address, number = f"/people/{firm['ida']}", feedback["position"]
    correct, retract = (f"/record/{name}?entry={number}" for name in ("correctEntry", "retractEntry"))
    request = f"/record/requestRectification?entry={number}"
    boss = page(served.asked_by(firm["boss"]), address)
    assert correct in boss
    assert retract in boss
    assert request not in boss
    own = page(served.asked_by(firm["ida"]), address)
    assert correct not in own, "she did not write it"
    assert request in own
    past = page(served.asked_by(firm["boss"]), f"{address}?known={number}")
    assert correct not in past, "it is mended as of now"
    joined = f"/record/correctEntry?entry={said_of_joining(served, firm['ida'])}"
    assert joined not in boss
    assert joined in page(served, address), "whoever wrote it"
    stranger = served.asked_by(firm["stranger"])
    form = opened(stranger, correct)
    assert "is no entry that is told to you" in text_of(sent(stranger, form, reason="So").text)


def said_of_joining(served: Served, person: str) -> int:
    """The position of the entry with which somebody's record begins."""
    asked = "query ($id: ID!) { person(id: $id) { developmentHistory(first: 50) { nodes { kind position } } } }"
    nodes = served.ask(asked, id=person)["person"]["developmentHistory"]["nodes"]
    [position] = [one["position"] for one in nodes if one["kind"] == "PersonJoined"]
    return int(position)


def test_whom_it_concerns_asks_to_have_it_mended_and_is_answered(
    served: Served, firm: dict[str, str], feedback: dict[str, Any]
) -> None:
    ida = served.asked_by(firm["ida"])
    file = page(ida, "/my-file")
    assert f"/record/requestRectification?entry={feedback['position']}" in file
    form = opened(ida, f"/record/requestRectification?entry={feedback['position']}")
    assert form.fields["person.chosen"] == [firm["ida"]]
    answer = sent(ida, form, words="I asked in time")
    asked = said(served, recorded_at(answer))
    assert (asked["kind"], asked["event"]["entry"]) == ("RectificationRequested", feedback["entries"][0])
    recorded_at(sent(ida, opened(ida, f"/record/attachStatement?entry={feedback['position']}"), words="Once"))
    answering = opened(served, f"/record/answerRectification?person={firm['ida']}")
    given = {"request": asked["reference"], "outcome": "DECLINED", "words": "It stands", "answeredBy": firm["boss"]}
    assert said(served, recorded_at(sent(served, answering, **given)))["kind"] == "RectificationAnswered"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_it(
    served: Served, firm: dict[str, str], feedback: dict[str, Any], look: Open, width: int, scheme: str
) -> None:
    boss = served.asked_by(firm["boss"])
    opened_at = look(boss, f"/record/correctEntry?entry={feedback['position']}", width=width, scheme=scheme)
    assert is_accessible(opened_at)
    assert opened_at.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_it_works_by_keyboard_without_javascript(
    served: Served, firm: dict[str, str], feedback: dict[str, Any], look: Open
) -> None:
    opened_at = look(served.asked_by(firm["boss"]), f"/people/{firm['ida']}", javascript=False)
    row = opened_at.locator(f"#entry-{feedback['position']}")
    row.get_by_role("link", name="correct").press("Enter")
    opened_at.get_by_label("Strengths").fill("Listens to all")
    opened_at.get_by_label("Reason").fill("Too short")
    opened_at.get_by_label("Effective on").first.press("Enter")
    assert opened_at.get_by_role("status").last.inner_text().startswith("Recorded as entry")
    assert "Listens to all" in opened_at.inner_text("main")
