"""Recording by forms: what is wrong stands beside its field, nothing typed is lost, and twice is once."""

from __future__ import annotations

import re
from typing import Any

import pytest

from api.graphql.request import MOST_BYTES
from api.graphql.schema import schema
from api.pages.record.by_hand import all_forms, by_chapter
from tests.api.conftest import Served
from tests.api.pages.conftest import Open, is_accessible, text_of
from tests.api.pages.forms import FormRead, opened, sent

GIVE = "/record/giveFeedback"
BY_HAND = {
    *("giveFeedback", "requestFeedback", "recordPractice", "recordCoaching", "noteLesson", "recordAssessment"),
    *("giveAssignment", "completeAssignment", "holdMentoringSession", "nominateSuccessor", "stateAspiration"),
    "assessReadiness",
}
ANSWERS = {
    *("correctEntry", "retractEntry", "attachStatement", "requestRectification", "answerRectification"),
    *("lodgeAppeal", "withdrawAppeal", "decideAppeal", "declareConflict"),
}


@pytest.fixture(scope="module")
def pair(served: Served) -> dict[str, str]:
    """Somebody, and who leads them."""
    boss = served.recorded("joinPerson", name="Bao Nguyen", unit="Foundry", effectiveOn="2020-01-01")["subject"]
    placed = {"unit": "Foundry", "jobTitle": "Founder", "manager": boss}
    ida = served.recorded("joinPerson", name="Ida Quist", effectiveOn="2020-02-03", **placed)["subject"]
    twin = served.recorded("joinPerson", name="Ida Quitter", unit="Foundry", effectiveOn="2020-02-03")["subject"]
    return {"ida": ida, "boss": boss, "twin": twin}


def history(served: Served, person: str) -> list[dict[str, Any]]:
    """What stands on somebody's timeline, the latest first."""
    asked = """query ($id: ID!) { person(id: $id) { developmentHistory(first: 50) { nodes { kind position entry {
      fact { ... on FeedbackGiven { strengths improvements giver { id } purpose } } } } } } }"""
    told: list[dict[str, Any]] = served.ask(asked, id=person)["person"]["developmentHistory"]["nodes"]
    return told


def wrong(page: str, name: str) -> str:
    """What stands beside a field as wrong with it; the field says so to those who hear it."""
    [control] = re.findall(rf'<(?:input|select|textarea|fieldset)[^>]* ?id="{re.escape(name)}"[^>]*>', page)
    assert f"{name}-wrong" in control, control
    assert f'href="#{name}"' in page, "the summary leads there"
    return text_of(page.split(f'id="{name}-wrong">')[1].split("</p>", maxsplit=1)[0]).removeprefix("Wrong: ")


def test_there_is_a_form_for_all_that_people_write_down_by_hand() -> None:
    assert all_forms().keys() >= BY_HAND
    assert all_forms().keys() >= ANSWERS
    assert not {"joinPerson", "castVote", "approvePromotion"} & all_forms().keys()
    types = schema._schema.type_map
    for form in all_forms().values():
        fields = types[f"{form.command.__name__}Input"].fields  # type: ignore[attr-defined]
        assert {control.name for control in form.controls} <= fields.keys()
        needed = {name for name, field in fields.items() if str(field.type).endswith("!") and not has_default(field)}
        by_the_entry = {"replacement"}
        assert needed - by_the_entry <= {control.name for control in form.controls}, "what is needed can be said"


def has_default(field: Any) -> bool:
    return str(field.default_value) != "Undefined"


def test_every_form_opens(served: Served, pair: dict[str, str]) -> None:
    listed = served.client.get(f"/people/{pair['ida']}/record").text
    facts = [form for forms in by_chapter().values() for form in forms]
    for form in all_forms().values():
        address = form.address(pair["ida"])
        assert (f'href="{address.replace("&", "&amp;")}"' in listed) == (form in facts)
        assert text_of(opened(served, address).page.split("<h1>")[1]).startswith(form.title)
    assert served.client.get("/record/joinPerson").status_code == 404


def test_what_is_sent_is_recorded_and_the_page_says_as_which_entry(served: Served, pair: dict[str, str]) -> None:
    boss = served.asked_by(pair["boss"])
    form = opened(boss, f"{GIVE}?person={pair['ida']}")
    assert form.fields["person"] == ["Ida Quist"]
    assert form.fields["giver.chosen"] == [pair["boss"]], "who asks is who gives it"
    words = {"strengths": "Listens – “first”\nthen acts", "improvements": "<b>Asks</b> late"}
    answer = sent(boss, form, purpose="DEVELOPMENT", **words)
    assert answer.status_code == 303, answer.text
    latest = history(boss, pair["ida"])[0]
    place = f"/people/{pair['ida']}?recorded={latest['position']}"
    assert answer.headers["location"] == place
    fact = {"giver": {"id": pair["boss"]}, "purpose": "DEVELOPMENT", **words}
    assert latest["entry"]["fact"] == fact
    told = boss.client.get(place, headers={**boss.headers}).text
    assert f"Recorded as entry {latest['position']} ." in text_of(told)
    assert "recorded=" not in told, "no link of the page keeps it"


def test_twice_is_once(served: Served, pair: dict[str, str]) -> None:
    boss = served.asked_by(pair["boss"])
    form = opened(boss, f"{GIVE}?person={pair['ida']}")
    before = len(history(boss, pair["ida"]))
    first, second = (sent(boss, form, purpose="DEVELOPMENT", strengths="Once") for _ in range(2))
    assert first.headers["location"] == second.headers["location"]
    assert len(history(boss, pair["ida"])) == before + 1
    changed = sent(boss, form, purpose="DEVELOPMENT", strengths="With other words")
    assert "This form was recorded before, with other words" in text_of(changed.text)
    again = sent(boss, FormRead(changed.text))
    assert again.status_code == 303, "sent once more, it is another"
    assert len(history(boss, pair["ida"])) == before + 2


def test_what_the_rules_refuse_stands_beside_its_field_and_nothing_is_lost(
    served: Served, pair: dict[str, str]
) -> None:
    boss = served.asked_by(pair["boss"])
    form = opened(boss, f"{GIVE}?person={pair['boss']}")
    typed = {"purpose": "DECISION", "strengths": "A & <B>", "effectiveOn": "2024-05-05", "about": "courage\ndirection"}
    answer = sent(boss, form, **typed)
    assert answer.status_code == 200
    assert "the person themselves" in wrong(answer.text, "giver")
    assert "<title>Not recorded: Give feedback" in answer.text
    kept = FormRead(answer.text)
    assert {name: kept.fields[name] for name in typed} == {name: [value] for name, value in typed.items()}
    assert kept.fields["command-id"] == form.fields["command-id"]
    both = sent(served, opened(served, f"{GIVE}?person={pair['ida']}"), purpose="DEVELOPMENT")
    assert "strengths and improvements are both empty" in wrong(both.text, "strengths")


def test_what_fits_no_field_is_told_beside_it(served: Served, pair: dict[str, str]) -> None:
    form = opened(served, f"/record/recordPractice?person={pair['ida']}")
    answer = sent(served, form, hours="much", effectiveOn="soon", situation="Led")
    assert "“much” is no number" in wrong(answer.text, "hours")
    assert "soon" in wrong(answer.text, "effectiveOn")
    assert wrong(sent(served, form).text, "situation") == "Situation is missing"
    assessed = opened(served, f"/record/recordAssessment?person={pair['ida']}")
    rows = {"ratings__1__of": "direction", "ratings__1__value": "high", "instrument": "PERFORMANCE_EVALUATION"}
    answer = sent(served, assessed, purpose="DEVELOPMENT", **rows)
    assert "“high” is no whole number" in wrong(answer.text, "ratings.1.value"), "in its own row"
    more = sent(served, FormRead(answer.text), more="ratings")
    assert 'id="ratings.3.of"' in more.text
    assert FormRead(more.text).fields["ratings.1.of"] == ["direction"]


def test_people_are_found_by_name(served: Served, pair: dict[str, str]) -> None:
    form = opened(served, GIVE)
    answer = sent(served, form, person="ida qui", purpose="DEVELOPMENT", strengths="Kept")
    assert wrong(answer.text, "person") == "Person: choose who or what is meant by “ida qui”"
    assert {pair["ida"], pair["twin"]} <= set(re.findall(r'name="person.chosen" value="([^"]+)"', answer.text))
    found = FormRead(answer.text)
    assert found.fields["strengths"] == ["Kept"]
    chosen = sent(served, found, person__chosen=pair["ida"])
    assert chosen.headers["location"].startswith(f"/people/{pair['ida']}?")
    other = sent(served, found, person="Nobody at all", person__chosen=pair["ida"])
    assert "nothing is found by “Nobody at all”" in wrong(other.text, "person"), "another name is looked for anew"
    unknown = sent(served, form, person="person-00000000-0000-4000-8000-000000000000")
    assert "is not known, or not yours to see" in wrong(unknown.text, "person")


def test_roles_are_found_by_title_and_assignments_on_the_timeline(served: Served, pair: dict[str, str]) -> None:
    role = {"title": "Head of the Foundry", "unit": "Foundry", "function": "Making", "level": "others"}
    made = served.recorded("establishRole", effectiveOn="2020-01-01", **role)["subject"]
    form = opened(served, f"/record/nominateSuccessor?candidate={pair['ida']}")
    asked = sent(served, form, role="foundry head", why="Has led it for a year")
    assert re.findall(r'name="role.chosen" value="([^"]+)"', asked.text) == [made]
    assert sent(served, FormRead(asked.text)).status_code == 303, "one alone is chosen already"
    days = {"startsOn": "2023-01-09", "effectiveOn": "2023-01-02"}
    task = served.recorded(
        "giveAssignment", person=pair["ida"], title="New moulds", assignmentKind="PROJECT_LEAD", **days
    )
    done = opened(served, f"/record/completeAssignment?person={pair['ida']}")
    assert f'<option value="{task["made"][0]}">New moulds</option>' in done.page
    answer = sent(served, done, assignment=task["made"][0], outcome="They hold", buildsOn=task["entries"])
    assert answer.status_code == 303, text_of(answer.text)


def test_it_is_taken_from_pages_of_ours_alone_and_never_by_looking(served: Served, pair: dict[str, str]) -> None:
    form = opened(served, f"{GIVE}?person={pair['ida']}")
    before = served.ask("{ position }")
    filled = {"purpose": "DEVELOPMENT", "strengths": "Forged"}
    assert sent(served, form, {"origin": "https://evil.example"}, **filled).status_code == 403
    assert sent(served, form, {"origin": "null", "sec-fetch-site": "cross-site"}, **filled).status_code == 403
    looked = served.client.get(GIVE, params={"person": pair["ida"], **filled, "command-id": form.fields["command-id"]})
    assert looked.status_code == 200
    assert served.ask("{ position }") == before, "nothing is recorded by any of these"


def test_what_is_sent_has_an_end(served: Served) -> None:
    def post(content: str, kind: str = "application/x-www-form-urlencoded") -> int:
        return served.client.post(GIVE, content=content, headers={"content-type": kind}).status_code

    assert post("strengths=" + "x" * MOST_BYTES) == 413
    assert post("&".join(f"f{number}=" for number in range(1_001))) == 400
    assert post("strengths=%ff") == 400
    assert post("{}", "application/json") == 415


def test_who_may_not_is_told_so_on_the_form(served: Served, pair: dict[str, str]) -> None:
    stranger = served.asked_by(served.recorded("joinPerson", name="Eve Stranger", unit="Foundry")["subject"])
    form = opened(stranger, f"/record/recordPractice?person={pair['ida']}")
    answer = sent(stranger, form, situation="Led")
    assert "neither leads them nor keeps records" in text_of(answer.text)
    assert FormRead(answer.text).fields["situation"] == ["Led"]
    nobody = served.client.get(GIVE, headers={"authorization": "Bearer of nothing"})
    assert nobody.status_code == 401


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_it(served: Served, pair: dict[str, str], look: Open, width: int, scheme: str) -> None:
    page = look(
        served.asked_by(pair["boss"]), f"/record/recordAssessment?person={pair['ida']}", width=width, scheme=scheme
    )
    assert is_accessible(page)
    page.get_by_role("button", name="Record", exact=True).click()
    summary = page.get_by_role("alert")
    assert summary.evaluate("one => one === document.activeElement"), "what is wrong is read first"
    assert is_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "instrument", "it leads to the field"


def test_it_works_by_keyboard_without_javascript(served: Served, pair: dict[str, str], look: Open) -> None:
    boss = served.asked_by(pair["boss"])
    page = look(boss, f"/people/{pair['ida']}", javascript=False)
    page.get_by_role("link", name="Record…").press("Enter")
    page.get_by_role("link", name="Record practice").press("Enter")
    page.get_by_label("Situation").press_sequentially("Led the morning round")
    page.get_by_label("Hours").press_sequentially("1.5")
    page.keyboard.press("Enter")
    assert page.get_by_role("status").last.inner_text().startswith("Recorded as entry")
    assert "Practice recorded: Led the morning round" in page.inner_text("main")


def test_a_draft_survives_a_reload_until_it_is_recorded(served: Served, pair: dict[str, str], look: Open) -> None:
    boss = served.asked_by(pair["boss"])
    address = f"/record/recordPractice?person={pair['ida']}"
    page = look(boss, address)
    page.get_by_label("Situation").fill("Half a sen")
    page.reload()
    assert page.get_by_label("Situation").input_value() == "Half a sen"
    page.get_by_label("Situation").fill("A whole sentence")
    page.get_by_role("button", name="Record", exact=True).click()
    page.get_by_text("Recorded as entry").wait_for()
    page.goto(f"{served.url}{address}")
    assert page.get_by_label("Situation").input_value() == ""
    page.get_by_label("Situation").fill("Left behind")
    beside = page.context.new_page()
    beside.goto(f"{served.url}{address}")
    beside.get_by_label("Situation").fill("Left behind in another tab")
    page.get_by_role("button", name="Sign out").click()
    drafts = "Object.keys(sessionStorage).filter(key => key.startsWith('draft:'))"
    assert page.evaluate(drafts) == []
    beside.wait_for_function(f"{drafts}.length === 0")


def test_a_name_that_is_none_is_not_looked_for(served: Served, pair: dict[str, str]) -> None:
    """Each of its words would be looked for in every title."""
    address, boss = "/record/nominateSuccessor", served.asked_by(pair["boss"])
    typed = {"role": "e " * 100_000, "candidate": pair["ida"]}
    answer = served.client.post(address, data=typed, headers={**boss.headers, "origin": served.url})
    assert answer.status_code == 200
    assert "is longer than 200 characters" in answer.text


def test_what_is_answered_is_chosen_from_what_was_asked(served: Served, pair: dict[str, str]) -> None:
    ida, twin = pair["ida"], pair["twin"]
    ask = {"person": ida, "asked": twin, "topic": "Leading", "purpose": "DEVELOPMENT", "effectiveOn": "2024-05-06"}
    [request] = served.recorded("requestFeedback", **ask)["entries"]
    page = opened(served.asked_by(ida), f"{GIVE}?person={ida}").page
    offered = re.findall(r'<option value="([^"]+)"', page.split('id="requested"')[1].split("</select>")[0])
    assert offered == [request]
