"""What is read of spotted potential: each aspect judged, each step into a pool or out of it, and who rated results."""

from __future__ import annotations

from typing import Final

from domain.development.assessments import AssessmentRecorded
from domain.development.development import Purpose
from domain.judging.admissible import ASSESSED_BY
from domain.judging.findings import EvidenceKind
from domain.kernel.facts import Erased
from domain.spotting.potential import PotentialAssessed
from domain.spotting.talent_pools import TalentPoolEntered, TalentPoolLeft
from projections.engine.read_model import ReadModel, Row, Table
from projections.engine.sealed_entry import SealedEntry
from projections.engine.visibility import NEWEST_FIRST, visible
from projections.engine.walls import Wall


def judged(entry: SealedEntry[PotentialAssessed]) -> tuple[Row, ...]:
    """One judgement with its aspects side by side: how each was rated, and on which basis; none once it is erased."""
    event = entry.event
    judged = () if isinstance(event.aspects, Erased) else event.aspects
    bases = [" ".join(map(str, one.basis)) for one in judged]
    side_by_side = ([one.aspect for one in judged], [one.rating for one in judged], bases)
    return ((entry.stream, *side_by_side, event.framework, event.edition, event.assessed_by, event.expires_on),)


def entered(entry: SealedEntry[TalentPoolEntered]) -> tuple[Row, ...]:
    event = entry.event
    basis = " ".join(map(str, event.basis))
    return ((entry.stream, event.pool, event.unit, event.nominated_by, basis, event.expires_on),)


def left(entry: SealedEntry[TalentPoolLeft]) -> tuple[Row, ...]:
    return ((entry.stream, entry.event.pool, entry.event.unit, None, None, None),)


def evaluated(entry: SealedEntry[AssessmentRecorded]) -> tuple[Row, ...]:
    """Where results were evaluated for decisions; how is sealed, and read from the entry."""
    event = entry.event
    results = event.instrument in ASSESSED_BY[EvidenceKind.PERFORMANCE] and event.purpose == Purpose.DECISION
    return ((entry.stream,),) if results else ()


POTENTIAL: Final = (Wall("potential", ("person",)),)
OF_PERSON: Final = f"person, {NEWEST_FIRST}"
JUDGED: Final = Table(
    "potential_judged",
    {
        "person": "text NOT NULL",
        "aspects": "text[] NOT NULL",
        "ratings": "integer[] NOT NULL",
        "bases": "text[] NOT NULL",
        "framework": "text NOT NULL",
        "edition": "integer NOT NULL",
        "assessed_by": "text NOT NULL",
        "expires_on": "date NOT NULL",
    },
    {PotentialAssessed: judged},
    walls=POTENTIAL,
    indexes=(OF_PERSON,),
    opened=(PotentialAssessed,),
    coarse={"aspects": [], "ratings": [], "bases": []},
)
POOL_STEPS: Final = Table(
    "talent_pool_steps",
    {
        "person": "text NOT NULL",
        "pool": "text NOT NULL",
        "unit": "text",
        "nominated_by": "text",
        "basis": "text",
        "expires_on": "date",
    },
    {TalentPoolEntered: entered, TalentPoolLeft: left},
    walls=POTENTIAL,
    indexes=(OF_PERSON,),
    coarse={"basis": None},
)
EVALUATED: Final = Table(
    "results_evaluated",
    {"person": "text NOT NULL"},
    {AssessmentRecorded: evaluated},
    walls=(Wall("assessment", ("person",)),),
    indexes=(OF_PERSON,),
)
LATEST_ASPECTS: Final = f"""
    SELECT DISTINCT ON (person, aspect)
        person, aspect, rating, basis, framework, edition, assessed_by, effective_on, expires_on
    FROM read_models.potential_judged fact, unnest(aspects, ratings, bases) AS judged(aspect, rating, basis)
    WHERE person = ANY (%(people)s) AND {visible("fact")}
    ORDER BY person, aspect, rating IS NULL, {NEWEST_FIRST}"""
"""Each aspect of people's potential as it was rated last; that not enough was seen takes no rating's place."""
SPOTTING: Final = ReadModel("spotting", (JUDGED, POOL_STEPS, EVALUATED))
