"""Development plans in the demo: most who lead have one, looked at again or stale; and what follows from it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from demo.chronicle import Life
from demo.filing import signed
from demo.growth_words import sentence, two_sentences
from demo.needs import identify, sentence_after, settle
from demo.organisation import Organisation
from demo.somebody import Need, Somebody
from demo.wishing import silent
from demo.working_days import working_day
from domain.growth.actions import AgreeAction, CompleteAction, DropAction, RenegotiateAction
from domain.growth.growth import ActionId, PlanId
from domain.growth.needs import NeedOutcome
from domain.growth.plan_reviews import (
    CloseDevelopmentPlan,
    ObjectiveState,
    Progress,
    ReviewDevelopmentPlan,
    WhyPlanClosed,
)
from domain.growth.plans import AgreeDevelopmentPlan, Objective
from domain.kernel.dates import months_after
from domain.kernel.facts import Reference

MONTHS_OF_PLANNING: Final = 30
"""For how long people have agreed plans."""
RUNGS: Final = range(1, 4)
"""On which rungs they do: from whoever leads a team to whoever leads a function."""
BEGUN_IN_A_MONTH: Final = 0.06
TEAMS_SINCE: Final = 15
"""For how many months whoever leads nobody has plans, too: those who are eager to learn, sooner or later."""
EAGER: Final = 0.5
BEGUN_IN_A_TEAM: Final = 0.13
SIGNED: Final = 0.2
"""How many plans are signed and filed; to most people it is enough to have talked."""
LOOKED_AT_AGAIN: Final = 0.75
"""How often a plan is looked at again when that is due; of the others nobody has said anything since."""


def planning(organisation: Organisation) -> Life:
    """Month by month some who lead agree their first plan."""
    begun: set[Somebody] = set()
    for months in range(MONTHS_OF_PLANNING, 1, -1):
        yield organisation.chronicle.months_ago(months, 3)
        for person in organisation.here():
            chance = organisation.chronicle.lots.chance("plans", person.person, months)
            if person not in begun and chance < chance_of_a_plan(person, months):
                begun.add(person)
                organisation.chronicle.begin(planned(organisation, person))


def chance_of_a_plan(person: Somebody, months: int) -> float:
    """How likely it is that somebody agrees their first plan in a month."""
    if person.leads:
        return BEGUN_IN_A_MONTH if person.seat.rung in RUNGS else 0
    eager = person.nature.drive > EAGER and not person.reserved
    return BEGUN_IN_A_TEAM if months <= TEAMS_SINCE and eager else 0


def planned(organisation: Organisation, person: Somebody) -> Life:
    """Somebody's plans, one after the other."""
    yield organisation.chronicle.after(1, 20)
    while not silent(organisation, person) and person.manager is not None:
        plan = Plan(organisation, person)
        organisation.chronicle.begin(taken_on(organisation, person, plan.agree()))
        yield from plan.followed()
        if not plan.closed:
            return
        yield organisation.chronicle.after(20, 60)


class Plan:
    """One plan, from the day on which it is agreed."""

    def __init__(self, organisation: Organisation, person: Somebody) -> None:
        self.organisation, self.person = organisation, person
        self.plan = PlanId(organisation.chronicle.new_id("plan"))
        self.title = person.title
        self.states = [ObjectiveState.OPEN] * organisation.dice.choice((2, 2, 3))
        self.months = organisation.dice.choice((4, 6, 6, 9))
        self.closed = False
        self.needs: list[Need] = []

    @property
    def where(self) -> str:
        """Whose words are said: of whoever is in a team, or of whoever leads."""
        return "" if self.person.leads else "_in_a_team"

    @property
    def boss(self) -> Somebody:
        """Who leads them, and has the plan with them."""
        return self.person.manager or self.person

    def agree(self) -> Reference:
        """What their manager has identified that they need, and the plan for it."""
        organisation, on = self.organisation, self.organisation.on
        if not self.person.needs:
            identify(organisation, self.person)
        self.needs = [*self.person.needs.values()]
        review_on = working_day(months_after(on, self.months))
        owners = (self.person, self.person, self.boss)
        objectives = tuple(
            Objective(sentence(organisation, self.person, f"objectives{self.where}"), owner.person, review_on)
            for owner, _ in zip(owners, self.states, strict=False)
        )
        command = AgreeDevelopmentPlan(
            self.person.person,
            self.plan,
            self.what_for(),
            objectives,
            review_on,
            (self.boss.person,),
            tuple(need.at for need in self.needs),
            effective_on=on,
        )
        self.person.plan = organisation.chronicle.write(command, self.boss.person)
        if organisation.dice.random() < SIGNED:
            organisation.chronicle.begin(
                signed(organisation, self.person, "Development plan, signed", self.person.plan)
            )
        return self.person.plan

    def what_for(self) -> str:
        """What they need: as it was identified, or else in words of their own."""
        of_their_own = f"needs{self.where}"
        said = self.needs[0].said if self.needs else sentence(self.organisation, self.person, of_their_own)
        return f"{said} {sentence_after(self.organisation, self.person)}"

    def followed(self) -> Life:
        """The reviews, as long as somebody holds them, and the end."""
        while not self.closed and self.organisation.dice.random() < LOOKED_AT_AGAIN:
            yield working_day(months_after(self.organisation.on, self.months) + timedelta(1))
            if silent(self.organisation, self.person) or self.person.manager is None:
                return
            self.review()
            if self.person.title != self.title:
                self.close(WhyPlanClosed.ANOTHER_ROLE)
            elif not {ObjectiveState.OPEN, ObjectiveState.UNDER_WAY} & set(self.states):
                met = ObjectiveState.MET in self.states
                self.close(WhyPlanClosed.OBJECTIVES_MET if met else WhyPlanClosed.NEEDS_CHANGED)

    def review(self) -> None:
        open_still = [at for at, state in enumerate(self.states) if state in {"open", "under_way"}]
        for at in open_still:
            self.states[at] = self.organisation.dice.choices(list(ObjectiveState), (1, 4, 6, 1))[0]
        progress = tuple(
            Progress(at + 1, self.states[at], sentence(self.organisation, self.person, "shown")) for at in open_still
        )
        review_on = working_day(months_after(self.organisation.on, self.months))
        on = self.organisation.on
        command = ReviewDevelopmentPlan(self.person.person, self.plan, progress, review_on, effective_on=on)
        self.organisation.chronicle.write(command, self.boss.person)

    def close(self, why: WhyPlanClosed) -> None:
        command = CloseDevelopmentPlan(self.person.person, self.plan, why, effective_on=self.organisation.on)
        self.organisation.chronicle.write(command, self.boss.person)
        self.closed, self.person.plan = True, None
        outcome = NeedOutcome.MET if why is WhyPlanClosed.OBJECTIVES_MET else NeedOutcome.DROPPED
        for need in self.needs:
            if need.competency in self.person.needs:
                settle(self.organisation, self.person, need, outcome)


def taken_on(organisation: Organisation, person: Somebody, at: Reference) -> Life:
    """What somebody takes on after a plan was agreed; mostly it is done, at times late, put off or dropped."""
    dice, chronicle = organisation.dice, organisation.chronicle
    yield chronicle.after(3, 20)
    if silent(organisation, person) or dice.random() < (0.35 if person.leads else 0.75):
        return
    action, due_on = ActionId(chronicle.new_id("action")), chronicle.after(25, 40)
    boss = person.manager.person if person.manager else None
    what = two_sentences(organisation, person, "actions")
    agree = AgreeAction(person.person, action, what, due_on, boss, at, effective_on=organisation.on)
    chronicle.write(agree, person.person)
    fate = dice.random()
    if fate < 0.15:
        yield working_day(due_on - timedelta(8))
        if silent(organisation, person):
            return
        due_on = chronicle.after(20, 20)
        why = sentence(organisation, person, "put_off")
        again = RenegotiateAction(person.person, action, due_on, why, effective_on=organisation.on)
        chronicle.write(again, person.person)
    yield working_day(due_on + timedelta(dice.randint(2, 15) if fate > 0.85 else -3))
    if silent(organisation, person) or 0.75 < fate < 0.8:
        return
    if 0.65 < fate < 0.75:
        why = sentence(organisation, person, "given_up")
        chronicle.write(DropAction(person.person, action, why, effective_on=organisation.on), person.person)
        return
    said = two_sentences(organisation, person, "came_of_it") if dice.random() < 0.6 else None
    chronicle.write(CompleteAction(person.person, action, said, effective_on=organisation.on), person.person)
