"""Being told: who was told what when, who was not yet, and the time that runs from it, by the number of the edition."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from api.access.callers import Scope
from domain.kernel.ids import PersonId
from tests.api.conftest import Served
from tests.api.graphql.test_appeals import APPEAL, under
from tests.api.graphql.test_undeserved_promotion import DAY, LATE, SEEN, STATED, Firm, firm
from tests.api.imports.conftest import CommandLine

__all__ = ["firm"]

NOTICE = "about since period workingDays framework edition toldOn until daysLeft case person { id }"
CASES = f"""query ($asOf: AsOf) {{ myCases(asOf: $asOf) {{
    id phase fileOpen decisions {{ entry {{ reference kind }} }} notices {{ {NOTICE} }} }} }}"""
OWED = f"query ($asOf: AsOf) {{ noticesOwed(first: 100, asOf: $asOf) {{ {NOTICE} }} }}"
INFORMED = "informed { about how informedOn informedBy { id } }"
TOLD = f"query ($id: ID!, $asOf: AsOf) {{ person(id: $id, asOf: $asOf) {{ {INFORMED} }} }}"
ON_THE_CASE = f"query ($id: ID!, $asOf: AsOf) {{ promotionCase(id: $id, asOf: $asOf) {{ {INFORMED} }} }}"


def own_cases(firm: Firm, on: str, **known: int) -> list[dict[str, Any]]:
    """What the candidate reads of their cases on a day, without knowing any id."""
    return list(firm.served.asked_by(firm.people["ada"]).ask(CASES, asOf={"effectiveOn": on, **known})["myCases"])


def owed(asking: Served, firm: Firm, on: str, **known: int) -> list[str]:
    """Of what the candidate had not been told on a day, as somebody reads it."""
    told = asking.ask(OWED, asOf={"effectiveOn": on, **known})["noticesOwed"]
    return [one["about"] for one in told if one["person"] == {"id": firm.people["ada"]}]


@pytest.mark.mission("M77")
def test_who_was_told_what_when_and_who_was_not_yet(firm: Firm, steward: PersonId, tmp_path: Path) -> None:
    ada, partner, file = firm.people["ada"], firm.people["partner"], f"{firm.case}@1"
    nobody_told = firm.served.ask("{ position }")["position"]
    assert owed(firm.served, firm, DAY) == [file]
    declined = firm.is_declined()
    assert owed(firm.served, firm, DAY) == [], "as known now they were told of the file that day"
    assert owed(firm.served, firm, DAY, position=nobody_told) == [file], "as known then nobody had told them"
    keeper = firm.served.asked_by(steward, Scope.READ)
    for asking in (firm.served, keeper, firm.served.asked_by(ada), firm.served.asked_by(firm.people["mona"])):
        assert owed(asking, firm, SEEN) == [declined]
    for stranger in (firm.people["junior0"], firm.people["report"]):
        assert firm.served.asked_by(stranger).ask(OWED, asOf={"effectiveOn": SEEN}) == {"noticesOwed": []}
    assert firm.served.asked_by(steward).ask(ON_THE_CASE, id=firm.case)["promotionCase"]["informed"] is not None

    line = {"command": "InformPerson", "person": ada, "about": declined, "how": "in_person", "informed_by": partner}
    leadership = CommandLine(firm.served.database_url, tmp_path, "hr", 0)
    leadership.does("import", "entries", leadership.file("told.ndjson", json.dumps({**line, "effective_on": SEEN})))
    come = firm.served.app.state.services.ledger.position()
    assert owed(keeper, firm, SEEN, position=come) == []
    both = [(file, DAY), (declined, SEEN)]
    for asked, whose in ((TOLD, ada), (ON_THE_CASE, firm.case)):
        for asking in (firm.served, firm.served.asked_by(ada), keeper):
            [told] = asking.ask(asked, id=whose).values()
            assert [(one["about"], one["informedOn"]) for one in told["informed"]] == both
            assert {(one["how"], one["informedBy"]["id"]) for one in told["informed"]} == {("IN_PERSON", partner)}
        [before] = firm.served.ask(asked, id=whose, asOf={"effectiveOn": DAY}).values()
        assert [one["about"] for one in before["informed"]] == [file]
    [hidden] = firm.served.asked_by(firm.people["junior0"]).ask(TOLD, id=ada).values()
    assert hidden["informed"] is None


@pytest.mark.mission("M77")
def test_time_to_comment_and_to_appeal_runs_from_being_told_and_is_told_as_it_runs_out(firm: Firm) -> None:
    under(firm, comment_working_days=3, appeal_working_days=4)
    by = {"framework": firm.framework, "edition": 2, "case": firm.case, "person": {"id": firm.people["ada"]}}
    _, case = own_cases(firm, DAY)
    comment = {"about": f"{firm.case}@1", "since": DAY, "period": "COMMENT_WORKING_DAYS", "workingDays": 3, **by}
    assert case["phase"] == "FILING"
    assert case["notices"] == [{**comment, "toldOn": None, "until": None, "daysLeft": None}]
    assert "nobody told" in firm.refuses("FileNotSeen", "closeFile", closedBy="partner")
    firm.told_of(f"{firm.case}@1")
    seen = {**comment, "toldOn": DAY, "until": "2024-05-09"}
    for day, left in ((DAY, 3), ("2024-05-09", 0), ("2024-05-10", None)):
        assert own_cases(firm, day)[1]["notices"] == [{**seen, "daysLeft": left}]
    firm.day = "2024-05-09"
    assert "until 2024-05-09" in firm.refuses("FileNotSeen", "closeFile", closedBy="partner")
    firm.refuses("FileStillOpen", "declinePromotion", decidedBy="decider", **STATED)
    firm.refuses("NothingToAppeal", "lodgeAppeal", **APPEAL)

    firm.day = SEEN
    firm.takes("closeFile", closedBy="partner")
    firm.recommends("AGAINST")
    declined = firm.takes("declinePromotion", decidedBy="decider", **STATED)["entries"][0]
    appeal = {"about": declined, "since": SEEN, "period": "APPEAL_WORKING_DAYS", "workingDays": 4, **by}
    assert own_cases(firm, DAY)[1]["notices"] == [{**seen, "daysLeft": 3}], "as it was that day"
    untold = {**appeal, "toldOn": None, "until": None, "daysLeft": None}
    assert own_cases(firm, LATE)[1]["notices"] == [untold], "no time runs, however long it is"
    firm.told_of(declined)
    told = {**appeal, "toldOn": SEEN, "until": "2024-05-20"}
    for day, left in ((SEEN, 6), ("2024-05-20", 0), ("2024-05-21", None)):
        assert own_cases(firm, day)[1]["notices"] == [{**told, "daysLeft": left}]
    firm.day = "2024-05-21"
    assert "ended on 2024-05-20" in firm.refuses("AppealTooLate", "lodgeAppeal", **APPEAL)
    firm.day = "2024-05-20"
    firm.takes("lodgeAppeal", **APPEAL)
    [after] = own_cases(firm, "2024-05-20")[1]["notices"]
    assert (after["until"], after["daysLeft"]) == (None, None), "everybody appeals once"


def test_everybody_finds_their_own_cases_with_the_decisions_before(firm: Firm) -> None:
    under(firm, decide_within_days=None, deferrals_at_most=None).file_closes()
    firm.recommends("AGAINST")
    first = firm.takes("deferPromotion", decidedBy="decider", revisitOn="2024-05-21", **STATED)["entries"][0]
    withdrawn, mine = own_cases(firm, SEEN)
    assert (withdrawn["phase"], withdrawn["notices"]) == ("WITHDRAWN", [])
    assert (mine["id"], mine["phase"], mine["fileOpen"]) == (firm.case, "DEFERRED", True)
    assert mine["decisions"] == [{"entry": {"reference": first, "kind": "PromotionDeferred"}}]
    deferred, file = mine["notices"]
    assert (deferred["about"], deferred["toldOn"]) == (first, None)
    assert (file["about"], file["toldOn"]) == (f"{firm.case}@1", DAY)
    firm.told_of(first)
    [deferred, _] = own_cases(firm, SEEN)[1]["notices"]
    assert (deferred["toldOn"], deferred["until"]) == (SEEN, None), "one deferral is not to be appealed"
    [_, mine] = own_cases(firm, DAY)
    assert (mine["phase"], mine["decisions"]) == ("FILING", []), "as of that day nothing was decided"
    assert firm.served.asked_by(firm.people["mona"]).ask(CASES)["myCases"] == []
    assert firm.served.ask(CASES)["myCases"] is None
