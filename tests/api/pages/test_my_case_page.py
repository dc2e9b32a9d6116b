"""One's own cases: which there are, and one of them rule by rule in plain words; for nobody else."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.api.conftest import Served
from tests.api.pages.conftest import Open, is_accessible, text_of
from tests.api.pages.decided_case import DecidedCase, decided_case
from tests.api.pages.forms import FormRead, opened, sent


@pytest.fixture(scope="module")
def story(served: Served, editions: str) -> DecidedCase:
    return decided_case(served, editions)


def page(served: Served, path: str, status: int = 200) -> str:
    """A page as whoever asks is told it."""
    answer = served.client.get(path, headers={**served.headers})
    assert answer.status_code == status, answer.text
    return answer.text


def test_the_candidate_reads_each_rule_and_what_would_have_changed_it(served: Served, story: DecidedCase) -> None:
    told = page(served.asked_by(story.candidate), f"/my-case/{story.case}")
    read = text_of(told)
    assert "Your case: Planner Promotion declined on 6 May 2024." in read
    assert "It was judged again, and comes to what was recorded." in read
    assert "It is not on record that you were told: until it is, the time to appeal does not run." in read
    values = text_of(told[told.index('id="work_values"') :].split("</article>")[0])
    assert "Your work values were to be rated" in values
    assert "What would have changed it: No latest word below" in values
    assert "With what has come to light since, it comes out otherwise: ✓ met" in values
    assert "Assessment recorded: As seen on 2024-03-01" in values
    assert "Do you value the work that the new level asks for?" in values, "a question that somebody asks"
    assert told.index('id="work_values"') < told.index("What else was asked?") < told.index('id="vacancy_or_need"')


def test_it_says_who_decided_and_what_may_be_done_until_when(served: Served, story: DecidedCase, editions: str) -> None:
    candidate = served.asked_by(story.candidate)
    told = page(candidate, f"/my-case/{story.case}")
    read = text_of(told)
    assert "Who decided, and on what authority? Yun . The rules let nobody decide who has a stake in it" in read
    assert "under edition 1 of the framework" in read
    assert "2 were in favour, 1 against, 0 abstained" in read
    assert "the time to appeal does not run. Say what was wrong" in read
    assert f'href="/record/lodgeAppeal?case={story.case}"' in told
    approved = decided_case(served, editions, approved=True)
    aside = text_of(page(served.asked_by(approved.candidate), f"/my-case/{approved.case}"))
    assert "It was set aside by Zoe Amsel , who had the authority to: “work_values can wait”" in aside


def test_nobody_else_is_told_it(served: Served, story: DecidedCase) -> None:
    for somebody in (story.boss, story.voter):
        read = text_of(page(served.asked_by(somebody), f"/my-case/{story.case}"))
        assert "This is not your case: in plain words it is told to its candidate alone." in read
        assert "What would have changed it" not in read
    page(served, "/my-case/case-0198c0de-7e57-7000-8000-000000000000", 404)


def test_before_it_is_decided_it_says_where_the_case_stands(served: Served, story: DecidedCase) -> None:
    told = page(served.asked_by(story.candidate), f"/my-cases?known={story.before}")
    assert "recommended" in text_of(told)
    assert "once it is decided" in text_of(told)


def test_ones_own_cases_lead_to_the_case_and_to_its_plain_words(served: Served, story: DecidedCase) -> None:
    told = page(served.asked_by(story.candidate), "/my-cases")
    assert "Planner 6 May 2024 by Cai Roe declined, 6 May 2024 the decision: still to be told" in text_of(told)
    assert f'href="/cases/{story.case}"' in told
    assert f'href="/my-case/{story.case}"' in told
    nothing = text_of(page(served.asked_by(story.boss), "/my-cases"))
    assert "Nothing was proposed for you by that moment." in nothing
    assert "No person asks here" in text_of(page(served, "/my-cases"))


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_it(served: Served, story: DecidedCase, look: Open, width: int, scheme: str) -> None:
    for path in (f"/my-case/{story.case}", "/my-cases"):
        opened = look(served.asked_by(story.candidate), path, width=width, scheme=scheme)
        assert is_accessible(opened)
        assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_it_works_by_keyboard_and_without_javascript(served: Served, story: DecidedCase, look: Open) -> None:
    opened = look(served.asked_by(story.candidate), f"/my-case/{story.case}", javascript=False)
    rule = opened.locator("#work_values")
    rule.locator("summary").first.focus()
    opened.keyboard.press("Enter")
    expect(rule.get_by_text("As seen on 2024-03-01")).to_be_visible()


def test_a_candidate_appeals_by_form_and_takes_it_back(served: Served, editions: str) -> None:
    story = decided_case(served, editions)
    candidate = served.asked_by(story.candidate)
    form = opened(candidate, f"/record/lodgeAppeal?case={story.case}")
    assert (form.fields["case"], form.fields["case.chosen"]) == (["Ada Okafor"], [story.case])
    assert "As seen on 2024-04-02" in form.page, "what may be pointed to is chosen from her timeline"
    assert "Words is missing" in text_of(sent(candidate, form, ground="PROCEDURE").text)
    answer = sent(candidate, form, ground="PROCEDURE", words="I was not heard")
    assert answer.status_code == 303, text_of(answer.text)
    assert answer.headers["location"].startswith(f"/cases/{story.case}?recorded=")
    told = page(candidate, f"/my-case/{story.case}")
    assert "waits for its answer" in text_of(told)
    assert "lodgeAppeal" not in told
    case = page(candidate, f"/cases/{story.case}")
    assert "An appeal waits for its answer" in text_of(case)
    assert f"/record/decideAppeal?case={story.case}" in case
    assert f"/record/withdrawAppeal?case={story.case}" in case
    assert "withdrawAppeal" not in page(served.asked_by(story.boss), f"/cases/{story.case}")
    back = sent(candidate, opened(candidate, f"/record/withdrawAppeal?case={story.case}"))
    assert back.status_code == 303, text_of(back.text)
    assert "lodgeAppeal" in page(candidate, f"/my-case/{story.case}")


def test_an_appeal_is_answered_by_form_by_several_together(served: Served, editions: str) -> None:
    story = decided_case(served, editions)
    of = {"case": story.case, "ground": "PROCEDURE", "lodgedBy": story.candidate, "words": "I was not heard"}
    served.recorded("lodgeAppeal", **of)
    two = [served.recorded("joinPerson", name=name, unit="Far away")["subject"] for name in ("Ute Away", "Udo Away")]
    first = served.asked_by(two[0])
    form = opened(first, f"/record/decideAppeal?case={story.case}")
    assert form.fields["decidedBy.chosen"] == [two[0]], "who asks"
    both = FormRead(sent(served, form, decidedBy__beside=two, decidedBy="", add="decidedBy").text)
    assert both.fields["decidedBy.beside"] == two
    answer = sent(served, both, outcome="DISMISSED", rationale="She was heard on the day")
    assert answer.status_code == 303, text_of(answer.text)
    read = text_of(page(served, f"/cases/{story.case}"))
    assert "Dismissed by Ute Away , Udo Away : “She was heard on the day”" in read


def test_a_conflict_is_declared_by_form(served: Served, editions: str) -> None:
    story = decided_case(served, editions)
    assert "declareConflict" not in page(served.asked_by(story.voter), f"/cases/{story.case}"), "it is decided"
    form = opened(served.asked_by(story.voter), f"/record/declareConflict?case={story.case}&member={story.boss}")
    answer = sent(served.asked_by(story.voter), form, conflict="CLOSE_RELATION", words="They are married")
    assert "was decided on 2024-05-06" in text_of(answer.text), "what the rules refuse stands there"
