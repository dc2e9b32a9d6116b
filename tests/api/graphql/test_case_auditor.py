"""An auditor of single cases sees those, and what stands on their files; of everybody and everything else, nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from api.access.relationships import Relationship
from api.access.table import Information, may_see
from domain.kernel.ids import PersonId
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.graphql.test_looks import looks
from tests.api.graphql.test_promotion_case import Argued, argued, assess

__all__ = ["argued", "assess"]

OPENS = {"development", "assessment", "case", "notices", "conflict", "vote", "bundle"}
"""Of a case, and of entries on its file; to its candidate they are no more than a colleague."""
CASE = """query ($id: ID!) { promotionCase(id: $id) {
    proposal { toLevel candidate { name leftOn joinedOn benches { id } looks(first: 1) { totalCount } } }
    steps { kind event } votes { choice } evidence { evidence entry { kind event recordedAt } } } }"""
WITHHELD = ["Person.benches", "Person.joinedOn", "Person.leftOn", "Person.looks"]


@pytest.mark.parametrize("sort", Information)
def test_every_cell(sort: Information) -> None:
    opened = may_see(sort, frozenset((Relationship.CASE_AUDITOR,)))
    assert opened == (sort in OPENS)


@pytest.fixture
def auditor(served: Served, join: Join, steward: PersonId, argued: Argued) -> str:
    """Charged with this one case, until today."""
    auditor, today = join("The auditor"), served.app.state.services.ledger.today()
    charge = {"person": auditor, "mandate": "AUDITOR", "until": str(today + timedelta(30)), "givenBy": steward}
    served.asked_by(steward).recorded("giveMandate", cases=[argued.case], **charge)
    return auditor


@pytest.mark.mission("M83")
def test_they_see_their_case_its_file_and_nothing_else(
    argued: Argued, auditor: str, assess: Callable[..., dict[str, Any]], edition: dict[str, Any]
) -> None:
    served, candidate = argued.served, argued.candidate
    asks = served.asked_by(auditor)
    later = assess(candidate, argued.boss, "2024-04-02", work_values=5)
    argued.step("closeVote", closedBy=argued.people[0])
    answer = asks.post(CASE, id=argued.case)
    told = answer["data"]["promotionCase"]
    assert answer["extensions"]["withheld"] == WITHHELD
    assert told["proposal"]["toLevel"] == "others"
    assert all(step["event"] is not None for step in told["steps"])
    assert [vote["choice"] for vote in told["votes"]] == ["IN_FAVOUR", "AGAINST", "IN_FAVOUR"]
    [filed] = told["evidence"]
    assert (filed["entry"]["kind"], filed["entry"]["event"]["ratings"][0]["value"]) == ("AssessmentRecorded", 4)
    history = "query ($id: ID!) { person(id: $id) { developmentHistory(first: 9) { nodes { kind } } } }"
    assert asks.ask(history, id=candidate)["person"]["developmentHistory"]["nodes"] == []
    entry = "query ($p: Int!) { entry(position: $p) { event } }"
    assert asks.ask(entry, p=later["position"])["entry"] is None
    assert asks.post("{ entries(first: 1) { totalCount } }")["data"]["entries"] is None
    seen = {(one["by"], *one["sorts"], *one["relationships"]) for one in looks(served.asked_by(candidate), candidate)}
    assert (auditor, "ASSESSMENT", "CASE", "VOTE", "CASE_AUDITOR") in seen
    [line] = served.app.state.services.ledger.readings.of([candidate], 1)
    assert (line.reader, line.seen[candidate]) == (auditor, {"assessment": ["case_auditor"]})
    step = {"candidate": argued.people[0], "direction": "UP", "fromLevel": "self", "toLevel": "others"}
    other = served.recorded(
        "proposePromotion", **step, proposedBy=argued.boss, grounds="Too", effectiveOn="2024-05-06", **edition
    )["subject"]
    assert asks.post(CASE, id=other)["data"]["promotionCase"] is None, "nor that there is another"


def test_a_mandate_that_has_ended_shows_nothing(argued: Argued, auditor: str, steward: PersonId) -> None:
    served = argued.served
    held = "query ($id: ID!) { person(id: $id) { offices { called cases } } }"
    offices = served.asked_by(argued.boss).ask(held, id=auditor)["person"]["offices"]
    assert offices == [{"called": "auditor", "cases": [argued.case]}]
    today: date = served.app.state.services.ledger.today()
    served.asked_by(steward).recorded(
        "endMandate", person=auditor, mandate="AUDITOR", cases=[argued.case], endedBy=steward, effectiveOn=str(today)
    )
    assert served.asked_by(auditor).post(CASE, id=argued.case)["data"]["promotionCase"] is None
