"""What if over GraphQL: the figures as they come to be once it is recorded; told by what whoever asks may see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.api.graphql.test_insiders import charged
from tests.api.graphql.test_succession_bench import House, house

__all__ = ["charged", "house"]

FIGURES = """{ coverage { count n } readyNowCoverage { count n } netCoverage { count n } strength { count n }
    coverageAfterChain { count n } successorCoverageRate { count n } vacant { count n } uncovered rolesFailingWithOne
    atRiskUncovered holdingSeveral { roles } onSeveralBenches { roles } }"""
WHAT_IF = f"""query ($leaves: [ID!], $appoint: [SupposedAppointment!], $units: [String!], $asOf: AsOf) {{
    whatIf(leaves: $leaves, appoint: $appoint, units: $units, asOf: $asOf) {{
      figures {FIGURES} before {FIGURES} asOf {{ effectiveOn parked }} }} }}"""
AS_IT_IS = f"""query ($units: [String!], $asOf: AsOf) {{
    successionBench(units: $units, asOf: $asOf) {{ figures {FIGURES} }} }}"""
CHAIN = """query ($role: ID!, $person: ID!, $asOf: AsOf) { vacancyChain(role: $role, person: $person, asOf: $asOf) {
    vacancies { role { id } leftBy { name } ready { person { name } readiness } takenBy { name } } } }"""
DAY = {"effectiveOn": "2024-07-01"}


@pytest.fixture
def ladder(house: House) -> dict[str, str]:
    """Head, Holder and Peer hold one role each; Holder comes after Head, and Peer and Ready after Holder."""
    roles = {name: house.role(f"{name}: role") for name in ("top", "middle", "low")}
    for name, holder in zip(roles, (house.head, house.boss, house.peer), strict=True):
        held = {"role": roles[name], "person": holder, "exempt": "BEFORE_LEDGER", "effectiveOn": "2021-02-01"}
        house.served.recorded("appointToRole", **held)
    house.wishes(house.boss)
    house.served.recorded("nominateSuccessor", role=roles["top"], candidate=house.boss, nominatedBy=house.head,
                          why="Leads", effectiveOn="2023-01-01")  # fmt: skip
    house.served.recorded("confirmSlate", role=roles["top"], successors=[house.boss], confirmedBy=house.head,
                          effectiveOn="2023-02-01")  # fmt: skip
    house.judged(roles["top"], house.boss, house.seen(house.boss, house.head, house.peer), assessedBy=house.head)
    for person in (house.peer, house.ready):
        house.wishes(person)
    house.on_the_slate(roles["middle"], house.peer, house.ready)
    for person, others in ((house.peer, (house.ready, house.head)), (house.ready, (house.peer, house.head))):
        house.judged(roles["middle"], person, house.seen(person, *others))
    at_risk = {"person": house.boss, "risk": "HIGH", "reason": "PAY", "effectiveOn": "2024-06-01", **house.edition}
    house.served.recorded("assessRetentionRisk", **at_risk)
    return roles


def position(house: House) -> int:
    found: int = house.served.ask("{ position }")["position"]
    return found


def test_it_is_as_it_comes_to_be_and_stores_nothing(house: House, ladder: dict[str, str]) -> None:
    before = position(house)
    supposed = {"leaves": [house.head, house.ready], "appoint": [{"role": ladder["top"], "person": house.boss}]}
    told = house.served.ask(WHAT_IF, **supposed, units=[house.unit], asOf=DAY)["whatIf"]
    asked = {"units": [house.unit], "asOf": DAY}
    assert told["before"] == house.served.ask(AS_IT_IS, **asked)["successionBench"]["figures"]
    assert position(house) == before, "nothing was recorded"
    for person in (house.head, house.ready):
        house.served.recorded("leavePerson", person=person, effectiveOn="2024-07-02")
    house.served.recorded("vacateRole", role=ladder["middle"], person=house.boss, why="PROMOTED",
                          effectiveOn="2024-07-03")  # fmt: skip
    house.served.recorded("appointToRole", role=ladder["top"], person=house.boss, exempt="REORGANISATION",
                          effectiveOn="2024-07-03")  # fmt: skip
    after = house.served.ask(AS_IT_IS, units=[house.unit], asOf={"effectiveOn": "2024-07-03"})
    assert told["figures"] == after["successionBench"]["figures"]
    assert told["figures"] != told["before"]
    assert told["figures"]["vacant"] == {"count": 1, "n": 3}
    assert told["figures"]["atRiskUncovered"] == [ladder["top"]], "the risk goes with whoever is appointed"
    again = house.served.ask(WHAT_IF, **supposed, units=[house.unit], asOf=DAY)["whatIf"]
    assert again == told, "at that moment it is what it was"


def test_what_falls_vacant_one_after_the_other(house: House, ladder: dict[str, str]) -> None:
    def chain(**asked: Any) -> list[tuple[str, str, list[str], str | None]]:
        told = house.served.ask(CHAIN, **{"role": ladder["top"], "asOf": DAY, **asked})["vacancyChain"]["vacancies"]
        names = {each: name for name, each in ladder.items()}
        return [
            (names[one["role"]["id"]], one["leftBy"]["name"], [each["person"]["name"] for each in one["ready"]],
             one["takenBy"] and one["takenBy"]["name"])
            for one in told
        ]  # fmt: skip

    assert chain(person=house.boss) == [("middle", "Holder", ["Peer", "Ready"], "Peer"), ("low", "Peer", [], None)]
    assert chain(person=house.ready) == []
    assert chain(person=house.boss, asOf={"effectiveOn": "2022-01-01"}) == [("middle", "Holder", [], None)]


def test_it_is_told_to_whoever_is_told_figures_by_the_benches_that_they_see(
    house: House, ladder: dict[str, str], charged: Callable[[str], str]
) -> None:
    asked = {"leaves": [house.boss], "units": [house.unit], "asOf": DAY}
    council = house.served.asked_by(charged("COUNCIL"))
    told = council.post(WHAT_IF, **asked)["data"]["whatIf"]
    assert (told["figures"]["coverage"], told["figures"]["uncovered"]) == ({"count": 0, "n": 0}, None)
    answer = council.post(CHAIN, role=ladder["top"], person=house.boss, asOf=DAY)
    assert answer["data"]["vacancyChain"]["vacancies"] == [
        {"role": {"id": ladder["middle"]}, "leftBy": {"name": "Holder"}, "ready": None, "takenBy": None}
    ]
    assert answer["extensions"]["withheld"] == ["Vacancy.ready", "Vacancy.takenBy"]
    partner = house.served.asked_by(charged("TALENT_PARTNER"))
    assert partner.ask(WHAT_IF, **asked) == house.served.ask(WHAT_IF, **asked)
    for by in (house.head, house.ready):
        told = house.served.asked_by(by).post(WHAT_IF, **asked)
        assert (told["data"]["whatIf"], told["extensions"]["withheld"]) == (None, ["Query.whatIf"])
        told = house.served.asked_by(by).post(CHAIN, role=ladder["top"], person=house.boss)
        assert told["data"]["vacancyChain"] is None


def test_what_cannot_be_is_not_supposed(house: House, ladder: dict[str, str]) -> None:
    gone = house.join("Gone", house.unit)
    house.served.recorded("leavePerson", person=gone, effectiveOn="2024-01-01")
    to_top = {"role": ladder["top"], "person": house.boss}
    for asked, said in (
        ({"leaves": [gone]}, "leaves: “{gone}” is not with the organisation on that day"),
        ({"appoint": [to_top]}, "which are more than it has places: say who leaves"),
        ({"appoint": [{**to_top, "person": house.head}]}, "as their own: name somebody who does not hold it"),
        ({"leaves": [house.head, house.boss], "appoint": [to_top]}, "is named twice"),
        ({"leaves": [house.head], "appoint": [to_top, {**to_top, "role": ladder["low"]}]}, "is named twice"),
        ({"leaves": [house.head] * 51}, "leaves: “51” are too many: suppose up to 50"),
    ):
        [error] = house.served.post(WHAT_IF, **asked, asOf=DAY)["errors"]
        assert said.format(gone=gone) in error["message"]
    [error] = house.served.post(CHAIN, role=ladder["top"], person=house.head, asOf=DAY)["errors"]
    assert "role: " in error["message"]
