"""Potential over GraphQL: judged on a basis until a day, told to the person, pools open to nominating oneself."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from domain.kernel.dates import months_after
from domain.kernel.ids import PersonId
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.graphql.test_promotion_case import Argued, argued, assess

__all__ = ["argued", "assess"]

SAID = """query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) { potential {
    aspects { aspect rating judgedOn expiresOn ageDays expired runningOut assessedBy { id } basis { reference } }
    pools { pool unit { id } since expiresOn runningOut nominatedBy { id } basis { reference } } } } }"""
POOLS = """query ($units: [String!], $asOf: AsOf) { talentPools(units: $units, asOf: $asOf) {
    pool unit { id } memberships { person { id } since expiresOn } } }"""
FIGURES = """query ($by: PotentialGroup, $units: [String!], $asOf: AsOf) {
  potentialFigures(by: $by, units: $units, asOf: $asOf) {
    whole { people assessed notAssessed shareAssessed compared gap }
    groups { name figures { people assessed notAssessed shareAssessed compared gap } } asOf { effectiveOn } } }"""
MAY, JUNE, JULY = "2024-05-06", "2024-06-03", "2024-07-01"
EXPIRES = "2025-06-03"
PLAN = "query ($id: ID!) { person(id: $id) { growthPlan { plan } } }"


@pytest.fixture
def charged(served: Served, steward: PersonId, join: Join) -> Callable[[str], str]:
    """Somebody new who holds a mandate for all."""

    def charge(mandate: str) -> str:
        person, until = join(f"The {mandate}"), served.app.state.services.ledger.today() + timedelta(30)
        given = {"person": person, "mandate": mandate, "until": str(until), "givenBy": steward}
        served.asked_by(steward).recorded("giveMandate", **given)
        return person

    return charge


def evaluated(
    served: Served, edition: dict[str, Any], person: str, of: str, value: int, instrument: str = "LEADERSHIP_ASSESSMENT"
) -> str:
    """An assessment for decisions; its reference."""
    rating = {"of": of, "value": value, "facts": ["Seen at the hand-over."]}
    said = {"instrument": instrument, "purpose": "DECISION", "assessor": None, "ratings": [rating], "effectiveOn": MAY}
    return str(served.recorded("recordAssessment", person=person, **edition, **said)["entries"][0])


def judging(edition: dict[str, Any], person: str, by: str, seen: str, wish: str, rating: int = 4) -> dict[str, Any]:
    aspects = [
        {"aspect": "ABILITY", "rating": rating, "basis": [seen]},
        {"aspect": "ASPIRATION", "rating": rating, "basis": [wish]},
        {"aspect": "LEARNING_AGILITY", "rating": None},
    ]
    return {"person": person, "aspects": aspects, **edition, "assessedBy": by, "effectiveOn": JUNE}


def stated(served: Served, person: str) -> str:
    """Their own word that they want to lead; its reference."""
    said = {"person": person, "path": "LEADERSHIP", "mobile": False, "effectiveOn": MAY}
    return str(served.asked_by(person).recorded("stateAspiration", **said)["entries"][0])


@pytest.mark.mission("M3")
def test_what_is_said_of_somebody_says_on_what_it_rests_runs_out_and_is_told_to_them(
    served: Served, join: Join, edition: dict[str, Any]
) -> None:
    ben = join("Ben Amari")
    ada = join("Ada Okafor", manager=ben)
    seen, wish = evaluated(served, edition, ada, "courage", 4), stated(served, ada)
    boss, hers = served.asked_by(ben), served.asked_by(ada)
    asked = judging(edition, ada, ben, seen, wish)
    groundless = {**asked, "aspects": [{"aspect": "ABILITY", "rating": 4, "basis": []}]}
    refused = boss.record("assessPotential", groundless)
    assert (refused["rule"], refused["field"]) == ("BasisMissing", "aspects")
    assert "cite entries about" in refused["why"]
    results = evaluated(served, edition, ada, "performance", 5, "PERFORMANCE_EVALUATION")
    by_results = {**asked, "aspects": [{"aspect": "ABILITY", "rating": 4, "basis": [results]}]}
    assert boss.record("assessPotential", by_results)["rule"] == "BasisUnfit", "results are no promise"
    assert served.record("assessPotential", {**asked, "assessedBy": ada})["rule"] == "OwnPotentialJudged"
    before = served.ask("{ position }")["position"]
    boss.recorded("assessPotential", **asked)
    unseen = {**asked, "aspects": [{"aspect": "ABILITY", "rating": None}], "effectiveOn": "2024-06-20"}
    boss.recorded("assessPotential", **unseen)  # takes the place of nothing that stands

    told = hers.ask(SAID, id=ada, asOf={"effectiveOn": JULY})["person"]["potential"]
    ability, aspiration, agility = told["aspects"]
    assert (ability["aspect"], ability["rating"], ability["ageDays"]) == ("ABILITY", 4, 28)
    assert (ability["judgedOn"], ability["expiresOn"], ability["expired"]) == (JUNE, EXPIRES, False)
    assert (ability["assessedBy"]["id"], ability["basis"]) == (ben, [{"reference": seen}])
    assert aspiration["basis"] == [{"reference": wish}]
    assert (agility["rating"], agility["basis"]) == (None, [])
    for day, running_out, expired in (
        ("2025-04-03", False, False),
        ("2025-04-04", True, False),
        (EXPIRES, False, True),
    ):
        [first, *_] = hers.ask(SAID, id=ada, asOf={"effectiveOn": day})["person"]["potential"]["aspects"]
        assert (first["runningOut"], first["expired"]) == (running_out, expired), day
    then = hers.ask(SAID, id=ada, asOf={"effectiveOn": JULY, "position": before})["person"]["potential"]
    assert then == {"aspects": [], "pools": []}


@pytest.mark.mission("M3")
def test_whoever_wants_nominates_themselves_and_being_in_no_pool_bars_nobody(
    served: Served, join: Join, unit: str, charged: Callable[[str], str]
) -> None:
    ben = join("Ben Amari", unit=unit)
    ada, dee = join("Ada Okafor", unit=unit, manager=ben), join("Dee", unit=unit, manager=ben)
    hers, home = served.asked_by(ada), served.unit(unit)
    wish = stated(served, ada)
    enter = {"person": ada, "pool": "Leads to be", "unit": home, "nominatedBy": ada, "effectiveOn": JUNE}
    assert hers.record("enterTalentPool", {**enter, "basis": []})["rule"] == "BasisMissing"
    hers.recorded("enterTalentPool", **enter, basis=[wish])
    assert hers.record("enterTalentPool", {**enter, "basis": [wish]})["rule"] == "InThePoolAlready"
    [place] = hers.ask(SAID, id=ada, asOf={"effectiveOn": JULY})["person"]["potential"]["pools"]
    until = str(months_after(date.fromisoformat(JUNE), 15))
    assert (place["pool"], place["unit"]["id"], place["since"], place["expiresOn"]) == (
        "Leads to be",
        home,
        JUNE,
        until,
    )
    assert (place["nominatedBy"]["id"], place["basis"]) == (ada, [{"reference": wish}])
    [pool] = served.asked_by(ben).ask(POOLS, units=[unit], asOf={"effectiveOn": JULY})["talentPools"]
    assert pool == {
        "pool": "Leads to be",
        "unit": {"id": home},
        "memberships": [{"person": {"id": ada}, "since": JUNE, "expiresOn": until}],
    }
    also = {"person": dee, "pool": " leads  TO be", "unit": home, "nominatedBy": dee, "effectiveOn": "2024-06-10"}
    served.asked_by(dee).recorded("enterTalentPool", **also, basis=[stated(served, dee)])
    [both] = served.asked_by(ben).ask(POOLS, units=[unit], asOf={"effectiveOn": JULY})["talentPools"]
    assert (both["pool"], [one["person"]["id"] for one in both["memberships"]]) == ("Leads to be", [ada, dee])
    left = {**also, "pool": "Leads to be", "effectiveOn": "2024-06-11"}
    left |= {"why": "OWN_WISH", "leftBy": left.pop("nominatedBy")}
    served.asked_by(dee).recorded("leaveTalentPool", **left)
    for mandate in ("TALENT_PARTNER", "AUDITOR"):
        everywhere = served.asked_by(charged(mandate)).ask(POOLS, asOf={"effectiveOn": JULY})["talentPools"]
        assert pool in everywhere, f"whoever is {mandate} of everybody names no unit"
    assert served.ask(POOLS, units=[unit], asOf={"effectiveOn": until})["talentPools"] == []
    assert served.asked_by(dee).ask(POOLS, units=[unit], asOf={"effectiveOn": JULY})["talentPools"] == []

    for person in (ada, dee):  # the one is in a pool, the other in none: neither asks for more
        given = {"person": person, "title": "Chair", "assignmentKind": "STRETCH_WORK", "startsOn": JUNE}
        served.recorded("giveAssignment", **given, assignment=f"assignment-{person}", effectiveOn=JUNE)
        planned = {"person": person, "needs": "Figures", "objectives": [{"words": "Reads them", "owner": person}]}
        today = served.app.state.services.ledger.today()
        served.recorded("agreeDevelopmentPlan", **planned, coOwners=[ben], reviewOn=str(today + timedelta(90)))
        assert served.ask(PLAN, id=person)["person"]["growthPlan"]

    leave = {"person": ada, "pool": "Leads to be", "unit": home, "why": "OWN_WISH", "effectiveOn": JULY}
    assert served.asked_by(ben).record("leaveTalentPool", {**leave, "leftBy": ben})["rule"] == "WishIsTheirs"
    hers.recorded("leaveTalentPool", **leave, leftBy=ada)
    assert hers.ask(SAID, id=ada, asOf={"effectiveOn": JULY})["person"]["potential"]["pools"] == []
    assert hers.ask(SAID, id=ada, asOf={"effectiveOn": JUNE})["person"]["potential"]["pools"] != []


@pytest.mark.mission("M3")
def test_coverage_and_the_gap_of_groups_are_told_of_five_and_more_as_of_any_moment(
    served: Served, join: Join, unit: str, edition: dict[str, Any], charged: Callable[[str], str]
) -> None:
    ben, partner = join("Ben Amari"), charged("TALENT_PARTNER")
    people = {
        level: [join(level, unit=unit, level=level, manager=ben) for _ in range(6)] for level in ("self", "others")
    }
    for level, those in people.items():
        for person in those[:5]:
            evaluated(served, edition, person, "performance", 4, "PERFORMANCE_EVALUATION")
            seen, wish = evaluated(served, edition, person, "courage", 4), stated(served, person)
            rating = 5 if level == "self" else 3
            served.asked_by(ben).recorded("assessPotential", **judging(edition, person, ben, seen, wish, rating))
        aspects = [{"aspect": "ABILITY", "rating": None}]  # not enough was seen: that counts for nothing
        unseen = {"person": those[5], "aspects": aspects, **edition, "assessedBy": ben, "effectiveOn": JUNE}
        served.asked_by(ben).recorded("assessPotential", **unseen)
    asks = served.asked_by(partner)
    found = asks.ask(FIGURES, units=[unit], asOf={"effectiveOn": JULY})["potentialFigures"]
    assert found["whole"] == {
        "people": 12, "assessed": 10, "notAssessed": 2, "shareAssessed": 10 / 12, "compared": 10, "gap": None
    }  # fmt: skip
    by_name = {one["name"]: one["figures"] for one in found["groups"]}
    assert by_name["self"] == {
        "people": 6, "assessed": 5, "notAssessed": 1, "shareAssessed": 5 / 6, "compared": 5, "gap": 1.0
    }  # fmt: skip
    assert by_name["others"]["gap"] == -1.0
    [of_unit] = asks.ask(FIGURES, units=[unit], by="UNIT", asOf={"effectiveOn": JULY})["potentialFigures"]["groups"]
    assert (of_unit["name"], of_unit["figures"]["assessed"], of_unit["figures"]["gap"]) == (unit, 10, None)
    late = asks.ask(FIGURES, units=[unit], asOf={"effectiveOn": EXPIRES})["potentialFigures"]["whole"]
    assert (late["people"], late["assessed"], late["compared"]) == (12, 0, None)

    council = served.asked_by(charged("COUNCIL"))
    whole = council.ask(FIGURES, asOf={"effectiveOn": "2024-07-20"})["potentialFigures"]
    assert whole["asOf"]["effectiveOn"] == "2024-06-30", "figures alone are told as of the last end of a month"
    assert council.post(FIGURES, units=[unit])["errors"][0]["extensions"]["code"] == "BAD_INPUT"
    assert served.asked_by(people["self"][0]).post(FIGURES)["data"] == {"potentialFigures": None}


def test_what_is_said_is_told_to_few_and_to_nobody_who_judges_a_case(
    served: Served, join: Join, edition: dict[str, Any], charged: Callable[[str], str]
) -> None:
    boss, mentor, stranger = join("Ben Amari"), join("Cai Berg"), join("Dee")
    ada = join("Ada Okafor", manager=boss)
    lead = join("Eve Sato")
    served.recorded("setReportingLine", person=ada, manager=lead, line="PROJECT", effectiveOn=MAY)
    pair = {"mentor": mentor, "mentee": ada, "goals": "Lead", "cadenceDays": 14, "hoursPromised": 10}
    served.recorded("agreeMentorship", **pair, endsOn="2030-01-01", effectiveOn=MAY)
    seen, wish = evaluated(served, edition, ada, "courage", 4), stated(served, ada)
    asked = judging(edition, ada, stranger, seen, wish)
    assert served.asked_by(stranger).record("assessPotential", asked)["rule"] in {"BasisUnfit", "NotNearEnough"}
    uncited = {**asked, "aspects": [{"aspect": "ABILITY", "rating": None}]}
    assert served.asked_by(stranger).record("assessPotential", uncited)["rule"] == "NotNearEnough"
    for one in (mentor, lead):
        enter = {"person": ada, "pool": "Leads", "basis": [wish], "nominatedBy": one, "effectiveOn": JUNE}
        assert served.asked_by(one).record("enterTalentPool", enter)["rule"] == "NotNearEnough"
        leave = {"person": ada, "pool": "Leads", "why": "POOL_ENDED", "leftBy": one, "effectiveOn": JUNE}
        assert served.asked_by(one).record("leaveTalentPool", leave)["rule"] == "NotNearEnough"
    served.asked_by(boss).recorded("assessPotential", **{**asked, "assessedBy": boss})
    for asker in (ada, boss, charged("TALENT_PARTNER"), charged("AUDITOR")):
        assert served.asked_by(asker).ask(SAID, id=ada)["person"]["potential"]["aspects"], asker
    for asker in (mentor, stranger, charged("COUNCIL")):
        answer = served.asked_by(asker).post(SAID, id=ada)
        assert answer["data"]["person"]["potential"] is None
        assert answer["extensions"]["withheld"] == ["Person.potential"]


def test_whoever_judges_a_case_does_not_judge_potential_beside_it(argued: Argued, edition: dict[str, Any]) -> None:
    member = argued.people[0]
    aspects = [{"aspect": "ABILITY", "rating": None}]
    asked = {**edition, "person": argued.candidate, "assessedBy": member, "aspects": aspects, "effectiveOn": JUNE}
    told = argued.served.asked_by(member).record("assessPotential", asked)
    assert (told["rule"], told["field"]) == ("NotNearEnough", "assessedBy")


def test_a_basis_that_was_taken_back_is_shown_as_none(served: Served, join: Join, edition: dict[str, Any]) -> None:
    ben = join("Ben Amari")
    ada = join("Ada Okafor", manager=ben)
    seen, wish = evaluated(served, edition, ada, "courage", 4), stated(served, ada)
    served.asked_by(ben).recorded("assessPotential", **judging(edition, ada, ben, seen, wish))
    served.recorded("retractEntry", entry=seen, reason="Of somebody else")
    [ability, aspiration, _] = served.ask(SAID, id=ada)["person"]["potential"]["aspects"]
    assert (ability["basis"], aspiration["basis"]) == ([], [{"reference": wish}])
