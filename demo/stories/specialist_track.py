"""A ready-now successor withdraws for the specialist track. The slate adjusts, and she loses nothing by it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from demo.chronicle import Life
from demo.personnel import give_up
from demo.promoting import filling
from demo.somebody import Somebody
from demo.story import Story
from demo.story_verbs import Seen
from domain.development.aspirations import Path
from domain.development.development import AssignmentKind
from domain.frameworks.edition import Readiness
from domain.frameworks.instruments import Instrument
from domain.kernel.ids import MentorshipId
from domain.mentoring.agreements import AgreeMentorship, HoldMentoringSession
from domain.organisation.role import WhyVacated
from domain.succession.slates import WhyRemoved

OF_AMARA: Final[tuple[Seen, Seen]] = (
    {
        "skills": (3, "Two of her engineers run design reviews by themselves."),
        "time_application": (3, "Half of her week is people, the other half is seals."),
        "work_values": (4, "Shows others’ work first."),
    },
    {
        "skills": (4, "Led Mechanics for six weeks in summer; no decision was left over."),
        "time_application": (3, "Gave the simulation away, with a sigh."),
        "work_values": (5, "Sent her best engineer to Validation because he would learn more there."),
    },
)
OF_LUKAS: Final[tuple[Seen, Seen]] = (
    {
        "skills": (3, "Clear goals; people know where they stand."),
        "time_application": (3, "One-to-ones without exception."),
        "work_values": (3, "Proud of the team, sometimes at other teams’ cost."),
    },
    {
        "skills": (4, "Brought Validation and Mechanics to one test plan."),
        "time_application": (3, "Found a morning a week for the neighbours."),
        "work_values": (4, "Lent three people when it hurt."),
    },
)


def specialist_track(story: Story) -> Life:
    """Amara Diallo and the bench of Mechanics."""
    amara, lukas, sofia = story.person("amara"), story.person("lukas"), story.person("sofia")
    mechanics = story.seat("mechanics")
    yield story.on(35, 9)
    story.want(amara, Path.LEADERSHIP, "I can see myself leading Mechanics, as long as I may still touch a pump.")
    story.want(lukas, Path.LEADERSHIP, "I would like to lead the department, and I can wait.")
    story.nominate(mechanics, amara, sofia, "The one everybody asks, and who sends them back with a better question.")
    story.nominate(mechanics, lukas, sofia, "Leads by goals; calm when others are not.")
    yield story.on(34, 18)
    review(story, 0, Readiness.ONE_TO_TWO_YEARS, Readiness.THREE_TO_FIVE_YEARS)
    yield story.on(22, 18)
    review(story, 1, Readiness.NOW, Readiness.ONE_TO_TWO_YEARS)
    yield story.on(10, 18)
    review(story, 1, Readiness.NOW, Readiness.ONE_TO_TWO_YEARS)
    yield from another_path(story)


FROM_OUTSIDE: Final = {
    "skills": (4, "Had a stranger’s plant sorted into three questions before lunch."),
    "time_application": (4, "Gave the afternoon to the two who would have to go on without him."),
    "work_values": (4, "Told the role players that the good idea had been theirs, and it had."),
}
"""What the assessment centre saw of Lukas Brandt."""


def review(story: Story, number: int, hers: Readiness, his: Readiness) -> None:
    """The yearly look at the bench: two people, both seen by the head of the function."""
    known = story.organisation.known
    amara, lukas, henrik = known["amara"], known["lukas"], story.person("henrik")
    mechanics = story.seat("mechanics")
    judged: tuple[tuple[Somebody, Seen, Readiness, str], ...] = (
        (
            amara,
            OF_AMARA[number],
            hers,
            "Leads so that it runs without her. Would be ready, and has said that she wants it.",
        ),
        (lukas, OF_LUKAS[number], his, "Grows with every year; a task outside Engineering comes next."),
    )
    for somebody, seen, readiness, why in judged:
        at = story.assess(somebody, henrik, seen, "leaders", "From the talent review.")
        story.ready(mechanics, somebody, readiness, why, at, *list(somebody.evaluations.values())[-1:])
    story.confirm(mechanics, henrik, amara, lukas)


def another_path(story: Story) -> Life:
    """She says that she prefers the craft, and everybody takes it as what it is: a choice."""
    amara, lukas, elif_ = story.person("amara"), story.person("lukas"), story.person("elif")
    henrik, sofia, mechanics = story.person("henrik"), story.person("sofia"), story.seat("mechanics")
    yield story.on(6, 8)
    amara.quiet = True
    words = "I have led, and I liked it. I like seals better. I want to become the person the whole industry asks."
    story.entries["Amara Diallo’s choice"] = story.want(amara, Path.SPECIALIST, words)
    note = "Script us in a good talk, a year before we would have needed her. Thanked for three years on this bench."
    withdrew = story.remove(mechanics, amara, WhyRemoved.WITHDREW_FOR_SPECIALIST_TRACK, note)
    story.entries["the slate without Amara Diallo"] = withdrew

    # The slate adjusts: second becomes first, and there is room for somebody new.
    yield story.on(6, 15)
    story.want(elif_, Path.LEADERSHIP, "If Mechanics is open to somebody from the test bay, I would like to be asked.")
    story.nominate(mechanics, elif_, amara, "Sees the whole pump, and says what she sees.")
    seen: Seen = {
        "skills": (3, "Led the joint test plan with both design teams."),
        "time_application": (3, "Has time for people, and for the neighbours."),
        "work_values": (4, "Stopped her own favourite test because another told more."),
    }
    at = story.assess(elif_, henrik, seen, "leaders", "Seen for the first time at this level.")
    story.ready(
        mechanics, elif_, Readiness.ONE_TO_TWO_YEARS, "New on this bench; a year with a budget comes first.", at
    )
    at = story.assess(lukas, henrik, OF_LUKAS[1], "leaders", "A year on.")
    summary = "Two days, with a plant to turn round and a team that did not want to."
    also = story.assess(lukas, None, FROM_OUTSIDE, "leaders", summary, instrument=Instrument.ASSESSMENT_CENTRE)
    why = "The year outside Engineering was the step that was missing; others from outside see it, too."
    story.ready(mechanics, lukas, Readiness.NOW, why, at, also)
    story.confirm(mechanics, henrik, lukas, elif_)
    yield story.on(5, 1)
    take_up_the_craft(story, amara)
    yield from without_stigma(story, amara, henrik, sofia)


def take_up_the_craft(story: Story, amara: Somebody) -> None:
    """She gives up her team and answers to the head of Mechanics, as its first principal engineer."""
    org = story.organisation
    team = amara.seat
    give_up(org, amara, WhyVacated.STEPPED_DOWN)
    amara.seat, amara.leads, amara.craft = org.seats["mechanics"], False, "Principal engineer, seals and hydraulics"
    org.settle()
    org.chronicle.begin(filling(org, team, from_within=True))


def without_stigma(story: Story, amara: Somebody, henrik: Somebody, sofia: Somebody) -> Life:
    """The same voices, the same warmth; a task of her own size; and others who learn from her."""
    write = story.organisation.chronicle.write
    school = story.give(
        amara,
        "Found the school of seals",
        AssignmentKind.PROJECT_LEAD,
        story.today + timedelta(300),
        ("A course that Service and Production ask for", "Two others can teach it after a year"),
        sofia,
        builds_on=(story.entries["Amara Diallo’s choice"],),
    )
    yield story.on(4, 11)
    story.practise(amara, "First course: twelve technicians, four broken seals, no slides.", 7, school)
    story.tell(
        amara,
        henrik,
        "You said early what you want. That helped the department more than a polite yes would have.",
        "Claim your place in the design board; you need no team for it.",
        "self_awareness",
        "courage",
    )
    yield story.on(3, 7)
    mentee = next(
        person
        for person in story.organisation.members(story.organisation.seats["test_bay"])
        if person.leaves_on is None
    )
    pair = MentorshipId(story.organisation.chronicle.new_id("mentorship"))
    goals = "Find out whether the bench or the team is the right place for me"
    agreed = AgreeMentorship(pair, amara.person, mentee.person, goals, 8.0, 28, effective_on=story.today)
    story.organisation.pairs.append(agreed)
    write(agreed, mentee.person)
    amara.mentees += 1
    yield story.on(2, 9)
    learned = "That both are good answers, and that one may change one’s mind."
    taught = "I had never told anybody how hard it was to say it."
    write(HoldMentoringSession(pair, 1.5, learned, taught, effective_on=story.today), amara.person)
