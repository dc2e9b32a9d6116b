"""Conversations over GraphQL: words for the two alone, their rhythm for the two, and figures of groups."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from api.access.relationships import Relationship
from api.access.sorts import SORTS
from api.access.table import TABLE, Information
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join

RHYTHM = """query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) { conversations {
    kinds { conversationKind lastOn daysSince inAYear } } } }"""
TEAM = "query ($id: ID!, $asOf: AsOf) { person(id: $id, asOf: $asOf) { teamConversations { people withOneToOne } } }"
FIGURES = """query ($units: [String!], $asOf: AsOf) { conversations(units: $units, asOf: $asOf) {
    withinDays people withOneToOne share medianDays } }"""
TIMELINE = """query ($id: ID!) { person(id: $id) { developmentHistory(first: 9, kinds: ["ConversationHeld"]) {
    nodes { part entry { position event } } } } }"""
ENTRY = "query ($position: Position!) { entry(position: $position) { event } }"
WORDS = "She would like to lead the night shift"
MAY, LATER = "2024-05-02", "2024-05-12"


@pytest.fixture
def today(served: Served) -> date:
    day: date = served.app.state.services.ledger.today()
    return day


@pytest.fixture
def charged(served: Served, steward: str, join: Join, today: date) -> Callable[[str], str]:
    """Somebody new who holds a mandate for all."""

    def charge(mandate: str) -> str:
        person, until = join(f"The {mandate}"), str(today + timedelta(30))
        given = {"person": person, "mandate": mandate, "until": until, "givenBy": steward}
        served.asked_by(steward).recorded("giveMandate", **given)
        return person

    return charge


def talk(served: Served, person: str, other: str, on: str = MAY, kind: str = "ONE_TO_ONE", **more: Any) -> str:
    said = {"person": person, "withWhom": other, "toldBy": person, "conversationKind": kind, "effectiveOn": on, **more}
    [entry] = served.asked_by(said["toldBy"]).recorded("recordConversation", **said)["entries"]
    return str(entry)


def one_to_one(served: Served, person: str, **as_of: Any) -> tuple[Any, ...]:
    kinds = served.ask(RHYTHM, id=person, asOf={"effectiveOn": LATER, **as_of})["person"]["conversations"]["kinds"]
    [first] = [kind for kind in kinds if kind["conversationKind"] == "ONE_TO_ONE"]
    return first["lastOn"], first["daysSince"], first["inAYear"]


def figures(served: Served, unit: str, **as_of: Any) -> dict[str, Any]:
    return dict(served.ask(FIGURES, units=[unit], asOf={"effectiveOn": LATER, **as_of})["conversations"])


@pytest.mark.mission("M71")
def test_the_rhythm_of_two_and_of_a_unit_comes_out_as_of_any_moment_and_nobody_talks_with_themselves(
    served: Served, join: Join, unit: str
) -> None:
    ben = join("Ben Amari", unit=f"{unit} above")
    team = [join(f"Member {number}", unit=unit, manager=ben) for number in range(5)]
    ada, cai, *_ = team
    start = served.ask("{ position }")["position"]
    assert figures(served, unit) == {
        "withinDays": 30, "people": 5, "withOneToOne": 0, "share": 0.0, "medianDays": None
    }  # fmt: skip
    first = talk(served.asked_by(ada), ada, ben, words=WORDS, hours=0.5)
    talk(served.asked_by(ben), ada, ben, toldBy=ben)  # the same day, told of by both
    talk(served.asked_by(ben), ben, cai, "2024-03-01")  # it stands on the leader's page
    assert one_to_one(served, ada) == (MAY, 10, 1)
    assert one_to_one(served, cai) == ("2024-03-01", 72, 1)
    assert one_to_one(served, ada, position=start) == (None, None, 0)
    assert one_to_one(served, ada, effectiveOn="2024-05-01") == (None, None, 0)
    assert (figures(served, unit)["withOneToOne"], figures(served, unit)["share"]) == (1, 0.2)
    for each in team[2:]:
        talk(served, each, ben, "2024-05-10")
    told = figures(served, unit)
    assert (told["withOneToOne"], told["share"], told["medianDays"]) == (4, 0.8, 2)
    assert figures(served, unit, position=start)["withOneToOne"] == 0
    assert served.asked_by(ben).ask(TEAM, id=ben, asOf={"effectiveOn": LATER})["person"]["teamConversations"] == {
        "people": 5,
        "withOneToOne": 4,
    }
    refused = served.asked_by(ada).record(
        "recordConversation",
        {"person": ada, "withWhom": ada, "toldBy": ada, "conversationKind": "STAY", "effectiveOn": MAY},
    )
    assert (refused["rule"], refused["field"]) == ("TalkedWithOneself", "withWhom")
    assert ada in refused["why"]
    served.recorded("retractEntry", entry=first, reason="It was another day.")
    assert one_to_one(served, ada) == (MAY, 10, 1), "the other told of it, too"


def test_of_fewer_than_five_nothing_is_told_but_how_many(served: Served, join: Join, unit: str) -> None:
    ben = join("Ben Amari", unit=f"{unit} above")
    for number in range(4):
        talk(served, join(f"Member {number}", unit=unit, manager=ben), ben)
    assert figures(served, unit) == {
        "withinDays": 30, "people": 4, "withOneToOne": None, "share": None, "medianDays": None
    }  # fmt: skip


def test_the_words_are_for_the_two_alone_for_good(
    served: Served, join: Join, steward: str, charged: Callable[[str], str], today: date
) -> None:
    assert SORTS["ConversationHeld"] is Information.BETWEEN_TWO
    assert TABLE[Information.BETWEEN_TWO] == {Relationship.SELF}
    boss = join("Boss")
    ben, dee = join("Ben Amari", manager=boss), join("Dee", manager=boss)
    ada = join("Ada Okafor", manager=ben)
    talk(served.asked_by(ada), ada, ben, words=WORDS)
    [position] = [node["entry"]["position"] for node in told(served.asked_by(ada), ada)]
    for asker, person, part in ((ada, ada, "OWN"), (ben, ben, "TALKED_WITH")):
        [node] = told(served.asked_by(asker), person)
        assert (node["part"], node["entry"]["event"]["words"]) == (part, WORDS)
        assert served.asked_by(asker).ask(ENTRY, position=position)["entry"]["event"]["words"] == WORDS
    served.recorded("movePerson", person=ada, unit="Tooling", manager=dee, effectiveOn=MAY)
    assert told(served.asked_by(ben), ada) == [], "on her page stands only what is told of her"
    access = {"person": ada, "takenBy": steward, "until": str(today + timedelta(1)), "reason": "Sheets differ"}
    served.asked_by(steward).recorded("takeAccess", **access)
    for asker in (boss, dee, join("Somebody else"), steward, charged("AUDITOR"), charged("TALENT_PARTNER")):
        assert told(served.asked_by(asker), ada) == []
        answer = served.asked_by(asker).post(ENTRY, position=position)
        assert WORDS not in str(answer)
        if asker != dee:
            withheld = served.asked_by(asker).post(RHYTHM, id=ada)
            assert withheld["data"]["person"]["conversations"] is None
            assert withheld["extensions"]["withheld"] == ["Person.conversations"]
    new = served.asked_by(dee).ask(RHYTHM, id=ada)["person"]["conversations"]["kinds"]
    assert {kind["inAYear"] for kind in new} == {0}, "what she said to her leader before is none of theirs"
    assert served.asked_by(boss).ask(TEAM, id=ben)["person"]["teamConversations"] is None


def test_whoever_is_charged_for_all_reads_figures_and_a_leader_none(
    served: Served, join: Join, unit: str, charged: Callable[[str], str]
) -> None:
    ben = join("Ben Amari")
    for number in range(5):
        talk(served, join(f"Member {number}", unit=unit, manager=ben), ben)
    assert figures(served, unit)["withOneToOne"] == 5
    for mandate in ("TALENT_PARTNER", "AUDITOR", "COUNCIL"):
        released = served.asked_by(charged(mandate)).ask(FIGURES)["conversations"]
        assert released["people"] == 0, "as of the last end of a month, when nobody was known"
    answer = served.asked_by(ben).post(FIGURES, units=[unit])
    assert answer["data"] == {"conversations": None}
    assert answer["extensions"]["withheld"] == ["Query.conversations"]


def told(served: Served, person: str) -> list[dict[str, Any]]:
    return list(served.ask(TIMELINE, id=person)["person"]["developmentHistory"]["nodes"])
