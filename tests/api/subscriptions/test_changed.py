"""What is told of what has moved: as it moves, and since a position."""

from __future__ import annotations

from queue import Empty
from typing import Any

import pytest

from api.graphql.subscriptions import movements, subscription
from tests.api.conftest import Served
from tests.api.subscriptions.conftest import Join
from tests.api.subscriptions.heard import CHANGED, END, listening


def test_the_first_event_says_how_far_answers_have_come(served: Served) -> None:
    with listening(served) as heard:
        told = heard.next()
    assert told["position"] >= 1
    assert not told["everything"]
    assert [told[name] for name in ("people", "roles", "units", "cases", "cycles")] == [[]] * 5


def test_whoever_moves_is_told_with_the_units_and_managers_on_both_sides(served: Served, join: Join) -> None:
    before, after = served.unit("The mill"), served.unit("The bakery")
    old, new = join("Old boss"), join("New boss")
    ada = join("Ada", unit=before, manager=old)
    with listening(served) as heard:
        heard.next()
        at = served.recorded("movePerson", person=ada, unit=after, manager=new, effectiveOn="2024-02-01")["position"]
        told = heard.until(at)
    assert told["people"] == {ada, old, new}
    assert told["units"] == {before, after}


def test_whoever_leaves_is_told_with_the_unit_that_they_leave(served: Served, join: Join) -> None:
    mill = served.unit("The mill")
    ada = join("Ada", unit=mill)
    with listening(served) as heard:
        heard.next()
        told = heard.until(served.recorded("leavePerson", person=ada, effectiveOn="2024-02-01")["position"])
    assert (told["people"], told["units"]) == ({ada}, {mill})


def test_units_above_are_told_as_their_figures_have_moved_too(served: Served, join: Join) -> None:
    """Through whatever others, and whichever day they belonged to them: what is read as of it has moved."""
    firm, works, hall, line, once = (served.unit(f"{name} of steel") for name in ("Firm", "Works", "Hall", "A", "Old"))
    for unit, parent in ((works, firm), (hall, once), (line, hall)):
        served.recorded("moveUnit", unit=unit, parent=parent, effectiveOn="2000-01-01")
    with listening(served) as heard:
        heard.next()
        at = served.recorded("moveUnit", unit=hall, parent=works, effectiveOn="2010-01-01")["position"]
        assert set(heard.until(at)["units"]) == {hall, works, firm, once}
        ada = join("Ada", unit=line)
        at = served.ask("{ position }")["position"]
        assert set(heard.until(at)["units"]) == {line, hall, works, firm, once}
        at = served.recorded("leavePerson", person=ada, effectiveOn="2024-02-01")["position"]
        assert set(heard.until(at)["units"]) == {line, hall, works, firm, once}
        join("Bo", unit=works)
        assert set(heard.until(served.ask("{ position }")["position"])["units"]) == {works, firm}, "nothing below"


def test_what_is_corrected_or_retracted_moves_what_it_was_about(served: Served, join: Join) -> None:
    ada, boss = join("Ada"), join("Boss")
    bakery, mill = served.unit("The bakery"), served.unit("The mill")
    moved = served.recorded("movePerson", person=ada, unit=mill, manager=boss, effectiveOn="2024-02-01")
    [entry] = moved["entries"]
    replaced = {"person": ada, "unit": bakery, "effectiveOn": "2024-02-01"}
    with listening(served) as heard:
        heard.next()
        mended = served.recorded("correctEntry", entry=entry, reason="Slip", replacement={"movePerson": replaced})
        told = heard.until(mended["position"])
        assert {ada, boss} <= told["people"]
        assert {mill, bakery} <= told["units"]
        told = heard.until(served.recorded("retractEntry", entry=entry, reason="Not so")["position"])
        assert bakery in told["units"]


def test_what_moved_meanwhile_is_told_first_and_in_one_event(served: Served, join: Join) -> None:
    with listening(served) as heard:
        at = heard.next()["position"]
    people = {join(f"Ada {number}") for number in range(7)}
    with listening(served, since=at) as heard:
        told = heard.next()
        while told["position"] < served.ask("{ position }")["position"]:  # where read models came behind
            told = heard.next()
        assert set(told["people"]) == people, "all at once, whoever came to listen when"
        later = join("Ada again")
        assert heard.next()["people"] == [later], "nothing is told twice"


def test_who_was_away_too_long_is_told_everything(alone: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(movements, "KEPT", 3)
    first = alone.recorded("joinPerson", name="Ada", unit="Mill", effectiveOn="2024-01-01")["position"]
    last = first
    for number in range(4):
        last = alone.recorded("joinPerson", name=f"B {number}", unit="Mill", effectiveOn="2024-01-01")["position"]
    with listening(alone, since=first) as heard:
        told = heard.next()
    assert (told["position"], told["everything"], told["people"]) == (last, True, [])
    with listening(alone, since=last - 2) as heard:
        told = heard.next()
    assert (told["everything"], len(told["people"])) == (False, 2)


def test_of_too_many_everything_is_told(alone: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(subscription, "MOST_TOLD", 4)
    at = alone.ask("{ position }")["position"]
    for number in range(5):
        alone.recorded("joinPerson", name=f"B {number}", unit="Mill", effectiveOn="2024-01-01")
    with listening(alone, since=at) as heard:
        assert heard.next()["everything"]


def test_only_what_was_asked_for_is_told(served: Served, join: Join) -> None:
    with listening(served, moving=["ROLE"]) as heard:
        heard.next()
        join("Ada")
        role = served.recorded(
            "establishRole", title="Head", unit="Mill", function="Ops", level="leaders", critical=False
        )
        told = heard.until(role["position"])
    assert told["roles"] == {role["subject"]}
    assert not told["people"]
    assert not told["units"]


def test_where_it_is_quiet_the_position_is_told_now_and_then(served: Served, monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(served) as heard:
        heard.next()
        with pytest.raises(Empty):
            heard.raw(within=1)
    monkeypatch.setattr(subscription, "HEARD_EVERY", 0.3)
    with listening(served) as heard:
        at = heard.next()["position"]
        assert heard.next()["position"] == at


@pytest.mark.parametrize(
    ("query", "variables", "says"),
    [
        (CHANGED, {"since": -1}, "since: “-1” is no position"),
        (CHANGED, {"since": 10**9}, "has not come yet"),
        ("{ position }", {}, "Only subscriptions are answered so"),
        ('mutation { introducePerson(input: {name: "A"}) { __typename } }', {}, "Only subscriptions"),
        ("subscription { nothing }", {}, "Cannot query field 'nothing'"),
        ("subscription {", {}, "Syntax Error"),
        ("subscription { a: changed { position } b: changed { position } }", {}, "must select only one"),
        (f"subscription {{ changed {{ {' '.join(f'a{n}: position' for n in range(99))} }} }}", {}, "too much"),
    ],
)
def test_what_is_no_such_subscription_is_refused(served: Served, query: str, variables: Any, says: str) -> None:
    with listening(served, query=query, **variables) as heard:
        [told, end] = heard.ends()
    assert says in told["errors"][0]["message"]
    assert "data" not in told or told["data"] is None
    assert end == END


def test_as_json_it_is_not_answered(served: Served) -> None:
    answer = served.client.post("/graphql", json={"query": CHANGED})
    assert answer.status_code == 406
    assert "text/event-stream" in answer.json()["errors"][0]["message"]
