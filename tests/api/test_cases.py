"""`leadership cases`: which cases there are, and finding one of them without knowing its id."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import date

import pytest
from typer.testing import CliRunner

from api.cli import empty_ledger
from api.cli.case_list import CaseState
from api.cli.main import app
from api.settings import Settings
from audit.replay import all_decisions
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.kernel.ids import CaseId, PersonId
from domain.promotions.candidacies import WithdrawCandidacy
from domain.promotions.promotion_case import Direction
from domain.promotions.promotion_file import CloseFile
from domain.promotions.proposals import ProposePromotion
from ledger import Ledger, Wrapping, new_id
from ledger.storage.connections import roles_of
from tests.api.conftest import KEY
from tests.audit.bundles.cases import NAME, decide
from tests.ledger.commands_recorded import BY, joining, person_id

GROUNDS = "Keeps the night\x1b[2J shift together"
MAY = date(2024, 5, 6)


@dataclass
class Listed:
    """A ledger with a case in each of some states."""

    ledger: Ledger
    decided: CaseId
    proposer: PersonId

    def propose(self, name: str) -> tuple[CaseId, PersonId]:
        candidate, case = person_id(), CaseId(new_id("case"))
        self.ledger.record(joining(candidate, name), by=BY)
        step = (Direction.UP, "self", "others", DEFAULT_FRAMEWORK, DEFAULT_EDITION.number, self.proposer, GROUNDS)
        self.ledger.record(ProposePromotion(case, candidate, None, *step, effective_on=MAY), by=BY)
        return case, candidate

    def run(self, *arguments: str) -> tuple[int, list[str], str]:
        ran = CliRunner().invoke(app, ["cases", *arguments])
        return ran.exit_code, ran.stdout.splitlines(), ran.stderr

    def found(self, *arguments: str) -> set[str]:
        code, lines, _ = self.run(*arguments, "--json")
        assert code == 0
        return {json.loads(line)["case"] for line in lines}


@pytest.fixture(scope="module")
def listed(make_database: Callable[[], str]) -> Iterator[Listed]:
    url = make_database()
    with pytest.MonkeyPatch.context() as monkeypatch, closing(Ledger.open(url, Wrapping(bytes.fromhex(KEY)))) as ledger:
        monkeypatch.setenv("LEADERSHIP_DATABASE_URL", url)
        monkeypatch.setenv("LEADERSHIP_KEY", KEY)
        decided, proposer = decide(ledger).case, person_id()
        ledger.record(joining(proposer, "Pia Proposer"), by=BY)
        yield Listed(ledger, decided, proposer)


def test_cases_are_listed_and_found_by_state_person_and_text(listed: Listed) -> None:
    (open_case, _), (closed, _), (withdrawn, wim) = (listed.propose(name) for name in ("Ola", "Uta", "Wim"))
    listed.ledger.record(CloseFile(closed, wim, effective_on=MAY), by=BY)
    listed.ledger.record(WithdrawCandidacy(withdrawn, wim, effective_on=date(2024, 5, 16)), by=BY)
    everything = {listed.decided, open_case, closed, withdrawn}
    code, lines, _ = listed.run()
    *told, count = lines
    assert (code, len(told)) == (0, 4)
    assert count.startswith("4 cases, in the database “")
    assert "\x1b" not in "".join(lines)
    [decision] = all_decisions(listed.ledger)
    [of_decided] = [line for line in told if line.startswith(listed.decided)]
    assert f"declined       56 days  {NAME} ({decision.event.candidate})  level others" in of_decided
    assert of_decided.endswith(f"decided by {NAME} ({decision.event.decided_by})")
    assert any(line.startswith(f"{withdrawn}  withdrawn      10 days  Wim ({wim})") for line in told)
    assert listed.found() == everything
    for state, cases in (
        (CaseState.DECLINED, {listed.decided}),
        (CaseState.FILE_OPEN, {open_case}),
        (CaseState.FILE_CLOSED, {closed}),
        (CaseState.WITHDRAWN, {withdrawn}),
        (CaseState.VOTING, set()),
    ):
        assert listed.found("--state", state) == cases
    assert listed.found("--state", "declined", "--state", "withdrawn") == {listed.decided, withdrawn}
    assert listed.found("--person", "wim") == listed.found("--person", wim) == {withdrawn}
    assert listed.found("--person", "Pia") == set(), "whoever proposes is found by id"
    assert listed.found("--person", listed.proposer) == everything - {listed.decided}
    assert listed.found("NIGHT") == everything - {listed.decided}
    assert listed.found(listed.decided) == {listed.decided}
    code, lines, _ = listed.run("nothing of the kind")
    assert (code, lines[0].startswith("0 of 4 cases, in the database “")) == (0, True)
    code, _, said = listed.run("--state", "lost")
    assert (code, "file-open" in said) == (2, True)


def test_as_json_all_is_told_of_a_case(listed: Listed) -> None:
    [line] = listed.run(listed.decided, "--json")[1]
    one = json.loads(line)
    assert (one["state"], one["to_level"], one["days"]) == ("declined", "others", 56)
    assert one["candidate"]["name"] == one["decided_by"]["name"] == NAME
    assert (one["role"], one["proposed_on"], one["decided_on"]) == (None, "2024-05-06", "2024-07-01")


@pytest.mark.parametrize("command", ["cases", "replay"])
def test_an_empty_ledger_says_what_to_do_first_and_where_the_demo_is(
    make_database: Callable[[], str], monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    url = make_database()
    monkeypatch.setenv("LEADERSHIP_DATABASE_URL", url)
    monkeypatch.setenv("LEADERSHIP_KEY", KEY)
    monkeypatch.setattr(empty_ledger, "DEMO", "no_database_begins_so")
    alone = CliRunner().invoke(app, [command])
    assert "bring people in first (leadership import people FILE)" in alone.output
    assert "demo" not in alone.output
    assert alone.exit_code == 0
    demo = make_database()
    with closing(Ledger.open(demo, Wrapping(bytes.fromhex(KEY)))):
        monkeypatch.setattr(empty_ledger, "DEMO", roles_of(demo).database)
    beside = CliRunner().invoke(app, [command])
    assert f"LEADERSHIP_DATABASE_URL, as the database “{roles_of(demo).database}” at" in beside.output


def test_a_demo_beside_a_ledger_of_ones_own_is_found_by_what_is_said(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("LEADERSHIP_DATABASE_URL", raising=False)
    monkeypatch.setattr(empty_ledger, "beside", lambda url: ("dbname=payroll", "dbname=leadership_demo_1.0_2"))
    own = "postgresql://leadership@/leadership?host=%2Fhome%20of%20mine&port=5432"
    told = [*empty_ledger.demos_beside(Settings(database_url=None), own)]
    assert told == [f'LEADERSHIP_DATABASE_URL="{own.replace("/leadership?", "/leadership_demo_1.0_2?")}"']


def test_a_ledger_that_is_not_empty_says_nothing_of_it(listed: Listed) -> None:
    assert "empty" not in "".join(map(str, listed.run("--state", "granted", "--person", "nobody is called so")))
