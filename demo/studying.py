"""Learning in the demo: mostly at work and from those beside one; one leader goes to courses, and to nothing else."""

from __future__ import annotations

from typing import Final

from demo.chosen import at_rest
from demo.chronicle import Life
from demo.growth_words import two_sentences
from demo.organisation import Organisation
from demo.somebody import Somebody
from demo.wishing import silent
from domain.development.learning import CompleteLearning, LearningMode

MONTHS_OF_LEARNING: Final = 48
A_MONTH: Final = 4
"""How many tell in a month of something that they learned."""
MODES: Final = {
    LearningMode.ON_THE_JOB: 6,
    LearningMode.PEERS: 4,
    LearningMode.COMMUNITY: 2,
    LearningMode.COURSE: 2,
    LearningMode.READING: 2,
    LearningMode.CONFERENCE: 1,
}
HOURS: Final = {LearningMode.READING: (2.0, 3.0, 6.0), LearningMode.COURSE: (8.0, 16.0)}
PROVIDERS: Final = ("Kallenhof", "Industrieakademie", "Brightwater")
FOR_SOMETHING: Final = 0.6
"""How much of it is for a plan, or for what an assessment showed."""
COURSES: Final = (26, 21, 15, 9, 3)
"""How many months ago one leader came back from a course."""


def studying(organisation: Organisation) -> Life:
    """Month by month some tell of what they learned."""
    dice, attends = organisation.dice, None
    learners: set[Somebody] = set()
    for months in range(MONTHS_OF_LEARNING, 0, -1):
        yield organisation.chronicle.months_ago(months, dice.randint(4, 26))
        if months == COURSES[0]:
            leads = [one for one in at_rest(organisation) if one.leads and one.seat.rung == 1]
            attends = dice.choice([one for one in leads if one not in learners])
        if attends and months in COURSES and not silent(organisation, attends):
            learned(organisation, attends, LearningMode.COURSE)
        for person in dice.sample(organisation.here(), A_MONTH):
            if person is not attends and not silent(organisation, person):
                learners.add(person)
                learned(organisation, person, dice.choices(list(MODES), tuple(MODES.values()))[0])


def learned(organisation: Organisation, person: Somebody, mode: LearningMode) -> None:
    """Somebody tells of something that they learned, and how."""
    dice = organisation.dice
    command = CompleteLearning(
        person.person,
        mode,
        two_sentences(organisation, person, "topics"),
        dice.choice(HOURS.get(mode, (2.0, 4.0, 6.0, 10.0))),
        dice.choice(PROVIDERS) if mode is LearningMode.COURSE else None,
        builds_on=tuple(at for at in (person.plan or person.latest,) if at and dice.random() < FOR_SOMETHING),
        effective_on=organisation.on,
    )
    organisation.chronicle.write(command, person.person)


def learning_of(organisation: Organisation, person: Somebody) -> list[CompleteLearning]:
    """What somebody has told so far of what they learned."""
    commands = (one.request.command for one in organisation.chronicle.of(person.person))
    return [one for one in commands if isinstance(one, CompleteLearning)]


def goes_to_courses_alone(organisation: Organisation, person: Somebody) -> bool:
    """Whether somebody has been to courses, and has learned in no other way."""
    modes = {one.mode for one in learning_of(organisation, person)}
    return modes == {LearningMode.COURSE}
