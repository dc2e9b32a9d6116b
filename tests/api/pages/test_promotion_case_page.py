"""A case's page: what was filed, voted and decided; and the decision judged again, then and now side by side."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.api.conftest import Served
from tests.api.pages.conftest import Open, is_accessible, text_of
from tests.api.pages.decided_case import DecidedCase, decided_case


@pytest.fixture(scope="module")
def story(served: Served, editions: str) -> DecidedCase:
    return decided_case(served, editions)


def page(served: Served, path: str, status: int = 200) -> str:
    """A page as whoever asks is told it."""
    answer = served.client.get(path, headers={**served.headers})
    assert answer.status_code == status, answer.text
    return answer.text


def row_of(told: str, criterion: str) -> str:
    """What is read of one criterion, then and now."""
    [row] = [row for row in told.split("<tr") if f'scope="row">{criterion}' in row]
    return text_of(f"<tr{row}")


def test_the_case_is_told_from_its_proposal_to_its_decision(served: Served, story: DecidedCase) -> None:
    read = text_of(page(served, f"/cases/{story.case}"))
    assert "Ada Okafor: Planner Declined. The step was not granted." in read
    assert "Proposed 6 May 2024 by Cai Roe" in read
    assert "Decided by Yun , written" in read
    assert "One voice only" in read
    assert "Round 1 closed on 6 May 2024: 2 in favour, 1 against, 0 abstained." in read
    assert "It recommends: in favour. Stated by Vera on 6 May 2024. The shift plans itself" in read
    assert "Wim against Words of AGAINST" in read
    assert "Assessment recorded: As seen on 2024-03-01" in read


def test_what_is_on_the_file_leads_to_where_it_is_mended(served: Served, story: DecidedCase) -> None:
    machine, own = page(served, f"/cases/{story.case}"), page(served.asked_by(story.candidate), f"/cases/{story.case}")
    for told, leads, not_led in (
        (machine, "correctEntry", "requestRectification"), (own, "requestRectification", "correctEntry")
    ):  # fmt: skip
        file = told[told.index('id="file"') :].split("</table>")[0]
        assert f"/record/{leads}?entry=" in file
        assert f"/record/{not_led}?entry=" not in file
    steps = machine[machine.index('id="steps"') :].split("</table>")[0]
    mended = [text_of(f"<tr{row}") for row in steps.split("<tr") if "correctEntry" in row]
    assert mended, "a proposal is a fact"
    assert all("Promotion proposed" in row for row in mended), "acts stand"


def test_what_was_left_off_the_file_is_told(served: Served, story: DecidedCase) -> None:
    told = page(served, f"/cases/{story.case}")
    left_off = told[told.index("Left off the file") : told.index('id="panel"')]
    assert "As seen on 2024-03-02" in left_off
    assert "As seen on 2024-03-01" not in left_off


def test_then_and_now_stand_side_by_side_and_differ_in_words(served: Served, story: DecidedCase) -> None:
    told = page(served, f"/cases/{story.case}")
    read = text_of(told)
    assert "Reproduced. What was known then comes to what was recorded." in read
    assert "With what has come to light since, the rules find something else: " in read
    assert "work values (not enough evidence → met)" in read
    values = row_of(told, "Work values")
    assert values.index("? not enough evidence") < values.index("✓ met") < values.index("Comes out otherwise")
    assert row_of(told, "Vacancy or need").endswith("The same")
    assert "written down late no" in read, "how it came to light, and that it was not on the file"


def test_each_finding_leads_to_its_entries_as_they_were_known_then(served: Served, story: DecidedCase) -> None:
    told = page(served, f"/cases/{story.case}")
    values = row_of(told, "Work values")
    assert "Assessment recorded: As seen on 2024-03-01 (1 Mar 2024, written" in values
    assert "As seen on 2024-04-02" in values.split("known now")[1], "the late one is known now alone"
    assert "As seen on 2024-04-02" not in values.split("known now")[0]
    assert f"/people/{story.candidate}?known={story.before}" in told
    assert f'href="/cases/{story.case}?known={story.before}"' in told, "what the decision rests on"


def test_what_was_set_aside_is_told_with_who_did_and_why(served: Served, editions: str) -> None:
    approved = decided_case(served, editions, approved=True)
    told = page(served, f"/cases/{approved.case}")
    assert "Work values was set aside by Zoe Amsel : “work_values can wait”" in text_of(told)
    assert "set aside: work_values can wait" in row_of(told, "Work values")
    assert "set aside" not in row_of(told, "Vacancy or need")
    assert "To be looked at again, whether it was right to set aside: " in text_of(told)


def test_it_is_shown_as_of_any_moment(served: Served, story: DecidedCase) -> None:
    before = text_of(page(served, f"/cases/{story.case}?known={story.before}"))
    assert "Nothing is decided yet: there is nothing to judge again." in before
    assert "Recommended. The panel has recommended, and a decision is to come." in before
    that_day = text_of(page(served, f"/cases/{story.case}?known={story.decided}"))
    assert "Nothing has come to light since." in that_day
    assert "Comes out otherwise" not in that_day


def test_a_review_of_what_was_set_aside_tells_its_finding(served: Served, editions: str) -> None:
    approved = decided_case(served, editions, approved=True)
    of = {"person": approved.candidate, "assessor": approved.boss, "framework": editions, "edition": 1}
    how = {"instrument": "LEADERSHIP_ASSESSMENT", "purpose": "DECISION", "level": "others", "effectiveOn": "2024-09-02"}
    rated = [{"of": "work_values", "value": 5, "facts": ["seen"]}]
    seen = served.recorded("recordAssessment", **of, **how, ratings=rated)["entries"]
    decision = f"{approved.case}@{len(told_steps(served, approved.case))}"
    review = {"case": approved.case, "decision": decision, "criterion": "WORK_VALUES", "outcome": "HELD_UP"}
    served.recorded("reviewOverride", **review, facts=seen, reviewedBy=approved.voter, effectiveOn="2024-11-06")
    steps = page(served, f"/cases/{approved.case}").split('id="steps"')[1]
    [row] = [text_of(f"<tr{row}") for row in steps.split("<tr") if "Override reviewed" in row]
    assert "Work values: it held up , resting on 1 entry; Wim looked." in row, row
    assert "came after it" in row
    rows = [text_of(f"<tr{row}") for row in steps.split("<tr")]
    assert any("Promotion approved" in row and "the decision" in row for row in rows)
    assert any("Vote closed" in row and "known then" in row for row in rows), rows


def told_steps(served: Served, case: str) -> list[dict[str, str]]:
    """The steps of a case."""
    asked = "query ($id: ID!) { promotionCase(id: $id) { steps { kind } } }"
    steps: list[dict[str, str]] = served.ask(asked, id=case)["promotionCase"]["steps"]
    return steps


def test_another_edition_is_tried_and_a_decision_chosen(served: Served, story: DecidedCase) -> None:
    same = text_of(page(served, f"/cases/{story.case}?edition=1"))
    assert "Under edition 1, on what was known then, nothing comes out otherwise." in same
    assert "Under edition 99 it cannot be judged" in text_of(page(served, f"/cases/{story.case}?edition=99"))
    chosen = page(served, f"/cases/{story.case}?decision={story.case}@1")
    assert "is no decision of this case" in chosen
    assert "Ada Okafor" in chosen, "all else is told"


def test_whoever_may_not_see_the_case_is_told_nothing_of_it(served: Served, story: DecidedCase) -> None:
    stranger = served.recorded("joinPerson", name="Ben Abiodun", unit="Tooling")["subject"]
    page(served.asked_by(stranger), f"/cases/{story.case}", 404)
    own = text_of(page(served.asked_by(story.candidate), f"/cases/{story.case}"))
    assert "Reproduced." in own
    assert "Words of AGAINST" not in own, "how a panel voted is not the candidate's"
    assert "Your case in plain words" in own
    page(served, "/cases/case-0198c0de-7e57-7000-8000-000000000000", 404)


def test_the_same_is_there_as_data(served: Served, story: DecidedCase) -> None:
    told = served.client.get(f"/cases/{story.case}.json").json()["data"]["promotionCase"]
    assert told["replay"]["verdict"] == "REPRODUCED"
    assert story.late in [entry["position"] for entry in told["replay"]["cited"]]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_it(served: Served, story: DecidedCase, look: Open, width: int, scheme: str) -> None:
    opened = look(served, f"/cases/{story.case}", width=width, scheme=scheme)
    opened.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
    assert is_accessible(opened)
    wide = opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert wide, "nothing but what scrolls by itself is wider than the window"


def test_findings_open_by_keyboard_and_without_javascript(served: Served, story: DecidedCase, look: Open) -> None:
    opened = look(served, f"/cases/{story.case}", javascript=False)
    known_now = opened.locator("tr", has_text="Work values").locator("details").last
    late = known_now.get_by_text("As seen on 2024-04-02")
    expect(late).to_be_hidden()
    known_now.locator("summary").focus()
    opened.keyboard.press("Enter")
    expect(late).to_be_visible()
    opened.get_by_label("Try the same case under edition").fill("1")
    opened.get_by_role("button", name="Try").click()
    expect(opened).to_have_url(re.compile("edition=1"))
