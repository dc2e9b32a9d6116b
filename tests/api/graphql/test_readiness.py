"""Readiness, sources and figures over GraphQL: nobody is called ready, independent or covered without ground."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from domain.frameworks.criteria import Criterion, Requirement
from domain.frameworks.default_pack import DEFAULT_EDITION
from domain.frameworks.edition import Readiness
from tests.api.graphql.test_succession_bench import House, house
from tests.api.graphql.test_who_acts import steward
from tests.api.inputs import as_input

__all__ = ["house", "steward"]

LATER = "2024-07-01"
TODAY = str(datetime.now(ZoneInfo("Europe/Berlin")).date())
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


# Sources

ASSESS = {
    "instrument": "LEADERSHIP_ASSESSMENT",
    "purpose": "DECISION",
    "level": "others",
    "ratings": [{"of": "skills", "value": 5, "facts": ["seen"]}],
    "effectiveOn": "2024-03-01",
}


def source_recorded(house: House, mutation: str, **asked: Any) -> str:
    told = house.served.recorded(mutation, **asked)
    entry = "query ($position: Int!) { entry(position: $position) { event } }"
    source: str = house.served.ask(entry, position=told["position"])["entry"]["event"]["source"]
    return source


def test_a_direct_report_is_nothing_else_whatever_is_claimed(house: House) -> None:
    asked = {"person": house.boss, "assessor": house.ready, **ASSESS, **house.edition}
    for claimed in ("ASSESSOR", "PEER", "HIGHER_MANAGER", "EXTERNAL", "MENTOR", "SELF"):
        told = house.served.record("recordAssessment", {**asked, "source": claimed})
        refused(told, "NotTheirView", claimed.lower(), "direct_report")
    assert source_recorded(house, "recordAssessment", **asked) == "direct_report"
    assert source_recorded(house, "recordAssessment", **asked, source="DIRECT_REPORT") == "direct_report"


def test_the_source_follows_from_where_both_stood_that_day(house: House) -> None:
    stranger = house.join("Stranger", "Elsewhere", manager=house.join("Somebody", "Elsewhere"))
    alone = house.join("Alone", "Elsewhere")
    for assessor, source in (
        (house.ready, "self"),
        (house.boss, "line_manager"),
        (house.head, "higher_manager"),
        (house.peer, "peer"),
        (stranger, "colleague"),
        (alone, "unknown"),
        (None, "unknown"),
    ):
        asked = {"person": house.ready, "assessor": assessor, **ASSESS, **house.edition}
        assert source_recorded(house, "recordAssessment", **asked) == source
        if assessor != house.ready:
            words = {"person": house.ready, "giver": assessor, "purpose": "DEVELOPMENT", "strengths": "Calm",
                     "improvements": "", "effectiveOn": "2024-03-01"}  # fmt: skip
            assert source_recorded(house, "giveFeedback", **words) == source
    before = {"person": house.ready, "assessor": house.boss, **ASSESS, "effectiveOn": "2019-02-01", "imported": True}
    assert source_recorded(house, "recordAssessment", **before, source="PEER", **house.edition) == "unknown"


def test_nobody_is_an_assessor_who_is_not_accredited(house: House) -> None:
    far = house.join("Far", "Elsewhere", manager=house.head)
    asked = {"person": house.ready, "assessor": far, **ASSESS, **house.edition}
    refused(house.served.record("recordAssessment", {**asked, "source": "ASSESSOR"}), "NotTheirView", "colleague")


def test_an_assessor_is_accredited_for_the_instrument_or_sits_there_from_outside(house: House, steward: str) -> None:
    far, outside = house.join("Far", "Elsewhere", manager=house.head), house.join("Outside", "Elsewhere")
    today, until = (house.served.app.state.services.ledger.today() + timedelta(days) for days in (0, 200))
    accredited = {"instrument": "LEADERSHIP_ASSESSMENT", "until": str(until), "accreditedBy": steward}
    house.served.recorded("accreditAssessor", person=far, **accredited)
    house.served.recorded("takeSeat", person=outside, seat="EXTERNAL_ASSESSOR")
    seen = {"person": house.ready, **ASSESS, **house.edition, "effectiveOn": str(today)}
    assert source_recorded(house, "recordAssessment", **seen, assessor=far, source="ASSESSOR") == "assessor"
    assert source_recorded(house, "recordAssessment", **seen, assessor=outside) == "assessor"
    other = {**seen, "instrument": "ASSESSMENT_CENTRE"}
    assert source_recorded(house, "recordAssessment", **other, assessor=far) == "colleague"
    before = {**seen, "effectiveOn": str(today - timedelta(1))}
    assert source_recorded(house, "recordAssessment", **before, assessor=far) == "colleague"


def test_feedback_too_comes_from_where_the_giver_stands(house: House) -> None:
    asked = {"person": house.boss, "giver": house.ready, "purpose": "DECISION", "strengths": "Calm",
             "improvements": "", "effectiveOn": "2024-03-01"}  # fmt: skip
    refused(house.served.record("giveFeedback", {**asked, "source": "PEER"}), "NotTheirView", "direct_report")


def test_one_voice_is_one_source_however_often_it_speaks(house: House) -> None:
    role = house.role()
    house.wishes(house.ready)
    house.on_the_slate(role, house.ready)
    house.judged(role, house.ready, house.seen(house.ready, house.peer, house.peer, house.peer))
    [told] = only(house.bench())["successors"]
    assert (told["supported"], told["standing"]) == (False, False)
    verdicts = {f["criterion"]: f["verdict"] for f in told["findings"]}
    assert (verdicts["INDEPENDENT_SOURCES"], verdicts["SOURCE_OUTSIDE_THE_LINE"]) == ("NOT_ENOUGH_EVIDENCE", "MET")


# The figures


def test_whoever_was_appointed_is_no_longer_their_own_successor(house: House) -> None:
    role = house.role()
    house.stands(role, house.ready)
    house.served.recorded("appointToRole", role=role, person=house.ready, exempt="REORGANISATION",
                          effectiveOn="2024-06-15")  # fmt: skip
    before, after = (only(house.bench(on=on)) for on in ("2024-06-14", "2024-06-15"))
    assert (before["covered"], before["vacant"]) == (True, True)
    assert (after["covered"], after["vacant"]) == (False, False)
    assert (after["successors"][0]["holdsIt"], after["successors"][0]["standing"]) == (True, False)


def test_a_chair_held_by_an_interim_is_vacant_and_first_in_the_alarm(house: House) -> None:
    at_risk, interim = house.role("A: at risk"), house.role("B: stood in for")
    house.served.recorded("appointToRole", role=at_risk, person=house.boss, exempt="REORGANISATION",
                          effectiveOn="2021-02-01")  # fmt: skip
    house.served.recorded("assessRetentionRisk", person=house.boss, risk="HIGH", reason="PAY",
                          effectiveOn="2024-06-01", **house.edition)  # fmt: skip
    house.served.recorded("appointToRole", role=interim, person=house.peer, appointmentKind="INTERIM",
                          source="EXTERNAL", effectiveOn="2024-06-01")  # fmt: skip
    bench = house.bench()
    held, stood_in = bench["roles"]
    assert [(one["vacant"], one["heldForNow"]) for one in (held, stood_in)] == [(False, False), (True, True)]
    figures = bench["figures"]
    assert figures["atRiskUncovered"] == [interim, at_risk]
    assert (figures["vacant"], figures["heldForNow"]) == ({"count": 1, "n": 2}, {"count": 1, "n": 1})


def test_net_after_the_chain_and_two_appointments_are_told(house: House) -> None:
    top, below = house.role("A: top"), house.role("B: below")
    house.served.recorded("appointToRole", role=top, person=house.head, exempt="REORGANISATION",
                          effectiveOn="2021-02-01")  # fmt: skip
    house.served.recorded("appointToRole", role=below, person=house.boss, exempt="REORGANISATION",
                          effectiveOn="2021-02-01")  # fmt: skip
    house.wishes(house.boss)
    house.served.recorded("nominateSuccessor", role=top, candidate=house.boss, why="Leads", effectiveOn="2023-01-01")
    house.served.recorded("confirmSlate", role=top, successors=[house.boss], confirmedBy=house.head,
                          effectiveOn="2023-02-01")  # fmt: skip
    house.judged(top, house.boss, house.seen(house.boss, house.head, house.peer), assessedBy=house.head)
    house.stands(below, house.ready)
    figures = house.bench()["figures"]
    assert [figures[name]["count"] for name in ("coverage", "readyNowCoverage", "netCoverage")] == [2, 2, 2]
    assert figures["coverageAfterChain"] == {"count": 1, "n": 2}
    assert figures["successorCoverageRate"] == {"count": 2, "n": 2, "perHundred": None}
    third = house.role("C: third", critical=False)
    house.served.recorded("appointToRole", role=third, person=house.boss, exempt="REORGANISATION",
                          effectiveOn="2024-06-20")  # fmt: skip
    [two] = house.bench()["figures"]["holdingSeveral"]
    assert two == {"person": {"name": "Holder"}, "roles": [below, third]}


def test_a_year_in_their_level_and_a_last_day(house: House) -> None:
    role = house.role()
    house.stands(role, house.ready)
    house.served.recorded("movePerson", person=house.ready, unit=house.unit, level="others", manager=house.boss,
                          exempt="REORGANISATION", effectiveOn="2024-06-10")  # fmt: skip
    [told] = only(house.bench())["successors"]
    assert (told["inLevelSince"], told["underAYearInLevel"], told["standing"]) == ("2024-06-10", True, True)
    [before] = only(house.bench(on="2024-06-09"))["successors"]
    assert (before["inLevelSince"], before["underAYearInLevel"]) == ("2020-03-02", False)
    house.served.recorded("leavePerson", person=house.ready, effectiveOn="2024-06-30")
    assert [only(house.bench(on=on))["covered"] for on in ("2024-06-30", "2024-07-01")] == [True, False]


def test_a_holder_holds_through_their_last_day_and_comes_back_with_the_leaving_retracted(house: House) -> None:
    role = house.role()
    house.served.recorded("appointToRole", role=role, person=house.peer, exempt="REORGANISATION",
                          effectiveOn="2021-02-01")  # fmt: skip
    left = house.served.recorded("leavePerson", person=house.peer, effectiveOn="2024-06-20")["entries"][0]
    assert [only(house.bench(on=on))["vacant"] for on in ("2024-06-20", "2024-06-21")] == [False, True]
    house.served.recorded("retractEntry", entry=left, reason="They stay after all")
    assert not only(house.bench(on="2024-06-21"))["vacant"]


def test_emergency_cover_is_named_and_covers_nothing_else(house: House) -> None:
    role = house.role()
    named = {"role": role, "person": house.peer, "until": "2024-12-31", "canHoldDays": 60, "namedBy": house.boss,
             "effectiveOn": "2024-06-01"}  # fmt: skip
    refused(house.served.record("nameEmergencyCover", {**named, "namedBy": house.peer}), "CoverNamedThemselves")
    house.served.recorded("nameEmergencyCover", **named)
    told = only(house.bench())
    cover = {"person": {"name": "Peer"}, "until": "2024-12-31", "canHoldDays": 60}
    assert (told["emergencyCovers"], told["covered"], told["successors"]) == ([cover], False, [])
    assert only(house.bench(on="2025-01-01"))["emergencyCovers"] == []
    house.served.recorded("appointToRole", role=role, person=house.peer, exempt="REORGANISATION",
                          effectiveOn="2024-06-10")  # fmt: skip
    refused(house.served.record("nameEmergencyCover", {**named, "effectiveOn": "2024-06-11"}), "CoversThemselves")
    assert only(house.bench())["emergencyCovers"] == [], "the holder stands in for nobody"


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
