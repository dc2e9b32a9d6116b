"""`leadership replay`: what an auditor reads, and what a script gets."""

from __future__ import annotations

import json
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from io import DEFAULT_BUFFER_SIZE
from pathlib import Path

import psycopg
import pytest
from typer.testing import CliRunner

from api.cli.main import app
from api.cli.telling import told_of
from audit.replay import NothingDecided, Unreadable, all_decisions, decisions_of
from domain.amendments.corrections import RetractEntry
from domain.frameworks.default_pack import DEFAULT_EDITIONS, DEFAULT_FRAMEWORK
from domain.frameworks.publishing import PublishFramework
from domain.judging.findings import Verdict
from domain.kernel.ids import CaseId
from domain.promotions.decisions import PromotionDecision
from ledger import Entry, Ledger, Wrapping
from tests.api.conftest import KEY
from tests.ledger.commands_recorded import BY, past_the_rules
from tests.ledger.random_cases import SECOND_EDITION, decided_cases
from tests.units import establish_units_in

SMALL_PIPE = 4_096
"""Bytes: the smallest that there is."""


@dataclass
class Audited:
    """A ledger with a decided case, and a terminal beside it."""

    url: str
    ledger: Ledger
    decision: Entry[PromotionDecision]

    @property
    def case(self) -> CaseId:
        return CaseId(self.decision.stream)

    @property
    def name(self) -> str:
        """Of everybody here."""
        return "Somebody"

    def plant(self) -> Entry[PromotionDecision]:
        """The decision once more, past the rules, and with a finding that nobody came to."""
        event, stream = self.decision.event, self.case
        first, *others = event.found
        planted = replace(event, findings=(replace(first, verdict=Verdict.WARNING), *others))
        past_the_rules(self.ledger, stream, planted)
        return decisions_of(self.ledger, stream)[-1]

    def run(self, *arguments: str) -> tuple[int, str]:
        ran = CliRunner().invoke(app, ["replay", *arguments])
        if ran.exception is not None and not isinstance(ran.exception, SystemExit):
            raise ran.exception
        return ran.exit_code, ran.stdout


@pytest.fixture
def audited(make_database: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Audited]:
    url = establish_units_in(make_database())
    for name, value in (("DATABASE_URL", url), ("KEY", KEY)):
        monkeypatch.setenv(f"LEADERSHIP_{name}", value)
    monkeypatch.setenv("COLUMNS", "160")
    with closing(Ledger.open(url, Wrapping(bytes.fromhex(KEY)))) as ledger:
        decisions = (decisions_of(ledger, case) for case in decided_cases(ledger, 1, 8))
        [decision] = next(
            decided for decided in decisions if len(decided) == 1 and len(decided[0].event.found[0].rests_on)
        )
        yield Audited(url, ledger, decision)


def test_a_decision_is_told_with_what_came_to_light(audited: Audited) -> None:
    code, told = audited.run(audited.case)
    assert code == 0
    assert "Reproduced: what was known then comes to what was recorded." in told
    assert f"on what stood at position {audited.decision.event.basis}, under edition" in told
    assert "performance sustained" in told
    cited = audited.decision.event.found[0].rests_on[0]
    assert f"[1] {cited}  AssessmentRecorded" in told

    audited.ledger.record(RetractEntry(cited, "Copied from the wrong line"), by=BY)
    code, told = audited.run(audited.case)
    assert code == 0
    assert "Reproduced" in told
    assert f"retracted AssessmentRecorded {cited}" in told
    assert "on the file): Copied from the wrong line" in told
    assert "With that the rules find something else:" in told


def test_what_is_not_there_is_wrong_use(audited: Audited) -> None:
    last, said = audited.ledger.position(), CliRunner()
    for case in ((), (audited.case,)):
        for option, value, right in (
            ("--as-of", last + 1, f"nothing is known at {last + 1}: the ledger goes up to {last}"),
            ("--as-of", 0, "--as-of"),
            ("--edition", 9, "no edition 9 is published; there are 1 of framework-leadership"),
        ):
            ran = said.invoke(app, ["replay", *case, option, str(value)])
            assert (ran.exit_code, right in " ".join(ran.stderr.replace("│", " ").split())) == (2, True), ran.stderr
    assert audited.run(audited.case, "--as-of", str(last))[0] == 0


def test_people_and_roles_are_told_by_name_beside_their_ids(audited: Audited) -> None:
    said = audited.decision.event
    name, title = f"{audited.name} ({said.candidate})", f"({said.role})" if said.role else f"level {said.to_level}"
    told = audited.run(audited.case)[1]
    assert f"  of {name}, for " in told
    assert title in told
    assert f"by {audited.name} ({said.decided_by})" in told
    [one] = [json.loads(line) for line in audited.run(audited.case, "--json")[1].splitlines()]
    assert one["candidate"] == {"id": said.candidate, "name": audited.name}
    assert (one["role"] or {"id": None})["id"] == said.role


def test_a_decision_that_was_tampered_with_is_told_and_ends_with_a_code(audited: Audited) -> None:
    audited.plant()
    code, told = audited.run(audited.case)
    assert code == 1
    assert "Differs: what was known then does not come to what was recorded." in told


def test_every_decision_of_the_ledger_is_reproduced(audited: Audited) -> None:
    decided = len(list(all_decisions(audited.ledger)))
    assert decided > 5
    code, told = audited.run()
    assert code == 0
    assert re.fullmatch(
        rf"{decided} decisions: {decided} reproduced, 0 differ, 0 cannot be judged;"
        r" with what has come to light since \d+ would\.\n",
        told,
    )
    assert audited.run("--as-of", str(audited.decision.event.basis))[1].startswith(
        f"{decided_before(audited)} decision"
    )


def decided_before(audited: Audited) -> int:
    return sum(one.position < audited.decision.position for one in all_decisions(audited.ledger))


def test_one_forged_decision_among_good_ones_is_told_in_a_line(audited: Audited) -> None:
    good = len(list(all_decisions(audited.ledger)))
    planted = audited.plant()
    code, told = audited.run()
    assert code == 1
    line, count = told.splitlines()
    assert line.startswith(f"{planted.event.effective_on}  {audited.name} ({planted.event.candidate})  ")
    assert f"  {planted.at}  differs: " in line
    criterion = planted.event.found[0].criterion.replace("_", " ")
    was = audited.decision.event.found[0].verdict.replace("_", " ")
    assert f"{criterion} (warning → {was})" in line
    assert count.startswith(f"{good + 1} decisions: {good} reproduced, 1 differ, 0 cannot be judged;")


@pytest.mark.mission("M70")
def test_another_edition_is_told_person_by_person(audited: Audited) -> None:
    """An edition that asks for nothing but a need finds something else in every case."""
    [newest, *_] = DEFAULT_EDITIONS[::-1]
    bare = replace(newest, number=3, promotion=newest.promotion[:1])
    audited.ledger.record(PublishFramework(DEFAULT_FRAMEWORK, bare, effective_on=SECOND_EDITION, imported=True), by=BY)
    code, told = audited.run("--edition", "3")
    assert code == 0, told
    *lines, count = told.splitlines()
    decisions = list(all_decisions(audited.ledger))
    told_of = [line.split("  under edition 3: ")[0].split("  ") for line in lines]
    assert [(day, who, at) for day, who, _, at in told_of] == [
        (str(one.event.effective_on), f"{audited.name} ({one.event.candidate})", str(one.at)) for one in decisions
    ]
    assert f"; under edition 3 {len(decisions)} come out otherwise; with what" in count


def test_what_no_longer_opens_is_told_and_keeps_nothing_else_from_being_told(audited: Audited) -> None:
    """Somebody who owns the database changed a sealed rationale."""
    at = audited.decision.position
    with psycopg.connect(audited.url, autocommit=True) as owner:
        owner.execute("ALTER TABLE ledger.entries DISABLE TRIGGER USER")
        [(stored,)] = owner.execute("SELECT stored FROM ledger.entries WHERE position = %s", (at,)).fetchall()
        whole = json.loads(stored)
        [(whom, sealed)] = whole["sealed"].items()
        whole["sealed"][whom] = sealed[:40] + sealed[40:].swapcase()
        changed = json.dumps(whole).encode()
        owner.execute("UPDATE ledger.entries SET stored = %s WHERE position = %s", (changed, at))
    code, told = audited.run()
    line, count = told.splitlines()
    assert (code, "1 cannot be judged" in count) == (1, True)
    assert line.startswith(f"“{audited.decision.at}” at position {at} cannot be judged: “{whom}” of ")
    lines = [json.loads(line) for line in audited.run("--json")[1].splitlines()]
    [unread] = [one for one in lines if one["verdict"] == "cannot_be_judged"]
    assert (unread["position"], unread["why"]) == (at, line)
    with pytest.raises(Unreadable, match="does not open") as unreadable:
        audited.run(audited.case)
    assert told_of(unreadable.value), "in a line"


SPOILT = (
    "kind = 'PersonCloned'",
    "stored = set_byte(stored, 0, 120)",
    "stored = set_byte(stored, 12, 255)",
    "stored = replace(convert_from(stored, 'UTF8'), '202', '2x2')::bytea",
)
"""How an entry is changed: a kind of a later version, and damaged bytes."""


@pytest.mark.parametrize("spoilt", SPOILT)
@pytest.mark.parametrize("what", ["the decision", "what was proposed", "the candidate", "the last one"])
def test_no_entry_that_cannot_be_read_ends_a_replay_or_a_list(audited: Audited, spoilt: str, what: str) -> None:
    stream = audited.decision.event.candidate if what == "the candidate" else audited.case
    of_it = {"the decision": f"version = {audited.decision.version}", "the last one": "true"}.get(what, "version = 1")
    with psycopg.connect(audited.url, autocommit=True) as owner:
        owner.execute("ALTER TABLE ledger.entries DISABLE TRIGGER USER")
        changed = (
            f"UPDATE ledger.entries SET {spoilt} WHERE position ="
            f" (SELECT max(position) FROM ledger.entries WHERE stream = %s AND {of_it})"
        )
        owner.execute(changed.encode(), (stream,))
    ran = CliRunner().invoke(app, ["replay"])
    assert ran.exception is None or isinstance(ran.exception, SystemExit), ran.exception
    if "PersonCloned" not in spoilt or what in ("what was proposed", "the candidate"):  # else it is no decision
        assert (ran.exit_code, "1 cannot be judged" in ran.output) == (1, True), ran.output
    listed = CliRunner().invoke(app, ["cases"])
    assert listed.exception is None or isinstance(listed.exception, SystemExit), listed.exception
    if what != "the candidate":
        assert (listed.exit_code, f"{audited.case}  cannot be read" in listed.output) == (1, True), listed.output


def test_stopped_half_way_it_says_how_far_it_came(audited: Audited) -> None:
    """Whoever has read one line stops reading, and then stops the command: it waits in the midst of another one.

    For that there is far more to write than the pipe and the command's own buffer hold.
    """
    for _ in range(12):
        audited.plant()
    assert len(audited.run("--json")[1]) > 2 * (SMALL_PIPE + DEFAULT_BUFFER_SIZE)
    command = [str(Path(sys.executable).with_name("leadership")), "replay", "--json"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, bufsize=0, pipesize=SMALL_PIPE
    ) as running:
        assert running.stdout
        assert running.stderr
        first = running.stdout.readline()
        running.send_signal(signal.SIGINT)
        running.stdout.read()
        said = running.stderr.read().decode()
    assert running.returncode == 130, said
    assert json.loads(first)["verdict"] == "reproduced"
    assert re.search(r"Stopped; until then \d+ decisions?: \d+ reproduced, 0 differ", said)
    assert "Traceback" not in said


def test_as_json_it_is_one_object_for_each_decision(audited: Audited) -> None:
    code, told = audited.run(audited.case, "--json", "--as-of", str(audited.decision.position))
    assert code == 0
    [one] = [json.loads(line) for line in told.splitlines()]
    assert (one["verdict"], one["decision"]["position"]) == ("reproduced", audited.decision.position)
    assert [finding["criterion"] for finding in one["again"]["findings"]] == [
        finding.criterion for finding in audited.decision.event.found
    ]
    assert (one["since"]["position"], one["since"]["came_to_light"]) == (audited.decision.position, [])


def test_a_case_that_is_not_decided_is_told_in_a_line(audited: Audited) -> None:
    with pytest.raises(NothingDecided, match="is no case that anything is recorded of"):
        audited.run("case-0198c0de-7e57-7000-8000-000000000000")
    with pytest.raises(NothingDecided, match=r"is not decided yet at position \d+: give --as-of a later one"):
        audited.run(audited.case, "--as-of", str(audited.decision.event.basis))
    with pytest.raises(NothingDecided, match=r"begins at position \d+: give --as-of a later one than 1$") as told:
        audited.run(audited.case, "--as-of", "1")
    assert told_of(told.value), "in a line"
