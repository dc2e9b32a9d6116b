"""Feedback cycles of the demo: in spring some who lead ask from all sides, and go through it with a coach."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from demo.assessing import band, level_of, some_of
from demo.chronicle import Life
from demo.editions import in_force
from demo.organisation import Organisation
from demo.somebody import Somebody
from domain.cycles.answering import CompetencyRated, RatersAnswer
from domain.cycles.closing import CloseFeedbackCycle
from domain.cycles.cycle import CycleId
from domain.cycles.debriefing import DebriefFeedbackCycle, ShareFeedbackCycle
from domain.cycles.keeping_open import CancelFeedbackCycle
from domain.cycles.opening import OpenFeedbackCycle
from domain.cycles.planning import PlanFeedbackCycle
from domain.cycles.rater_groups import GroupAsked, RaterGroup, as_asked, merged, rolled_up
from domain.cycles.releasing import GroupsAnswer, released
from domain.development.development import Purpose

ENOUGH: Final = 4
"""How many have to be asked who are promised that nobody can tell them: with fewer no group is told."""
ASKED_AT_MOST: Final = 6
"""Of each group: everybody has other things to do."""
COMPETENCIES: Final = 4
ANSWERS: Final = 0.9
"""How many of those who are asked answer."""
WRITTEN: Final = 3
"""How many of them write something, each of another competency."""
DAYS: Final = 21
Asked = Sequence[tuple[RaterGroup, Somebody]]


def all_round(organisation: Organisation, somebody: Somebody) -> Life:
    """One cycle, from the plan to the talk about it. Whoever leads them reads it only if they show it."""
    chronicle, boss = organisation.chronicle, somebody.manager
    raters = asked(organisation, somebody)
    if boss is None or sum(group in (RaterGroup.PEERS, RaterGroup.REPORTS) for group, _ in raters) < ENOUGH:
        return
    cycle, of = CycleId(chronicle.new_id("cycle")), tuple(some_of(organisation, somebody, COMPETENCIES))
    opens_on, closes_on = chronicle.after(3, 4), chronicle.after(DAYS + 7)
    plan = PlanFeedbackCycle(
        cycle, somebody.person, Purpose.DEVELOPMENT, closes_on, somebody.person, of, effective_on=organisation.on
    )
    chronicle.write(plan, somebody.person)
    yield opens_on
    if somebody.manager is not boss or is_gone(boss) or is_gone(somebody):
        give_up(organisation, cycle, boss if is_gone(somebody) else somebody)
        return
    groups = [GroupAsked(group, sum(one is group for one, _ in raters)) for group in RaterGroup]
    opening = OpenFeedbackCycle(
        cycle,
        boss.person,
        tuple(one for one in groups if one.raters),
        small_rolled_up=True,
        effective_on=organisation.on,
    )
    chronicle.write(opening, boss.person)
    yield max(closes_on, chronicle.after(DAYS))
    yield chronicle.after(1)
    if is_gone(somebody):
        give_up(organisation, cycle, boss)
        return
    chronicle.write(closing(organisation, cycle, somebody, of, raters), cycle)
    yield chronicle.after(4, 10)
    coach = organisation.apart(somebody)
    if coach is None or is_gone(somebody) or is_gone(coach):
        return
    share = ShareFeedbackCycle(cycle, somebody.person, coach.person, effective_on=organisation.on)
    chronicle.write(share, somebody.person)
    yield chronicle.after(2, 8)
    if not is_gone(somebody) and not is_gone(coach):
        debrief = DebriefFeedbackCycle(cycle, coach.person, effective_on=organisation.on)
        chronicle.write(debrief, coach.person)


def asked(organisation: Organisation, somebody: Somebody) -> Asked:
    """Who is asked: oneself, whoever leads them, some of their peers, and of those who report to them."""
    dice = organisation.dice
    peers, reports = organisation.peers(somebody), organisation.reports(somebody)
    return (
        (RaterGroup.SELF, somebody),
        *((RaterGroup.MANAGER, one) for one in (somebody.manager,) if one),
        *((RaterGroup.PEERS, one) for one in dice.sample(peers, min(ASKED_AT_MOST, len(peers)))),
        *((RaterGroup.REPORTS, one) for one in dice.sample(reports, min(ASKED_AT_MOST, len(reports)))),
    )


def closing(
    organisation: Organisation, cycle: CycleId, somebody: Somebody, of: Sequence[str], raters: Asked
) -> CloseFeedbackCycle:
    """What is released of what they say; what is written is in no order."""
    edition = in_force(organisation.chronicle)
    groups = as_asked([GroupAsked(one, sum(group is one for group, _ in raters)) for one in RaterGroup], edition)
    there = tuple(one for one in groups if one.raters)
    told = merged(there)
    others = [group for group, _ in raters if group is not RaterGroup.SELF and organisation.dice.random() < ANSWERS]
    written = dict(zip(organisation.dice.sample(range(len(others)), min(WRITTEN, len(others))), of, strict=False))
    said = [(RaterGroup.SELF, None), *((group, written.get(place)) for place, group in enumerate(others))]
    answers = [
        GroupsAnswer(to, answer(organisation, somebody, of, about)) for group, about in said if (to := told[group])
    ]
    out = released(of, rolled_up(there), answers, too_near=False)
    pieces = organisation.dice.sample(out.pieces, len(out.pieces))
    return CloseFeedbackCycle(cycle, out.ratings, tuple(pieces), effective_on=organisation.on)


def answer(organisation: Organisation, somebody: Somebody, of: Sequence[str], about: str | None) -> RatersAnswer:
    """How one of them sees somebody, and, of some, what they have seen in one thing."""
    values = {one: level_of(organisation, somebody, one) for one in of}
    seen = organisation.words.say(somebody, "facts", about, band(values[about])) if about else ""
    return RatersAnswer(tuple(CompetencyRated(one, value) for one, value in values.items()), seen)


def give_up(organisation: Organisation, cycle: CycleId, by: Somebody) -> None:
    """Nothing is asked or told of whoever has gone; and whoever is led by another by now begins anew."""
    if not is_gone(by):
        why = "Whom it is about, or who was to open it, is not there any more."
        command = CancelFeedbackCycle(cycle, why, by.person, effective_on=organisation.on)
        organisation.chronicle.write(command, by.person)


def is_gone(somebody: Somebody) -> bool:
    """Whether they are no longer here."""
    return somebody.left_on is not None
