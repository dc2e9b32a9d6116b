"""Development needs in the demo: taken from what others saw, settled by a plan or by learning; some stay open."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Final

from demo.chosen import at_rest
from demo.chronicle import Life
from demo.growth_words import two_sentences
from demo.organisation import Organisation
from demo.somebody import LEADERSHIP, Need, Somebody
from demo.studying import goes_to_courses_alone
from demo.wishing import silent
from domain.amendments.corrections import RetractEntry
from domain.development.assessments import RecordAssessment
from domain.development.learning import CompleteLearning, LearningMode
from domain.growth.growth import NeedId
from domain.growth.needs import IdentifyDevelopmentNeed, NeedOutcome, SettleDevelopmentNeed
from domain.kernel.facts import Reference

MONTHS_OF_NEEDS: Final = 14
A_MONTH: Final = 4
"""Of how many who have no plan a need is identified in a month."""
SEEN_WITHIN: Final = timedelta(days=500)
FAIR: Final = 3
"""The rating up to which somebody has something to learn."""
WORK_ITSELF: Final = (LearningMode.ON_THE_JOB, LearningMode.ON_THE_JOB, LearningMode.PEERS, LearningMode.COMMUNITY)


def needing(organisation: Organisation) -> Life:
    """Month by month managers say of some what they have to learn."""
    for months in range(MONTHS_OF_NEEDS, 0, -1):
        yield organisation.chronicle.months_ago(months, 8)
        free = [one for one in at_rest(organisation) if not (one.plan or one.needs) and weakest(organisation, one)]
        for person in organisation.dice.sample(free, min(A_MONTH, len(free))):
            organisation.chronicle.begin(needed(organisation, person))


def needed(organisation: Organisation, person: Somebody) -> Life:
    """One need without a plan, what is learned for it, and mostly its end."""
    chronicle, dice = organisation.chronicle, organisation.dice
    yield chronicle.after(1, 20)
    if silent(organisation, person) or (need := identify(organisation, person)) is None:
        return
    for _ in range(dice.choice((1, 1, 2, 2))):
        yield chronicle.after(14, 40)
        if silent(organisation, person) or need.competency not in person.needs:
            return
        if not goes_to_courses_alone(organisation, person):
            learned_for(organisation, person, need)
    yield chronicle.after(40, 130)
    if not silent(organisation, person) and need.competency in person.needs and dice.random() < 0.7:
        settle(organisation, person, need, NeedOutcome.MET if dice.random() < 0.8 else NeedOutcome.DROPPED)


def seen_by_others(organisation: Organisation, person: Somebody) -> Iterator[tuple[int, str, Reference]]:
    """How others rated somebody's leading lately, and where that stands; the latest first."""
    asked = organisation.chronicle.of(person.person)
    taken_back = {one.at for one in asked if isinstance(one.request.command, RetractEntry)}
    for one in reversed(asked):
        command = one.request.command
        if isinstance(command, RecordAssessment) and command.assessor != person.person and one.at not in taken_back:
            if command.effective_on < organisation.on - SEEN_WITHIN:
                return
            for rating in command.ratings:
                if rating.of in LEADERSHIP and rating.value is not None:
                    yield rating.value, rating.of, one.at


def weakest(organisation: Organisation, person: Somebody) -> tuple[str, Reference] | None:
    """What others rated lowest of somebody's leading, and where; None where nothing was fair or less."""
    value, of, at = min(seen_by_others(organisation, person), key=lambda seen: seen[0], default=(FAIR + 1, "", None))
    return (of, at) if at is not None and value <= FAIR and of not in person.needs else None


def identify(organisation: Organisation, person: Somebody) -> Need | None:
    """Their manager says what they have to learn, by what others saw."""
    boss, seen = person.manager, weakest(organisation, person)
    if boss is None or silent(organisation, boss) or seen is None:
        return None
    competency, at = seen
    need = NeedId(organisation.chronicle.new_id("need"))
    said = organisation.words.say(person, "growth", "needs_of", competency)
    words = f"{said} {sentence_after(organisation, person)}"
    command = IdentifyDevelopmentNeed(
        person.person, need, words, boss.person, competency, (at,), effective_on=organisation.on
    )
    person.needs[competency] = Need(need, competency, said, organisation.chronicle.write(command, boss.person))
    return person.needs[competency]


def sentence_after(organisation: Organisation, person: Somebody) -> str:
    """What may follow on a need."""
    return organisation.words.say(person, "growth", "needs", "then")


def learned_for(organisation: Organisation, person: Somebody, need: Need) -> None:
    """Somebody learns for a need, in the work itself."""
    command = CompleteLearning(
        person.person,
        organisation.dice.choice(WORK_ITSELF),
        two_sentences(organisation, person, "topics"),
        organisation.dice.choice((3.0, 4.5, 6.0, 8.0, 12.0)),
        builds_on=(need.at,),
        effective_on=organisation.on,
    )
    organisation.chronicle.write(command, person.person)


def settle(organisation: Organisation, person: Somebody, need: Need, outcome: NeedOutcome) -> None:
    """Whoever leads them says what became of a need."""
    boss = person.manager
    if boss is None or silent(organisation, boss):
        return
    how = two_sentences(organisation, person, f"need_{outcome}")
    command = SettleDevelopmentNeed(person.person, need.need, outcome, boss.person, how, effective_on=organisation.on)
    organisation.chronicle.write(command, boss.person)
    del person.needs[need.competency]
