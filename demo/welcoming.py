"""Newcomers of the demo: since an edition says how soon, somebody who knows the house mentors them; one waits still."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from demo.chosen import at_rest
from demo.chronicle import Life
from demo.mentoring import learned
from demo.organisation import Organisation
from demo.phrasing import followed
from demo.somebody import Somebody
from demo.wishing import silent
from domain.kernel.ids import MentorshipId
from domain.mentoring.accepting import AcceptMentorship
from domain.mentoring.agreements import AgreeMentorship, EndMentorship, HoldMentoringSession, WhyEnded

SINCE: Final = 11
"""How many months ago it was begun with."""
FORGOTTEN: Final = (5, 4)
"""How many months ago somebody joined whom nobody thought of."""
KNOWS_THE_HOUSE: Final = timedelta(days=800)
HOURS: Final = 4.0
MEETINGS: Final = (2, 3, 3, 4)


def welcoming(organisation: Organisation) -> Life:
    """Month by month whoever has joined is given somebody to ask."""
    forgotten: Somebody | None = None
    for months in range(SINCE, 0, -1):
        since = organisation.chronicle.months_ago(months, 1) - timedelta(3)
        yield organisation.chronicle.months_ago(months, 20)
        for person in [one for one in at_rest(organisation) if one.joined_on >= since and not one.mentored]:
            if months in FORGOTTEN and forgotten is None:
                forgotten = person
            else:
                organisation.chronicle.begin(welcomed(organisation, person))


def welcomed(organisation: Organisation, mentee: Somebody) -> Life:
    """The first months beside a colleague of their own function, who leads nobody."""
    chronicle, dice, say = organisation.chronicle, organisation.dice, organisation.words.say
    yield chronicle.after(0, 45)
    known = [one for one in at_rest(organisation) if knows_the_house(one, mentee)]
    if silent(organisation, mentee) or mentee.mentored or not known:
        return
    mentor, pair = dice.choice(known), MentorshipId(chronicle.new_id("mentorship", "of newcomers"))
    goals = followed(organisation, mentee, say(mentee, "mentoring", "first_days"), "goals_then")
    until = chronicle.after(150, 20)
    agree = AgreeMentorship(pair, mentor.person, mentee.person, goals, HOURS, 30, until, effective_on=organisation.on)
    chronicle.write(agree, mentee.person)
    chronicle.write(AcceptMentorship(pair, mentee.person, effective_on=organisation.on), mentee.person)
    for _ in range(dice.choice(MEETINGS)):
        yield chronicle.after(16, 16)
        if silent(organisation, mentee) or silent(organisation, mentor):
            return
        said = learned(organisation, mentee, "mentee_learned") if dice.random() < 0.5 else None
        both = said and (learned(organisation, mentor, "mentor_learned") if dice.random() < 0.5 else None)
        chronicle.write(HoldMentoringSession(pair, 1.0, said, both, effective_on=organisation.on), mentor.person)
    yield chronicle.after(10, 20)
    if not silent(organisation, mentee) and not silent(organisation, mentor):
        chronicle.write(EndMentorship(pair, WhyEnded.GOALS_REACHED, effective_on=organisation.on), mentor.person)


def knows_the_house(one: Somebody, mentee: Somebody) -> bool:
    """Whether somebody has been here for long, in the same function, and leads nobody."""
    return (
        not one.leads
        and one.seat.function == mentee.seat.function
        and one.joined_on < mentee.joined_on - KNOWS_THE_HOUSE
    )
