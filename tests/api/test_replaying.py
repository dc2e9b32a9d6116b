"""`leadership replay`: what an auditor reads, and what a script gets."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from uuid import uuid4

import pytest
from typer.testing import CliRunner

from api.cli import TOLD_IN_A_LINE, app
from domain.corrections import RetractEntry
from domain.findings import Verdict
from domain.promotion_case import CaseId
from domain.promotion_decisions import PromotionDecision
from ledger import Entry, Ledger, Wrapping
from ledger.replay import NothingDecided, decisions_of
from ledger.writing import NewLine, Proposal
from tests.api.conftest import KEY
from tests.ledger.asked import BY
from tests.ledger.random_cases import decided_cases


@dataclass
class Audited:
    """A ledger with a decided case, and a terminal beside it."""

    ledger: Ledger
    decision: Entry[PromotionDecision]

    @property
    def case(self) -> CaseId:
        return CaseId(self.decision.stream)

    def run(self, *arguments: str) -> tuple[int, str]:
        ran = CliRunner().invoke(app, ["replay", *arguments])
        if ran.exception is not None and not isinstance(ran.exception, SystemExit):
            raise ran.exception
        return ran.exit_code, ran.stdout


@pytest.fixture
def audited(make_database: Callable[[], str], monkeypatch: pytest.MonkeyPatch) -> Iterator[Audited]:
    url = make_database()
    for name, value in (("DATABASE_URL", url), ("KEY", KEY)):
        monkeypatch.setenv(f"LEADERSHIP_{name}", value)
    monkeypatch.setenv("COLUMNS", "160")
    with closing(Ledger.open(url, Wrapping(bytes.fromhex(KEY)))) as ledger:
        decisions = [decisions_of(ledger, case) for case in decided_cases(ledger, 5, 8)]
        [decision] = next(
            decided for decided in decisions if len(decided) == 1 and len(decided[0].event.findings[0].rests_on)
        )
        yield Audited(ledger, decision)


@pytest.mark.mission("M62")
def test_a_decision_is_told_with_what_came_to_light(audited: Audited) -> None:
    code, told = audited.run(audited.case)
    assert code == 0
    assert "Reproduced: what was known then comes to what was recorded." in told
    assert f"on what stood at position {audited.decision.event.basis}, under edition" in told
    assert "performance sustained" in told
    cited = audited.decision.event.findings[0].rests_on[0]
    assert f"[1] {cited}  AssessmentRecorded" in told

    audited.ledger.record(RetractEntry(cited, "Copied from the wrong line"), by=BY)
    code, told = audited.run(audited.case, "--edition", "9")
    assert code == 0
    assert "Reproduced" in told
    assert f"retracted AssessmentRecorded {cited}" in told
    assert "on the file): Copied from the wrong line" in told
    assert "With that the rules find something else:" in told
    assert "Under edition 9 it cannot be judged: edition 9 of “framework-leadership” is not published." in told


@pytest.mark.mission("M62")
def test_a_decision_that_was_tampered_with_is_told_and_ends_with_a_code(audited: Audited) -> None:
    event, stream = audited.decision.event, audited.case
    first, *others = event.findings
    planted = replace(first, verdict=Verdict.WARNING)
    version = audited.ledger.page(stream)[-1].version + 1
    stored = audited.ledger.form.encode(replace(event, findings=(planted, *others)), stream, version)
    line = NewLine(stream, version, audited.decision.kind, stored, None, ())
    audited.ledger.recorder.append([Proposal(uuid4(), b"", BY, [line], {stream: version - 1})])
    code, told = audited.run(stream)
    assert code == 2
    assert "Differs: what was known then does not come to what was recorded." in told


def test_as_json_it_is_one_object_for_each_decision(audited: Audited) -> None:
    code, told = audited.run(audited.case, "--json", "--as-of", str(audited.decision.position))
    assert code == 0
    [one] = [json.loads(line) for line in told.splitlines()]
    assert (one["verdict"], one["decision"]["position"]) == ("reproduced", audited.decision.position)
    assert [finding["criterion"] for finding in one["again"]["findings"]] == [
        finding.criterion for finding in audited.decision.event.findings
    ]
    assert (one["since"]["position"], one["since"]["came_to_light"]) == (audited.decision.position, [])


def test_a_case_that_is_not_decided_is_told_in_a_line(audited: Audited) -> None:
    with pytest.raises(NothingDecided, match="is no case that anything is recorded of"):
        audited.run("case-0198c0de-7e57-7000-8000-000000000000")
    with pytest.raises(NothingDecided, match="is not decided yet"):
        audited.run(audited.case, "--as-of", str(audited.decision.event.basis))
    assert NothingDecided in TOLD_IN_A_LINE
