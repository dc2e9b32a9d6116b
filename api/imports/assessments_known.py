"""Reviews as the ledger has them, and as it is asked for them."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from api.imports.histories import Stay
from domain.development.assessments import AssessmentRecorded, RecordAssessment
from domain.development.development import AssessmentId, Instrument, Purpose, Rating
from domain.frameworks.adopting import Active
from domain.kernel.facts import Erased, Reference
from domain.kernel.ids import PersonId, UnitId


@dataclass(frozen=True)
class Recorded:
    """An assessment that stands in the ledger."""

    at: Reference
    event: AssessmentRecorded


def unit_on(stays: tuple[Stay, ...], on: date | None) -> UnitId | None:
    """In which unit somebody stood on a day; None before they joined."""
    stay = next((one for one in reversed(stays) if on and one.joined_on <= on), None)
    return UnitId(stay.stood_on(on).placement.unit) if stay and on else None


def assessment(
    person: PersonId,
    called: AssessmentId,
    active: Active,
    judge: PersonId | None,
    ratings: tuple[Rating, ...],
    cycle: str | None,
    on: date,
) -> RecordAssessment:
    """A review, as it is asked for."""
    return RecordAssessment(
        person,
        called,
        Instrument.PERFORMANCE_EVALUATION,
        Purpose.DECISION,
        active.framework,
        active.edition.number,
        judge,
        ratings,
        cycle=cycle,
        effective_on=on,
        imported=True,
    )


def recorded(noted: list[Any]) -> Iterator[Recorded]:
    """The assessments that stand."""
    for each in noted:
        if isinstance(each.event, AssessmentRecorded):
            yield Recorded(each.at, each.event)


def says_otherwise(known: AssessmentRecorded, command: RecordAssessment) -> bool:
    """Whether a review is told otherwise than it is recorded."""
    told = (command.ratings, command.effective_on, command.cycle, command.assessor)
    return (known.ratings, known.effective_on, known.cycle, known.assessor) != told


def kept(known: AssessmentRecorded, command: RecordAssessment, not_told: Collection[str]) -> tuple[Rating, ...]:
    """The marks of a review, with those recorded before of which its file says nothing, as it has no column for them.

    All stand in the order of those that are recorded, so that nothing is told otherwise by its order alone.
    """
    before = () if isinstance(known.ratings, Erased) else known.ratings
    told = {one.of: one for one in (*command.ratings, *(one for one in before if one.of in not_told))}
    order = dict.fromkeys((*(one.of for one in before), *told))
    return tuple(told[of] for of in order if of in told)


def marks_in_words(ratings: tuple[Rating, ...] | Erased) -> str:
    """The marks of a review, whatever their order."""
    marks = () if isinstance(ratings, Erased) else ratings
    return ", ".join(sorted(f"{one.of} {one.value}" for one in marks)) or "no mark"


def told_otherwise(
    known: AssessmentRecorded, command: RecordAssessment, name_of: Callable[[PersonId], str]
) -> tuple[str, str]:
    """What a review was, and is told to be, as far as that is not the same."""
    was, now = in_parts(known, name_of), in_parts(command, name_of)
    differ = [place for place, part in enumerate(was) if part != now[place]]
    before, after = (", ".join(parts[place] for place in differ) for parts in (was, now))
    return before, after


def in_parts(review: AssessmentRecorded | RecordAssessment, name_of: Callable[[PersonId], str]) -> tuple[str, ...]:
    """What a review says, part by part, in words."""
    by = f"by {name_of(review.assessor)}" if review.assessor else "by nobody who is known"
    facts = () if isinstance(review.ratings, Erased) else review.ratings
    resting = "; ".join(dict.fromkeys(fact for one in facts for fact in one.facts))
    cycle = f"cycle {review.cycle}" if review.cycle else "no cycle"
    return marks_in_words(review.ratings), f"on {review.effective_on}", cycle, by, f"resting on {resting or 'nothing'}"
