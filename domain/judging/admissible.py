"""What counts as evidence: for each kind a closed list of entries, instruments and sources. All else is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from domain.development.assessments import AssessmentRecorded
from domain.development.assignments import AssignmentCompleted
from domain.development.development import Assessment, Instrument, Purpose, Source
from domain.development.feedback import FeedbackGiven
from domain.judging.findings import EvidenceKind
from domain.kernel.facts import Event

KNOWN_SOURCES: Final = frozenset(
    {
        Source.LINE_MANAGER,
        Source.HIGHER_MANAGER,
        Source.OTHER_MANAGER,
        Source.PEER,
        Source.DIRECT_REPORT,
        Source.COLLEAGUE,
        Source.MENTOR,
        Source.ASSESSOR,
        Source.EXTERNAL,
    }
)
"""From where others see somebody, where that is known. No view of oneself is among them."""

ASSESSED_BY: Final[Mapping[EvidenceKind, frozenset[Instrument]]] = {
    EvidenceKind.PERFORMANCE: frozenset({Instrument.PERFORMANCE_EVALUATION}),
    EvidenceKind.POTENTIAL: frozenset(
        {Instrument.THREE_SIXTY, Instrument.LEADERSHIP_ASSESSMENT, Instrument.ASSESSMENT_CENTRE}
    ),
}
"""The instruments that show each. Results are no promise: a yearly evaluation is never evidence of potential."""

OTHERWISE_SHOWN_BY: Final[Mapping[EvidenceKind, frozenset[type[Event[Any]]]]] = {
    EvidenceKind.PERFORMANCE: frozenset({AssignmentCompleted}),
    EvidenceKind.POTENTIAL: frozenset({AssignmentCompleted, FeedbackGiven}),
}
"""The other kinds of entries that show each."""


def shows(kind: EvidenceKind, event: Event[Any]) -> bool:
    """Whether an entry may be filed as evidence of a kind: never what somebody says of themselves."""
    if isinstance(event, AssessmentRecorded | FeedbackGiven) and event.purpose is Purpose.DEVELOPMENT:
        return False
    if isinstance(event, AssessmentRecorded | FeedbackGiven) and event.source is Source.SELF:
        return False
    if isinstance(event, AssessmentRecorded):
        return event.instrument in ASSESSED_BY[kind]
    return type(event) in OTHERWISE_SHOWN_BY[kind]


def kinds_shown_by(event: Event[Any]) -> Iterator[EvidenceKind]:
    """Everything that an entry is evidence of; nothing, for most entries."""
    return (kind for kind in EvidenceKind if shows(kind, event))


def shown_by(kind: EvidenceKind) -> str:
    """What may be filed as evidence of a kind, in words."""
    instruments = sorted(ASSESSED_BY[kind])
    others = sorted(event.__name__ for event in OTHERWISE_SHOWN_BY[kind])
    return f"an assessment by {', '.join(instruments)}, or {', '.join(others)}"


def counts(assessment: Assessment) -> bool:
    """Whether an assessment supports anything: it rests on facts, and it is known from where it sees."""
    return assessment.source in KNOWN_SOURCES and not assessment.facts_unknown


def is_witnessed(event: Event[Any]) -> bool:
    """Whether somebody else saw it, and it is known from where: what people write of themselves shows nothing."""
    if isinstance(event, FeedbackGiven):
        return event.giver is not None and event.source in KNOWN_SOURCES
    return not isinstance(event, AssignmentCompleted) or event.seen_by is not None


def for_decisions(assessment: Assessment) -> bool:
    """Whether it is meant for decisions, and others made it."""
    return assessment.purpose is Purpose.DECISION and assessment.source is not Source.SELF
