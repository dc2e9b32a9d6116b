"""Capability tags in the demo: once a quarter some managers say what evidence of that quarter shows of their people."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from demo.chosen import at_rest
from demo.chronicle import Asked, Life
from demo.organisation import Organisation
from demo.somebody import Somebody
from domain.amendments.corrections import RetractEntry
from domain.development.assignments import CompleteAssignment
from domain.development.capability_tags import TagCapability
from domain.development.feedback import GiveFeedback
from domain.development.practice import RecordPractice
from domain.kernel.commands import Command

QUARTERS: Final = (10, 7, 4, 1)
"""How many months ago they looked back, over less than what has passed since the last time."""
LOOKED_BACK: Final = timedelta(days=80)
WHO_TAG: Final = 0.6
"""The share of those who lead somebody, and do this at all."""
SHOWN: Final[dict[type[Command[Any]], tuple[str, ...]]] = {
    CompleteAssignment: ("navigating_challenge", "navigating_challenge", "growth"),
    GiveFeedback: ("inspiring",),
    RecordPractice: ("growth", "growth", "inspiring"),
}
"""What evidence of a kind may show, the likeliest more often."""
EVIDENCE: Final = CompleteAssignment | GiveFeedback | RecordPractice
STRONG: Final = 0.35
"""The share of evidence that is strong enough to say so."""


def tagging(organisation: Organisation) -> Life:
    """Quarter by quarter, those who do it sit down with what they have of their people."""
    chronicle = organisation.chronicle
    for months in QUARTERS:
        yield chronicle.months_ago(months, 20)
        bosses = {one.manager.person: one.manager for one in at_rest(organisation) if one.manager}
        for boss in bosses.values():
            if chronicle.lots.chance("tags what evidence shows", boss.person) < WHO_TAG:
                chronicle.begin(looking_back(organisation, boss))


def looking_back(organisation: Organisation, boss: Somebody) -> Life:
    """A manager tags what is strong of the quarter's evidence about their people."""
    chronicle, dice = organisation.chronicle, organisation.dice
    yield chronicle.after(0, 9)
    for person in [one for one in at_rest(organisation) if one.manager is boss]:
        for one in [one for one in evidence(organisation, person) if dice.random() < STRONG]:
            tag = dice.choice(SHOWN[type(one.request.command)])
            tagged = TagCapability(person.person, one.at, (tag,), boss.person, effective_on=organisation.on)
            chronicle.write(tagged, boss.person)


def evidence(organisation: Organisation, person: Somebody) -> Iterator[Asked]:
    """What was written down of somebody in the quarter, stands, and may show something."""
    asked = organisation.chronicle.of(person.person)
    taken_back = {one.at for one in asked if isinstance(one.request.command, RetractEntry)}
    since = organisation.on - LOOKED_BACK
    for one in asked:
        command = one.request.command
        if isinstance(command, EVIDENCE) and one.at not in taken_back and since < command.effective_on:
            yield one
