"""A pair stalls after a reorganisation: twelve hours promised, two held. Nobody is to blame; another pair is made."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from demo.chronicle import Life
from demo.story import Story
from domain.development.development import AssignmentKind
from domain.kernel.dates import months_after
from domain.kernel.facts import Reference
from domain.kernel.ids import MentorshipId, PersonId
from domain.mentoring.agreements import AgreeMentorship, EndMentorship, HoldMentoringSession, WhyEnded
from domain.mentoring.evaluation import Answer, EvaluateMentoring, Extent, Question

FIRST: Final = (
    (19, "To plan the tour with the team, not for it.", "The road begins at six. My invitations for nine do not help."),
    (18, "How she says no to a customer, and that they thank her.", "What a hand-over on a lay-by looks like."),
)
SECOND: Final[tuple[tuple[int, float, str, str | None], ...]] = (
    (10, 1.0, "To ask each technician what they would change, before changing anything.", "How lonely a van can be."),
    (9, 1.0, "A roster is a promise. I had treated it as a plan.", None),
    (
        8,
        1.5,
        "To let the two best technicians disagree until it is worked out.",
        "That our kits are packed in the wrong order.",
    ),
    (7, 1.0, "My voice gets quick when I am unsure.", "To ask on the telephone how somebody is before I ask where."),
    (6, 1.5, "To hand over the difficult customer, and to stay out of it.", "I still keep my own difficult customers."),
    (5, 1.0, "What a budget is for.", None),
    (
        4,
        1.5,
        "That people want to know why the tour has changed; the map alone will not do.",
        "Two ideas for the parts list.",
    ),
    (3, 1.0, "To give praise on the same day, in one sentence.", "He does it better than I do by now."),
    (
        2,
        1.5,
        "I want to lead the coast team one day, and I can say so.",
        "That I have been a mentor for a year, and liked it.",
    ),
)


def stalled_pair(story: Story) -> Life:
    """Jonas Petrauskas, Birgit Sandvik, and then Aaron Mbeki."""
    jonas, birgit = story.person("jonas"), story.person("birgit")
    yield story.on(20, 6)
    jonas.quiet = birgit.quiet = True
    goals = "Lead colleagues on the road without being at their side"
    first = agree(story, "The first pair of Jonas Petrauskas", birgit.person, goals, 30)
    for months_ago, his, hers in FIRST:
        yield story.on(months_ago, 13)
        meet(story, first, 1.0, his, hers)

    # Customer support goes to Sales, the coast to the south. Both calendars are new, and so are both managers.
    yield story.on(17, 1)
    reorganise(story)

    yield story.on(11, 20)
    by = story.organisation.partner
    ended = EndMentorship(first, WhyEnded.REORGANISED, effective_on=story.today)
    story.entries["the end of the first pair"] = story.organisation.chronicle.write(ended, by)
    yield from matched_again(story, goals)


def reorganise(story: Story) -> None:
    """Two units find themselves elsewhere."""
    seats = story.organisation.seats
    seats["support"].under = seats["sales"]
    coast = seats["service_coast"]
    coast.under, coast.unit = seats["service_south"], "Service South"
    story.organisation.settle()


def matched_again(story: Story, goals: str) -> Life:
    """A mentor whose calendar fits, and a piece of real work beside it."""
    jonas, aaron = story.person("jonas"), story.person("aaron")
    yield story.on(11, 26)
    aaron.quiet = True
    second = agree(story, "The second pair of Jonas Petrauskas", aaron.person, goals, 28)
    yield story.on(10, 4)
    title, until = "Make the roster of the coast with the technicians", story.today + timedelta(150)
    objectives = ("The technicians write it themselves", "Nobody is on call two weeks running")
    roster = story.give(jonas, title, AssignmentKind.PROJECT_LEAD, until, objectives, aaron)
    met = []
    for months_ago, hours, his, hers in SECOND:
        yield story.on(months_ago, 12)
        met.append(meet(story, second, hours, his, hers))
        if months_ago == 8:
            story.practise(jonas, "Put an empty calendar on the bonnet of the van and gave away the pen.", 2, roster)
    done = story.complete(jonas, roster, "Written by the technicians. Four months, one swap.")
    yield story.on(2, 20)
    lead = jonas.manager or story.person("katarina")
    well, better = "The roster is theirs now, and they defend it.", "Tell us what you want next; we can only guess it."
    told = story.tell(jonas, lead, well, better, "empowering", "direction")
    yield story.on(1, 9)
    look_back(story, second, (told, met[2]), (met[0], done), (done,))


def look_back(story: Story, pair: MentorshipId, *cited: tuple[Reference, ...]) -> None:
    """Did it work? Each answer from what is written."""
    jonas, write = story.person("jonas"), story.organisation.chronicle.write
    extents = (Extent.YES, Extent.YES, Extent.PARTLY)
    answers = tuple(Answer(*one) for one in zip(Question, extents, cited, strict=True))
    words = (
        "The first pair was a good one in the wrong year. The second had time. The coast team wants him as its lead."
    )
    looked_back = EvaluateMentoring(pair, jonas.person, answers, words, effective_on=story.today)
    story.entries["the second pair, looked back on"] = write(looked_back, jonas.person)
    write(EndMentorship(pair, WhyEnded.GOALS_REACHED, effective_on=story.today), jonas.person)


def agree(story: Story, called: str, mentor: PersonId, goals: str, cadence: int) -> MentorshipId:
    """Twelve hours within a year."""
    jonas = story.organisation.known["jonas"]
    pair = MentorshipId(story.organisation.chronicle.new_id("mentorship"))
    story.found[called] = pair
    until = months_after(story.today, 12)
    command = AgreeMentorship(pair, mentor, jonas.person, goals, 12.0, cadence, until, effective_on=story.today)
    story.organisation.pairs.append(command)
    story.organisation.chronicle.write(command, jonas.person)
    return pair


def meet(story: Story, pair: MentorshipId, hours: float, mentee_learned: str, mentor_learned: str | None) -> Reference:
    command = HoldMentoringSession(pair, hours, mentee_learned, mentor_learned, effective_on=story.today)
    return story.organisation.chronicle.write(command, story.organisation.known["jonas"].person)
