"""A promotion case over GraphQL: its steps, votes that nobody sees too early, and its decision replayed."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from typing import Any

import pytest

from api.graphql.outcome import refused
from api.imports.exporting import Exported
from domain.kernel.refusals import ReasonMissing
from ledger import Ledger, Wrapping
from tests.api.conftest import KEY, Served
from tests.api.graphql.conftest import Join

CASE = """
    query ($id: ID!, $asOf: AsOf, $edition: Int) {
      promotionCase(id: $id, asOf: $asOf) {
        id fileOpen
        proposal { toLevel direction candidate { name } role { title } proposedBy { id } }
        evidence { evidenceKind evidence }
        steps { kind event }
        panel { quorum round voteOpen members { id } tally { inFavour against abstained advice } recommendation }
        votes { round voter { id } withheld choice words }
        decisions { entry { reference } }
        decision { basis judgedBy findings { criterion verdict restsOn } overrides { criterion } }
        appeal { ground }
        replay(edition: $edition) {
          verdict objection
          decision { position }
          again { edition findings { criterion verdict } obstacle why }
          differences { criterion }
          misstated { what }
          cited { reference position }
          sinceThen {
            changesFindings objection
            cameToLight { how kind effectiveOn onFile reference entry { position reason } }
            now { judgement { findings { criterion verdict } } differences { criterion again { verdict restsOn } } }
          }
          rescored { judgement { edition obstacle why } differences { criterion } }
        }
      }
    }"""
DAY, LATER = "2024-05-06", "2024-06-03"


@dataclass
class Argued:
    """A case up to its open vote."""

    served: Served
    case: str
    candidate: str
    boss: str
    people: list[str]
    votes: list[int]
    """Positions of the votes."""

    def told(self, **asked: Any) -> Any:
        return self.served.ask(CASE, id=self.case, **asked)["promotionCase"]

    def step(self, mutation: str, **given: Any) -> dict[str, Any]:
        return self.served.recorded(mutation, case=self.case, effectiveOn=DAY, **given)


@pytest.fixture
def assess(served: Served, edition: dict[str, Any]) -> Callable[..., dict[str, Any]]:
    """Records somebody's word on somebody."""

    def assess(person: str, by: str, on: str, **ratings: int) -> dict[str, Any]:
        return served.recorded(
            "recordAssessment",
            person=person,
            instrument="LEADERSHIP_ASSESSMENT",
            purpose="DECISION",
            assessor=by,
            level="others",
            ratings=[{"of": of, "value": value, "facts": ["seen"]} for of, value in ratings.items()],
            effectiveOn=on,
            **edition,
        )

    return assess


@pytest.fixture
def argued(served: Served, join: Join, edition: dict[str, Any], assess: Callable[..., dict[str, Any]]) -> Argued:
    boss = join("Boss")
    ada, cai, *people = [join(f"Person {number}", manager=boss) for number in range(7)]
    role = served.recorded(
        "establishRole", title="Planner", unit="Assembly", function="Production", level="others", effectiveOn=DAY
    )["subject"]
    word = assess(ada, cai, "2024-03-01", direction=4, work_values=4)
    step = {"candidate": ada, "role": role, "direction": "UP", "fromLevel": "self", "toLevel": "others"}
    case = served.recorded(
        "proposePromotion", **step, proposedBy=cai, grounds="Leads already", effectiveOn=DAY, **edition
    )["subject"]
    argued = Argued(served, case, ada, boss, people, [])
    argued.step("fileEvidence", evidence=word["entries"][0], evidenceKind="POTENTIAL", filedBy=cai)
    argued.step("closeFile", closedBy=people[3])
    argued.step("convenePanel", members=people[:3], convenedBy=people[3])
    argued.step("openVote", openedBy=people[0])
    for voter, choice in zip(people, ("IN_FAVOUR", "AGAINST", "IN_FAVOUR"), strict=False):
        cast = argued.step("castVote", voter=voter, choice=choice, words=f"Words of {voter}")
        argued.votes.append(cast["position"])
    return argued


def everything_said(argued: Argued) -> str:
    """All that the doors tell of the votes, as of any moment that could be asked for."""
    served, told = argued.served, []
    for position in argued.votes:
        told.append(served.ask("query ($p: Int!) { entry(position: $p) { event } }", p=position))
        told.append(served.ask("query ($id: ID!) { node(id: $id) { ... on Entry { event } } }", id=f"entry-{position}"))
        told.append(argued.told(asOf={"position": position}))
    told.append(served.ask('{ entries(first: 100, kinds: ["VoteCast"]) { nodes { event } } }'))
    with closing(Ledger.open(served.database_url, Wrapping(bytes.fromhex(KEY)))) as ledger:
        told += [json.loads(line) for line in Exported(ledger, argued.votes[0] - 1)]
    return json.dumps(told)


def test_nobody_sees_how_anybody_voted_before_the_vote_closes(argued: Argued) -> None:
    while_open = everything_said(argued)
    assert [voter for voter in argued.people[:3] if f"Words of {voter}" in while_open] == []
    votes = argued.told()["votes"]
    assert [(vote["voter"]["id"], vote["withheld"], vote["choice"]) for vote in votes] == [
        (voter, True, None) for voter in argued.people[:3]
    ]
    event = argued.served.ask("query ($p: Int!) { entry(position: $p) { event } }", p=argued.votes[0])["entry"]["event"]
    assert (event["voter"], event["choice"], event["words"]) == (
        argued.people[0], {"withheld": True}, {"withheld": True},
    )  # fmt: skip

    argued.step("closeVote", closedBy=argued.people[0])
    closed = everything_said(argued)
    assert [voter for voter in argued.people[:3] if f"Words of {voter}" not in closed] == []
    assert [vote["choice"] for vote in argued.told()["votes"]] == ["IN_FAVOUR", "AGAINST", "IN_FAVOUR"]
    assert argued.told()["panel"]["tally"] == {"inFavour": 2, "against": 1, "abstained": 0, "advice": "IN_FAVOUR"}


def test_a_decision_is_replayed_then_and_now(argued: Argued, assess: Callable[..., dict[str, Any]]) -> None:
    argued.step("closeVote", closedBy=argued.people[0])
    argued.step("stateRecommendation", statedBy=argued.people[0], rationale="The shift plans itself")
    assert argued.told()["replay"] is None
    decided = argued.step("declinePromotion", decidedBy=argued.people[4], rationale="One voice only")
    told = argued.told()
    assert told["proposal"]["candidate"]["name"] == "Person 0"
    assert told["panel"]["recommendation"] is not None
    assert [step["kind"] for step in told["steps"]][:3] == ["PromotionProposed", "EvidenceFiled", "FileClosed"]
    assert told["decision"]["judgedBy"] == "second"
    replay = told["replay"]
    assert (replay["verdict"], replay["differences"], replay["misstated"]) == ("REPRODUCED", [], [])
    assert replay["decision"]["position"] == decided["position"] == told["decision"]["basis"] + 1
    assert replay["again"]["findings"] == [
        {"criterion": one["criterion"], "verdict": one["verdict"]} for one in told["decision"]["findings"]
    ]
    assert replay["sinceThen"]["cameToLight"] == []

    late = assess(argued.candidate, argued.boss, "2024-04-02", work_values=5)
    since = argued.told()["replay"]["sinceThen"]
    [light] = since["cameToLight"]
    assert (light["how"], light["kind"], light["onFile"]) == ("LATE", "AssessmentRecorded", False)
    assert light["entry"]["position"] == late["position"]
    cited = {entry["reference"]: entry["position"] for entry in argued.told()["replay"]["cited"]}
    assert {reference for one in told["decision"]["findings"] for reference in one["restsOn"]} < cited.keys()
    assert cited[late["entries"][0]] == late["position"], "what is known now is cited, too"
    assert since["changesFindings"]
    assert {one["criterion"]: one["again"]["verdict"] for one in since["now"]["differences"]}["WORK_VALUES"] == "MET"
    then = argued.told(asOf={"position": decided["position"]})["replay"]
    assert then["sinceThen"]["cameToLight"] == []


def test_what_came_to_light_of_those_who_acted_is_told(argued: Argued, join: Join) -> None:
    """Where a voter stood, and how long whoever decided was here; of somebody who had no part in it nothing is told."""
    argued.step("closeVote", closedBy=argued.people[0])
    argued.step("stateRecommendation", statedBy=argued.people[0], rationale="The shift plans itself")
    argued.step("declinePromotion", decidedBy=argued.people[4], rationale="One voice only")
    assert argued.told()["replay"]["sinceThen"]["cameToLight"] == []
    voter, decider, stranger = argued.people[1], argued.people[4], join("Somebody else")
    for person in (voter, stranger):
        argued.served.recorded(
            "movePerson", person=person, unit="Assembly", manager=argued.boss, effectiveOn="2024-04-02"
        )
    argued.served.recorded("leavePerson", person=decider, effectiveOn="2024-04-30")
    since = argued.told()["replay"]["sinceThen"]
    assert [(light["how"], light["kind"], light["reference"]) for light in since["cameToLight"]] == [
        ("LATE", "PersonMoved", f"{voter}@2"),
        ("LATE", "PersonLeft", f"{decider}@2"),
    ]
    assert decider in since["objection"]


def test_a_case_is_tried_under_another_edition(argued: Argued) -> None:
    argued.step("closeVote", closedBy=argued.people[0])
    argued.step("stateRecommendation", statedBy=argued.people[0], rationale="The shift plans itself")
    argued.step("declinePromotion", decidedBy=argued.people[4], rationale="One voice only")
    same, missing = (argued.told(edition=number)["replay"]["rescored"] for number in (1, 99))
    assert (same["judgement"]["obstacle"], same["differences"]) == (None, [])
    assert missing["judgement"]["obstacle"] == "EDITION_MISSING"


def test_a_case_that_there_is_not_is_null_and_its_mutations_lead_to_it(argued: Argued) -> None:
    nowhere = "case-0198c0de-7e57-7000-8000-000000000000"
    assert argued.served.ask(CASE, id=nowhere)["promotionCase"] is None
    asked = """mutation ($input: CloseVoteInput!) { closeVote(input: $input) {
        ... on Recorded { changed { id ... on PromotionCase { panel { voteOpen } } } } } }"""
    told = argued.served.ask(asked, input={"case": argued.case, "closedBy": argued.people[0], "effectiveOn": LATER})
    assert told["closeVote"]["changed"] == {"id": argued.case, "panel": {"voteOpen": False}}


def test_a_decision_of_another_case_is_bad_input(argued: Argued) -> None:
    asked = """query ($id: ID!, $d: Reference) { promotionCase(id: $id) { replay(decision: $d) { verdict } } }"""
    [error] = argued.served.post(asked, id=argued.case, d=f"{argued.case}@1")["errors"]
    assert "is no decision of this case: there is none yet" in error["message"]


def test_it_comes_to_light_that_the_holder_of_the_role_had_left(argued: Argued, join: Join) -> None:
    asked = "query ($id: ID!) { promotionCase(id: $id) { proposal { role { id } } } }"
    role = argued.served.ask(asked, id=argued.case)["promotionCase"]["proposal"]["role"]["id"]
    holder = join("The holder")
    argued.served.recorded("appointToRole", role=role, person=holder, exempt="REORGANISATION", effectiveOn=DAY)
    argued.step("closeVote", closedBy=argued.people[0])
    argued.step("stateRecommendation", statedBy=argued.people[0], rationale="The shift plans itself")
    decided = argued.served.recorded("declinePromotion", case=argued.case, decidedBy=argued.people[4],
                                     rationale="There is somebody", effectiveOn=LATER)  # fmt: skip
    [vacancy] = [one for one in argued.told()["decision"]["findings"] if one["criterion"] == "VACANCY_OR_NEED"]
    assert vacancy["verdict"] in ("NOT_MET", "WARNING")
    left = argued.served.recorded("leavePerson", person=holder, effectiveOn="2024-05-31")
    replay = argued.told()["replay"]
    assert (replay["verdict"], replay["decision"]["position"]) == ("REPRODUCED", decided["position"])
    [light] = replay["sinceThen"]["cameToLight"]
    assert (light["how"], light["kind"], light["entry"]["position"]) == ("LATE", "PersonLeft", left["position"])
    differences = {one["criterion"]: one["again"]["verdict"] for one in replay["sinceThen"]["now"]["differences"]}
    assert differences["VACANCY_OR_NEED"] == "MET"


DUE_PROCESS = """query ($id: ID!, $asOf: AsOf) { promotionCase(id: $id, asOf: $asOf) {
    hearings { entry { kind } heardOn heardBy { name } waived words }
    informed { entry { kind subject } person { id } about how informedOn informedBy { id } writtenOn }
} }"""


def test_who_was_heard_and_told_stands_with_the_case(argued: Argued, join: Join) -> None:
    def told(**asked: Any) -> Any:
        return argued.served.ask(DUE_PROCESS, id=argued.case, **asked)["promotionCase"]

    assert told() == {"hearings": [], "informed": []}
    argued.step("closeVote", closedBy=argued.people[0])
    argued.step("hearCandidate", heardBy=argued.people[4], words="I plan the shift", waived=False)
    argued.step("stateRecommendation", statedBy=argued.people[0], rationale="The shift plans itself")
    decided = argued.step("declinePromotion", decidedBy=argued.people[4], rationale="One voice only")
    before = told()
    assert before["hearings"] == [
        {
            "entry": {"kind": "CandidateHeard"},
            "heardOn": DAY,
            "heardBy": {"name": "Person 6"},
            "waived": False,
            "words": "I plan the shift",
        }
    ]
    assert before["informed"] == []
    [about], teller = decided["entries"], argued.people[4]
    for person, of in ((argued.candidate, about), (argued.candidate, f"{argued.candidate}@1")):
        argued.served.recorded(
            "informPerson", person=person, about=of, how="IN_PERSON", informedBy=teller, effectiveOn=LATER
        )
    [informed] = told()["informed"]
    assert informed["entry"] == {"kind": "PersonInformed", "subject": argued.candidate}
    assert (informed["person"], informed["informedBy"]) == ({"id": argued.candidate}, {"id": teller})
    assert (informed["about"], informed["how"], informed["informedOn"]) == (about, "IN_PERSON", LATER)
    assert told(asOf={"position": decided["position"]}) == before
    assert told(asOf={"effectiveOn": DAY})["informed"] == []


def test_refusals_call_fields_by_their_names_in_the_schema(argued: Argued) -> None:
    asked = {"case": argued.case, "closedBy": argued.candidate, "effectiveOn": DAY}
    told = argued.served.record("closeVote", asked)
    assert (told["field"], told["why"].split(" ")[0]) == ("closedBy", "closedBy"), told
    made = refused(ReasonMissing("authorised_by “authorised_by”: proposed_by is not_enough_evidence, “a_b”"))
    assert made.why == "authorisedBy “authorised_by”: proposedBy is not_enough_evidence, “a_b”"
