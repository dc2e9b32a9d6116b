"""Practice that nobody coached, over GraphQL: told to whoever reads the practice, as of any moment."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pydantic import SecretStr

from api.access.sorts import SORTS
from api.access.table import Information
from api.graphql.told import about
from api.settings import Settings
from domain.promotions.promotion_file import ProtectedNote
from tests.api.conftest import KEY, Served, serving
from tests.api.graphql.conftest import Join
from tests.api.imports.conftest import CommandLine

PRACTICE = """query ($id: ID!, $since: Date, $asOf: AsOf) { person(id: $id, asOf: $asOf) { practice(since: $since) {
    since until coached uncoached notYetDue notKnown
    situations { status practisedOn dueOn entry { reference } coaching { reference event } } } } }"""
TEAM = 'query ($id: ID!) { person(id: $id) { reports { id practice(since: "2024-01-01") { coached uncoached } } } }'
MARCH, APRIL, LATER = "2024-03-04", "2024-04-02", "2024-06-01"


def told(served: Served, person: str, **asked: Any) -> dict[str, Any]:
    asked = {"since": "2024-01-01", "asOf": {"effectiveOn": LATER}, **asked}
    return dict(served.ask(PRACTICE, id=person, **asked)["person"]["practice"])


def counted(served: Served, person: str, **asked: Any) -> tuple[int, int, int, int]:
    practice = told(served, person, **asked)
    return practice["coached"], practice["uncoached"], practice["notYetDue"], practice["notKnown"]


def written(served: Served, mutation: str, **said: Any) -> str:
    [entry] = served.recorded(mutation, **said)["entries"]
    return str(entry)


@pytest.mark.mission("M6")
def test_practice_that_nobody_coached_comes_out_as_of_any_moment_and_lessons_are_no_part_of_it(
    served: Served, join: Join, edition: dict[str, Any]
) -> None:
    ben = join("Ben Amari")
    ada = join("Ada Okafor", manager=ben)
    start = served.ask("{ position }")["position"]
    chaired = written(served, "recordPractice", person=ada, situation="Chaired the hand-over", effectiveOn=MARCH)
    led = written(served, "recordPractice", person=ada, situation="Led the audit", effectiveOn="2024-05-20")
    alone = served.ask("{ position }")["position"]
    held = written(served, "recordCoaching", person=ada, coach=ben, topic="Asking first", effectiveOn=APRIL)

    practice = told(served, ada)
    assert [(one["entry"]["reference"], one["status"]) for one in practice["situations"]] == [
        (led, "NOT_YET_DUE"),
        (chaired, "COACHED"),
    ]
    assert practice["situations"][1]["dueOn"] == "2024-04-03"
    [coaching] = practice["situations"][1]["coaching"]
    assert (coaching["reference"], coaching["event"]["coach"]) == (held, ben)
    assert counted(served, ada) == (1, 0, 1, 0)
    assert counted(served, ada, asOf={"effectiveOn": "2024-07-01"}) == (1, 1, 0, 0)
    assert counted(served, ada, asOf={"effectiveOn": "2024-04-01"}) == (0, 0, 1, 0)
    assert counted(served, ada, asOf={"position": alone, "effectiveOn": LATER}) == (0, 1, 1, 0)
    assert counted(served, ada, asOf={"position": start, "effectiveOn": LATER}) == (0, 0, 0, 0)
    assert counted(served, ada, since="2024-03-05") == (0, 0, 1, 0)

    hers = served.asked_by(ada)
    lesson = written(hers, "noteLesson", person=ada, lesson="I blamed the night shift.", effectiveOn="2024-05-21")
    assert told(served, ada) == told(hers, ada) == practice
    step = {"candidate": ada, "direction": "UP", "fromLevel": "self", "toLevel": "others", "proposedBy": ben}
    case = served.recorded("proposePromotion", **step, grounds="Leads already", effectiveOn=LATER, **edition)["subject"]
    file = {"case": case, "evidence": lesson, "evidenceKind": "POTENTIAL", "filedBy": ben, "effectiveOn": LATER}
    refused = served.record("fileEvidence", file)
    assert (refused["__typename"], refused["rule"]) == ("Refused", ProtectedNote.__name__)
    assert lesson in refused["why"]


def test_corrections_and_retractions_move_it_and_what_was_known_before_stays(served: Served, join: Join) -> None:
    ada = join()
    chaired = written(served, "recordPractice", person=ada, situation="Chaired", effectiveOn=MARCH)
    coaching = {"person": ada, "coach": None, "topic": "Asking"}
    held = written(served, "recordCoaching", **coaching, effectiveOn="2024-05-10")
    better = {"recordPractice": {"person": ada, "situation": "Chaired the hand-over", "effectiveOn": MARCH}}
    served.recorded("correctEntry", entry=chaired, reason="Where it was", replacement=better)
    hers, corrected, positions = served.asked_by(ada), f"{ada}@4", []
    for cites, expected in (
        ([], (0, 1, 0, 0)),
        ([chaired], (1, 0, 0, 0)),
        ([], (0, 1, 0, 0)),
        ([corrected], (1, 0, 0, 0)),
    ):
        again = {"recordCoaching": {**coaching, "effectiveOn": "2024-05-10", "buildsOn": cites}}
        served.recorded("correctEntry", entry=held, reason="What it was about", replacement=again)
        positions.append((served.ask("{ position }")["position"], expected))
        assert counted(served, ada) == counted(hers, ada) == expected
    better["recordPractice"]["situation"] = "Chaired the hand-over of the night shift"
    served.recorded("correctEntry", entry=chaired, reason="Of which shift", replacement=better)
    assert counted(served, ada) == counted(hers, ada) == (1, 0, 0, 0)
    served.recorded("retractEntry", entry=held, reason="It was somebody else.")
    assert counted(served, ada) == (0, 1, 0, 0)
    served.recorded("retractEntry", entry=chaired, reason="It was somebody else.")
    assert counted(served, ada) == (0, 0, 0, 0)
    for position, expected in positions:
        assert counted(served, ada, asOf={"position": position, "effectiveOn": LATER}) == expected


def test_whoever_reads_the_practice_reads_it_and_nobody_else(served: Served, join: Join) -> None:
    assert {SORTS[kind] for kind in ("PracticeRecorded", "CoachingHeld")} == {Information.DEVELOPMENT}
    field = about("Person", "practice")
    assert field is not None
    assert field.sort(None) is Information.DEVELOPMENT
    boss = join("Boss")
    ben = join("Ben Amari", manager=boss)
    ada, cai = (join(name, manager=ben) for name in ("Ada Okafor", "Cai Berg"))
    written(served, "recordPractice", person=ada, situation="Chaired", effectiveOn=MARCH)
    written(served, "recordCoaching", person=ada, coach=cai, topic="Asking", effectiveOn=APRIL)
    written(served, "recordPractice", person=cai, situation="Led", effectiveOn=MARCH)
    for asker in (ada, ben, boss):
        assert counted(served.asked_by(asker), ada) == (1, 0, 0, 0)
    for asker in (cai, join("Somebody else")):  # whoever coached reads of it no more than before
        answer = served.asked_by(asker).post(PRACTICE, id=ada)
        assert answer["data"]["person"]["practice"] is None
        assert answer["extensions"]["withheld"] == ["Person.practice"]
    team = served.asked_by(ben).ask(TEAM, id=ben)["person"]["reports"]
    figures = {one["id"]: one["practice"] for one in team}
    assert figures == {ada: {"coached": 1, "uncoached": 0}, cai: {"coached": 0, "uncoached": 1}}


def test_a_period_begins_before_it_ends(served: Served, join: Join) -> None:
    ada = join()
    assert told(served, ada, since=LATER)["since"] == LATER, "of one day"
    for as_of, last in (({"effectiveOn": LATER}, LATER), ({}, str(served.app.state.services.today()))):
        answer = served.post(PRACTICE, id=ada, since="2199-01-01", asOf=as_of)
        assert answer["data"] == {"person": {"practice": None}}
        [error] = answer["errors"]
        assert (
            error["message"] == f"since: “2199-01-01” is after the last day of the period: give {last} or a day before"
        )
        assert error["extensions"] == {"code": "BAD_INPUT", "field": "since", "value": "2199-01-01"}


def test_what_a_file_brings_in_counts_and_what_was_before_the_ledger_counts_against_nobody(
    make_database: Callable[[], str], tmp_path: Path
) -> None:
    settings = Settings(database_url=make_database(), key=SecretStr(KEY))
    with serving(settings) as house:
        house.recorded("beginLedger", effectiveOn="2024-01-01")
        leadership = CommandLine(str(settings.database_url), tmp_path, "hr", 0)
        leadership.does("import", "entries", leadership.file("told.ndjson", *brought_in(house.unit("Tooling"))))
        as_of = {"position": house.app.state.services.ledger.position(), "effectiveOn": LATER}
        people = "query ($asOf: AsOf) { people(first: 2, asOf: $asOf) { nodes { id } } }"
        [ada] = house.ask(people, asOf=as_of)["people"]["nodes"]
        practice = told(house, ada["id"], since="2023-01-01", asOf=as_of)
        assert [(one["practisedOn"], one["status"]) for one in practice["situations"]] == [
            ("2024-02-20", "COACHED"),
            ("2024-01-01", "UNCOACHED"),
            ("2023-12-31", "NOT_KNOWN"),
            ("2023-03-01", "COACHED"),
        ]
        assert told(house, ada["id"], since=None, asOf=as_of)["since"] == "2023-06-01"


def brought_in(unit: str) -> list[str]:
    """A file as another system writes it: somebody, what they practised, and coaching, once on what is cited."""
    days = ("2023-03-01", "2023-12-31", "2024-01-01", "2024-02-20")
    lines: list[dict[str, Any]] = [
        {"command": "JoinPerson", "name": "Ada", "unit": unit, "effective_on": "2019-04-01"},
        *({"command": "RecordPractice", "situation": "Led", "reference": day, "effective_on": day} for day in days),
        {
            "command": "RecordCoaching",
            "coach": None,
            "topic": "Asking",
            "effective_on": "2023-09-01",
            "builds_on": days[:1],
        },
        {"command": "RecordCoaching", "coach": None, "topic": "Asking", "effective_on": "2024-03-01"},
    ]
    return [json.dumps({**line, "person": {"id": "17"}}) for line in lines]
