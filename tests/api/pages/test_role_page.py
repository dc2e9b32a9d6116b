"""A role: who holds it and held it, its slate with findings, people side by side, and what would follow of a move."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from tests.api.conftest import Served
from tests.api.graphql.conftest import edition, join, unit
from tests.api.graphql.test_succession_bench import House, house, role
from tests.api.pages.conftest import Open, is_accessible, text_of
from tests.api.pages.forms import opened
from tests.api.pages.reading import page, rows_of

__all__ = ["edition", "house", "join", "role", "unit"]
DAY = "effective=2024-07-01"


@pytest.fixture
def address(role: dict[str, str]) -> str:
    """Where the role is, as of a day."""
    return f"/roles/{role['role']}?{DAY}"


def test_it_tells_who_holds_it_and_who_might_come_after(house: House, role: dict[str, str], address: str) -> None:
    read = text_of(told := page(house.served, address))
    assert f"Head of tooling Engineering, level others, in {house.unit} critical" in read
    assert "Holder since 1 Feb 2021 risk of leaving: high (market)" in read
    slate = {name: text_of(row) for row in rows_of(told) for name in ("Ready", "Named") if f"Compare {name}" in row}
    assert (
        "ready now until 1 Jun 2025 judged 1 Jun 2024 under edition 1 nothing: a standing successor" in slate["Ready"]
    )
    assert "dials at least: met" in slate["Ready"], slate["Ready"]
    assert "Assessment recorded" in slate["Ready"], "what it rests on, in words"
    assert role["fact"] not in told
    assert "Single point of failure: exactly one successor of standing" in read
    assert "named themselves readiness not judged only nominated, not asked" in slate["Named"], slate["Named"]
    assert "Holder 1 Feb 2021 still substantive no case: before ledger" in read
    assert "Nobody is named." in read


def test_it_tells_of_cover_and_of_those_who_held_it(house: House, role: dict[str, str]) -> None:
    served, day = house.served, "2024-09-01"
    served.recorded("vacateRole", role=role["role"], person=house.boss, why="STEPPED_DOWN", effectiveOn=day)
    served.recorded("nameEmergencyCover", role=role["role"], person=house.peer, canHoldDays=60, until="2025-01-31",
                    namedBy=house.head, effectiveOn=day)  # fmt: skip
    read = text_of(page(served, f"/roles/{role['role']}?effective={day}"))
    assert "Who holds it vacant" in read
    assert "Peer , for 60 days; counts until 31 Jan 2025" in read
    assert "Holder 1 Feb 2021 1 Sept 2024 substantive" in read
    assert "Nothing here" in page(served, f"/roles/{role['role']}?effective=2020-01-01", 404)


def test_people_are_compared_side_by_side(house: House, role: dict[str, str], address: str) -> None:
    people = f"people={role['successor']}&people={role['other']}"
    told = page(house.served, f"{address}&{people}&compare=true")
    rows = [text_of(row) for row in rows_of(told[told.index('id="compared"') :])]
    assert rows[0] == "Ready Named"
    assert "Readiness ready now until 1 Jun 2025 readiness not judged" in rows
    assert "Their own word willing not asked" in rows
    assert told.count("checked") == 2
    assert DAY in told.partition("known=")[0], "links keep the moment"
    assert "Nobody is chosen" in page(house.served, f"{address}&compare=true")
    [rests] = [row for row in rows if row.startswith("It rests on")]
    assert "1 Mar 2024 : Assessment recorded skills 4, time application 4, work values 4" in rests, rests
    assert f"/people/{role['successor']}?known=" in told, "as it was known then"


def test_what_it_rests_on_is_told_newest_first_as_it_was_last_said(house: House, unit: str) -> None:
    served, role = house.served, house.role("Head of casting")
    house.wishes(house.ready)
    house.on_the_slate(role, house.ready)
    early, late = (
        house.seen(house.ready, by, on=on)[0] for by, on in ((house.peer, "2024-02-01"), (house.head, "2024-05-02"))
    )
    house.judged(role, house.ready, [early, late])
    asked = """query ($id: ID!, $asOf: AsOf) { role(id: $id, asOf: $asOf) { successors {
      facts evidence { reference effectiveOn } } } }"""

    def evidence(asks: Served) -> list[str] | None:
        told = asks.ask(asked, id=role, asOf={"effectiveOn": "2024-07-01"})["role"]["successors"]
        return told and [one["reference"] for one in told[0]["evidence"]]

    assert evidence(served) == [late, early], "what was true last stands first"
    assert evidence(served.asked_by(house.join("Nobody's", f"{house.unit} elsewhere"))) is None


def test_whoever_is_compared_is_told_so_and_may_nominate(house: House, role: dict[str, str]) -> None:
    head = house.served.asked_by(house.head)
    told = page(head, f"/roles/{role['role']}?people={role['successor']}&people={house.head}&compare=true")
    assert "You are one of those compared" in text_of(told)
    assert "Head this is you" in text_of(told)
    assert f'href="/record/nominateSuccessor?role={role["role"]}"' in told
    assert "nominateSuccessor" not in page(house.served, f"/roles/{role['role']}"), "nobody asks"
    assert "nominateSuccessor" not in page(head, f"/roles/{role['role']}?{DAY}"), "nobody is nominated back then"
    form = opened(head, f"/record/nominateSuccessor?role={role['role']}")
    assert form.fields["role"] == ["Head of tooling"]


def test_a_move_is_tried_and_nothing_stored(house: House, role: dict[str, str], address: str) -> None:
    served = house.served
    lower = house.role("Shift lead", level="self")
    served.recorded("appointToRole", role=lower, person=house.ready, exempt="BEFORE_LEDGER", effectiveOn="2021-02-01")
    before = served.ask("{ position }")["position"]
    tried = f"{address}&mover={house.ready}&move=true"
    read = text_of(page(served, f"{tried}&leaves={house.boss}"))
    assert "Shift lead falls vacant, as Ready moves up. Nobody is ready there: the chain ends." in read, read
    assert "As it is As it would be" in read
    assert "Critical places vacant" in read
    assert served.ask("{ position }")["position"] == before
    crowded = text_of(page(served, tried))
    assert "more than it has places: say who leaves" in crowded, "a slip is told, and the rest of the page as well"
    assert "Shift lead falls vacant" in crowded


def test_a_stranger_is_not_told_who_might_come_after(house: House, address: str) -> None:
    stranger = house.join("Stranger", f"{house.unit} elsewhere")
    read = text_of(page(house.served.asked_by(stranger), address))
    assert "Holder since 1 Feb 2021" in read
    assert "Who might come after is not told to you." in read
    assert "Ready" not in read.replace("Ready now", "")
    assert "risk of leaving" not in read


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_it(
    house: House, role: dict[str, str], address: str, look: Open, width: int, scheme: str
) -> None:
    chosen = f"people={role['successor']}&compare=true&mover={role['successor']}&leaves={house.boss}&move=true"
    opened = look(house.served, f"{address}&{chosen}", width=width, scheme=scheme)
    assert is_accessible(opened)
    assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_it_works_by_keyboard_and_without_javascript(house: House, address: str, look: Open) -> None:
    opened = look(house.served, address, javascript=False)
    for name in ("Ready", "Named"):
        opened.get_by_label(f"Compare {name}").focus()
        opened.keyboard.press("Space")
    opened.get_by_role("button", name="Compare those chosen").press("Enter")
    assert opened.url.count("people=") == 2
    expect(opened).to_have_url(re.compile(DAY))
    expect(opened.get_by_role("heading", name="Side by side")).to_be_visible()
    opened.locator("select[name=mover]").select_option("Ready")
    opened.get_by_role("button", name="Try").press("Enter")
    expect(opened.get_by_text("Nothing falls vacant: they hold no role.")).to_be_visible()
    expect(opened.get_by_role("columnheader", name="As it would be"), "the holder is taken to leave").to_be_visible()
