"""The bench over GraphQL: nominated, ranked, judged, told; and in as many statements for one role as for fifty."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

BENCH = """
    query ($units: [String!], $roles: [ID!], $critical: Boolean, $asOf: AsOf) {
      successionBench(units: $units, roles: $roles, critical: $critical, asOf: $asOf) {
        roles {
          id title critical vacant heldForNow covered placesCovered readyNow singlePointOfFailure
          strength { readyNow oneToTwoYears }
          incumbents {
            person { name } appointmentKind since substantive retentionRisk { grade reason expiresOn }
            impactOfLoss { grade reason }
          }
          successors {
            person { id name unit } nominatedBy { name } selfNominated rank readiness willing willingness supported
            standing holdsIt inLevelSince underAYearInLevel expiresOn facts findings { criterion verdict restsOn }
          }
          emergencyCovers { person { name } until canHoldDays }
        }
        figures {
          coverage { count n ratio } readyNowCoverage { count n } netCoverage { count } coverageAfterChain { count n }
          successorCoverageRate { count n perHundred } strength { count } vacant { count n } heldForNow { count n }
          uncovered rolesFailingWithOne atRiskUncovered
          peopleFailingAlone { person { name } roles } onSeveralBenches { person { name } roles }
          holdingSeveral { person { name } roles }
        }
        asOf { position effectiveOn parked }
      }
    }"""


@dataclass
class House:
    """A unit with a head, and somebody below her whom others see from where they stand."""

    served: Served
    unit: str
    edition: dict[str, Any]
    join: Join
    head: str
    boss: str
    peer: str
    ready: str

    def role(self, title: str = "Head of tooling", **more: Any) -> str:
        asked = {"unit": self.unit, "function": "Engineering", "level": "others", "critical": True, **more}
        subject: str = self.served.recorded("establishRole", title=title, effectiveOn="2021-01-01", **asked)["subject"]
        return subject

    def seen(self, person: str, *assessors: str, level: str = "others", on: str = "2024-03-01") -> list[str]:
        """All three dials seen by each of these; where the entries are."""
        dials = [{"of": dial, "value": 4, "facts": ["seen"]} for dial in ("skills", "time_application", "work_values")]
        return [
            self.served.recorded("recordAssessment", person=person, instrument="LEADERSHIP_ASSESSMENT",
                                 purpose="DECISION", assessor=assessor, level=level, ratings=dials, effectiveOn=on,
                                 **self.edition)["entries"][0]
            for assessor in assessors
        ]  # fmt: skip

    def wishes(self, person: str, path: str = "LEADERSHIP", on: str = "2024-02-01", **more: Any) -> None:
        self.served.recorded("stateAspiration", person=person, path=path, mobile=True, effectiveOn=on, **more)

    def on_the_slate(self, role: str, *people: str, on: str = "2023-02-01") -> None:
        for person in people:
            self.served.recorded("nominateSuccessor", role=role, candidate=person, nominatedBy=self.boss,
                                 why="Builds leaders", effectiveOn="2023-01-01")  # fmt: skip
        self.served.recorded("confirmSlate", role=role, successors=people, confirmedBy=self.head, effectiveOn=on)

    def judging(self, role: str, person: str, facts: list[str], **more: Any) -> dict[str, Any]:
        """What becomes of judging somebody ready."""
        asked = {"readiness": "NOW", "assessedBy": self.boss, "rationale": "Held it alone", "effectiveOn": "2024-06-01"}
        return self.served.record(
            "assessReadiness", {"role": role, "candidate": person, "facts": facts, **asked, **self.edition, **more}
        )

    def judged(self, role: str, person: str, facts: list[str], **more: Any) -> None:
        told = self.judging(role, person, facts, **more)
        assert told["__typename"] == "Recorded", told

    def stands(self, role: str, person: str) -> None:
        """Put somebody on a bench by themselves, with all that it takes."""
        self.wishes(person)
        self.on_the_slate(role, person)
        self.judged(role, person, self.seen(person, self.peer, self.head))

    def bench(self, on: str = "2024-07-01", **asked: Any) -> Any:
        narrowed = asked or {"units": [self.unit]}
        return self.served.ask(BENCH, **narrowed, asOf={"effectiveOn": on})["successionBench"]


@pytest.fixture
def house(served: Served, join: Join, unit: str, edition: dict[str, Any]) -> House:
    """Head leads Holder, who leads Ready and Peer."""
    head = join("Head", unit)
    boss = join("Holder", unit, manager=head)
    peer, ready = (join(name, unit, manager=boss, level="self") for name in ("Peer", "Ready"))
    return House(served, unit, edition, join, head, boss, peer, ready)


@pytest.fixture
def role(served: Served, house: House, edition: dict[str, Any]) -> dict[str, str]:
    """A critical role with a holder who may leave, and a successor who is ready."""
    other = house.join("Named", house.unit)
    role = house.role()
    served.recorded("appointToRole", role=role, person=house.boss, exempt="BEFORE_LEDGER",
                    effectiveOn="2021-02-01")  # fmt: skip
    served.recorded("nominateSuccessor", role=role, candidate=other, nominatedBy=other, why="Builds leaders",
                    effectiveOn="2023-01-01")  # fmt: skip
    house.stands(role, house.ready)
    [told] = house.bench(roles=[role])["roles"]
    served.recorded("assessRetentionRisk", person=house.boss, risk="HIGH", reason="MARKET",
                    effectiveOn="2024-06-01", **edition)  # fmt: skip
    served.recorded("assessImpactOfLoss", person=house.boss, impact="MEDIUM", why="Knows every tool",
                    effectiveOn="2024-06-01", **edition)  # fmt: skip
    facts = told["successors"][0]["facts"]
    return {
        "role": role,
        "head": house.head,
        "holder": house.boss,
        "successor": house.ready,
        "other": other,
        "fact": facts[0],
    }


def test_the_bench_of_a_role_is_told_as_of_a_day(served: Served, role: dict[str, str], unit: str) -> None:
    bench = served.ask(BENCH, units=[unit], asOf={"effectiveOn": "2024-07-01"})["successionBench"]
    [told] = bench["roles"]
    assert (told["id"], told["covered"], told["vacant"]) == (role["role"], True, False)
    assert told["singlePointOfFailure"]
    assert told["strength"] == {"readyNow": 1, "oneToTwoYears": 0}
    [holder] = told["incumbents"]
    assert (holder["person"]["name"], holder["appointmentKind"]) == ("Holder", "SUBSTANTIVE")
    assert (holder["retentionRisk"]["grade"], holder["impactOfLoss"]["grade"]) == ("HIGH", "MEDIUM")
    ready, named = told["successors"]
    assert (ready["person"]["name"], ready["rank"], ready["readiness"], ready["standing"]) == ("Ready", 1, "NOW", True)
    assert (ready["nominatedBy"], ready["facts"][0]) == ({"name": "Holder"}, role["fact"])
    assert (ready["supported"], ready["willingness"], ready["inLevelSince"]) == (True, "WILLING", "2020-03-02")
    assert {finding["verdict"] for finding in ready["findings"]} == {"MET"}
    assert holder["retentionRisk"]["reason"] == "MARKET"
    assert (named["person"]["name"], named["selfNominated"], named["standing"]) == ("Named", True, False)
    figures = bench["figures"]
    assert figures["coverage"] == {"count": 1, "n": 1, "ratio": None}
    assert (figures["rolesFailingWithOne"], figures["uncovered"]) == ([role["role"]], [])
    assert bench["asOf"] == {**bench["asOf"], "effectiveOn": "2024-07-01", "parked": []}

    early = served.ask(BENCH, units=[unit], asOf={"effectiveOn": "2022-01-01"})["successionBench"]
    assert [each["successors"] for each in early["roles"]] == [[]]
    assert early["figures"]["uncovered"] == [role["role"]]


def test_readiness_expires_and_the_bench_says_so(served: Served, role: dict[str, str]) -> None:
    later = served.ask(BENCH, roles=[role["role"]], asOf={"effectiveOn": "2025-06-01"})["successionBench"]
    [told] = later["roles"]
    assert (told["covered"], told["successors"][0]["standing"]) == (False, False)
    assert told["successors"][0]["expiresOn"] == "2025-06-01"


def test_whoever_withdraws_leaves_the_bench(served: Served, role: dict[str, str]) -> None:
    served.recorded("removeSuccessor", role=role["role"], candidate=role["successor"],
                    why="WITHDREW_FOR_SPECIALIST_TRACK", effectiveOn="2024-09-01")  # fmt: skip
    served.recorded("vacateRole", role=role["role"], person=role["holder"], why="LEFT", effectiveOn="2024-10-01")
    [told] = served.ask(BENCH, roles=[role["role"]])["successionBench"]["roles"]
    assert ([each["person"]["name"] for each in told["successors"]], told["vacant"]) == (["Named"], True)


def test_a_person_knows_their_benches(served: Served, role: dict[str, str]) -> None:
    asked = "query ($id: ID!) { person(id: $id) { benches { id title successors { rank } } } }"
    told = served.ask(asked, id=role["other"])["person"]["benches"]
    assert [each["id"] for each in told] == [role["role"]]
    assert served.ask(asked, id=role["holder"])["person"]["benches"] == []


def test_a_role_is_found_by_id_and_among_all(served: Served, role: dict[str, str], unit: str) -> None:
    asked = "query ($id: ID!, $asOf: AsOf) { role(id: $id, asOf: $asOf) { title } }"
    assert served.ask(asked, id=role["role"])["role"] == {"title": "Head of tooling"}
    assert served.ask(asked, id=role["role"], asOf={"effectiveOn": "2020-12-31"})["role"] is None
    second = served.recorded("establishRole", title="Tool keeper", unit=unit, function="Engineering",
                             level="others", effectiveOn="2021-01-01")["subject"]  # fmt: skip
    page = """query ($units: [String!], $after: String) {
        roles(first: 1, units: $units, after: $after) { nodes { id } pageInfo { hasNextPage endCursor } totalCount }
    }"""
    first = served.ask(page, units=[unit])["roles"]
    rest = served.ask(page, units=[unit], after=first["pageInfo"]["endCursor"])["roles"]
    assert [node["id"] for node in first["nodes"] + rest["nodes"]] == [role["role"], second]
    assert (first["totalCount"], first["pageInfo"]["hasNextPage"], rest["pageInfo"]["hasNextPage"]) == (2, True, False)


def test_a_promotion_is_proposed_argued_and_decided(
    served: Served, join: Join, role: dict[str, str], edition: dict[str, Any]
) -> None:
    seen_by, closer, decider = (join() for _ in range(3))
    said = {"giver": seen_by, "purpose": "DECISION", "strengths": "Led a month", "improvements": "Nothing yet"}
    seen = served.recorded("giveFeedback", person=role["successor"], **said, effectiveOn="2024-06-03")
    proposed = served.recorded(
        "proposePromotion",
        candidate=role["successor"],
        role=role["role"],
        direction="UP",
        fromLevel="self",
        toLevel="others",
        proposedBy=role["successor"],
        grounds="I have done it for a month",
        effectiveOn="2024-07-01",
        **edition,
    )
    [case] = proposed["made"]
    served.recorded("fileEvidence", case=case, evidence=seen["entries"][0], evidenceKind="POTENTIAL",
                    filedBy=role["successor"], effectiveOn="2024-07-02")  # fmt: skip
    served.recorded("closeFile", case=case, closedBy=closer, effectiveOn="2024-07-10")
    declined = served.recorded("declinePromotion", case=case, decidedBy=decider, rationale="Too little yet",
                               effectiveOn="2024-07-20")  # fmt: skip
    asked = "query ($position: Int!) { entry(position: $position) { kind event } }"
    entry = served.ask(asked, position=declined["position"])["entry"]
    assert entry["kind"] == "PromotionDeclined"
    assert (entry["event"]["rationale"], entry["event"]["edition"]) == ("Too little yet", edition["edition"])
    assert entry["event"]["basis"] < declined["position"]
    assert {finding["verdict"] for finding in entry["event"]["findings"]} >= {"not_enough_evidence"}
