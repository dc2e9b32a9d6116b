"""Actions over GraphQL: what somebody took on and how much of it they kept is told to them alone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from api.access.relationships import Relationship
from api.access.sorts import SORTS
from api.access.table import TABLE, Information
from domain.growth.actions import ActionOverdue, RenegotiateAction
from domain.growth.growth import ActionId
from domain.kernel.ids import PersonId
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

COMMITMENTS = """query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) { commitments {
    since until due completed dropped overdue renegotiated open kept
    actions { action what agreedOn dueOn movedFrom state settledOn agreedWith { id } } } } }"""
HISTORY = "query ($id: ID!) { person(id: $id) { developmentHistory(first: 50) { nodes { kind entry { event } } } } }"
MARCH, LATER = "2024-03-12", "2024-10-01"


def told(served: Served, person: str, **as_of: Any) -> dict[str, Any]:
    asked = served.ask(COMMITMENTS, id=person, asOf={"effectiveOn": LATER, **as_of})
    return dict(asked["person"]["commitments"])


def taken_on(served: Served, person: str, due_on: str, **more: Any) -> str:
    said = {"person": person, "what": "Visit the controllers", "dueOn": due_on, "effectiveOn": MARCH, **more}
    [made] = served.recorded("agreeAction", **said)["made"]
    return str(made)


@pytest.mark.mission("M25")
def test_kept_commitments_come_out_as_of_any_moment_and_another_day_is_agreed_in_time(
    served: Served, join: Join
) -> None:
    ben = join("Ben Amari")
    ada = join("Ada Okafor", manager=ben)
    hers = served.asked_by(ada)
    days = [str(date(2024, 4, 15) + timedelta(days)) for days in range(8)]
    actions = [taken_on(hers, ada, day, agreedWith=ben) for day in days]
    start = served.ask("{ position }")["position"]
    late = {"person": ada, "action": actions[0], "dueOn": "2024-06-03", "effectiveOn": "2024-04-16"}
    refused = hers.record("renegotiateAction", late)
    assert (refused["rule"], refused["field"]) == ("ToldTooLate", "effectiveOn")
    ledger = served.app.state.services.ledger
    by = ledger.tokens.of_the_machine().id
    another = RenegotiateAction(PersonId(ada), ActionId(actions[0]), date(2024, 6, 3), effective_on=date(2024, 4, 16))
    with pytest.raises(ActionOverdue, match="2024-04-15"):
        ledger.record(another, by=by)
    ledger.record(replace(another, effective_on=date(2024, 4, 15)), by=by)
    for action in actions[1:6]:
        hers.recorded("completeAction", person=ada, action=action, effectiveOn="2024-04-20")
    hers.recorded("dropAction", person=ada, action=actions[6], why="No longer needed", effectiveOn="2024-04-20")
    assert hers.record("completeAction", {"person": ada, "action": actions[6]})["rule"] == "ActionSettled"

    found = told(hers, ada)
    assert {name: found[name] for name in ("due", "completed", "dropped", "overdue", "renegotiated", "open")} == {
        "due": 8,
        "completed": 5,
        "dropped": 1,
        "overdue": 2,
        "renegotiated": 1,
        "open": 2,
    }
    assert found["kept"] == 5 / 8
    assert (found["actions"][-1]["dueOn"], found["actions"][-1]["movedFrom"]) == ("2024-06-03", [days[0]])
    assert found["actions"][0]["agreedWith"] == {"id": ben}
    assert told(hers, ada, position=start)["overdue"] == 8
    may = told(hers, ada, effectiveOn="2024-05-01")
    assert (may["due"], may["kept"], may["open"]) == (7, None, 2)
    assert told(hers, ada, effectiveOn="2025-06-04")["due"] == 0


def test_nobody_else_is_told_what_somebody_took_on(served: Served, join: Join) -> None:
    kinds = ("ActionAgreed", "ActionRenegotiated", "ActionCompleted", "ActionDropped")
    assert {SORTS[kind] for kind in kinds} == {Information.COMMITMENTS}
    assert TABLE[Information.COMMITMENTS] == {Relationship.SELF}
    ben = join("Ben Amari")
    ada = join("Ada Okafor", manager=ben)
    taken_on(served.asked_by(ada), ada, "2024-04-15", agreedWith=ben)
    answer = served.asked_by(ben).post(COMMITMENTS, id=ada)
    assert answer["data"]["person"]["commitments"] is None
    assert answer["extensions"]["withheld"] == ["Person.commitments"]
    assert "ActionAgreed" not in str(served.asked_by(ben).ask(HISTORY, id=ada))
    assert "Visit the controllers" in str(served.asked_by(ada).ask(HISTORY, id=ada))


def test_an_action_is_taken_on_by_whoever_does_it(served: Served, join: Join) -> None:
    ben = join("Ben Amari")
    ada = join("Ada Okafor", manager=ben)
    action = {"person": ada, "what": "Visit the controllers", "dueOn": LATER, "effectiveOn": MARCH}
    refused = served.asked_by(ben).record("agreeAction", action)
    assert refused["rule"] == "NotTheirsToSay", "whoever leads somebody promises nothing in their place"
    early = {**action, "dueOn": "2024-03-11"}
    refused = served.asked_by(ada).record("agreeAction", early)
    assert (refused["rule"], refused["field"]) == ("DueTooEarly", "dueOn")


def test_another_day_is_not_dated_back_to_before_the_first_one_was_missed(served: Served, join: Join) -> None:
    ada = join("Ada Okafor")
    hers, today = served.asked_by(ada), served.app.state.services.ledger.today()
    late, soon = (taken_on(hers, ada, str(today + timedelta(days))) for days in (-20, -7))
    again = {"person": ada, "dueOn": "2099-01-01"}
    refused = hers.record("renegotiateAction", {**again, "action": late, "effectiveOn": str(today - timedelta(20))})
    assert (refused["rule"], refused["field"]) == ("ToldTooLate", "effectiveOn")
    assert str(today - timedelta(7)) in refused["why"]
    hers.recorded("renegotiateAction", **again, action=soon, effectiveOn=str(today - timedelta(7)))
