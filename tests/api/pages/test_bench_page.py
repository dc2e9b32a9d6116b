"""The bench: roles by unit with holders, cover and successors, filtered, as of any moment, as data, and on paper."""

from __future__ import annotations

import csv
import re
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from playwright.sync_api import expect

from domain.kernel.ids import PersonId
from tests.api.graphql.conftest import edition, join, steward, unit
from tests.api.graphql.test_succession_bench import House, house, role
from tests.api.pages.conftest import Open, is_accessible, text_of
from tests.api.pages.reading import page, rows_of

__all__ = ["edition", "house", "join", "role", "steward", "unit"]
DAY = "effective=2024-07-01"


@pytest.fixture
def bench(house: House, role: dict[str, str]) -> str:
    """The address of a bench with a role that is covered, and in a unit below one that nobody holds."""
    below = house.served.recorded("establishUnit", name="Aa below", parent=house.served.unit(house.unit),
                                  effectiveOn="2021-01-01")["subject"]  # fmt: skip
    house.role("Bare chair", unit=below, critical=False, level="self")
    return f"/bench?units={house.served.unit(house.unit)}&{DAY}"


def test_roles_stand_by_unit_with_holders_cover_and_successors(house: House, role: dict[str, str], bench: str) -> None:
    told = page(house.served, bench)
    rows = [text_of(row) for row in rows_of(told)]
    above, head, below, bare = rows[1:5]
    assert (above, below) == (house.unit, "Aa below"), "as the tree goes, and not as the alphabet does"
    assert head.startswith("Head of tooling critical Engineering, level others Holder since 1 Feb 2021")
    assert "risk of leaving: high (market) , loss: medium ready now single point of failure" in head
    assert "1. Ready : ready now until 1 Jun 2025 ; judged 1 Jun 2024, rests on 2 entries" in head, head
    assert "Named : readiness not judged only nominated, not asked" in head, head
    assert bare == "Bare chair Engineering, level self vacant not covered nobody yet"
    assert f'href="/roles/{role["role"]}?{DAY}"' in told, "links keep the moment"
    assert f'href="/people/{house.ready}?{DAY}"' in told


def test_figures_stand_on_top_and_over_the_last_year(house: House, bench: str) -> None:
    read = text_of(told := page(house.served, bench))
    assert "2 roles, as of 1 Jul 2024" in read
    assert "successor of their own within two years 1 of 1" in read
    assert "Single points of failure 1 of 2 roles" in read
    [covered] = [text_of(row) for row in rows_of(told) if 'scope="row">covered' in row]
    assert covered == "covered " + " ".join(["0"] * 11 + ["1"] * 2), "month by month"
    assert told.count('href="#line-1-') == 13
    assert 'id="line-1-2024-07-01"' in told, "each mark leads to its cell"


def test_readiness_that_has_expired_says_so(house: House, bench: str) -> None:
    told = text_of(page(house.served, bench.replace(DAY, "effective=2025-07-01")))
    assert "ready now expired on 1 Jun 2025" in told
    assert "not covered" in told


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ("exactly=true", ["Head of tooling"]),
        ("critical=false", ["Bare chair"]),
        ("vacant=false", ["Head of tooling"]),
        ("covered=false", ["Bare chair"]),
        ("atRisk=true", ["Head of tooling"]),
        ("readiness=NOW", ["Head of tooling"]),
        ("readiness=NOW&readiness=EMERGENCY", ["Head of tooling"]),
        ("levels=self", ["Bare chair"]),
        ("functions=Engineering", ["Head of tooling", "Bare chair"]),
        ("orderBy=STRENGTH", ["Bare chair", "Head of tooling"]),
    ],
)
def test_it_is_filtered_and_ordered_by_its_address(house: House, bench: str, asked: str, titles: list[str]) -> None:
    told = page(house.served, f"{bench}&{asked}")
    assert [title for row in rows_of(told) for title in titles if f">{title}</a>" in row] == titles
    assert text_of(told).count("level self") + text_of(told).count("level others") == len(titles)
    table = house.served.client.get(f"{bench}&{asked}".replace("/bench?", "/bench.csv?"))
    assert {row["title"] for row in csv.DictReader(StringIO(table.text))} == {*titles}


def test_what_no_role_answers_says_what_to_do(house: House, bench: str) -> None:
    told = text_of(page(house.served, f"{bench}&critical=false&vacant=false"))
    assert "No role answers this description at that moment. Show all roles" in told


def test_a_stranger_is_told_of_no_bench(house: House, bench: str) -> None:
    stranger = house.join("Stranger", f"{house.unit} elsewhere")
    read = text_of(page(house.served.asked_by(stranger), bench))
    assert "Head of tooling critical" in read
    assert "Holder since 1 Feb 2021 not told to you not told to you" in read
    assert "Ready :" not in read
    assert "risk of leaving" not in read
    assert "How deep the bench is, is not told to you." in read
    assert "Coverage over the last year" not in read


def test_it_is_data_too(house: House, bench: str) -> None:
    told = house.served.client.get(bench.replace("/bench?", "/bench.json?")).json()["data"]["successionBench"]
    assert [one["title"] for one in told["roles"]] == ["Bare chair", "Head of tooling"], "by the names of units"


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_it(house: House, bench: str, look: Open, width: int, scheme: str) -> None:
    opened = look(house.served, bench, width=width, scheme=scheme)
    assert is_accessible(opened)
    assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    opened.emulate_media(media="print")
    expect(opened.get_by_label("Vacant")).to_be_hidden()
    cut: Any = "[...document.querySelectorAll('.scroll')].some(one => getComputedStyle(one).overflowX != 'visible')"
    assert not opened.evaluate(cut), "nothing is cut on paper"


def test_it_is_filtered_without_javascript_and_keeps_the_moment(house: House, bench: str, look: Open) -> None:
    opened = look(house.served, bench, javascript=False)
    opened.get_by_label("Vacant").select_option("yes")
    opened.get_by_role("button", name="Show").last.click()
    expect(opened).to_have_url(re.compile("vacant=true"))
    expect(opened).to_have_url(re.compile(DAY))
    expect(opened.get_by_role("link", name="Bare chair")).to_be_visible()
    assert not opened.get_by_role("link", name="Head of tooling").count()


def test_a_drawing_says_of_which_roles_it_is(house: House, role: dict[str, str], bench: str) -> None:
    same = text_of(page(house.served, bench))
    assert "It is of the same roles as the figures above." in same
    assert "Single point of failure: exactly one successor of standing" in same
    narrowed = text_of(page(house.served, f"{bench}&functions=Engineering&critical=true"))
    assert "The figures are of these roles alone; the drawing below is of the whole unit." in narrowed
    assert "It is not narrowed by functions , as the figures above are." in narrowed


def test_somebody_who_may_is_led_to_nominate(house: House, bench: str, steward: PersonId) -> None:
    until = str(house.served.app.state.services.ledger.today() + timedelta(30))
    charged = {"person": house.peer, "mandate": "TALENT_PARTNER", "givenBy": steward, "until": until}
    house.served.asked_by(steward).recorded("giveMandate", **charged)
    told = page(house.served.asked_by(house.peer), bench.partition("&effective")[0])
    [row] = [text_of(row) for row in rows_of(told) if "Bare chair" in row]
    assert row.endswith("nobody yet: nominate somebody… for Bare chair"), row
