"""The page of mentoring: kinds, objectives, rhythm, the chain and who has room; a unit's page tells the figures."""

from __future__ import annotations

import pytest

from tests.api.conftest import Served
from tests.api.graphql.conftest import Join, join, unit
from tests.api.graphql.test_mentoring import agreed, pairs_of
from tests.api.pages.conftest import Open, is_accessible, text_of
from tests.api.pages.reading import page

__all__ = ["join", "unit"]


@pytest.fixture
def pair(served: Served, join: Join) -> dict[str, str]:
    """Cai guides Ada as an apprentice, and is mentored by Eve; Eve has room for two more."""
    ada, cai, eve = (
        join("Ada Okafor", level="self"),
        join("Cai Berg", level="others"),
        join("Eve Lund", level="leaders"),
    )
    objectives = ["Hand over a shift", "Let a meeting run"]
    first = agreed(served, cai, ada, mentorshipKind="APPRENTICESHIP", objectives=objectives)
    agreed(served, eve, cai)
    strengths = [f"Asking {eve}", "improvement"]
    served.asked_by(eve).recorded(
        "offerMentoring", person=eve, strengths=strengths, capacity=3, effectiveOn="2024-01-08"
    )
    met = {"mentorship": first, "objective": 1, "facts": "Three hand-overs", "effectiveOn": "2024-05-06"}
    served.recorded("meetObjective", **met)
    return {"ada": ada, "cai": cai, "eve": eve, "mentorship": first}


def read(served: Served, person: str, address: str = "/mentees?effective=2024-06-01") -> str:
    return text_of(page(served.asked_by(person), address))


def test_the_two_are_told_what_they_agreed_and_how_far_it_is(served: Served, pair: dict[str, str]) -> None:
    told = read(served, pair["ada"])
    assert "Cai Berg apprenticeship 8 Jan 2024 Let others find it 1. Hand over a shift met on 6 May 2024" in told, told
    assert "2. Let a meeting run met…" in told
    assert "7 Feb 2024 stalled 0 of 12 goes on accept…" in told
    assert "Who mentors you, and them 1 step away: Cai Berg 2 steps away: somebody" in told
    assert "2 steps away: Ada Okafor" not in told
    assert "met on" not in read(served, pair["ada"], "/mentees?effective=2024-05-05")
    cais = read(served, pair["cai"])
    assert "1 step away: Eve Lund" in cais
    assert "accept…" in cais, "which his own mentor's agreement still is"
    eves = read(served, pair["eve"])
    assert "1 step away: somebody" in eves, "as long as he has not accepted it"
    assert "improvement. Room for 2 of 3." in eves


def test_everybody_is_told_who_has_room(served: Served, join: Join, pair: dict[str, str]) -> None:
    stranger = join("Stranger")
    sought = read(served, stranger, f"/mentees?effective=2024-06-01&strengths=asking+{pair['eve']}")
    assert f"Eve Lund Asking {pair['eve']}, improvement 2" in sought
    assert "Nobody with room offers that" in read(served, stranger, "/mentees?strengths=nothing+of+the+kind")
    assert "Nobody with room offers that" in read(served, stranger, "/mentees?effective=2020-01-01")


def test_forms_lead_on_from_where_it_is_told(served: Served, pair: dict[str, str]) -> None:
    hers = served.asked_by(pair["ada"])
    links = page(hers, "/mentees")
    form = f"/record/meetObjective?mentorship={pair['mentorship']}&objective=2&person={pair['ada']}"
    assert form.replace("&", "&amp;") in links
    for address in (form, f"/record/acceptMentorship?mentorship={pair['mentorship']}&person={pair['ada']}"):
        assert f'value="{pair["mentorship"]}" selected' in page(hers, address)
    assert "Your file" not in page(hers, f"/record/agreeMentorship?mentor={pair['cai']}")
    thanks = page(hers, f"/record/recogniseMentor?mentorship={pair['mentorship']}&person={pair['cai']}")
    assert f'value="{pair["mentorship"]}" selected' in thanks
    for name in ("offerMentoring", "holdInformalMentoring", "recogniseMentor", "raiseObstacle", "settleObstacle"):
        assert page(hers, f"/record/{name}?person={pair['ada']}")


def test_a_unit_tells_figures_to_whoever_may(served: Served, join: Join, unit: str) -> None:
    pairs = pairs_of(served, join, unit, 5)
    address = f"/units/{served.unit(unit)}?effective=2024-06-01"
    told = text_of(page(served, address))
    assert "5 agreements stand." in told
    assert "Pairs that have stalled 5 of 5 5" in told
    assert "Hours promised 60 5 Hours held 0 5" in told
    assert "Sessions from which both learned, median of pairs too few 0" in told
    assert "Taking part on level others 5 of 5 5" in told
    assert "Mentoring, with all below it" not in read(served, pairs[0][0], address)


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_everybody_can_use_them(
    served: Served, join: Join, pair: dict[str, str], unit: str, look: Open, width: int, scheme: str
) -> None:
    opened = look(served.asked_by(pair["cai"]), "/mentees?effective=2024-06-01", width=width, scheme=scheme)
    assert is_accessible(opened)
    pairs_of(served, join, unit, 5)
    opened = look(served, f"/units/{served.unit(unit)}", width=width, scheme=scheme)
    assert is_accessible(opened)
