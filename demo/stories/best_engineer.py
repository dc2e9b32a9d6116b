"""The best engineer is promoted on output, against what the rules find. By month four everything waits for him."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from demo.chronicle import Life
from demo.personnel import let_go, take
from demo.somebody import Somebody
from demo.story import Story
from domain.development.development import AssignmentKind, Instrument, Purpose
from domain.frameworks.criteria import Requirement
from domain.judging.findings import EvidenceKind
from domain.kernel.facts import Reference
from domain.kernel.ids import CaseId
from domain.people.leaving import LeavingReason
from domain.promotions.decisions import ApprovePromotion
from domain.promotions.override_reviews import HeldUp, ReviewOverride
from domain.promotions.overrides import SetAside

SPOKEN_FOR_HIM: Final = (
    (
        "greta",
        "Owned a wrong constant in the firmware before it was found.",
        "Other plants ring him before they touch the controller.",
        "Reliable to the last decimal.",
    ),
    (
        "sofia",
        "Has never let a date slip without saying so.",
        "Solved in a night what two suppliers had given up on.",
        "I would trust him with any pump.",
    ),
)
"""Who, what they saw of his work values and of his expertise, and in one sentence."""

SET_ASIDE: Final = (
    (
        Requirement.EVIDENCE_AT_TARGET_LEVEL,
        "We have hardly given him the chance to be seen leading. The coach begins in the first month.",
    ),
)
MONTH_FOUR: Final = (
    ("You know every line of it.", "Every drawing waits for your signature. Mine has been lying there for nine days."),
    (
        "You are never unfriendly.",
        "We come to you for what we used to decide. Give us three that we may take alone.",
    ),
    ("The release is out, thanks to you.", "I have stopped suggesting things. You redo them anyway."),
)
"""What three of his team tell him: what goes well, and what could go better."""


def best_engineer(story: Story) -> Life:
    """Tomasz Wilk and the Motion control team."""
    tomasz, paul, seat = story.person("tomasz"), story.person("paul"), story.seat("motion_control")
    let_go(story.organisation, paul, story.on(23, 27), LeavingReason.RETIRED)
    yield story.on(25, 11)
    tomasz.quiet = True
    well = "Found the oscillation in the P7 controller that two suppliers had given up on."
    better = "Let somebody else hold the oscilloscope; they would learn it."
    colleague = story.organisation.elsewhere(tomasz)
    story.tell(tomasz, colleague, well, better, "expertise", "empowering")
    yield from promoted_on_output(story)
    team = [person for person in story.organisation.members(seat) if person.leaves_on is None]
    for person in team:
        person.reserved = True
    yield from doing_instead_of_leading(story, team[0])
    yield from month_four(story, team)
    yield from two_reviews(story, team[-1])
    tomasz.quiet = False


def promoted_on_output(story: Story) -> Life:
    """Two colleagues speak for his reliability, at the level he works on. Nobody has seen him lead."""
    tomasz, greta, seat = story.person("tomasz"), story.person("greta"), story.seat("motion_control")
    yield story.on(22, 6)
    grounds = "The best engineer we have. The P7 release hangs on him as it is; he may as well have the team."
    case = story.propose(tomasz, seat, greta, grounds)
    story.found["The case of Tomasz Wilk"] = case
    voices = []
    for key, values, craft, summary in SPOKEN_FOR_HIM:
        seen = {"work_values": (4, values), "expertise": (5, craft)}
        voices.append(story.assess(tomasz, story.person(key), seen, "self", summary))
    yield story.on(21, 14)
    story.file(case, greta, EvidenceKind.PERFORMANCE, *list(tomasz.evaluations.values())[-2:])
    story.file(case, greta, EvidenceKind.POTENTIAL, *voices)
    story.close(case)
    yield story.on(21, 17)
    story.entries["the decision on Tomasz Wilk"] = overridden(story, case)
    yield story.on(20, 1)
    take(story.organisation, tomasz, seat)


def overridden(story: Story, case: CaseId) -> Reference:
    """The rules find that nobody has seen him at the level of leading others. That is set aside."""
    henrik, dorothea = story.person("henrik"), story.person("dorothea")
    rationale = (
        "The P7 release cannot wait for a search. He has our confidence, and will have a coach."
        " Reviews after six and twelve months."
    )
    set_aside = tuple(SetAside(criterion, dorothea.person, why) for criterion, why in SET_ASIDE)
    story.candidate(case).on_file = False
    command = ApprovePromotion(case, henrik.person, rationale, set_aside, effective_on=story.today)
    return story.told(case, story.organisation.chronicle.write(command, henrik.person), henrik.person)


def doing_instead_of_leading(story: Story, one_of_the_team: Somebody) -> Life:
    """Three months of nights and weekends, all of it well meant."""
    tomasz = story.person("tomasz")
    yield story.on(20, 22)
    story.practise(tomasz, "Rewrote the interface specification at the weekend so that the team would lose no week.", 9)
    yield story.on(19, 14)
    well = "Explains the controller so that one understands it for good."
    better = "I had almost solved it. You finished it overnight."
    story.tell(tomasz, one_of_the_team, well, better, "expertise", "empowering")
    yield story.on(18, 9)
    story.practise(tomasz, "Took the fault at the Norrvik shipyard over myself; it was running again by Sunday.", 14)
    story.coach(tomasz, None, "What only I can do, and what only I believe I can do", 1.5)


def month_four(story: Story, team: list[Somebody]) -> Life:
    """What the team tells him, and what his head sees, for his development: it decides nothing. And his own note."""
    tomasz, greta = story.person("tomasz"), story.person("greta")
    yield story.on(16, 12)
    for person, (well, better) in zip(team, MONTH_FOUR, strict=False):
        story.tell(tomasz, person, well, better, "delivery", "empowering")
    fact = "On an ordinary Tuesday 23 drawings lay on his desk."
    story.entries["month four of Tomasz Wilk"] = story.assess(
        tomasz,
        greta,
        {"empowering": (1, fact)},
        "others",
        "I had spoken for him. I should have asked how he leads before he led.",
        instrument=Instrument.THREE_SIXTY,
        purpose=Purpose.DEVELOPMENT,
    )
    yield story.on(16, 20)
    lesson = (
        "I thought I was taking work off their desks. I was taking it out of their hands."
        " The signatures were mine to give away from the first day."
    )
    story.note(tomasz, lesson)


def two_reviews(story: Story, one_of_the_team: Somebody) -> Life:
    """The reviews that the override had set, at six and at twelve months, and what happens between them."""
    tomasz, henrik = story.person("tomasz"), story.person("henrik")
    yield story.on(15, 17)
    review(story, (2, 2, 3), "Expert work still fills more than half of his week.", "The review after six months.")
    yield story.on(15, 24)
    looked_back(story, HeldUp.DID_NOT, "the review after six months")
    title, until = "Hand over the approval of drawings", story.today + timedelta(150)
    objectives = (
        "Three kinds of drawing are released by the team itself",
        "One-to-ones every week, none of them about drawings",
    )
    handing_over = story.give(tomasz, title, AssignmentKind.STRETCH_WORK, until, objectives, henrik)
    yield story.on(13, 10)
    situation = "Left the review of the valve block to the two who drew it, and went for a walk."
    story.practise(tomasz, situation, 1, handing_over)
    story.coach(tomasz, None, "Standing by a decision that one would not have taken")
    yield story.on(11, 13)
    outcome = "Three of four kinds of drawing are released without him. The desk is empty on Fridays."
    story.complete(tomasz, handing_over, outcome)
    well, better = "You asked what I would do and then did not do it yourself.", "Ring less from holiday. It ran."
    story.tell(tomasz, one_of_the_team, well, better, "empowering")
    yield story.on(9, 17)
    fact = "The team releases its own drawings; nothing has gone wrong."
    review(story, (3, 3, 3), fact, "The review after twelve months.")
    yield story.on(9, 24)
    looked_back(story, HeldUp.MIXED, "the review after twelve months")


def looked_back(story: Story, outcome: HeldUp, on: str) -> None:
    """Whether it was right to set the criterion aside: asked by somebody who had not done so."""
    noor, decision = story.organisation.known["noor"].person, story.entries["the decision on Tomasz Wilk"]
    criterion, facts = Requirement.EVIDENCE_AT_TARGET_LEVEL, (story.entries[on],)
    case = CaseId(decision.stream)
    command = ReviewOverride(case, decision, criterion, outcome, facts, noor, effective_on=story.today)
    story.organisation.chronicle.write(command, noor)


def review(story: Story, dials: tuple[int, int, int], fact: str, summary: str) -> None:
    """How he leads by now, as the head of the function sees it."""
    tomasz, henrik = story.person("tomasz"), story.person("henrik")
    skills, time, values = dials
    seen = {
        "skills": (skills, fact),
        "time_application": (time, "By his own calendar, four weeks of it."),
        "work_values": (values, "Speaks of “my team” and means it; praise still goes to the solution."),
    }
    at = story.assess(tomasz, henrik, seen, "others", summary)
    story.entries[summary.lower().rstrip(".")] = at
