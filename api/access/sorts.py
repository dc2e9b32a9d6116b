"""Of which sort each kind of entry is: by the module or chapter of the language that it stands in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from api.access.table import Sort
from domain.catalogue import EVENTS, AnyEvent

OF_MODULES: Final[Mapping[str, Sort]] = {
    "amendments.remarks": Sort.ASSESSMENT,
    "development.aspirations": Sort.DEVELOPMENT,
    "development.assessments": Sort.ASSESSMENT,
    "development.assignments": Sort.DEVELOPMENT,
    "development.feedback": Sort.FEEDBACK,
    "development.practice": Sort.DEVELOPMENT,
    "frameworks": Sort.RULES,
    "judging.integrity": Sort.INTEGRITY,
    "kernel.facts": Sort.BOOK,
    "kernel.history": Sort.RULES,
    "mentoring.agreements": Sort.DEVELOPMENT,
    "mentoring.evaluation": Sort.BETWEEN_TWO,
    "offices": Sort.DIRECTORY,
    "organisation": Sort.DIRECTORY,
    "organisation.role": Sort.EMPLOYMENT,
    "people.introducing": Sort.DIRECTORY,
    "people.joining": Sort.EMPLOYMENT,
    "people.leaving": Sort.LEAVING,
    "people.moving": Sort.EMPLOYMENT,
    "people.naming": Sort.EMPLOYMENT,
    "people.reporting_lines": Sort.DIRECTORY,
    "people.seats": Sort.DIRECTORY,
    "promotions": Sort.CASE,
    "promotions.panels.declarations": Sort.CONFLICT,
    "promotions.panels.recusals": Sort.CONFLICT,
    "promotions.panels.vote_casting": Sort.VOTE,
    "succession": Sort.SUCCESSION,
    "succession.retention": Sort.RISK,
    "units": Sort.DIRECTORY,
}
"""A chapter is named only where all of it is of one sort, but for modules that stand here themselves."""

OF_KINDS: Final[Mapping[str, Sort]] = {
    "LessonNoted": Sort.LEARNED,
    "MentoringSessionHeld": Sort.BETWEEN_TWO,
    "PersonIdentified": Sort.ACCOUNTS,
    "RoleProfileDefined": Sort.SUCCESSION,
}
"""Kinds that are of another sort than their module."""


def sort_of(kind: str) -> Sort | None:
    """Of which sort a kind of entry is; None for one that is told to nobody, as it is of none."""
    event = EVENTS.get(kind)
    return OF_KINDS.get(kind) or (by_module(event) if event else None)


def by_module(event: AnyEvent) -> Sort | None:
    """The sort of an event's module, or of the nearest package around it."""
    path = event.__module__.split(".")[1:]
    around = (".".join(path[:length]) for length in range(len(path), 0, -1))
    return next((OF_MODULES[name] for name in around if name in OF_MODULES), None)


SORTS: Final[Mapping[str, Sort | None]] = {kind: sort_of(kind) for kind in EVENTS}
"""The sort of every kind, looked up once."""
