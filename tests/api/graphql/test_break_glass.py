"""Breaking the glass: what a steward may not see they see with a reason, and whom it is about reads that they did."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from api.access.callers import Scope
from api.access.relationships import Relationship
from api.access.table import Information, may_see
from domain.kernel.ids import PersonId
from tests.api.conftest import Served
from tests.api.graphql.conftest import Join
from tests.api.graphql.test_looks import looks

FILE = """query ($id: ID!) { person(id: $id) {
    name benches { id } developmentHistory(first: 50) { totalCount nodes { kind } } } }"""
TAKEN = """query ($id: ID!) { person(id: $id) {
    accessTaken { takenBy since until reason entry { kind recordedBy } } } }"""
OPENS = {
    "employment",
    "leaving",
    "accounts",
    "development",
    "learning_loop",
    "leave",  # which a steward reads anyway
    "feedback",
    "assessment",
    "assessment_to_develop",
    "capability",
    "potential",
    "succession",
    "case",
    "notices",  # which a steward reads anyway
    "integrity",
    "cycle",
    "erasure",  # which a steward reads anyway
}
"""What of somebody a steward reads with a reason; all else is protected, told of others, or of nobody."""
WHY = "Two sheets name different ratings"


@pytest.mark.parametrize("sort", Information)
def test_it_opens_what_is_told_of_one_person_and_is_not_protected(sort: Information) -> None:
    opened = may_see(sort, frozenset((Relationship.BREAK_GLASS, Relationship.STEWARD)))
    assert opened == (sort in OPENS)


@pytest.fixture
def today(served: Served) -> date:
    day: date = served.app.state.services.ledger.today()
    return day


@pytest.fixture
def ada(served: Served, join: Join) -> str:
    """Somebody who wants to go on, and has noted what she learned."""
    ada = join("Ada")
    served.recorded("stateAspiration", person=ada, path="LEADERSHIP", mobile=True, effectiveOn="2024-05-06")
    served.recorded("noteLesson", person=ada, lesson="Ask first", effectiveOn="2024-05-06")
    return ada


def kinds(asks: Served, person: str) -> list[str]:
    history = asks.ask(FILE, id=person)["person"]["developmentHistory"]
    assert history["totalCount"] == len(history["nodes"])
    return [each["kind"] for each in history["nodes"]]


@pytest.mark.mission("M69")
def test_a_steward_reads_with_a_reason_and_they_are_told(
    served: Served, steward: PersonId, ada: str, today: date
) -> None:
    asks, hers = served.asked_by(steward), served.asked_by(ada)
    assert asks.post(FILE, id=ada)["extensions"]["withheld"] == ["Person.benches"]
    assert kinds(hers, ada) == ["LessonNoted", "AspirationStated", "PersonJoined"]
    assert kinds(asks, ada) == ["PersonJoined"]
    access: dict[str, Any] = {"person": ada, "takenBy": steward, "until": str(today + timedelta(1)), "reason": WHY}
    asks.recorded("takeAccess", **access)
    assert kinds(asks, ada) == ["AspirationStated", "PersonJoined"], "what she has learned stays hers"
    assert asks.ask(FILE, id=ada)["person"]["benches"] == []
    taken = {"takenBy": steward, "since": str(today), "until": access["until"], "reason": WHY}
    written = {"kind": "AccessTaken", "recordedBy": steward}
    assert hers.ask(TAKEN, id=ada)["person"]["accessTaken"] == [{**taken, "entry": written}]
    assert asks.post(TAKEN, id=ada)["data"]["person"]["accessTaken"] is None
    told = looks(hers, ada)
    assert {(one["by"], *one["relationships"]) for one in told} == {(steward, "BREAK_GLASS")}
    assert {*told[0]["sorts"]} == {"DEVELOPMENT", "SUCCESSION"}
    own_file = hers.ask("{ myFile }")["myFile"]
    [said] = [one["said"] for one in own_file if one["kind"] == "AccessTaken"]
    assert (said["reason"], said["until"]) == (WHY, access["until"])


def test_a_steward_learns_by_mending_neither_what_an_entry_says_nor_that_it_is_there(
    served: Served, steward: PersonId, ada: str, today: date
) -> None:
    asks = served.asked_by(steward)
    wants = {"person": ada, "path": "LEADERSHIP", "mobile": True, "effectiveOn": "2024-05-06"}
    guesses = ({"stateAspiration": wants}, {"stateAspiration": {**wants, "mobile": False}})

    def refused(at: str, guess: dict[str, Any]) -> tuple[str, str]:
        told = asks.record("correctEntry", {"entry": at, "reason": "A slip", "replacement": guess})
        return told["rule"], told["why"].replace(at, "…")

    answers = {refused(f"{ada}@{version}", guess) for version in (2, 3, 99) for guess in guesses}
    for version in (2, 3, 99):
        tried = asks.record("retractEntry", {"entry": f"{ada}@{version}", "reason": ""})
        answers.add((tried["rule"], tried["why"].replace(f"{ada}@{version}", "…")))
    assert {rule for rule, _ in answers} == {"NothingToCorrect"}
    assert len(answers) == 1, "what they guess, what is protected, and what there is not, are all the same"
    asks.recorded("takeAccess", person=ada, takenBy=steward, until=str(today), reason=WHY)
    mend = {"entry": f"{ada}@2", "reason": "A slip"}
    told = [asks.recorded("correctEntry", **mend, replacement=guess)["entries"] for guess in guesses]
    assert [len(entries) for entries in told] == [0, 1], "whoever reads the entry may know that it says so already"


def test_it_is_a_stewards_in_person_of_others_and_ends(
    served: Served, join: Join, steward: PersonId, ada: str, today: date
) -> None:
    other = join("Other")
    access: dict[str, Any] = {"person": ada, "takenBy": steward, "until": str(today), "reason": WHY}
    system = served.asked_by(None, *Scope, name="A system that may do everything")
    assert system.record("takeAccess", access)["rule"] == "NotTheirsToSay"
    assert served.asked_by(other).record("takeAccess", {**access, "takenBy": other})["rule"] == "NoSteward"
    asks = served.asked_by(steward)
    own = asks.record("takeAccess", {**access, "person": steward})
    assert (own["rule"], own["field"]) == ("OwnAccess", "person")
    long = asks.record("takeAccess", {**access, "until": str(today + timedelta(2))})
    assert (long["rule"], long["field"]) == ("AccessTooLong", "until")
