"""Reflection in the demo: some answer the questions of their edition; some candidates let a panel read a lesson."""

from __future__ import annotations

from typing import Final

from demo.chosen import at_rest
from demo.chronicle import Life
from demo.editions import in_force
from demo.growth_words import two_sentences
from demo.organisation import Organisation
from demo.somebody import Somebody
from demo.wishing import silent
from domain.amendments.corrections import RetractEntry
from domain.development.practice import NoteLesson
from domain.kernel.facts import Reference
from domain.kernel.ids import CaseId
from domain.promotions.lessons import ReleaseLesson
from domain.promotions.promotion_file import CloseFile
from domain.promotions.proposals import ProposePromotion

BEGAN: Final = 11
"""How many months ago the first of them began: then there were questions."""
HOW_MANY: Final = 12
SHARING: Final = 0.75
"""How many candidates who have noted a lesson let the panel of their case read the last one."""
EACH_MONTH: Final = 0.4
"""How often one of them sits down to it in a month."""


def reflecting(organisation: Organisation) -> Life:
    """Some begin, one after the other; how often each writes is their own way."""
    yield organisation.chronicle.months_ago(BEGAN, 14)
    for person in organisation.dice.sample(at_rest(organisation), HOW_MANY):
        organisation.chronicle.begin(keeping_a_book(organisation, person))


def keeping_a_book(organisation: Organisation, person: Somebody) -> Life:
    """Somebody's answers: the questions in an order of their own, and round again."""
    chronicle, dice = organisation.chronicle, organisation.dice
    names = [prompt.name for prompt in in_force(chronicle).prompts]
    order, answered = dice.sample(names, len(names)), 0
    yield chronicle.after(1, 120)
    while not silent(organisation, person):
        if dice.random() < EACH_MONTH:
            name = order[answered % len(order)]
            words = two_sentences(organisation, person, f"answers_{name}")
            lesson = NoteLesson(person.person, words, prompt=name, effective_on=organisation.on)
            chronicle.write(lesson, person.person)
            answered += 1
        yield chronicle.after(24, 12)


def sharing(organisation: Organisation) -> Life:
    """Since there are panels, some candidates let theirs read a lesson, as long as the file is open; unasked."""
    chronicle, thought_of = organisation.chronicle, set[Somebody]()
    yield chronicle.months_ago(BEGAN, 4)
    while True:
        for person in [one for one in organisation.here() if one.on_file and not one.reserved]:
            lesson = None if person in thought_of else last_lesson(organisation, person)
            if lesson and (case := open_case(organisation, person)):
                thought_of.add(person)
                if organisation.dice.random() < SHARING:
                    release = ReleaseLesson(person.person, lesson, case, effective_on=organisation.on)
                    chronicle.write(release, person.person)
        yield chronicle.after(3)


def open_case(organisation: Organisation, person: Somebody) -> CaseId | None:
    """The case in which somebody is proposed, as long as its file is open."""
    for one in reversed(organisation.chronicle.asked):
        command = one.request.command
        if isinstance(command, ProposePromotion) and command.candidate == person.person:
            said = [each.request.command for each in organisation.chronicle.of(command.case)]
            return None if any(isinstance(each, CloseFile) for each in said) else command.case
    return None


def last_lesson(organisation: Organisation, person: Somebody) -> Reference | None:
    """What somebody noted last of what they learned; None where they noted nothing, or took anything back."""
    asked = organisation.chronicle.of(person.person)
    noted = [one.at for one in asked if isinstance(one.request.command, NoteLesson)]
    taken_back = any(isinstance(one.request.command, RetractEntry) for one in asked)
    return noted[-1] if noted and not taken_back else None
