"""What a command leaves out stays as it is, where the command says something anew as a whole; null says none."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from domain.catalogue import COMMANDS
from domain.kernel.keeping import kept_in
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

PLACED = """query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) {
    unit function level jobTitle manager { id } site employer shareOfFullTime } }"""
PROFILE = """query ($id: ID!) { role(id: $id) { title unit function level places critical owner { id } reviewOn } }"""
SAID = "query ($p: Position!) { entry(position: $p) { event } }"


def placed(served: Served, person: str, on: str | None = None) -> dict[str, Any]:
    told: dict[str, Any] = served.ask(PLACED, id=person, asOf={"effectiveOn": on} if on else None)["person"]
    return told


def said(served: Served, receipt: dict[str, Any]) -> dict[str, Any]:
    told: dict[str, Any] = served.ask(SAID, p=receipt["position"])["entry"]["event"]
    return told


def test_these_commands_say_something_anew_as_a_whole() -> None:
    keeping = {name: {*kept_in(of)} for name, of in COMMANDS.items() if kept_in(of)}
    assert keeping == {
        "DefineRoleProfile": {"places", "critical", "why", "experiences", "owner", "review_on"},
        "MovePerson": {"function", "level", "job_title", "manager", "site", "employer", "share_of_full_time"},
        "MoveUnit": {"parent"},
    }


@pytest.fixture
def ada(served: Served, join: Join) -> str:
    """Somebody of whom all is said that may be."""
    boss = join("Boss")
    where = {"function": "Tools", "jobTitle": "Designer", "site": "Ulm", "employer": "Tool Ltd", "shareOfFullTime": 80}
    return join("Ada", "Tooling", level="self", manager=boss, **where)


def test_who_moves_to_another_unit_keeps_what_is_not_said(served: Served, join: Join, ada: str) -> None:
    before = placed(served, ada)
    served.recorded("movePerson", person=ada, unit="Plant 2", effectiveOn="2023-01-01")
    assert placed(served, ada) == {**before, "unit": "Plant 2"}
    other = join("Other boss")
    served.recorded("movePerson", person=ada, unit="Plant 2", manager=other, site=None, effectiveOn="2024-01-01")
    assert placed(served, ada) == {**before, "unit": "Plant 2", "manager": {"id": other}, "site": None}
    served.recorded("movePerson", person=ada, unit="Law", jobTitle="Head", effectiveOn="2022-01-01")
    assert placed(served, ada, "2022-06-01") == {**before, "unit": "Law", "jobTitle": "Head"}, "as it stood that day"
    nothing = dict.fromkeys(("function", "level", "jobTitle", "manager", "site", "employer", "shareOfFullTime"))
    served.recorded("movePerson", person=ada, unit="Law", **nothing, effectiveOn="2024-05-01")
    assert placed(served, ada) == {"unit": "Law", **nothing}


def test_what_stands_so_already_is_not_recorded_and_what_stays_is_checked(served: Served, ada: str) -> None:
    assert served.recorded("movePerson", person=ada, unit="Tooling", effectiveOn="2023-01-01")["entries"] == []
    unknown = served.record("movePerson", {"person": f"person-{uuid4()}", "unit": "Law", "effectiveOn": "2023-01-01"})
    assert unknown["rule"] == "NobodyKnown"


def test_a_correction_keeps_what_the_entry_said(served: Served, ada: str) -> None:
    moved = served.recorded("movePerson", person=ada, unit="Law", jobTitle="Counsel", effectiveOn="2023-01-01")
    after = placed(served, ada)
    replacement = {"movePerson": {"person": ada, "unit": "Plant 2", "effectiveOn": "2023-01-01"}}
    served.recorded("correctEntry", entry=moved["entries"][0], replacement=replacement, reason="Another unit")
    assert placed(served, ada) == {**after, "unit": "Plant 2"}


def test_the_same_command_asked_again_is_recorded_once(served: Served, ada: str) -> None:
    asked, once = {"person": ada, "unit": "Law", "effectiveOn": "2023-01-01"}, str(uuid4())
    first = served.record("movePerson", asked, command_id=once)
    served.recorded("movePerson", person=ada, unit="Tooling", manager=None, effectiveOn="2022-06-01")
    again = served.record("movePerson", asked, command_id=once)
    assert (again["entries"], again["repeated"]) == (first["entries"], True)


def test_a_role_is_described_anew_and_keeps_what_is_not_said(served: Served, join: Join) -> None:
    owner = join("Owner")
    named = {"title": "Head", "unit": served.unit("Mill"), "function": "Ops", "level": "others"}
    role = served.recorded("establishRole", **named, critical=False, effectiveOn="2020-01-01")["subject"]
    whole = {"places": 2, "critical": True, "why": "Steam", "experiences": ["A line"], "owner": owner}
    served.recorded("defineRoleProfile", role=role, **named, **whole, reviewOn="2030-01-01", effectiveOn="2021-01-01")
    before = served.ask(PROFILE, id=role)["role"]
    again = {**named, "title": "Head of steam"}
    defined = said(served, served.recorded("defineRoleProfile", role=role, **again, effectiveOn="2022-01-01"))
    assert served.ask(PROFILE, id=role)["role"] == {**before, "title": "Head of steam"}
    assert (defined["why"], defined["experiences"]) == ("Steam", ["A line"])
    none = dict.fromkeys(("places", "critical", "why", "experiences", "owner", "reviewOn"))
    defined = said(served, served.recorded("defineRoleProfile", role=role, **again, **none, effectiveOn="2023-01-01"))
    kept = ("places", "critical", "why", "experiences", "owner", "review_on")
    assert [defined[name] for name in kept] == [1, False, "", [], None, None]
    refused = served.record("defineRoleProfile", {"role": role, **again, "critical": True, "effectiveOn": "2024-01-01"})
    assert refused["rule"] == "CriticalWithoutReason"


def test_a_unit_stays_where_it_is_unless_it_is_said_to_be_a_root(served: Served, unit: str) -> None:
    plant = served.recorded("establishUnit", name=unit, effectiveOn="2020-01-01")["subject"]
    hall = served.recorded("establishUnit", name="Hall", parent=plant, effectiveOn="2020-01-01")["subject"]
    asked = "query ($id: ID!) { unit(id: $id) { parent { id } } }"
    assert served.recorded("moveUnit", unit=hall, effectiveOn="2021-01-01")["entries"] == []
    assert served.ask(asked, id=hall)["unit"]["parent"] == {"id": plant}
    served.recorded("moveUnit", unit=hall, parent=None, effectiveOn="2021-01-01")
    assert served.ask(asked, id=hall)["unit"]["parent"] is None
