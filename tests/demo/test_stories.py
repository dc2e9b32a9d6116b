"""The stories of the demo stand in its ledger as the guide tells them."""

from __future__ import annotations

from audit.coming_to_light import CameAs
from audit.replay import replay
from demo.editions import begins_on
from domain.development.development import Source
from domain.development.feedback import FeedbackGiven
from domain.frameworks.criteria import Requirement
from domain.frameworks.default_pack import EDITION_WITH_PANELS
from domain.judging.findings import Verdict
from domain.kernel.ids import RoleId
from domain.kernel.standing import recall, standing
from domain.mentoring.agreements import MentoringSessionHeld, MentorshipAgreed, MentorshipEnded, WhyEnded
from domain.organisation.holders import own_holders_on
from domain.people.moving import PersonMoved
from domain.promotions.appeal_decisions import AppealOutcome
from domain.promotions.decisions import PromotionApproved, PromotionDeclined
from domain.promotions.judging.replaying import ReplayVerdict
from domain.promotions.panels.convening import PromotionPanelConvened
from domain.promotions.panels.panel import Advice, Choice, Conflict, Tally
from domain.promotions.panels.vote_casting import VoteCast
from domain.promotions.panels.vote_opening import VoteOpened
from domain.promotions.promotion_case import AppealGround
from domain.succession.slates import Slate, SuccessorRemovedFromSlate, WhyRemoved
from domain.units.citing import unit_of
from tests.demo.seeded import TODAY, Demo, placed
from tests.ledger.commands_recorded import book_of

INITIALS = "The initials on the sheet"


def test_the_best_engineer_was_promoted_against_what_the_rules_found(demo: Demo) -> None:
    decision = demo.at("the decision on Tomasz Wilk").event
    assert isinstance(decision, PromotionApproved)
    verdicts = {finding.criterion: finding.verdict for finding in decision.found}
    assert verdicts[Requirement.PERFORMANCE_SUSTAINED] is Verdict.MET
    assert verdicts[Requirement.WORK_VALUES] is Verdict.MET
    assert verdicts[Requirement.EVIDENCE_AT_TARGET_LEVEL] is Verdict.NOT_MET
    dorothea = demo.story("The best engineer", "Dorothea Klein")
    assert {override.authorised_by for override in decision.overrides} == {dorothea}
    assert decision.decided_by == demo.story("The best engineer", "Henrik Aune") != dorothea


def test_by_month_four_everything_waits_for_him(demo: Demo) -> None:
    tomasz = demo.story("The best engineer", "Tomasz Wilk")
    four = demo.at("month four of Tomasz Wilk").event
    appointed = next(e.event for e in reversed(demo.entries(tomasz, PersonMoved)) if e.event.level == "others")
    assert 110 < (four.effective_on - demo.at("the decision on Tomasz Wilk").event.effective_on).days < 170
    assert appointed.job_title == "Team lead Motion control"
    said = [
        entry.event.improvements
        for entry in demo.entries(tomasz, FeedbackGiven)
        if entry.event.effective_on == four.effective_on and entry.event.source is Source.DIRECT_REPORT
    ]
    assert any("signature" in text for text in said)
    assert [rating.of for rating in four.ratings] == ["empowering"]
    assert four.ratings[0].value <= 2
    before, after = demo.at("the review after six months").event, demo.at("the review after twelve months").event
    assert [r.value for r in before.ratings] == [2, 2, 3]
    assert [r.value for r in after.ratings] == [3, 3, 3]


def test_what_came_late_was_written_after_the_decision_and_true_before_it(demo: Demo) -> None:
    decision, late = demo.at("the decision on Nadia Haddad"), demo.at("the assessment that came late")
    assert isinstance(decision.event, PromotionDeclined)
    assert late.event.effective_on < decision.event.effective_on
    assert late.position > decision.position > decision.event.basis
    found = {finding.criterion: finding.verdict for finding in decision.event.found}
    assert found[Requirement.WORK_VALUES] is Verdict.NOT_ENOUGH_EVIDENCE
    again = demo.at("the second decision on Nadia Haddad").event
    assert isinstance(again, PromotionApproved)
    assert again.overrides == ()
    assert late.at in {at for finding in again.found for at in finding.rests_on}
    logistics = demo.story("The report that came late", "Head of Logistics")
    [holder] = own_holders_on(TODAY, RoleId(logistics), book_of(demo.ledger))
    assert holder.person == demo.story("The report that came late", "Nadia Haddad")


def test_a_pair_stalls_after_the_reorganisation_and_another_is_made(demo: Demo) -> None:
    held = {}
    for pair in ("first", "second"):
        stream = demo.story("The pair that stalled", f"The {pair} pair of Jonas Petrauskas")
        sessions = demo.entries(stream, MentoringSessionHeld)
        held[pair] = sum(entry.event.hours for entry in sessions)
        assert demo.entries(stream, MentorshipAgreed)[0].event.hours_promised == 12
        why = demo.entries(stream, MentorshipEnded)[0].event.why
        assert why is (WhyEnded.REORGANISED if pair == "first" else WhyEnded.GOALS_REACHED)
    assert held["first"] == 2
    assert held["second"] > 10
    jonas = demo.story("The pair that stalled", "Jonas Petrauskas")
    assert {unit_of("Service North"), unit_of("Service South")} <= {entry.event.unit for entry in placed(demo, jonas)}


def test_whoever_withdraws_for_the_craft_leaves_the_slate_and_nothing_else(demo: Demo) -> None:
    story = "The specialist track"
    amara, lukas, elif_ = (demo.story(story, name) for name in ("Amara Diallo", "Lukas Brandt", "Elif Kaya"))
    withdrawn = demo.at("the slate without Amara Diallo").event
    assert isinstance(withdrawn, SuccessorRemovedFromSlate)
    assert withdrawn.why is WhyRemoved.WITHDREW_FOR_SPECIALIST_TRACK
    slate = recall(Slate, standing(demo.ledger.stream(demo.story(story, "Head of Mechanics"))))
    assert slate.confirmed == (lukas, elif_)
    after = [e for e in demo.ledger.stream(amara) if e.event.effective_on > withdrawn.effective_on]
    assert {"AssignmentGiven", "FeedbackGiven", "PersonMoved"} <= {entry.kind for entry in after}
    moved = placed(demo, amara)[-1].event
    assert moved.job_title == "Principal engineer, seals and hydraulics"


def test_since_the_second_edition_a_panel_recommends_and_somebody_else_decides(demo: Demo) -> None:
    begins = begins_on(TODAY, EDITION_WITH_PANELS)
    proposed = {entry.stream: entry.event for entry in demo.ledger.entries(kinds=("PromotionProposed",))}
    assert {1, 2} == {event.edition for event in proposed.values()}
    assert all((event.edition == 2) == (event.effective_on >= begins) for event in proposed.values())
    for decision in demo.ledger.entries(kinds=("PromotionApproved", "PromotionDeclined", "PromotionDeferred")):
        waits = proposed[decision.stream].edition == 2 and decision.event.direction in ("up", "acting")
        assert (decision.event.recommendation is not None) == waits
    panels = {entry.stream: entry.event for entry in demo.ledger.entries(kinds=("PromotionPanelConvened",))}
    assert len(panels) > 5
    assert all(panel.presented_by not in (None, *panel.members) for panel in panels.values())
    votes = [entry.event for entry in demo.ledger.entries(kinds=("VoteCast",))]
    dissent = [vote for vote in votes if vote.choice is Choice.AGAINST]
    assert 0 < len(dissent) < len(votes) / 3
    assert all(vote.words for vote in dissent)


def test_a_vote_falls_away_with_a_recusal_and_all_vote_anew(demo: Demo) -> None:
    case = demo.story(INITIALS, "The case of Miriam Castellanos")
    declared, recused = (
        demo.at("the declaration of Ilse Marchetti").event,
        demo.at("the recusal of Ilse Marchetti").event,
    )
    ilse = demo.story(INITIALS, "Ilse Marchetti")
    assert (declared.member, declared.declared_by, declared.conflict) == (ilse, ilse, Conflict.CLOSE_RELATION)
    assert ilse not in recused.decided_by
    rounds = [entry.event.round for entry in demo.entries(case, VoteOpened)]
    voters = [[e.event.voter for e in demo.entries(case, VoteCast)[begin:end]] for begin, end in ((0, 4), (4, 8))]
    assert rounds == [1, 2, 1]
    assert [ilse in voted for voted in voters] == [True, False]
    assert demo.at("the second round").event.why_again
    dissent = demo.at("the dissent of Greta Lindqvist").event
    assert (dissent.choice, dissent.round) == (Choice.AGAINST, 2)
    assert len(dissent.words) > 200
    recommended = demo.at("the first recommendation").event
    assert (recommended.advice, recommended.round) == (Advice.IN_FAVOUR, 2)
    assert recommended.tally == Tally(3, 1, 0)


def test_a_decision_on_somebody_elses_initials_is_appealed_and_taken_anew(demo: Demo) -> None:
    case = demo.story(INITIALS, "The case of Miriam Castellanos")
    first, second = (demo.at(f"the {which}decision on Miriam Castellanos").event for which in ("", "second "))
    assert isinstance(first, PromotionDeclined)
    assert isinstance(second, PromotionApproved)
    assert first.decided_by != second.decided_by
    lodged, answer = demo.at("the appeal of Miriam Castellanos").event, demo.at("the answer to the appeal").event
    assert lodged.ground is AppealGround.ERROR_OF_FACT
    assert first.effective_on < lodged.effective_on < answer.effective_on <= lodged.due_on
    assert answer.outcome is AppealOutcome.REMITTED
    old, new = (entry.event.members for entry in demo.entries(case, PromotionPanelConvened))
    assert not {*old, demo.story(INITIALS, "Rafael Monteiro"), first.decided_by, *answer.decided_by} & {*new}
    values = [
        finding.verdict
        for decision in (first, second)
        for finding in decision.found
        if finding.criterion is Requirement.WORK_VALUES
    ]
    assert values == [Verdict.NOT_MET, Verdict.MET]
    south = RoleId(demo.story(INITIALS, "Plant manager South"))
    [holder] = own_holders_on(TODAY, south, book_of(demo.ledger))
    assert holder.person == demo.story(INITIALS, "Miriam Castellanos")


def test_what_was_put_right_makes_then_and_now_differ(demo: Demo) -> None:
    told = replay(demo.ledger, demo.at("the decision on Miriam Castellanos"))
    assert told.verdict is ReplayVerdict.REPRODUCED
    assert told.since is not None
    right = demo.seeded.positions["the assessment put right"]
    assert (CameAs.CORRECTED, right, True) in {
        (one.how, one.entry.position, one.on_file) for one in told.since.came_to_light
    }
    [values] = [one for one in told.since.now.differences if one.criterion is Requirement.WORK_VALUES]
    assert values.again is not None
    assert values.again.verdict is Verdict.MET
