"""The learning loop over GraphQL: where somebody stands, the figures of a group, and leave, which both subtract."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from domain.development.learning_loop import NothingToBuildOn
from domain.kernel.ids import PersonId, UnitId
from domain.offices.mandates import GiveMandate
from domain.offices.offices import Mandate
from domain.people.leave import LeaveTooShort
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

LOOP = """query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) { learningLoop {
    number stage begunOn missing lastStepOn daysSince dormant closed { begunOn closedOn days feedbackTakenUp } } } }"""
FIGURES = """query ($units: [String!], $levels: [String!], $asOf: AsOf) {
    learningLoops(units: $units, levels: $levels, asOf: $asOf) { people closed medianDays open { count n ratio }
    neverAssessed { count n } dormant { count n ratio } developing { count n ratio }
    asOf { position effectiveOn } } }"""
PRACTISED = """query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) {
    practice(since: "2024-04-02") { situations { dueOn status } } } }"""
LEAVES = "query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) { leaves { since until } } }"
END = {"effectiveOn": "2024-12-31"}


def stood(served: Served, person: str, **as_of: Any) -> Any:
    return served.ask(LOOP, id=person, asOf=END | as_of)["person"]["learningLoop"]


def figures(served: Served, **asked: Any) -> Any:
    return served.ask(FIGURES, **{"asOf": END, **asked})["learningLoops"]


def written(served: Served, mutation: str, **said: Any) -> str:
    [entry] = served.recorded(mutation, **said)["entries"]
    return str(entry)


def assessed(served: Served, person: str, on: str, edition: dict[str, Any], *cites: str) -> str:
    rating = {"of": "empowering", "value": 3, "facts": ["Let the night shift plan itself"]}
    how = {"instrument": "SELF_ASSESSMENT", "purpose": "DEVELOPMENT", "assessor": person, **edition}
    said = {"assessment": f"assessment-{uuid4()}", "ratings": [rating], "buildsOn": [*cites], **how}
    return written(served.asked_by(person), "recordAssessment", person=person, effectiveOn=on, **said)


def been_round(served: Served, person: str, edition: dict[str, Any]) -> str:
    """Once round the loop from January to November 2024; the feedback of it, which the last assessment cites."""
    assessed(served, person, "2024-01-10", edition)
    given = {"title": "Night shift", "assignmentKind": "ACTING_UP", "startsOn": "2024-02-01"}
    written(served, "giveAssignment", person=person, effectiveOn="2024-02-01", **given)
    written(served, "recordPractice", person=person, situation="Led the hand-over", effectiveOn="2024-03-01")
    heard = {"giver": None, "purpose": "DEVELOPMENT", "strengths": "Asks first", "improvements": ""}
    feedback = written(served, "giveFeedback", person=person, effectiveOn="2024-04-01", **heard)
    assessed(served, person, "2024-11-05", edition, feedback)
    return feedback


@pytest.mark.mission("M1")
def test_somebody_goes_round_the_loop_and_what_a_step_builds_on_has_to_stand(
    served: Served, join: Join, edition: dict[str, Any], unit: str
) -> None:
    ben = join("Ben Amari", unit)
    ada = join("Ada Okafor", unit, manager=ben)
    before = served.ask("{ position }")["position"]
    feedback = been_round(served, ada, edition)

    hers = stood(served, ada)
    assert hers["closed"] == [{"begunOn": "2024-01-10", "closedOn": "2024-11-05", "days": 300, "feedbackTakenUp": True}]
    assert (hers["number"], hers["begunOn"], hers["stage"]) == (2, "2024-11-05", "ASSESSMENT")
    assert hers["missing"] == ["EXPOSURE", "PRACTICE", "FEEDBACK"]
    assert (hers["daysSince"], hers["dormant"]) == (56, False)
    spring = stood(served, ada, effectiveOn="2024-03-15")
    assert (spring["number"], spring["stage"], spring["missing"]) == (1, "PRACTICE", ["FEEDBACK"])
    assert stood(served, ada, position=before)["number"] == 0

    refused = served.record(
        "recordPractice",
        {"person": ada, "situation": "Chaired", "buildsOn": [feedback], "effectiveOn": "2024-03-20"},
    )
    assert (refused["rule"], feedback in refused["why"]) == (NothingToBuildOn.__name__, True)
    served.recorded("retractEntry", entry=feedback, reason="It was said of somebody else")
    assert stood(served, ada)["number"] == 1, "without feedback no loop has closed"

    told = [stood(served.asked_by(one), ada) for one in (ada, ben, join("Somebody else", unit))]
    assert [one and one["number"] for one in told] == [1, 1, None]


@pytest.mark.mission("M1")
def test_loops_of_a_group_are_timed_from_ten_on_and_pauses_told_from_five_people_on(
    served: Served, join: Join, edition: dict[str, Any], unit: str
) -> None:
    people = [join(f"One {number}", unit, effectiveOn="2023-01-09") for number in range(4)]
    for one in people[:3]:
        been_round(served, one, edition)
    few = figures(served, units=[unit])
    assert (few["people"], few["closed"], few["medianDays"]) == (4, 3, None)
    assert few["open"] == {"count": 3, "n": 6, "ratio": None}
    assert few["neverAssessed"] == {"count": 1, "n": 4}
    assert few["dormant"] == {"count": 1, "n": 4, "ratio": None}
    people += [join(f"Two {number}", unit, effectiveOn="2023-01-09") for number in range(7)]
    for one in people[4:]:
        been_round(served, one, edition)
    join("Just come", unit, effectiveOn="2024-10-01")
    enough = figures(served, units=[unit])
    assert (enough["people"], enough["closed"], enough["medianDays"]) == (12, 10, 300.0)
    assert enough["open"]["ratio"] == 0.5
    assert (enough["dormant"]["count"], enough["dormant"]["n"]) == (1, 11)
    assert (enough["developing"]["count"], enough["developing"]["n"]) == (10, 12)


@pytest.mark.mission("M31")
def test_the_share_of_people_who_develop_counts_everybody_and_no_title_is_asked_of_anybody(
    served: Served, join: Join, unit: str
) -> None:
    people = [join(f"Somebody {number}", unit, effectiveOn="2024-11-01") for number in range(5)]
    assert figures(served, units=[unit])["developing"] == {"count": 0, "n": 5, "ratio": 0.0}
    for one in people[:2]:
        written(served.asked_by(one), "recordPractice", person=one, situation="Led", effectiveOn="2024-12-02")
    assert figures(served, units=[unit])["developing"] == {"count": 2, "n": 5, "ratio": 0.4}
    early = figures(served, units=[unit], asOf={"effectiveOn": "2024-12-01"})
    assert early["developing"]["count"] == 0
    gone = served.record("recordPractice", {"person": people[0], "situation": "Led", "effectiveOn": "2024-10-01"})
    assert gone["rule"] == "NotYetJoined", "but they have to be here"


def test_leave_is_told_to_few_and_taken_off_whatever_time_is_told_of(
    served: Served, join: Join, edition: dict[str, Any], unit: str
) -> None:
    ben = join("Ben Amari", unit)
    ada = join("Ada Okafor", unit, manager=ben)
    been_round(served, ada, edition)
    away = {"person": ada, "effectiveOn": "2024-05-01"}
    short = served.record("recordLeave", {**away, "until": "2024-05-20"})
    assert (short["rule"], "2024-05-20" in short["why"]) == (LeaveTooShort.__name__, True)
    before = served.ask("{ position }")["position"]
    served.recorded("recordLeave", **away)
    served.recorded("endLeave", person=ada, effectiveOn="2024-07-31")

    assert [one["days"] for one in stood(served, ada)["closed"]] == [300 - 92]
    assert [one["days"] for one in stood(served, ada, position=before)["closed"]] == [300]
    for day, days in (("2024-05-01", 29), ("2024-07-31", 29), ("2024-08-01", 30)):
        assert stood(served, ada, effectiveOn=day)["daysSince"] == days

    written(served, "recordPractice", person=ada, situation="Led the audit", effectiveOn="2024-04-20")
    for day, status in (("2024-08-20", "NOT_YET_DUE"), ("2024-08-21", "UNCOACHED")):
        practised = served.ask(PRACTISED, id=ada, asOf={"effectiveOn": day})["person"]["practice"]["situations"][0]
        assert (practised["dueOn"], practised["status"]) == ("2024-08-20", status)

    def told(by: str) -> Any:
        return served.asked_by(by).ask(LEAVES, id=ada, asOf=END)["person"]["leaves"]

    assert told(ada) == told(ben) == [{"since": "2024-05-01", "until": "2024-07-31"}]
    assert told(join("A colleague", unit)) is None
    own = served.asked_by(ada).record("recordLeave", {**away, "effectiveOn": "2024-12-01"})
    assert own["__typename"] == "Refused", "nobody keeps records of themselves"


def test_whoever_sees_figures_alone_is_told_them_of_all_at_the_end_of_a_month(
    served: Served, join: Join, unit: str, steward: PersonId
) -> None:
    ledger = served.app.state.services.ledger
    today = ledger.today()
    council, partner, local = (join(name, unit) for name in ("The council", "The partner", "Theirs"))
    until = today + timedelta(days=300)
    for who, mandate, where in (
        (council, Mandate.COUNCIL, None),
        (partner, Mandate.TALENT_PARTNER, None),
        (local, Mandate.TALENT_PARTNER, UnitId(served.unit(unit))),
    ):
        given = GiveMandate(PersonId(who), mandate, until, steward, where, effective_on=today)
        ledger.record(given, by=steward)
    last_month = (today.replace(day=1) - timedelta(days=1)).isoformat()
    released = figures(served.asked_by(council), asOf=None)
    assert released["asOf"] == {"position": 0, "effectiveOn": last_month}
    assert released["people"] == 0, "nothing was known by then"
    parts = served.asked_by(council).post(FIGURES, units=[unit])
    assert "is a part, told only to whoever" in parts["errors"][0]["message"]
    whole = figures(served.asked_by(partner), asOf=None)
    assert (whole["people"] > 0, whole["asOf"]["effectiveOn"]) == (True, today.isoformat())
    assert figures(served.asked_by(local), units=[unit], asOf=None)["people"] == 3
    assert figures(served.asked_by(local), asOf=None)["people"] is None
    moved = join("Gone elsewhere", unit, effectiveOn="2020-03-02")
    served.recorded("movePerson", person=moved, unit="Elsewhere", effectiveOn="2024-02-01")
    early = {"units": [unit], "asOf": {"effectiveOn": "2024-01-31"}}
    assert figures(served, **early)["people"] == 4
    assert figures(served.asked_by(local), **early)["people"] == 3, "of whoever has gone they are told nothing"
    assert figures(served.asked_by(join("A colleague", unit)), asOf=None)["people"] is None
