"""Holm and Kanter: two firms in one ledger, each with the framework it has grown up with.

Kanter's people come over with the business. They are promoted by their own rules, until they work elsewhere.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from domain.frameworks.default_pack import DEFAULT_FRAMEWORK
from domain.frameworks.packs.shipped import present_edition
from tests.firms.conftest import DIALS, Firm

HOLM: dict[str, Any] = {"framework": DEFAULT_FRAMEWORK, "edition": present_edition().number}
KANTER: dict[str, Any] = {"framework": "framework-kanter", "edition": 1}
OURS = {
    "[levels.others]": "[levels.foreman]",
    "[levels.enterprise]": "[levels.principal]",
    "on.others": "on.foreman",
    "on.enterprise": "on.principal",
    '"enterprise"': '"principal"',
    "framework-small-firm": "framework-kanter",
}
"""How Kanter words the pack for small firms."""
CAME = "2024-07-01"
"""The day on which Kanter came over."""
HEADINGS = ("Employee ID", "Name", "Department", "Function", "Level", "Manager ID", "Hire Date")
OF_HOLM = (
    ("hilda", "Hilda Arp", "Group / Holm", "Board", "business", "", "2011-02-01"),
    ("henry", "Henry Bock", "Group / Holm / Press", "Production", "leaders", "hilda", "2012-02-01"),
    ("heike", "Heike Clas", "Group / Holm / Press", "Production", "others", "henry", "2013-02-01"),
    ("hugo", "Hugo Dahl", "Group / Holm / Press", "Production", "self", "heike", "2016-02-01"),
    ("helga", "Helga Erb", "Group / Holm / Sales", "Sales", "others", "hilda", "2014-02-01"),
    ("hans", "Hans Falk", "Group / Holm / Sales", "Sales", "self", "helga", "2017-02-01"),
    ("hedda", "Hedda Gast", "Group / Holm / Sales", "Sales", "others", "hilda", "2015-02-01"),
)
OF_KANTER = (
    ("kaspar", "Kaspar Kanter", "Group / Kanter", "Leading", "principal", "", "2024-07-01"),
    ("kurt", "Kurt Lenz", "Group / Kanter / Forge", "Forge", "foreman", "kaspar", "2024-07-01"),
    ("klara", "Klara Moos", "Group / Kanter / Forge", "Forge", "self", "kurt", "2024-07-01"),
    ("kilian", "Kilian Nau", "Group / Kanter / Forge", "Forge", "self", "kurt", "2024-07-01"),
    ("kira", "Kira Orth", "Group / Kanter / Office", "Office", "self", "kaspar", "2024-07-01"),
)
STATED = {"rationale": "The shift follows her already"}


def rows(*people: tuple[str, ...], **more: str) -> list[dict[str, object]]:
    return [{**dict(zip(HEADINGS, row, strict=True)), **more} for row in people]


def kanter_pack(firm: Firm) -> Path:
    """The pack for small firms, in Kanter's words."""
    pack = firm.folder / "kanter.toml"
    firm.types("framework", "show", "small-firm", "--to", pack)
    text = pack.read_text(encoding="utf-8")
    for word, ours in OURS.items():
        text = text.replace(word, ours)
    pack.write_text(text, encoding="utf-8")
    return pack


@pytest.fixture
def group(firm: Firm) -> Firm:
    """Holm's ledger, and Kanter's people in it from the day on which they came over."""
    firm.begins("hanna", "2024-01-02")
    firm.imports(firm.table("holm.csv", *rows(*OF_HOLM)), "2024-01-02")
    firm.types("framework", "publish", kanter_pack(firm), "--since", "2015-01-01", "--as", firm.steward)
    firm.records("establishUnit", CAME, "Kanter", name="Kanter", parent="Group")
    firm.records("adoptFramework", CAME, unit="Kanter", framework="framework-kanter", imported=True)
    over = {"Contract Type": "tupe", "Employer": "Kanter GmbH", "Continuous Since": "2009-09-01"}
    kanter = firm.table("kanter.csv", *rows(*OF_KANTER, **over))
    said = firm.imports(kanter, CAME, "--column", "belonging=Contract Type", "--column", "employer=Employer",
                        "--column", "continuous-since=Continuous Since")  # fmt: skip
    assert "mean no level" not in said, "levels are meant as the framework of each unit has them"
    for name, seat in (("ina", "BOARD_MEMBER"), ("otto", "PANEL_MEMBER")):
        firm.records("introducePerson", "2024-01-02", name, name=name.title())
        firm.records("takeSeat", "2024-01-02", person=name, seat=seat)
    return firm


def ladder(firm: Firm, unit: str, on: str) -> list[str]:
    asked = """query ($unit: ID!, $asOf: AsOf) { activeEdition(unit: $unit, asOf: $asOf) {
        framework edition { levels { name } } } }"""
    told = firm.ask(asked, unit=unit, asOf={"effectiveOn": on})["activeEdition"]
    return [told["framework"], *(level["name"] for level in told["edition"]["levels"])]


def test_each_keeps_its_framework_and_people_their_levels_and_service(group: Firm) -> None:
    assert ladder(group, "Forge", CAME) == ["framework-kanter", "self", "foreman", "principal"]
    assert ladder(group, "Press", CAME)[:2] == ["framework-leadership", "self"]
    asked = "query ($id: ID!) { person(id: $id) { level belonging employer continuousSince joinedOn } }"
    assert group.ask(asked, id="kurt")["person"] == {
        "level": "foreman",
        "belonging": "TRANSFERRED",
        "employer": "Kanter GmbH",
        "continuousSince": "2009-09-01",
        "joinedOn": CAME,
    }
    both = [*rows(*OF_HOLM), *rows(*OF_KANTER)]
    said = group.imports(group.table("august.csv", *both), "2024-08-01")
    assert ("mean no level" in said, "Nothing to record" in said) == (False, True), "one file tells of both"
    heads = group.ask("{ units { name headcount headcountWithBelow children { name headcountWithBelow } } }")["units"]
    [root] = heads
    assert root["headcountWithBelow"] == 12
    assert {each["name"]: each["headcountWithBelow"] for each in root["children"]} == {"Holm": 7, "Kanter": 5}


def case_in_kanter(firm: Firm, whom: str, case: str) -> None:
    """A step to foreman, up to a recommendation, as Kanter does it: one from outside looks, and nobody else."""
    results = [firm.evaluated(whom, "kurt", year, 2, **KANTER) for year in (2024,)]
    seen = [
        firm.assessed(whom, by, "2024-09-02", {**DIALS, "integrity": 4}, **{**KANTER, "level": "foreman"})
        for by in ("kurt", "kira")
    ]
    step = {"candidate": whom, "direction": "UP", "fromLevel": "self", "toLevel": "foreman", "grounds": "Leads"}
    under_holm = {**step, "toLevel": "others", "proposedBy": "kira", **HOLM}
    assert "framework-kanter" in firm.refuses("AnotherFramework", "proposePromotion", "2025-01-07", **under_holm)
    firm.records("proposePromotion", "2025-01-07", case, role=None, proposedBy="kira", **step, **KANTER)
    filed = (*((at, "PERFORMANCE") for at in results), *((at, "POTENTIAL") for at in seen))
    last = ""
    for at, kind in filed:
        last = firm.records("fileEvidence", "2025-01-07", case=case, evidence=at, evidenceKind=kind, filedBy="kira")
    firm.records("informPerson", "2025-01-07", person=whom, about=last, how="IN_PERSON", informedBy="kilian")
    firm.records("closeFile", "2025-01-15", case=case, closedBy="kilian")
    firm.records("convenePanel", "2025-01-15", case=case, members=["otto"], convenedBy="kilian")
    firm.records("openVote", "2025-01-15", case=case, openedBy="kilian")
    firm.by("otto").records("castVote", "2025-01-15", case=case, voter="otto", choice="IN_FAVOUR")
    firm.records("closeVote", "2025-01-15", case=case, closedBy="kilian")
    firm.records("stateRecommendation", "2025-01-15", case=case, statedBy="otto", **STATED)


def test_a_case_keeps_its_framework_also_where_its_candidate_has_moved_across(group: Firm) -> None:
    case_in_kanter(group, "klara", "case")
    move = {"person": "klara", "unit": "Press", "function": "Production", "manager": "heike"}
    assert "foreman" in group.refuses("LevelUnknown", "movePerson", "2025-01-20", level="foreman", **move)
    group.records("movePerson", "2025-01-20", level="self", **move)
    approve = {"case": "case", "decidedBy": "kaspar", **STATED}
    group.refuses("DecidesAlone", "approvePromotion", "2025-01-21", **approve)
    why = group.refuses("CriterionNotMet", "approvePromotion", "2025-01-21", decidedWith="ina", **approve)
    assert "performance_sustained" in why, "one year here is not two"
    aside = [{"criterion": "PERFORMANCE_SUSTAINED", "authorisedBy": "hilda", "reason": "Kanter kept no ratings"}]
    group.records("approvePromotion", "2025-01-21", decidedWith="ina", setAside=aside, **approve)
    told = group.ask(
        "query ($id: ID!) { promotionCase(id: $id) { proposal { framework edition } replay { verdict objection } } }",
        id="case",
    )["promotionCase"]
    assert told["proposal"] == {"framework": "framework-kanter", "edition": 1}
    assert (told["replay"]["verdict"], told["replay"]["objection"]) == ("REPRODUCED", None)
    up = {**move, "level": "others", "case": "case"}
    assert "grants “foreman”" in group.refuses("NotGranted", "movePerson", "2025-02-03", **up)
    home = {"person": "klara", "unit": "Forge", "function": "Forge", "manager": "kaspar", "level": "foreman"}
    group.records("movePerson", "2025-02-03", case="case", **home)


def test_people_go_across_at_the_rung_on_which_they_stand(group: Firm) -> None:
    across = {"person": "kurt", "unit": "Press", "function": "Production", "manager": "hilda"}
    assert "“leaders”" in group.refuses("CaseMissing", "movePerson", "2024-10-01", level="leaders", **across)
    group.records("movePerson", "2024-10-01", level="others", **across)
    assert group.ask('{ appointmentsWithoutCase(since: "2024-01-03") { person { id } level exempt } }') == {
        "appointmentsWithoutCase": []
    }
    group.records("movePerson", "2024-11-01", level="leaders", exempt="REORGANISATION", **across)
    forge = {"person": "kilian", "unit": "Forge", "function": "Forge", "manager": "kaspar", "level": "foreman"}
    group.refuses("CaseMissing", "movePerson", "2024-11-01", **forge)
    group.records("movePerson", "2024-11-01", exempt="REORGANISATION", **forge)
    told = group.ask('{ appointmentsWithoutCase(since: "2024-01-03") { person { id } level exempt } }')
    assert [(each["person"]["id"], each["level"]) for each in told["appointmentsWithoutCase"]] == [
        (group.id("kurt"), "leaders"),
        (group.id("kilian"), "foreman"),
    ], "steps in both firms are told, each by its own levels"


def test_benches_of_both_are_judged_each_by_its_own_rules(group: Firm) -> None:
    for role, unit, level, function in (
        ("Forge lead", "Forge", "foreman", "Forge"),
        ("Press lead", "Press", "others", "Production"),
    ):
        group.records("establishRole", CAME, role, title=role, unit=unit, function=function, level=level, critical=True)
    for whom in ("klara", "hugo"):
        group.records("stateAspiration", "2024-09-02", person=whom, path="LEADERSHIP", mobile=True)
    seen = {
        "klara": [
            group.assessed("klara", by, "2024-09-03", DIALS, **{**KANTER, "level": "foreman"})
            for by in ("kurt", "kira")
        ],
        "hugo": [group.assessed("hugo", by, "2024-09-03", DIALS, **HOLM) for by in ("heike", "helga")],
    }
    judged = {"readiness": "NOW", "assessedBy": "hilda", **STATED}
    for role, whom in (("Forge lead", "klara"), ("Press lead", "hugo"), ("Forge lead", "hugo")):
        named = {"role": role, "candidate": whom, "nominatedBy": "hilda", "why": "Calm"}
        group.records("nominateSuccessor", "2024-09-04", **named)
    for role, slate in (("Forge lead", ["klara", "hugo"]), ("Press lead", ["hugo"])):
        group.records("confirmSlate", "2024-09-04", role=role, successors=slate, confirmedBy="hilda")
    own = {"role": "Forge lead", "candidate": "klara", "facts": seen["klara"], **judged}
    assert "framework-kanter" in group.refuses("AnotherFramework", "assessReadiness", "2024-09-05", **own, **HOLM)
    group.records("assessReadiness", "2024-09-05", **own, **KANTER)
    group.records(
        "assessReadiness", "2024-09-05", role="Press lead", candidate="hugo", facts=seen["hugo"], **judged, **HOLM
    )
    group.records(
        "assessReadiness", "2024-09-05", role="Forge lead", candidate="hugo", facts=seen["hugo"], **judged, **KANTER
    )
    forge, press = group.bench("Forge lead", "2024-09-05"), group.bench("Press lead", "2024-09-05")
    assert (press["readyNow"], forge["readyNow"], forge["strength"]["readyNow"]) == (True, True, 1)
    supported = {each["person"]["id"]: each["supported"] for each in forge["successors"]}
    assert supported == {group.id("klara"): True, group.id("hugo"): False}, "what he showed elsewhere is no foreman's"
    all_of_it = group.ask(
        """query ($asOf: AsOf) { successionBench(asOf: $asOf) { roles { title } figures { coverage { count n }
             netCoverage { count n } } } }""",
        asOf={"effectiveOn": "2024-09-05"},
    )["successionBench"]
    assert sorted(role["title"] for role in all_of_it["roles"]) == ["Forge lead", "Press lead"]
    assert all_of_it["figures"] == {"coverage": {"count": 2, "n": 2}, "netCoverage": {"count": 2, "n": 2}}
    hugo = {"candidate": "hugo", "role": "Forge lead", "direction": "UP", "fromLevel": "self", "grounds": "Calm"}
    across = {**hugo, "toLevel": "others", "proposedBy": "helga", **HOLM}
    assert "framework-kanter" in group.refuses("AnotherFramework", "proposePromotion", "2024-09-09", **across)
    group.records("proposePromotion", "2024-09-09", "across", toLevel="foreman", proposedBy="helga",
                  **hugo, **KANTER)  # fmt: skip


def test_units_are_renamed_moved_and_closed_and_nobody_is_left_behind(group: Firm) -> None:
    assert "1 people stand in" in group.refuses("UnitNotEmpty", "closeUnit", "2025-04-01", unit="Office", into="Sales")
    moved = {"person": "kira", "unit": "Sales", "function": "Sales", "level": "self", "manager": "helga"}
    entry = group.records("movePerson", "2025-03-31", **moved)
    group.records("closeUnit", "2025-04-01", unit="Office", into="Sales")
    why = group.refuses("OthersRestOnIt", "retractEntry", "", entry=entry, reason="She stayed")
    assert group.id("Office") in why
    today = group.today()
    group.records("renameUnit", today, unit="Forge", name="Hammer shop")
    group.records("establishRole", today, "Forge lead", title="Forge lead", unit="Forge", function="Forge",
                  level="foreman", critical=True)  # fmt: skip
    why = group.refuses("LevelsLeftBehind", "moveUnit", today, unit="Forge", parent="Holm")
    assert [f"“{group.id(one)}” (“foreman”)" in why for one in ("kurt", "Forge lead", "klara")] == [True, True, False]
    group.records("adoptFramework", today, unit="Forge", framework="framework-kanter")
    group.records("moveUnit", today, unit="Forge", parent="Holm")
    assert ladder(group, "Forge", today)[0] == "framework-kanter", "it keeps the framework that it has"
    ours = {"unit": "Forge", "framework": "framework-leadership"}
    assert "framework-kanter" in group.refuses("AdoptedThatDay", "adoptFramework", today, **ours)
    told = group.ask("query ($id: ID!, $asOf: AsOf) { unit(id: $id, asOf: $asOf) { name path { name } } }",
                     id="Forge", asOf={"effectiveOn": today})["unit"]  # fmt: skip
    assert told == {"name": "Hammer shop", "path": [{"name": "Holm"}, {"name": "Group"}]}
    stands = [{**row, "Department": "Group / Holm / Hammer shop"} for row in rows(*OF_KANTER[1:4])]
    said = group.imports(group.table("may.csv", *stands), today)
    assert "mean no level" not in said, "Kurt is a foreman still"
