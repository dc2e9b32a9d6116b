"""The best engineer is promoted on output, against what the rules find. By month four everything waits for him."""

from __future__ import annotations

from datetime import timedelta

from api.demo.chronicle import Life
from api.demo.personnel import let_go, take
from api.demo.story import Story
from domain.criteria import Requirement
from domain.development import AssignmentKind, Instrument, Purpose, Source
from domain.people import LeavingReason
from domain.promotion_case import EvidenceKind
from domain.promotion_decisions import ApprovePromotion, SetAside
from domain.retention import Grade


def best_engineer(story: Story) -> Life:
    """Tomasz Wilk and the Motion control team."""
    tomasz, greta = story.person("tomasz"), story.person("greta")
    henrik, dorothea, paul = story.person("henrik"), story.person("dorothea"), story.person("paul")
    seat = story.seat("motion_control")
    write = story.organisation.chronicle.write
    let_go(story.organisation, paul, story.on(23, 27), LeavingReason.RETIRED)

    yield story.on(25, 11)
    tomasz.quiet = True
    story.tell(
        tomasz,
        story.organisation.elsewhere(tomasz),
        Source.PEER,
        "Found the oscillation in the P7 controller that two suppliers had given up on.",
        "Let somebody else hold the oscilloscope; they would learn it.",
        "expertise",
        "empowering",
    )

    # Two colleagues speak for his reliability, at the level he works on. Nobody has seen him lead.
    yield story.on(22, 6)
    case = story.propose(
        tomasz,
        seat,
        greta,
        "The best engineer we have. The P7 release hangs on him as it is; he may as well have the team.",
    )
    story.found["The case of Tomasz Wilk"] = case
    cycles = list(tomasz.evaluations.values())[-2:]
    values = [
        story.assess(tomasz, source, by, {"work_values": (4, value), "expertise": (5, craft)}, "self", summary)
        for source, by, value, craft, summary in (
            (
                Source.LINE_MANAGER,
                greta,
                "Owned a wrong constant in the firmware before it was found.",
                "Other plants ring him before they touch the controller.",
                "Reliable to the last decimal.",
            ),
            (
                Source.PEER,
                story.person("sofia"),
                "Has never let a date slip without saying so.",
                "Solved in a night what two suppliers had given up on.",
                "I would trust him with any pump.",
            ),
        )
    ]
    yield story.on(22, 20)
    story.file(case, greta, EvidenceKind.PERFORMANCE, *cycles, *values)
    story.close(case)

    # The rules find no evidence of potential, and none at the level of leading others. Both are set aside.
    yield story.on(21, 17)
    story.entries["the decision on Tomasz Wilk"] = write(
        ApprovePromotion(
            case,
            henrik.person,
            "The P7 release cannot wait for a search. He has our confidence, and will have a coach. Reviews after six"
            " and twelve months.",
            set_aside=(
                SetAside(
                    Requirement.POTENTIAL_EVIDENCE,
                    dorothea.person,
                    "Nobody has looked for it, for want of time. Such results have earned the benefit of the doubt.",
                ),
                SetAside(
                    Requirement.EVIDENCE_AT_TARGET_LEVEL,
                    dorothea.person,
                    "He has led no team so far because we never let him. The coach begins in the first month.",
                ),
            ),
            effective_on=story.today,
        ),
        henrik.person,
    )
    yield story.on(20, 1)
    take(story.organisation, tomasz, seat)
    yield from bottleneck(story)


def bottleneck(story: Story) -> Life:
    """Four months of doing instead of leading, and what is said about it. For his development; it decides nothing."""
    tomasz, henrik = story.person("tomasz"), story.person("henrik")
    seat = story.seat("motion_control")
    yield story.on(20, 22)
    story.practise(
        tomasz, "Rewrote the interface specification at the weekend so that the team would not lose a week.", 9
    )
    yield story.on(19, 14)
    team = [person for person in story.organisation.members(seat) if person.leaves_on is None][:3]
    story.tell(
        tomasz,
        team[0],
        Source.DIRECT_REPORT,
        "Explains the controller so that one understands it for good.",
        "I had almost solved it. You finished it overnight.",
        "expertise",
        "empowering",
    )
    yield story.on(18, 9)
    story.practise(tomasz, "Took the fault at the Norrvik shipyard over myself; it was running again by Sunday.", 14)
    story.coach(tomasz, None, "What only I can do, and what only I believe I can do", 1.5)

    # Month four.
    yield story.on(16, 12)
    for person, well, better in zip(
        team,
        ("You know every line of it.", "You are never unfriendly.", "The release is out, thanks to you."),
        (
            "Every drawing waits for your signature. Mine has been lying there for nine days.",
            "We come to you for decisions we used to take. Give us three that we may take alone.",
            "I have stopped suggesting things. You redo them anyway.",
        ),
        strict=False,
    ):
        story.tell(tomasz, person, Source.DIRECT_REPORT, well, better, "delivery", "empowering")
    for person, value, fact in zip(
        team,
        (1, 2, 1),
        (
            "On an ordinary Tuesday 23 drawings lay on his desk.",
            "Lets us draw, and redraws it when it matters.",
            "Answered the customer’s mail that I had been asked to answer.",
        ),
        strict=False,
    ):
        at = story.assess(
            tomasz,
            Source.DIRECT_REPORT,
            person,
            {"empowering": (value, fact)},
            "others",
            None,
            instrument=Instrument.THREE_SIXTY,
            purpose=Purpose.DEVELOPMENT,
        )
        story.entries.setdefault("month four of Tomasz Wilk", at)
    yield story.on(16, 20)
    story.note(
        tomasz,
        "I thought I was taking work off their desks. I was taking it out of their hands."
        " The signatures were mine to give away from the first day.",
    )

    # The reviews that the override had set, at six and at twelve months.
    yield story.on(15, 17)
    review(story, (2, 2, 3), "Expert work still fills more than half of his week.", "The review after six months.")
    yield story.on(15, 24)
    handing_over = story.give(
        tomasz,
        "Hand over the approval of drawings",
        AssignmentKind.STRETCH_WORK,
        story.today + timedelta(150),
        (
            "Three kinds of drawing are released by the team itself",
            "One-to-ones every week, none of them about drawings",
        ),
        henrik,
    )
    yield story.on(13, 10)
    story.practise(
        tomasz, "Left the review of the valve block to the two who drew it, and went for a walk.", 1, handing_over
    )
    story.coach(tomasz, None, "Standing by a decision that one would not have taken")
    yield story.on(11, 13)
    story.complete(
        tomasz, handing_over, "Three of four kinds of drawing are released without him. The desk is empty on Fridays."
    )
    story.tell(
        tomasz,
        team[-1],
        Source.DIRECT_REPORT,
        "You asked what I would do and then did not do it yourself.",
        "Ring less from holiday. It ran.",
        "empowering",
    )
    yield story.on(9, 17)
    review(
        story,
        (3, 3, 3),
        "The team releases its own drawings; nothing has gone wrong.",
        "The review after twelve months.",
    )
    story.might_leave(tomasz, Grade.LOW, "Says he would choose it again, later and with more help.")


def review(story: Story, dials: tuple[int, int, int], fact: str, summary: str) -> None:
    """How he leads by now, as the head of the function sees it."""
    skills, time, values = dials
    seen = {
        "skills": (skills, fact),
        "time_application": (time, "By his own calendar, four weeks of it."),
        "work_values": (values, "Speaks of “my team” and means it; praise still goes to the solution."),
    }
    tomasz = story.organisation.known["tomasz"]
    at = story.assess(tomasz, Source.HIGHER_MANAGER, story.organisation.known["henrik"], seen, "others", summary)
    story.entries[summary.lower().rstrip(".")] = at
