"""Readiness, sources and figures over GraphQL: nobody is called ready, independent or covered without ground."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from domain.frameworks.criteria import Criterion, Requirement
from domain.frameworks.default_pack import DEFAULT_EDITION
from domain.frameworks.edition import Readiness
from tests.api.graphql.test_succession_bench import House, house
from tests.api.inputs import as_input

__all__ = ["house"]

LATER = "2024-07-01"
TODAY = str(datetime.now(ZoneInfo("Europe/Berlin")).date())
ASSESS = {
    "instrument": "LEADERSHIP_ASSESSMENT",
    "purpose": "DECISION",
    "level": "others",
    "ratings": [{"of": "skills", "value": 5, "facts": ["seen"]}],
    "effectiveOn": "2024-03-01",
}
IN_FORCE = {"edition": 2}
"""The edition in force today."""


def refused(told: dict[str, Any], rule: str, *saying: str) -> None:
    assert (told["__typename"], told.get("rule")) == ("Refused", rule), told
    assert [text for text in saying if text not in told["why"]] == [], told["why"]


def only(bench: Any) -> Any:
    [told] = bench["roles"]
    return told


def test_a_joining_makes_nobody_ready_and_covers_nothing(house: House) -> None:
    role = house.role()
    house.wishes(house.ready)
    house.on_the_slate(role, house.ready)
    joined = f"{house.ready}@1"
    house.judged(role, house.ready, [joined])
    bench = house.bench()
    told = only(bench)
    [successor] = told["successors"]
    assert (successor["readiness"], successor["supported"], successor["standing"]) == ("NOW", False, False)
    assert {f["criterion"]: f["verdict"] for f in successor["findings"]} == {
        "DIALS_AT_LEAST": "NOT_ENOUGH_EVIDENCE",
        "INDEPENDENT_SOURCES": "NOT_ENOUGH_EVIDENCE",
        "SOURCE_OUTSIDE_THE_LINE": "NOT_ENOUGH_EVIDENCE",
        "EVIDENCE_AT_TARGET_LEVEL": "NOT_ENOUGH_EVIDENCE",
        "WILLINGNESS": "MET",
    }
    assert (told["covered"], told["readyNow"], told["strength"]["readyNow"]) == (False, False, 0)
    assert (bench["figures"]["uncovered"], bench["figures"]["atRiskUncovered"]) == ([role], [role])


@pytest.mark.parametrize(
    ("given", "rule", "saying"),
    [
        ({"rationale": " \u200b"}, "NothingSaid", "rationale"),
        ({"facts": []}, "ReadinessWithoutFacts", "cite"),
        ({"readiness": "EMERGENCY"}, "EmergencyIsNamed", "emergency cover"),
        ({"edition": 2}, "EditionNotInForce", "name edition 1"),
        ({"effectiveOn": "2025-06-01"}, "EditionNotInForce", "name edition 2"),
    ],
)
def test_readiness_that_cannot_be_is_refused(house: House, given: dict[str, Any], rule: str, saying: str) -> None:
    facts = house.seen(house.ready, house.peer, house.head)
    refused(house.judging(house.role(), house.ready, **{"facts": facts, **given}), rule, saying)


def test_nobody_judges_themselves_or_confirms_a_slate_that_names_them(house: House) -> None:
    role, facts = house.role(), house.seen(house.ready, house.peer, house.head)
    refused(house.judging(role, house.ready, facts, assessedBy=house.ready), "JudgedThemselves", house.ready)
    house.on_the_slate(role, house.ready)
    again = {"role": role, "successors": [house.ready], "confirmedBy": house.ready, "effectiveOn": LATER}
    refused(house.served.record("confirmSlate", again), "NamedOnTheSlate", house.ready)
    house.served.recorded("appointToRole", role=role, person=house.ready, exempt="REORGANISATION",
                          effectiveOn=LATER)  # fmt: skip
    refused(house.served.record("confirmSlate", {**again, "confirmedBy": house.head}), "OwnSuccessor", house.ready)


def test_whoever_reports_to_a_candidate_neither_judges_them_nor_confirms_their_slate(house: House) -> None:
    role, report = house.role(), house.join("Report", house.unit, manager=house.ready)
    facts = house.seen(house.ready, house.peer, house.head)
    refused(house.judging(role, house.ready, facts, assessedBy=report), "ReportsToCandidate", report)
    house.on_the_slate(role, house.ready)
    again = {"role": role, "successors": [house.ready], "confirmedBy": report, "effectiveOn": LATER}
    refused(house.served.record("confirmSlate", again), "ReportsToCandidate", house.ready)


@pytest.mark.parametrize(
    ("words", "word"),
    [
        ([], None),
        ([{"path": "UNDECIDED"}], "UNDECIDED"),
        ([{"path": "SPECIALIST"}], "NOT_WILLING"),
        ([{}, {"level": "others", "willingness": "UNDECIDED"}], "UNDECIDED"),
        ([{}, {"level": "function", "willingness": "NOT_WILLING"}], "WILLING"),
    ],
)
def test_willing_is_what_they_said_and_nothing_else(
    house: House, words: list[dict[str, Any]], word: str | None
) -> None:
    role = house.role()
    for said in words:
        house.wishes(house.ready, **said)
    house.on_the_slate(role, house.ready)
    house.judged(role, house.ready, house.seen(house.ready, house.peer, house.head))
    [told] = only(house.bench())["successors"]
    willing = word == "WILLING"
    assert (told["willingness"], told["willing"], told["supported"], told["standing"]) == (
        word,
        willing,
        *2 * [willing],
    )


def test_a_word_on_the_role_may_be_a_no_and_only_they_can_give_it(house: House) -> None:
    role = house.role()
    house.stands(role, house.ready)
    assert only(house.bench())["covered"]
    no = {"person": house.ready, "path": "LEADERSHIP", "mobile": False, "role": role, "willingness": "NOT_WILLING",
          "effectiveOn": "2024-06-10"}  # fmt: skip
    refused(house.served.record("stateAspiration", {**no, "statedBy": house.boss}), "NotTheirWord", house.boss)
    house.served.recorded("stateAspiration", **no)
    told = only(house.bench())
    assert (told["covered"], told["successors"][0]["standing"]) == (False, False)
    assert only(house.bench(on="2024-06-09"))["covered"]


def test_readiness_counts_for_the_level_that_it_was_held_against(house: House) -> None:
    """A role was made a lesser one for the day on which somebody was judged, and was covered as what it is."""
    role = house.role(level="function")
    house.wishes(house.ready)
    house.on_the_slate(role, house.ready)
    profile = {"role": role, "title": "Head of tooling", "unit": house.unit, "function": "Engineering",
               "critical": True, "why": "All of it", "effectiveOn": "2024-06-01"}  # fmt: skip
    house.served.recorded("defineRoleProfile", **profile, level="others")
    house.judged(role, house.ready, house.seen(house.ready, house.peer, house.head))
    assert (only(house.bench())["covered"], only(house.bench())["readyNow"]) == (True, True)
    house.served.recorded("defineRoleProfile", **profile, level="function")
    told = only(house.bench())
    assert (told["covered"], told["readyNow"], told["successors"][0]["standing"]) == (False, False, False)


def test_what_was_assessed_and_not_cited_may_stand_against_readiness(house: House) -> None:
    """Whoever judged chose among the voices, and left the low one out."""
    role = house.role()
    house.wishes(house.ready)
    house.on_the_slate(role, house.ready)
    facts = house.seen(house.ready, house.peer, house.head)
    low = house.served.recorded("recordAssessment", **{**ASSESS, **house.edition, "person": house.ready,
        "assessor": house.boss, "ratings": [{"of": "skills", "value": 1, "facts": ["seen"]}]})  # fmt: skip
    house.judged(role, house.ready, facts)
    told = only(house.bench())
    [dials] = [one for one in told["successors"][0]["findings"] if one["criterion"] == "DIALS_AT_LEAST"]
    assert (dials["verdict"], dials["restsOn"], told["covered"]) == ("NOT_MET", low["entries"], False)


def test_an_earlier_record_counts_only_as_judged_under_what_held_there(house: House) -> None:
    """As imported, readiness was judged under whichever framework was named, by rules of one's own."""
    lenient = f"framework-{uuid4().hex[:8]}"
    now = next(rule for rule in DEFAULT_EDITION.readiness if rule.readiness is Readiness.NOW)
    easy = replace(now, criteria=(Criterion(Requirement.WILLINGNESS),))
    brought = {"framework": lenient, "effectiveOn": "2019-01-01", "imported": True}
    edition = as_input(replace(DEFAULT_EDITION, readiness=(easy,)))
    house.served.recorded("publishFramework", edition=edition, **brought)
    role = house.role()
    house.wishes(house.ready)
    house.on_the_slate(role, house.ready)
    house.judged(role, house.ready, [f"{house.ready}@1"], framework=lenient, imported=True)
    told = only(house.bench())
    assert (told["covered"], told["successors"][0]["supported"]) == (False, False)


def test_what_readiness_rests_on_is_neither_retracted_nor_corrected_under_it(house: House) -> None:
    """The assessments were taken back once they had been cited, and the role stayed covered."""
    role = house.role()
    house.wishes(house.ready)
    house.on_the_slate(role, house.ready)
    facts = house.seen(house.ready, house.peer, house.head, on=f"{TODAY}")
    said = house.judging(role, house.ready, facts, effectiveOn=TODAY, **IN_FORCE)
    assert said["__typename"] == "Recorded", said
    retract = {"entry": facts[0], "reason": "Never said"}
    refused(house.served.record("retractEntry", retract), "OthersRestOnIt", said["entries"][0])
    lower = {**ASSESS, **house.edition, "person": house.ready, "assessor": house.peer, "effectiveOn": TODAY}
    correct = {"entry": facts[0], "replacement": {"recordAssessment": {**lower, "assessment": "assessment-x"}}}
    refused(house.served.record("correctEntry", {**correct, "reason": "Not so high"}), "OthersRestOnIt")
    house.served.recorded("retractEntry", entry=said["entries"][0], reason="Its ground is gone")
    house.served.recorded("retractEntry", **retract)


def test_one_voice_is_one_source_however_often_it_speaks(house: House) -> None:
    role = house.role()
    house.wishes(house.ready)
    house.on_the_slate(role, house.ready)
    house.judged(role, house.ready, house.seen(house.ready, house.peer, house.peer, house.peer))
    [told] = only(house.bench())["successors"]
    assert (told["supported"], told["standing"]) == (False, False)
    verdicts = {f["criterion"]: f["verdict"] for f in told["findings"]}
    assert (verdicts["INDEPENDENT_SOURCES"], verdicts["SOURCE_OUTSIDE_THE_LINE"]) == ("NOT_ENOUGH_EVIDENCE", "MET")


def test_the_risk_of_leaving_is_coded_and_judged_where_much_depends(house: House) -> None:
    asked = {"person": house.ready, "risk": "HIGH", "reason": "GROWTH", "effectiveOn": "2024-06-02", **house.edition}
    refused(house.served.record("assessRetentionRisk", asked), "NothingDependsOnThem", house.ready)
    house.stands(house.role(), house.ready)
    house.served.recorded("assessRetentionRisk", **asked)
    words = {**asked, "why": "Their child is ill"}
    refused(house.served.record("assessRetentionRisk", words), "ReasonNotCoded", "why")
    refused(house.served.record("assessRetentionRisk", {**asked, "reason": None}), "ReasonNotCoded", "growth")


def test_judgements_expire_when_the_edition_of_the_day_says(house: House) -> None:
    role = house.role()
    house.stands(role, house.ready)
    [told] = only(house.bench())["successors"]
    assert told["expiresOn"] == "2025-06-01"
    assert [only(house.bench(on=on))["covered"] for on in ("2025-05-31", "2025-06-01")] == [True, False]


def test_no_role_is_on_a_level_that_no_edition_knows(house: House) -> None:
    asked = {"title": "Head of fruit", "unit": house.unit, "function": "Fruit", "level": "banana",
             "effectiveOn": "2021-01-01"}  # fmt: skip
    refused(house.served.record("establishRole", asked), "LevelUnknown", "banana", "others")


def test_nobody_is_called_ready_under_a_framework_of_somebodys_choice(house: House) -> None:
    lenient = f"framework-{uuid4().hex[:8]}"
    easy = replace(DEFAULT_EDITION, number=1, readiness=())
    brought = {"framework": lenient, "effectiveOn": "2019-01-01", "imported": True}
    house.served.recorded("publishFramework", edition=as_input(easy), **brought)
    role = house.role()
    told = house.judging(role, house.ready, [f"{house.ready}@1"], framework=lenient, edition=1)
    refused(told, "AnotherFramework", lenient, str(house.edition["framework"]))
