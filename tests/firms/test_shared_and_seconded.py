"""Seehof Hospital: a ward led by two who share one place, and a nurse who is seconded to another unit for a while.

One of the two leaves, and the ward is still led. The nurse comes home, is seen to be ready by people of both units,
and takes the half that is free.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.packs.shipped import present_edition
from tests.firms.conftest import DIALS, Firm

WARD = "Lead of Ward 3"
PACK = {"framework": DEFAULT_FRAMEWORK, "edition": present_edition().number}
STAFF = (
    ("dora", "Dora Lang", "Seehof", "Board", "business", "", "100"),
    ("karin", "Karin Ott", "Seehof / Nursing", "Nursing", "leaders", "dora", "100"),
    ("anna", "Anna Brix", "Seehof / Nursing / Ward 3", "Nursing", "others", "karin", "60"),
    ("berta", "Berta Czar", "Seehof / Nursing / Ward 3", "Nursing", "others", "karin", "50"),
    ("emil", "Emil Dorn", "Seehof / Nursing / Ward 3", "Nursing", "self", "anna", "80"),
    ("frieda", "Frieda Ems", "Seehof / Nursing / Ward 3", "Nursing", "self", "anna", "100"),
    ("quentin", "Quentin Rau", "Seehof / Quality", "Quality", "others", "dora", "100"),
    ("rosa", "Rosa Stein", "Seehof / Quality", "Quality", "self", "quentin", "100"),
    ("pia", "Pia Tal", "Seehof / Pharmacy", "Pharmacy", "others", "dora", "100"),
    ("mona", "Mona Uhl", "Seehof / Pharmacy", "Pharmacy", "self", "pia", "100"),
    ("lars", "Lars Voss", "Seehof / Nursing", "Nursing", "others", "karin", "100"),
    ("ute", "Ute Wirth", "Seehof", "Board", "business", "", "100"),
)
HEADINGS = ("Employee ID", "Name", "Department", "Function", "Level", "Manager ID", "FTE")
STATED = {"rationale": "The ward runs itself when he is on shift"}


@pytest.fixture
def seehof(firm: Firm) -> Firm:
    """The hospital as its ledger begins, with two who share the lead of a ward."""
    firm.begins("hanna", "2024-01-02")
    rows: list[Mapping[str, object]] = [
        {**dict(zip(HEADINGS, row, strict=True)), "Hire Date": "2015-04-01"} for row in STAFF
    ]
    zoe = dict(
        zip(HEADINGS, ("zoe", "Zoe Aust", "Seehof / Nursing / Ward 3", "Nursing", "self", "anna", "100"), strict=True)
    )
    rows = [{**row, "Contract Type": "permanent"} for row in rows]
    rows.append({**zoe, "Hire Date": "2023-11-01", "Contract Type": "agency worker"})
    firm.imports(firm.table("staff.csv", *rows), "2024-01-02", "--column", "belonging=Contract Type")
    ward = {"unit": "Ward 3", "function": "Nursing", "level": "others", "critical": True}
    firm.records("establishRole", "2024-01-02", WARD, title=WARD, **ward)
    for holder in ("anna", "berta"):
        firm.records("appointToRole", "2024-01-02", role=WARD, person=holder, share=50, exempt="REORGANISATION")
    return firm


def person(firm: Firm, whom: str, on: str) -> dict[str, Any]:
    """What is told of somebody's lines and place on a day."""
    told = firm.ask(
        """query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) { shareOfFullTime inUnit { name }
             otherLines { line manager { id } until } secondments { unit { name } manager { id } share until } } }""",
        id=whom,
        asOf={"effectiveOn": on},
    )["person"]
    return dict(told)


def heads(firm: Firm, unit: str, on: str) -> int:
    asked = "query ($id: ID!, $asOf: AsOf) { unit(id: $id, asOf: $asOf) { headcount } }"
    return int(firm.ask(asked, id=unit, asOf={"effectiveOn": on})["unit"]["headcount"])


def test_a_place_is_held_by_two_and_one_of_them_leaving_empties_no_chair(seehof: Firm) -> None:
    frieda = {"role": WARD, "person": "frieda", "share": 50, "exempt": "REORGANISATION"}
    assert "no free place" in seehof.refuses("RoleTaken", "appointToRole", "2024-02-01", **frieda)
    told = seehof.bench(WARD, "2024-02-01")
    assert {(each["person"]["id"], each["share"]) for each in told["incumbents"]} == {
        (seehof.id("anna"), 50),
        (seehof.id("berta"), 50),
    }
    assert (told["vacant"], told["shareOpen"]) == (False, 0)
    seehof.records("leavePerson", "2024-09-30", person="berta", reason="RESIGNED")
    told = seehof.bench(WARD, "2024-10-01")
    assert (told["vacant"], told["shareOpen"]) == (False, 50), "the ward is led, and half a place is free"
    zoe = {"role": WARD, "person": "zoe", "share": 50, "exempt": "REORGANISATION"}
    assert "agency" in seehof.refuses("EmployedElsewhere", "appointToRole", "2024-10-01", **zoe)
    named = {"role": WARD, "candidate": "zoe", "nominatedBy": "anna", "why": "Good"}
    seehof.refuses("EmployedElsewhere", "nominateSuccessor", "2024-10-01", **named)
    stands_in = {"role": WARD, "person": "zoe", "appointmentKind": "INTERIM", "share": 50}
    seehof.records("appointToRole", "2024-10-01", **stands_in)
    assert seehof.bench(WARD, "2024-10-01")["shareOpen"] == 50, "who stands in fills no chair"

    seehof.refuses("AlreadyTheirs", "appointToRole", "2024-11-01", role=WARD, person="anna", share=50)
    seehof.records("appointToRole", "2024-11-01", role=WARD, person="anna", share=100)
    told = seehof.bench(WARD, "2024-11-01")
    assert (told["shareOpen"], seehof.bench(WARD, "2024-10-31")["shareOpen"]) == (0, 50)
    seehof.refuses("RoleTaken", "appointToRole", "2024-11-01", **frieda)
    history = seehof.ask("query ($id: ID!) { role(id: $id) { history { person { id } since until share } } }", id=WARD)[
        "role"
    ]["history"]
    own = [
        (each["since"], each["until"], each["share"]) for each in history if each["person"]["id"] == seehof.id("anna")
    ]
    assert own == [("2024-01-02", "2024-11-01", 50), ("2024-11-01", None, 100)]
    steps = seehof.ask('{ appointmentsWithoutCase(since: "2024-01-03") { person { id } } }')
    assert steps["appointmentsWithoutCase"] == [], "to hold more of what is hers is no step"


def seconded(firm: Firm) -> None:
    """Emil works for the unit of quality for half a year; both leads of the ward lead him at home."""
    firm.records(
        "setReportingLine", "2024-01-02", person="emil", line="FUNCTIONAL", manager="berta", until="2024-09-30"
    )
    firm.records("agreeSecondment", "2024-03-04", person="emil", unit="Quality", hostManager="quentin", share=60,
                 until="2024-08-30")  # fmt: skip


def test_a_secondee_stays_at_home_and_is_seen_by_two_managers(seehof: Firm) -> None:
    ward, quality = heads(seehof, "Ward 3", "2024-03-01"), heads(seehof, "Quality", "2024-03-01")
    seconded(seehof)
    assert (heads(seehof, "Ward 3", "2024-03-04"), heads(seehof, "Quality", "2024-03-04")) == (ward, quality)
    assert ward == 4, "the nurse from the agency is not counted"
    away = {"person": "emil", "unit": "Pharmacy", "until": "2024-05-31"}
    assert "60 percent" in seehof.refuses("SecondedTwice", "agreeSecondment", "2024-05-02", share=50, **away)
    told = person(seehof, "emil", "2024-03-04")
    host = {"unit": {"name": "Quality"}, "manager": {"id": seehof.id("quentin")}, "share": 60, "until": "2024-08-30"}
    assert (told["inUnit"], told["shareOfFullTime"], told["secondments"]) == ({"name": "Ward 3"}, 80, [host])
    assert {(each["line"], each["manager"]["id"]) for each in told["otherLines"]} == {
        ("FUNCTIONAL", seehof.id("berta")),
        ("HOST", seehof.id("quentin")),
    }
    assert person(seehof, "emil", "2024-10-01")["otherLines"] == []

    seen = [seehof.assessed("emil", by, "2024-06-03", DIALS, **PACK) for by in ("quentin", "anna", "rosa")]
    seen.append(seehof.assessed("emil", "quentin", "2024-09-02", DIALS, **PACK))
    told = seehof.ask('{ entries(first: 50, kinds: ["AssessmentRecorded"]) { nodes { reference event } } }')
    sources = {one["reference"]: one["event"]["source"] for one in told["entries"]["nodes"]}
    assert [sources[at] for at in seen] == ["other_manager", "line_manager", "colleague", "colleague"]

    seehof.records("stateAspiration", "2024-05-06", person="emil", path="LEADERSHIP", mobile=True)
    seehof.records("nominateSuccessor", "2024-05-06", role=WARD, candidate="emil", nominatedBy="anna", why="Calm")
    seehof.records("confirmSlate", "2024-05-06", role=WARD, successors=["emil"], confirmedBy="karin")
    judged = {"role": WARD, "candidate": "emil", "readiness": "NOW", "assessedBy": "karin", **PACK, **STATED}
    seehof.records("assessReadiness", "2024-06-10", facts=[seen[1]], **judged)
    assert seehof.bench(WARD, "2024-06-10")["covered"] is False, "one manager alone is not enough"
    seehof.records("assessReadiness", "2024-06-11", facts=seen[:2], **judged)
    told = seehof.bench(WARD, "2024-06-11")
    assert (told["covered"], told["readyNow"], told["strength"]["readyNow"]) == (True, True, 1)


def test_whoever_leads_a_secondee_does_not_judge_his_case_and_half_a_place_is_free_for_him(seehof: Firm) -> None:
    seconded(seehof)
    results = [seehof.evaluated("emil", "anna", year, 2, **PACK) for year in (2022, 2023)]
    seen = [seehof.assessed("emil", by, "2024-06-03", {**DIALS, "empowering": 4}, **PACK) for by in ("quentin", "anna")]
    step = {"candidate": "emil", "role": WARD, "direction": "UP", "fromLevel": "self", "toLevel": "others"}
    seehof.records("proposePromotion", "2024-07-01", "case", proposedBy="frieda", grounds="Calm", **step, **PACK)
    for leads in ("anna", "berta", "quentin"):
        assert "line_manager" in seehof.refuses(
            "ConflictedMember", "closeFile", "2024-07-01", case="case", closedBy=leads
        )
    last = ""
    for at, kind in (*((at, "PERFORMANCE") for at in results), *((at, "POTENTIAL") for at in seen)):
        last = seehof.records("fileEvidence", "2024-07-01", case="case", evidence=at, evidenceKind=kind, filedBy="anna")
    seehof.records("informPerson", "2024-07-01", person="emil", about=last, how="IN_PERSON", informedBy="anna")
    seehof.records("closeFile", "2024-07-10", case="case", closedBy="mona")
    panel = {"case": "case", "members": ["karin", "pia", "lars"], "convenedBy": "mona", "moderatedBy": "rosa"}
    hosts = {**panel, "members": ["karin", "pia", "quentin"]}
    seehof.refuses("ConflictedMember", "convenePanel", "2024-07-10", **hosts)
    seehof.records("convenePanel", "2024-07-10", **panel)
    seehof.records("openVote", "2024-07-10", case="case", openedBy="mona")
    for voter in ("karin", "pia", "lars"):
        seehof.by(voter).records("castVote", "2024-07-10", case="case", voter=voter, choice="IN_FAVOUR")
    seehof.records("closeVote", "2024-07-10", case="case", closedBy="mona")
    seehof.records("stateRecommendation", "2024-07-10", case="case", statedBy="pia", **STATED)
    approve = {"case": "case", "decidedBy": "dora", **STATED}
    why = seehof.refuses("CriterionNotMet", "approvePromotion", "2024-07-11", **approve)
    assert "vacancy_or_need" in why, "both halves are held"

    seehof.records("leavePerson", "2024-07-31", person="berta", reason="RESIGNED")
    seehof.records("approvePromotion", "2024-08-01", **approve)
    whole = {"role": WARD, "person": "emil", "case": "case"}
    seehof.refuses("RoleTaken", "appointToRole", "2024-09-02", **whole)
    seehof.records("appointToRole", "2024-09-02", share=50, **whole)
    told = seehof.bench(WARD, "2024-09-02")
    assert (told["vacant"], told["shareOpen"], len(told["incumbents"])) == (False, 0, 2)
