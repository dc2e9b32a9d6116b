"""The curriculum in the demo: modules are held for small groups, paid for, and tried on real work afterwards."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from demo.chosen import at_rest
from demo.chronicle import Life
from demo.editions import in_force
from demo.filing import certified
from demo.growth_words import two_sentences
from demo.organisation import Organisation
from demo.somebody import Somebody
from demo.studying import goes_to_courses_alone, learning_of
from demo.wishing import silent
from domain.development.learning import CompleteLearning, LearningMode
from domain.development.practice import RecordPractice
from domain.frameworks.modules import CurriculumModule
from domain.kernel.facts import Reference

HELD: Final = (
    (11, "leading-oneself"),
    (10, "first-team"),
    (9, "hard-talks"),
    (8, "coaching"),
    (6, "across-functions"),
    (5, "leading-oneself"),
    (4, "first-team"),
    (3, "hard-talks"),
    (2, "coaching"),
    (1, "across-functions"),
)
"""How many months ago which module was held."""
PLACES: Final = (4, 5, 5, 6)
EACH_AT_MOST: Final = 2
EARLY: Final = Decimal("0.9")
"""What is paid of the price by whoever booked early."""
HELD_BY: Final = {"first-team": "Industrieakademie", "coaching": "Kallenhof", "across-functions": "Kallenhof"}
"""By whom; the others are held in the house."""


def taking_modules(organisation: Organisation) -> Life:
    """One module after the other is held."""
    for months, name in HELD:
        yield organisation.chronicle.months_ago(months, organisation.dice.randint(6, 24))
        [module] = [one for one in in_force(organisation.chronicle).modules if one.name == name]
        fit = [one for one in at_rest(organisation) if module.is_for(one.level) and may_go(organisation, one, module)]
        price = str((Decimal(module.cost or 0) * organisation.dice.choice((1, 1, EARLY))).quantize(Decimal("0.01")))
        for person in chosen(organisation, fit, module):
            organisation.chronicle.begin(completed(organisation, person, module, price))


def chosen(organisation: Organisation, fit: Sequence[Somebody], module: CurriculumModule) -> list[Somebody]:
    """Who gets a place: first who needs what it serves, then who has a plan, then others."""
    shuffled = organisation.dice.sample(fit, len(fit))
    by_need = sorted(shuffled, key=lambda one: (need_for(one, module) is None, one.plan is None))
    return by_need[: organisation.dice.choice(PLACES)]


def may_go(organisation: Organisation, person: Somebody, module: CurriculumModule) -> bool:
    """Whether somebody learns otherwise, too, and has not been to that module."""
    been = [one.module for one in learning_of(organisation, person) if one.module]
    if module.name in been or len(been) >= EACH_AT_MOST:
        return False
    return not goes_to_courses_alone(organisation, person)


def need_for(person: Somebody, module: CurriculumModule) -> Reference | None:
    """The open need of somebody's that a module serves."""
    return next((need.at for need in person.needs.values() if need.competency in module.competencies), None)


def completed(organisation: Organisation, person: Somebody, module: CurriculumModule, price: str) -> Life:
    """Somebody tells of a module that they completed, files the certificate, and tries at work what they learned."""
    chronicle, dice = organisation.chronicle, organisation.dice
    yield chronicle.after(0, 3)
    if silent(organisation, person):
        return
    cited = need_for(person, module) or person.plan
    command = CompleteLearning(
        person.person,
        LearningMode.COURSE,
        f"{module.title}. {organisation.words.say(person, 'growth', 'topics', 'then')}",
        module.hours - dice.choice((0, 0, 0, 0, 1.5)),
        HELD_BY.get(module.name),
        module.name,
        price,
        module.currency,
        builds_on=(cited,) if cited else (),
        effective_on=organisation.on,
    )
    learned = chronicle.write(command, person.person)
    if module.name in HELD_BY:
        chronicle.begin(certified(organisation, person, module.title, learned))
    if dice.random() < 0.55:
        yield chronicle.after(10, 25)
        if not silent(organisation, person):
            words, hours = two_sentences(organisation, person, "tried"), dice.choice((1.0, 1.5, 2.5, None))
            practice = RecordPractice(person.person, words, hours, builds_on=(learned,), effective_on=organisation.on)
            chronicle.write(practice, person.person)
