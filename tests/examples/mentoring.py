"""Ada, mentored by Cai: offered, agreed, held, looked back on, ended, and thanked for."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.kernel.ids import MentorshipId
from domain.mentoring.accepting import MentorshipAccepted
from domain.mentoring.agreements import MentoringSessionHeld, MentorshipAgreed, MentorshipEnded, WhyEnded
from domain.mentoring.evaluation import Answer, Extent, MentoringEvaluated, Question
from domain.mentoring.informal import InformalMentoringHeld
from domain.mentoring.mentorship_kinds import MentorshipKind
from domain.mentoring.objectives import ObjectiveMet
from domain.mentoring.obstacles import ObstacleKind, ObstacleRaised, ObstacleSettled
from domain.mentoring.offers import MentoringOffered
from domain.mentoring.recognition import MentorRecognised
from tests.examples.development import ANSWERED, ASSIGNED, COACHED, COMPLETED, LEARNED
from tests.examples.people import ADA, BEN, CAI
from tests.examples.streams import at, example

PAIR: Final = MentorshipId("mentorship-0190a000-0000-7000-8000-000000000001")
"""Ada, mentored by Cai."""

AGREED: Final = example(
    PAIR,
    MentorshipAgreed(
        CAI,
        ADA,
        goals="Let others find the answer first",
        hours_promised=12.0,
        cadence_days=30,
        ends_on=date(2024, 12, 31),
        mentorship_kind=MentorshipKind.SPONSORSHIP,
        objectives=("Hand over a shift without a word of advice", "Let a meeting run without you"),
        effective_on=date(2024, 1, 8),
    ),
)
MET: Final = example(
    PAIR,
    MentoringSessionHeld(
        CAI,
        ADA,
        1.5,
        mentee_learned="Silence is a question too",
        mentor_learned="How a hand-over feels at four in the morning",
        effective_on=date(2024, 2, 6),
    ),
)
EVALUATED: Final = example(
    PAIR,
    MentoringEvaluated(
        CAI,
        ADA,
        evaluated_by=ADA,
        answers=(
            Answer(Question.WIDER_RANGE_OF_STYLES, Extent.YES, (at(COACHED), at(ANSWERED))),
            Answer(Question.ADAPTABLE_AND_RESILIENT, Extent.PARTLY, (at(LEARNED),)),
            Answer(Question.TAKES_ROLES_AND_INFLUENCES, Extent.YES, (at(ASSIGNED), at(COMPLETED))),
        ),
        in_words="I ask first now, also when the press stands still",
        effective_on=date(2024, 12, 2),
    ),
)
ENDED: Final = example(PAIR, MentorshipEnded(CAI, ADA, WhyEnded.GOALS_REACHED, effective_on=date(2024, 12, 20)))
ACCEPTED: Final = example(PAIR, MentorshipAccepted(CAI, ADA, effective_on=date(2024, 1, 9)))
REACHED: Final = example(
    PAIR,
    ObjectiveMet(CAI, ADA, 1, "Three hand-overs in June, and nobody called me after", effective_on=date(2024, 7, 1)),
)
RAISED: Final = example(
    PAIR,
    ObstacleRaised(
        CAI,
        ADA,
        ObstacleKind.TIME,
        raised_by=ADA,
        in_words="The night shift eats our Tuesdays",
        effective_on=date(2024, 4, 9),
    ),
)
SETTLED: Final = example(
    PAIR,
    ObstacleSettled(
        CAI, ADA, ObstacleKind.TIME, settled_by=CAI, how="We meet on Thursdays", effective_on=date(2024, 4, 16)
    ),
)
OFFERED: Final = example(
    CAI,
    MentoringOffered(
        ("Asking before telling", "improvement"), capacity=2, until=date(2025, 12, 31), effective_on=date(2023, 12, 1)
    ),
)
TALKED: Final = example(
    ADA,
    InformalMentoringHeld(
        BEN,
        told_by=ADA,
        hours=0.5,
        mentee_learned="A budget is a list of promises",
        mentor_learned="What a night costs",
        effective_on=date(2024, 5, 14),
    ),
)
THANKED: Final = example(
    CAI,
    MentorRecognised(PAIR, recognised_by=BEN, in_words="Ada asks first now", effective_on=date(2024, 12, 20)),
)
