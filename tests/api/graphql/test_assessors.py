"""Sources over GraphQL: where an assessor stands follows from the ledger, whatever they say."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.api.graphql.test_readiness import ASSESS, refused
from tests.api.graphql.test_succession_bench import House, house

__all__ = ["house"]


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
