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
from projections.engine.visibility import NEWEST_FIRST
from projections.engine.walls import Wall


def judged(entry: SealedEntry[PotentialAssessed]) -> tuple[Row, ...]:
    """One row an aspect; none of whoever was erased."""
    event = entry.event
    aspects = () if isinstance(event.aspects, Erased) else event.aspects
    under = (event.framework, event.edition, event.assessed_by, event.expires_on)
    return tuple((entry.stream, one.aspect, one.rating, " ".join(map(str, one.basis)), *under) for one in aspects)


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
        "aspect": "text NOT NULL",
        "rating": "integer",
        "basis": "text NOT NULL",
        "framework": "text NOT NULL",
        "edition": "integer NOT NULL",
        "assessed_by": "text NOT NULL",
        "expires_on": "date NOT NULL",
    },
    {PotentialAssessed: judged},
    walls=POTENTIAL,
    indexes=(OF_PERSON,),
    opened=(PotentialAssessed,),
    coarse={"rating": None, "basis": ""},
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
SPOTTING: Final = ReadModel("spotting", (JUDGED, POOL_STEPS, EVALUATED))
