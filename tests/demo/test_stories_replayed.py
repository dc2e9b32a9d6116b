"""The decisions of the demo, judged again."""

from __future__ import annotations

from audit.coming_to_light import CameAs
from audit.replay import replay
from domain.frameworks.criteria import Requirement
from domain.judging.findings import Verdict
from domain.promotions.judging.replaying import ReplayVerdict
from tests.demo.seeded import Demo


def test_every_decision_of_the_demo_is_reproduced(demo: Demo) -> None:
    kinds = ("PromotionApproved", "PromotionDeclined", "PromotionDeferred")
    decisions = list(demo.ledger.entries(kinds=kinds))
    assert len(decisions) > 20
    told = [replay(demo.ledger, decision) for decision in decisions]
    assert [one for one in told if one.verdict is not ReplayVerdict.REPRODUCED] == []


def test_the_report_that_came_late_makes_then_and_now_differ(demo: Demo) -> None:
    late = demo.at("the assessment that came late")
    told = replay(demo.ledger, demo.at("the decision on Nadia Haddad"))
    assert told.verdict is ReplayVerdict.REPRODUCED
    assert told.since is not None
    assert (CameAs.LATE, late.position, False) in {
        (one.how, one.entry.position, one.on_file) for one in told.since.came_to_light
    }
    [values] = [one for one in told.since.now.differences if one.criterion is Requirement.WORK_VALUES]
    assert values.recorded is not None
    assert values.again is not None
    assert (values.recorded.verdict, values.again.verdict) == (Verdict.NOT_ENOUGH_EVIDENCE, Verdict.MET)
    assert late.at in values.again.rests_on
    second = replay(demo.ledger, demo.at("the second decision on Nadia Haddad"))
    assert second.verdict is ReplayVerdict.REPRODUCED
    assert second.since is not None
    assert not second.since.changes_findings


def test_the_best_engineer_is_replayed_with_what_was_set_aside(demo: Demo) -> None:
    told = replay(demo.ledger, demo.at("the decision on Tomasz Wilk"))
    assert (told.verdict, told.misstated, told.objection) == (ReplayVerdict.REPRODUCED, (), None)
    assert told.since is not None
    assert not told.since.changes_findings
