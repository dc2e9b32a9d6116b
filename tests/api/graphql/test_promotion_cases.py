"""Promotion cases as a list: those that whoever asks may see, and no others, page by page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from api.access.callers import Scope
from domain.kernel.ids import PersonId
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.graphql.test_looks import looks
from tests.api.graphql.test_promotion_case import DAY, LATER, Argued, argued, assess
from tests.api.graphql.test_statements import looks_into_the_ledger, statements
from tests.api.pages.decided_case import DecidedCase, decided_case

__all__ = ["argued", "assess"]

CASES = """
    query ($first: Int, $after: String, $last: Int, $before: String, $phases: [CasePhase!], $units: [String!],
           $exactly: Boolean! = false, $candidate: ID, $overridden: Boolean, $appealed: Boolean, $asOf: AsOf) {
      promotionCases(first: $first, after: $after, last: $last, before: $before, phases: $phases, units: $units,
                     exactly: $exactly, candidate: $candidate, overridden: $overridden, appealed: $appealed,
                     asOf: $asOf) {
        nodes { id phase proposal { toLevel candidate { id } } votes { choice } notices { about } }
        totalCount pageInfo { hasNextPage hasPreviousPage startCursor endCursor } asOf { position }
      } }"""
ONE = """query ($id: ID!) { promotionCase(id: $id) {
    id phase proposal { toLevel candidate { id } } votes { choice } notices { about } } }"""


def listed(by: Served, **asked: Any) -> list[str]:
    """The ids of the cases that are told."""
    told = by.ask(CASES, **{"first": 100, **asked})["promotionCases"]
    assert told["totalCount"] == len(told["nodes"])
    return [case["id"] for case in told["nodes"]]


@pytest.fixture
def cases(argued: Argued, join: Join, edition: dict[str, Any]) -> dict[str, str]:
    """The argued case, and three others: of the same candidate's colleague, in a hall, and in a works around it."""
    served = argued.served
    works, hall = (served.recorded("establishUnit", name=name, effectiveOn="1960-01-01")["subject"] for name in "WH")
    served.recorded("moveUnit", unit=hall, parent=works, effectiveOn="1961-01-01")
    found = {"argued": argued.case, "works_unit": works, "hall_unit": hall}
    for name, unit in (("works", works), ("hall", hall), ("second", hall)):
        found[f"{name}_candidate"] = candidate = join(name, unit)
        step = {"candidate": candidate, "direction": "UP", "fromLevel": "self", "toLevel": "others"}
        said = {"proposedBy": argued.boss, "grounds": "Leads", "effectiveOn": DAY}
        found[name] = served.recorded("proposePromotion", **step, **said, **edition)["subject"]
    return found


def test_each_is_told_the_cases_that_promotion_case_tells_and_no_others(
    argued: Argued, cases: dict[str, str], join: Join, steward: PersonId
) -> None:
    served, partner = argued.served, join("Partner of the hall")
    until = str(served.app.state.services.ledger.today() + timedelta(30))
    given = {"person": partner, "mandate": "TALENT_PARTNER", "unit": cases["hall_unit"], "givenBy": steward}
    served.asked_by(steward).recorded("giveMandate", **given, until=until)
    known = [cases[name] for name in ("argued", "works", "hall", "second")]
    expected = {
        argued.candidate: ["argued"],
        argued.people[0]: ["argued"],
        argued.boss: ["argued", "works", "hall", "second"],
        cases["hall_candidate"]: ["hall"],
        partner: ["hall", "second"],
        join("Nobody's"): [],
        steward: [],
    }
    for person, names in [*expected.items(), (None, ["argued", "works", "hall", "second"])]:
        asks = served.asked_by(person) if person else served.asked_by(None, Scope.READ, name="Dashboard")
        told = asks.ask(CASES, first=100)["promotionCases"]["nodes"]
        of_these = [case for case in told if case["id"] in known]
        assert [case["id"] for case in of_these] == [cases[name] for name in names], person
        for case in of_these:
            assert asks.ask(ONE, id=case["id"])["promotionCase"] == case
        for case in set(known).difference(case["id"] for case in of_these):
            told = asks.ask(ONE, id=case)["promotionCase"]
            assert told is None or (person == steward and told["phase"] is None), "notices are told to a steward"
        assert listed(asks, candidate=argued.candidate) == [case for case in [cases["argued"]] if "argued" in names]
    only_writes = served.asked_by(None, Scope.WRITE, name="Payroll")
    assert only_writes.post(CASES, first=9)["errors"][0]["extensions"]["code"] == "FORBIDDEN"


def test_they_are_narrowed_by_phase_unit_candidate_and_moment(argued: Argued, cases: dict[str, str]) -> None:
    served, works, hall = argued.served, cases["works_unit"], cases["hall_unit"]
    in_all = [cases["works"], cases["hall"], cases["second"]]
    assert listed(served, units=[works]) == in_all
    assert listed(served, units=[works], exactly=True) == [cases["works"]]
    assert listed(served, units=[hall]) == [cases["hall"], cases["second"]]
    assert listed(served, candidate=cases["second_candidate"]) == [cases["second"]]
    assert listed(served, phases=["FILING"], units=[works]) == in_all
    assert listed(served, phases=["CONSIDERED", "APPROVED"], candidate=argued.candidate) == [argued.case]
    before = served.ask("{ position }")["position"]
    wants = {"case": cases["hall"], "candidate": cases["hall_candidate"]}
    served.recorded("withdrawCandidacy", **wants, effectiveOn=LATER)
    assert listed(served, phases=["WITHDRAWN"], units=[works]) == [cases["hall"]]
    assert listed(served, phases=["WITHDRAWN"], units=[works], asOf={"effectiveOn": DAY}) == []
    assert listed(served, phases=["FILING"], units=[works], asOf={"position": before}) == in_all
    assert listed(served, units=[works], asOf={"effectiveOn": "2024-05-05"}) == [], "before they were proposed"
    for wrong, said in (({"units": ["Nowhere"]}, "is no unit"), ({"candidate": argued.case}, "is no id of a person")):
        assert said in served.post(CASES, first=9, **wrong)["errors"][0]["message"]


def test_they_are_narrowed_by_what_was_ever_done_in_them(served: Served, editions: str, join: Join) -> None:
    approved, declined = decided_case(served, editions, approved=True), decided_case(served, editions)

    def of(story: DecidedCase, by: Served = served, **asked: Any) -> list[str]:
        return listed(by, candidate=story.candidate, **asked)

    assert (of(approved, overridden=True), of(approved, overridden=False)) == ([approved.case], [])
    assert (of(declined, overridden=True), of(declined, overridden=False)) == ([], [declined.case])
    assert of(approved, overridden=False, asOf={"position": approved.before}) == [approved.case], "not yet then"
    assert of(declined, appealed=True) == []
    appeal = {"case": declined.case, "lodgedBy": declined.candidate}
    served.recorded("lodgeAppeal", **appeal, ground="PROCEDURE", words="I was not heard")
    served.recorded("withdrawAppeal", case=declined.case, withdrawnBy=declined.candidate)
    assert (of(declined, appealed=True), of(declined, appealed=False)) == ([declined.case], []), "ever"
    stranger = served.asked_by(join("Nobody's"))
    for told in ({"overridden": True}, {"appealed": True}, {"overridden": False}):
        assert of(approved, stranger, **told) == of(declined, stranger, **told) == [], "not told, and not counted"
    own = served.asked_by(approved.candidate)
    assert of(approved, own, overridden=True) == [approved.case]


def test_they_are_leafed_through_both_ways(argued: Argued, cases: dict[str, str]) -> None:
    served, within = argued.served, {"units": [cases["works_unit"]]}
    every = [cases[name] for name in ("works", "hall", "second")]

    def page(**asked: Any) -> dict[str, Any]:
        told: dict[str, Any] = served.ask(CASES, **within, **asked)["promotionCases"]
        return {**told["pageInfo"], "ids": [case["id"] for case in told["nodes"]], "count": told["totalCount"]}

    first = page(first=2)
    assert (first["ids"], first["hasNextPage"], first["hasPreviousPage"], first["count"]) == (every[:2], True, False, 3)
    rest = page(first=2, after=first["endCursor"])
    assert (rest["ids"], rest["hasNextPage"], rest["hasPreviousPage"]) == (every[2:], False, True)
    last = page(last=2)
    assert (last["ids"], last["hasPreviousPage"]) == (every[1:], True)
    assert page(last=2, before=last["startCursor"])["ids"] == every[:1]
    outsider = served.asked_by(cases["works_candidate"])
    told = outsider.post(CASES, first=2, after=first["endCursor"])
    assert "is no cursor of this list" in told["errors"][0]["message"], "a case that they may not see is no place"


def test_what_is_listed_is_a_look(argued: Argued, cases: dict[str, str]) -> None:
    asks = argued.served.asked_by(argued.boss)
    asks.ask("query ($c: ID!) { promotionCases(first: 9, candidate: $c) { nodes { id } } }", c=argued.candidate)
    [look] = [one for one in looks(argued.served, argued.candidate) if one["by"] == argued.boss]
    assert look["sorts"] == ["CASE"]


def test_many_cases_take_as_many_statements_as_one(
    argued: Argued, cases: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    recorder, in_the_book = argued.served.app.state.services.ledger.recorder, []
    for name in ("read", "stream_entries"):
        read = getattr(recorder, name)

        def noted(*given: Any, read: Any = read, **how: Any) -> Any:
            in_the_book.append(given)
            return read(*given, **how)

        monkeypatch.setattr(recorder, name, noted)
    query = """query ($units: [String!], $exactly: Boolean!) {
        promotionCases(first: 50, units: $units, exactly: $exactly) { nodes { id phase proposal { toLevel } } } }"""
    asked = []
    for exactly, many in ((False, 3), (False, 3), (True, 1)):
        in_the_book.clear()
        with statements(monkeypatch) as of_read_models:
            told = argued.served.ask(query, units=[cases["works_unit"]], exactly=exactly)["promotionCases"]["nodes"]
        assert len(told) == many
        asked.append((len(in_the_book), len(of_read_models)))
    assert asked[1] == asked[2], "the first found some things out that are kept"


def test_many_cases_take_as_many_looks_as_one(
    argued: Argued, cases: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with_owed = CASES.rstrip().removesuffix("}") + "noticesOwed(first: 100) { case about since } }"
    asked = []
    for first in (1, 1, 4):
        with looks_into_the_ledger(monkeypatch) as seen:
            told = argued.served.ask(with_owed, first=first)
        assert len(told["promotionCases"]["nodes"]) == first
        asked.append(sorted(seen))
    assert set(asked[1]) == set(asked[2]), "the first found some things out that are kept"
    # those of the page, and what the gate recalls of them, of both fields together or of each as it comes to it; all
    # cases, those in them, and who of these was erased
    assert all(len(looks) <= 5 for looks in asked), asked
