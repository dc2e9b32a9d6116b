"""What the demo tells of growing beside the learning loop: plans, learning, talks, chances, potential, leave."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from typing import Any

import pytest

from demo import seeding
from demo.seeding import SEED, Script, script
from demo.talks import STAYS
from domain.background.background import ExperienceKind
from domain.development.conversations import ConversationKind
from domain.development.learning import EMBEDDED, LearningMode
from domain.development.opportunities import OfferAnswer
from domain.mentoring.mentorship_kinds import MentorshipKind
from tests.demo.history import History
from tests.demo.seeded import TODAY

MIDDLE = ("others", "leaders", "function")


def of(history: History, kind: str) -> list[Any]:
    """What entries of a kind say."""
    return [entry.event for entry in history.of(kind)]


def test_most_of_the_middle_levels_have_a_plan_and_some_are_stale(history: History) -> None:
    plans = {entry.event.plan: (entry.stream, entry.event.review_on) for entry in history.of("DevelopmentPlanAgreed")}
    for entry in history.of("DevelopmentPlanReviewed"):
        plans[entry.event.plan] = (entry.stream, entry.event.review_on)
    for event in of(history, "DevelopmentPlanClosed"):
        del plans[event.plan]
    placed = history.placements(history.today)
    middle = {person for person, stood in placed.items() if stood.level in MIDDLE}
    standing = {person for person, _ in plans.values()} & middle
    assert 0.5 < len(standing) / len(middle) < 1
    stale = [review_on for _, review_on in plans.values() if review_on < history.today]
    assert 0 < len(stale) < len(plans) * 0.7
    assert history.of("DevelopmentPlanClosed")


def test_actions_are_done_put_off_and_dropped(history: History) -> None:
    agreed = len(history.of("ActionAgreed"))
    settled = len(history.of("ActionCompleted", "ActionDropped"))
    assert agreed > settled > agreed / 2
    assert history.of("ActionRenegotiated")
    assert history.of("ActionDropped")


def test_most_is_learned_at_work_and_one_leader_goes_to_courses_alone(history: History) -> None:
    modes: defaultdict[str, Counter[LearningMode]] = defaultdict(Counter)
    for entry in history.of("LearningCompleted"):
        modes[entry.stream][entry.event.mode] += 1
    of_all = sum(modes.values(), Counter())
    assert sum(of_all[mode] for mode in EMBEDDED) > of_all.total() / 2
    in_courses = [one for one, said in modes.items() if said.total() >= 3 and set(said) == {LearningMode.COURSE}]
    assert len(in_courses) == 1


def test_most_leaders_talk_with_theirs_every_month(history: History) -> None:
    talks = [(entry.stream, entry.event) for entry in history.of("ConversationHeld")]
    kinds = Counter(event.conversation_kind for _, event in talks)
    assert kinds[ConversationKind.STAY] == len(STAYS)
    assert kinds[ConversationKind.CAREER] > 4
    recent = history.today - timedelta(62)
    talked = {(who, event.with_whom) for who, event in talks if event.effective_on > recent}
    placed = history.placements(history.today)
    led = {(person, stood.manager) for person, stood in placed.items() if stood.manager}
    assert 0.4 < len(led & talked) / len(led) < 0.9


def test_chances_are_open_to_all_and_declining_is_told_too(history: History) -> None:
    assert len(history.of("OpportunityOpened")) == 6
    assert len(history.of("OpportunityClosed")) in {4, 5}
    assert len(history.of("OpportunityApplied")) > 6
    answers = Counter(event.answer for event in of(history, "OpportunityAnswered"))
    assert answers[OfferAnswer.TAKEN] in {1, 2}
    assert answers[OfferAnswer.DECLINED] <= 1


def test_mentoring_has_more_kinds_than_one(history: History) -> None:
    agreed = of(history, "MentorshipAgreed")
    kinds = Counter(event.mentorship_kind for event in agreed)
    assert (kinds[MentorshipKind.APPRENTICESHIP], kinds[MentorshipKind.REVERSE]) == (1, 1)
    [objectives] = [one.objectives for one in agreed if one.mentorship_kind is MentorshipKind.APPRENTICESHIP]
    assert len(set(objectives)) == 2
    assert len(history.of("ObjectiveMet")) <= 1
    assert history.of("MentorshipAccepted")
    assert len(history.of("MentoringOffered")) in {3, 4}
    assert len({entry.stream for entry in history.of("ObstacleRaised")}) <= 2
    assert len(history.of("MentorRecognised")) <= 2


def test_three_are_or_were_away_and_nobody_writes_why(history: History) -> None:
    assert len(history.of("LeaveRecorded")) == 3
    assert len(history.of("LeaveEnded")) == 2
    for leave in history.of("LeaveRecorded"):
        ended = [one.event.effective_on for one in history.of("LeaveEnded") if one.stream == leave.stream]
        until = ended[0] if ended else history.today
        meanwhile = [
            one.kind
            for one in history.entries
            if one.stream == leave.stream and leave.event.effective_on < one.event.effective_on < until
        ]
        assert meanwhile == [], "whoever is away does nothing meanwhile"


def test_twelve_tell_what_they_bring_along_and_one_is_vouched_for(history: History) -> None:
    assert len({entry.stream for entry in history.of("LanguageRecorded")}) == 12
    [turned] = [one for one in history.of("ExperienceRecorded") if one.event.experience is ExperienceKind.TURNAROUND]
    spoken = [one.event.language for one in history.of("LanguageRecorded") if one.stream == turned.stream]
    assert spoken == ["pt"]
    wishes = [one.event for one in history.of("AspirationStated") if one.stream == turned.stream]
    assert wishes[-1].mobile
    assert {one.stream for one in history.of("BackgroundConfirmed")} <= {turned.stream}


def test_some_are_judged_some_labels_have_run_out_and_two_pools_have_people_in_them(history: History) -> None:
    judged = of(history, "PotentialAssessed")
    assert len(judged) > 20
    assert 0 < sum(one.expires_on <= history.today for one in judged) < len(judged)
    assert any(one.basis for event in judged for one in event.aspects if one.aspect == "aspiration")
    entered = [(entry.stream, entry.event) for entry in history.of("TalentPoolEntered")]
    assert len({event.pool for _, event in entered}) == 2
    assert {event.nominated_by == person for person, event in entered} == {True, False}
    [left] = history.of("TalentPoolLeft")
    assert left.event.left_by == left.stream, "by their own wish"


def test_what_is_told_of_growing_moves_nothing_else(as_told: Script, monkeypatch: pytest.MonkeyPatch) -> None:
    """All else is asked for by the same people, of the same, on the same days."""
    monkeypatch.setattr(seeding, "GROWING", ())
    bare = script(SEED, TODAY).chronicle.asked
    told = iter([outline(one.request) for one in as_told.chronicle.asked])
    assert all(outline(one.request) in told for one in bare)


def outline(request: Any) -> tuple[Any, ...]:
    """Who asks for what, on which stream and day."""
    command = request.command
    return request.by, type(command), command.stream, getattr(command, "effective_on", None)
