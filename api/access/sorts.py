"""Of which sort each kind of entry is: by the module or chapter of the language that it stands in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from api.access.disclosed import Disclosed
from api.access.table import Information
from domain.catalogue import EVENTS, AnyEvent
from domain.development.development import Purpose

OF_MODULES: Final[Mapping[str, Information]] = {
    "amendments.remarks": Information.REMARK,
    "background": Information.DEVELOPMENT,
    "cycles": Information.CYCLE,
    "cycles.closing": Information.CYCLE_WORDS,
    "development.aspirations": Information.DEVELOPMENT,
    "development.assessments": Information.ASSESSMENT,
    "development.assignments": Information.DEVELOPMENT,
    "development.capability_tags": Information.CAPABILITY,
    "development.conversations": Information.BETWEEN_TWO,
    "development.feedback": Information.FEEDBACK,
    "development.learning": Information.DEVELOPMENT,
    "development.opportunities": Information.OPPORTUNITY,
    "development.practice": Information.DEVELOPMENT,
    "documents": Information.DEVELOPMENT,
    "erasing": Information.ERASURE,
    "frameworks": Information.RULES,
    "growth.actions": Information.COMMITMENTS,
    "growth.needs": Information.DEVELOPMENT,
    "growth.plan_reviews": Information.DEVELOPMENT,
    "growth.plans": Information.DEVELOPMENT,
    "judging.integrity": Information.INTEGRITY,
    "kernel.facts": Information.BOOK,
    "kernel.history": Information.RULES,
    "mentoring.accepting": Information.DEVELOPMENT,
    "mentoring.agreements": Information.DEVELOPMENT,
    "mentoring.evaluation": Information.BETWEEN_TWO,
    "mentoring.informal": Information.BETWEEN_TWO,
    "mentoring.objectives": Information.DEVELOPMENT,
    "mentoring.obstacles": Information.BETWEEN_TWO,
    "mentoring.offers": Information.DIRECTORY,
    "mentoring.recognition": Information.DEVELOPMENT,
    "offices": Information.DIRECTORY,
    "organisation": Information.DIRECTORY,
    "organisation.role": Information.EMPLOYMENT,
    "people.erased": Information.ERASURE,
    "people.introducing": Information.DIRECTORY,
    "people.joining": Information.EMPLOYMENT,
    "people.leave": Information.LEAVE,
    "people.leaving": Information.LEAVING,
    "people.moving": Information.EMPLOYMENT,
    "people.naming": Information.EMPLOYMENT,
    "people.reporting_lines": Information.DIRECTORY,
    "people.seats": Information.DIRECTORY,
    "promotions": Information.CASE,
    "promotions.informing": Information.NOTICES,
    "promotions.panels.declarations": Information.CONFLICT,
    "promotions.panels.recusals": Information.CONFLICT,
    "promotions.panels.vote_casting": Information.VOTE,
    "safeguards": Information.BOOK,
    "spotting": Information.POTENTIAL,
    "succession": Information.SUCCESSION,
    "succession.retention": Information.RISK,
    "units": Information.DIRECTORY,
}
"""A chapter is named only where all of it is of one sort, but for modules that stand here themselves."""

OF_KINDS: Final[Mapping[str, Information]] = {
    "AccessTaken": Information.LOOKS,
    "LessonNoted": Information.LEARNED,
    "LessonReleaseRevoked": Information.LEARNED,
    "LessonReleased": Information.LEARNED,
    "MentoringSessionHeld": Information.BETWEEN_TWO,
    "OpportunityClosed": Information.DIRECTORY,
    "OpportunityOpened": Information.DIRECTORY,
    "PersonIdentified": Information.ACCOUNTS,
    "RoleProfileDefined": Information.SUCCESSION,
}
"""Kinds that are of another sort than their module."""


def sort_of(kind: str) -> Information | None:
    """Of which sort a kind of entry is; None for one that is told to nobody, as it is of none."""
    event = EVENTS.get(kind)
    return OF_KINDS.get(kind) or (by_module(event) if event else None)


def by_module(event: AnyEvent) -> Information | None:
    """The sort of an event's module, or of the nearest package around it."""
    path = event.__module__.split(".")[1:]
    around = (".".join(path[:length]) for length in range(len(path), 0, -1))
    return next((OF_MODULES[name] for name in around if name in OF_MODULES), None)


SORTS: Final[Mapping[str, Information | None]] = {kind: sort_of(kind) for kind in EVENTS}
"""The sort of every kind, looked up once."""

OTHERS_IN_IT: Final[Mapping[str, str]] = {
    "ConversationHeld": "with_whom",
    "InformalMentoringHeld": "mentor",
    "OpportunityAnswered": "person",
    "OpportunityApplied": "person",
    "OpportunityOffered": "person",
}
"""The fields of entries that name somebody to whom what it says is told as to whom it is about."""
BETWEEN_A_PAIR: Final = frozenset(
    kind
    for kind, event in EVENTS.items()
    if SORTS[kind] is Information.BETWEEN_TWO and {"mentor", "mentee"} <= event.__dataclass_fields__.keys()
)
"""The kinds of entries that are between two, and name both."""
REMARKS: Final = tuple(kind for kind, sort in SORTS.items() if sort is Information.REMARK)
"""The kinds of entries that stand beside others."""
TO_DEVELOP: Final[Mapping[str, Information]] = {"AssessmentRecorded": Information.ASSESSMENT_TO_DEVELOP}
"""Of which sort that is which entries say, where it was said for development alone."""


def sort_of_what_it_says(entry: Disclosed) -> Information | None:
    """The sort of an entry's content: that of its kind, but where only some of these are told to judges."""
    develops = entry.kind in TO_DEVELOP and entry.value("purpose") is Purpose.DEVELOPMENT
    return TO_DEVELOP[entry.kind] if develops else SORTS.get(entry.kind)


Sorted = tuple[Information | None, str, str | None]
"""Of which sort something is, whom it is about, and the entry that says it, where somebody may stand to that alone."""


def told_of(entry: Disclosed) -> tuple[str, ...]:
    """Whom or what an entry is about: its stream, but the two where it is between them and names both.

    Who the two of a mentorship are today says nothing of who they were when they said it.
    """
    pair = (entry.value("mentor"), entry.value("mentee")) if entry.kind in BETWEEN_A_PAIR else ()
    return tuple(person for person in pair if person) or (entry.stream,)


def also_told_as(entry: Disclosed) -> Iterator[Sorted]:
    """As what else an entry is told than by its own sort: a remark as that of whoever answers, and beside its entry.

    What stands beside a remark is told as that is, and so on. What is between two is told to either.
    """
    if (field := OTHERS_IN_IT.get(entry.kind)) and (person := entry.value(field)):
        yield SORTS.get(entry.kind), person, None
    for other in told_of(entry)[1:]:
        yield SORTS.get(entry.kind), other, None
    if entry.kind in REMARKS:
        if answerer := entry.value("answered_by"):
            yield Information.REMARK, answerer, None
        beside = entry.beside
        while beside is not None:
            for subject in told_of(beside):
                yield sort_of_what_it_says(beside), subject, str(beside.at)
            beside = beside.beside
