"""What competency profiles are read from: how somebody was rated, by whom and in what; never what a rating rests on."""

from __future__ import annotations

from typing import Final

from domain.cycles.closing import FeedbackCycleClosed
from domain.cycles.planning import FeedbackCyclePlanned
from domain.development.assessments import AssessmentRecorded
from domain.kernel.facts import Erased
from projections.engine.read_model import ReadModel, Row, Table
from projections.engine.sealed_entry import SealedEntry
from projections.engine.visibility import NEWEST_FIRST
from projections.engine.walls import Wall


def assessed(entry: SealedEntry[AssessmentRecorded]) -> tuple[Row, ...]:
    """One assessment with its ratings side by side: what each is of, and what it says; none once they are erased."""
    event = entry.event
    ratings = () if isinstance(event.ratings, Erased) else event.ratings
    how = (event.assessor, event.source, event.instrument, event.purpose, event.context, event.level)
    under = (event.framework, event.edition, event.facts_unknown)
    return ((entry.stream, *how, *under, [each.of for each in ratings], [each.value for each in ratings]),)


def planned(entry: SealedEntry[FeedbackCyclePlanned]) -> tuple[Row, ...]:
    return ((entry.stream, entry.event.framework, entry.event.edition),)


def released(entry: SealedEntry[FeedbackCycleClosed]) -> tuple[Row, ...]:
    """What a cycle released, a place for each single rating: whose it is nobody knows."""
    event = entry.event
    ratings = () if isinstance(event.ratings, Erased) else event.ratings
    each = [(told.of, told.group, value) for told in ratings for value in told.values]
    return ((entry.stream, event.person, *([place[part] for place in each] for part in range(3))),)


RATED: Final = Table(
    "assessments_rated",
    {
        "person": "text NOT NULL",
        "assessor": "text",
        "source": "text NOT NULL",
        "instrument": "text NOT NULL",
        "purpose": "text NOT NULL",
        "context": "text",
        "level": "text",
        "framework": "text NOT NULL",
        "edition": "integer NOT NULL",
        "facts_unknown": "boolean NOT NULL",
        "rated": "text[] NOT NULL",
        "given": "integer[] NOT NULL",
    },
    {AssessmentRecorded: assessed},
    walls=(Wall("assessment_to_develop", ("person",)),),
    indexes=(f"person, {NEWEST_FIRST}",),
    opened=(AssessmentRecorded,),
    coarse={"level": None, "rated": [], "given": []},
)
"""Also of those that serve decisions: who is told of both is told of their course."""
RATED_UNDER: Final = Table(
    "cycles_rated_under",
    {"cycle": "text NOT NULL", "framework": "text NOT NULL", "edition": "integer NOT NULL"},
    {FeedbackCyclePlanned: planned},
    walls=(Wall("cycle", ("cycle",)),),
    indexes=("cycle",),
)
RELEASED: Final = Table(
    "cycle_answers",
    {
        "cycle": "text NOT NULL",
        "person": "text NOT NULL",
        "rated": "text[] NOT NULL",
        "groups": "text[] NOT NULL",
        "given": "integer[] NOT NULL",
    },
    {FeedbackCycleClosed: released},
    walls=(Wall("cycle_result", ("cycle",)),),
    indexes=(f"person, {NEWEST_FIRST}",),
    opened=(FeedbackCycleClosed,),
    coarse={"rated": [], "groups": [], "given": []},
)
COMPETENCY_PROFILE: Final = ReadModel("competency_profile", (RATED, RATED_UNDER, RELEASED))
