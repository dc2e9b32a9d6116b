"""Ada, mentored by Cai: agreed, held, looked back on, ended."""

from __future__ import annotations

from datetime import date
from typing import Final

from domain.kernel.ids import MentorshipId
from domain.mentoring.agreements import MentoringSessionHeld, MentorshipAgreed, MentorshipEnded, WhyEnded
from domain.mentoring.evaluation import Answer, Extent, MentoringEvaluated, Question
from tests.examples.development import ANSWERED, ASSIGNED, COACHED, COMPLETED, LEARNED
from tests.examples.people import ADA, CAI
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
