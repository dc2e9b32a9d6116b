"""Units: the tree with headcounts, and one unit with its people, its year and its roles, as of any day."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.api.conftest import Served
from tests.api.graphql.conftest import Join, join, unit
from tests.api.pages.conftest import Open, is_accessible, text_of
from tests.api.pages.reading import page, rows_of

__all__ = ["join", "unit"]


@pytest.fixture
def plant(served: Served, join: Join, unit: str) -> dict[str, str]:
    """A plant with two halls, of which one moves below the other; two people, and a role."""
    plant = served.unit(f"Plant {unit}")
    first, second = (
        served.recorded("establishUnit", name=f"{name} {unit}", parent=plant, effectiveOn="2020-01-01")["subject"]
        for name in ("Hall A", "Hall B")
    )
    boss = join("Bao Lin", plant, "2020-02-03", level="leaders", jobTitle="Plant manager")
    ada = join("Ada Okafor", second, "2024-03-04", manager=boss)
    served.recorded("moveUnit", unit=second, parent=first, effectiveOn="2024-05-01")
    placed = {"unit": plant, "function": "Production", "level": "leaders", "critical": True}
    role = served.recorded("establishRole", title="Plant manager", effectiveOn="2021-01-01", **placed)["subject"]
    return {"plant": plant, "first": first, "second": second, "boss": boss, "ada": ada, "role": role}


def rows_in(served: Served, address: str, unit: str) -> list[str]:
    """The rows that name this test's units, with how deep each stands."""
    return [text_of(row) for row in rows_of(page(served, address)) if unit in row]


def test_the_tree_is_told_as_of_any_day(served: Served, plant: dict[str, str], unit: str) -> None:
    assert rows_in(served, "/units?effective=2024-06-01", unit) == [
        f"level 1: Plant {unit} 1 2 1 Jan 1950 bench , people",
        f"level 2: Hall A {unit} 0 1 1 Jan 2020 bench , people",
        f"level 3: Hall B {unit} 1 1 1 Jan 2020 bench , people",
    ]
    before = rows_in(served, "/units?effective=2024-02-01", unit)
    assert [row.split(" 1 Jan")[0] for row in before] == [
        f"level 1: Plant {unit} 1 1", f"level 2: Hall A {unit} 0 0", f"level 2: Hall B {unit} 0 0"
    ]  # fmt: skip
    told = page(served, "/units?effective=2024-06-01")
    assert f'href="/bench?effective=2024-06-01&amp;units={plant["plant"]}"' in told, "links keep the moment"


def test_a_unit_tells_of_its_people_its_year_and_its_roles(served: Served, plant: dict[str, str], unit: str) -> None:
    told = page(served, f"/units/{plant['plant']}?effective=2024-06-01")
    read = text_of(told)
    assert "People in it 1 With all below it 2" in read
    assert f"Hall A {unit} 0 1" in read
    assert "Plant manager critical level leaders vacant not covered" in read
    assert "1 person. Of these 1 leads others, with 1 direct report." in read, read
    assert "Bao Lin Plant manager leaders 1" in read
    [year] = [text_of(row) for row in rows_of(told) if 'scope="row">with all below it' in row]
    assert year == "with all below it " + " ".join(["1"] * 10 + ["2"] * 3)
    below = text_of(page(served, f"/units/{plant['second']}?effective=2024-06-01"))
    assert f"Plant {unit} › Hall A {unit} › Hall B {unit}" in below
    assert "No role belongs to this unit itself" in below
    assert "Nothing here" in page(served, f"/units/{plant['first']}?effective=2019-12-31", 404)


def test_a_unit_that_has_closed_says_so(served: Served, plant: dict[str, str], unit: str) -> None:
    served.recorded("movePerson", person=plant["ada"], unit=plant["first"], effectiveOn="2024-12-01")
    served.recorded("closeUnit", unit=plant["second"], into=plant["first"], effectiveOn="2025-01-01")
    [row] = [row for row in rows_in(served, "/units", unit) if "Hall B" in row]
    assert "closed on 1 Jan 2025" in row
    read = text_of(page(served, f"/units/{plant['second']}"))
    assert f"closed on 1 Jan 2025; its work went on in Hall A {unit}" in read


def test_a_stranger_sees_where_people_stand_and_no_bench(served: Served, join: Join, plant: dict[str, str]) -> None:
    stranger = served.asked_by(join("Ben Abiodun"))
    read = text_of(page(stranger, f"/units/{plant['plant']}?effective=2024-06-01"))
    assert "Bao Lin" in read
    assert "Plant manager critical level leaders vacant not told to you" in read


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_them(served: Served, plant: dict[str, str], look: Open, width: int, scheme: Any) -> None:
    for address in ("/units", f"/units/{plant['plant']}?effective=2024-06-01"):
        opened = look(served, address, width=width, scheme=scheme)
        assert is_accessible(opened)
        assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_one_goes_from_the_tree_to_a_bench_without_javascript(
    served: Served, plant: dict[str, str], unit: str, look: Open
) -> None:
    opened = look(served, "/units", javascript=False)
    opened.get_by_label("As effective on").fill("2024-06-01")
    opened.get_by_role("button", name="Show").click()
    opened.get_by_role("link", name=f"Bench of Plant {unit}").press("Enter")
    expect(opened.get_by_role("link", name="Plant manager")).to_be_visible()
    expect(opened).to_have_url(re.compile("effective=2024-06-01"))
    assert opened.locator("select[name=units]").input_value() == plant["plant"]
