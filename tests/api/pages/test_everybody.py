"""What every page is for whoever reads it four times as large, wants nothing to move, or has only a keyboard."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from playwright.sync_api import expect

from api.pages.page import all_pages
from tests.api.conftest import Served
from tests.api.pages.conftest import Open

FOUR_TIMES_AS_LARGE = 320
"""Pixels that a window of 1280 has at 400 %."""
STRAYS = """[...document.querySelectorAll("body *")].filter((one) =>
    one.getBoundingClientRect().right > window.innerWidth + 1 && !one.closest(".scroll, svg, .hidden, .skip")
).map((one) => one.outerHTML.slice(0, 120))"""
MOVING = """[...document.querySelectorAll("*")].filter((one) => {
    const style = getComputedStyle(one);
    const lasts = (said) => said.split(",").some((each) => parseFloat(each) > 0);
    return lasts(style.animationDuration) && style.animationName !== "none" || lasts(style.transitionDuration)
        || style.scrollBehavior === "smooth";
}).map((one) => one.tagName)"""


@pytest.fixture(scope="module")
def paths(served: Served) -> Sequence[str]:
    """Every page of the menu, and somebody's."""
    person = served.recorded("joinPerson", name="Ada Okafor", unit="Tooling", effectiveOn="2020-02-03")["subject"]
    served.recorded("recordPractice", person=person, situation="Led a meeting", effectiveOn="2023-02-01")
    return [*(page.path for page in all_pages() if page.menu), f"/people/{person}", f"/people/{person}/record"]


def test_no_page_runs_out_of_a_window_that_is_read_four_times_as_large(
    served: Served, paths: Sequence[str], look: Open
) -> None:
    opened = look(served, paths[0], width=FOUR_TIMES_AS_LARGE)
    for path in paths:
        opened.goto(f"{served.url}{path}")
        assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), path
        assert not opened.evaluate(STRAYS), path


def test_nothing_moves_for_whoever_wants_that(served: Served, paths: Sequence[str], look: Open) -> None:
    opened = look(served, paths[0])
    opened.emulate_media(reduced_motion="reduce")
    for path in paths:
        opened.goto(f"{served.url}{path}")
        assert not opened.evaluate(MOVING), path


def test_the_time_bar_is_moved_by_keyboard_alone(served: Served, paths: Sequence[str], look: Open) -> None:
    [path] = [path for path in paths if path.startswith("/people/") and not path.endswith("/record")]
    opened = look(served, path)
    opened.keyboard.press("Tab")
    assert opened.evaluate("document.activeElement.textContent") == "Skip to the content"
    for _ in range(60):
        opened.keyboard.press("Tab")
        if opened.evaluate("document.activeElement.name") == "effective":
            break
    opened.keyboard.type("06152022")
    opened.keyboard.press("Enter")
    opened.wait_for_url("**effective=2022-06-15*")
    expect(opened.get_by_role("status").get_by_text("as true on 15 Jun 2022")).to_be_visible()
    opened.get_by_role("link", name="Back to now").focus()
    opened.keyboard.press("Enter")
    opened.wait_for_url(f"{served.url}{path}")
