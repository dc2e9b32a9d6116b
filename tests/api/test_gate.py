"""The gate: what may not be told comes out nowhere, on whichever way; and without its rules it would, on each of them.

An open vote is planted, and everything is asked of everything: all of the schema, exports, bundles, replays, the log.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, fields, replace
from itertools import product
from pathlib import Path
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from pydantic import SecretStr
from typer.testing import CliRunner

from api.access import gate
from api.access.gate import RULES, Gate, Rule
from api.access.sorts import REMARKS
from api.cli.main import app
from api.settings import Settings
from audit.bundles.archive import unpacked
from domain.amendments.remarks import StatementAttached
from domain.background.experiences import ExperienceRecorded
from domain.development.aspirations import AspirationStated
from domain.development.assessments import AssessmentRecorded
from domain.development.assignments import AssignmentGiven
from domain.development.opportunities import OpportunityApplied
from domain.development.practice import CoachingHeld, LessonNoted, PracticeRecorded
from domain.documents.filing import DocumentFiled
from domain.growth.needs import DevelopmentNeedIdentified
from domain.kernel.facts import Event
from domain.kernel.memories import Nothing
from domain.offices.accesses import AccessTaken
from domain.promotions.candidacies import CandidateHeard
from domain.promotions.decisions import PromotionDeclined, PromotionDeferred
from domain.promotions.panels.panel import Choice
from ledger import Ledger, Wrapping
from tests.api.conftest import ADDRESS, KEY, Served, serving
from tests.api.crawling import SCHEMA, Edge, answers, edges_to, leaks, questions
from tests.api.inputs import as_input
from tests.api.planted import SAID, VOTE, VOTED, Planted, plant

HOLDS_WORDS: Final[tuple[tuple[type[Event[Any]], str], ...]] = (
    (AssessmentRecorded, "ratings"),
    (PromotionDeclined, "rationale"),
    (PromotionDeferred, "rationale"),
    (StatementAttached, "words"),
    (CandidateHeard, "words"),
    (AccessTaken, "reason"),
    (LessonNoted, "lesson"),
    (PracticeRecorded, "situation"),
    (CoachingHeld, "topic"),
    (ExperienceRecorded, "words"),
    (DocumentFiled, "title"),
    (AssignmentGiven, "title"),
    (DevelopmentNeedIdentified, "words"),
    (OpportunityApplied, "words"),
    (AspirationStated, "words"),
)
"""Where what was planted beside the votes is said."""
OWN: Final = {"myFile": "{ myFile }", "myCredentials": "{ myCredentials { __typename achievement outcome jwt } }"}
"""What is told to a person of themselves alone, and how it is asked."""
SHUT: Final = tuple(Rule(kind, (name,), Nothing, lambda event, memory: True, "planted") for kind, name in HOLDS_WORDS)
NO_RULES: Final = ()


@dataclass
class WaysOut:
    """Everything there is, and every way out of it."""

    served: Served
    ledger: Ledger
    planted: Planted
    home: Path

    def told(self, way: str) -> Iterator[Any]:
        """All that comes out on one of them."""
        return WAYS[way](self) if way in WAYS else self.asked(way)

    def leaked(self, way: str, needles: Sequence[str]) -> list[tuple[Edge, ...]]:
        """Where on a way out one of these texts is told; through the schema, for questions."""
        return found_in(self.told(way), needles)

    def asked(self, question: str) -> Iterator[Any]:
        """All that a question is answered with, whatever it is asked about, as of now and as of the vote."""
        field = questions()[question]
        if question in OWN:
            for person in (one for one in self.planted.subjects if one.startswith("person-")):
                yield {"__typename": "Query", **self.served.asked_by(person).ask(OWN[question])}
            return
        moments = [None, {"position": self.planted.votes[-1]}]
        positions = [*self.planted.votes, self.planted.before]
        may_be: dict[str, Sequence[Any]] = {
            "id": self.planted.subjects, "subject": self.planted.subjects, "position": positions, "asOf": moments,
            "then": [{"position": self.planted.before}], "first": [60], "edition": [1], "insteadOf": [1],
            "since": ["1900-01-01"], "population": ["DECISIONS"], "n": [20], "seed": ["x"],
            "secret": ["none that was handed out"], "from": ["2024-01-31"], "to": ["2024-03-31"], "every": ["MONTH"],
            "role": [f"role-{UUID(int=1)}"], "person": self.planted.subjects[:2], "people": [self.planted.subjects[:2]],
        }  # fmt: skip
        names = [name for name in field.args if name in may_be]
        declared = ", ".join(f"${name}: {field.args[name].type}" for name in names)
        given = ", ".join(f"{name}: ${name}" for name in names)
        asked = f"query ({declared}) {{ __typename {question}({given}) {{…}} }}" if names else f"{{ {question} {{…}} }}"
        every = product(*(may_be[name] for name in names))
        yield from answers(self.served, asked, field.type, *(dict(zip(names, values, strict=True)) for values in every))

    def changed(self) -> Iterator[Any]:
        """What a mutation answers with: the last vote is asked for once more, and leads to its case."""
        asked = """mutation ($input: CastVoteInput!, $id: UUID) { castVote(input: $input, commandId: $id) {…} }"""
        variables = {"input": as_input(self.planted.last_vote), "id": str(self.planted.asked_as)}
        assert SCHEMA.mutation_type
        voter = self.served.asked_by(self.planted.last_vote.voter)
        yield from answers(voter, asked, SCHEMA.mutation_type.fields["castVote"].type, variables)

    def run(self, *arguments: object) -> tuple[bytes, str]:
        """A command: what it writes, and all that it says."""
        ran = CliRunner().invoke(app, [str(argument) for argument in arguments])
        assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
        return ran.stdout_bytes, ran.output

    def lines(self, *arguments: object) -> Iterator[Any]:
        """What a command writes, line by line, and what it says."""
        written, said = self.run(*arguments)
        yield from ({"": json.loads(line)} for line in written.splitlines() if line.startswith(b"{"))
        yield said

    def bundle(self, case: str, *options: str) -> Iterator[Any]:
        """What is in a bundle, and what is said when it is made and checked."""
        path = self.home / "case.zip"
        path.unlink(missing_ok=True)  # nothing is written over
        yield self.run("audit-bundle", case, "-o", path, *options)[1]
        for name, content in unpacked(path.read_bytes()).items():
            yield content.decode("latin-1")
            if name.endswith(".json"):
                yield json.loads(content)
        yield self.run("verify", path)[1]

    def bundles(self, *options: str) -> Iterator[Any]:
        yield from self.bundle(self.planted.case, *options)
        yield from self.bundle(self.planted.decided.case, *options)

    def replays(self, *options: str) -> Iterator[Any]:
        for case in ((), (self.planted.case,), (self.planted.decided.case,)):
            yield from self.lines("replay", *case, *options)

    def log(self) -> Iterator[Any]:
        """What is published: checkpoint, tiles, leaves."""
        self.run("audit-bundle", self.planted.case, "-o", self.home / "log.zip")  # signs up to here
        checkpoint = self.served.client.get("/checkpoint").text
        size = int(checkpoint.splitlines()[1])
        for path in ("checkpoint", "verifier-keys", f"tile/0/000.p/{size}", f"tile/entries/000.p/{size}"):
            answer = self.served.client.get(f"/{path}")
            assert answer.status_code == 200, path
            yield answer.content.decode("latin-1")


def found_in(told: Iterable[Any], needles: Sequence[str]) -> list[tuple[Edge, ...]]:
    """Where one of these texts stands in what came out."""
    return [found for each in told for found in leaks(each, needles)]


WAYS: Final[dict[str, Callable[[WaysOut], Iterator[Any]]]] = {
    "a mutation's answer": WaysOut.changed,
    "export entries": lambda ways_out: ways_out.lines("export", "entries"),
    "audit-bundle": lambda ways_out: ways_out.bundles(),
    "audit-bundle --opened": lambda ways_out: ways_out.bundles("--opened"),
    "replay": lambda ways_out: ways_out.replays(),
    "replay --edition": lambda ways_out: ways_out.replays("--edition", "1"),
    "replay --json": lambda ways_out: ways_out.replays("--json"),
    "verify --ledger": lambda ways_out: ways_out.lines("verify", "--ledger", "--index"),
    "the log": WaysOut.log,
}
"""Every way out beside the questions of the schema, which are asked by themselves."""
EVERY_WAY: Final = (*questions(), *WAYS)

TELL_VOTES: Final = (
    *("entry", "entries", "node", "promotionCase", "promotionCases", "thenAndNow", "myFile"),
    *("a mutation's answer", "export entries", "audit-bundle --opened"),
)
TELL_WORDS: Final = (
    *("entry", "entries", "node", "promotionCase", "promotionCases", "thenAndNow", "person", "people", "myFile"),
    "opportunities",
    *("a mutation's answer", "export entries", "audit-bundle --opened", "replay --json"),
)
"""Ways that tell what entries say, as far as the gate lets them."""
SAY_NOTHING: Final = frozenset({("FiledEvidence", "retractedBy"), ("Informing", "entry")})
"""Fields that lead to entries without words: retractions, of which the line says why, and that somebody was told."""
CARRIERS: Final = tuple(
    edge
    for edge in (*edges_to("Entry"), *edges_to("Json"), ("Vote", "choice"), ("Vote", "words"))
    if edge not in SAY_NOTHING
)
"""Fields of the schema that lead to what entries say."""


@pytest.fixture(scope="module")
def ways_out(make_database: Callable[[], str], tmp_path_factory: pytest.TempPathFactory) -> Iterator[WaysOut]:
    url, home = make_database(), tmp_path_factory.mktemp("gate")
    with pytest.MonkeyPatch.context() as environment:
        for name, value in (("DATABASE_URL", url), ("KEY", KEY), ("KEY_FILE", home / "ledger.key")):
            environment.setenv(f"LEADERSHIP_{name}", str(value))
        environment.setenv("LEADERSHIP_LOG_ORIGIN", "ledger.example/book")
        environment.setenv("COLUMNS", "400")
        settings = Settings(key=SecretStr(KEY), time_zone=ZoneInfo("Europe/Berlin"), address=ADDRESS)
        with closing(Ledger.open(url, Wrapping(bytes.fromhex(KEY)))) as ledger:
            planted = plant(ledger)
            with serving(settings) as served:
                yield WaysOut(served, ledger, planted, home)


@pytest.fixture(scope="module", params=EVERY_WAY)
def way(request: pytest.FixtureRequest) -> str:
    """A way out, on which everything is tried before the next: so its documents are read and validated once."""
    return str(request.param)


@pytest.mark.mission("M61")
def test_an_open_vote_comes_out_nowhere(ways_out: WaysOut, way: str) -> None:
    assert ways_out.leaked(way, VOTE) == []


def test_nothing_that_a_rule_is_about_comes_out_anywhere(
    ways_out: WaysOut, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever is planted, not votes alone: so ways that have no vote to tell are known to pass the gate, too."""
    monkeypatch.setattr(gate, "RULES", (*RULES, *SHUT))
    assert ways_out.leaked(way, (*VOTE, *SAID)) == []


@pytest.fixture(scope="module")
def without_rules(ways_out: WaysOut) -> Mapping[str, list[Any]]:
    """All that comes out on each way where there are no rules."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setattr(gate, "RULES", NO_RULES)
        return {way: list(ways_out.told(way)) for way in EVERY_WAY}


@pytest.mark.parametrize(
    ("way", "needles"),
    [*((way, VOTE) for way in TELL_VOTES), *((way, SAID) for way in TELL_WORDS)],
    ids=lambda value: value if isinstance(value, str) else "votes" if value is VOTE else "words",
)
def test_without_rules_it_comes_out_on_each_way(
    without_rules: Mapping[str, list[Any]], way: str, needles: Sequence[str]
) -> None:
    assert found_in(without_rules[way], needles)


@pytest.fixture(scope="module")
def carried(without_rules: Mapping[str, list[Any]]) -> set[Edge]:
    """Every field of the schema on the way to something that comes out where there are no rules."""
    every = (found_in(without_rules[question], (*VOTE, *SAID)) for question in questions())
    return {edge for found in every for way in found for edge in way}


@pytest.mark.parametrize("edge", CARRIERS, ids=".".join)
def test_the_crawl_reaches_every_field_that_leads_to_what_entries_say(carried: set[Edge], edge: Edge) -> None:
    """A new one is here by itself; if nothing planted is found behind it, plant something that it leads to."""
    assert edge in carried


def test_ways_that_are_not_said_to_tell_anything_do_not(without_rules: Mapping[str, list[Any]]) -> None:
    assert [way for way in EVERY_WAY if way not in TELL_VOTES and found_in(without_rules[way], VOTE)] == []


@pytest.mark.parametrize("choice", Choice)
@pytest.mark.parametrize("words", [VOTED, "A guess"])
def test_a_vote_that_is_asked_for_again_does_not_say_whether_it_was_guessed(
    ways_out: WaysOut, choice: Choice, words: str
) -> None:
    """Under the id that it was cast with, which everybody can look up: else three questions would tell an open vote."""
    vote = replace(ways_out.planted.last_vote, choice=choice, words=words)
    again = ways_out.served.record("castVote", as_input(vote), command_id=str(ways_out.planted.asked_as))
    assert (again["__typename"], again["position"], again["repeated"]) == ("Recorded", ways_out.planted.votes[-1], True)


def test_under_the_id_of_a_vote_nothing_else_is_taken_for_it(ways_out: WaysOut) -> None:
    elsewhere = {**as_input(ways_out.planted.last_vote), "case": ways_out.planted.decided.case}
    refused = ways_out.served.record("castVote", elsewhere, command_id=str(ways_out.planted.asked_as))
    assert refused["rule"] == "CommandIdReused"


def test_entries_that_no_rule_is_about_are_disclosed_without_reading_anything(ways_out: WaysOut) -> None:
    entries = [entry for entry in ways_out.ledger.entries() if entry.kind not in ("VoteCast", *REMARKS)]
    nowhere: Any = None
    assert [one.position for one in Gate(nowhere).disclose(entries)] == [entry.position for entry in entries]


def test_many_votes_are_disclosed_with_one_read(ways_out: WaysOut, monkeypatch: pytest.MonkeyPatch) -> None:
    reads, those_of = [], ways_out.ledger.streams

    def read(streams: Sequence[str]) -> Any:
        reads.append(streams)
        return those_of(streams)

    monkeypatch.setattr(ways_out.ledger, "streams", read)
    entries = list(ways_out.ledger.entries())
    shut = [one.position for one in Gate(ways_out.ledger).disclose(entries) if one.withheld]
    assert (shut, reads) == (list(ways_out.planted.votes), [[ways_out.planted.case]])


def test_rules_are_about_fields_that_there_are() -> None:
    for rule in RULES:
        assert set(rule.fields) <= {field.name for field in fields(rule.kind)}, rule.kind
        assert rule.why.endswith(".")
