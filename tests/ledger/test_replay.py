"""A decision is replayed from nothing but the ledger: it comes to what was recorded, or is told where it does not."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from typing import Any

import pytest
from msgspec import structs

from audit.coming_to_light import CameAs
from audit.replay import Replay, decisions_of, replay
from domain.amendments.corrections import CorrectEntry, RetractEntry
from domain.frameworks.criteria import Requirement
from domain.judging.findings import Finding, Verdict
from domain.kernel.facts import ERASED, Reference
from domain.kernel.ids import CaseId, MentorshipId
from domain.mentoring.agreements import AgreeMentorship
from domain.promotions.decisions import PromotionApproved, PromotionDecision
from domain.promotions.due_process import RecommendationMissing
from domain.promotions.judging.judges import JUDGES, PRESENT
from domain.promotions.judging.replaying import Obstacle, ReplayVerdict
from domain.promotions.proposals import ProposePromotion
from ledger import Entry, Ledger, new_id
from tests.databases import WRAPPING
from tests.ledger.commands_recorded import BY, past_the_rules
from tests.ledger.random_cases import BEGIN, decided_cases
from tests.units import establish_units_in

CASES = 50


@pytest.fixture(scope="module")
def cases(ledger: Ledger) -> list[CaseId]:
    """Many cases, every which way."""
    return list(decided_cases(ledger, 9, CASES))


@pytest.fixture(scope="module")
def decisions(ledger: Ledger, cases: list[CaseId]) -> list[Entry[PromotionDecision]]:
    return [decision for case in cases for decision in decisions_of(ledger, case)]


@pytest.fixture(scope="module")
def replays(ledger: Ledger, decisions: list[Entry[PromotionDecision]]) -> list[Replay]:
    return [replay(ledger, decision) for decision in decisions]


def test_every_decision_is_reproduced(replays: list[Replay]) -> None:
    assert len(replays) > CASES / 2
    assert [one for one in replays if one.verdict is not ReplayVerdict.REPRODUCED] == []
    assert {type(one.decision.event).__name__ for one in replays} == {
        "PromotionApproved", "PromotionDeclined", "PromotionDeferred",
    }  # fmt: skip
    assert Counter(finding.verdict for one in replays for finding in one.again.findings).keys() == {*Verdict}


def test_what_has_come_since_changes_nothing_of_it_and_is_told_beside_it(replays: list[Replay]) -> None:
    light = [one for told in replays if told.since for one in told.since.came_to_light]
    assert {one.how for one in light} == {*CameAs}
    assert all(one.entry.position > told.decision.event.basis for told in replays if told.since
               for one in told.since.came_to_light)  # fmt: skip
    changed = [told for told in replays if told.since and told.since.changes_findings]
    assert 0 < len(changed) < len(replays)
    assert all(told.since and told.since.came_to_light for told in changed)


def test_it_needs_no_read_model(make_database: Callable[[], str]) -> None:
    """A database in which no read model was ever made."""
    with closing(Ledger.open(establish_units_in(make_database()), WRAPPING)) as ledger:
        with ledger.recorder.datastore.get_connection() as connection:
            row = connection.execute("SELECT to_regnamespace('read_models') AS models").fetchone()
        assert row is not None
        assert row["models"] is None
        [case] = decided_cases(ledger, 11, 1)
        assert {replay(ledger, decision).verdict for decision in decisions_of(ledger, case)} <= {
            ReplayVerdict.REPRODUCED
        }


def forged(ledger: Ledger, decision: Entry[PromotionDecision], **said: Any) -> Entry[PromotionDecision]:
    """The same decision as somebody would have written it past the rules, after the real one and on its basis."""
    outcome = past_the_rules(ledger, decision.stream, replace(decision.event, **said))
    found = decisions_of(ledger, CaseId(decision.stream))
    return next(entry for entry in found if entry.position == outcome.first_position)


def another(finding: Finding) -> Finding:
    other = Verdict.NOT_MET if finding.verdict is Verdict.MET else Verdict.MET
    return replace(finding, verdict=other)


@pytest.mark.parametrize("place", range(3))
def test_a_planted_finding_is_told(ledger: Ledger, decisions: list[Entry[PromotionDecision]], place: int) -> None:
    decision = decisions[place]
    for number, finding in enumerate(decision.event.found):
        findings = (*decision.event.found[:number], another(finding), *decision.event.found[number + 1 :])
        told = replay(ledger, forged(ledger, decision, findings=findings))
        assert told.verdict is ReplayVerdict.DIFFERS
        assert [(one.criterion, one.recorded, one.again) for one in told.differences] == [
            (finding.criterion, another(finding), finding)
        ]


def test_a_finding_that_was_left_out_or_rests_on_something_else_is_told(
    ledger: Ledger, decisions: list[Entry[PromotionDecision]]
) -> None:
    decision = next(one for one in decisions if one.event.found[0].rests_on)
    first, *others = decision.event.found
    for findings in ((*others,), (replace(first, rests_on=(Reference(decision.stream, 1),)), *others)):
        told = replay(ledger, forged(ledger, decision, findings=findings))
        assert told.verdict is ReplayVerdict.DIFFERS
        assert [one.criterion for one in told.differences] == [first.criterion]
    told = replay(ledger, forged(ledger, decision, findings=(*decision.event.found, first)))
    assert [(one.criterion, one.again) for one in told.differences] == [(first.criterion, None)]


@pytest.mark.parametrize(
    "said",
    [
        {"candidate": BY}, {"to_level": "enterprise"}, {"role": "role-0190a000-0000-7000-8000-0000000000ff"},
        {"recommendation": Reference("case-0190a000-0000-7000-8000-0000000000ff", 1)},
    ],
    ids=str,
)  # fmt: skip
def test_a_decision_on_something_else_is_told(
    ledger: Ledger, decisions: list[Entry[PromotionDecision]], said: dict[str, Any]
) -> None:
    ledger.keys.ensure((BY,))
    told = replay(ledger, forged(ledger, decisions[0], **said))
    assert told.verdict is ReplayVerdict.DIFFERS
    assert {one.what for one in told.misstated} == {*said, "basis"}


def test_an_override_that_was_taken_away_is_told(ledger: Ledger, decisions: list[Entry[PromotionDecision]]) -> None:
    approved = next(one for one in decisions if isinstance(one.event, PromotionApproved) and one.event.overrides)
    told = replay(ledger, forged(ledger, approved, overrides=(), override_reasons=()))
    assert told.verdict is ReplayVerdict.DIFFERS
    assert {one.what for one in told.misstated} == {"overrides", "basis"}


@pytest.mark.parametrize(
    ("said", "obstacle"),
    [
        ({"basis": 0}, Obstacle.BASIS_UNKNOWN),
        ({"basis": 1}, Obstacle.BASIS_UNKNOWN),
        ({"basis": 2**40}, Obstacle.BASIS_UNKNOWN),
        ({"edition": 9}, Obstacle.EDITION_MISSING),
        ({"judged_by": "somebody"}, Obstacle.JUDGE_UNKNOWN),
    ],
    ids=str,
)
def test_what_cannot_be_judged_says_why(
    ledger: Ledger, decisions: list[Entry[PromotionDecision]], said: dict[str, Any], obstacle: Obstacle
) -> None:
    told = replay(ledger, forged(ledger, decisions[0], **said))
    assert (told.verdict, told.again.obstacle) == (ReplayVerdict.CANNOT_BE_JUDGED, obstacle)
    assert told.again.why


def on_the_file(ledger: Ledger, decisions: list[Entry[PromotionDecision]]) -> tuple[Entry[Any], Entry[Any]]:
    """A decision, and an assessment of values on which what was found of them rests."""
    return next(
        (decision, next(entry for entry in ledger.stream(at.stream) if entry.version == at.version))
        for decision in decisions
        for finding in decision.event.found
        if finding.criterion is Requirement.WORK_VALUES
        for at in finding.rests_on[:1]
        if ledger.book().noted(at)
    )


def test_a_rating_that_was_changed_is_told_then_and_now(
    ledger: Ledger, decisions: list[Entry[PromotionDecision]]
) -> None:
    """The same findings under a basis after the change differ; under their own basis they are reproduced."""
    decision, word = on_the_file(ledger, decisions)
    ledger.record(RetractEntry(word.at, "Rated somebody else"), by=BY)
    told = replay(ledger, decision)
    assert told.verdict is ReplayVerdict.REPRODUCED
    assert told.since is not None
    [retracted] = [one for one in told.since.came_to_light if one.entry.at == word.at]
    assert (retracted.how, retracted.on_file) == (CameAs.RETRACTED, True)
    assert retracted.entry.reason == "Rated somebody else"
    assert Requirement.WORK_VALUES in {one.criterion for one in told.since.now.differences}

    later = replay(ledger, forged(ledger, decision, basis=ledger.position()))
    assert later.verdict is ReplayVerdict.DIFFERS
    assert Requirement.WORK_VALUES in {one.criterion for one in later.differences}


def test_what_is_known_now_is_what_was_known_as_of_a_position(
    ledger: Ledger, decisions: list[Entry[PromotionDecision]]
) -> None:
    decision = decisions[-1]
    told = replay(ledger, decision, as_of=decision.position)
    assert told.since is not None
    assert (told.since.position, told.since.came_to_light) == (decision.position, ())
    assert not told.since.changes_findings
    assert decisions_of(ledger, CaseId(decision.stream), as_of=decision.position)[-1].position == decision.position


def test_the_same_case_under_another_edition(ledger: Ledger, decisions: list[Entry[PromotionDecision]]) -> None:
    decision = decisions[0]
    same = replay(ledger, decision, edition=3 - decision.event.edition).rescored
    assert same is not None
    assert (same.judgement.edition, same.differences) == (3 - decision.event.edition, ())
    missing = replay(ledger, decision, edition=7).rescored
    assert missing is not None
    assert missing.judgement.obstacle is Obstacle.EDITION_MISSING
    assert replay(ledger, decision).rescored is None


def test_the_judge_that_a_decision_names_judges_it(
    ledger: Ledger, decisions: list[Entry[PromotionDecision]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stricter code under another name, of the evidence or of procedure, changes nothing of what was judged before."""

    def never(*_: object) -> None:
        raise RecommendationMissing("nobody ever asked for this before")

    present = JUDGES[PRESENT]
    monkeypatch.setitem(JUDGES, "strict", present._replace(finds=lambda *_: ()))
    monkeypatch.setitem(JUDGES, "formal", present._replace(objects=never))
    assert replay(ledger, decisions[1]).verdict is ReplayVerdict.REPRODUCED
    assert replay(ledger, decisions[1]).objection is None
    strict = replay(ledger, forged(ledger, decisions[1], judged_by="strict"))
    assert (strict.verdict, bool(strict.differences)) == (ReplayVerdict.DIFFERS, True)
    formal = replay(ledger, forged(ledger, decisions[1], judged_by="formal"))
    assert (formal.verdict, formal.objection) == (ReplayVerdict.DIFFERS, "nobody ever asked for this before")


def test_erased_evidence_cannot_be_judged(make_database: Callable[[], str]) -> None:
    with closing(Ledger.open(establish_units_in(make_database()), WRAPPING)) as ledger:
        decision = next(
            decision
            for case in decided_cases(ledger, 5, 6)
            for decision in decisions_of(ledger, case)
            if any(finding.rests_on for finding in decision.event.found)
        )
        ledger.keys.destroy(decision.event.candidate)
    with closing(Ledger.open(ledger._url, WRAPPING)) as ledger:
        told = replay(ledger, decisions_of(ledger, CaseId(decision.stream))[0])
        assert (told.verdict, told.again.obstacle) == (ReplayVerdict.CANNOT_BE_JUDGED, Obstacle.EVIDENCE_ERASED)
        assert told.decision.event.findings is ERASED


def test_erased_findings_cannot_be_compared(ledger: Ledger, decisions: list[Entry[PromotionDecision]]) -> None:
    erased = structs.replace(decisions[1], _event=replace(decisions[1].event, findings=ERASED))
    told = replay(ledger, erased)
    assert (told.verdict, told.again.obstacle) == (ReplayVerdict.CANNOT_BE_JUDGED, Obstacle.FINDINGS_ERASED)
    assert (told.differences, told.misstated, told.again.why) == ((), (), "what the rules found has been erased")


def test_a_proposal_that_was_corrected_is_judged_as_corrected(
    ledger: Ledger, decisions: list[Entry[PromotionDecision]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the rules of before let it be: what is asked of the other level is asked of the same file."""
    monkeypatch.setattr(ProposePromotion, "must_leave_acts_standing", lambda *_: None)
    decision = next(one for one in decisions if one.event.to_level == "leaders")
    proposed = ledger.stream(decision.stream)[0]
    told = {name: getattr(proposed.event, name) for name in ("candidate", "role", "direction", "from_level")}
    told |= {name: getattr(proposed.event, name) for name in ("framework", "edition", "proposed_by", "grounds")}
    instead = ProposePromotion(
        CaseId(decision.stream), **told, to_level="function", effective_on=decision.event.effective_on
    )
    ledger.record(CorrectEntry(proposed.at, instead, "The wrong rung"), by=BY)
    again = replay(ledger, decision)
    assert again.verdict is ReplayVerdict.REPRODUCED
    assert again.since is not None
    assert (CameAs.CORRECTED, proposed.at) in {(one.how, one.entry.at) for one in again.since.came_to_light}


def test_a_conflict_that_came_to_light_since_is_told(ledger: Ledger, decisions: list[Entry[PromotionDecision]]) -> None:
    """A mentor voted, and nobody had written down that they were one."""
    decision = next(one for one in decisions if one.event.recommendation)
    [convened] = [entry for entry in ledger.stream(decision.stream) if entry.kind == "PromotionPanelConvened"]
    pair, mentor, mentee = MentorshipId(new_id("mentorship")), convened.event.members[0], decision.event.candidate
    assert (before := replay(ledger, decision).since)
    assert before.objection is None
    agreed = AgreeMentorship(pair, mentor, mentee, "Let others answer", 12.0, 30, None, effective_on=BEGIN)
    ledger.record(agreed, by=BY)
    told = replay(ledger, decision)
    assert told.verdict is ReplayVerdict.REPRODUCED
    assert told.since
    assert mentor in str(told.since.objection)
    assert (CameAs.LATE, "MentorshipAgreed") in {(one.how, one.kind) for one in told.since.came_to_light}

    ledger.record(RetractEntry(Reference(pair, 1), "They never met"), by=BY)
    since = replay(ledger, decision).since
    assert since
    assert since.objection is None
    assert "MentorshipAgreed" not in {one.kind for one in since.came_to_light}


def test_a_decision_past_the_procedure_is_told(ledger: Ledger, decisions: list[Entry[PromotionDecision]]) -> None:
    """Somebody who voted is put down as the one who decided."""
    decision = next(one for one in decisions if one.event.recommendation)
    [closed, *_] = [entry for entry in ledger.stream(decision.stream) if entry.kind == "VoteClosed"]
    told = replay(ledger, forged(ledger, decision, decided_by=closed.event.counted[0]))
    assert told.verdict is ReplayVerdict.DIFFERS
    assert "voted on the panel" in str(told.objection)
    file_still_open = next(entry for entry in ledger.stream(decision.stream) if entry.kind == "FileClosed").position - 1
    told = replay(ledger, forged(ledger, decision, basis=file_still_open, recommendation=None))
    assert "still took evidence" in str(told.objection)
