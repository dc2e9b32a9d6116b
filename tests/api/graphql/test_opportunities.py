"""Opportunities over GraphQL: open to all, told of who wanted them to few, and spread as figures."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from domain.kernel.ids import PersonId
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

LISTED = """query ($open: Boolean, $units: [String!], $asOf: AsOf) { opportunities(open: $open, units: $units, asOf: $asOf) {
    id what opportunityKind open openUntil closedOn openedBy { id } unit { id } own { appliedOn offeredOn answer } } }"""  # noqa: E501
PEOPLE = """query ($units: [String!], $asOf: AsOf) { opportunities(units: $units, asOf: $asOf) {
    people { person { id } appliedOn offeredOn answer application { event } } } }"""
FIGURES = """query ($by: OpportunityGroup!, $units: [String!], $asOf: AsOf) {
  opportunityFigures(by: $by, units: $units, asOf: $asOf) {
    whole { people applied offered taken declined unanswered shareTaken }
    groups { name figures { people offered taken declined shareTaken } } } }"""
TIMELINE = """query ($id: ID!) { person(id: $id) { developmentHistory(first: 9) { nodes { kind } } } }"""
MAY, JUNE, LATER = "2024-05-02", "2024-06-03", "2024-06-15"
WORDS = "I know every press by its noise"


@pytest.fixture
def charged(served: Served, steward: PersonId, join: Join) -> Callable[[str], str]:
    """Somebody new who holds a mandate for all."""

    def charge(mandate: str) -> str:
        person, until = join(f"The {mandate}"), served.app.state.services.ledger.today() + timedelta(30)
        given = {"person": person, "mandate": mandate, "until": str(until), "givenBy": steward}
        served.asked_by(steward).recorded("giveMandate", **given)
        return person

    return charge


def opened(served: Served, unit: str, by: str) -> str:
    said = {"what": "Move the press shop", "opportunityKind": "PROJECT_LEAD", "unit": served.unit(unit)}
    subject = served.recorded("openOpportunity", **said, openedBy=by, openUntil=JUNE, effectiveOn=MAY)["subject"]
    return str(subject)


def listed(served: Served, unit: str, on: str = LATER, **asked: Any) -> list[dict[str, Any]]:
    position = asked.pop("position", None)
    as_of = {"effectiveOn": on} | ({"position": position} if position else {})
    return list(served.ask(LISTED, units=[unit], asOf=as_of, **asked)["opportunities"])


@pytest.mark.mission("M80")
def test_whoever_wants_applies_while_it_is_open_and_how_chances_are_spread_comes_out_as_of_any_moment(
    served: Served, join: Join, unit: str
) -> None:
    cai = join("Cai Berg", unit=unit, level="others")
    team = [join(f"Member {number}", unit=unit, level="self") for number in range(6)]
    hall = opened(served.asked_by(cai), unit, cai)
    start = served.ask("{ position }")["position"]
    for person in team[:2]:
        said = {"opportunity": hall, "person": person, "words": WORDS, "effectiveOn": MAY}
        served.asked_by(person).recorded("applyForOpportunity", **said)
    for person in team[1:]:
        offer = {"opportunity": hall, "person": person, "offeredBy": cai, "effectiveOn": JUNE}
        served.asked_by(cai).recorded("offerOpportunity", **offer)
    for person, answer in ((team[1], "TAKEN"), (team[2], "DECLINED")):
        said = {"opportunity": hall, "person": person, "answer": answer, "effectiveOn": JUNE}
        served.asked_by(person).recorded("answerOpportunity", **said)

    late = {"opportunity": hall, "person": team[3], "effectiveOn": "2024-06-04"}
    refused = served.asked_by(team[3]).record("applyForOpportunity", late)
    assert (refused["rule"], refused["field"]) == ("OpportunityNotOpen", "opportunity")
    assert "2024-06-04 is no day to apply" in refused["why"]

    asked = {"by": "LEVEL", "units": [unit]}
    spread = served.ask(FIGURES, **asked, asOf={"effectiveOn": LATER})["opportunityFigures"]
    assert spread["whole"] == {
        "people": 6, "applied": 2, "offered": 5, "taken": 1, "declined": 1, "unanswered": 3, "shareTaken": 0.25
    }  # fmt: skip
    [group] = spread["groups"]
    assert (group["name"], group["figures"]["people"], group["figures"]["taken"]) == ("self", 6, 1)
    then = served.ask(FIGURES, **asked, asOf={"effectiveOn": LATER, "position": start})["opportunityFigures"]
    assert (then["whole"]["people"], then["whole"]["taken"], then["groups"]) == (None, None, [])
    before = served.ask(FIGURES, **asked, asOf={"effectiveOn": MAY})["opportunityFigures"]
    assert (before["whole"]["people"], before["whole"]["offered"]) == (None, None)
    [by_unit] = served.ask(FIGURES, by="UNIT", units=[unit], asOf={"effectiveOn": LATER})["opportunityFigures"][
        "groups"
    ]
    assert (by_unit["name"], by_unit["figures"]["shareTaken"]) == (unit, 0.25)

    [one] = listed(served.asked_by(team[1]), unit)
    assert (one["id"], one["what"], one["open"], one["openedBy"]["id"]) == (hall, "Move the press shop", False, cai)
    assert one["own"] == {"appliedOn": MAY, "offeredOn": JUNE, "answer": "TAKEN"}
    assert listed(served.asked_by(team[1]), unit, "2024-05-10")[0]["own"] == {
        "appliedOn": MAY, "offeredOn": None, "answer": None
    }  # fmt: skip
    assert [each["id"] for each in listed(served, unit, JUNE, open=True)] == [hall]
    assert listed(served, unit, open=True) == []
    assert listed(served, unit, "2024-05-01") == []


def test_who_applied_and_who_declined_is_told_to_few(
    served: Served, join: Join, unit: str, charged: Callable[[str], str]
) -> None:
    ben, cai = join("Ben Amari"), join("Cai Berg")
    ada, dee = join("Ada Okafor", manager=ben), join("Dee")
    served.unit(unit)
    hall = opened(served.asked_by(cai), unit, cai)
    asks = served.asked_by(ada)
    asks.recorded("applyForOpportunity", opportunity=hall, person=ada, words=WORDS, effectiveOn=MAY)
    served.asked_by(cai).recorded("offerOpportunity", opportunity=hall, person=ada, offeredBy=cai, effectiveOn=JUNE)
    asks.recorded("answerOpportunity", opportunity=hall, person=ada, answer="DECLINED", effectiveOn=JUNE)
    for asker in (cai, charged("TALENT_PARTNER"), charged("AUDITOR")):
        [told] = served.asked_by(asker).ask(PEOPLE, units=[unit])["opportunities"][0]["people"]
        assert (told["person"]["id"], told["answer"]) == (ada, "DECLINED")
        assert told["application"]["event"]["words"] == WORDS
    for asker in (ben, dee, ada):  # she reads her own part, and nobody else's
        answer = served.asked_by(asker).post(PEOPLE, units=[unit])
        assert answer["data"]["opportunities"] == [{"people": None}]
        assert answer["extensions"]["withheld"] == ["Opportunity.people"]
    kinds = {asker: kinds_told(served.asked_by(asker), ada) for asker in (ada, ben, cai, dee)}
    assert kinds[ada] >= {"OpportunityApplied", "OpportunityOffered", "OpportunityAnswered"}
    assert not {kind for asker in (ben, cai, dee) for kind in kinds[asker] if kind.startswith("Opportunity")}
    assert listed(asks, unit)[0]["own"]["answer"] == "DECLINED"
    assert listed(served.asked_by(dee), unit)[0]["own"] is None
    assert served.asked_by(cai).post(FIGURES, by="LEVEL")["data"] == {"opportunityFigures": None}


def test_nobody_offers_or_closes_what_is_not_theirs_and_an_offer_needs_no_opening(
    served: Served, join: Join, unit: str, steward: str
) -> None:
    ben, cai, dee = join("Ben Amari"), join("Cai Berg"), join("Dee")
    ada = join("Ada Okafor", manager=ben)
    served.unit(unit)
    hall = opened(served.asked_by(cai), unit, cai)
    offer = {"opportunity": hall, "person": ada, "offeredBy": dee, "effectiveOn": JUNE}
    assert served.asked_by(dee).record("offerOpportunity", offer)["rule"] == "NotNearEnough"
    close = {"opportunity": hall, "closedBy": dee, "effectiveOn": JUNE}
    assert served.asked_by(dee).record("closeOpportunity", close)["rule"] == "NotNearEnough"
    [closed] = served.asked_by(cai).recorded("closeOpportunity", **{**close, "closedBy": cai})["entries"]
    slip = {"entry": closed, "reason": "A slip", "replacement": {"closeOpportunity": {**close, "closedBy": steward}}}
    assert served.asked_by(steward).record("correctEntry", slip)["rule"] == "NotNearEnough"
    assert listed(served, unit, JUNE)[0]["closedOn"] == JUNE
    direct = {"person": ada, "offeredBy": ben, "what": "Chair the hand-over", "opportunityKind": "STRETCH_WORK"}
    subject = served.asked_by(ben).recorded("offerOpportunity", **direct, effectiveOn=JUNE)["subject"]
    taken = {"opportunity": subject, "person": ada, "answer": "TAKEN", "effectiveOn": JUNE}
    served.asked_by(ada).recorded("answerOpportunity", **taken)
    cited = f"{subject}@1"
    given = {"person": ada, "assignment": "assignment-chair", "title": "Chair", "assignmentKind": "STRETCH_WORK"}
    served.recorded("giveAssignment", **given, startsOn=JUNE, buildsOn=[cited], effectiveOn=JUNE)


def kinds_told(served: Served, person: str) -> set[str]:
    nodes = served.ask(TIMELINE, id=person)["person"]["developmentHistory"]["nodes"]
    return {node["kind"] for node in nodes}
