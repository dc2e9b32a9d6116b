"""One's own cases: which there are, and one of them rule by rule in plain words; for nobody else."""

from __future__ import annotations

import pytest

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
    assert told.index('id="work_values"') < told.index("All else that was asked") < told.index('id="vacancy_or_need"')


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
    assert rule.get_by_text("As seen on 2024-03-01").is_visible()
