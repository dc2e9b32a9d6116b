"""Harder work in the demo: how some were seen where it was new or pressed, in the four skills that it takes."""

from __future__ import annotations

from typing import Final

from demo.assessing import band, level_of
from demo.chosen import at_rest
from demo.chronicle import Life
from demo.editions import FOR_HARDER_WORK
from demo.organisation import Organisation
from demo.somebody import Somebody
from demo.wishing import silent
from domain.development.assessments import RecordAssessment
from domain.development.development import AssessmentId, Instrument, LeadershipContext, Purpose, Rating
from domain.frameworks.default_pack import DEFAULT_FRAMEWORK

LOOKED_AT: Final = (9, 7, 6, 4, 3, 2, 1)
"""How many months ago two or three said how somebody leads where it is hard."""
PROBLEM_SOLVING: Final = "judgement"
HARD: Final = (LeadershipContext.NEW, LeadershipContext.UNDER_PRESSURE)


def harder_work(organisation: Organisation) -> Life:
    """One leader after the other asks how they were seen where it was hard."""
    looked_at: set[Somebody] = set()
    for months in LOOKED_AT:
        yield organisation.chronicle.months_ago(months, 16)
        leads = [one for one in at_rest(organisation) if one.leads and one not in looked_at]
        person = organisation.dice.choice(leads)
        looked_at.add(person)
        others = organisation.leading_elsewhere(person, 1)
        for other in (*organisation.dice.sample(others, min(2, len(others))), person.manager):
            if other is not None:
                organisation.chronicle.begin(seen_at_it(organisation, person, other))


def seen_at_it(organisation: Organisation, person: Somebody, other: Somebody) -> Life:
    """One of them says it within days, for the person themselves: it decides nothing."""
    yield organisation.chronicle.after(1, 18)
    if silent(organisation, person) or silent(organisation, other):
        return
    ratings = tuple(seen(organisation, person, of) for of in (*FOR_HARDER_WORK, PROBLEM_SOLVING))
    command = RecordAssessment(
        person.person,
        AssessmentId(organisation.chronicle.new_id("assessment", "of harder work")),
        Instrument.LEADERSHIP_ASSESSMENT,
        Purpose.DEVELOPMENT,
        DEFAULT_FRAMEWORK,
        organisation.edition,
        other.person,
        ratings,
        context=organisation.dice.choice(HARD),
        effective_on=organisation.on,
    )
    organisation.chronicle.write(command, other.person)


def seen(organisation: Organisation, person: Somebody, of: str) -> Rating:
    """How somebody was seen in one of the four, and in what."""
    value = level_of(organisation, person, of)
    return Rating(of, value, (organisation.words.say(person, "harder_work", of, band(value)),))
