"""Who mentors whom, how pairs keep what they agreed, who offers to mentor, and how mentoring goes altogether."""

from __future__ import annotations

from projections.mentoring_network.agreements_read import (
    InformalMentoring,
    MentoringObjective,
    all_mentorships,
    informal_mentoring,
    mentorships_of,
    objectives_of,
    sessions_under,
    times_recognised,
)
from projections.mentoring_network.mentoring_tables import MENTORING_NETWORK
from projections.mentoring_network.network_figures import (
    MentoringFigures,
    MentoringOnLevel,
    ObstacleCount,
)
from projections.mentoring_network.network_read import (
    AnswerCounted,
    MentoringSuccess,
    a_year_before,
    mentoring_network,
    mentoring_success,
)
from projections.mentoring_network.offers_read import OfferKnown, fitting, mentoring_offers
from projections.mentoring_network.pairs import (
    MentoringKept,
    MentoringLink,
    Pair,
    SessionHeld,
    chain,
    descendants,
    is_in_a_circle,
    kept,
)
from projections.mentoring_network.parts_counted import MentoringMeasure, MentoringShare
from projections.mentoring_network.targets import (
    DaysTarget,
    MentoringTargets,
    ShareTarget,
    first_mentor_on,
    mentor_due_on,
)
from projections.mentoring_network.theory_read import theory_and_practice_of

__all__ = [
    "MENTORING_NETWORK",
    "AnswerCounted",
    "DaysTarget",
    "InformalMentoring",
    "MentoringFigures",
    "MentoringKept",
    "MentoringLink",
    "MentoringMeasure",
    "MentoringObjective",
    "MentoringOnLevel",
    "MentoringShare",
    "MentoringSuccess",
    "MentoringTargets",
    "ObstacleCount",
    "OfferKnown",
    "Pair",
    "SessionHeld",
    "ShareTarget",
    "a_year_before",
    "all_mentorships",
    "chain",
    "descendants",
    "first_mentor_on",
    "fitting",
    "informal_mentoring",
    "is_in_a_circle",
    "kept",
    "mentor_due_on",
    "mentoring_network",
    "mentoring_offers",
    "mentoring_success",
    "mentorships_of",
    "objectives_of",
    "sessions_under",
    "theory_and_practice_of",
    "times_recognised",
]
