"""The directory: found by name with accents or without, filtered, leafed through, as of any moment, and as CSV."""

from __future__ import annotations

import csv
import re
from io import StringIO
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.api.conftest import Served
from tests.api.graphql.conftest import Join, join, unit
from tests.api.pages.conftest import Open, is_accessible, text_of
from tests.api.pages.reading import page, rows_of

__all__ = ["join", "unit"]


@pytest.fixture
def staff(served: Served, join: Join, unit: str) -> str:
    """Three people in a unit, of whom one has left; the address that shows them."""
    boss = join("Zoë Lindqvist", unit, "2020-01-01", level="leaders", jobTitle="Manager", function="Quality")
    join("Ada Okafor", unit, "2021-05-03", level="self", jobTitle="Engineer", function="Quality", manager=boss)
    gone = join("Ben Abiodun", unit, "2020-02-03", level="self")
    served.recorded("leavePerson", person=gone, reason="RETIRED", effectiveOn="2022-03-31")
    return f"/people?units={served.unit(unit)}"


def names(served: Served, address: str) -> list[str]:
    """Who is told, in the order in which they are."""
    rows = [text_of(row) for row in rows_of(page(served, address))]
    return [name for row in rows for name in ("Ada Okafor", "Ben Abiodun", "Zoë Lindqvist") if row.startswith(name)]


def test_they_are_told_with_where_they_stand(served: Served, staff: str, unit: str) -> None:
    read = text_of(page(served, staff))
    assert "2 people." in read
    assert f"Ada Okafor Engineer Quality self {unit} Zoë Lindqvist 3 May 2021" in read


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("search=zoe", ["Zoë Lindqvist"]),
        ("search=Zoë lindq", ["Zoë Lindqvist"]),
        ("levels=self", ["Ada Okafor"]),
        ("functions=Quality&orderBy=LEVEL", ["Zoë Lindqvist", "Ada Okafor"]),
        ("here=false", ["Ben Abiodun"]),
        ("here=null", ["Ada Okafor", "Ben Abiodun", "Zoë Lindqvist"]),
        ("effective=2022-03-01&orderBy=TENURE", ["Zoë Lindqvist", "Ben Abiodun", "Ada Okafor"]),
        ("effective=2020-01-15", ["Zoë Lindqvist"]),
        ("search=Nobody", []),
    ],
)
def test_they_are_found_by_name_and_filters(served: Served, staff: str, asked: str, found: list[str]) -> None:
    assert names(served, f"{staff}&{asked}") == found
    table = served.client.get(f"{staff}&{asked}".replace("/people?", "/people.csv?"))
    assert [row["name"] for row in csv.DictReader(StringIO(table.text))] == found


def test_nobody_found_says_what_to_do(served: Served, staff: str) -> None:
    read = text_of(page(served, f"{staff}&search=Nobody"))
    assert "Nobody answers this description at that moment. Show everybody , or loosen a filter." in read


def test_a_long_list_is_leafed_through_and_keeps_its_filters(served: Served, join: Join, unit: str, look: Open) -> None:
    for number in range(52):
        join(f"Person {number:02}", unit)
    address = f"/people?units={served.unit(unit)}&effective=2024-01-01"
    opened = look(served, address, javascript=False)
    expect(opened.get_by_text("50 of 52 people.")).to_be_visible()
    opened.get_by_role("link", name="The next ones").press("Enter")
    expect(opened.get_by_text("2 of 52 people.")).to_be_visible()
    expect(opened.get_by_role("link", name="Person 51")).to_be_visible()
    expect(opened).to_have_url(re.compile("effective=2024-01-01"))
    page_two = opened.url.removeprefix(served.url)
    assert "after=" in page_two
    link = opened.get_by_role("link", name="Compare…").get_attribute("href") or ""
    assert "units=" in link
    assert "after=" not in link, "of another moment nobody may stand there"
    for path in ("/people/compare", "/people/compare.atom"):
        typed = page_two.replace("/people", path) + "&then-effective=2019-01-01"
        assert served.client.get(typed, headers={**served.headers}, follow_redirects=True).status_code == 200, path
    opened.get_by_role("searchbox", name="Name").fill("person 7")
    opened.get_by_role("search").get_by_role("button", name="Show").click()
    expect(opened, "another question begins at its beginning").not_to_have_url(re.compile("after="))


def test_it_tells_whoever_asks_what_is_theirs(served: Served, join: Join, staff: str) -> None:
    stranger = served.asked_by(join("Cai Deng"))
    read = text_of(page(stranger, staff))
    assert "Ada Okafor Engineer" in read
    assert "3 May 2021" not in read


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_it(served: Served, staff: str, look: Open, width: int, scheme: Any) -> None:
    opened = look(served, f"{staff}&here=null", width=width, scheme=scheme)
    assert is_accessible(opened)
    assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
