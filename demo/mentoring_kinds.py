"""Mentoring of kinds in the demo: an apprenticeship, a reverse pair, and what pairs say of each other."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from demo.chosen import at_rest
from demo.chronicle import Life, Turn
from demo.organisation import Organisation
from demo.somebody import Somebody
from demo.wishing import silent
from demo.working_days import last_working_day
from domain.development.learning import CompleteLearning, LearningMode
from domain.development.practice import RecordCoaching, RecordPractice
from domain.kernel.ids import MentorshipId
from domain.mentoring.accepting import AcceptMentorship
from domain.mentoring.agreements import AgreeMentorship, EndMentorship, HoldMentoringSession
from domain.mentoring.informal import HoldInformalMentoring
from domain.mentoring.mentorship_kinds import MentorshipKind
from domain.mentoring.objectives import MeetObjective
from domain.mentoring.obstacles import ObstacleKind, RaiseObstacle, SettleObstacle
from domain.mentoring.offers import OfferMentoring
from domain.mentoring.recognition import RecogniseMentor

CRAFT: Final = "Production"
"""In which function the apprentice and their mentor are."""
SETTLED_IN: Final = timedelta(days=300)
"""How long an apprentice has been here at least."""
OBJECTIVES: Final = 2
MEETINGS: Final = 4
THEORY: Final = (7.0, 2.5, 6.5, 3.0)
PRACTICE: Final = (4.5, 8.0, 6.0, 9.5)
"""The hours that the apprentice learned, and practised, up to each meeting."""
INFORMAL: Final = (10, 9, 7, 5, 4, 2, 1)
"""How many months ago two met without an agreement."""
ROOMS: Final = (3, 2, 2)
"""How many some would mentor at once, beside whom they mentor already; a fourth has no room left."""


def mentoring_of_kinds(organisation: Organisation) -> Life:
    """The year in which the house has more kinds of mentoring than one."""
    chronicle = organisation.chronicle
    yield chronicle.months_ago(7, 5)
    makers = [one for one in at_rest(organisation) if one.seat.function == CRAFT]
    settled = [one for one in makers if one.joined_on < organisation.on - SETTLED_IN]
    mentee = organisation.dice.choice([one for one in settled if not one.leads and not one.mentored])
    guide = organisation.dice.choice(
        [one for one in makers if one.leads and one.seat.rung < 3 and one is not mentee.manager]
    )
    chronicle.begin(paired(organisation, guide, mentee, MentorshipKind.APPRENTICESHIP))
    yield chronicle.months_ago(6, 5)
    above = [one for one in organisation.leading() if one.seat.rung >= 4 and not (one.reserved or one.leaves_on)]
    young = [one for one in at_rest(organisation) if not one.leads and one not in (mentee, guide)]
    dice = organisation.dice
    head = dice.choice(above or [one for one in at_rest(organisation) if one.seat.rung >= 3 and one.leads])
    chronicle.begin(paired(organisation, dice.choice(young), head, MentorshipKind.REVERSE))


def paired(organisation: Organisation, mentor: Somebody, mentee: Somebody, kind: MentorshipKind) -> Life:
    """An agreement of a kind, accepted within days, and what came of it so far."""
    chronicle, say = organisation.chronicle, organisation.words.say
    pair = MentorshipId(chronicle.new_id("mentorship", "of a kind"))
    apprentice = kind is MentorshipKind.APPRENTICESHIP
    goals = say(mentee, "mentoring", "apprenticeships" if apprentice else "reverse")
    objectives = tuple(say(mentee, "mentoring", "objectives") for _ in range(OBJECTIVES)) if apprentice else ()
    command = AgreeMentorship(
        pair, mentor.person, mentee.person, goals, 10.0, 30, None, kind, objectives, effective_on=organisation.on
    )
    chronicle.write(command, mentor.person)
    yield chronicle.after(2, 4)
    chronicle.write(AcceptMentorship(pair, mentee.person, effective_on=organisation.on), mentee.person)
    for number in range(MEETINGS):
        yield chronicle.after(22, 10)
        if silent(organisation, mentor) or silent(organisation, mentee):
            return
        chronicle.write(HoldMentoringSession(pair, 1.5, effective_on=organisation.on), mentee.person)
        if apprentice:
            chronicle.begin(apprenticed(organisation, mentor, mentee, number))
        if apprentice and number == 2:
            facts = say(mentee, "mentoring", "met")
            chronicle.write(MeetObjective(pair, 1, facts, effective_on=organisation.on), mentor.person)


def apprenticed(organisation: Organisation, mentor: Somebody, mentee: Somebody, number: int) -> Life:
    """After a meeting of an apprenticeship: something to read or to hear, more that is done, and coaching on that."""
    chronicle, say = organisation.chronicle, organisation.words.say
    yield chronicle.after(2, 5)
    theory, mode = (
        say(mentee, "mentoring", "apprentice_learned"),
        (LearningMode.COURSE, LearningMode.READING)[number % 2],
    )
    learning = CompleteLearning(mentee.person, mode, theory, THEORY[number], effective_on=organisation.on)
    learned_at = chronicle.write(learning, mentee.person)
    yield chronicle.after(3, 6)
    did = say(mentee, "mentoring", "apprentice_did")
    practice = RecordPractice(
        mentee.person, did, PRACTICE[number], builds_on=(learned_at,), effective_on=organisation.on
    )
    chronicle.write(practice, mentee.person)
    yield chronicle.after(1, 3)
    if not silent(organisation, mentor) and not silent(organisation, mentee):
        on_what = say(mentee, "mentoring", "apprentice_coached")
        coaching = RecordCoaching(mentee.person, mentor.person, on_what, 0.75, effective_on=organisation.on)
        chronicle.write(coaching, mentor.person)


# What pairs say


def standing_pairs(organisation: Organisation) -> list[tuple[MentorshipId, Somebody, Somebody]]:
    """The agreements that stand today, of whom no story tells, with mentor and mentee."""
    people = {one.person: one for one in at_rest(organisation)}
    return [
        (pair.mentorship, people[pair.mentor], people[pair.mentee])
        for pair in organisation.pairs
        if pair.mentor in people and pair.mentee in people and stands(organisation, pair)
    ]


def stands(organisation: Organisation, pair: AgreeMentorship) -> bool:
    """Whether an agreement has not come to its end."""
    said = organisation.chronicle.of(pair.mentorship)
    ended = any(isinstance(one.request.command, EndMentorship) for one in said)
    return not ended and (pair.ends_on is None or organisation.on <= pair.ends_on)


def speaking_of_pairs(organisation: Organisation) -> Life:
    """Mentees accept, two pairs say what stands in the way, and mentors are thanked."""
    accepted: set[MentorshipId] = set()
    for months in range(8, 0, -1):
        yield organisation.chronicle.months_ago(months, 15)
        found = standing_pairs(organisation)
        for pair, _, mentee in found:
            if pair not in accepted and organisation.dice.random() < 0.3:
                accepted.add(pair)
                accept = AcceptMentorship(pair, mentee.person, effective_on=organisation.on)
                organisation.chronicle.write(accept, mentee.person)
        if months == 3:
            in_the_way(organisation, found)
        if months in {4, 2} and found:
            pair, mentor, mentee = organisation.dice.choice(found)
            words = organisation.words.say(mentee, "mentoring", "thanks")
            thank = RecogniseMentor(mentor.person, pair, mentee.person, words, effective_on=organisation.on)
            organisation.chronicle.write(thank, mentee.person)


def in_the_way(organisation: Organisation, found: list[tuple[MentorshipId, Somebody, Somebody]]) -> None:
    """Two pairs say what stands in the way; one of them settles it."""
    chosen = organisation.dice.sample(found, min(2, len(found)))
    for (pair, _, mentee), kind in zip(chosen, (ObstacleKind.TIME, ObstacleKind.STYLE), strict=False):
        words = organisation.words.say(mentee, "mentoring", f"obstacles_{kind}")
        obstacle = RaiseObstacle(pair, kind, mentee.person, words, effective_on=organisation.on)
        organisation.chronicle.write(obstacle, mentee.person)
    for pair, mentor, _ in chosen[:1]:
        organisation.chronicle.begin(settling(organisation, pair, mentor))


def settling(organisation: Organisation, pair: MentorshipId, mentor: Somebody) -> Life:
    yield organisation.chronicle.after(12, 8)
    if not silent(organisation, mentor):
        how = organisation.words.say(mentor, "mentoring", "settled")
        settle = SettleObstacle(pair, ObstacleKind.TIME, mentor.person, how, effective_on=organisation.on)
        organisation.chronicle.write(settle, mentor.person)


def meeting_by_chance(organisation: Organisation) -> Life:
    """Two meet without an agreement, for one of them to learn."""
    for months in INFORMAL:
        yield organisation.chronicle.months_ago(months, 18)
        person, mentor = organisation.dice.sample(at_rest(organisation), 2)
        words = organisation.words.say(person, "mentoring", "informal")
        command = HoldInformalMentoring(
            person.person, mentor.person, person.person, 1.0, words, effective_on=organisation.on
        )
        organisation.chronicle.write(command, person.person)


def offering(organisation: Organisation) -> Life:
    """In the last days four say how many they would mentor; one of them already mentors as many."""
    chronicle = organisation.chronicle
    yield last_working_day(chronicle.today)
    chronicle.begin(room(organisation), Turn.LATE)


def room(organisation: Organisation) -> Life:
    yield organisation.on
    mentors = [mentor for _, mentor, _ in standing_pairs(organisation)]
    busy = list(dict.fromkeys(mentors))
    others = [one for one in organisation.leading() if one not in busy and one in at_rest(organisation)]
    chosen = [*organisation.dice.sample(others, len(ROOMS)), *organisation.dice.sample(busy, min(1, len(busy)))]
    for person, capacity in zip(chosen, (*ROOMS, 0), strict=False):
        strengths = (organisation.words.say(person, "mentoring", "strengths"),)
        room_for = capacity or mentors.count(person)
        offer = OfferMentoring(person.person, strengths, room_for, effective_on=organisation.on)
        organisation.chronicle.write(offer, person.person)
