"""One's own case, rule by rule in plain words: for its candidate alone, and as it was recorded."""

from __future__ import annotations

from typing import Any

import pytest

from api.access.relationships import Relationship, relationships
from audit.replay import all_decisions
from domain.kernel.ids import PersonId
from domain.promotions.decisions import PromotionDecision
from ledger import Entry
from tests.api.conftest import Served
from tests.demo.seeded import Demo

CASE = """query ($id: ID!) { myCase(id: $id) { decision outcome decidedOn replayed toldOn appealUntil objection
    rules { criterion verdict asked cameOut wouldHaveChanged setAside restsOn knownNow } } }"""


@pytest.fixture(scope="module")
def decided(demo: Demo) -> dict[str, Entry[PromotionDecision]]:
    """The latest decision of each case."""
    return {one.stream: one for one in all_decisions(demo.ledger)}


def late_report(demo: Demo, decided: dict[str, Entry[PromotionDecision]]) -> Entry[PromotionDecision]:
    people = demo.seeded.stories["The report that came late"].values()
    return next(one for one in decided.values() if one.event.candidate in people)


@pytest.mark.mission("M77")
def test_the_candidate_reads_rule_by_rule_what_was_asked_and_what_would_have_changed_it(
    demo: Demo, served: Served, decided: dict[str, Entry[PromotionDecision]]
) -> None:
    one = late_report(demo, decided)
    told: dict[str, Any] = served.asked_by(one.event.candidate).ask(CASE, id=one.stream)["myCase"]
    assert (told["decision"], told["outcome"], told["replayed"]) == (str(one.at), one.kind, "REPRODUCED")
    recorded = [(found.criterion.name, found.verdict.name) for found in one.event.found]
    assert [(rule["criterion"], rule["verdict"]) for rule in told["rules"]] == recorded
    [values] = [rule for rule in told["rules"] if rule["criterion"] == "WORK_VALUES"]
    assert values["asked"].startswith("Your work values were to be rated 3 or better")
    assert "not enough on the file" in values["cameOut"]
    assert values["wouldHaveChanged"].startswith("No latest word below 3")
    assert values["knownNow"] == "MET", "the report that came late"
    for rule in told["rules"]:
        assert (rule["wouldHaveChanged"] is None) == (rule["verdict"] in ("MET", "NOT_JUDGED"))
        assert "some" not in rule["asked"].split(), "the edition has its numbers"


@pytest.mark.mission("M77")
def test_nobody_else_reads_it_so(demo: Demo, served: Served, decided: dict[str, Entry[PromotionDecision]]) -> None:
    one, book = late_report(demo, decided), demo.ledger.book()
    people = {entry.stream for entry in demo.ledger.entries(kinds=("PersonJoined",), opened=False)}
    manager = next(
        person
        for person in sorted(people)
        if Relationship.MANAGER in relationships(PersonId(person), one.event.candidate, book)
    )
    assert served.asked_by(manager).ask(CASE, id=one.stream)["myCase"] is None
    assert served.ask(CASE, id=one.stream)["myCase"] is None


def test_every_case_can_be_read_by_its_candidate(
    demo: Demo, served: Served, decided: dict[str, Entry[PromotionDecision]]
) -> None:
    for one in decided.values():
        told = served.asked_by(one.event.candidate).ask(CASE, id=one.stream)["myCase"]
        assert len(told["rules"]) == len(one.event.found)
        assert (told["toldOn"] is None) == (told["appealUntil"] is None)
        if told["toldOn"] is not None:
            assert told["toldOn"] < told["appealUntil"]
        aside = {each.criterion.name for each in getattr(one.event, "overrides", ())}
        assert {rule["criterion"] for rule in told["rules"] if rule["setAside"]} == aside
