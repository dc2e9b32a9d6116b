"""The auditor's own work on the demo: each figure is come to once more, by other means than the code's."""

from __future__ import annotations

import hashlib
import json
import re
import shlex
from collections import Counter
from contextlib import chdir
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from api.cli.main import app
from demo.personas import holding
from domain.offices.offices import Mandate
from domain.promotions.decisions import PromotionApproved, PromotionDecision
from domain.promotions.proposals import PromotionProposed
from tests.api.conftest import KEY, Served
from tests.demo.seeded import Demo, everybody

SINCE = "2000-01-01"
SAMPLE = """query ($population: Population!, $n: Int!, $seed: String!, $kind: String, $asOf: AsOf) {
    sample(population: $population, n: $n, seed: $seed, kind: $kind, asOf: $asOf) {
        size counted seed drawn { id digest entry { position kind } person { id } } } }"""
OVERRIDES = """query ($since: Date!, $asOf: AsOf) { overrides(since: $since, asOf: $asOf) {
    case criterion authorisedBy decidedBy decision reviews { dueOn state reviewedBy } } }"""
DECIDERS = """query ($since: Date!) { deciders(since: $since) {
    decisions approved theOtherWayRound proposedBy { id } decidedBy { id } } }"""


@pytest.fixture
def auditor(demo: Demo, served: Served) -> Served:
    return served.asked_by(next(holding(Mandate.AUDITOR, demo.ledger.today(), demo.ledger)))


def run(demo: Demo, *command: str) -> list[Any]:
    """What a command says to programs."""
    environment = {"LEADERSHIP_DATABASE_URL": demo.database_url, "LEADERSHIP_KEY": KEY}
    ran = CliRunner().invoke(app, ["audit", *command, "--json"], env=environment)
    assert ran.exit_code == 0, ran.output
    return [json.loads(line) for line in ran.stdout.splitlines()]


def smallest(ids: list[str], n: int, seed: str) -> list[str]:
    return sorted(ids, key=lambda each: hashlib.sha256(f"{seed}\n{each}".encode()).hexdigest())[:n]


@pytest.mark.mission("M88")
def test_anybody_draws_the_same_sample_again(demo: Demo, auditor: Served, served: Served) -> None:
    decisions = [str(one.position) for one in demo.ledger.entries() if isinstance(one.event, PromotionDecision)]
    asked = {"population": "DECISIONS", "n": 5, "seed": "November"}
    told = auditor.ask(SAMPLE, **asked)["sample"]
    drawn = [each["id"] for each in told["drawn"]]
    assert (told["size"], drawn) == (len(decisions), smallest(decisions, 5, "November"))
    assert [str(each["entry"]["position"]) for each in told["drawn"]] == drawn
    assert [each["id"] for each in run(demo, "sample", "decisions", "--n", "5", "--seed", "November")] == drawn
    other = auditor.ask(SAMPLE, **{**asked, "seed": "December"})["sample"]
    assert [each["id"] for each in other["drawn"]] != drawn
    half = int(decisions[len(decisions) // 2])
    then = auditor.ask(SAMPLE, **asked, asOf={"position": half})["sample"]
    known = [each for each in decisions if int(each) <= half]
    assert (then["size"], [each["id"] for each in then["drawn"]]) == (len(known), smallest(known, 5, "November"))
    assert f"position {half}" in then["counted"]
    steward = served.asked_by(next(holding(Mandate.STEWARD, demo.ledger.today(), demo.ledger)))
    assert steward.post(SAMPLE, **asked)["data"]["sample"] is None


def test_a_sample_of_people_is_tied_to_the_headcount(demo: Demo, auditor: Served) -> None:
    today = demo.ledger.today()
    here = [person for person, known in everybody(demo.ledger).items() if known.counts_on(today)]
    told = auditor.ask(SAMPLE, population="HEADCOUNT", n=7, seed="x")["sample"]
    assert (told["size"], [each["id"] for each in told["drawn"]]) == (len(here), smallest(here, 7, "x"))
    assert [each["person"]["id"] for each in told["drawn"]] == [each["id"] for each in told["drawn"]]
    units = auditor.ask("{ units { headcountWithBelow } }")["units"]
    assert told["size"] == sum(unit["headcountWithBelow"] for unit in units)
    years_ago = run(demo, "sample", "headcount", "--n", "400", "--seed", "x", "--on", f"{today.year - 3}-06-01")
    then = date(today.year - 3, 6, 1)
    assert len(years_ago) == sum(known.counts_on(then) for known in everybody(demo.ledger).values()) != len(here)


def test_how_many_are_drawn_at_once_is_bounded(auditor: Served) -> None:
    for n in (0, 51):
        [error] = auditor.post(SAMPLE, population="DECISIONS", n=n, seed="x")["errors"]
        assert error["extensions"]["code"] == "BAD_INPUT"


def test_a_kind_goes_with_entries_alone(auditor: Served, demo: Demo) -> None:
    for asked in (
        {"population": "ENTRIES"},
        {"population": "DECISIONS", "kind": "PersonJoined"},
        {"population": "ENTRIES", "kind": "PersonJoinde"},
    ):
        [error] = auditor.post(SAMPLE, n=1, seed="x", **asked)["errors"]
        assert (error["extensions"]["code"], "kind" in error["message"]) == ("BAD_INPUT", True)
    joined = auditor.ask(SAMPLE, population="ENTRIES", n=1, seed="x", kind="PersonJoined")["sample"]
    assert joined["drawn"][0]["entry"]["kind"] == "PersonJoined"
    assert "PersonJoined" in joined["counted"]


@pytest.mark.mission("M88")
def test_what_was_set_aside_is_listed_with_the_reviews_that_are_missing(demo: Demo, auditor: Served) -> None:
    approved = [one for one in demo.ledger.entries() if isinstance(one.event, PromotionApproved)]
    expected = [
        (one.stream, each.criterion.name, each.authorised_by) for one in approved for each in one.event.overrides
    ]
    told = auditor.ask(OVERRIDES, since=SINCE)["overrides"]
    assert [(one["case"], one["criterion"], one["authorisedBy"]) for one in told] == expected
    assert expected
    for one in told:
        awaited = auditor.ask(
            "query ($id: ID!) { promotionCase(id: $id) { awaitedReviews { decision criterion dueOn overdue } } }",
            id=one["case"],
        )["promotionCase"]["awaitedReviews"]
        left = [
            (each["dueOn"], "MISSING" if each["overdue"] else "TO_COME")
            for each in awaited
            if (each["decision"], each["criterion"]) == (one["decision"], one["criterion"])
        ]
        assert [(each["dueOn"], each["state"]) for each in one["reviews"] if each["state"] != "DONE"] == left
        assert all((each["reviewedBy"] is not None) == (each["state"] == "DONE") for each in one["reviews"])
    assert auditor.ask(OVERRIDES, since=SINCE, asOf={"position": approved[0].position - 1})["overrides"] == []
    by_command = run(demo, "overrides", "--since", SINCE)
    assert [(one["case"], one["authorised_by"]) for one in by_command] == [(case, by) for case, _, by in expected]


@pytest.mark.mission("M88")
def test_who_proposed_and_who_decided(demo: Demo, auditor: Served) -> None:
    proposed = {
        one.stream: one.event.proposed_by for one in demo.ledger.entries() if isinstance(one.event, PromotionProposed)
    }
    pairs = Counter(
        (proposed[one.stream], decider)
        for one in demo.ledger.entries()
        if isinstance(one.event, PromotionDecision)
        for decider in one.event.deciders
    )
    told = auditor.ask(DECIDERS, since=SINCE)["deciders"]
    assert {(one["proposedBy"]["id"], one["decidedBy"]["id"]): one["decisions"] for one in told} == pairs
    assert [one["decisions"] for one in told] == sorted(pairs.values(), reverse=True)
    by_command = run(demo, "deciders", "--since", SINCE)
    assert [(one["proposed_by"], one["decided_by"]) for one in by_command] == [
        (one["proposedBy"]["id"], one["decidedBy"]["id"]) for one in told
    ]


@pytest.mark.mission("M83")
def test_changes_of_mandates_are_listed(demo: Demo, auditor: Served) -> None:
    told = auditor.ask("query ($since: Date!) { charges(since: $since) { position kind subject event } }", since=SINCE)[
        "charges"
    ]
    kinds = Counter(one["kind"] for one in told)
    written = Counter(one.kind for one in demo.ledger.entries(opened=False))
    assert kinds == {kind: count for kind, count in written.items() if kind in kinds}
    assert {"MandateGiven", "SeatTaken"} <= set(kinds)
    by_command = run(demo, "mandates", "--since", SINCE)
    assert [one["position"] for one in by_command] == [one["position"] for one in told]
    tomorrow = str(date.fromordinal(demo.ledger.today().toordinal() + 1))
    assert run(demo, "mandates", "--since", tomorrow) == []


GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "auditing.md"
BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.MULTILINE | re.DOTALL)


def test_the_commands_and_questions_of_the_guide_are_answered(demo: Demo, auditor: Served, tmp_path: Path) -> None:
    environment = {"LEADERSHIP_DATABASE_URL": demo.database_url, "LEADERSHIP_KEY": KEY}
    found = BLOCK.findall(GUIDE.read_text())
    commands = [line for language, code in found if language == "sh" for line in code.splitlines()]
    assert len(commands) == 8
    for command in commands:
        with chdir(tmp_path):
            ran = CliRunner().invoke(app, shlex.split(command)[1:], env=environment)
        assert ran.exit_code == 0, f"{command}\n{ran.output}"
    for language, code in found:
        if language == "graphql":
            assert all(auditor.ask(code).values())
