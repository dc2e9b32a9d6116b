"""A promotion case in a ledger, with evidence of which some was corrected later, and a decision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from domain.amendments.corrections import CorrectEntry
from domain.development.assessments import RecordAssessment
from domain.development.development import AssessmentId, Instrument, Purpose, Rating
from domain.frameworks.default_pack import DEFAULT_EDITION, DEFAULT_FRAMEWORK
from domain.frameworks.publishing import PublishFramework
from domain.judging.findings import EvidenceKind
from domain.kernel.commands import Command
from domain.kernel.facts import Reference
from domain.kernel.ids import CaseId, PersonId
from domain.promotions.decisions import DeclinePromotion
from domain.promotions.promotion_case import Direction
from domain.promotions.promotion_file import CloseFile, FileEvidence
from domain.promotions.proposals import ProposePromotion
from ledger import Ledger, Receipt, new_id
from tests.ledger.commands_recorded import BY, joining, person_id
from tests.units import establish_units

MAY, JUNE, JULY = date(2024, 5, 6), date(2024, 6, 3), date(2024, 7, 1)
NAME = "Ada Okafor"


@dataclass(frozen=True)
class Decided:
    """A case that was decided, and what it rests on."""

    case: CaseId
    evidence: Reference


def record(ledger: Ledger, command: Command[Any]) -> Receipt:
    return ledger.record(command, by=BY)


def assessing(person: PersonId, value: int) -> RecordAssessment:
    return RecordAssessment(
        person,
        AssessmentId("assessment-1"),
        Instrument.LEADERSHIP_ASSESSMENT,
        Purpose.DECISION,
        DEFAULT_FRAMEWORK,
        DEFAULT_EDITION.number,
        None,
        (Rating("direction", value, ("seen in the night shift",)),),
        "others",
        effective_on=MAY,
    )


def decide(ledger: Ledger) -> Decided:
    """Bring a case to its end."""
    establish_units(ledger, "Tooling")
    ada, cai, eve = person_id(), person_id(), person_id()
    case = CaseId(new_id("case"))
    record(ledger, PublishFramework(DEFAULT_FRAMEWORK, DEFAULT_EDITION, effective_on=date(2020, 1, 1), imported=True))
    for person in (ada, cai, eve):
        record(ledger, joining(person, NAME))
    [evidence] = record(ledger, assessing(ada, 4)).references
    record(
        ledger,
        ProposePromotion(
            case,
            ada,
            None,
            Direction.UP,
            "self",
            "others",
            DEFAULT_FRAMEWORK,
            DEFAULT_EDITION.number,
            cai,
            "She leads already",
            effective_on=MAY,
        ),
    )
    record(ledger, FileEvidence(case, evidence, EvidenceKind.POTENTIAL, cai, effective_on=MAY))
    record(ledger, CloseFile(case, eve, effective_on=JUNE))
    record(ledger, DeclinePromotion(case, eve, "Another year first", effective_on=JULY))
    record(ledger, CorrectEntry(evidence, assessing(ada, 3), "read wrongly"))
    return Decided(case, evidence)
