"""A ready-now successor withdraws for the specialist track. The slate adjusts, and she loses nothing by it."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from demo.chronicle import Life
from demo.personnel import appoint, give_up, vacate
from demo.promoting import filling
from demo.somebody import Somebody
from demo.story import Story
from demo.story_verbs import Seen
from demo.working_days import working_day
from domain.development.aspirations import Path
from domain.development.development import AssignmentKind
from domain.frameworks.edition import Readiness
from domain.frameworks.instruments import Instrument
from domain.kernel.dates import months_after
from domain.kernel.ids import MentorshipId
from domain.mentoring.agreements import AgreeMentorship, HoldMentoringSession
from domain.organisation.role import AppointmentKind, WhyVacated
from domain.succession.slates import WhyRemoved

OF_AMARA: Final[tuple[Seen, Seen, Seen]] = (
    {
        "skills": (3, "Two of her engineers run design reviews by themselves."),
        "time_application": (3, "Half of her week is people, the other half is seals."),
        "work_values": (4, "Shows others’ work first."),
    },
    {
        "skills": (4, "Held Mechanics together for six weeks; no decision was left over."),
        "time_application": (3, "Gave the simulation away, with a sigh."),
        "work_values": (5, "Sent her best engineer to Validation because he would learn more there."),
    },
    {
        "skills": (4, "Her two design leads present to the board without her."),
        "time_application": (3, "A day a week for the neighbours; the seals get the evenings."),
        "work_values": (5, "Gave the patent to the youngest of the team."),
    },
)
OF_LUKAS: Final[tuple[Seen, Seen, Seen]] = (
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
    {
        "skills": (4, "Lets the laboratory set its own priorities, and stands by them."),
        "time_application": (3, "Has begun to end meetings early."),
        "work_values": (4, "Named the neighbours first when the seal was released."),
    },
)
SAID_OF_AMARA: Final = (
    "Has said that she wants it. One more year with the whole of the department in view.",
    "Leads so that it runs without her. Ready, and has said that she wants it.",
    "Ready, as she was a year ago. We have not asked her again, and we should.",
)
SAID_OF_LUKAS: Final = (
    "The team is led well; the department is more than a larger team.",
    "Grows with every year; a look from outside comes next.",
    "Close to it. Nobody outside Engineering has looked at him yet.",
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
    grow(story, 0)
    review(story, 0, Readiness.ONE_TO_TWO_YEARS, Readiness.THREE_TO_FIVE_YEARS)
    yield story.on(27, 5)
    appoint(story.organisation, mechanics, amara, AppointmentKind.ACTING_UP)
    yield story.on(26, 16)
    vacate(story.organisation, mechanics, amara, WhyVacated.TERM_ENDED)
    yield story.on(22, 18)
    grow(story, 1)
    review(story, 1, Readiness.NOW, Readiness.ONE_TO_TWO_YEARS)
    yield story.on(10, 18)
    grow(story, 2)
    review(story, 2, Readiness.NOW, Readiness.ONE_TO_TWO_YEARS)
    yield from another_path(story)


FROM_OUTSIDE: Final = {
    "skills": (4, "Had a stranger’s plant sorted into three questions before lunch."),
    "time_application": (4, "Gave the afternoon to the two who would have to go on without him."),
    "work_values": (4, "Told the role players that the good idea had been theirs, and it had."),
}
"""What the assessment centre saw of Lukas Brandt."""


TASKS: Final = (
    ("Bring the seals of three pumps down to one", "Draw up the order of work of both design teams"),
    ("Draw the next hydraulic end from a clean sheet", "Share the laboratory with Validation"),
    ("Write down what only one of us knows", "Find a supplier of rubber that two plants can use"),
)
"""For Amara Diallo and for Lukas Brandt, before each review, work to grow by."""


OBJECTIVES: Final = (
    ("Decide less oneself", "Bring the neighbours in early"),
    ("Ask before planning others’ time", "End with one page that all have signed"),
)


def grow(story: Story, number: int) -> None:
    """Work to grow by, one size too big."""
    known = story.organisation.known
    until = months_after(story.today, 10)
    for somebody, title, objectives in zip((known["amara"], known["lukas"]), TASKS[number], OBJECTIVES, strict=True):
        story.give(somebody, title, AssignmentKind.STRETCH_WORK, working_day(until), objectives, story.person("henrik"))


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
            SAID_OF_AMARA[number],
        ),
        (lukas, OF_LUKAS[number], his, SAID_OF_LUKAS[number]),
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
    note = "Told us in a good talk, and early. Thanked for her years on this bench."
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
    task = "Test the new hydraulic end together with its designers"
    until, objectives = working_day(months_after(story.today, 9)), ("One test plan for all", "Its budget kept by her")
    story.give(elif_, task, AssignmentKind.PROJECT_LEAD, until, objectives, sofia)
    at = story.assess(elif_, henrik, seen, "leaders", "Seen for the first time at this level.")
    story.ready(
        mechanics, elif_, Readiness.ONE_TO_TWO_YEARS, "New on this bench; a year with a budget comes first.", at
    )
    at = story.assess(lukas, henrik, OF_LUKAS[2], "leaders", "Looked at once more, for the slate.")
    summary = "Two days, with a plant to turn round and a team that did not want to."
    also = story.assess(lukas, None, FROM_OUTSIDE, "leaders", summary, instrument=Instrument.ASSESSMENT_CENTRE)
    why = "A view from outside was the step that was missing, and the assessment centre sees what we see."
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
