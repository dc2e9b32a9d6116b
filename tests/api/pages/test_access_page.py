"""What is told of oneself and to whom: who has looked, one's file to take along, and who may see what."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from api.access.relationships import Relationship
from api.access.table import TABLE, Information
from tests.api.conftest import Served
from tests.api.pages.conftest import Open, is_accessible, text_of


@pytest.fixture(scope="module")
def looked_at(served: Served) -> dict[str, Any]:
    """Somebody whose manager has looked at her."""
    boss = served.recorded("joinPerson", name="Bao Lin", unit="Tooling", effectiveOn="2020-01-01")["subject"]
    ada = served.recorded("joinPerson", name="Ada Okafor", unit="Tooling", manager=boss, effectiveOn="2022-01-01")[
        "subject"
    ]
    served.asked_by(boss).ask("query ($id: ID!) { person(id: $id) { leftOn } }", id=ada)
    return {"ada": ada, "boss": boss}


def page(served: Served, path: str, status: int = 200) -> str:
    """A page as whoever asks is told it."""
    answer = served.client.get(path, headers={**served.headers})
    assert answer.status_code == status, answer.text
    return answer.text


def test_who_has_looked_at_what_and_as_what(served: Served, looked_at: dict[str, Any]) -> None:
    told = page(served.asked_by(looked_at["ada"]), "/access")
    [row] = [row for row in told.split("<tr") if looked_at["boss"] in row]
    assert "Bao Lin employment manager" in text_of(f"<tr{row}")
    boss = text_of(page(served.asked_by(looked_at["boss"]), "/access"))
    assert "Bao Lin employment manager" not in boss, "it is one's own, and nobody else's"
    assert "No steward took access to what of you is not theirs to see." in boss


def test_who_may_see_what_is_the_table_of_the_gate(served: Served, looked_at: dict[str, Any]) -> None:
    told = page(served.asked_by(looked_at["ada"]), "/access")
    rows = [text_of(f"<tr{row}") for row in table_of(told).split("<tr")[2:]]
    assert len(rows) == len(TABLE)
    [risk] = [row for row in rows if row.startswith("Risk ")]
    assert risk.count("yes") == len(TABLE[Information.RISK])
    assert "How likely somebody is to leave, why, and what that would cost." in told
    for one in Relationship:
        assert f'<th scope="col">{one.value.replace("_", " ")}</th>' in told
    assert "Talent partner They are charged with talent where the person stands, or for all." in text_of(told)
    assert (
        told.index('id="sight"')
        < told.index("They mentor the person now, who has accepted it.")
        < told.index('id="looks"')
    ), "own last"


def table_of(told: str) -> str:
    """The table of who may see what."""
    return told[told.index('class="beside"') :].split("</table>", maxsplit=1)[0]


def test_offices_stand_there(served: Served, looked_at: dict[str, Any]) -> None:
    assert "You hold none." in text_of(page(served.asked_by(looked_at["ada"]), "/access"))
    seat = {"person": looked_at["ada"], "seat": "COACH", "until": "2030-01-01"}
    served.recorded("takeSeat", **seat, effectiveOn="2024-01-01")
    held = text_of(page(served.asked_by(looked_at["ada"]), "/access"))
    assert "Coach (seat) since 1 Jan 2024 until 1 Jan 2030" in held
    before = text_of(page(served.asked_by(looked_at["ada"]), "/access?effective=2023-01-01"))
    assert "You hold none." in before
    unknown = text_of(page(served.asked_by(looked_at["ada"]), "/access?effective=2021-01-01"))
    assert "You were not known here at that moment." in unknown


def test_everything_about_oneself_is_taken_along_as_json(served: Served, looked_at: dict[str, Any]) -> None:
    asks = served.asked_by(looked_at["ada"])
    assert "/my-file.json" in page(asks, "/access")
    read = text_of(page(asks, "/my-file"))
    assert "of others nothing is told in them" in read
    assert "Person joined 1" in read
    file = served.client.get("/my-file.json", headers={**asks.headers}).json()["data"]["myFile"]
    assert file[0]["kind"] == "PersonJoined"
    assert looked_at["boss"] not in str(file)
    for path in ("/access", "/my-file"):
        assert "No person asks here" in text_of(page(served, path))


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_it(served: Served, looked_at: dict[str, Any], look: Open, width: int, scheme: str) -> None:
    for path in ("/access", "/my-file"):
        opened = look(served.asked_by(looked_at["ada"]), path, width=width, scheme=scheme)
        opened.evaluate("document.querySelectorAll('details').forEach(each => { each.open = true })")
        assert is_accessible(opened)
        assert opened.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_it_works_without_javascript(served: Served, looked_at: dict[str, Any], look: Open) -> None:
    opened = look(served.asked_by(looked_at["ada"]), "/access", javascript=False)
    meanings = opened.get_by_text("How likely somebody is to leave")
    expect(meanings).to_be_hidden()
    opened.get_by_text("What there is to see").focus()
    opened.keyboard.press("Enter")
    expect(meanings).to_be_visible()
