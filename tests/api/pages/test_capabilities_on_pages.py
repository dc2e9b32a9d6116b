"""What evidence shows, on pages: tags beside somebody's entries, and a unit's heat map of them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from domain.frameworks.packs.shipped import present_edition
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join, join, unit
from tests.api.inputs import as_input
from tests.api.pages.conftest import Open, is_accessible, text_of
from tests.api.pages.reading import page, rows_of

__all__ = ["join", "unit"]
DAY, PRACTISED, TAGGED = "2024-10-01", "2024-03-04", "2024-05-06"


@pytest.fixture
def team(served: Served, join: Join, unit: str) -> dict[str, Any]:
    """Six people of one level and their lead, under an edition with tags; two of them have evidence of growth."""
    brought = {"framework": f"framework-{uuid4().hex[:8]}", "effectiveOn": "2019-01-01", "imported": True}
    served.recorded("publishFramework", **brought, edition=as_input(replace(present_edition(), number=1)))
    served.recorded("adoptFramework", **brought, unit=served.unit(unit))
    boss = join("Bao Lin", unit, level="others")
    members = [join(f"Member {number}", unit=unit, level="self", manager=boss) for number in range(6)]
    entries = [
        served.recorded("recordPractice", person=person, situation="Chaired", effectiveOn=PRACTISED)["entries"][0]
        for person in members
    ]
    for person, entry in list(zip(members, entries, strict=True))[:2]:
        tagging = {"person": person, "entry": entry, "taggedBy": boss, "effectiveOn": TAGGED}
        served.recorded("tagCapability", **tagging, tags=["growth"])
    return {"boss": boss, "members": members, "unit": served.unit(unit)}


def heat_of(told: str) -> list[tuple[str, list[str]]]:
    """Rows of a unit's heat map, with the shades of their cells."""
    [table] = re.findall(r'<table class="heat-map">.*?</table>', told, re.DOTALL)
    return [(text_of(row), re.findall(r"heat-(\d)", row)) for row in rows_of(table)[1:]]


@pytest.mark.mission("M12")
def test_a_unit_shows_of_how_many_each_was_found_in_words_and_shades(served: Served, team: dict[str, Any]) -> None:
    told = page(served, f"/units/{team['unit']}?effective={DAY}")
    assert heat_of(told) == [
        ("All of them 2 of 7 0 of 7 0 of 7", ["2", "0", "0"]),
        ("Level self too few too few too few", ["0", "0", "0"]),
        ("Level others too few too few too few", ["0", "0", "0"]),
    ], "the one on the other level would follow from the six"
    earlier = page(served, f"/units/{team['unit']}?effective=2024-04-01")
    assert heat_of(earlier)[0] == ("All of them 0 of 7 0 of 7 0 of 7", ["0", "0", "0"])
    assert "heat-map" not in page(served.asked_by(team["members"][0]), f"/units/{team['unit']}?effective={DAY}")


@pytest.mark.mission("M12")
def test_a_tag_stands_beside_its_entry_and_another_is_given_from_there(
    served: Served, team: dict[str, Any], look: Open
) -> None:
    theirs, person = served.asked_by(team["boss"]), team["members"][0]
    opened = look(theirs, f"/people/{person}", javascript=False)
    row = opened.get_by_role("row").filter(has_text="tag what it shows")
    expect(row.locator(".badge")).to_have_text("growth")
    row.get_by_role("link", name="tag what it shows").click()
    expect(opened).to_have_url(re.compile("/record/tagCapability"))
    opened.get_by_label("Tags").fill("inspiring")
    opened.get_by_label("Effective on").fill(TAGGED)
    opened.get_by_role("button", name="Record", exact=True).click()
    expect(opened.get_by_text("Recorded as entry")).to_be_visible()
    assert "inspiring" in text_of(page(theirs, f"/people/{person}"))
    colleague = served.asked_by(team["members"][1])
    assert "tag what it shows" not in page(colleague, f"/people/{person}")


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_it(served: Served, team: dict[str, Any], look: Open, width: int, scheme: Any) -> None:
    opened = look(served, f"/units/{team['unit']}?effective={DAY}", width=width, scheme=scheme)
    assert is_accessible(opened)
    assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
