"""Pairs of the demo: two people from different corners agree to learn from each other, meet, and look back."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from demo.chronicle import Life
from demo.organisation import Organisation
from demo.phrasing import followed
from demo.somebody import Somebody
from demo.working_days import working_day
from domain.kernel.facts import Reference
from domain.kernel.ids import MentorshipId
from domain.mentoring.agreements import AgreeMentorship, EndMentorship, HoldMentoringSession, WhyEnded
from domain.mentoring.evaluation import Answer, EvaluateMentoring, Extent, Question

DECIDED_ON: Final = ("tomasz", "nadia", "marcus", "ines", "miriam")
"""Whom the stories propose for a step, by key of the cast."""


def pairing(organisation: Organisation) -> Life:
    """In most months one pair more."""
    dice = organisation.dice
    yield organisation.chronicle.after(2, 25)
    free = [
        p for p in organisation.here() if not (p.mentored or p.quiet or p.on_case or p.leaves_on) and p.seat.rung < 4
    ]
    if dice.random() < 0.75 and free:
        mentee = dice.choice([p for p in free if p.leads] or free) if dice.random() < 0.4 else dice.choice(free)
        yield from mentored(organisation, mentee)


def mentored_from_the_start(organisation: Organisation, newcomer: Somebody) -> Life:
    """A newcomer finds a mentor within weeks."""
    yield organisation.chronicle.after(5, 30)
    if newcomer.leaves_on is None:
        yield from mentored(organisation, newcomer)


def mentored(organisation: Organisation, mentee: Somebody) -> Life:
    """One mentorship, from the agreement to its end."""
    dice, chronicle = organisation.dice, organisation.chronicle
    mentor = organisation.elsewhere(mentee, min(4, mentee.seat.rung + mentee.leads))
    if mentor.leaves_on or mentor.quiet or (mentor.reserved and is_to_be_decided_on(organisation, mentee)):
        return
    promised, cadence = dice.choice((8.0, 10.0, 12.0)), dice.choice((21, 28, 35, 42))
    mentee.mentored = True
    mentor.mentees += 1
    pair = MentorshipId(chronicle.new_id("mentorship"))
    command = AgreeMentorship(
        pair,
        mentor.person,
        mentee.person,
        followed(organisation, mentee, organisation.words.say(mentee, "mentoring", "goals"), "goals_then"),
        promised,
        cadence,
        dice.choice((None, working_day(organisation.on + timedelta(620)))),
        effective_on=organisation.on,
    )
    organisation.pairs.append(command)
    held, met = 0.0, [chronicle.write(command, mentee.person)]
    while held < promised and len(met) < 9:
        yield chronicle.after(cadence - 5, 14)
        if mentor.leaves_on or mentee.leaves_on:
            end(organisation, pair, mentee, WhyEnded.LEFT)
            return
        hours = dice.choice((1.0, 1.0, 1.5, 2.0))
        met.append(meet(organisation, pair, mentor, mentee, hours))
        held += hours
        if dice.random() < 0.02:
            end(organisation, pair, mentee, WhyEnded.NOT_A_MATCH)
            return
    yield chronicle.after(10, 20)
    look_back_on(organisation, pair, mentee, met)
    end(organisation, pair, mentee, WhyEnded.GOALS_REACHED if dice.random() < 0.7 else WhyEnded.TIME_UP)


def is_to_be_decided_on(organisation: Organisation, mentee: Somebody) -> bool:
    """Whether a story will decide on them: whoever has a part in that has never been their mentor."""
    return mentee in [organisation.known[key] for key in DECIDED_ON]


def meet(organisation: Organisation, pair: MentorshipId, mentor: Somebody, mentee: Somebody, hours: float) -> Reference:
    """A session; most often both say what they take from it."""
    dice = organisation.dice
    command = HoldMentoringSession(
        pair,
        hours,
        learned(organisation, mentee, "mentee_learned") if dice.random() < 0.9 else None,
        learned(organisation, mentor, "mentor_learned") if dice.random() < 0.65 else None,
        effective_on=organisation.on,
    )
    return organisation.chronicle.write(command, dice.choice((mentor, mentee)).person)


def learned(organisation: Organisation, whom: Somebody, pile: str) -> str:
    """What one of them takes from a session."""
    return followed(organisation, whom, organisation.words.say(whom, "mentoring", pile), "learned_then")


def look_back_on(organisation: Organisation, pair: MentorshipId, mentee: Somebody, met: list[Reference]) -> None:
    """Three questions, each answered from what is written."""
    cited = [*met[-2:], *mentee.evaluations.values()][-3:]
    words = organisation.words.say(mentee, "mentoring", "evaluations")
    extents = [organisation.dice.choice((Extent.YES, Extent.YES, Extent.PARTLY, Extent.NOT_YET)) for _ in Question]
    command = EvaluateMentoring(
        pair,
        mentee.person,
        tuple(Answer(question, extent, tuple(cited)) for question, extent in zip(Question, extents, strict=True)),
        followed(organisation, mentee, words, "evaluations_then", 1),
        effective_on=organisation.on,
    )
    organisation.chronicle.write(command, mentee.person)


def end(organisation: Organisation, pair: MentorshipId, mentee: Somebody, why: WhyEnded) -> None:
    organisation.chronicle.write(EndMentorship(pair, why, effective_on=organisation.on), mentee.person)
    mentee.mentored = False
