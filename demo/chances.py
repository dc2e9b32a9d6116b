"""Opportunities in the demo: opened to everybody, applied for, offered, and taken or declined."""

from __future__ import annotations

from typing import Final

from demo.chosen import at_rest
from demo.chronicle import Life
from demo.organisation import Organisation
from demo.somebody import Somebody
from demo.wishing import silent
from domain.development.development import AssignmentKind
from domain.development.opportunities import (
    AnswerOpportunity,
    ApplyForOpportunity,
    CloseOpportunity,
    OfferAnswer,
    OfferOpportunity,
    OpenOpportunity,
)
from domain.kernel.ids import OpportunityId
from domain.units.citing import unit_of

OPENED: Final = (16, 12, 9, 6, 3, 0)
"""How many months ago each was opened; the last is open still."""
ANSWERS: Final = (OfferAnswer.TAKEN, None, OfferAnswer.DECLINED, OfferAnswer.TAKEN, None, None)
"""What whoever each was offered to answered; None where nobody was found."""
KINDS: Final = (AssignmentKind.PROJECT_LEAD, AssignmentKind.TASK_FORCE, AssignmentKind.STRETCH_WORK)


def opening(organisation: Organisation) -> Life:
    """One after the other is opened."""
    for months, answer in zip(OPENED, ANSWERS, strict=True):
        yield organisation.chronicle.months_ago(months, 3)
        opens = [one for one in at_rest(organisation) if one.leads and one.seat.rung >= 2]
        organisation.chronicle.begin(open_to_all(organisation, organisation.dice.choice(opens), answer))


def open_to_all(organisation: Organisation, boss: Somebody, answer: OfferAnswer | None) -> Life:
    """One opportunity, from its opening until it is closed."""
    dice, chronicle = organisation.dice, organisation.chronicle
    chance = OpportunityId(chronicle.new_id("opportunity"))
    what = organisation.words.say(boss, "opportunities", "what")
    unit, until = unit_of(boss.seat.unit), chronicle.after(45)
    command = OpenOpportunity(chance, what, dice.choice(KINDS), unit, boss.person, until, effective_on=organisation.on)
    chronicle.write(command, boss.person)
    free = [one for one in at_rest(organisation) if not one.leads]
    applied: list[Somebody] = []
    for person in dice.sample(free, dice.randint(2, 4)):
        yield chronicle.after(2, 8)
        if not silent(organisation, person):
            words = organisation.words.say(person, "opportunities", "wishes")
            apply = ApplyForOpportunity(chance, person.person, words, effective_on=organisation.on)
            chronicle.write(apply, person.person)
            applied.append(person)
    yield chronicle.after(25, 10)
    if silent(organisation, boss):
        return
    here = [one for one in applied if not (silent(organisation, one) or one.leaves_on)]
    if answer and here:
        yield from offered(organisation, chance, boss, dice.choice(here), answer)
    chronicle.write(CloseOpportunity(chance, boss.person, effective_on=organisation.on), boss.person)


def offered(
    organisation: Organisation, chance: OpportunityId, boss: Somebody, person: Somebody, answer: OfferAnswer
) -> Life:
    """It is offered to one of those who applied, and they answer."""
    chronicle = organisation.chronicle
    chronicle.write(OfferOpportunity(chance, person.person, boss.person, effective_on=organisation.on), boss.person)
    yield chronicle.after(3, 6)
    words = organisation.words.say(person, "opportunities", str(answer))
    reply = AnswerOpportunity(chance, person.person, answer, words, effective_on=organisation.on)
    chronicle.write(reply, person.person)
