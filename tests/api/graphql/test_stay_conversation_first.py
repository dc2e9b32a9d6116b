"""A stay conversation comes first: where somebody's risk was judged without one, the risk is told with a warning."""

from __future__ import annotations

from typing import Any

import pytest

from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

BENCH = """query ($units: [String!], $asOf: AsOf) { successionBench(units: $units, asOf: $asOf) {
    roles { incumbents { retentionRisk { grade } retentionWarning } } figures { atRiskUncovered } } }"""
JUDGED, LATER = "2024-06-01", "2024-07-01"


@pytest.mark.mission("M54")
def test_a_risk_that_was_judged_without_a_stay_conversation_says_so(
    served: Served, join: Join, unit: str, edition: dict[str, Any]
) -> None:
    head = join("Head", unit)
    ada, ben = join("Ada Okafor", unit, manager=head), join("Ben Amari", unit, manager=head)
    placed = {"unit": unit, "function": "Engineering", "level": "others", "critical": True}
    role = served.recorded("establishRole", title="Planner", **placed, effectiveOn="2021-01-01")["subject"]
    served.recorded("appointToRole", role=role, person=ada, exempt="BEFORE_LEDGER", effectiveOn="2021-02-01")
    risk = {"risk": "HIGH", "reason": "GROWTH", "effectiveOn": JUDGED, **edition}
    served.recorded("assessRetentionRisk", person=ada, **risk)
    refused = served.record("assessRetentionRisk", {"person": ben, **risk})
    assert (refused["rule"], refused["field"]) == ("NothingDependsOnThem", "person")

    def told(asks: Served, **as_of: Any) -> dict[str, Any]:
        bench = asks.ask(BENCH, units=[unit], asOf={"effectiveOn": LATER, **as_of})["successionBench"]
        [one] = bench["roles"]
        assert bench["figures"]["atRiskUncovered"] in ([role], None)
        return dict(one["incumbents"][0])

    why = f"no stay conversation from 2023-06-01 to {JUDGED}: talk with them about what keeps them, and judge again"
    assert told(served) == {"retentionRisk": {"grade": "HIGH"}, "retentionWarning": why}
    before = served.ask("{ position }")["position"]
    talk = {"person": ada, "withWhom": head, "toldBy": head, "conversationKind": "STAY"}
    for day in ("2023-06-01", "2024-06-02"):
        served.asked_by(head).recorded("recordConversation", **talk, effectiveOn=day)
        assert told(served)["retentionWarning"] == why, "too long before, or after"
    served.asked_by(head).recorded("recordConversation", **talk, effectiveOn="2024-05-20")
    assert told(served)["retentionWarning"] is None
    assert told(served, position=before)["retentionWarning"] == why
    answer = served.asked_by(head).post(BENCH, units=[unit], asOf={"effectiveOn": LATER})
    assert answer["data"]["successionBench"]["roles"][0]["incumbents"] == [
        {"retentionRisk": {"grade": "HIGH"}, "retentionWarning": None}
    ]
    withheld = served.asked_by(ben).post(BENCH, units=[unit], asOf={"effectiveOn": LATER})["extensions"]["withheld"]
    assert "RoleHolder.retentionWarning" in withheld
